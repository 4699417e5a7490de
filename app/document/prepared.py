"""What a job gets from a document (Snapshot) and what it returns (PreparedChange, PreparedUndo)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from app.document.applied import AppliedRepair
from app.document.draft import DraftResult
from app.document.history import Step
from app.document.packed import PlanePatch
from app.document.planes import MASK_PLANE, SKETCH_PLANE, SOURCE_PLANE, Overlay
from app.document.records import Values
from engine.photo import Photo
from engine.photo.changes import Flags
from engine.pixels.box import Box
from engine.pixels.mask import Mask


class Snapshot:
    """What a job reads while the document is locked.

    The photo is the document's own; masks and guides are copies, made in the job when they are first read.
    """

    def __init__(self, photo: Photo, overlays: Mapping[str, Overlay]) -> None:
        self.photo = photo
        self._overlays = overlays

    @cached_property
    def mask(self) -> Mask:
        """A copy."""
        return self._overlays[MASK_PLANE].copy()

    @cached_property
    def source(self) -> Mask | None:
        """A copy, as Document.source."""
        return self._guide(SOURCE_PLANE)

    @cached_property
    def sketch(self) -> Mask | None:
        """A copy, as Document.sketch."""
        return self._guide(SKETCH_PLANE)

    def _guide(self, name: str) -> Mask | None:
        return self._overlays[name].copy() if self._overlays[name].occupied else None


@dataclass(frozen=True)
class PreparedChange:
    """An undo step that a job computed; Document.carry_out() applies it on the GUI thread."""

    title: str
    drafted: DraftResult
    applied: AppliedRepair | None = None


@dataclass(frozen=True)
class PreparedUndo:
    """One undo or redo, unpacked by a job; Document.carry_out_undo() applies it.

    values: what to write.  other: what that replaces.  bounds: of the overlays afterwards, by tile.
    changed: where the photo's colours differ afterwards, by box.
    """

    step: Step
    move: int
    values: Values
    other: list[PlanePatch]
    bounds: dict[tuple[str, Box], Box]
    changed: dict[Box, Flags]


@dataclass(frozen=True)
class PreparedChoice:
    """Another answer of the last repair, prepared by a job; Document.carry_out_choice() applies it.

    undo: of the answer in use.  change: from there to the other one.
    """

    undo: PreparedUndo
    change: PreparedChange
