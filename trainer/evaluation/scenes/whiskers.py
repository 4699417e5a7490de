"""Whiskers and hair that stands off, before fur."""

from __future__ import annotations

import math

import cv2
import numpy as np

from trainer.corruption.contract import Array, Random
from trainer.evaluation.scenes.backdrop import fractal, muted
from trainer.evaluation.scenes.contract import Scene

HAIR_AREA_PX = 450  # Of the picture, for each hair.
SUBPIXEL_BITS = 4


def draw(height: int, width: int, rng: Random) -> Array:
    """Short hair all over that follows a field of directions, and long bent whiskers from two sides."""
    tone = muted(rng)
    image = np.asarray(tone * (0.5 + fractal(height, width, rng)[..., None]), np.float32).clip(0, 1)
    flow = fractal(height, width, rng, roughness=0.3) * 2 * math.pi
    starts = rng.random((height * width // HAIR_AREA_PX, 2)) * (width, height)
    for x, y in starts:
        angle = flow[int(y), int(x)]
        reach = rng.uniform(0.01, 0.05) * width
        end = (x + reach * math.cos(angle), y + reach * math.sin(angle))
        colour = (tone * np.float32(rng.uniform(0.4, 1.6))).clip(0, 1)
        _line(image, np.array([(x, y), end]), colour, 2)
    middle = np.array([rng.uniform(0.4, 0.6) * width, rng.uniform(0.4, 0.7) * height])
    light = np.float32(rng.choice((0.95, 0.08), p=(0.8, 0.2)))
    t = np.linspace(0, 1, 30)[:, None]
    for side in (-1, 1):
        for _ in range(int(rng.integers(4, 10))):
            start = middle + rng.normal(0, 0.04, 2) * width + (side * 0.06 * width, 0)
            end = start + np.array([side * rng.uniform(0.2, 0.5), rng.uniform(-0.25, 0.2)]) * width
            bend = (start + end) / 2 - (0, rng.uniform(0, 0.1) * width)
            curve = start * (1 - t) ** 2 + 2 * bend * t * (1 - t) + end * t**2
            broad = int(rng.integers(3, 6))
            _line(image, curve[:16], np.full(3, light), broad)
            _line(image, curve[15:], np.full(3, light), max(1, broad - 2))
    return image


def _line(image: Array, points: Array, colour: Array, thickness: int) -> None:
    whole = np.rint(points * (1 << SUBPIXEL_BITS)).astype(np.int32)
    paint = tuple(float(value) for value in colour)
    cv2.polylines(image, [whole], False, paint, thickness, cv2.LINE_AA, SUBPIXEL_BITS)


SCENE = Scene(title="Whiskers and fur", draw=draw)
