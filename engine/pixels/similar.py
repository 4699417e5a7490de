"""The pixels whose colour is like that of one of them: what a colour wand selects."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.pixels.mask import Mask


def similar_colour(
    pixels: NDArray[np.uint8], at: tuple[int, int], tolerance: int, *, connected: bool = True
) -> Mask:
    """255 where no channel differs by more than `tolerance` from the colour at a pixel.

    pixels: H×W×3.  at: its row and column.  connected: only what is connected with that pixel.
    """
    row, column = at
    colour = pixels[row, column].astype(int)
    low, high = np.clip(colour - tolerance, 0, 255), np.clip(colour + tolerance, 0, 255)
    like = cv2.inRange(pixels, low.astype(np.uint8), high.astype(np.uint8))
    if not connected:
        return np.asarray(like, np.uint8)
    flooded = np.zeros((like.shape[0] + 2, like.shape[1] + 2), np.uint8)
    cv2.floodFill(like, flooded, (column, row), 255, flags=8 | cv2.FLOODFILL_MASK_ONLY | (255 << 8))
    return np.ascontiguousarray(flooded[1:-1, 1:-1])
