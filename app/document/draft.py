"""An edit computed by a job on copies of the document's tiles; the GUI thread only writes the result."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from app.document.edit import EditResult
from app.document.packed import Packed, PlanePatch
from app.document.planes import (
    ESTIMATED_LINE_VALUE,
    MASK_PLANE,
    PHOTO_PLANE,
    REPAIRED_PLANE,
    SKETCH_PLANE,
    Planes,
)
from app.document.records import Value
from app.document.tiles import difference, tiles
from engine.photo import Stored
from engine.photo.changes import Flags
from engine.pixels.box import Box
from engine.pixels.mask import Mask, bounds


@dataclass(frozen=True)
class DraftResult:
    """The result of a draft.

    bounds: of what is not 0 afterwards, by overlay and tile.  changed: where the photo's colours differ
    afterwards, by box.
    """

    written: EditResult
    bounds: dict[tuple[str, Box], Box] = field(default_factory=dict)
    changed: dict[Box, Flags] = field(default_factory=dict)


class Draft:
    """Reads the planes, which must not change meanwhile, and writes to its own copies of their tiles.

    beforehand: values, of one tile each, that will be in the planes before the draft is.
    """

    def __init__(
        self, planes: Planes, touched: Callable[[str, Box, Stored], None], beforehand: Sequence[Value] = ()
    ) -> None:
        self._planes = planes
        self._touched = touched
        self._now: dict[tuple[str, Box], Stored] = {}
        self._beforehand = {
            (name, next(tiles(box, planes.whole))): (box, values) for name, box, values in beforehand
        }

    def put_photo(self, box: Box, stored: Stored) -> None:
        """The photo's integers in the box (inside the photo)."""
        self._draw(PHOTO_PLANE, box, stored, np.copyto)

    def put(self, name: str, box: Box, values: Stored) -> None:
        """Values of any plane in the box (inside the photo)."""
        self._draw(name, box, values, np.copyto)

    def set_mask(self, box: Box, values: Mask) -> None:
        """The mask's values in the box (inside the photo)."""
        self._draw(MASK_PLANE, box, values, np.copyto)

    def clear(self, *names: str) -> None:
        """Nothing is left in these overlays."""
        for name, tile in self._planes.held(*names):
            self._draw(name, tile, np.zeros((tile.height, tile.width), np.uint8), np.copyto)

    def show_edge_preview(self, edges: Mask) -> None:
        """Mark estimated lines where nothing was drawn or erased.  edges: H×W, a line from 128 on."""

        def shown(values: Stored, estimated: Stored) -> None:
            values[values == ESTIMATED_LINE_VALUE] = 0
            values[(values == 0) & (estimated >= 128)] = ESTIMATED_LINE_VALUE

        for tile in {
            *self._planes.overlays[SKETCH_PLANE].occupied,
            *tiles(bounds(edges), self._planes.whole),
        }:
            self._draw(SKETCH_PLANE, tile, edges[tile.slices], shown)

    def mark_repaired(self, box: Box, mask: Mask) -> None:
        """The photo may differ from the original where `mask` (of the box's size) is not 0."""
        self._draw(REPAIRED_PLANE, box, mask, lambda values, drawn: np.maximum(values, drawn, out=values))

    def finish(self) -> DraftResult:
        """Only what differs from the planes as they are."""
        drafted = DraftResult(EditResult([], []))
        for (name, tile), now in self._now.items():
            self._compare(drafted, name, tile, before=self._before(name, tile), now=now)
        self._now.clear()
        return drafted

    def _compare(self, drafted: DraftResult, name: str, tile: Box, *, before: Stored, now: Stored) -> None:
        inner = difference(before, now)
        if inner.empty:
            return
        box = inner.shifted(tile.left, tile.top)
        packed = Packed(before[inner.slices], dense=self._planes[name].dense)
        drafted.written.patches.append(PlanePatch(name, box, packed))
        drafted.written.after.append((name, box, now[inner.slices]))
        if name == PHOTO_PLANE:
            drafted.changed[box] = self._planes.photo.changed(before[inner.slices], now[inner.slices])
        else:
            marked = bounds(now)
            drafted.bounds[name, tile] = marked if marked.empty else marked.shifted(tile.left, tile.top)

    def _draw(self, name: str, box: Box, drawn: Stored, how: Callable[[Stored, Stored], object]) -> None:
        for tile in tiles(box, self._planes.whole):
            part = tile & box
            now = self._tile(name, tile)
            how(
                now[part.shifted(-tile.left, -tile.top).slices],
                drawn[part.shifted(-box.left, -box.top).slices],
            )

    def _tile(self, name: str, tile: Box) -> Stored:
        if (name, tile) not in self._now:
            before = self._before(name, tile)
            self._touched(name, tile, before)
            self._now[name, tile] = before.copy()
        return self._now[name, tile]

    def _before(self, name: str, tile: Box) -> Stored:
        before = self._planes[name].read(tile)
        if (name, tile) in self._beforehand:
            box, values = self._beforehand[name, tile]
            unpacked = values.unpack() if isinstance(values, Packed) else values
            before[box.shifted(-tile.left, -tile.top).slices] = unpacked
        return before
