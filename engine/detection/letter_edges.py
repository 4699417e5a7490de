"""Whether found lettering ends where the letters in the photo end.  Ours, no paper.

What was written over a photo has sharp edges, and the finder with its ink reader follows them to the pixel.
Of lettering in the scene, such as signs, it takes blurred letters with what is around them.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.models.detector import CONFIDENCE_THRESHOLD, ReadRegion
from engine.models.method import Array
from engine.photo.colour import LUMA_WEIGHTS
from engine.pixels.box import Box
from engine.pixels.mask import Mask

# The steepest gradient a pixel near an outline, as a share of the contrast there: of drawn captions and text
# in 45 photos nine in ten have more, of the lettering found in three photos of signs 0.06 to 0.11.
MIN_EDGE_STEEPNESS = 0.2
CONTRAST_WINDOW_PX, NEAR_PX = 9, 3
MIN_CONTRAST = 0.08  # with 1 for white; what differs by less has no edge to speak of
MIN_OUTLINE_PX = 30


def has_soft_edges(region: ReadRegion, found: Mask) -> bool:
    """Whether most of the outline of what was found lies beside the edges in the photo, or on soft ones.

    region: reads a box of the photo, H×W×3 float32 in [0, 1].  found: confidences H×W, 255 = certain.
    """
    steepness = [
        _steepness(region, found, strip)
        for strip in Box.of(found.shape).strips()
        if (found[strip.slices] >= CONFIDENCE_THRESHOLD).any()
    ]
    values = np.concatenate(steepness) if steepness else np.zeros(0, np.float32)
    return len(values) >= MIN_OUTLINE_PX and float(np.median(values)) < MIN_EDGE_STEEPNESS


def _steepness(region: ReadRegion, found: Mask, strip: Box) -> Array:
    """Of each pixel of an outline within a strip."""
    box = strip.grown(CONTRAST_WINDOW_PX) & Box.of(found.shape)
    luma = np.asarray(region(box) @ LUMA_WEIGHTS, np.float32)
    mask: NDArray[np.uint8] = (found[box.slices] >= CONFIDENCE_THRESHOLD).astype(np.uint8)
    near = np.ones((NEAR_PX, NEAR_PX), np.uint8)
    across, down = (cv2.Sobel(luma, cv2.CV_32F, *by, ksize=3, scale=1 / 8) for by in ((1, 0), (0, 1)))
    steepest = cv2.dilate(np.hypot(across, down), near)
    window = np.ones((CONTRAST_WINDOW_PX, CONTRAST_WINDOW_PX), np.uint8)
    contrast = cv2.dilate(luma, window) - cv2.erode(luma, window)
    counted = (cv2.dilate(mask, near) != cv2.erode(mask, near)) & (contrast > MIN_CONTRAST)
    rows = slice(strip.top - box.top, strip.bottom - box.top)
    return np.asarray((steepest[rows] / np.maximum(contrast[rows], MIN_CONTRAST))[counted[rows]], np.float32)
