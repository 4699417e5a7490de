"""One undo step while it is being made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from app.document.packed import Packed, PlanePatch
from app.document.planes import (
    LINE_VALUE,
    MASK_PLANE,
    NO_LINE_VALUE,
    PHOTO_PLANE,
    REPAIRED_PLANE,
    SKETCH_PLANE,
    SOURCE_PLANE,
    Planes,
)
from app.document.tiles import copy_from_tiles, difference, tiles
from engine.photo import Stored
from engine.pixels.box import Box
from engine.pixels.mask import Mask


class EditMisused(RuntimeError):
    """A programmer's mistake: nested edits, or an edit used after its end."""


@dataclass(frozen=True)
class Change:
    """What a document tells those who watch it.  `box` may be empty where only the history moved."""

    box: Box
    photo: bool = False
    mask: bool = False
    history: bool = False
    guide: str = ""  # the name of the guide that is other than before


@dataclass(frozen=True)
class EditResult:
    """What an edit left behind: for undo the values before, for the journal the values after."""

    patches: list[PlanePatch]
    after: list[tuple[str, Box, Stored]]


class Edit:
    """Tiles are copied when first touched; `commit` makes one step of what really changed, `rollback` none.

    As a context manager it commits on exit and rolls back on an exception.
    """

    def __init__(
        self,
        planes: Planes,
        *,
        touched: Callable[[str, Box, Stored], None],
        changed: Callable[[str, Box], None],
        ended: Callable[[EditResult | None], None],
    ) -> None:
        self._planes = planes
        self._touched = touched
        self._changed = changed
        self._ended = ended
        self._before: dict[tuple[str, Box], Stored] = {}
        self._open = True

    def paint(self, box: Box, coverage: NDArray[np.uint8]) -> None:
        """mask = max(mask, coverage).  coverage: uint8 of the box's size; the box may leave the photo."""
        self._draw(MASK_PLANE, box, coverage, lambda values, drawn: np.maximum(values, drawn, out=values))

    def erase(self, box: Box, coverage: NDArray[np.uint8]) -> None:
        """mask = min(mask, 255 - coverage)."""
        self._draw(MASK_PLANE, box, coverage, lambda values, drawn: np.minimum(values, ~drawn, out=values))

    def set_mask(self, box: Box, values: Mask) -> None:
        """The mask's values in the box."""
        self._draw(MASK_PLANE, box, values, np.copyto)

    def mark_source(self, box: Box, coverage: NDArray[np.uint8], value: int) -> None:
        """Where coverage ≥ 128 the source guide says: 0 unset, 1 take from here, 2 not from here."""
        self._draw(SOURCE_PLANE, box, coverage, lambda values, drawn: np.putmask(values, drawn >= 128, value))

    def draw_line(self, box: Box, coverage: NDArray[np.uint8]) -> None:
        """Where coverage ≥ 128 the sketch holds a line."""
        self._draw(
            SKETCH_PLANE, box, coverage, lambda values, drawn: np.putmask(values, drawn >= 128, LINE_VALUE)
        )

    def erase_lines(self, box: Box, coverage: NDArray[np.uint8]) -> None:
        """Where coverage ≥ 128 and a line was, the sketch says that there is none."""
        self._draw(
            SKETCH_PLANE,
            box,
            coverage,
            lambda values, drawn: np.putmask(values, (drawn >= 128) & (values > 0), NO_LINE_VALUE),
        )

    def mark_repaired(self, box: Box, mask: Mask) -> None:
        """The photo may differ from the original where `mask` (of the box's size) is not 0."""
        self._draw(REPAIRED_PLANE, box, mask, lambda values, drawn: np.maximum(values, drawn, out=values))

    def put_photo(self, box: Box, stored: Stored) -> None:
        """The photo's integers in the box (inside the photo), as Photo.stored or Photo.blended gave them."""
        self._keep(PHOTO_PLANE, box)
        self._planes[PHOTO_PLANE].write(box, stored)
        self._changed(PHOTO_PLANE, box)

    def put(self, name: str, box: Box, values: Stored) -> None:
        """Values of any plane; the box lies inside the photo."""
        self._keep(name, box)
        self._planes[name].write(box, values)
        self._changed(name, box)

    def before(self, name: str, box: Box) -> Stored:
        """A copy of what a plane held in a box of the photo when the edit began."""
        return copy_from_tiles(
            self._planes[name].read(box),
            box,
            self._planes.whole,
            lambda tile: self._before.get((name, tile)),
        )

    def commit(self) -> None:
        """End it as one step, or as none if nothing changed."""
        self._check()
        try:
            written = self._written()
        except BaseException:
            self.rollback()
            raise
        self._open = False
        for name, tile in self._before:
            self._planes[name].settle(tile)
        self._before.clear()
        self._ended(written)

    def rollback(self) -> None:
        """End it with everything as it was."""
        self._check()
        self._open = False
        for (name, tile), values in self._before.items():
            self._planes[name].write(tile, values)
        undone = list(self._before)
        self._before.clear()
        self._ended(None)
        for name, tile in undone:
            self._changed(name, tile)

    def __enter__(self) -> Edit:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._open and kind is None:
            self.commit()
        elif self._open:
            self.rollback()

    def _check(self) -> None:
        if not self._open:
            raise EditMisused("this edit has ended")

    def _keep(self, name: str, box: Box) -> None:
        """Copy the tiles that are about to change for the first time."""
        self._check()
        for tile in tiles(box, self._planes.whole):
            if (name, tile) not in self._before:
                before = self._planes[name].read(tile)
                self._touched(name, tile, before)
                self._before[name, tile] = before

    def _draw(self, name: str, box: Box, drawn: Mask, how: Callable[[Mask, Mask], object]) -> None:
        inside = box & self._planes.whole
        if inside.empty:
            return
        self._keep(name, inside)
        how(
            self._planes.overlays[name].values[inside.slices],
            drawn[inside.shifted(-box.left, -box.top).slices],
        )
        self._changed(name, inside)

    def _written(self) -> EditResult:
        written = EditResult([], [])
        for (name, tile), before in self._before.items():
            plane = self._planes[name]
            now = plane.read(tile)
            inner = difference(before, now)
            if inner.empty:
                continue
            box = inner.shifted(tile.left, tile.top)
            written.patches.append(PlanePatch(name, box, Packed(before[inner.slices], dense=plane.dense)))
            written.after.append((name, box, now[inner.slices]))
        return written
