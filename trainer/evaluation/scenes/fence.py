"""A fence of wire mesh or of bars, before a meadow."""

from __future__ import annotations

import numpy as np

from trainer.corruption.contract import Array, Random
from trainer.evaluation.scenes.backdrop import ground, muted
from trainer.evaluation.scenes.contract import Scene


def draw(height: int, width: int, rng: Random) -> Array:
    """Two sets of parallel lines, crossed or upright and lying, with a light side."""
    image = ground(height, width, rng, muted(rng))
    y, x = np.mgrid[:height, :width].astype(np.float32)
    pitch = rng.uniform(0.03, 0.12) * width
    thick = rng.uniform(0.04, 0.15) * pitch
    slanted = rng.random() < 0.6
    slope = np.float32(rng.uniform(0.6, 1.4) if slanted else rng.normal(0, 0.01))
    courses = (x + slope * y, x - slope * y) if slanted else (x + slope * y, (y - slope * x) / np.float32(3))
    metal = np.float32(rng.uniform(0.3, 0.95))
    for course in courses:
        swing = np.float32(0.05 * pitch) * np.sin(y / np.float32(pitch))
        phase = np.mod(course + swing, np.float32(pitch)) - np.float32(pitch / 2)
        cover = np.clip((np.float32(thick) - np.abs(phase)) / 2 + 0.5, 0, 1)[..., None]
        shading = np.clip(metal - np.float32(0.25) * phase / np.float32(thick), 0, 1)[..., None]
        image = image + cover * (shading - image)
    return np.asarray(image, np.float32)


SCENE = Scene(title="A fence", draw=draw)
