"""Tells light specks that belong to a scene, such as snow, stars and lamps, from dust.  Ours, no paper.

Dust has hairs and lint among it, and on most photos dark specks too.  Where nearly all thin finds of a photo
are light and round they are more likely a part of the scene.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.models.detector import CONFIDENCE_THRESHOLD, ReadRegion
from engine.photo.colour import LUMA_WEIGHTS
from engine.pixels.box import Box
from engine.pixels.mask import Mask

# Of drawn snow and stars 0.97 to 1.0 are round and 0.99 to 1.0 light; of 23 damaged old prints and scans with
# so many finds at most 0.93 are round where all are light.
MIN_SPECKS, MIN_ROUND_SHARE, MIN_LIGHT_SHARE = 16, 0.96, 0.95
# A find is round where the square of its box's diagonal is at most this many times its area.
MAX_ROUND_ELONGATION = 5.0
# What a find is compared with: the photo so far around it.
SURROUNDINGS_PX = 8


def are_of_scene(region: ReadRegion, found: Mask) -> bool:
    """Whether the thin finds of a photo are light specks of its scene.

    region: reads a box of the photo, H×W×3 float32 in [0, 1].  found: confidences H×W, 255 = certain.
    """
    marked: NDArray[np.uint8] = (found >= CONFIDENCE_THRESHOLD).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(marked, connectivity=8)
    if count <= MIN_SPECKS:
        return False
    width, height = stats[1:, cv2.CC_STAT_WIDTH], stats[1:, cv2.CC_STAT_HEIGHT]
    is_round = width**2 + height**2 <= MAX_ROUND_ELONGATION * stats[1:, cv2.CC_STAT_AREA]
    if is_round.mean() < MIN_ROUND_SHARE:
        return False
    whole = Box.of(found.shape)
    light = 0
    for number in range(1, count):
        left, top, across, down = (int(value) for value in stats[number, :4])
        window = Box(left, top, left + across, top + down).grown(SURROUNDINGS_PX) & whole
        luma = region(window) @ LUMA_WEIGHTS
        own = labels[window.slices] == number
        beside = marked[window.slices] == 0
        light += bool(beside.any() and np.median(luma[own]) > np.median(luma[beside]))
    return light >= MIN_LIGHT_SHARE * (count - 1)
