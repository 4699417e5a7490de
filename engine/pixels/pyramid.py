"""Scaling by 2 for coarse-to-fine methods: values of missing pixels never mix into known ones."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.pixels.plane import Array

Hole = NDArray[np.bool_]


def halved(image: Array, hole: Hole) -> tuple[Array, Hole]:
    """Half the size, rounded up: each pixel is the mean of its known pixels, missing only if all four are.

    image: H×W×C float32.  hole: H×W, True = missing.  Missing pixels of the result are 0.
    """
    pad = ((0, hole.shape[0] % 2), (0, hole.shape[1] % 2))
    known = np.pad(~hole, pad, mode="edge").astype(np.float32)
    weighted = np.pad(image, (*pad, (0, 0)), mode="edge") * known[..., None]
    half = (known.shape[1] // 2, known.shape[0] // 2)
    weight = cv2.resize(known, half, interpolation=cv2.INTER_AREA)
    total = cv2.resize(weighted, half, interpolation=cv2.INTER_AREA).reshape(*weight.shape, -1)
    return np.asarray(total / np.maximum(weight, 0.25)[..., None], np.float32), weight == 0


def doubled(image: Array, shape: tuple[int, int]) -> Array:
    """The coarse image at the finer level's shape (H, W), by cubic interpolation."""
    twice = cv2.resize(image, (2 * image.shape[1], 2 * image.shape[0]), interpolation=cv2.INTER_CUBIC)
    return np.asarray(twice.reshape(*twice.shape[:2], -1)[: shape[0], : shape[1]], np.float32)


def spread(image: Array, hole: Hole) -> Array:
    """The image with each missing pixel set to a smooth mean of the known pixels near it.

    It recurses to half the size until nothing is missing, and scales up again (pull-push).
    """
    if not hole.any():
        return image
    if hole.all() or min(hole.shape) == 1:
        mean = image[~hole].mean(axis=0) if not hole.all() else np.zeros(image.shape[2], np.float32)
        return np.where(hole[..., None], mean, image)
    small = spread(*halved(image, hole))
    return np.where(hole[..., None], doubled(small, (hole.shape[0], hole.shape[1])), image)
