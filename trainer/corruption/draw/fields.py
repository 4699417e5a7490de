"""Smooth random fields, and resampling between the drawn size and the photo's."""

from __future__ import annotations

import numpy as np
from PIL import Image

from trainer.corruption.contract import Array, Random


def enlarged(
    small: Array, height: int, width: int, box: tuple[float, float, float, float] | None = None
) -> Array:
    """A small field, or its box (left, upper, right, lower), enlarged bicubically to H×W.

    It may overshoot a little.
    """
    picture = Image.fromarray(np.ascontiguousarray(small, np.float32))
    return np.asarray(picture.resize((width, height), Image.Resampling.BICUBIC, box), np.float32)


def smooth(height: int, width: int, rng: Random) -> Array:
    """A smooth field H×W that reaches both 0 and 1: noise of 4×4 to 8×8 cells, enlarged."""
    cells = rng.integers(4, 9, 2)
    field = enlarged(rng.random(tuple(cells), np.float32), height, width)
    field = field - field.min()
    scaled: Array = field / max(float(field.max()), 1e-6)
    return scaled


def unit_noise(height: int, width: int, sigma: float | tuple[float, float], rng: Random) -> Array:
    """Gaussian noise H×W, blurred by `sigma` px (down, across), of mean 0 and standard deviation 1."""
    from scipy import ndimage

    field = ndimage.gaussian_filter(rng.standard_normal((height, width), np.float32), sigma, truncate=3)
    unit: Array = field / max(float(field.std()), 1e-6)
    return unit


def averaged(cover: Array, zoom: int) -> Array:
    """The means of zoom×zoom pixels."""
    if zoom == 1:
        return cover
    height, width = cover.shape[0] // zoom, cover.shape[1] // zoom
    mean: Array = cover.reshape(height, zoom, width, zoom).mean((1, 3), dtype=np.float32)
    return mean
