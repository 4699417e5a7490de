"""Back and forth through the history; a step of many pixels is prepared in a job."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.document.prepared import PreparedUndo
from app.session.document_jobs import DocumentJobs
from app.session.session import Session
from app.text import step_text
from engine.job import Job

IMMEDIATE_UP_TO_PIXELS = 2 << 20  # So many are exchanged within 20 ms; more are a job's work.


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

        def work(_: Job) -> PreparedUndo:
            return document.prepare_undo(move)

        def done(prepared: PreparedUndo) -> None:
            document.carry_out_undo(prepared)
            self.go(position)

        self._document_jobs.start(work, step_text(step.title), done=done)
