"""What earlier batches left in the state folder goes once nobody can want it any more."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import sys
import time
from pathlib import Path

from engine.batch.records import FILE, LOCK
from engine.system.filelock import locked
from engine.system.paths import state_folder

DAY = 86_400  # s
GONE = (
    30 * DAY
)  # after a batch one of whose folders is gone; before, that may be a disk which is put in again
OLD = 180 * DAY  # after any batch
_OURS = re.compile(r"[0-9a-f]{16}")


def tidy() -> None:
    """Remove journals and small pictures of old batches; never those of one that is running."""
    with contextlib.suppress(OSError), os.scandir(state_folder() / "batch") as entries:
        for entry in entries:
            if _OURS.fullmatch(entry.name) and entry.is_dir(follow_symlinks=False):
                with contextlib.suppress(OSError):
                    _removed(Path(entry.path))


def _removed(folder: Path) -> None:
    """Raises OSError; what is left then goes the next time."""
    if not _past(folder):
        return
    lock = folder / LOCK
    with lock.open("a+b") as file:
        if not locked(file) or not _past(folder):
            return
        for path in folder.iterdir():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            elif path != lock:
                path.unlink()
        if sys.platform != "win32":  # which keeps what is open
            lock.unlink()
    lock.unlink(missing_ok=True)
    folder.rmdir()


def _past(folder: Path) -> bool:
    journal = folder / FILE
    try:
        age = time.time() - journal.stat().st_mtime
    except FileNotFoundError:  # a run that broke off before it began
        age = time.time() - folder.stat().st_mtime
    return age > OLD or (age > GONE and not all(map(os.path.isdir, _folders(journal))))


def _folders(journal: Path) -> tuple[str, ...]:
    """Of the photos and of the results; none where the journal does not tell."""
    try:
        with journal.open("rb") as file:
            told = json.loads(file.readline())["folders"]
        return tuple(map(str, told))
    except (OSError, ValueError, KeyError, TypeError):
        return ()
