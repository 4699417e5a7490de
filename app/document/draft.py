"""An edit worked out beside the document, in a job: laying it in costs the GUI thread only the writing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from app.document.edit import Written
from app.document.history import Held, Packed
from app.document.planes import GUESSED, MASK, PHOTO, REPAIRED, SKETCH, Plane, Planes
from app.document.tiles import difference, tiles
from engine.photo import Stored
from engine.pixels.box import Box
from engine.pixels.mask import Mask, bounds


@dataclass(frozen=True)
class Drafted:
    """What the edit comes to, and by overlay and tile the bounds of what is not 0 afterwards."""

    written: Written
    bounds: dict[tuple[str, Box], Box]


class Draft:
    """Reads the planes, which must stand still meanwhile, and writes to its own copies of their tiles."""

    def __init__(self, planes: Planes, touched: Callable[[str, Box, Stored], None]) -> None:
        self._planes = planes
        self._touched = touched
        self._now: dict[tuple[str, Box], Stored] = {}

    def put_photo(self, box: Box, stored: Stored) -> None:
        """The photo's integers in the box (inside the photo)."""
        self._lay(PHOTO, box, stored, np.copyto)

    def set_mask(self, box: Box, values: Mask) -> None:
        """The mask's values in the box (inside the photo)."""
        self._lay(MASK, box, values, np.copyto)

    def clear(self, *names: str) -> None:
        """Nothing is left in these overlays."""
        for name, tile in self._planes.held(*names):
            self._lay(name, tile, np.zeros((tile.height, tile.width), np.uint8), np.copyto)

    def show_guess(self, guess: Mask) -> None:
        """The sketch, where nobody said anything, as a method guesses it: H×W, from 128 on a line."""

        def shown(values: Stored, guessed: Stored) -> None:
            values[values == GUESSED] = 0
            values[(values == 0) & (guessed >= 128)] = GUESSED

        for tile in {*self._planes.overlays[SKETCH].occupied, *tiles(bounds(guess), self._planes.whole)}:
            self._lay(SKETCH, tile, guess[tile.slices], shown)

    def mark_repaired(self, box: Box, mask: Mask) -> None:
        """The photo may differ from the original where `mask` (of the box's size) is not 0."""
        self._lay(REPAIRED, box, mask, lambda values, drawn: np.maximum(values, drawn, out=values))

    def finish(self) -> Drafted:
        """Only what differs from the planes as they are."""
        drafted = Drafted(Written([], []), {})
        for (name, tile), now in self._now.items():
            _compare(drafted, name, tile, now=now, plane=self._planes[name])
        self._now.clear()
        return drafted

    def _lay(self, name: str, box: Box, drawn: Stored, how: Callable[[Stored, Stored], object]) -> None:
        for tile in tiles(box, self._planes.whole):
            part = tile & box
            now = self._tile(name, tile)
            how(
                now[part.shifted(-tile.left, -tile.top).slices],
                drawn[part.shifted(-box.left, -box.top).slices],
            )

    def _tile(self, name: str, tile: Box) -> Stored:
        if (name, tile) not in self._now:
            before = self._planes[name].read(tile)
            self._touched(name, tile, before)
            self._now[name, tile] = before.copy()
        return self._now[name, tile]


def _compare(drafted: Drafted, name: str, tile: Box, *, now: Stored, plane: Plane) -> None:
    before = plane.read(tile)
    inner = difference(before, now)
    if inner.empty:
        return
    box = inner.shifted(tile.left, tile.top)
    drafted.written.patches.append(Held(name, box, Packed(before[inner.slices], dense=plane.dense)))
    drafted.written.after.append((name, box, now[inner.slices]))
    if name != PHOTO:
        marked = bounds(now)
        drafted.bounds[name, tile] = marked if marked.empty else marked.shifted(tile.left, tile.top)
