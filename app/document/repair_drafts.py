"""What repairs, blended pictures and edge previews write into a document: drafts, which jobs may make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from app.document.applied import AppliedRepair, RepairAnswer, RepairRequest
from app.document.draft import Draft
from app.document.edit import EditResult
from app.document.packed import Packed, PlanePatch
from app.document.planes import MASK_PLANE, PHOTO_PLANE, SKETCH_PLANE
from app.document.prepared import PreparedChange
from engine.photo import Stored
from engine.pixels.mask import Mask

if TYPE_CHECKING:  # the pipeline brings OpenCV, for which the window does not wait
    from engine.repair.run import Patch, Repair


@dataclass(frozen=True)
class Fill:
    """A repair as it was asked for.

    seconds: how long it took, None where it was not measured.  thumbnails: one for each of its alternatives,
    as `RepairAnswer.thumbnail`, or none at all.
    """

    repair: Repair
    request: RepairRequest
    seconds: float | None = None
    thumbnails: tuple[NDArray[np.uint8], ...] = ()

    @property
    def alternatives(self) -> int:
        return max((len(patch.alternatives) for patch in self.repair.patches), default=1)

    def answer(self, choice: int, values: Sequence[PlanePatch]) -> RepairAnswer:
        """One of the alternatives; values: as those of RepairAnswer."""
        return RepairAnswer(
            request=self.request,
            methods=self.repair.methods,
            notes=self.repair.notes,
            seconds=self.seconds,
            thumbnail=self.thumbnails[choice] if self.thumbnails else None,
            values=tuple(values),
        )


def chosen(patch: Patch, choice: int) -> Stored:
    """One of the patch's alternatives; the last where there are fewer."""
    return patch.alternatives[min(choice, len(patch.alternatives) - 1)]


def draft_repair(draft: Draft, fill: Fill, choice: int, earlier: Sequence[RepairAnswer]) -> PreparedChange:
    """Write one alternative of the repair and clear the mask and the sketch.

    earlier: other answers for the same mask, with their values, which can be chosen too.
    """
    _write_patches(draft, fill.repair, choice)
    draft.clear(MASK_PLANE, SKETCH_PLANE)
    drafted = draft.finish()
    answers = [
        fill.answer(number, () if number == choice else _values(fill.repair, number, drafted.written))
        for number in range(fill.alternatives)
    ]
    applied = AppliedRepair.of([*earlier, *answers], len(earlier) + choice)
    return PreparedChange("Repair", drafted, applied)


def draft_choice(
    draft: Draft, title: str, applied: AppliedRepair, choice: int, in_use: Sequence[PlanePatch]
) -> PreparedChange:
    """Write another answer of a repair.  in_use: what the planes hold with the one in use.

    The draft begins where the repair's step is undone.
    """
    for patch in applied.answers[choice].values:
        draft.put(patch.plane, patch.box, patch.values.unpack())
    return PreparedChange(title, draft.finish(), applied.choosing(choice, in_use))


def draft_blend(draft: Draft, blend: Repair) -> PreparedChange:
    """Write another picture.  The mask stays as it is."""
    _write_patches(draft, blend, 0)
    return PreparedChange("Blend in a picture", draft.finish())


def draft_edges(draft: Draft, edges: Mask) -> PreparedChange:
    """Show in the sketch what a method expects there, H×W, of engine.repair.edge_preview."""
    draft.show_edge_preview(edges)
    return PreparedChange("Show edges", draft.finish())


def draft_without_guide(draft: Draft, name: str) -> PreparedChange:
    """Take all away that a guide says: the lines of the sketch, or where to take from."""
    draft.clear(name)
    if name == SKETCH_PLANE:
        return PreparedChange("Clear the sketch", draft.finish())
    return PreparedChange("Clear the source", draft.finish())


def _write_patches(draft: Draft, repair: Repair, choice: int) -> None:
    changeable = repair.changeable
    for patch in repair.patches:
        draft.put_photo(patch.box, chosen(patch, choice))
        draft.mark_repaired(patch.box, changeable[patch.box.slices])


def _values(repair: Repair, choice: int, written: EditResult) -> list[PlanePatch]:
    """What the planes hold with an alternative that is not in use.  written: with the one that is."""
    overlays = [
        PlanePatch(name, box, Packed(now, dense=False))
        for name, box, now in written.after
        if name != PHOTO_PLANE
    ]
    photo = [
        PlanePatch(PHOTO_PLANE, patch.box, Packed(chosen(patch, choice), dense=True))
        for patch in repair.patches
    ]
    return overlays + photo
