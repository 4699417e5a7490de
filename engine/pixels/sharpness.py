"""The sharpness of a fill compared with its surroundings."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.pixels.plane import Array


def sharpness(photo: Array, hole: NDArray[np.uint8]) -> float:
    """The mean squared gradient in the hole, divided by that in a band around it; 1 if one of them is empty.

    photo: H×W×3 float32, its hole filled.  hole: H×W of 0 and 1.  The band is as wide as the hole is deep.
    The step across the hole's edge belongs to neither.
    """
    inside = cv2.erode(hole, np.ones((3, 3), np.uint8), borderValue=1) > 0
    if not inside.any() or hole.all():
        return 1.0
    wide = 2 * int(cv2.distanceTransform(hole, cv2.DIST_L2, 3).max()) + 3
    near = cv2.dilate(hole, np.ones((wide, wide), np.uint8)) > 0
    around = near & (cv2.dilate(hole, np.ones((3, 3), np.uint8)) == 0)
    if not around.any():
        return 1.0
    down, across = np.gradient(photo.mean(2))
    energy = down**2 + across**2
    return float(energy[inside].mean() / max(float(energy[around].mean()), 1e-9))
