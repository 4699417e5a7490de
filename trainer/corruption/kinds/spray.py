"""Spray paint: wandering lines with a soft fall-off, speckles around them, and drips that run down."""

from __future__ import annotations

import numpy as np

from trainer.corruption.contract import Array, Canvas, Drawn, Kind, Params, Random
from trainer.corruption.parameters import Between

MIN_COVERAGE = 1 / 255  # Thinner spray is no paint.
DRIP_SHARE = 0.06  # Of the points of a line from which paint runs down, at most.


def draw(canvas: Canvas, params: Params, rng: Random) -> Drawn:
    """Draw `lines` lines of `width` px (at 256), each a layer with an alpha in `opacity`."""
    layers = tuple(_line(canvas, params, rng) for _ in range(int(params["lines"])))
    bare = np.prod([1 - layer for layer in layers], axis=0, dtype=np.float32)
    return Drawn(np.asarray(1 - bare, np.float32), layers)


def _line(canvas: Canvas, params: Params, rng: Random) -> Array:
    """The alpha of one line with its speckles and drips."""
    import cv2  # Listing the kinds of damage must not wait for it.

    width = rng.uniform(*params["width"]) * canvas.scale
    count = int(rng.integers(20, 120))
    step = width * 0.5 + 2 * canvas.scale
    angles = rng.uniform(0, 2 * np.pi) + np.cumsum(rng.normal(0, rng.uniform(0.05, 0.5), count))
    points = rng.random(2) * canvas.size + np.cumsum(np.stack([np.cos(angles), np.sin(angles)], 1), 0) * step
    cover = np.zeros((canvas.height, canvas.width), np.uint8)
    cv2.polylines(cover, [np.rint(points).astype(np.int32)], False, 255, max(1, round(width)), cv2.LINE_AA)
    for at in np.flatnonzero(rng.random(count) < rng.uniform(0, DRIP_SHARE)):
        x, y = (round(float(value)) for value in points[at])
        end = y + round(float(rng.uniform(5, 50)) * canvas.scale)
        cv2.line(cover, (x, y), (x, end), 255, max(1, round(width * 0.25)), cv2.LINE_AA)
    soft = cv2.GaussianBlur(cover, (0, 0), max(0.4, width * float(rng.uniform(0.05, 0.35))))
    alpha = soft.astype(np.float32) / np.float32(255)
    if rng.random() < 0.5:
        fog = cv2.GaussianBlur(cover, (0, 0), width).astype(np.float32) / np.float32(255)
        speckles = (rng.random(alpha.shape, np.float32) < 0.15 * fog).astype(np.float32)
        alpha = np.maximum(alpha, cv2.GaussianBlur(speckles, (0, 0), 0.5 * max(1.0, canvas.scale)))
    alpha *= np.float32(rng.uniform(*params["opacity"]))
    alpha[alpha < MIN_COVERAGE] = 0
    return np.asarray(alpha, np.float32)


KIND = Kind(
    title="Spray with drips",
    draw=draw,
    parameters={"lines": Between(1, 4, whole=True), "width": (4, 24), "opacity": (0.7, 1.0)},
    filler="colour",
    edge="own",
    smooth=True,
    damages=("graffiti",),
)
