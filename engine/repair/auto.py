"""method="auto": which method fills which hole.  What is recommended stands here and nowhere else."""

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

Kind = Literal["thin", "wide", "any"]  # "any": the person chose the method

# The first that this installation can run.
RECOMMENDED: dict[Kind, tuple[str, ...]] = {
    "thin": ("restore", "biharmonic"),
    "wide": ("patchmatch", "biharmonic"),
}
THIN = (
    9.0  # px: a hole in which no larger disc fits is thin, as wide as the strokes `restore` learns from ...
)
DEEP = 0.05  # of a hole must be deeper than that: a line of letters is wide where two of them meet, and thin
THIN_SHARE = 0.0025  # ... or one in which no disc larger than this share of the photo's short side does


@dataclass(frozen=True)
class Choice:
    """A method and the mask it is to fill."""

    method: Method
    mask: Mask
    kind: Kind


def recommended(kind: Kind) -> Method:
    """The method `auto` takes for this kind of hole."""
    for id in RECOMMENDED[kind]:
        method = catalog().get(id)
        if method and (not method.info.weights or has_weights(id, method.info.weights[0])):
            return method
    raise LookupError(f"none of {', '.join(RECOMMENDED[kind])} is in the catalog")


def choose(mask: Mask, grown: int = 0) -> list[Choice]:
    """Split an H×W mask by the width of its holes; `grown` px of that width were added around by the program.

    Each connected hole goes to one method as a whole, so no fill is cut in two.
    """
    limit = max(THIN, THIN_SHARE * min(mask.shape)) + grown
    wide = _wide(mask, limit)
    parts: list[tuple[Kind, Mask]] = [("wide", wide), ("thin", np.where(wide > 0, np.uint8(0), mask))]
    return [Choice(recommended(kind), part, kind) for kind, part in parts if part.any()]


def _wide(mask: Mask, limit: float) -> Mask:
    """The connected holes of a mask of which enough is deeper inside than `limit`."""
    wide = np.zeros_like(mask)
    box = bounds(mask).grown(1) & Box.of(mask.shape)
    part = mask[box.slices]
    deep = inscribed(part) > limit
    if deep.any():
        count, labels = cv2.connectedComponents((part > 0).astype(np.uint8), connectivity=8)
        size, inside = (np.bincount(labels[flags], minlength=count) for flags in (part > 0, deep))
        picked = inside > DEEP * size
        wide[box.slices] = np.where(picked[labels], part, np.uint8(0))
    return wide
