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

# "crowded": round holes that leave little between them.  "any": the person chose the method.
HoleWidth = Literal["thin", "wide", "crowded", "any"]

# `auto` takes the first that this installation can run.
METHODS_BY_WIDTH: dict[HoleWidth, tuple[str, ...]] = {
    "thin": ("restore", "biharmonic"),
    "wide": ("patchmatch", "biharmonic"),
    "crowded": ("restore", "biharmonic"),
}
# What a person is offered first beside the answer of `auto`.
OTHER_METHODS_BY_WIDTH: dict[HoleWidth, tuple[str, ...]] = {
    "thin": ("biharmonic",),
    "wide": ("gmcnn", "deepfill-v2"),
    "crowded": ("patchmatch",),
}
# A hole is thin if no disc of a larger radius fits into it.  `restore` was trained on strokes up to this
# width.
MAX_THIN_RADIUS_PX = 9.0
# In large photos the limit is this share of the short side.
MAX_THIN_RADIUS_SHARE = 0.0025
# Round holes are crowded where more than this share is missing within CROWD_REACH times the limit.  Patches
# then bring what stands between other drops: of a house behind a wet pane nothing stayed in its place.
CROWDED_SHARE, CROWD_REACH = 0.25, 5
# A hole is wide if more than this share of it is deeper than the limit.  Less is deeper where two strokes of
# a letter meet.
MIN_WIDE_SHARE = 0.05
# Round holes, such as drops, are wide from this share of the limit on.  With `restore` and texture, twigs of
# other places stood in drops over trees; patches of `patchmatch` fit there.
ROUND_LIMIT_SHARE = 0.6
# What is deeper than that is round if its area is at most this many times that of the largest disc in it.
# Letters and scratches of the same width have ten times as much and more.
MAX_ROUND_AREA_TO_DISC = 4.0


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
    limit = max(MAX_THIN_RADIUS_PX, MAX_THIN_RADIUS_SHARE * min(mask.shape))
    spots = round_holes(mask, ROUND_LIMIT_SHARE * limit + grown)
    crowded = crowded_holes(mask, spots, limit)
    wide = np.where(crowded > 0, np.uint8(0), np.maximum(wide_holes(mask, limit + grown), spots))
    thin = np.where((wide > 0) | (crowded > 0), np.uint8(0), mask)
    parts: list[tuple[HoleWidth, Mask]] = [("wide", wide), ("crowded", crowded), ("thin", thin)]
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


def round_holes(mask: Mask, limit: float) -> Mask:
    """The connected holes of a mask whose parts deeper than `limit` px are mostly round, such as drops.

    Drops that touch are one hole with several such parts.
    """
    result = np.zeros_like(mask)
    box = bounds(mask).grown(1) & Box.of(mask.shape)
    part = mask[box.slices]
    depth = inscribed(part)
    rows, columns = np.nonzero(depth > limit)
    if not len(rows):
        return result
    parts = cv2.connectedComponents((depth > limit).view(np.uint8), connectivity=8)[1][rows, columns]
    area = np.bincount(parts)
    radius = np.ones(len(area), np.float32)
    np.maximum.at(radius, np.asarray(parts, np.intp), depth[rows, columns] - limit)
    is_round = area <= MAX_ROUND_AREA_TO_DISC * np.pi * radius**2
    count, labels = cv2.connectedComponents((part > 0).view(np.uint8), connectivity=8)
    own = labels[rows, columns]
    picked = np.bincount(own, is_round[parts], minlength=count) > np.bincount(own, minlength=count) / 2
    result[box.slices] = np.where(picked[labels], part, np.uint8(0))
    return result


def crowded_holes(mask: Mask, spots: Mask, limit: float) -> Mask:
    """The connected holes of `spots` around which much else of `mask` is missing.

    None is deeper than 2 * limit px; such a hole that stands alone leaves most of its surroundings.
    """
    if not spots.any():
        return spots
    reach = round(CROWD_REACH * limit)
    missing = cv2.boxFilter((mask > 0).astype(np.float32), -1, (2 * reach + 1, 2 * reach + 1))
    count, labels = cv2.connectedComponents((spots > 0).view(np.uint8), connectivity=8)
    own = labels[spots > 0]
    share = np.bincount(own, missing[spots > 0], minlength=count)
    depth = np.zeros(count, np.float32)
    np.maximum.at(depth, np.asarray(own, np.intp), inscribed(spots)[spots > 0])
    is_crowded = (share > CROWDED_SHARE * np.bincount(own, minlength=count)) & (depth <= 2 * limit)
    return np.where(is_crowded[labels], spots, np.uint8(0))
