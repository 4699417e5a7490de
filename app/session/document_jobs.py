"""One job at a time on the document: it is locked meanwhile, and unlocked before the answer is laid in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.document.document import Document
from app.errors.messages import Messages
from app.jobs.lane import Lane
from app.session.session import Session
from engine.errors import LacunaError
from engine.job import Job


def _nothing(*_: object) -> None:
    return None


@dataclass(frozen=True)
class _Task:
    done: Callable[[Any], None]
    failed: Callable[[LacunaError], None]
    cancelled: Callable[[], None]


class Desk(QObject):
    """Starts work on the lane and brings the answer to whoever asked."""

    started = Signal(str)
    progressed = Signal(float, object)  # as of Lane
    ended = Signal()

    def __init__(self, lane: Lane, session: Session, messages: Messages) -> None:
        super().__init__(session)
        self._lane = lane
        self._session = session
        self._messages = messages
        self._task: _Task | None = None
        self._locked: Document | None = None
        self._then: Callable[[], None] = _nothing
        lane.started.connect(self.started)
        lane.progressed.connect(self.progressed)
        lane.finished.connect(self._finished)
        lane.failed.connect(self._failed)
        lane.cancelled.connect(self._cancelled)

    @property
    def busy(self) -> bool:
        return self._task is not None

    def start(
        self,
        work: Callable[[Job], Any],
        title: str,
        *,
        done: Callable[[Any], None],
        failed: Callable[[LacunaError], None] | None = None,
        cancelled: Callable[[], None] = _nothing,
    ) -> bool:
        """Run `work` off the GUI thread, then one of the three on it.  False while another runs."""
        document = self._session.document
        if self._task is not None or (document is not None and document.locked):  # by an abandoned save
            return False
        self._task = _Task(done, failed or self._messages.fail, cancelled)
        if document is not None:
            document.lock()
            self._locked = document
        self._session.set_busy(True)
        self._lane.start(work, title)
        return True

    def cancel(self) -> None:
        if self.busy:
            self._lane.cancel()

    def stop(self, then: Callable[[], None]) -> None:
        """Cancel what runs, and go on with `then` once it has ended."""
        if not self.busy:
            then()
            return
        self._then = then
        self._lane.cancel()

    def _finished(self, result: object) -> None:
        self._close(lambda task: task.done(result))

    def _failed(self, error: LacunaError) -> None:
        self._close(lambda task: task.failed(error))

    def _cancelled(self) -> None:
        self._close(lambda task: task.cancelled())

    def _close(self, answer: Callable[[_Task], None]) -> None:
        task, self._task = self._task, None
        then, self._then = self._then, _nothing
        if self._locked is not None:
            self._locked.unlock()
            self._locked = None
        self._session.set_busy(False)
        self.ended.emit()
        if task is not None:
            answer(task)
        then()
