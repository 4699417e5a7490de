"""What is being done, on disk, so that a crash costs seconds (promise 3)."""

from __future__ import annotations

import contextlib
import os
import threading
import uuid
from collections import deque
from pathlib import Path
from typing import BinaryIO

from app.document import records
from app.document.filelock import locked
from app.document.records import Record, Values
from app.document.source import Source
from engine import photo as photos
from engine.errors import JournalFailed, LacunaError
from engine.photo import Photo

SUFFIX = ".journal"
PATIENCE = 256 << 20  # bytes kept in memory while the disk is full; beyond, the journal ends where it is


class Journal:
    """One document's file in the state folder: append only, made at the first flush with something to say.

    add() is cheap and for the GUI thread; flush() compresses, writes and syncs, and is for another one.
    """

    def __init__(self, folder: Path, source: Source | Photo) -> None:
        """source: the file the edits stand on, or the pixels (own copy) of a pasted picture."""
        self._folder = folder
        self._source: Source | Photo = source
        self._waiting: deque[Record] = deque()
        self._writing = threading.Lock()
        self._file: BinaryIO | None = None
        self._path: Path | None = None
        self._outdated: list[Path] = []  # to be deleted once the present file holds the work
        self._failed = False
        self._ended = False
        self._size = 0

    @classmethod
    def resume(cls, path: Path, file: BinaryIO, source: Source) -> Journal:
        """Go on in a recovered file, opened for writing, locked, and positioned after its last whole record."""
        journal = cls(path.parent, source)
        journal._file, journal._path, journal._size = file, path, file.tell()
        file.truncate()
        return journal

    @property
    def waiting(self) -> bool:
        """There is something to flush."""
        unwritten_paste = isinstance(self._source, Photo)
        return not self._ended and (bool(self._waiting) or unwritten_paste)

    @property
    def size(self) -> int:
        """Bytes on disk."""
        return self._size

    def add(self, kind: str, step: int, title: str, values: Values) -> None:
        """Note a change; nothing is written yet.  The arrays are the journal's from then on."""
        if self._ended:
            return
        self._waiting.append(Record({"kind": kind, "step": step, "title": title}, values))
        if self._failed and sum(record.size for record in tuple(self._waiting)) > PATIENCE:
            self._ended = True
            self._waiting.clear()

    def flush(self) -> None:
        """Write all that waits.  Raises JournalFailed; then all still waits, and the next flush tries again."""
        with self._writing:
            if not self.waiting:
                return
            try:
                self._drain()
                self._failed = False
            except (OSError, LacunaError) as error:
                self._failed = True
                cause = error.strerror if isinstance(error, OSError) else error.cause
                raise JournalFailed(cause or str(error)) from error

    def restart(self, source: Source, state: Values) -> None:
        """The edits stand on another file now; `state` is what it does not hold.  Later records go to a new file."""
        with self._writing:
            self._waiting.clear()
            self._ended = self._failed = False
            outdated = self._path
            self._close()
            if isinstance(self._source, Source) and self._source.pasted and not source.pasted:
                self._outdated.append(self._source.path)
            self._outdated += [outdated] if outdated else []
            self._source = source
            if state:
                self.add("state", 0, "Recovered work", state)
            else:
                self._tidy()

    def discard(self) -> None:
        """The work is saved or given up: delete the file."""
        self._ended = True  # a flush in progress stops after the record it is at
        with self._writing:
            self._waiting.clear()
            if isinstance(self._source, Source) and self._source.pasted:
                self._outdated.append(self._source.path)
            if self._path:
                self._outdated.append(self._path)
            self._close()
            self._tidy()

    def close(self) -> None:
        """Leave the file as it is, for recovery."""
        self._ended = True
        with self._writing:
            self._close()

    def _drain(self) -> None:
        file = self._file or self._create()
        while self._waiting and not self._ended:
            try:
                records.write(file, self._waiting[0])
                file.flush()
            except OSError:
                with contextlib.suppress(OSError):
                    file.seek(self._size)
                    file.truncate()
                raise
            self._size = file.tell()
            self._waiting.popleft()
        os.fsync(file.fileno())
        self._tidy()

    def _create(self) -> BinaryIO:
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"{uuid.uuid4().hex}{SUFFIX}"
        if isinstance(self._source, Photo):
            picture = path.with_suffix(".png")
            photos.save(self._source, picture)
            self._source = Source.of(picture, pasted=True)
        file = path.open("xb", buffering=0)
        try:
            locked(file)
            file.write(records.MAGIC)
            records.write(file, Record(self._source.head(), []))
        except OSError:
            file.close()
            path.unlink()
            raise
        self._file, self._path, self._size = file, path, file.tell()
        return file

    def _close(self) -> None:
        if self._file:
            self._file.close()
        self._file, self._path, self._size = None, None, 0

    def _tidy(self) -> None:
        for path in self._outdated:
            with contextlib.suppress(OSError):  # a file too many is no reason to trouble anyone
                path.unlink(missing_ok=True)
        self._outdated.clear()
