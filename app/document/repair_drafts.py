"""What repairs, blended pictures and edge previews write into a document: drafts, which jobs may make."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.document.applied import AppliedRepair, RepairRequest
from app.document.draft import Draft
from app.document.planes import MASK_PLANE, SKETCH_PLANE
from app.document.prepared import PreparedChange
from engine.photo import Stored
from engine.pixels.mask import Mask

if TYPE_CHECKING:  # the pipeline brings OpenCV, for which the window does not wait
    from engine.repair.run import Patch, Repair


def chosen(patch: Patch, choice: int) -> Stored:
    """One of the patch's alternatives; the last where there are fewer."""
    return patch.alternatives[min(choice, len(patch.alternatives) - 1)]


def draft_repair(draft: Draft, repair: Repair, choice: int, request: RepairRequest | None) -> PreparedChange:
    """Write the repair and clear the mask and the sketch."""
    asked = request or RepairRequest(method=repair.method)
    _write_patches(draft, repair, choice)
    draft.clear(MASK_PLANE, SKETCH_PLANE)
    return PreparedChange("Repair", draft.finish(), AppliedRepair.of(repair, asked, choice))


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
