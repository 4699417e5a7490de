"""Writing files so that a full disk, a crash or a second program never leaves half a file."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from engine.errors import PhotoNotSaved, mark

DISK_ERROR_REASONS = {
    errno.ENOSPC: mark("the disk is full"),
    errno.EDQUOT: mark("your share of the disk is used up"),
    errno.EACCES: mark("writing there is not allowed"),
    errno.EPERM: mark("writing there is not allowed"),
    errno.EROFS: mark("that disk is read-only"),
    errno.ENOENT: mark("the folder is gone"),
    errno.ENOTDIR: mark("the folder is gone"),
    errno.ENAMETOOLONG: mark("the name is too long for this disk"),
    errno.EISDIR: mark("a folder of that name is in the way"),
}


def reason(error: OSError) -> str:
    """An OSError in plain words."""
    return DISK_ERROR_REASONS.get(error.errno or 0, error.strerror or str(error))


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Write a file that replaces `path` in one step at the end; on any exception `path` stays as it was.

    The file is written beside `path` (through a symbolic link: beside what it points to), synced, given the
    old file's mode, and renamed.  An OSError becomes PhotoNotSaved; no temporary file is left.
    """
    temporary: Path | None = None
    try:
        target = path.resolve() if path.is_symlink() else path
        _check(target)
        temporary = target.with_name(f".lacuna-{secrets.token_hex(6)}.part")
        with temporary.open("x+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        _take_over(target, temporary)
    except OSError as error:
        raise PhotoNotSaved(f"{path.name} ({reason(error)})") from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


def _check(target: Path) -> None:
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def _take_over(target: Path, temporary: Path) -> None:
    with contextlib.suppress(FileNotFoundError):
        temporary.chmod(stat.S_IMODE(target.stat().st_mode))
    temporary.replace(target)
    if os.name == "posix":
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        except OSError:  # Some network disks cannot sync; the rename is done.
            pass
        finally:
            os.close(folder)
