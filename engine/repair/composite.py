"""Composites the fills of regions into patches of the photo."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from engine.models.method import Array
from engine.photo import Photo, Stored
from engine.pixels.box import Box
from engine.pixels.mask import Mask, bounds
from engine.repair.fills import RegionFill
from engine.repair.regions import Region

# Patches are cut to squares of this side, so that holes far apart do not store the photo between them.
CELL_PX = 512


@dataclass(frozen=True)
class Patch:
    """A repaired box in stored integers: the photo's pixels `before`, and the repaired `alternatives`."""

    box: Box
    before: Stored
    alternatives: tuple[Stored, ...]


class Composition:
    """Collects the fills of regions, whose boxes may overlap while their own pixels do not."""

    def __init__(self, photo: Photo) -> None:
        self._photo = photo
        self._cells: dict[Box, list[Stored]] = {}
        self._touched: dict[Box, Mask] = {}

    def add(self, region: Region, fill: RegionFill) -> None:
        """Composite the region's own pixels; all others keep the photo's values bit for bit."""
        for cell in _cells(region.hole, self._photo.box):
            box = cell & region.hole
            own = region.own[box.shifted(-region.hole.left, -region.hole.top).slices]
            if own.any():
                self._add(cell, box, own, fill.at(box))

    def patches(self) -> tuple[Patch, ...]:
        """The composited boxes, which do not overlap; each is the bounding box of its repaired pixels."""
        found = []
        for cell, alternatives in sorted(self._cells.items()):
            tight = bounds(self._touched[cell])
            box = tight.shifted(cell.left, cell.top)
            cut = tuple(stored[tight.slices].copy() for stored in alternatives)
            found.append(Patch(box, self._photo.stored(box), cut))
        return tuple(found)

    def _add(self, cell: Box, box: Box, own: Mask, filled: Array) -> None:
        if cell not in self._cells:
            self._cells[cell] = [self._photo.stored(cell)]
            self._touched[cell] = np.zeros((cell.height, cell.width), np.uint8)
        alternatives = self._cells[cell]
        while len(alternatives) < len(filled):
            alternatives.append(alternatives[-1].copy())
        inside = box.shifted(-cell.left, -cell.top).slices
        soft = np.multiply(own, np.float32(1 / 255), dtype=np.float32)
        for choice, stored in enumerate(alternatives):
            blended = self._photo.blended(box, filled[min(choice, len(filled) - 1)], soft)
            stored[inside][own > 0] = blended[own > 0]
        self._touched[cell][inside] |= own


def cells_of(mask: Mask) -> Iterator[Box]:
    """The bounding boxes of what an H×W mask marks in each square of the grid."""
    for cell in _cells(bounds(mask), Box.of(mask.shape)):
        part = bounds(mask[cell.slices])
        if not part.empty:
            yield part.shifted(cell.left, cell.top)


def _cells(hole: Box, whole: Box) -> list[Box]:
    """The squares of a grid of CELL_PX over the photo that a box touches."""
    columns = range(hole.left // CELL_PX, -(-hole.right // CELL_PX))
    rows = range(hole.top // CELL_PX, -(-hole.bottom // CELL_PX))
    squares = [
        Box(x * CELL_PX, y * CELL_PX, (x + 1) * CELL_PX, (y + 1) * CELL_PX) for y in rows for x in columns
    ]
    return [square & whole for square in squares]
