"""Scuffs, as of a cloth with grit: bundles of arcs around distant centres, which fade in and out.

Held out.
"""

from __future__ import annotations

import math

import numpy as np

from trainer.corruption.contract import Array, Canvas, Drawn, Kind, Params, Random
from trainer.corruption.parameters import Between

NOISE_KNOTS = 24  # of the strength along an arc
FADE_SHARE = 0.2  # Of an arc's length, at either end.
MIN_ALPHA = 1 / 255
VISIBLE_ALPHA = 0.3


def draw(canvas: Canvas, params: Params, rng: Random) -> Drawn:
    """Draw `bundles` of `arcs` arcs, each with a Gaussian profile `width` px (at 256) wide at half height."""
    alpha = np.zeros((canvas.height, canvas.width), np.float32)
    y, x = np.mgrid[: canvas.height, : canvas.width].astype(np.float32)
    diagonal = math.hypot(*canvas.size)
    for _ in range(int(params["bundles"])):
        away = rng.uniform(0, 2 * math.pi)
        target = rng.random(2) * canvas.size
        reach = diagonal * math.exp(rng.uniform(*np.log(params["radius"])))
        centre = target + reach * np.array([math.cos(away), math.sin(away)])
        distance = np.hypot(x - np.float32(centre[0]), y - np.float32(centre[1]))
        angle = np.arctan2(y - np.float32(centre[1]), x - np.float32(centre[0]))
        rotated = np.angle(np.exp(1j * (angle - away - math.pi))).astype(np.float32) * np.float32(reach)
        spread = rng.uniform(0.02, 0.2) * diagonal
        for _ in range(int(rng.integers(params["arcs"][0], params["arcs"][1] + 1))):
            radius = reach + rng.normal(0, spread)
            np.maximum(alpha, _arc(distance - np.float32(radius), rotated, canvas, params, rng), out=alpha)
    alpha[alpha < MIN_ALPHA] = 0
    return Drawn(alpha, mask=(alpha > VISIBLE_ALPHA).astype(np.float32))


def _arc(off: Array, along: Array, canvas: Canvas, params: Params, rng: Random) -> Array:
    """The alpha of one arc.  off, along: px from its line, and along it from the bundle's middle."""
    width = max(0.8, rng.uniform(*params["width"]) * canvas.scale)
    low, high = params["length"]
    length = low * (high / low) ** rng.random() * canvas.scale
    start = rng.normal(0, length / 2)
    share = (along - np.float32(start - length / 2)) / np.float32(length)
    strength = np.interp(share, np.linspace(0, 1, NOISE_KNOTS), rng.uniform(0.4, 1, NOISE_KNOTS))
    ends = np.clip(np.minimum(share, 1 - share) / FADE_SHARE, 0, 1)
    opacity = rng.uniform(*params["opacity"])
    arc = opacity * strength * ends * np.exp(-4 * math.log(2) * (off / np.float32(width)) ** 2)
    return np.asarray(arc, np.float32)


KIND = Kind(
    title="Scuffs",
    draw=draw,
    parameters={
        "bundles": Between(2, 5, whole=True),
        "arcs": (3, 12),
        "radius": (0.4, 6.0),  # of the arcs, in diagonals of the photo
        "length": (15, 160),
        "width": (1.0, 3.4),
        "opacity": (0.7, 1.0),
    },
    filler="relief",
    edge="own",
    smooth=True,
    damages=("scratches",),
    held_out=True,
)
