"""Any exception → an error that a person can read.  What nobody expected goes to the log."""

from __future__ import annotations

import errno
import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from engine.errors import FolderClosed, LacunaError, MemoryShort, Unforeseen
from engine.system.paths import state_folder
from engine.text import Text

LOG = logging.getLogger("lacuna")
LOG_NAME = "lacuna.log"
MAX_LOG_BYTES = 1 << 20
OLD_LOGS = 2  # kept besides the newest
# What torch, OpenCV, the loader of shared libraries, C++ and Python's threads say.
_MEMORY_PHRASES = (
    "out of memory",
    "allocate memory",
    "not enough memory",
    "insufficient memory",
    "failed to map segment",
    "bad_alloc",
    "bad allocation",
    "start new thread",
)


class LogFile(RotatingFileHandler):
    """The log file of a folder.  Where it cannot be written, nothing is said of it on the terminal."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            maxBytes=MAX_LOG_BYTES,
            backupCount=OLD_LOGS,
            encoding="utf-8",
            delay=True,
            errors="backslashreplace",
        )
        self.failed = False
        self.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: ARG002
        self.failed = True


def is_out_of_memory(error: BaseException) -> bool:
    """Whether an exception means that memory ran out; torch and OpenCV have their own classes for it."""
    if isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno == errno.ENOMEM):
        return True
    return isinstance(error, Exception) and any(words in str(error).lower() for words in _MEMORY_PHRASES)


def readable(error: BaseException) -> LacunaError:
    """LacunaErrors are themselves, MemoryShort where memory ran out, all else Unforeseen; both are logged."""
    if isinstance(error, LacunaError):
        return error
    name = type(error).__name__
    path = _log(f"Unforeseen {name}", error)
    if is_out_of_memory(error):
        return MemoryShort()
    return Unforeseen(
        Text("{error}, see {path}", error=name, path=path)
        if path
        else Text("{error}, and no log could be written", error=name)
    )


def _log(text: str, error: BaseException) -> Path | None:
    """Write into the log file, which only the window keeps open.  Returns its path if that worked."""
    opened = next((handler for handler in LOG.handlers if isinstance(handler, LogFile)), None)
    try:
        file = opened or LogFile(state_folder() / LOG_NAME)
    except (FolderClosed, OSError):
        if LOG.hasHandlers():  # else it would be printed on the terminal
            LOG.error(text, exc_info=error)
        return None
    if opened is None:
        LOG.addHandler(file)
    try:
        file.failed = False
        LOG.error(text, exc_info=error)
    finally:
        if opened is None:
            LOG.removeHandler(file)
            file.close()
    return None if file.failed else Path(file.baseFilename)
