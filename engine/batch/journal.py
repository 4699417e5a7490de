"""The open journal of a run: it records each result so that a run that was killed can be resumed exactly.

A record is written and synced to the disk after the repaired file is complete in the staging folder, and
before that is moved to its target.  If the staged file is gone, the move was done.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import time
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from engine.batch import records
from engine.batch.plan import Plan
from engine.batch.records import JournalContent, Record, Stamp
from engine.errors import (
    BatchBusy,
    DiskFull,
    FileNotSaved,
    FolderClosed,
    JournalUnreadable,
    LacunaError,
    SettingsDiffer,
    TargetTaken,
)
from engine.job import Job
from engine.photo.origin import stamp
from engine.system.atomic import reason, replacing
from engine.system.filelock import locked
from engine.system.paths import state_folder
from engine.text import Text, because

# An earlier run in this process may need this time to end.
LOCK_TIMEOUT_S = 3.0


class Journal:
    """Opened, and locked against other runs, until close().

    folder: of the journal and the thumbnails.  staging: the folder for results, inside the output folder.
    records: by target.  Raises BatchBusy, SettingsDiffer, JournalUnreadable, FolderClosed, DiskFull, and
    TargetTaken where a file has the name of the staging folder.
    """

    def __init__(self, plan: Plan, *, resume: bool, job: Job | None = None) -> None:
        self._plan = plan
        self.folder = records.place(plan)
        self.staging = plan.out / f".lacuna-{records.key(plan)[:8]}"
        self._lock = self._locked(job or Job())
        try:
            earlier = self._earlier(resume)
            self.records = dict(earlier.records) if earlier else {}
            if earlier is not None and resume and any(one.now for one in self.records.values()):
                differing = records.differences(earlier.settings, plan.settings)
                if differing:
                    raise SettingsDiffer(", ".join(differing))
                self._complete()
            else:
                self._start()
            self._done = {one.name: one for one in self.records.values() if one.now}
            self.clean()
            if os.path.lexists(self.staging):  # One error for the run rather than one for each photo.
                raise TargetTaken(str(self.staging))
            self._file = self._opened()
        except OSError as error:
            self._lock.close()
            raise _trouble(error) from error
        except BaseException:
            self._lock.close()
            raise

    def of(self, name: str) -> Record | None:
        """The record of a photo that this run, or the one it resumes, has done; else None."""
        return self._done.get(name)

    def add(self, record: Record) -> None:
        """Write a record and sync it to the disk.  Raises DiskFull or FolderClosed; then none is written."""
        self._write(records.line(record))
        self._done[record.name] = self.records[record.target] = record

    def undo(self, record: Record) -> None:
        """Withdraw a record whose result could not be moved to its target."""
        self._done.pop(record.name, None)
        self.records.pop(record.target, None)
        self._write(records.line({"undone": record.target}))

    def owns(self, target: Path) -> Stamp | None:
        """The stamp of a file that a run wrote and nobody changed since, else None."""
        record = self.records.get(target.relative_to(self._plan.out).as_posix())
        return self._ours(record) if record else None

    def clean(self) -> None:
        """Remove the staging folder, so that the output folder holds repaired photos and nothing else."""
        shutil.rmtree(self.staging, ignore_errors=True)

    def close(self) -> None:
        """Close the files and release the lock."""
        self.clean()
        self._file.close()
        self._lock.close()

    def _write(self, line: bytes) -> None:
        start = self._file.tell()
        try:
            while line:
                line = line[self._file.write(line) :]
            os.fsync(self._file.fileno())
        except OSError as error:
            with contextlib.suppress(OSError):
                self._file.seek(start)
                self._file.truncate()
            raise _trouble(error) from error

    def _opened(self) -> BinaryIO:
        """Open the journal's file for appending after its last whole line."""
        path = self.folder / records.JOURNAL_FILE_NAME
        file = path.open("r+b", buffering=0)  # A write that failed must not happen later.
        file.seek(path.read_bytes().rfind(b"\n") + 1)
        file.truncate()
        return file

    def _earlier(self, resume: bool) -> JournalContent | None:
        try:
            return records.read(self._plan)
        except JournalUnreadable:
            if resume:
                raise
            return None

    def _locked(self, job: Job) -> BinaryIO:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            file = (self.folder / records.LOCK_FILE_NAME).open("a+b")
        except OSError as error:
            raise _trouble(error) from error
        until = time.monotonic() + LOCK_TIMEOUT_S
        while not locked(file):
            if time.monotonic() > until or job.cancelled:
                file.close()
                job.step(0.0)
                raise BatchBusy(str(self._plan.photos))
            time.sleep(0.05)
        return file

    def _start(self) -> None:
        """Begin a new journal; of earlier runs it keeps unchanged results, so that they may be replaced."""
        self.records = {
            target: replace(record, now=False, facts={}, stamp=found, replaces=None)
            for target, record in self.records.items()
            if (found := self._ours(record))
        }
        try:
            with replacing(self.folder / records.JOURNAL_FILE_NAME) as file:
                file.write(records.head(self._plan))
                file.writelines(map(records.line, self.records.values()))
        except FileNotSaved as error:
            raise _trouble(error.__cause__ or error) from error
        shutil.rmtree(self.folder / "pictures", ignore_errors=True)

    def _complete(self) -> None:
        """Finish moves that were cut off after their record was written; drop records where that fails."""
        for record in tuple(self.records.values()):
            staged, target = self.staging / record.staged, self._plan.out / record.target
            there = stamp_of(target)
            if stamp_of(staged) != record.stamp or there == record.stamp:
                continue
            if there is None or there == record.replaces:
                target.parent.mkdir(parents=True, exist_ok=True)
                staged.replace(target)
            else:
                del self.records[record.target]

    def _ours(self, record: Record) -> Stamp | None:
        """The stamp of the file at a record's target, None where there is none or somebody changed it."""
        found = stamp_of(self._plan.out / record.target)
        return found if found in (record.stamp, record.replaces) else None


def stamp_of(path: Path) -> Stamp | None:
    """The stamp of a file, None if it does not exist."""
    try:
        return stamp(path)
    except OSError:
        return None


def _trouble(error: BaseException) -> LacunaError:
    """The error to report where the journal could not be read or written."""
    if isinstance(error, OSError):
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return DiskFull(Text("the journal in {path}", path=state_folder()))
        return FolderClosed(because(state_folder(), reason(error)))
    return FolderClosed(str(error))
