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

TILE = 512  # level pixels a side
APRON = 1  # level pixels of the neighbours that a tile carries, so that smooth scaling shows no seam
STRIP = 1 << 20  # photo pixels read at a time
FINEST = 8  # a level pixel averages at most 8 × 8 photo pixels; beyond that every n-th is taken
COARSE = 1024  # px: the longest side of the overview


class Key(NamedTuple):
    """A tile: level pixel = 2^level photo pixels; column and row of TILE level pixels."""

    level: int
    column: int
    row: int

    def core(self, photo: Box) -> Box:
        """The level pixels that this tile shows, cut to the photo."""
        left, top = self.column * TILE, self.row * TILE
        return Box(left, top, left + TILE, top + TILE) & level_box(photo, self.level)

    def area(self, photo: Box) -> Box:
        """The level pixels that this tile holds: its core and an apron."""
        return self.core(photo).grown(APRON) & level_box(photo, self.level)


def photo_box(box: Box, level: int, photo: Box) -> Box:
    """The photo pixels of a box of level pixels."""
    size = 1 << level
    return Box(box.left * size, box.top * size, box.right * size, box.bottom * size) & photo


def keys(box: Box, level: int) -> Iterator[Key]:
    """The tiles whose core touches a box of level pixels."""
    for row in range(box.top // TILE, -(-box.bottom // TILE)):
        for column in range(box.left // TILE, -(-box.right // TILE)):
            yield Key(level, column, row)


def averaged(source: Source, box: Box, level: int, photo: Box) -> Image.Image:
    """A box of level pixels, each the mean of its photo pixels."""
    if level == 0:
        return Image.fromarray(np.ascontiguousarray(source(box, 1)))
    step = max(1, (1 << level) // FINEST)
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
    return max(1, -(-max(photo.width, photo.height) // COARSE))


def _picture(pixels: NDArray[np.uint8]) -> Image.Image:
    return Image.fromarray(np.ascontiguousarray(pixels))


def _strips(box: Box, level: int, photo: Box) -> Iterator[Box]:
    """The photo pixels of a box, in strips of whole level pixels, to bound memory."""
    rows = max(1, STRIP // max(1, (box.width << level) << level))
    for top in range(box.top, box.bottom, rows):
        yield photo_box(Box(box.left, top, box.right, min(top + rows, box.bottom)), level, photo)
