"""Snow that falls before woods and hills."""

from __future__ import annotations

import cv2
import numpy as np

from trainer.corruption.contract import Array, Random
from trainer.evaluation.scenes.backdrop import fractal, ground, muted, sky
from trainer.evaluation.scenes.contract import Scene


def draw(height: int, width: int, rng: Random) -> Array:
    """Three layers of flakes, the nearer the larger, softer and fewer; each leans with the wind."""
    image = sky(height, width, rng)
    horizon = (0.4 + 0.3 * fractal(height, width, rng)) * height
    below = np.arange(height)[:, None] > horizon
    image[below] = ground(height, width, rng, muted(rng))[below]
    wind = rng.normal(0, 0.3)
    for near in (1.0, 2.5, 6.0):
        flakes = np.zeros((height, width), np.float32)
        for _ in range(int(rng.uniform(60, 300) / near)):
            at = rng.random(2) * (width, height)
            reach = near * rng.uniform(0.8, 2.2)
            tail = at + reach * rng.uniform(0, 3) * np.array([wind, 1])
            ends = [tuple(int(value) for value in np.rint(point)) for point in (at, tail)]
            cv2.line(
                flakes, ends[0], ends[1], float(rng.uniform(0.4, 1)), max(1, round(2 * reach)), cv2.LINE_AA
            )
        soft = cv2.GaussianBlur(flakes, (0, 0), 0.7 * near)[..., None]
        image = image + soft * (np.float32(0.97) - image)
    return np.asarray(image, np.float32)


SCENE = Scene(title="Falling snow", draw=draw)
