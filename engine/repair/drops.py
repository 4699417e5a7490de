"""Widens the mask of raindrops to their rims.

A drop refracts the light into a rim that is brighter or darker than the photo around it, and detectors mark
the drop without it.  Each drop's mask grows to where the photo is itself again.
"""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.models.method import Array
from engine.photo import Photo
from engine.pixels.box import Box
from engine.pixels.mask import Mask
from engine.pixels.morphology import dilated

Flags = NDArray[np.bool_]

DROPS_KIND = "raindrops"
# A rim is looked for up to this far from a drop.
MAX_RIM_PX = 6
# Nor farther than this share of its radius, but for MIN_REACH_PX: small drops that stand close would merge.
MAX_RIM_TO_RADIUS, MIN_REACH_PX = 0.4, 1
# The photo around a drop is known from pixels at these distances.
AROUND_PX = (8.0, 16.0)
AROUND_SIGMA_PX = 5.0
# Where less of that than this is known, drops stand so close that rims would leave nothing between them.
MIN_KNOWN_SHARE = 0.7
# A ring of 1 px belongs to the rim where it differs from the photo around the drop by this factor more than
# the photo differs from itself, and by something that can be seen.
RIM_FACTOR, MIN_RIM = 1.5, 4 / 255


def with_rims(photo: Photo, mask: Mask, drops: Mask) -> Mask:
    """A mask in which each drop reaches to the end of its rim.

    mask: uint8 H×W, all that is filled.  drops: uint8 H×W, not 0 at the drops, which are in the mask.
    """
    grown = mask.copy()
    for window, drop in _each(drops):
        width = _rim_width(photo.region(window), drop, mask[window.slices] > 0)
        if width:
            wide = dilated(np.where(drop, np.uint8(255), np.uint8(0)), width, Box.of(drop.shape))
            np.maximum(grown[window.slices], wide, out=grown[window.slices])
    return grown


def _each(drops: Mask) -> Iterator[tuple[Box, Flags]]:
    """Each connected drop, in a window of the photo with its surroundings."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats((drops > 0).view(np.uint8), connectivity=8)
    for number in range(1, count):
        left, top, width, height = (int(value) for value in stats[number, :4])
        window = Box(left, top, left + width, top + height).grown(round(AROUND_PX[1])) & Box.of(drops.shape)
        yield window, labels[window.slices] == number


def _rim_width(image: Array, drop: Flags, missing: Flags) -> int:
    """How far the rim of a drop reaches, in px: 0 where the photo is itself right beside it."""
    away = cv2.distanceTransform((~drop).view(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    ring = (away > AROUND_PX[0]) & (away <= AROUND_PX[1])
    around = ring & ~missing
    if np.count_nonzero(around) <= MIN_KNOWN_SHARE * np.count_nonzero(ring):
        return 0
    difference = np.abs(image - _mean(image, around)).mean(-1)
    usual = float(difference[around].mean())
    outline = np.count_nonzero(drop & ~(cv2.erode(drop.view(np.uint8), np.ones((3, 3), np.uint8)) > 0))
    radius = (
        2 * np.count_nonzero(drop) / outline
    )  # Of a disc; of drops that touch, about that of one of them.
    widest = min(MAX_RIM_PX, max(MIN_REACH_PX, round(MAX_RIM_TO_RADIUS * radius)))
    for width in range(widest):
        ring = (away > width) & (away <= width + 1)
        if not ring.any() or difference[ring].mean() < max(RIM_FACTOR * usual, usual + MIN_RIM):
            return width
    return widest


def _mean(image: Array, where: Flags) -> Array:
    """The local mean of the pixels of `where`, H×W×3."""
    seen = where.astype(np.float32)
    sums = cv2.GaussianBlur(image * seen[..., None], (0, 0), AROUND_SIGMA_PX)
    weight = cv2.GaussianBlur(seen, (0, 0), AROUND_SIGMA_PX)
    mean = image[where].mean(0)
    # Where none is near, their mean counts.
    return np.asarray((sums + 1e-3 * mean) / (weight[..., None] + 1e-3), np.float32)
