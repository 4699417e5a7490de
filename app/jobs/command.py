"""One of Lacuna's own commands as a process: the lines of JSON that it prints come in as events."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress

from PySide6.QtCore import QObject, QProcess, Signal

from engine.errors import LacunaError
from engine.system.process import own_command
from engine.text import mark

NICENESS = 10  # So that the window, and whatever else a person does, goes first.
ERROR_PREFIX = "lacuna: "


class CommandFailed(LacunaError):
    title = mark("The work in the background broke off")
    advice = mark("Try it again; what it had saved is still there.")


class Command(QObject):
    """One at a time.  `start` is followed by any number of `reported` and one of `ended` and `failed`."""

    reported = Signal(object)  # dict: one line of JSON
    ended = Signal()
    failed = Signal(object)  # LacunaError: why, from its last words

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None

    @property
    def running(self) -> bool:
        return self._process is not None

    def start(self, words: Sequence[str]) -> None:
        """RuntimeError while one runs: ask `running` first."""
        if self._process is not None:
            raise RuntimeError("a command is running")
        process = self._process = QProcess(self)
        process.readyReadStandardOutput.connect(self._read)
        process.started.connect(lambda: _step_back(process.processId()))
        process.finished.connect(self._finish)
        process.errorOccurred.connect(self._break)
        program, *arguments = own_command(words)
        process.start(program, arguments)

    def terminate(self) -> None:
        """Ask it to end, as the system asks."""
        if self._process is not None:
            self._process.terminate()

    def kill(self) -> None:
        """It ends at once and saves nothing more; `failed` follows."""
        if self._process is not None:
            self._process.kill()

    def close(self, patience: int) -> None:
        """Wait for it that many ms, then end it, and tell no more."""
        process, self._process = self._process, None
        if process is None:
            return
        if not process.waitForFinished(patience):
            process.kill()
            process.waitForFinished()
        process.deleteLater()

    def _read(self) -> None:
        while self._process is not None and self._process.canReadLine():
            with suppress(ValueError):  # what a library prints
                event = json.loads(bytes(self._process.readLine().data()))
                if isinstance(event, dict):
                    self.reported.emit(event)

    def _break(self, error: QProcess.ProcessError) -> None:
        """Where it did not even start, nothing else is reported."""
        if error == QProcess.ProcessError.FailedToStart and self._process is not None:
            why, self._process = self._process.errorString(), None
            self.failed.emit(CommandFailed(why))

    def _finish(self, code: int, status: QProcess.ExitStatus) -> None:
        self._read()
        process, self._process = self._process, None
        if process is None:
            return
        words = bytes(process.readAllStandardError().data()).decode(errors="replace")
        process.deleteLater()
        if code == 0 and status == QProcess.ExitStatus.NormalExit:
            self.ended.emit()
        else:
            self.failed.emit(understood(words))


def _step_back(pid: int) -> None:
    if hasattr(os, "setpriority"):
        with suppress(OSError):  # it may have ended already
            os.setpriority(os.PRIO_PROCESS, pid, NICENESS)


def understood(words: str) -> LacunaError:
    """The error that a command ended with, as it was raised there, from what it wrote."""
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    last = lines[-1].removeprefix(ERROR_PREFIX) if lines else ""
    for kind in _kinds(LacunaError):
        advice = " ".join(kind.advice.split())
        if kind.title and last.startswith(kind.title) and last.endswith(advice):
            return kind(last[len(kind.title) : len(last) - len(advice)].strip(" :."))
    return CommandFailed(last)


def _kinds(kind: type[LacunaError]) -> Iterator[type[LacunaError]]:
    """The most special first."""
    for special in kind.__subclasses__():
        yield from _kinds(special)
    yield kind
