"""Locks an open file until its process ends, even by a kill: tells a crashed journal from one in use.

The library `filelock` locks a file that it opens by itself, for as long as its own object lives.  Uses
here need the handle: journals and temporary files are written through the handle that holds their lock, and a
training that was started keeps its output locked through the inherited handle after its parent was killed.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import BinaryIO

# Windows locks bytes, and locked bytes cannot be read, so this one lies where nothing is ever written.
_LOCKED_BYTE = 1 << 40


def wait_for_lock(file: BinaryIO) -> None:
    """Lock the file of an open handle until it is closed, as soon as no other handle has the lock.

    Where the disk knows no locks, nothing is locked.
    """
    with suppress(OSError):
        _take(file, wait=True)


def locked(file: BinaryIO) -> bool:
    """Lock the file of an open handle until it is closed.  False where another handle has the lock."""
    try:
        _take(file, wait=False)
    except OSError:
        return False
    return True


if sys.platform == "win32":
    import msvcrt

    def _take(file: BinaryIO, *, wait: bool) -> None:
        here = file.tell()
        file.seek(_LOCKED_BYTE)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        finally:
            file.seek(here)

else:
    import fcntl

    def _take(file: BinaryIO, *, wait: bool) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
