"""Cracks that run through an old print, and the flakes of its emulsion that came off along them."""

from __future__ import annotations

import math

import numpy as np

from trainer.corruption.contract import Array, Canvas, Drawn, Kind, Params, Random
from trainer.corruption.draw.ragged import ragged
from trainer.corruption.draw.raster import Sheet
from trainer.corruption.parameters import Between

STEP = 3.0  # px at 256 between two vertices of a crack
DRIFT, ZIGZAG = 0.12, 0.35  # σ of the direction, rad: what adds up along the crack, and what does not
FROM_RIM = 0.6  # of the cracks begin at the border
GAP = 0.08  # probability at a vertex that the crack closes for some
CLOSED = (1, 5)  # vertices
ON_CRACK = 0.75  # of the flakes hang on a crack
CORNERS = (5, 9)  # of a flake, before its outline is made ragged
LEVELS = 3


def draw(canvas: Canvas, params: Params, rng: Random) -> Drawn:
    """`cracks` lines of `length` and `width`, and `flakes` islands of radius `flake`, in px at 256."""
    sheet = Sheet(canvas)
    cracks = [_crack(canvas, params, rng) for _ in range(int(params["cracks"]))]
    for points in cracks:
        _open(sheet, points, canvas, params, rng)
    for _ in range(int(params["flakes"])):
        if cracks and rng.random() < ON_CRACK:
            points = cracks[int(rng.integers(len(cracks)))]
            middle = points[int(rng.integers(len(points)))]
        else:
            middle = rng.random(2) * canvas.size
        sheet.polygon((float(x), float(y)) for x, y in _flake(middle, canvas, params, rng))
    return Drawn(sheet.cover())


def _crack(canvas: Canvas, params: Params, rng: Random) -> Array:
    """count×2 vertices of a line that wanders."""
    low, high = params["length"]
    steps = max(3, round(low * (high / low) ** rng.random() / STEP))
    start, heading = rng.random(2) * canvas.size, rng.uniform(-math.pi, math.pi)
    if rng.random() < FROM_RIM:
        side = int(rng.integers(2))
        start[side] = rng.integers(2) * canvas.size[side]
        inwards = np.array(canvas.size) / 2 - start
        heading = math.atan2(inwards[1], inwards[0]) + rng.normal(0, 0.6)
    headings = heading + np.cumsum(rng.normal(0, DRIFT, steps)) + rng.normal(0, ZIGZAG, steps)
    way = np.cumsum(np.stack([np.cos(headings), np.sin(headings)], 1), 0) * STEP * canvas.scale
    return np.asarray(start + way, np.float32)


def _open(sheet: Sheet, points: Array, canvas: Canvas, params: Params, rng: Random) -> None:
    """The crack's open stretches, wide and narrow in turns."""
    low, high = params["width"]
    widest = low * (high / low) ** rng.random() * canvas.scale
    swell = np.interp(
        np.arange(len(points)),
        np.linspace(0, len(points), max(2, len(points) // 6)),
        rng.uniform(0.15, 1, max(2, len(points) // 6)),
    )
    at = 0
    while at < len(points) - 1:
        if rng.random() < GAP:
            at += int(rng.integers(*CLOSED))
            continue
        sheet.stroke([(float(x), float(y)) for x, y in points[at : at + 2]], float(widest * swell[at]))
        at += 1


def _flake(middle: Array, canvas: Canvas, params: Params, rng: Random) -> Array:
    """count×2 points around an island, longer than it is wide."""
    low, high = params["flake"]
    radius = low * (high / low) ** rng.random() * canvas.scale
    corners = int(rng.integers(*CORNERS))
    angles = np.sort(rng.uniform(0, 2 * math.pi, corners))
    reach = radius * rng.uniform(0.35, 1.2, corners)
    around = np.stack([np.cos(angles) * rng.uniform(0.4, 1), np.sin(angles)], 1) * reach[:, None]
    turn = rng.uniform(0, math.pi)
    turned = around @ np.array([(math.cos(turn), math.sin(turn)), (-math.sin(turn), math.cos(turn))])
    outline = middle + np.concatenate([turned, turned[:1]])
    return ragged(outline.astype(np.float32), radius * 0.3, 0.6, LEVELS, rng)


KIND = Kind(
    title="Cracks and flakes",
    draw=draw,
    parameters={
        "cracks": Between(1, 5, whole=True),
        "length": (30, 220),
        "width": (0.6, 4),
        "flakes": Between(0, 6, whole=True),
        "flake": (2, 26),
    },
    coverage=(0.0, 0.2),
    filler="texture",
    defaults={"texture": "paper"},
)
