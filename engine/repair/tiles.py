"""Overlapping tiles for a region too large for one call; their weights add up to 1 at every pixel."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.models.method import Array
from engine.pixels.box import Box
from engine.repair.regions import Region


@dataclass(frozen=True)
class Tile:
    """A tile of a region.

    box: what the method sees.  part: what is taken from the fill.  weight: of the part's size, in (0, 1],
    falling towards its neighbours.
    """

    box: Box
    part: Box
    weight: Array


def tiles(region: Region, side: int, overlap: int) -> list[Tile]:
    """Tiles of at most side² px that cover the region's own pixels.

    The parts of neighbours share `overlap` px, and their boxes extend as far beyond the parts.  side must be
    at least 8 overlaps.
    """
    hole = region.hole
    step = side - 3 * overlap
    columns, rows = -(-hole.width // step), -(-hole.height // step)
    found = []
    for top, bottom, down in _spans(hole.top, hole.bottom, rows, overlap):
        for left, right, across in _spans(hole.left, hole.right, columns, overlap):
            part = Box(left, top, right, bottom)
            own = region.own[part.shifted(-hole.left, -hole.top).slices]
            if own.any():
                found.append(Tile(part.grown(overlap) & region.box, part, np.outer(down, across)))
    return found


def _spans(start: int, end: int, count: int, overlap: int) -> Iterator[tuple[int, int, NDArray[np.float32]]]:
    """`count` overlapping spans of [start, end) and the weight of each of their pixels."""
    edges = [start + (end - start) * k // count for k in range(count + 1)]
    half = overlap // 2
    for k in range(count):
        low = edges[k] - half if k else start
        high = edges[k + 1] + half if k + 1 < count else end
        at = np.arange(low, high) + 0.5
        weight = np.ones(high - low)
        if k:
            weight = np.minimum(weight, (at - low) / (2 * half))
        if k + 1 < count:
            weight = np.minimum(weight, (high - at) / (2 * half))
        yield low, high, weight.astype(np.float32)
