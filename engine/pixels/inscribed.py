"""How deep a pixel lies inside its hole: the radius of the largest disc around it that fits in."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.pixels.mask import Mask


def inscribed(mask: Mask) -> NDArray[np.float32]:
    """For each missing pixel about how far the next known one is, in px.  The photo's border is not known."""
    return np.asarray(cv2.distanceTransform((mask > 0).astype(np.uint8), cv2.DIST_L2, 3), np.float32)
