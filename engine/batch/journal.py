"""The journal of a batch: what is done, kept so that a run killed at any moment can be resumed exactly.

A photo's record is written, and on the disk, when its repaired file lies complete in the staging folder and
before that is moved to its place.  Whether it got there is seen on the disk: the staged file is gone.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, BinaryIO

from engine.atomic import reason, replacing
from engine.batch.plan import Plan
from engine.errors import (
    BatchBusy,
    DiskFull,
    FolderClosed,
    JournalUnreadable,
    LacunaError,
    PhotoNotSaved,
    SettingsDiffer,
)
from engine.filelock import locked
from engine.job import Job
from engine.paths import state_folder
from engine.photo.origin import stamp

Stamp = tuple[int, int]  # mtime in ns, size: as engine.photo.origin.stamp
VERSION = 1
PATIENCE = 3.0  # s for an earlier run in this process to wind down


@dataclass(frozen=True, kw_only=True)
class Record:
    """One photo's result.  name, target: inside the two folders.  staged: its name in the staging folder.

    source, mask: their stamps when they were read.  stamp: the result's.  replaces: the stamp of an earlier
    result of ours at that place, which it takes.  facts: what the summary says of it.  now: done by the run
    whose settings the journal has, not only known to be ours.
    """

    name: str
    target: str
    staged: str
    source: Stamp | None
    mask: Stamp | None
    stamp: Stamp
    replaces: Stamp | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    now: bool = True


def place(plan: Plan) -> Path:
    """The folder in the state folder that belongs to these two folders; it need not exist."""
    return state_folder() / "batch" / _key(plan)


def _key(plan: Plan) -> str:
    both = b"\0".join(os.fsencode(folder.resolve()) for folder in (plan.photos, plan.out))
    return hashlib.sha256(both).hexdigest()[:16]


def read(plan: Plan) -> tuple[dict[str, Any], dict[str, Record]] | None:
    """The settings and the records of the last run between these folders; None where there was none."""
    try:
        lines = (place(plan) / "journal.jsonl").read_bytes().split(b"\n")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise JournalUnreadable(reason(error)) from error
    try:
        head = json.loads(lines[0])
        if head["lacuna batch"] != VERSION:
            raise JournalUnreadable("another version of Lacuna wrote it")
        records: dict[str, Record] = {}
        for line in lines[1:-1]:  # after the last line break is what a crash cut off
            told = json.loads(line)
            if "undone" in told:
                records.pop(told["undone"], None)
            else:
                records[told["name"]] = _record(told)
    except (ValueError, KeyError, TypeError) as error:
        raise JournalUnreadable(f"{place(plan)} is damaged") from error
    return head["settings"], records


def _record(told: dict[str, Any]) -> Record:
    for key in ("source", "mask", "stamp", "replaces"):
        told[key] = tuple(told[key]) if told[key] else None
    return Record(**told)


def differences(earlier: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[str, ...]:
    """In which settings two runs differ, as "method (telea, now auto)"."""
    return tuple(
        f"{key} ({_shown(earlier.get(key))}, now {_shown(now[key])})"
        for key in now
        if earlier.get(key) != now[key]
    )


def _shown(value: Any) -> str:
    return str(value) if value not in (None, "", {}) else "none"


class Journal:
    """Open for one run, which alone may use it; close() ends that.

    Raises BatchBusy, SettingsDiffer, JournalUnreadable, FolderClosed, DiskFull.
    """

    def __init__(self, plan: Plan, *, resume: bool, job: Job | None = None) -> None:
        self._plan = plan
        self.folder = place(plan)
        self.staging = plan.out / f".lacuna-{_key(plan)[:8]}"
        self._lock = self._locked(job or Job())
        try:
            earlier = self._earlier(resume)
            if earlier is not None and resume:
                differing = differences(earlier[0], plan.settings)
                if differing:
                    raise SettingsDiffer(", ".join(differing))
            self.records = earlier[1] if earlier else {}
            if earlier is not None and resume:
                self._complete()
            else:
                self._start()
            self._at = {record.target: record for record in self.records.values()}
            self.clean()
            self._file = (self.folder / "journal.jsonl").open("r+b", buffering=0)
            self._file.seek(self._end())
            self._file.truncate()
        except OSError as error:
            self._lock.close()
            raise _trouble(error) from error
        except BaseException:
            self._lock.close()
            raise

    def add(self, record: Record) -> None:
        """Keep a record, on the disk when this returns.  Raises DiskFull or FolderClosed; then it is not."""
        self._write(asdict(record))
        self.records[record.name] = self._at[record.target] = record

    def undo(self, record: Record) -> None:
        """The result of this record could not be put into its place."""
        self.records.pop(record.name, None)
        self._at.pop(record.target, None)
        self._write({"undone": record.name})

    def owns(self, target: Path) -> Stamp | None:
        """The stamp of a file that a run put there and nobody changed since, else None."""
        ours = self._at.get(target.relative_to(self._plan.out).as_posix())
        try:
            found = stamp(target)
        except OSError:
            return None
        return found if ours and found in (ours.stamp, ours.replaces) else None

    def clean(self) -> None:
        """Remove what is staged: the output folder holds repaired photos and nothing else."""
        shutil.rmtree(self.staging, ignore_errors=True)

    def close(self) -> None:
        """Let others in."""
        self.clean()
        self._file.close()
        self._lock.close()

    def _write(self, line: Mapping[str, Any]) -> None:
        start = self._file.tell()
        data = json.dumps(line).encode() + b"\n"
        try:
            while data:
                data = data[self._file.write(data) :]
            os.fsync(self._file.fileno())
        except OSError as error:
            with contextlib.suppress(OSError):
                self._file.seek(start)
                self._file.truncate()
            raise _trouble(error) from error

    def _earlier(self, resume: bool) -> tuple[dict[str, Any], dict[str, Record]] | None:
        try:
            return read(self._plan)
        except JournalUnreadable:
            if resume:
                raise
            return None

    def _locked(self, job: Job) -> BinaryIO:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            file = (self.folder / "lock").open("a+b")
        except OSError as error:
            raise _trouble(error) from error
        until = time.monotonic() + PATIENCE
        while not locked(file):
            if time.monotonic() > until:
                file.close()
                raise BatchBusy(str(self._plan.photos))
            job.step(0.0)
            time.sleep(0.05)
        return file

    def _start(self) -> None:
        """A new run: of the earlier one only what is ours is remembered, so that it may be replaced."""
        self.records = {
            name: replace(record, now=False, facts={})
            for name, record in self.records.items()
            if self._lies(record)
        }
        head = {"lacuna batch": VERSION, "settings": self._plan.settings}
        try:
            with replacing(self.folder / "journal.jsonl") as file:
                for line in (head, *map(asdict, self.records.values())):
                    file.write(json.dumps(line).encode() + b"\n")
        except PhotoNotSaved as error:
            raise _trouble(error.__cause__ or error) from error
        shutil.rmtree(self.folder / "pictures", ignore_errors=True)

    def _complete(self) -> None:
        """Finish what was cut off between a record and the move; forget what cannot be finished."""
        for record in tuple(self.records.values()):
            staged, target = self.staging / record.staged, self._plan.out / record.target
            try:
                waiting = stamp(staged) == record.stamp
            except OSError:
                waiting = False
            if not waiting or self._lies(record):
                continue
            try:
                there: Stamp | None = stamp(target)
            except OSError:
                there = None
            if there is None or there == record.replaces:
                target.parent.mkdir(parents=True, exist_ok=True)
                staged.replace(target)
            else:
                del self.records[record.name]

    def _lies(self, record: Record) -> bool:
        """Whether the result is in its place as it was put there."""
        try:
            return stamp(self._plan.out / record.target) == record.stamp
        except OSError:
            return False

    def _end(self) -> int:
        """Where the last whole line ends."""
        return (self.folder / "journal.jsonl").read_bytes().rfind(b"\n") + 1


def _trouble(error: BaseException) -> LacunaError:
    """What went wrong with the journal, as a person can act on it."""
    import errno

    if isinstance(error, OSError):
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return DiskFull(f"the journal in {state_folder()}")
        return FolderClosed(f"{state_folder()} ({reason(error)})")
    return FolderClosed(str(error))
