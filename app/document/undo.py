"""The work of undo and redo on a document's planes, of which a job may do the first part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from app.document.history import Step
from app.document.packed import Packed, PlanePatch
from app.document.planes import PHOTO_PLANE, Planes
from app.document.prepared import PreparedUndo
from app.document.records import Value, Values
from app.document.tiles import tiles
from engine.photo.changes import Flags
from engine.pixels.box import Box
from engine.pixels.mask import bounds


def prepare_undo(planes: Planes, step: Step, move: int) -> PreparedUndo:
    """Unpack what undo (move -1) or redo (+1) of the step writes, and pack what that replaces."""
    written = [patch.values.unpack() for patch in step.patches]
    values: Values = [(patch.plane, patch.box, now) for patch, now in zip(step.patches, written, strict=True)]
    other = [
        PlanePatch(name, box, Packed(planes[name].read(box), dense=planes[name].dense))
        for name, box, _ in values
    ]
    changed = {
        patch.box: planes.photo.changed(replaced.values.unpack(), now)
        for patch, now, replaced in zip(step.patches, written, other, strict=True)
        if patch.plane == PHOTO_PLANE
    }
    return PreparedUndo(step, move, values, other, dict(_overlay_bounds(planes, values)), changed)


def write_all(
    planes: Planes,
    values: Sequence[Value],
    instead: Sequence[PlanePatch],
    *,
    changed: Mapping[Box, Flags],
) -> None:
    """Write values into the planes; where that fails, write `instead`, which they held before.

    changed: of each box of the photo where it will differ, since the comparison takes longer than the rest.
    """
    try:
        for name, box, now in values:
            written = now.unpack() if isinstance(now, Packed) else now
            if name == PHOTO_PLANE:
                planes.photo.write(box, written, changed.get(box))
            else:
                planes[name].write(box, written)
    except BaseException:
        for patch in instead:
            planes[patch.plane].write(patch.box, patch.values.unpack())
        raise


def settle_overlays(planes: Planes, found: Mapping[tuple[str, Box], Box]) -> None:
    """Set the bounds of what is not 0, by overlay and tile."""
    for (name, tile), inside in found.items():
        planes.overlays[name].settled(tile, inside)


def _overlay_bounds(planes: Planes, values: Values) -> Iterator[tuple[tuple[str, Box], Box]]:
    """The bounds of the overlays' tiles, once these values (of one tile each) are in them."""
    for name, box, now in values:
        if name != PHOTO_PLANE:
            (tile,) = tiles(box, planes.whole)
            content = planes[name].read(tile)
            content[box.shifted(-tile.left, -tile.top).slices] = now
            inside = bounds(content)
            yield (name, tile), inside if inside.empty else inside.shifted(tile.left, tile.top)
