"""The largest group of marks of a mask: where a person looks first."""

from __future__ import annotations

import math

import cv2
import numpy as np

from engine.pixels.box import Box
from engine.pixels.mask import Mask, bounds

# Marks are grouped at this size of the photo's longer side; those so near to each other are one group.
GROUPED_SIDE_PX, GROUPED_REACH_PX = 512, 17


def largest_part(mask: Mask) -> Box:
    """About the box around the largest group of marks; those near to each other are one group."""
    height, width = mask.shape
    shrink = max(1.0, max(height, width) / GROUPED_SIDE_PX)
    size = max(1, round(width / shrink)), max(1, round(height / shrink))
    small = (cv2.resize(mask, size, interpolation=cv2.INTER_AREA) > 0).view(np.uint8)
    near = cv2.dilate(small, np.ones((GROUPED_REACH_PX, GROUPED_REACH_PX), np.uint8))
    _, labels = cv2.connectedComponents(near)
    labels[small == 0] = 0
    counts = np.bincount(labels.ravel())
    counts[0] = 0
    box = bounds((labels == counts.argmax()).view(np.uint8))
    left, top = math.floor(box.left * shrink), math.floor(box.top * shrink)
    return Box(left, top, math.ceil(box.right * shrink), math.ceil(box.bottom * shrink)) & Box.of(mask.shape)
