"""Masks: uint8 H×W, 0 = intact, 255 = missing, soft values between."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from engine.pixels.box import EMPTY_BOX, Box

Mask = NDArray[np.uint8]
# From this value on a pixel of a hard mask is missing.
HARD_THRESHOLD = 128


def bounds(mask: Mask) -> Box:
    """The bounding box of all marked pixels; empty if there are none."""
    rows = np.flatnonzero(mask.any(axis=1))
    if not rows.size:
        return EMPTY_BOX
    columns = np.flatnonzero(mask[rows[0] : rows[-1] + 1].any(axis=0))
    return Box(int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)


def grow(mask: Mask, by: int) -> Mask:
    """The mask dilated by a disc of `by` px, or eroded where `by` is negative; soft values are kept.

    Faster than OpenCV for large radii.  Masks are not eroded at the photo's border.
    """
    from engine.pixels.morphology import dilated

    if by >= 0:
        return dilated(mask, by, bounds(mask).grown(by) & Box.of(mask.shape)) if by else mask.copy()
    return ~dilated(~mask, -by, bounds(mask))


def feather(mask: Mask, by: float) -> Mask:
    """The mask with a soft rim outside: missing pixels stay 255, and fade to 0 over `by` px."""
    from engine.pixels.morphology import feathered

    if by <= 0:
        return mask.copy()
    return feathered(mask, by, bounds(mask).grown(math.ceil(by)) & Box.of(mask.shape))


def automatic_growth(width: int, height: int) -> int:
    """Px by which `auto` dilates a painted mask: one that is too tight leaves a visible rim."""
    return max(3, round(0.003 * min(width, height)))


def hardened(mask: Mask) -> Mask:
    """The mask with values 0 and 255 only."""
    return np.where(mask >= HARD_THRESHOLD, np.uint8(255), np.uint8(0))


def inverted(mask: Mask) -> Mask:
    """The mask with missing and intact exchanged."""
    return ~mask
