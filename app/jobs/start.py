"""Qt's start and its end by a signal: one line instead of a core dump, and no temporary file left."""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
from collections.abc import Callable
from typing import NoReturn

from PySide6.QtCore import QMessageLogContext, QObject, QSocketNotifier, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from engine.errors import ScreenMissing
from engine.system.atomic import remove_unfinished
from engine.system.failure import LOG
from engine.system.process import stop_signals

FLUSH_TIMEOUT_S = 3.0  # Systems that end a session wait some seconds longer.
NO_SCREEN_CODE = 4  # Of the command line too: nothing could be done.


def started() -> QApplication:
    """The application.  Where no screen answers, Qt would abort: the process ends with one line instead."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    said: list[str] = []

    def hear(kind: QtMsgType, _: QMessageLogContext, text: str) -> None:
        if kind == QtMsgType.QtFatalMsg:
            _leave(said[0] if said else text)
        said.append(text)

    qInstallMessageHandler(hear)
    try:
        return QApplication(sys.argv[:1])
    finally:
        qInstallMessageHandler(None)
        for text in said:
            LOG.warning("Qt: %s", text)


def _leave(cause: str) -> NoReturn:
    """Qt calls abort() as soon as this returns, so it does not."""
    print(f"lacuna: {ScreenMissing(cause.splitlines()[0].strip())}", file=sys.stderr, flush=True)
    os._exit(NO_SCREEN_CODE)


class EndOnSignal(QObject):
    """Ends the program on Ctrl+C, SIGTERM or a closed terminal, as soon as what is unsaved is in the journal.

    flush: writes the journal; it is set once there is one, and gets FLUSH_TIMEOUT_S.
    Python by itself would raise in whichever callback comes next, and Qt goes on.  The signal wakes Qt's loop
    by way of a socket, since an idle loop runs no Python.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.flush: Callable[[], None] = lambda: None
        self._reading, self._writing = socket.socketpair()
        self._writing.setblocking(False)
        signal.set_wakeup_fd(self._writing.fileno(), warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(self._reading.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._wake)
        for number in stop_signals():
            signal.signal(number, self._end)

    def _wake(self) -> None:
        """Python calls its signal handlers as soon as it runs."""

    def _end(self, number: int, _: object) -> None:
        signal.signal(number, signal.SIG_DFL)  # a second one ends it at once
        writing = threading.Thread(target=self.flush, daemon=True)
        writing.start()
        writing.join(FLUSH_TIMEOUT_S)  # a disk that does not answer must not keep it alive
        remove_unfinished()
        signal.raise_signal(number)
