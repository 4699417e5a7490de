"""What a stroke covers: uint8 coverage in the smallest box.  numpy and Pillow only, no Qt."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from engine.pixels.box import Box

Coverage = NDArray[np.uint8]
Point = tuple[float, float]

MIN_RADIUS_PX = 0.71  # The least radius that is sure to hold a pixel's centre.
RIM_STEPS = 4096


def capsule(start: Point, end: Point, *, radius: float, feather: float, limits: Box) -> tuple[Box, Coverage]:
    """All pixels whose centre is within `radius` of the segment: what a round brush covers in one move.

    feather in [0, 1] is the share of the radius over which coverage falls from 255 to 0 at the rim.
    Returns the box (cut to `limits`, possibly empty) and its coverage.
    """
    radius = max(radius, MIN_RADIUS_PX)
    box = _around(start, end, radius) & limits
    if box.empty:
        return box, np.zeros((0, 0), np.uint8)
    if feather <= 0:
        return box, _hard(box, start, end, radius)
    return box, _soft(box, start, end, radius, feather)


def polygon(points: Sequence[Point], limits: Box) -> tuple[Box, Coverage]:
    """The inside of a closed outline, 255 or 0, in its box cut to `limits`."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    box = Box(math.floor(min(xs)), math.floor(min(ys)), math.ceil(max(xs)), math.ceil(max(ys))) & limits
    if box.empty or len(points) < 3:
        return box, np.zeros((max(box.height, 0), max(box.width, 0)), np.uint8)
    plane = Image.new("L", (box.width, box.height))
    # A pixel counts by its centre; Pillow's polygon has centres at whole numbers.
    ImageDraw.Draw(plane).polygon([(x - box.left - 0.5, y - box.top - 0.5) for x, y in points], fill=255)
    return box, np.asarray(plane)


def rectangle(start: Point, end: Point, limits: Box) -> tuple[Box, Coverage]:
    """All pixels that a rectangle between two corners touches."""
    xs, ys = sorted((start[0], end[0])), sorted((start[1], end[1]))
    box = Box(math.floor(xs[0]), math.floor(ys[0]), math.ceil(xs[1]), math.ceil(ys[1])) & limits
    return box, np.full((max(box.height, 0), max(box.width, 0)), 255, np.uint8)


def _around(start: Point, end: Point, radius: float) -> Box:
    return Box(
        math.floor(min(start[0], end[0]) - radius),
        math.floor(min(start[1], end[1]) - radius),
        math.ceil(max(start[0], end[0]) + radius),
        math.ceil(max(start[1], end[1]) + radius),
    )


def _hard(box: Box, start: Point, end: Point, radius: float) -> Coverage:
    """Each row of a capsule is one span, so only the spans are computed."""
    y = np.arange(box.top, box.bottom, dtype=np.float64) + 0.5
    low, high = np.full(y.shape, np.inf), np.full(y.shape, -np.inf)
    for x0, y0 in (start, end):
        half = radius * radius - (y - y0) ** 2
        inside = half >= 0
        reach = np.sqrt(np.where(inside, half, 0))
        low = np.where(inside, np.minimum(low, x0 - reach), low)
        high = np.where(inside, np.maximum(high, x0 + reach), high)
    for crossed in _flanks(start, end, radius, y):
        low, high = np.fmin(low, crossed), np.fmax(high, crossed)
    x = np.arange(box.left, box.right, dtype=np.float64) + 0.5
    covered = (x >= low[:, None]) & (x <= high[:, None])
    return covered.view(np.uint8) * np.uint8(255)


def _flanks(start: Point, end: Point, radius: float, y: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    """Where the two straight sides of the capsule cross each row; nan where they do not."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = math.hypot(dx, dy)
    if length == 0:
        return []
    sides = []
    for sign in (1, -1):
        x0, y0 = start[0] - sign * dy / length * radius, start[1] + sign * dx / length * radius
        if abs(dy) < 1e-9:
            continue  # a level side is met by the two discs' spans
        along = (y - y0) / dy
        x = np.where((along >= 0) & (along <= 1), x0 + along * dx, np.nan)
        sides.append(x)
    return sides


def _soft(box: Box, start: Point, end: Point, radius: float, feather: float) -> Coverage:
    """The squared distance to the segment, looked up in a table of the falling rim."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = math.hypot(dx, dy)
    ux, uy = (dx / length, dy / length) if length else (0.0, 0.0)
    x = np.arange(box.left, box.right, dtype=np.float32) + np.float32(0.5 - start[0])
    y = np.arange(box.top, box.bottom, dtype=np.float32) + np.float32(0.5 - start[1])
    squared = (y * y)[:, None] + (x * x)[None]
    if length:
        along = (y * np.float32(uy))[:, None] + (x * np.float32(ux))[None]
        nearest = np.clip(along, 0, np.float32(length))
        along *= 2
        along -= nearest
        along *= nearest
        squared -= along
    squared *= np.float32(RIM_STEPS / (radius * radius))
    np.clip(squared, 0, RIM_STEPS, out=squared)
    return rim(feather).take(squared.astype(np.uint16))


@lru_cache(maxsize=8)
def rim(feather: float) -> Coverage:
    """Coverage by squared distance: index RIM_STEPS is the radius.  A smooth step, so that no ring shows."""
    distance = np.sqrt(np.arange(RIM_STEPS + 1) / RIM_STEPS)
    rest = np.clip((1 - distance) / min(feather, 1.0), 0, 1)
    return np.rint(rest * rest * (3 - 2 * rest) * 255).astype(np.uint8)
