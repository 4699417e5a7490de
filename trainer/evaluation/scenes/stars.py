"""A night sky with stars over a dark horizon."""

from __future__ import annotations

import cv2
import numpy as np

from trainer.corruption.contract import Array, Random
from trainer.evaluation.scenes.backdrop import fractal, gradient
from trainer.evaluation.scenes.contract import DRAWN_SCALE, Scene


def draw(height: int, width: int, rng: Random) -> Array:
    """Stars whose number falls with their brightness, a faint band of light, and hills."""
    low = np.array([0.06, 0.07, 0.12], np.float32) * np.float32(rng.uniform(0.5, 2))
    image = gradient(height, width, low * np.float32(0.4), low)
    image += (fractal(height, width, rng)[..., None] ** 3) * np.float32(rng.uniform(0, 0.15))
    points = np.zeros((height, width, 3), np.float32)
    count = int(np.exp(rng.uniform(np.log(150), np.log(3000))))
    y, x = rng.integers(0, height, count), rng.integers(0, width, count)
    brightness = np.minimum(rng.pareto(1.3, count) * 0.3 + 0.1, 12).astype(np.float32)
    points[y, x] = brightness[:, None] * rng.uniform(0.75, 1, (count, 3)).astype(np.float32)
    sigma = DRAWN_SCALE * float(rng.uniform(0.5, 1))
    image += cv2.GaussianBlur(points, (0, 0), sigma) * np.float32(2 * np.pi * sigma**2 * 0.4)
    hills = rng.uniform(0.75, 1) * height + 0.1 * height * np.cumsum(rng.normal(0, 0.02, width))
    image[np.arange(height)[:, None] > hills[None]] = 0.015
    return np.asarray(image.clip(0, 1), np.float32)


SCENE = Scene(title="Stars", draw=draw)
