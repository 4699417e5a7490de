"""What nobody foresaw goes to the log, and a person gets a message, never a traceback."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, qInstallMessageHandler

from engine.errors import LacunaError
from engine.system.failure import LOG, readable

_LOG_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class Hooks(QObject):
    """In force from `install` to `remove`.  `tell` is called on the GUI thread."""

    _raised = Signal(object)

    def __init__(self, tell: Callable[[LacunaError], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._raised.connect(tell, Qt.ConnectionType.QueuedConnection)
        self._before = sys.excepthook
        self._before_thread = threading.excepthook

    def install(self) -> None:
        sys.excepthook = self._catch
        threading.excepthook = self._catch_thread
        qInstallMessageHandler(_log_qt)

    def remove(self) -> None:
        sys.excepthook = self._before
        threading.excepthook = self._before_thread
        qInstallMessageHandler(None)

    def _catch(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._before(kind, error, trace)
            return
        self._raised.emit(readable(error))

    def _catch_thread(self, raised: threading.ExceptHookArgs) -> None:
        if raised.exc_value is not None:
            self._raised.emit(readable(raised.exc_value))


def _log_qt(kind: QtMsgType, _: QMessageLogContext, text: str) -> None:
    LOG.log(_LOG_LEVELS.get(kind, logging.WARNING), "Qt: %s", text)
