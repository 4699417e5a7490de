"""Scratches of film transport, dust, hairs and folds, as on old photos."""

from __future__ import annotations

import math

import numpy as np

from trainer.corruption.contract import Canvas, Drawn, Kind, Params, Random
from trainer.corruption.draw.raster import Point, Sheet
from trainer.corruption.parameters import Between

TRANSPORT_SHARE = 0.6  # Of the scratches: they run along the film.
SWAY_SIGMA_PX = 0.5  # sideways for each px along
GAP_PROBABILITY = 0.02  # for each px
GAP_LENGTH_PX = (2, 12)


def draw(canvas: Canvas, params: Params, rng: Random) -> Drawn:
    """Draw scratches, dust, hairs and folds: as many as their counts in the whole photo, in px at 256."""
    sheet = Sheet(canvas)
    for _ in range(int(params["scratches"])):
        _scratch(sheet, canvas, params, rng)
    for x, y, across, down in _specks(canvas, int(params["dust"]), rng):
        sheet.ellipse(x, y, across, down)
    for _ in range(int(params["hairs"])):
        _hair(sheet, canvas, rng)
    for _ in range(int(params["folds"])):
        _fold(sheet, canvas, rng)
    return Drawn(sheet.cover())


def _scratch(sheet: Sheet, canvas: Canvas, params: Params, rng: Random) -> None:
    """Draw one scratch, which sways around a straight line and has gaps."""
    low, high = params["length"]
    length = low * (high / low) ** rng.random() * canvas.scale
    along = rng.random() < TRANSPORT_SHARE
    angle = math.radians(rng.uniform(-15, 15)) if along else rng.uniform(-math.pi / 2, math.pi / 2)
    width = rng.uniform(*params["width"]) * canvas.scale
    steps = max(2, round(length))
    sway = np.cumsum(rng.normal(0, SWAY_SIGMA_PX * math.sqrt(canvas.scale), steps))
    walk = np.arange(steps) - steps / 2
    x = rng.uniform(0, canvas.width) + walk * math.sin(angle) + sway * math.cos(angle)
    y = rng.uniform(0, canvas.height) + walk * math.cos(angle) - sway * math.sin(angle)
    points = list(zip(x.tolist(), y.tolist(), strict=True))
    for start, end in _runs(steps, canvas.scale, rng):
        sheet.stroke(points[start:end], width, round_joints=False)


def _runs(steps: int, scale: float, rng: Random) -> list[tuple[int, int]]:
    """The stretches (start, end) of a scratch between its gaps."""
    runs, at = [], 0
    for gap in np.flatnonzero(rng.random(steps) < GAP_PROBABILITY / scale).tolist():
        if gap > at:
            runs.append((at, gap))
        at = max(at, gap + round(int(rng.integers(*GAP_LENGTH_PX)) * scale))
    return [*runs, (at, steps)]


def _specks(canvas: Canvas, count: int, rng: Random) -> list[list[float]]:
    """Dust as ellipses: x, y and both half axes of each."""
    place = rng.random((count, 2)) * canvas.size
    specks: list[list[float]] = np.hstack([place, rng.uniform(0.25, 1.5, (count, 2)) * canvas.scale]).tolist()
    return specks


def _hair(sheet: Sheet, canvas: Canvas, rng: Random) -> None:
    """Draw a quadratic curve one px wide."""
    start = rng.random(2) * canvas.size
    bend, end = start + rng.normal(0, 20 * canvas.scale, (2, 2))
    t = np.linspace(0, 1, 24)[:, None]
    curve = start * (1 - t) ** 2 + 2 * bend * t * (1 - t) + end * t**2
    points: list[Point] = [(float(x), float(y)) for x, y in curve]
    sheet.stroke(points, canvas.scale)


def _fold(sheet: Sheet, canvas: Canvas, rng: Random) -> None:
    """Draw a line of uneven width from edge to edge, upright or lying."""
    upright = rng.random() < 0.5
    length, reach = canvas.size[::-1] if upright else canvas.size
    steps = max(2, round(length / max(1.0, 2 * canvas.scale)))
    along = np.linspace(-2, length + 2, steps)
    ends = rng.uniform(0, reach, 1) + np.array([0.0, rng.normal(0, reach * 0.05)])
    middle = np.interp(along, [0, length], ends)
    half = rng.uniform(2, 5) * canvas.scale * rng.uniform(0.5, 1.3, (2, steps)) / 2
    rim = np.concatenate([middle - half[0], (middle + half[1])[::-1]])
    path = np.concatenate([along, along[::-1]])
    points = np.stack([rim, path] if upright else [path, rim], 1)
    sheet.polygon((float(x), float(y)) for x, y in points)


KIND = Kind(
    title="Scratches and dust",
    draw=draw,
    parameters={
        "scratches": Between(3, 20, whole=True),
        "length": (20, 250),
        "width": (1, 3),
        "dust": Between(20, 200, whole=True),
        "hairs": Between(0, 6, whole=True),
        "folds": Between(0, 2, whole=True),
    },
    coverage=(0.0, 0.08),
    filler="emulsion",
    damages=("scratches",),
)
