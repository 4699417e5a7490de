"""Tells drawings, diagrams and screenshots from photos: most of their pixels equal all of their neighbours.

Text and lines on a drawing are most often its own.  Ours, no paper.
"""

from __future__ import annotations

import cv2
import numpy as np

from engine.photo import Photo
from engine.pixels.box import Box

# Of drawn flat pictures, as PNG and as JPEG of every quality, 0.51 to 0.96 of the pixels are flat; of 3,050
# photos one of paper bags on a flat ground, 0.68, and else at most 0.49.
MIN_FLAT_SHARE = 0.5
# Black and white are not counted, as a sensor's limits are flat too; so much must be flat without them.
MIN_FLAT_SHARE_OF_ALL = 0.25
STRIP_PX = 256  # Rows at once, which bounds the memory that a large photo takes.


def is_flat(photo: Photo) -> bool:
    """Whether a photo is rather a drawing or a screenshot."""
    flat = counted = 0
    for top in range(0, photo.height, STRIP_PX):
        pixels = photo.region(Box(0, top, photo.width, min(top + STRIP_PX, photo.height)))
        highest, lowest = cv2.dilate(pixels, np.ones((3, 3))), cv2.erode(pixels, np.ones((3, 3)))
        is_limit = (pixels == 0).all(-1) | (pixels == 1).all(-1)
        flat += int(np.count_nonzero((highest == lowest).all(-1) & ~is_limit))
        counted += int(np.count_nonzero(~is_limit))
    return flat >= max(MIN_FLAT_SHARE * counted, MIN_FLAT_SHARE_OF_ALL * photo.width * photo.height)
