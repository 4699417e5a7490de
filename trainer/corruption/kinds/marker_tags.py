"""Tags of a chisel-tipped marker: looping lines, whose width depends on their direction.  Held out."""

from __future__ import annotations

import math

import numpy as np

from trainer.corruption.contract import Array, Canvas, Drawn, Kind, Params, Random
from trainer.corruption.parameters import Between

LINE_POINTS = 160  # of a tag's line
SWING_TERMS = 3  # terms of its swing
SUBPIXEL_BITS = 4


def draw(canvas: Canvas, params: Params, rng: Random) -> Drawn:
    """Draw `tags` lines with a nib `nib` px broad (at 256), each a layer with an alpha in `opacity`."""
    layers = tuple(_tag(canvas, params, rng) for _ in range(int(params["tags"])))
    bare = np.prod([1 - layer for layer in layers], axis=0, dtype=np.float32)
    return Drawn(np.asarray(1 - bare, np.float32), layers)


def _tag(canvas: Canvas, params: Params, rng: Random) -> Array:
    """The area that the nib, a short line of a fixed angle, sweeps over."""
    import cv2  # Listing the kinds of damage must not wait for it.

    extent = rng.uniform(*params["extent"]) * min(canvas.size)
    t = np.linspace(0, 1, LINE_POINTS)
    swing = np.zeros((LINE_POINTS, 2))
    for _ in range(SWING_TERMS):
        turns, phase = rng.uniform(2, 9), rng.uniform(0, 2 * math.pi, 2)
        swing += rng.uniform(0.2, 1) * np.sin(2 * math.pi * turns * t[:, None] + phase)
    line = swing * extent * np.array([0.16, 0.22]) + (t[:, None] - 0.5) * [extent * rng.uniform(0.6, 1.2), 0]
    tilt = rng.uniform(-0.4, 0.4)
    line = line @ np.array([[math.cos(tilt), math.sin(tilt)], [-math.sin(tilt), math.cos(tilt)]])
    line += rng.uniform(0.2, 0.8, 2) * canvas.size
    angle, nib = rng.uniform(0, math.pi), rng.uniform(*params["nib"]) * canvas.scale
    half = np.array([math.cos(angle), math.sin(angle)]) * max(nib, 1.0) / 2
    corners = np.stack([line[:-1] - half, line[:-1] + half, line[1:] + half, line[1:] - half], 1)
    plane = np.zeros((canvas.height, canvas.width), np.uint8)
    for quad in np.rint(corners * (1 << SUBPIXEL_BITS)).astype(np.int32):
        cv2.fillConvexPoly(plane, quad, 255, cv2.LINE_AA, SUBPIXEL_BITS)
    return np.asarray(plane, np.float32) / np.float32(255) * np.float32(rng.uniform(*params["opacity"]))


KIND = Kind(
    title="Marker tags",
    draw=draw,
    parameters={
        "tags": Between(1, 3, whole=True),
        "extent": (0.4, 0.9),  # of the photo's short side
        "nib": (6, 16),
        "opacity": (0.8, 1.0),
    },
    filler="stain",
    edge="own",
    smooth=True,
    damages=("graffiti",),
    held_out=True,
)
