"""Masks: uint8 H×W where 0 = intact and 255 = missing, soft values between."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engine.errors import MaskError
from engine.geometry import Box

Mask = NDArray[np.uint8]


def bounds(mask: Mask) -> Box:
    """The smallest box around all that is marked; empty if nothing is."""
    rows = np.flatnonzero(mask.any(axis=1))
    if not rows.size:
        return Box(0, 0, 0, 0)
    columns = np.flatnonzero(mask[rows[0] : rows[-1] + 1].any(axis=0))
    return Box(int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)


def disc(radius: int) -> Mask:
    """The structuring element of a round grow: (2·radius + 1)² of 0 and 1."""
    y, x = np.ogrid[-radius : radius + 1, -radius : radius + 1]
    return (x * x + y * y <= radius * radius + radius).astype(np.uint8)


def grow(mask: Mask, by: int) -> Mask:
    """Grown by `by` px, shrunk where negative; soft values are carried."""
    if by == 0:
        return mask.copy()
    change = cv2.dilate if by > 0 else cv2.erode
    return np.asarray(change(mask, disc(abs(by)), borderType=cv2.BORDER_REPLICATE), np.uint8)


def feather(mask: Mask, by: float) -> Mask:
    """A soft rim added outside: what was missing stays 255, and fades to 0 over `by` px."""
    if by <= 0:
        return mask.copy()
    distance = cv2.distanceTransform((mask < 255).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    rim = np.clip(1 - distance / (by + 1), 0, 1) * 255
    return np.maximum(mask, np.rint(rim).astype(np.uint8))


def automatic_growth(width: int, height: int) -> int:
    """By how much `auto` grows a painted mask: a tight one leaves a ghost rim."""
    return max(3, round(0.003 * min(width, height)))


def load(path: Path, size: tuple[int, int], *, soft: bool = False) -> Mask:
    """A mask file for a photo of size (width, height).  Another size of the same aspect is scaled; else MaskError."""
    with Image.open(path) as image:
        plane = np.asarray(image.convert("L"))
    if plane.shape != (size[1], size[0]):
        raise MaskError(f"{path.name} is {plane.shape[1]} × {plane.shape[0]}, the photo {size[0]} × {size[1]}")
    return plane if soft else np.where(plane >= 128, 255, 0).astype(np.uint8)


def save(mask: Mask, path: Path) -> None:
    """Write as a PNG, white = missing."""
    Image.fromarray(mask).save(path)
