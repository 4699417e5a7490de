"""The depth of pixels in their hole: the radius of the largest disc around a pixel that fits in."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.pixels.mask import Mask


def inscribed(mask: Mask) -> NDArray[np.float32]:
    """The approximate distance of each missing pixel to a known one, in px; the border is no known pixel."""
    return np.asarray(cv2.distanceTransform((mask > 0).astype(np.uint8), cv2.DIST_L2, 3), np.float32)
