"""One background lane: work goes in, and one of three endings comes back on the GUI thread."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QDeadlineTimer, QObject, Qt, QThread, QTimer, Signal, Slot

from engine.errors import LacunaError
from engine.job import Cancelled, Job
from engine.system.failure import readable
from engine.text import Text

Work = Callable[[Job], Any]

GIVE_UP = 800  # ms from cancel() to `cancelled`, whether or not the work has noticed
REPORT_INTERVAL_S = 0.04  # More reports of progress would only keep the GUI thread busy.
STACK_BYTES = 16 << 20  # macOS gives other threads 512 kB, too little for compiled solvers.


class _Runner(QThread):
    """One run of one piece of work.  Its signals are emitted in its own thread, so they are queued."""

    progressed = Signal(float, object)  # the fraction, 0 to 1, and a Text: what is done just now
    ended = Signal(object, object, object)  # the runner, the result, the error or Cancelled

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work: Work | None = work
        self._reported_at = 0.0
        self.job = Job(self._report)
        self.setStackSize(STACK_BYTES)

    def run(self) -> None:
        result: object = None
        error: Exception | None = None
        try:
            assert self._work is not None
            result = self._work(self.job)
        except Cancelled as cancelled:
            error = cancelled
        except BaseException as raised:  # whatever it was, the lane must not stay busy for ever
            error = readable(raised)
        self._work = None  # frees what it holds, photos for instance
        self.ended.emit(self, result, error)

    def _report(self, fraction: float, note: Text) -> None:
        now = time.monotonic()
        if now - self._reported_at >= REPORT_INTERVAL_S:
            self._reported_at = now
            self.progressed.emit(fraction, note)


class Lane(QObject):
    """Lives on the GUI thread and runs one piece of work at a time.

    `started` is followed by any number of `progressed` and exactly one of `finished`, `failed`, `cancelled`.
    All are emitted on the GUI thread, and the lane is free again when an ending is emitted.  Work that does
    not notice cancel() in time is abandoned: its result is dropped, and close() waits for it.
    """

    started = Signal(str)
    progressed = Signal(float, object)  # as of _Runner
    finished = Signal(object)
    failed = Signal(object)  # a LacunaError
    cancelled = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner: _Runner | None = None
        self._threads: set[_Runner] = set()
        self._closed = False
        self._patience = QTimer(self, singleShot=True)
        self._patience.setInterval(GIVE_UP)
        self._patience.timeout.connect(self._abandon)

    @property
    def busy(self) -> bool:
        return self._runner is not None

    def start(self, work: Work, title: str) -> None:
        """Run work(job) in the background.  RuntimeError while busy or after close(): ask `busy` first."""
        if self.busy or self._closed:
            raise RuntimeError("the lane is closed" if self._closed else "the lane is busy")
        runner = self._runner = _Runner(work)
        runner.progressed.connect(self._progress, Qt.ConnectionType.QueuedConnection)
        runner.ended.connect(self._end, Qt.ConnectionType.QueuedConnection)
        runner.finished.connect(self._sweep, Qt.ConnectionType.QueuedConnection)
        self._threads.add(runner)
        runner.start()
        self.started.emit(title)

    def cancel(self) -> None:
        """Ask the work to stop; `cancelled` comes within a second.  Nothing happens when idle."""
        if self._runner:
            self._runner.job.cancel()
            self._patience.start()

    def wait(self, ms: int = -1) -> bool:
        """Block until all threads have ended (-1: for as long as it takes).  Returns whether they have.

        The ending is emitted by the event loop, later.
        """
        deadline = QDeadlineTimer(ms) if ms >= 0 else QDeadlineTimer(QDeadlineTimer.ForeverConstant.Forever)
        return all(runner.wait(deadline) for runner in tuple(self._threads))

    def close(self, ms: int = -1) -> bool:
        """Cancel, wait for all threads, and emit no more.  Returns whether all have ended."""
        self._closed = True
        self._patience.stop()
        for runner in self._threads:
            runner.job.cancel()
        self._runner = None
        ended = self.wait(ms)
        self._sweep()
        return ended

    @Slot(float, object)
    def _progress(self, fraction: float, note: Text) -> None:
        if self._runner and self.sender() is self._runner and not self._runner.job.cancelled:
            self.progressed.emit(fraction, note)

    @Slot(object, object, object)
    def _end(self, runner: _Runner, result: object, error: Exception | None) -> None:
        if runner is not self._runner:
            return
        self._patience.stop()
        self._runner = None
        if isinstance(error, LacunaError) and not runner.job.cancelled:
            self.failed.emit(error)
        elif error or runner.job.cancelled:
            self.cancelled.emit()
        else:
            self.finished.emit(result)

    @Slot()
    def _abandon(self) -> None:
        if self._runner:
            self._runner = None
            self.cancelled.emit()

    @Slot()
    def _sweep(self) -> None:
        """Let go of threads that have ended."""
        self._threads = {runner for runner in self._threads if not (runner.isFinished() and runner.wait())}
