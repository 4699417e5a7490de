"""Writing files so that a full disk, a crash or a second program never leaves half a file."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import stat
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from engine.errors import FileNotSaved
from engine.system.filelock import locked, wait_for_lock
from engine.text import Text, because

_PART_FILE_NAME = re.compile(r"\.lacuna-[0-9a-f]{12}\.part")
# Windows renames closed files alone, which are not locked: a file this young may be about to be renamed.
_CLOSED_KEPT_S = 60

DISK_ERROR_REASONS = {
    errno.ENOSPC: Text("the disk is full"),
    errno.EDQUOT: Text("your share of the disk is used up"),
    errno.EACCES: Text("writing there is not allowed"),
    errno.EPERM: Text("writing there is not allowed"),
    errno.EROFS: Text("that disk is read-only"),
    errno.ENOENT: Text("the folder is gone"),
    errno.ENOTDIR: Text("the folder is gone"),
    errno.ENAMETOOLONG: Text("the name is too long for this disk"),
    errno.EISDIR: Text("a folder of that name is in the way"),
}


def reason(error: OSError | FileNotSaved) -> str:
    """Why writing failed, in plain words: of an OSError, or of what `replacing` made of one."""
    if isinstance(error, FileNotSaved):
        return error.cause
    return DISK_ERROR_REASONS.get(error.errno or 0, error.strerror or str(error))


@contextlib.contextmanager
def replacing(
    path: Path, error: type[FileNotSaved] = FileNotSaved, *, synced: bool = True
) -> Iterator[BinaryIO]:
    """Write a file that replaces `path` in one step at the end; on any exception `path` stays as it was.

    The file is written beside `path` (through a symbolic link: beside what it points to), synced, given the
    old file's mode, and renamed.  An OSError becomes `error`.  No temporary file is left; one that a killed
    process left in the same folder is removed.

    synced: it is on the disk when this returns, for which a busy disk takes seconds; False is for what is
    not worth waiting for, and may be lost where the power fails.
    """
    temporary = _Temporary()
    try:
        target = path.resolve() if path.is_symlink() else path
        _check(target)
        remove_abandoned(target.parent)
        with temporary.opened(target.parent) as file:
            yield file
            file.flush()
            if synced:
                os.fsync(file.fileno())
            if sys.platform != "win32":  # still locked, so that nobody takes it for an abandoned file
                _take_over(target, temporary.path, synced=synced)
        if sys.platform == "win32":
            _take_over(target, temporary.path, synced=synced)
    except OSError as fault:
        raise error(because(path.name, reason(fault))) from fault
    finally:
        temporary.remove()


def check_writable(path: Path) -> None:
    """Raise OSError where `replacing` could not begin to write; leaves no file."""
    target = path.resolve() if path.is_symlink() else path
    _check(target)
    temporary = _Temporary()
    try:
        temporary.opened(target.parent).close()
    finally:
        temporary.remove()


class _Temporary:
    """A temporary file.  It is locked while its process lives: see `remove_abandoned`."""

    def __init__(self) -> None:
        self.path = Path()  # None yet.
        _unfinished.add(self)

    def remove(self) -> None:
        _unfinished.discard(self)
        with contextlib.suppress(OSError):
            self.path.unlink(missing_ok=True)

    def opened(self, folder: Path) -> BinaryIO:
        """Make it in this folder, under a name that nobody has.  Raises OSError."""
        while True:
            self.path = folder / f".lacuna-{secrets.token_hex(6)}.part"  # before it exists: it is removed
            file = self.path.open("x+b")
            wait_for_lock(file)
            if self.path.exists():
                return file
            file.close()  # another process removed it before it was locked


_unfinished: set[_Temporary] = set()


def remove_unfinished() -> None:
    """Remove all temporary files of this process, which is about to end: nothing is written after this."""
    for temporary in tuple(_unfinished):
        temporary.remove()


def remove_abandoned(folder: Path) -> None:
    """Remove the temporary files that killed processes left in a folder; never one that is being written."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if _PART_FILE_NAME.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                with contextlib.suppress(OSError):
                    _remove_if_abandoned(Path(entry.path))


def _remove_if_abandoned(path: Path) -> None:
    with path.open("r+b") as file:
        abandoned = locked(file)
        if abandoned and sys.platform != "win32":
            path.unlink()
    if abandoned and sys.platform == "win32" and time.time() - path.stat().st_mtime > _CLOSED_KEPT_S:
        path.unlink()


def _check(target: Path) -> None:
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def _take_over(target: Path, temporary: Path, *, synced: bool) -> None:
    with contextlib.suppress(FileNotFoundError):
        temporary.chmod(stat.S_IMODE(target.stat().st_mode))
    temporary.replace(target)
    if synced and os.name == "posix":
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        except OSError:  # Some network disks cannot sync; the rename is done.
            pass
        finally:
            os.close(folder)
