"""Graffiti of bubble letters that run into each other, with rim, shade, shine and shadow.  Held out."""

from __future__ import annotations

import math

import numpy as np

from trainer.corruption.contract import Array, Canvas, Drawn, Kind, Params, Random
from trainer.corruption.parameters import Between

BALLS_PER_LETTER = (4, 8)  # of a letter
RIM_LEVEL = 0.55  # of the field, whose level 1 is the outline of a letter
SHADOW_ALPHA = 0.9


def draw(canvas: Canvas, params: Params, rng: Random) -> Drawn:
    """Draw one word of `letters` letters, `height` px high (at 256), as five layers.

    The layers are shadow, rim, body, shade and shine.  A letter's outlines are levels of the sum of its
    balls' fields.
    """
    count = int(params["letters"])
    height = rng.uniform(*params["height"]) * canvas.scale
    start = np.array([rng.uniform(-0.1, 0.4) * canvas.width, rng.uniform(0.25, 0.8) * canvas.height])
    step = height * rng.uniform(0.75, 1.0)
    y, x = np.mgrid[: canvas.height, : canvas.width].astype(np.float32)
    field = np.zeros((canvas.height, canvas.width), np.float32)
    slope = rng.normal(0, 0.25)
    for number in range(count):
        middle = start + np.array([number * step, number * step * slope])
        letter = np.zeros_like(field)
        for _ in range(int(rng.integers(*BALLS_PER_LETTER))):
            bx, by = middle + rng.uniform(-0.5, 0.5, 2) * np.array([0.7, 1.0]) * height
            radius = height * rng.uniform(0.1, 0.18)
            letter += np.float32(radius**2) / ((x - np.float32(bx)) ** 2 + (y - np.float32(by)) ** 2 + 1)
        np.maximum(field, letter, out=field)
    body, rim = _above(field, 1.0), _above(field, RIM_LEVEL)
    offset = np.rint(np.array([math.cos(0.8), math.sin(0.8)]) * height * rng.uniform(0.05, 0.15)).astype(int)
    shadow = _moved(rim, int(offset[0]), int(offset[1])) * np.float32(SHADOW_ALPHA)
    shade = body * np.clip((y - np.float32(start[1])) / np.float32(height) + 0.5, 0, 1)
    shine = np.maximum(
        0, _above(field, 2.2) - _moved(_above(field, 2.2), int(offset[0]) + 1, int(offset[1]) + 1)
    )
    low, high = params["opacity"]
    layers = tuple(
        np.asarray(layer * np.float32(rng.uniform(low, high)), np.float32)
        for layer in (shadow, rim, body, shade, shine)
    )
    bare = np.prod([1 - layer for layer in layers], axis=0, dtype=np.float32)
    return Drawn(np.asarray(1 - bare, np.float32), layers)


def _above(field: Array, level: float) -> Array:
    """The coverage of the area where a field is above a level, antialiased by the field's slope."""
    slope = np.hypot(*np.gradient(field))
    return np.asarray(np.clip((field - level) / np.maximum(slope, 1e-6) + 0.5, 0, 1), np.float32)


def _moved(plane: Array, right: int, down: int) -> Array:
    """A plane moved right and down, with 0 where nothing moves in."""
    moved = np.zeros_like(plane)
    height, width = plane.shape
    moved[min(down, height) :, min(right, width) :] = plane[: max(0, height - down), : max(0, width - right)]
    return moved


KIND = Kind(
    title="Bubble letters",
    draw=draw,
    parameters={"letters": Between(2, 5, whole=True), "height": (50, 110), "opacity": (0.85, 1.0)},
    filler="colour",
    edge="own",
    smooth=True,
    damages=("graffiti",),
    held_out=True,
)
