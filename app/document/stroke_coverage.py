"""How much of each pixel a stroke covers, while it is being drawn."""

from __future__ import annotations

import functools

import numpy as np
from numpy.typing import NDArray

from app.document.tiles import TILE_SIDE_PX, copy_from_tiles, tiles
from engine.pixels.box import EMPTY_BOX, Box

Amount = NDArray[np.float32]


class StrokeCoverage:
    """Coverage in [0, 1], over the whole photo; memory is taken for the tiles that the stroke touches."""

    def __init__(self, whole: Box) -> None:
        self._whole = whole
        self._tiles: dict[Box, Amount] = {}

    def add(self, box: Box, coverage: NDArray[np.uint8], flow: float = 1.0) -> Amount:
        """Add one piece of the stroke; returns what is covered in the box, which lies inside the photo.

        coverage: uint8 of the box's size.  flow: the share of the coverage that one piece adds; at 1 pieces
        that overlap do not add up.
        """
        drawn = coverage.astype(np.float32) * np.float32(flow / 255)
        for tile in tiles(box, self._whole):
            part = tile & box
            here = drawn[part.shifted(-box.left, -box.top).slices]
            values = self._tile(tile)[part.shifted(-tile.left, -tile.top).slices]
            if flow < 1:
                values += (1 - values) * here
            else:
                np.maximum(values, here, out=values)
        return self.read(box)

    @property
    def box(self) -> Box:
        """Around the tiles that the stroke touches, inside the photo; empty where it touches none."""
        return functools.reduce(Box.__or__, self._tiles, EMPTY_BOX)

    def read(self, box: Box) -> Amount:
        """A copy of what is covered in a box of the photo."""
        covered = np.zeros((box.height, box.width), np.float32)
        return copy_from_tiles(covered, box, self._whole, self._tiles.get)

    def _tile(self, tile: Box) -> Amount:
        if tile not in self._tiles:
            self._tiles[tile] = np.zeros((TILE_SIDE_PX, TILE_SIDE_PX), np.float32)
        return self._tiles[tile]
