"""The photo at halved sizes, cut into tiles: which there are, and how one is computed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from app.document.mask_pyramid import level_box
from engine.pixels.box import Box

Source = Callable[[Box, int], NDArray[np.uint8]]
"""(box, step) → every step-th pixel of the box as 8-bit RGB or RGBA: Photo.display, Document.original."""

TILE_SIDE_PX = 512  # In pixels of the level.
TILE_BORDER_PX = 1  # Pixels of the neighbours that a tile carries, so that smooth scaling shows no seam.
STRIP_PIXELS = 1 << 20  # Photo pixels that are read at a time.
MAX_AVERAGED_SIDE = 8  # A level pixel averages at most 8 × 8 photo pixels; beyond that every n-th is taken.
OVERVIEW_SIDE_PX = 1024  # The longest side of the overview.


class TileKey(NamedTuple):
    """A tile: level pixel = 2^level photo pixels; column and row of TILE_SIDE_PX level pixels."""

    level: int
    column: int
    row: int

    def core(self, photo: Box) -> Box:
        """The level pixels that this tile shows, cut to the photo."""
        left, top = self.column * TILE_SIDE_PX, self.row * TILE_SIDE_PX
        return Box(left, top, left + TILE_SIDE_PX, top + TILE_SIDE_PX) & level_box(photo, self.level)

    def area(self, photo: Box) -> Box:
        """The level pixels that this tile holds: its core and an apron."""
        return self.core(photo).grown(TILE_BORDER_PX) & level_box(photo, self.level)


def photo_box(box: Box, level: int, photo: Box) -> Box:
    """The photo pixels of a box of level pixels."""
    size = 1 << level
    return Box(box.left * size, box.top * size, box.right * size, box.bottom * size) & photo


def keys(box: Box, level: int) -> Iterator[TileKey]:
    """The tiles whose core touches a box of level pixels."""
    for row in range(box.top // TILE_SIDE_PX, -(-box.bottom // TILE_SIDE_PX)):
        for column in range(box.left // TILE_SIDE_PX, -(-box.right // TILE_SIDE_PX)):
            yield TileKey(level, column, row)


def averaged(source: Source, box: Box, level: int, photo: Box) -> Image.Image:
    """A box of level pixels, each the mean of its photo pixels."""
    if level == 0:
        return Image.fromarray(np.ascontiguousarray(source(box, 1)))
    step = max(1, (1 << level) // MAX_AVERAGED_SIDE)
    shrink = (1 << level) // step
    strips = [_picture(source(strip, step)).reduce(shrink) for strip in _strips(box, level, photo)]
    if len(strips) == 1:
        return strips[0]
    whole = Image.new(strips[0].mode, (box.width, box.height))
    top = 0
    for strip in strips:
        whole.paste(strip, (0, top))
        top += strip.height
    return whole


def overview(source: Source, photo: Box) -> Image.Image:
    """The whole photo, quickly: every n-th pixel, for what no tile shows yet."""
    return _picture(source(photo, overview_step(photo)))


def overview_step(photo: Box) -> int:
    return max(1, -(-max(photo.width, photo.height) // OVERVIEW_SIDE_PX))


def _picture(pixels: NDArray[np.uint8]) -> Image.Image:
    return Image.fromarray(np.ascontiguousarray(pixels))


def _strips(box: Box, level: int, photo: Box) -> Iterator[Box]:
    """The photo pixels of a box, in strips of whole level pixels, to bound memory."""
    rows = max(1, STRIP_PIXELS // max(1, (box.width << level) << level))
    for top in range(box.top, box.bottom, rows):
        yield photo_box(Box(box.left, top, box.right, min(top + rows, box.bottom)), level, photo)
