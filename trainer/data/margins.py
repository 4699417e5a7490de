"""Photos with a margin, as prints and scans have: to a detector they look pasted, and nothing is wrong."""

from __future__ import annotations

import cv2
import numpy as np

from trainer.corruption.contract import Array

MARGIN = (8, 90)  # px, of a picture of 256
RAGGED = 3.0  # px that a torn or worn edge wanders, at most
ROUND = 40  # px: the radius of a corner, at most


def framed(image: Array, rng: np.random.Generator) -> Array:
    """image, H×W×3 in [0, 1], as a print lies on a scanner: with a margin."""
    return within(image, *margin(image.shape[0], image.shape[1], rng))


def within(image: Array, share: Array, colour: Array) -> Array:
    """image, H×W×3 in [0, 1], with that margin."""
    return np.asarray(image + share * (colour - image), np.float32)


def margin(height: int, width: int, rng: np.random.Generator) -> tuple[Array, Array]:
    """How much of each pixel is margin, H×W×1, and its one colour, mostly a light one.  It is on one to
    four sides, behind an edge that may be rounded, ragged or soft.
    """
    there = rng.permutation([True, *(rng.random(3) < 0.5)])
    deep = rng.uniform(*MARGIN, 4) if rng.random() < 0.5 else np.full(4, rng.uniform(*MARGIN))
    left, top, right, bottom = np.where(there, deep, -width)  # none: far outside
    knots = rng.standard_normal((int(rng.integers(4, 40)),) * 2, np.float32)
    wander = cv2.resize(knots, (width, height), interpolation=cv2.INTER_CUBIC)
    wander = wander * np.float32(rng.uniform(0, RAGGED) * (rng.random() < 0.5))
    y, x = np.mgrid[:height, :width].astype(np.float32) + 0.5
    across = np.maximum(left - x, x - (width - right)) + wander
    down = np.maximum(top - y, y - (height - bottom)) + wander
    corner = np.float32(rng.uniform(1, ROUND) if rng.random() < 0.3 else 1)  # px: their radius
    outside = np.hypot(np.maximum(across + corner, 0), np.maximum(down + corner, 0)) - corner
    share = np.clip(0.5 + outside / np.float32(rng.uniform(0.5, 2)), 0, 1)[..., None]
    light = np.float32(rng.choice((1, rng.uniform(0.75, 1), rng.uniform(0, 1), 0), p=(0.4, 0.3, 0.15, 0.15)))
    colour = light * (1 - np.float32(0.15) * rng.random(3, np.float32) * (rng.random() < 0.5))
    return share, np.asarray(colour, np.float32)
