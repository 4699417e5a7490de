"""Whether a find can be what it was taken for, by its size and shape; one that cannot is doubtful."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.models.detector import Kind
from engine.pixels.mask import Mask
from engine.text import NO_TEXT, Text

TOO_LARGE = Text("A find was left as it is: it is too large to be what it looks like.")
SCENE_LINE = Text("A find was left as it is: it may be a line of the scene, such as a wire or an edge.")
SCENE_SPECKS = Text(
    "Finds were left as they are: all are light and round, as snow, stars and lights of the scene are."
)
SCENE_DRAWING = Text(
    "Finds were left as they are: this looks like a drawing or a screenshot, whose own they may be."
)
# What a find of the scene may be, by its value in Detection.scene; 0 where it is none.
SCENE_DOUBTS = (NO_TEXT, SCENE_LINE, SCENE_SPECKS, SCENE_DRAWING)
TOO_BROAD = Text("A find was left as it is: it is too broad to be what it looks like.")


def doubt(shape: NDArray[np.bool_], kind: Kind, photo_area_px: int) -> Text:
    """Why a find is implausible for its kind, or NO_TEXT.  shape: H×W, True in the find."""
    largest, disc = kind.largest_part_share * photo_area_px, kind.largest_disc_share * photo_area_px
    if np.count_nonzero(shape) <= min(largest, disc):
        return NO_TEXT  # No part of it can be too large.
    plane: Mask = np.pad(shape.view(np.uint8), 1)
    sizes = cv2.connectedComponentsWithStats(plane, connectivity=8)[2][1:, cv2.CC_STAT_AREA]
    if sizes.max() > largest:
        return TOO_LARGE
    radius = float(cv2.distanceTransform(plane, cv2.DIST_L2, 3).max())
    return TOO_BROAD if math.pi * radius**2 > disc else NO_TEXT
