"""Power lines between poles, before a sky."""

from __future__ import annotations

import cv2
import numpy as np

from trainer.corruption.contract import Array, Random
from trainer.evaluation.scenes.backdrop import sky
from trainer.evaluation.scenes.contract import Scene

SUBPIXEL_BITS = 4


def draw(height: int, width: int, rng: Random) -> Array:
    """Wires that hang from one side to the other, and a pole in half of the pictures."""
    image = np.ascontiguousarray(sky(height, width, rng))
    dark = tuple(float(value) for value in np.full(3, rng.uniform(0.05, 0.25)))
    x = np.linspace(-0.1, 1.1, 120) * width
    tilt, middle = rng.normal(0, 0.3), rng.uniform(0.1, 0.9)
    for _ in range(int(rng.integers(2, 9))):
        sag = rng.uniform(0.02, 0.25) * height
        y = (
            rng.uniform(0, 0.8) * height
            + tilt * (x - width / 2)
            + sag * (1 - (2 * (x / width - middle)) ** 2)
        )
        points = np.rint(np.stack([x, y], 1) * (1 << SUBPIXEL_BITS)).astype(np.int32)
        cv2.polylines(image, [points], False, dark, int(rng.integers(2, 7)), cv2.LINE_AA, SUBPIXEL_BITS)
    if rng.random() < 0.5:
        left, broad = int(rng.uniform(0.1, 0.9) * width), int(rng.uniform(0.01, 0.04) * width)
        image[int(rng.uniform(0, 0.3) * height) :, left : left + broad] = dark
    return image


SCENE = Scene(title="Wires before the sky", draw=draw)
