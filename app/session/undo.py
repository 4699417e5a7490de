"""Back and forth through the history; a step of many pixels is prepared in a job."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QObject

from app.document.applied import RepairAnswer
from app.document.document import Document
from app.document.prepared import PreparedUndo
from app.session.document_jobs import DocumentJobs, Sequence, Stage
from app.session.session import Session
from app.text import step_text
from engine.errors import LacunaError
from engine.job import Cancelled

IMMEDIATE_UP_TO_PIXELS = 2 << 20  # So many are exchanged within 20 ms; more are a job's work.
TAKEN_BACK_TIME_SHARE = 0.01  # Of a sequence that fills a mask anew.


def taken_back(document: Document) -> Sequence[tuple[RepairAnswer, ...]]:
    """Undo the last repair; its answers.  Cancelled, it stays."""
    step = document.history.last
    if step is None or step.area <= IMMEDIATE_UP_TO_PIXELS:
        return document.take_back()
    work, title = _preparing(document, -1), step_text(step.title)
    return document.take_back((yield Stage(work, title, TAKEN_BACK_TIME_SHARE)))


def brought_back(document: Document) -> Sequence[None]:
    """Redo what was taken back, whether or not that is cancelled: nothing of it is lost."""
    step, prepare = document.history.next, _preparing(document, +1)
    assert step is not None
    prepared: PreparedUndo | None = None
    if step.area > IMMEDIATE_UP_TO_PIXELS:
        with suppress(LacunaError, Cancelled):
            prepared = yield Stage(prepare, step_text(step.title))
    document.carry_out_undo(prepared or prepare())


def _preparing(document: Document, move: int) -> Callable[..., PreparedUndo]:
    """The work of undo (-1) or redo (+1), for a job or at once."""
    return lambda *_: document.prepare_undo(move)


class Steps(QObject):
    """Undo and redo."""

    def __init__(self, session: Session, document_jobs: DocumentJobs) -> None:
        super().__init__(session)
        self._session = session
        self._document_jobs = document_jobs

    @property
    def can_undo(self) -> bool:
        document = self._session.document
        return document is not None and document.can_undo

    @property
    def can_redo(self) -> bool:
        document = self._session.document
        return document is not None and document.can_redo

    def undo(self) -> None:
        if self.can_undo:
            self.go(self._position - 1)

    def redo(self) -> None:
        if self.can_redo:
            self.go(self._position + 1)

    def go(self, position: int) -> None:
        """Undo or redo until so many steps are done."""
        document = self._session.document
        while document is not None and position != document.history.position:
            move = -1 if position < document.history.position else 1
            if not (self.can_undo if move < 0 else self.can_redo):
                return
            if document.history.area(move) > IMMEDIATE_UP_TO_PIXELS:
                self._turn(move, position)
                return
            document.carry_out_undo(document.prepare_undo(move))

    @property
    def _position(self) -> int:
        document = self._session.document
        return document.history.position if document else 0

    def _turn(self, move: int, position: int) -> None:
        document = self._session.document
        assert document is not None
        step = document.history.last if move < 0 else document.history.next
        assert step is not None

        def done(prepared: PreparedUndo) -> None:
            document.carry_out_undo(prepared)
            self.go(position)

        self._document_jobs.start(_preparing(document, move), step_text(step.title), done=done)
