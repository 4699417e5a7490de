"""One sequence of jobs at a time on the document, which is locked during each."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from app.document.document import Document
from app.errors.messages import Messages
from app.jobs.lane import Lane
from app.session.session import Session
from engine.errors import LacunaError
from engine.job import Cancelled, Job


def _nothing(*_: object) -> None:
    return None


@dataclass(frozen=True)
class Stage:
    """One job of a sequence.  end: the progress of the whole sequence once it is done, 0 to 1."""

    work: Callable[[Job], Any]
    title: str
    end: float = 1.0


Result = TypeVar("Result")
Sequence = Generator[Stage, Any, Result]


@dataclass(frozen=True)
class _Task:
    sequence: Sequence[Any]
    done: Callable[[Any], None]
    failed: Callable[[LacunaError], None]
    cancelled: Callable[[], None]


class DocumentJobs(QObject):
    """Runs jobs on the lane and brings the answer to whoever asked."""

    started = Signal(str)  # the title of a sequence's first stage
    progressed = Signal(float, object)  # of the sequence, 0 to 1; a Text or a stage's title, or empty
    ended = Signal()
    settled = Signal()  # whoever asked has had the answer, and nothing else has begun

    def __init__(self, lane: Lane, session: Session, messages: Messages) -> None:
        super().__init__(session)
        self._lane = lane
        self._session = session
        self._messages = messages
        self._task: _Task | None = None
        self._fraction = 0.0  # of the sequence, at the end of the stage that runs
        self._locked: Document | None = None
        self._then: Callable[[], None] = _nothing
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

        def single() -> Sequence[Any]:
            return (yield Stage(work, title))

        return self.run(single(), done=done, failed=failed, cancelled=cancelled)

    def run(
        self,
        sequence: Sequence[Result],
        *,
        done: Callable[[Result], None],
        failed: Callable[[LacunaError], None] | None = None,
        cancelled: Callable[[], None] = _nothing,
    ) -> bool:
        """Run the stages of a sequence, then one of the three on the GUI thread.  False while another runs.

        Each stage that the sequence yields is a job off the GUI thread, during which the document is locked.
        In between the sequence itself runs on the GUI thread and may change the document.  It is given the
        stage's result, or its LacunaError or Cancelled is raised there.  `done` gets what it returns.
        """
        document = self._session.document
        if self._task is not None or (document is not None and document.locked):  # by an abandoned save
            return False
        self._task = _Task(sequence, done, failed or self._messages.fail, cancelled)
        self._fraction = 0.0
        self._continue(lambda: next(sequence))
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
        if self._task is not None:
            sequence = self._task.sequence
            self._continue(lambda: sequence.send(result))

    def _failed(self, error: LacunaError) -> None:
        if self._task is not None:
            sequence = self._task.sequence
            self._continue(lambda: sequence.throw(error))

    def _cancelled(self) -> None:
        if self._task is not None:
            sequence = self._task.sequence
            self._continue(lambda: sequence.throw(Cancelled()))

    def _continue(self, step: Callable[[], Stage]) -> None:
        """Let the sequence run until its next stage, and begin that; or until its end."""
        self._release()
        try:
            self._begin(step())
        except StopIteration as returned:
            result = returned.value
            self._close(lambda task: task.done(result))
        except Cancelled:
            self._close(lambda task: task.cancelled())
        except LacunaError as error:
            raised = error
            self._close(lambda task: task.failed(raised))
        except BaseException:
            self._close(_nothing)
            raise

    def _begin(self, stage: Stage) -> None:
        document = self._session.document
        if document is not None:
            document.lock()
            self._locked = document
        self._session.set_busy(True)
        start, self._fraction = self._fraction, stage.end
        self._lane.start(lambda job: stage.work(job.part(start, stage.end)), stage.title)
        if start == 0:
            self.started.emit(stage.title)
        else:
            self.progressed.emit(start, stage.title)

    def _release(self) -> None:
        if self._locked is not None:
            self._locked.unlock()
            self._locked = None
        self._session.set_busy(False)

    def _close(self, answer: Callable[[_Task], None]) -> None:
        task, self._task = self._task, None
        then, self._then = self._then, _nothing
        self._release()
        self.ended.emit()
        if task is not None:
            answer(task)
        if self._task is None:
            self.settled.emit()
        then()
