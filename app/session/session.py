"""The photo that is open, and whether work goes on.  All else in the window listens here."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.document.document import Document
from app.document.edit import Change
from engine.photo.infrared import infrared
from engine.pixels.box import EMPTY_BOX


class Session(QObject):
    """Holds one document at most."""

    opened = Signal()  # another document, or none
    changed = Signal(object)  # Change: pixels, mask or history of the document
    busy_changed = Signal(bool)  # work on the document began or ended

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document: Document | None = None
        self._unwatch: Callable[[], None] = lambda: None
        self._busy = False
        self._accepted_photo: int | None = None  # a state of its photo that is no work of a person's
        self._accepted_mask: int | None = None  # and of its mask
        self._kept_mask: int | None = None  # a state of its mask that stands in a file

    @property
    def document(self) -> Document | None:
        return self._document

    @property
    def has_infrared(self) -> bool:
        """The photo is a scan with an infrared channel."""
        return self._document is not None and infrared(self._document.photo) is not None

    @property
    def busy(self) -> bool:
        """True while a job works on the document: it may be looked at, not changed."""
        return self._busy

    @property
    def editable(self) -> bool:
        """There is a document, no job works on it, and no edit of it is open."""
        document = self._document
        return document is not None and not self._busy and not document.editing

    def set_busy(self, busy: bool) -> None:
        if busy != self._busy:
            self._busy = busy
            self.busy_changed.emit(busy)

    def hold(self, document: Document | None) -> None:
        """Put another document in the place of the one that is open; what that one kept for a crash goes."""
        self._unwatch()
        before, self._document = self._document, document
        self._accepted_photo = self._accepted_mask = self._kept_mask = None
        self._unwatch = document.watch(self._pass_on) if document else (lambda: None)
        self.opened.emit()
        if before is not None and before is not document:
            before.close()

    def _pass_on(self, change: Change) -> None:
        self.changed.emit(change)

    def accept(self) -> None:
        """What stands in the document now may be given up unasked: nothing of it is a person's work."""
        history = self._document.history if self._document else None
        self._accepted_photo, self._accepted_mask = (
            (history.photo_state, history.mask_state) if history else (None, None)
        )
        self.changed.emit(Change(EMPTY_BOX, history=True))

    def keep_mask(self, state: int) -> None:
        """A state of the mask, as History.mask_state has it, stands in a file now."""
        self._kept_mask = state
        self.changed.emit(Change(EMPTY_BOX, history=True))

    @property
    def edited(self) -> bool:
        """There is work that is not saved: pixels that changed, or a mask that stands in no file."""
        return self.photo_edited or self.mask_unsaved

    @property
    def photo_edited(self) -> bool:
        """Pixels of the photo changed and are not saved."""
        document = self._document
        if document is None:
            return False
        return document.photo_edited and document.history.photo_state != self._accepted_photo

    @property
    def mask_unsaved(self) -> bool:
        """Something is marked, and no file holds it."""
        document = self._document
        if document is None or document.mask_bounds.empty:
            return False
        return document.history.mask_state not in (self._accepted_mask, self._kept_mask)
