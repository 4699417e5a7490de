"""Pieces of another print that lie on the photo, cut or torn.  Held out."""

from __future__ import annotations

import math

import numpy as np

from trainer.corruption.contract import Array, Canvas, Drawn, Kind, Params, Random
from trainer.corruption.parameters import Between

OUTLINE_WAVES = 9  # terms of a torn outline


def draw(canvas: Canvas, params: Params, rng: Random) -> Drawn:
    """Draw `pieces` pieces of `radius` px (at 256).

    cut: the share of them that has straight sides; the others are torn.
    """
    y, x = np.mgrid[: canvas.height, : canvas.width].astype(np.float32)
    cover = np.zeros((canvas.height, canvas.width), np.float32)
    for _ in range(int(params["pieces"])):
        radius = max(2.0, rng.uniform(*params["radius"]) * canvas.scale)
        at = rng.uniform(0.1, 0.9, 2) * canvas.size
        across, down = x - np.float32(at[0]), y - np.float32(at[1])
        outline = _cut if rng.random() < params["cut"] else _torn
        np.maximum(cover, np.clip(outline(across, down, radius, rng) + 0.5, 0, 1), out=cover)
    return Drawn(cover)


def _cut(across: Array, down: Array, radius: float, rng: Random) -> Array:
    """The signed distance in px to the nearest of some straight sides, positive inside."""
    sides = int(rng.integers(3, 7))
    angles = (
        rng.uniform(0, 2 * math.pi) + (np.arange(sides) + rng.uniform(-0.3, 0.3, sides)) * 2 * math.pi / sides
    )
    off = [
        np.float32(radius * rng.uniform(0.5, 1))
        - across * np.float32(math.cos(a))
        - down * np.float32(math.sin(a))
        for a in angles
    ]
    return np.asarray(np.minimum.reduce(off), np.float32)


def _torn(across: Array, down: Array, radius: float, rng: Random) -> Array:
    """The signed distance in px to an outline that is a sum of waves, positive inside."""
    angle = np.arctan2(down, across)
    waves = sum(
        rng.normal(0, 0.25) / k * np.cos(k * angle + np.float32(rng.uniform(0, 2 * math.pi)))
        for k in (1, 2, 3, 5, 8, 13, 21, 34, 55)[:OUTLINE_WAVES]
    )
    return np.asarray(np.float32(radius) * (np.float32(0.85) + waves) - np.hypot(across, down), np.float32)


KIND = Kind(
    title="Pieces of another print",
    draw=draw,
    parameters={"pieces": Between(1, 3, whole=True), "radius": (25, 60), "cut": 0.4},
    filler="another_print",
    edge="own",
    smooth=True,
    damages=("foreign",),
    held_out=True,
)
