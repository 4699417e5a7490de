"""The grid in which changes are remembered: a stroke across 50 MP costs what it touches."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.photo import Stored
from engine.pixels.box import EMPTY_BOX, Box

TILE_SIDE_PX = 256


def tiles(box: Box, whole: Box, side: int = TILE_SIDE_PX) -> Iterator[Box]:
    """The grid's tiles that `box` touches, clipped to `whole`; nothing for an empty box."""
    inside = box & whole
    if inside.empty:
        return
    for top in range(inside.top // side * side, inside.bottom, side):
        for left in range(inside.left // side * side, inside.right, side):
            yield Box(left, top, left + side, top + side) & whole


def copy_from_tiles(
    values: NDArray[Any], box: Box, whole: Box, held: Callable[[Box], NDArray[Any] | None]
) -> NDArray[Any]:
    """Replace the values of a box by what is held of the tiles that it touches.

    values: of the box's size, changed in place and returned.  held: gives the values of a tile, None where
    there are none; they may reach beyond a tile that the photo's border cuts.
    """
    for tile in tiles(box, whole):
        kept = held(tile)
        if kept is not None:
            part = tile & box
            values[part.shifted(-box.left, -box.top).slices] = kept[
                part.shifted(-tile.left, -tile.top).slices
            ]
    return values


def difference(before: Stored, after: Stored) -> Box:
    """The smallest box around all values that differ, in the arrays' own coordinates; empty if none does.

    before, after: H×W or H×W×C of the same shape.
    """
    unlike = before != after
    rows = np.flatnonzero(unlike.reshape(unlike.shape[0], -1).any(axis=1))
    if not rows.size:
        return EMPTY_BOX
    within = unlike[rows[0] : rows[-1] + 1].any(axis=0)
    columns = np.flatnonzero(within if within.ndim == 1 else within.any(axis=1))
    return Box(int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)
