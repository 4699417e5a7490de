"""Keeps a document's journal: what stands on which file, and what to write down."""

from __future__ import annotations

from pathlib import Path

from app.document.journal import Journal
from app.document.originals import Originals
from app.document.planes import GUIDE_PLANES, MASK_PLANE, PHOTO_PLANE, REPAIRED_PLANE, Planes
from app.document.records import Values
from app.document.source import Source
from engine.photo import Photo


class Safety:
    """Nothing is written until keep() or adopt(), and then only by flush()."""

    def __init__(self, planes: Planes, originals: Originals, source: Source | None) -> None:
        self._planes = planes
        self._originals = originals
        self._source = source
        self._journal: Journal | None = None

    def keep(self, folder: Path, photo: Photo) -> None:
        """Write to `folder` from now on.  The photo is copied where there is no file to stand on."""
        if self._journal is None:
            self._journal = Journal(folder, self._source or photo.copy())

    def adopt(self, journal: Journal) -> None:
        """Go on with a recovered journal."""
        self._journal, self._source = journal, journal.source

    @property
    def waiting(self) -> bool:
        return self._journal is not None and self._journal.waiting

    def note(self, kind: str, step: int, title: str, values: Values) -> None:
        """A step was made, undone or redone; `values` is what its boxes hold now."""
        if self._journal:
            self._journal.add(kind, step, title, values)
            if self._journal.bulky:
                self._journal.restart(None, self._held(photo=True))

    def saved(self, source: Source | None) -> None:
        """The photo is in that file; the mask and the guides are nowhere else."""
        self._source = source
        if self._journal and source:
            self._journal.restart(source, self._held(photo=False))

    def flush(self) -> None:
        if self._journal:
            self._journal.flush()

    def close(self) -> None:
        if self._journal:
            self._journal.discard()
            self._journal = None

    def _held(self, *, photo: bool) -> Values:
        """The mask and the guides; with `photo` also what may have changed of the photo, and where."""
        boxes = [*self._planes.held(MASK_PLANE, *GUIDE_PLANES)]
        if photo:
            boxes += [
                *self._planes.held(REPAIRED_PLANE),
                *((PHOTO_PLANE, tile) for tile in self._originals.tiles),
            ]
        return [(name, box, self._planes[name].read(box)) for name, box in boxes]
