"""Masks: uint8 H×W where 0 = intact and 255 = missing, soft values between."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from engine.pixels.box import Box

Mask = NDArray[np.uint8]
COUNTS = 128  # from here on a value of a hard mask counts as missing


def bounds(mask: Mask) -> Box:
    """The smallest box around all that is marked; empty if nothing is."""
    rows = np.flatnonzero(mask.any(axis=1))
    if not rows.size:
        return Box(0, 0, 0, 0)
    columns = np.flatnonzero(mask[rows[0] : rows[-1] + 1].any(axis=0))
    return Box(int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)


def disc(radius: int) -> Mask:
    """The structuring element of a round grow: (2·radius + 1)² of 0 and 1."""
    y, x = np.ogrid[-radius : radius + 1, -radius : radius + 1]
    return np.asarray(x * x + y * y <= radius * radius + radius, np.uint8)


def grow(mask: Mask, by: int) -> Mask:
    """Grown by `by` px all round, shrunk where negative; soft values are carried.

    As OpenCV's dilate and erode by `disc`, but fast for any radius; the photo's rim does not shrink a mask.
    """
    from engine.pixels.morphology import grown

    if by >= 0:
        return grown(mask, by, bounds(mask).grown(by) & Box.of(mask.shape)) if by else mask.copy()
    return ~grown(~mask, -by, bounds(mask))


def feather(mask: Mask, by: float) -> Mask:
    """A soft rim added outside: what was missing stays 255, and fades to 0 over `by` px."""
    from engine.pixels.morphology import feathered

    if by <= 0:
        return mask.copy()
    return feathered(mask, by, bounds(mask).grown(math.ceil(by)) & Box.of(mask.shape))


def automatic_growth(width: int, height: int) -> int:
    """By how much `auto` grows a painted mask: a tight one leaves a ghost rim."""
    return max(3, round(0.003 * min(width, height)))


def hardened(mask: Mask) -> Mask:
    """Only 0 and 255: values count from 128."""
    return np.where(mask >= COUNTS, np.uint8(255), np.uint8(0))


def inverted(mask: Mask) -> Mask:
    """Missing and intact exchanged."""
    return ~mask


def mostly_marked(mask: Mask) -> bool:
    """More than half is missing: Invert is offered, for many tools draw masks the other way round."""
    return int(np.count_nonzero(mask >= COUNTS)) * 2 > mask.size
