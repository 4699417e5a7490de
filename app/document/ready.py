"""What goes into a job on a document, and what comes back to be laid in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from app.document.applied import Applied
from app.document.draft import Drafted
from app.document.history import Held, Step
from app.document.planes import MASK, SKETCH, SOURCE, Overlay
from app.document.records import Values
from engine.photo import Photo
from engine.pixels.box import Box
from engine.pixels.mask import Mask


class Snapshot:
    """What a job works on while the document is locked: all of it is the document's own but for copies made
    when first asked for, in the job.
    """

    def __init__(self, photo: Photo, overlays: Mapping[str, Overlay]) -> None:
        self.photo = photo
        self._overlays = overlays

    @cached_property
    def mask(self) -> Mask:
        """A copy."""
        return self._overlays[MASK].copy()

    @cached_property
    def source(self) -> Mask | None:
        """A copy, as Document.source."""
        return self._guide(SOURCE)

    @cached_property
    def sketch(self) -> Mask | None:
        """A copy, as Document.sketch."""
        return self._guide(SKETCH)

    def _guide(self, name: str) -> Mask | None:
        return self._overlays[name].copy() if self._overlays[name].occupied else None


@dataclass(frozen=True)
class Ready:
    """A step worked out by a job, for carry_out()."""

    title: str
    drafted: Drafted
    applied: Applied | None = None


@dataclass(frozen=True)
class Turn:
    """A step back or forward, unpacked: what to write, what that replaces, and the overlays' bounds after."""

    step: Step
    move: int
    values: Values
    other: list[Held]
    bounds: dict[tuple[str, Box], Box]
