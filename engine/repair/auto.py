"""method="auto": chooses the method for each hole.  The recommended methods are listed only here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np

from engine.models.catalog import catalog
from engine.models.method import Method
from engine.models.weights import has_weights
from engine.pixels.box import Box
from engine.pixels.inscribed import inscribed
from engine.pixels.mask import Mask, bounds

HoleWidth = Literal["thin", "wide", "any"]  # "any": the person chose the method.

# `auto` takes the first that this installation can run.
METHODS_BY_WIDTH: dict[HoleWidth, tuple[str, ...]] = {
    "thin": ("restore", "biharmonic"),
    "wide": ("patchmatch", "biharmonic"),
}
# What a person is offered first beside the answer of `auto`.
OTHER_METHODS_BY_WIDTH: dict[HoleWidth, tuple[str, ...]] = {
    "thin": ("biharmonic",),
    "wide": ("gmcnn", "deepfill-v2"),
}
# A hole is thin if no disc of a larger radius fits into it.  `restore` was trained on strokes up to this
# width.
MAX_THIN_RADIUS_PX = 9.0
# In large photos the limit is this share of the short side.
MAX_THIN_RADIUS_SHARE = 0.0025
# A hole is wide if more than this share of it is deeper than the limit.  Less is deeper where two strokes of
# a letter meet.
MIN_WIDE_SHARE = 0.05


@dataclass(frozen=True)
class MethodForPart:
    """A method and its part of the mask."""

    method: Method
    mask: Mask
    width: HoleWidth


def recommended(width: HoleWidth) -> Method:
    """The method `auto` takes for thin or for wide holes."""
    for id in METHODS_BY_WIDTH[width]:
        method = catalog().get(id)
        if method and (not method.info.weights or has_weights(id, method.info.weights[0])):
            return method
    raise LookupError(f"none of {', '.join(METHODS_BY_WIDTH[width])} is in the catalog")


def choose(mask: Mask, grown: int = 0) -> list[MethodForPart]:
    """Split an H×W mask by the width of its holes.  grown: px by which the program dilated the mask.

    Each connected hole goes to one method as a whole, so no fill is divided.
    """
    limit = max(MAX_THIN_RADIUS_PX, MAX_THIN_RADIUS_SHARE * min(mask.shape)) + grown
    wide = wide_holes(mask, limit)
    parts: list[tuple[HoleWidth, Mask]] = [("wide", wide), ("thin", np.where(wide > 0, np.uint8(0), mask))]
    return [MethodForPart(recommended(width), part, width) for width, part in parts if part.any()]


def wide_holes(mask: Mask, limit: float) -> Mask:
    """The connected holes of a mask of which MIN_WIDE_SHARE is farther from known pixels than `limit` px."""
    wide = np.zeros_like(mask)
    box = bounds(mask).grown(1) & Box.of(mask.shape)
    part = mask[box.slices]
    deep = inscribed(part) > limit
    if deep.any():
        count, labels = cv2.connectedComponents((part > 0).astype(np.uint8), connectivity=8)
        size, inside = (np.bincount(labels[flags], minlength=count) for flags in (part > 0, deep))
        picked = inside > MIN_WIDE_SHARE * size
        wide[box.slices] = np.where(picked[labels], part, np.uint8(0))
    return wide
