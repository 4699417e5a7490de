"""Brush strokes: of alternating angles (Yu et al., DeepFill v2) and step by step (Wang et al., VCN)."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from trainer.corruption.contract import Array, Canvas, Params, Random
from trainer.corruption.draw.raster import Point, Sheet
from trainer.corruption.parameters import Between, Parameter

FREEFORM_PARAMETERS: dict[str, Parameter] = {
    "strokes": Between(1, 3, whole=True),
    "vertices": (4, 11),  # for each stroke
    "angle": 2 * math.pi / 5,  # radians, mean turn of a step
    "angle_range": 2 * math.pi / 15,  # and how far from it
    "reach": 1 / 8,  # mean length of a step, of the diagonal
    "width": (12, 40),  # px at 256, constant for a stroke
    "flip": True,
}


def freeform(canvas: Canvas, params: Params, rng: Random) -> tuple[Array, dict[str, Any]]:
    """Draw strokes of alternating angles, then flip at random.  Returns the H×W cover and what was drawn."""
    sheet = Sheet(canvas)
    for _ in range(int(params["strokes"])):
        low, high = params["width"]
        width = int(rng.integers(round(low), round(high) + 1)) * canvas.scale
        sheet.stroke(_path(canvas, params, rng), width)
    cover = sheet.cover()
    flips = [bool(flag) for flag in rng.random(2) < 0.5] if params["flip"] else [False, False]
    return np.ascontiguousarray(cover[:: -1 if flips[0] else 1, :: -1 if flips[1] else 1]), {"flips": flips}


def _path(canvas: Canvas, params: Params, rng: Random) -> list[Point]:
    """The vertices of one stroke, clipped to the canvas."""
    count = int(rng.integers(params["vertices"][0], params["vertices"][1] + 1))
    mean = math.hypot(canvas.height, canvas.width) * params["reach"]
    spread = rng.uniform(0, params["angle_range"], 2)
    angles = rng.uniform(params["angle"] - spread[0], params["angle"] + spread[1], count)
    angles[1::2] = 2 * math.pi - angles[1::2]
    lengths = np.clip(rng.normal(mean, mean / 2, count), 0, 2 * mean)
    x, y = float(rng.integers(canvas.width)), float(rng.integers(canvas.height))
    points = [(x, y)]
    for length, angle in zip(lengths.tolist(), angles.tolist(), strict=True):
        x = min(max(x + length * math.cos(angle), 0.0), canvas.width - 1.0)
        y = min(max(y + length * math.sin(angle), 0.0), canvas.height - 1.0)
        points.append((x, y))
    return points


def steps(canvas: Canvas, params: Params, rng: Random) -> Array:
    """Draw `parts` strokes whose segments each have their own angle, length and even width, as H×W cover."""
    sheet = Sheet(canvas)
    for _ in range(int(params["parts"])):
        count = int(rng.integers(0, params["vertices"] + 1))
        angles = np.radians(rng.integers(0, 361, count))
        angles[1::2] = 2 * math.pi - angles[1::2]
        lengths = rng.integers(0, params["length"] + 1, count) * canvas.scale
        widths = rng.integers(params["width"][0], params["width"][1] + 1, count) // 2 * 2
        x, y = float(rng.integers(canvas.width)), float(rng.integers(canvas.height))
        for angle, length, width in zip(angles.tolist(), lengths.tolist(), widths.tolist(), strict=True):
            start = x, y
            x = min(max(x + length * math.cos(angle), 0.0), canvas.width - 1.0)
            y = min(max(y + length * math.sin(angle), 0.0), canvas.height - 1.0)
            sheet.stroke((start, (x, y)), width * canvas.scale)
    return sheet.cover()
