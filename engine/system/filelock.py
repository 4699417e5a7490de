"""A lock that ends with its process, even one that is killed: tells a crashed journal from one in use."""

from __future__ import annotations

import sys
from typing import BinaryIO

_BEYOND = 1 << 40  # Windows locks bytes, and locked ones cannot be read: take one that is never written


def locked(file: BinaryIO) -> bool:
    """Take the file for this open handle, until it is closed.  False where another has it."""
    try:
        _take(file)
    except OSError:
        return False
    return True


if sys.platform == "win32":
    import msvcrt

    def _take(file: BinaryIO) -> None:
        here = file.tell()
        file.seek(_BEYOND)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        finally:
            file.seek(here)

else:
    import fcntl

    def _take(file: BinaryIO) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
