"""Which parts of a photo to work on: nearby holes together, far ones apart, each with its surroundings."""

from __future__ import annotations

import cv2
import numpy as np

from engine.contract import MethodInfo
from engine.geometry import Box
from engine.mask import Mask


def regions(mask: Mask, info: MethodInfo) -> list[Box]:
    """Boxes that cover every marked pixel, context included, clipped to the photo.  THIN VERSION: one a component."""
    _, _, stats, _ = cv2.connectedComponentsWithStats((mask > 0).astype(np.uint8), connectivity=8)
    whole = Box.of(mask.shape)
    found = []
    for left, top, width, height, _ in stats[1:]:
        context = max(info.context_least, round(info.context * max(width, height)))
        found.append(Box(int(left), int(top), int(left + width), int(top + height)).grown(context) & whole)
    return found
