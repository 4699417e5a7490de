"""Laying answers into a photo, and taking the step out of their seams."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.models.method import Array
from engine.photo import Photo, Stored
from engine.pixels.box import Box
from engine.pixels.mask import Mask, bounds
from engine.repair.fills import Answer
from engine.repair.regions import Region

CELL = (
    512  # px: patches are cut to squares of this side, so that far holes do not store what lies between them
)


@dataclass(frozen=True)
class Patch:
    """One repaired box in stored integers: `before` is what the photo held, `alternatives` what may stand
    there.
    """

    box: Box
    before: Stored
    alternatives: tuple[Stored, ...]


class Composition:
    """Collects the answers for regions whose boxes may overlap; own pixels never do."""

    def __init__(self, photo: Photo) -> None:
        self._photo = photo
        self._cells: dict[Box, list[Stored]] = {}
        self._touched: dict[Box, Mask] = {}

    def lay(self, region: Region, answer: Answer) -> None:
        """Composite the region's own pixels; all others stay as the photo has them, bit for bit."""
        for cell in _cells(region.hole, self._photo.box):
            box = cell & region.hole
            own = region.own[box.shifted(-region.hole.left, -region.hole.top).slices]
            if own.any():
                self._lay(cell, box, own, answer.at(box))

    def patches(self) -> tuple[Patch, ...]:
        """What has been laid: boxes that do not overlap, each tight around its repaired pixels."""
        found = []
        for cell, alternatives in sorted(self._cells.items()):
            tight = bounds(self._touched[cell])
            box = tight.shifted(cell.left, cell.top)
            cut = tuple(stored[tight.slices].copy() for stored in alternatives)
            found.append(Patch(box, self._photo.stored(box), cut))
        return tuple(found)

    def _lay(self, cell: Box, box: Box, own: Mask, filled: Array) -> None:
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


def _cells(hole: Box, whole: Box) -> list[Box]:
    """The squares of a CELL grid over the photo that a box touches."""
    columns = range(hole.left // CELL, -(-hole.right // CELL))
    rows = range(hole.top // CELL, -(-hole.bottom // CELL))
    squares = [Box(x * CELL, y * CELL, (x + 1) * CELL, (y + 1) * CELL) for y in rows for x in columns]
    return [square & whole for square in squares]
