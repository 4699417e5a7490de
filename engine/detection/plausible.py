"""Whether a find can be what it was taken for, by its size and shape; one that cannot is doubtful."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.errors import mark
from engine.pixels.mask import Mask

LARGEST_DROP_SHARE = 0.02  # Of the photo: drops on a lens are smaller than this, trees and cars are not.
LARGEST_BLOB_SHARE = 0.03  # Of the photo: the largest disc that fits into the find.
BROAD_KINDS = frozenset({"graffiti"})  # Kinds whose finds may be broad as a whole wall,
LARGEST_BROAD_BLOB_SHARE = 0.08  # though their largest disc has less than this share of the photo.
TOO_LARGE_DROP = mark("A drop as large as this is doubtful: it was left as it is.")
TOO_LARGE_BLOB = mark("A find as broad as this is doubtful: it was left as it is.")


def doubt(shape: NDArray[np.bool_], kind: str, photo_area: int) -> str:
    """Why a find is implausible for its kind, or "".  shape: H×W, True in the find.  photo_area: px."""
    area = int(np.count_nonzero(shape))
    if area < LARGEST_DROP_SHARE * photo_area:
        return ""  # No part of it can be too large.
    plane: Mask = np.pad(shape.view(np.uint8), 1)
    if kind == "raindrops":
        sizes = cv2.connectedComponentsWithStats(plane, connectivity=8)[2][1:, cv2.CC_STAT_AREA]
        return TOO_LARGE_DROP if sizes.max() > LARGEST_DROP_SHARE * photo_area else ""
    radius = float(cv2.distanceTransform(plane, cv2.DIST_L2, 3).max())
    largest = LARGEST_BROAD_BLOB_SHARE if kind in BROAD_KINDS else LARGEST_BLOB_SHARE
    return TOO_LARGE_BLOB if math.pi * radius**2 > largest * photo_area else ""
