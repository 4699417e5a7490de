"""Tells drawings, diagrams and screenshots from photos: most of their pixels equal all of their neighbours.

Text and lines on a drawing are most often its own.  Ours, no paper.
"""

from __future__ import annotations

import cv2
import numpy as np

from engine.photo import Photo
from engine.photo.changes import differing

# Of drawn flat pictures, as PNG and as JPEG of every quality, 0.51 to 0.96 of the pixels are flat; of 3,050
# photos one of paper bags on a flat ground, 0.68, and else at most 0.49.
MIN_FLAT_SHARE = 0.5
# Black and white are not counted, as a sensor's limits are flat too; so much must be flat without them.
MIN_FLAT_SHARE_OF_ALL = 0.25


def is_flat(photo: Photo) -> bool:
    """Whether a photo is rather a drawing or a screenshot."""
    flat = counted = 0
    black = np.zeros((1, 1, 1), photo.pixels.dtype)
    white = np.full_like(black, photo.full)
    for strip in photo.box.strips():
        pixels = photo.pixels[strip.slices]
        highest, lowest = (
            change(pixels, np.ones((3, 3), np.uint8)).reshape(pixels.shape)
            for change in (cv2.dilate, cv2.erode)
        )
        is_counted = differing(pixels, black) & differing(pixels, white)
        flat += int(np.count_nonzero(is_counted & ~differing(highest, lowest)))
        counted += int(np.count_nonzero(is_counted))
    return flat >= max(MIN_FLAT_SHARE * counted, MIN_FLAT_SHARE_OF_ALL * photo.width * photo.height)
