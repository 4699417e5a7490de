"""Removes old journals and thumbnails of batches from the state folder."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import sys
import time
from pathlib import Path

from engine.batch.records import JOURNAL_FILE_NAME, LOCK_FILE_NAME
from engine.system.filelock import locked
from engine.system.paths import state_folder

DAY_S = 86_400
# Journals of a batch with a missing folder are kept this long, as its disk may be connected again.
MISSING_FOLDER_KEPT_S = 30 * DAY_S
# Journals of any batch are kept this long.
KEPT_S = 180 * DAY_S
_STATE_FOLDER_NAME = re.compile(r"[0-9a-f]{16}")


def tidy() -> None:
    """Remove journals and small pictures of old batches; never those of one that is running."""
    with contextlib.suppress(OSError), os.scandir(state_folder() / "batch") as entries:
        for entry in entries:
            if _STATE_FOLDER_NAME.fullmatch(entry.name) and entry.is_dir(follow_symlinks=False):
                with contextlib.suppress(OSError):
                    _removed(Path(entry.path))


def _removed(folder: Path) -> None:
    """Raises OSError; what is left then goes the next time."""
    if not _past(folder):
        return
    lock = folder / LOCK_FILE_NAME
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
    journal = folder / JOURNAL_FILE_NAME
    try:
        age = time.time() - journal.stat().st_mtime
    except FileNotFoundError:  # a run that broke off before it began
        age = time.time() - folder.stat().st_mtime
    return age > KEPT_S or (age > MISSING_FOLDER_KEPT_S and not all(map(os.path.isdir, _folders(journal))))


def _folders(journal: Path) -> tuple[str, ...]:
    """Of the photos and of the results; none where the journal cannot be read."""
    try:
        with journal.open("rb") as file:
            folders = json.loads(file.readline())["folders"]
        return tuple(map(str, folders))
    except (OSError, ValueError, KeyError, TypeError):
        return ()
