"""Soft subjects on coarse film, gray or in colour."""

from __future__ import annotations

import cv2
import numpy as np

from trainer.corruption.contract import Array, Random
from trainer.corruption.draw.fields import unit_noise
from trainer.evaluation.scenes.backdrop import fractal
from trainer.evaluation.scenes.contract import Scene


def draw(height: int, width: int, rng: Random) -> Array:
    """Overlapping soft shapes; the grain is strongest in the middle tones."""
    image = np.repeat(fractal(height, width, rng, roughness=0.35)[..., None], 3, 2)
    for _ in range(int(rng.integers(3, 9))):
        shape = np.zeros((height, width), np.float32)
        axes = tuple(int(value) for value in rng.uniform(0.05, 0.3, 2) * min(height, width))
        at = tuple(int(value) for value in rng.random(2) * (width, height))
        cv2.ellipse(shape, at, axes, float(rng.uniform(0, 180)), 0, 360, 1.0, -1)
        soft = cv2.GaussianBlur(shape, (0, 0), float(rng.uniform(0.5, 12)))[..., None]
        image = image + soft * (rng.random(3, np.float32) - image)
    if rng.random() < 0.5:
        image = np.repeat(image.mean(-1, keepdims=True), 3, -1)
    size = rng.uniform(0.7, 1.6)
    grain = unit_noise(height, width, size, rng)[..., None]
    strength = np.float32(rng.uniform(0.04, 0.14)) * 4 * image * (1 - image)
    return np.asarray(image + strength * grain, np.float32).clip(0, 1)


SCENE = Scene(title="Coarse film", draw=draw, lens=False)
