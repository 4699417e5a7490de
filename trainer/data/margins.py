"""Photos with a margin, as prints and scans have: no damage, though to a detector they look pasted."""

from __future__ import annotations

import cv2
import numpy as np

from trainer.corruption.contract import Array

MARGIN_WIDTH_PX = (8, 90)  # of a picture of 256 px
MAX_RAGGEDNESS_PX = 3.0  # Standard deviation of a torn or worn edge.
MAX_CORNER_RADIUS_PX = 40


def framed(image: Array, rng: np.random.Generator) -> Array:
    """The image, H×W×3 in [0, 1], with a random margin, as of a print on a scanner."""
    return within(image, *margin(image.shape[0], image.shape[1], rng))


def within(image: Array, share: Array, colour: Array) -> Array:
    """The image, H×W×3 in [0, 1], with this margin: see `margin`."""
    return np.asarray(image + share * (colour - image), np.float32)


def margin(height: int, width: int, rng: np.random.Generator) -> tuple[Array, Array]:
    """A random margin: its share of each pixel, H×W×1 in [0, 1], and its colour, 3, mostly a light one.

    It is on one to four sides; its edge may have rounded corners and be ragged or soft.
    """
    there = rng.permutation([True, *(rng.random(3) < 0.5)])
    deep = (
        rng.uniform(*MARGIN_WIDTH_PX, 4) if rng.random() < 0.5 else np.full(4, rng.uniform(*MARGIN_WIDTH_PX))
    )
    # A side without a margin has its edge far outside.
    left, top, right, bottom = np.where(there, deep, -width)
    noise = rng.standard_normal((int(rng.integers(4, 40)),) * 2, np.float32)
    raggedness = cv2.resize(noise, (width, height), interpolation=cv2.INTER_CUBIC)
    raggedness = raggedness * np.float32(rng.uniform(0, MAX_RAGGEDNESS_PX) * (rng.random() < 0.5))
    y, x = np.mgrid[:height, :width].astype(np.float32) + 0.5
    across = np.maximum(left - x, x - (width - right)) + raggedness
    down = np.maximum(top - y, y - (height - bottom)) + raggedness
    radius = np.float32(rng.uniform(1, MAX_CORNER_RADIUS_PX) if rng.random() < 0.3 else 1)
    outside = np.hypot(np.maximum(across + radius, 0), np.maximum(down + radius, 0)) - radius
    share = np.clip(0.5 + outside / np.float32(rng.uniform(0.5, 2)), 0, 1)[..., None]
    light = np.float32(rng.choice((1, rng.uniform(0.75, 1), rng.uniform(0, 1), 0), p=(0.4, 0.3, 0.15, 0.15)))
    colour = light * (1 - np.float32(0.15) * rng.random(3, np.float32) * (rng.random() < 0.5))
    return share, np.asarray(colour, np.float32)
