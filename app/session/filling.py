"""The work of filling a document's mask, for a job, and the pictures of its answers."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from app.document.applied import RepairRequest
from app.document.prepared import Snapshot
from app.document.repair_drafts import Fill, chosen
from app.session import guides
from engine.job import Job
from engine.models.method import Guide
from engine.pixels.box import Box
from engine.pixels.mask import Mask

if TYPE_CHECKING:
    from app.document.find_marks import FindMarks
    from engine.photo import Photo
    from engine.repair.run import Repair

THUMBNAIL_SIDE_PX = 128  # At least; twice what is shown at 100 % screen scaling.
THUMBNAIL_ROOM = 1.5  # A thumbnail's side, in longer sides of what was filled.


def filling(
    snapshot: Snapshot,
    request: RepairRequest,
    *,
    found: FindMarks | None,
    painted: Mask | None,
    device: str,
    follows: Collection[Guide],
) -> Callable[[Job], Fill]:
    """The work of filling the snapshot's mask.  It raises as engine.repair.run.repair.

    found: the finds in the mask.  painted: the mask before it was widened, by which `auto` judges the damage;
    None where it was not.  follows: the guides of the method.
    """

    def work(job: Job) -> Fill:
        from engine.repair.marks import repair_marks
        from engine.repair.run import repair

        common: dict[str, Any] = {
            "options": request.options,
            "guides": guides.planes(snapshot, follows),
            "seed": request.seed,
            "device": device,
            "job": job,
        }
        photo, began = snapshot.photo, time.perf_counter()
        if found is not None:
            marks = found.marked(snapshot.mask)
            answer = repair_marks(photo, snapshot.mask, marks, request.method, **common)
        else:
            mask, grow = (snapshot.mask, 0) if painted is None else (painted, None)
            answer = repair(photo, mask, request.method, grow=grow, **common)
        return Fill(answer, request, time.perf_counter() - began, thumbnails(photo, answer))

    return work


def thumbnails(photo: Photo, repair: Repair) -> tuple[NDArray[np.uint8], ...]:
    """Each alternative where most was filled, with a little around it, as Photo.display gives it."""
    boxes = [patch.box for patch in repair.patches]
    if not boxes:
        return ()
    area = _square(_largest_group(boxes), photo.box)
    step = max(1, max(area.width, area.height) // THUMBNAIL_SIDE_PX)
    count = max(len(patch.alternatives) for patch in repair.patches)
    drawn = []
    for choice in range(count):
        picture = photo.display(area, step)
        for patch in repair.patches:
            draw_display(picture, area, step, photo=photo, box=patch.box, stored=chosen(patch, choice))
        drawn.append(picture)
    return tuple(drawn)


def draw_display(
    picture: NDArray[np.uint8], area: Box, step: int, *, photo: Photo, box: Box, stored: NDArray[Any]
) -> None:
    """Draw other stored integers of a box into Photo.display(area, step)."""
    inside = box & area
    top, left = (-(-(at - of) // step) for at, of in ((inside.top, area.top), (inside.left, area.left)))
    first = area.top + top * step - box.top, area.left + left * step - box.left
    part = stored[
        first[0] : max(inside.bottom - box.top, 0) : step, first[1] : max(inside.right - box.left, 0) : step
    ]
    if part.size:
        picture[top : top + part.shape[0], left : left + part.shape[1]] = photo.shown(part)


def _largest_group(boxes: list[Box]) -> Box:
    """The box around the largest of some boxes and all that touch it, also through others."""
    group, rest = max(boxes, key=lambda box: box.area), list(boxes)
    while touching := [box for box in rest if not (box & group.grown(1)).empty]:
        rest = [box for box in rest if box not in touching]
        for box in touching:
            group |= box
    return group


def _square(box: Box, whole: Box) -> Box:
    """A square around a box with room on all sides, moved and cut to lie inside the whole."""
    side = round(max(box.width, box.height) * THUMBNAIL_ROOM)
    left = min(max((box.left + box.right - side) // 2, 0), max(whole.width - side, 0))
    top = min(max((box.top + box.bottom - side) // 2, 0), max(whole.height - side, 0))
    return Box(left, top, left + side, top + side) & whole
