"""How sharp a fill is against what is around it."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.pixels.plane import Array


def sharpness(photo: Array, hole: NDArray[np.uint8]) -> float:
    """Mean squared gradient in the hole over that of a rim as wide as the hole is deep; 1 without one.

    photo: H×W×3 float32, its hole filled.  hole: H×W of 0 and 1.  The step across the hole's edge counts for
    neither.
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
