"""Limits a mask's area to a range, and keeps a border of the photo free."""

from __future__ import annotations

import numpy as np

from trainer.corruption.contract import Array


def framed(plane: Array, border: int) -> Array:
    """The plane with a frame of `border` px set to 0."""
    if border <= 0:
        return plane
    inner = np.zeros_like(plane)
    inside = slice(border, -border), slice(border, -border)
    inner[inside] = plane[inside]
    return inner


def trimmed(mask: Array, *, low: float, high: float) -> Array:
    """H×W of 0 and 1, the holes to keep: connected holes are dropped while the mean stays at or above `low`.

    The largest that still fits is dropped first.  A mask that is small enough is kept whole.
    """
    from scipy import ndimage

    keep = np.ones_like(mask)
    if mask.mean() <= high:
        return keep
    labels, count = ndimage.label(mask > 0, np.ones((3, 3)))
    areas = np.bincount(labels.ravel(), mask.ravel(), count + 1)[1:]
    total = areas.sum()
    for index in np.argsort(-areas, kind="stable"):
        if high * mask.size >= total:
            break
        if total - areas[index] >= low * mask.size:
            total -= areas[index]
            keep[labels == index + 1] = 0
    return keep
