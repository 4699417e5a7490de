"""The photo as it was opened, kept only where it has changed since."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray

from app.document.tiles import copy_from_tiles, tiles
from engine.photo import Photo, Stored
from engine.pixels.box import Box
from engine.pixels.mask import Mask

Shown = NDArray[np.uint8]


class Originals:
    """Tiles of stored integers, and of what was shown for them (the same array where they are equal)."""

    def __init__(self, photo: Photo) -> None:
        self._photo = photo
        self._tiles: dict[Box, tuple[Stored, Shown]] = {}

    @property
    def tiles(self) -> Iterator[Box]:
        """All that may have changed."""
        return iter(self._tiles)

    def keep(self, tile: Box, stored: Stored) -> None:
        """Called before a tile's first change, with what it holds; later calls change nothing."""
        if tile not in self._tiles:
            shown = self._photo.display(tile)
            self._tiles[tile] = stored, stored if np.array_equal(stored, shown) else shown

    def stored(self, box: Box) -> Stored:
        """As Photo.stored, of the photo as it was opened."""
        return copy_from_tiles(
            self._photo.stored(box),
            box,
            self._photo.box,
            lambda tile: self._tiles[tile][0] if tile in self._tiles else None,
        )

    @contextmanager
    def known_to_photo(self) -> Iterator[None]:
        """Within the block Photo.before gives the photo as it was opened, or as a layer of its file is."""
        own = self._photo.before
        self._photo.before = own or self._as_opened
        try:
            yield
        finally:
            self._photo.before = own  # Not for good: a circle of references would keep a closed photo.

    def _as_opened(self) -> Photo:
        photo = self._photo.copy()
        photo.put(photo.box, self.stored(photo.box))
        return photo

    def display(self, box: Box, step: int = 1) -> Shown:
        """As Photo.display, of the photo as it was opened."""
        shown = self._photo.display(box, step)
        for tile in tiles(box, self._photo.box):
            if tile in self._tiles:
                _draw_tile(shown, box, step, tile, self._tiles[tile][1])
        return shown

    def changed_outside(self, mask: Mask) -> int:
        """How many pixels hold other integers than at first where `mask` (H×W) is 0.  Reads few tiles."""
        count = 0
        for tile, (stored, _) in list(self._tiles.items()):
            unlike = self._photo.stored(tile) != stored
            unlike = unlike if unlike.ndim == 2 else unlike.any(axis=2)
            count += int(np.count_nonzero(unlike & (mask[tile.slices] == 0)))
        return count


def _draw_tile(shown: Shown, box: Box, step: int, tile: Box, original: Shown) -> None:
    """Write the tile's every step-th pixel, counted from the box's corner, into `shown`."""
    part = tile & box
    left, top = (-(-(part.left - box.left) // step), -(-(part.top - box.top) // step))
    x, y = box.left + left * step, box.top + top * step
    values = original[
        y - tile.top : part.bottom - tile.top : step, x - tile.left : part.right - tile.left : step
    ]
    shown[top : top + values.shape[0], left : left + values.shape[1]] = values
