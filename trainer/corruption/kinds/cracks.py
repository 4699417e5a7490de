"""Cracks through an old print, and the flakes of emulsion that came off along them."""

from __future__ import annotations

import math

import numpy as np

from trainer.corruption.contract import Array, Canvas, Drawn, Kind, Params, Random
from trainer.corruption.draw.ragged import ragged
from trainer.corruption.draw.raster import Sheet
from trainer.corruption.parameters import Between

STEP_PX = 3.0  # at 256, between two vertices of a crack
DRIFT_SIGMA_RAD = 0.12  # of the direction, summed along the crack
ZIGZAG_SIGMA_RAD = 0.35  # of the direction, independent at each vertex
BORDER_SHARE = 0.6  # Of the cracks: they begin at the photo's border.
GAP_PROBABILITY = 0.08  # at each vertex
GAP_LENGTH_VERTICES = (1, 5)
FLAKES_ON_CRACKS_SHARE = 0.75
FLAKE_CORNERS = (5, 9)  # before the outline is made ragged
RAGGED_LEVELS = 3


def draw(canvas: Canvas, params: Params, rng: Random) -> Drawn:
    """Draw `cracks` lines of `length` and `width`, and `flakes` islands of radius `flake`, in px at 256."""
    sheet = Sheet(canvas)
    cracks = [_crack(canvas, params, rng) for _ in range(int(params["cracks"]))]
    for points in cracks:
        _open(sheet, points, canvas, params, rng)
    for _ in range(int(params["flakes"])):
        if cracks and rng.random() < FLAKES_ON_CRACKS_SHARE:
            points = cracks[int(rng.integers(len(cracks)))]
            middle = points[int(rng.integers(len(points)))]
        else:
            middle = rng.random(2) * canvas.size
        sheet.polygon((float(x), float(y)) for x, y in _flake(middle, canvas, params, rng))
    return Drawn(sheet.cover())


def _crack(canvas: Canvas, params: Params, rng: Random) -> Array:
    """The vertices, count×2, of one wandering line."""
    low, high = params["length"]
    steps = max(3, round(low * (high / low) ** rng.random() / STEP_PX))
    start, heading = rng.random(2) * canvas.size, rng.uniform(-math.pi, math.pi)
    if rng.random() < BORDER_SHARE:
        side = int(rng.integers(2))
        start[side] = rng.integers(2) * canvas.size[side]
        inwards = np.array(canvas.size) / 2 - start
        heading = math.atan2(inwards[1], inwards[0]) + rng.normal(0, 0.6)
    headings = (
        heading + np.cumsum(rng.normal(0, DRIFT_SIGMA_RAD, steps)) + rng.normal(0, ZIGZAG_SIGMA_RAD, steps)
    )
    way = np.cumsum(np.stack([np.cos(headings), np.sin(headings)], 1), 0) * STEP_PX * canvas.scale
    return np.asarray(start + way, np.float32)


def _open(sheet: Sheet, points: Array, canvas: Canvas, params: Params, rng: Random) -> None:
    """Draw the stretches of a crack between its gaps, alternately wide and narrow."""
    low, high = params["width"]
    widest = low * (high / low) ** rng.random() * canvas.scale
    swell = np.interp(
        np.arange(len(points)),
        np.linspace(0, len(points), max(2, len(points) // 6)),
        rng.uniform(0.15, 1, max(2, len(points) // 6)),
    )
    at = 0
    while at < len(points) - 1:
        if rng.random() < GAP_PROBABILITY:
            at += int(rng.integers(*GAP_LENGTH_VERTICES))
            continue
        sheet.stroke([(float(x), float(y)) for x, y in points[at : at + 2]], float(widest * swell[at]))
        at += 1


def _flake(middle: Array, canvas: Canvas, params: Params, rng: Random) -> Array:
    """The outline, count×2 points, of an island that is longer than it is wide."""
    low, high = params["flake"]
    radius = low * (high / low) ** rng.random() * canvas.scale
    corners = int(rng.integers(*FLAKE_CORNERS))
    angles = np.sort(rng.uniform(0, 2 * math.pi, corners))
    reach = radius * rng.uniform(0.35, 1.2, corners)
    around = np.stack([np.cos(angles) * rng.uniform(0.4, 1), np.sin(angles)], 1) * reach[:, None]
    turn = rng.uniform(0, math.pi)
    rotated = around @ np.array([(math.cos(turn), math.sin(turn)), (-math.sin(turn), math.cos(turn))])
    outline = middle + np.concatenate([rotated, rotated[:1]])
    return ragged(outline.astype(np.float32), radius * 0.3, 0.6, RAGGED_LEVELS, rng)


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
    damages=("scratches",),
)
