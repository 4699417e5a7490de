"""What is being done, on disk, so that a crash costs seconds (promise 3)."""

from __future__ import annotations

import contextlib
import os
import threading
import uuid
from collections import deque
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from app.document import records
from app.document.records import JournalRecord, Values
from app.document.source import Source
from engine import photo as photos
from engine.errors import JournalFailed, LacunaError
from engine.photo import Photo
from engine.system.atomic import reason
from engine.system.filelock import locked

JOURNAL_SUFFIX = ".journal"
MAX_HELD_BYTES = 256 << 20  # Kept in memory while the disk is full; beyond it the journal ends where it is.
RESTART_FROM_BYTES = 1 << 30  # From this size on disk a new journal costs less than going on.


@dataclass(frozen=True)
class _Restart:
    source: Source | None  # None: the same


class Journal:
    """One document's file in the state folder: append only, made at the first flush with something to say.

    add() and restart() are cheap and for the GUI thread; flush() compresses, writes and syncs, and is for
    another one.  discard() and close() wait for a flush in progress.
    """

    def __init__(self, folder: Path, source: Source | Photo) -> None:
        """source: the file the edits stand on, or the pixels (own copy) of a pasted picture."""
        self._folder = folder
        self._source: Source | Photo = source
        self._waiting: deque[JournalRecord | _Restart] = deque()
        self._writing = threading.Lock()
        self._file: BinaryIO | None = None
        self._path: Path | None = None
        self._size = 0
        self._outdated: list[Path] = []  # to be deleted once the present file holds the work
        self._failed = False
        self._ended = False

    @classmethod
    def resume(cls, path: Path, file: BinaryIO, source: Source) -> Journal:
        """Go on in a recovered file, opened for writing, locked, positioned after its last record."""
        journal = cls(path.parent, source)
        journal._file, journal._path, journal._size = file, path, file.tell()
        file.truncate()
        return journal

    @property
    def source(self) -> Source | None:
        """The file the edits stand on; None for a pasted picture that is not written yet."""
        return self._source if isinstance(self._source, Source) else None

    @property
    def waiting(self) -> bool:
        """There is something to flush."""
        return not self._ended and (bool(self._waiting) or isinstance(self._source, Photo))

    @property
    def bulky(self) -> bool:
        """The file has grown so large that restart() pays."""
        return self._size > RESTART_FROM_BYTES and not any(
            isinstance(item, _Restart) for item in tuple(self._waiting)
        )

    def add(self, kind: str, step: int, title: str, values: Values) -> None:
        """Note a change; nothing is written yet.  The arrays are the journal's from then on."""
        if self._ended:
            return
        self._waiting.append(JournalRecord({"kind": kind, "step": step, "title": title}, values))
        held = (
            sum(item.size for item in tuple(self._waiting) if isinstance(item, JournalRecord))
            if self._failed
            else 0
        )
        if held > MAX_HELD_BYTES:
            self._ended = True
            self._waiting.clear()

    def restart(self, source: Source | None, state: Values) -> None:
        """From the next flush on the edits stand on `source` (None: the same as before), in a new file.

        state: what the source does not hold.  The old file goes when that is written.
        """
        self._waiting.clear()
        self._ended = False
        self._waiting.append(_Restart(source))
        if state:
            self.add("state", 0, "Recovered work", state)

    def flush(self) -> None:
        """Write all that waits.  Raises JournalFailed; then it still waits, and the next flush retries."""
        with self._writing:
            if not self.waiting:
                return
            try:
                self._drain()
                self._failed = False
            except (OSError, LacunaError) as error:
                self._failed = True
                cause = reason(error) if isinstance(error, OSError) else error.cause
                raise JournalFailed(cause or str(error)) from error

    def discard(self) -> None:
        """The work is saved or given up: delete the file."""
        self._ended = True  # a flush in progress stops after the record it is at
        with self._writing:
            self._waiting.clear()
            self._leave(None)
            self._tidy()

    def close(self) -> None:
        """Leave the file as it is, for recovery."""
        self._ended = True
        with self._writing:
            if self._file:
                self._file.close()
                self._file = None

    def _drain(self) -> None:
        if isinstance(self._source, Photo):
            self._create()
        while self._waiting and not self._ended:
            try:
                item = self._waiting.popleft()
            except IndexError:  # restart() has just cleared it
                continue
            try:
                self._carry_out(item)
            except BaseException:
                self._waiting.appendleft(item)
                raise
        if self._file:
            os.fsync(self._file.fileno())
        self._tidy()

    def _carry_out(self, item: JournalRecord | _Restart) -> None:
        if isinstance(item, _Restart):
            self._leave(item.source)
            return
        file = self._file or self._create()
        try:
            records.write(file, item)
        except OSError:
            with contextlib.suppress(OSError):
                file.seek(self._size)
                file.truncate()
            raise
        self._size = file.tell()

    def _create(self) -> BinaryIO:
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"{uuid.uuid4().hex}{JOURNAL_SUFFIX}"
        if isinstance(self._source, Photo):
            picture = path.with_suffix(".png")
            photos.save(self._source, picture)
            self._source = Source.of(picture, pasted=True)
        file = path.open("xb", buffering=0)  # unbuffered: what failed to be written must not be written later
        try:
            locked(file)
            records.begin(file, JournalRecord(self._source.head(), []))
        except OSError:
            file.close()
            path.unlink()
            raise
        self._file, self._path, self._size = file, path, file.tell()
        return file

    def _leave(self, source: Source | None) -> None:
        """Close the file, to be deleted; with another source, or none, a pasted picture goes with it."""
        if self._file:
            self._file.close()
        if self._path:
            self._outdated.append(self._path)
        if isinstance(self._source, Source) and self._source.pasted and (source or self._ended):
            self._outdated.append(self._source.path)
        self._source = source or self._source
        self._file, self._path, self._size = None, None, 0

    def _tidy(self) -> None:
        for path in self._outdated:
            with contextlib.suppress(OSError):  # a file too many is no reason to trouble anyone
                path.unlink(missing_ok=True)
        self._outdated.clear()
