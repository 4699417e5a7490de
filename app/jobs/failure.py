"""Any exception → an error a person can read.  What nobody foresaw goes to the log, with its traceback."""

from __future__ import annotations

import logging

from engine.errors import LacunaError, MemoryShort, Unforeseen

LOG = logging.getLogger("lacuna")


def readable(error: BaseException) -> LacunaError:
    """LacunaErrors are themselves, MemoryError is MemoryShort, all else Unforeseen and logged."""
    if isinstance(error, LacunaError):
        return error
    LOG.error("Unforeseen %s", type(error).__name__, exc_info=error)
    if isinstance(error, MemoryError):
        return MemoryShort()
    return Unforeseen(f"{type(error).__name__}: {error}".rstrip(": "))
