"""Delivers repaired photos: each is written to the staging folder, recorded in the journal, and then moved.

Only results of Lacuna that nobody changed since are ever replaced.
"""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

from engine.batch.journal import Journal
from engine.batch.plan import Plan
from engine.batch.records import Record, Stamp
from engine.errors import DiskFull, FileNotSaved, FoldersClash, FormatReadOnly, PhotoNotSaved, TargetTaken
from engine.photo import Photo, save
from engine.photo.file_format import delivered_format
from engine.system.atomic import reason, remove_abandoned, replacing
from engine.text import Text, because


class Delivery:
    """Moves the results of one run into the output folder."""

    def __init__(self, plan: Plan, journal: Journal) -> None:
        self._plan = plan
        self._journal = journal
        self._tidied: set[Path] = set()  # Folders that hold no temporary file of a killed process.

    def check(self, target: Path) -> Stamp | None:
        """The stamp of an earlier result of Lacuna at this path, None where it is free.

        Raises TargetTaken, or FoldersClash where links lead out of the output folder.
        """
        if not leads_into(target.parent, self._plan.out):
            raise FoldersClash(Text("{path} leads out of {out}", path=target.parent, out=self._plan.out))
        if not os.path.lexists(target):
            return None
        ours = None if target.is_symlink() else self._journal.owns(target)
        if ours is None:
            raise TargetTaken(str(target))
        return ours

    def staging(self) -> Path:
        """The staging folder, created if it is missing.  Raises DiskFull or another PhotoNotSaved."""
        try:
            self._journal.staging.mkdir(exist_ok=True)
        except OSError as error:
            raise unsaved(error, self._plan.out) from error
        return self._journal.staging

    def finish(self, staged: Path, target: Path, record: Record) -> None:
        """Write the record, then move the staged file to its target.

        Raises TargetTaken (also where a file just appeared there), DiskFull, PhotoNotSaved, FolderClosed.
        """
        self._journal.add(record)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.parent not in self._tidied:
                self._tidied.add(target.parent)
                remove_abandoned(target.parent)
            if record.replaces is not None:
                staged.replace(target)
            else:
                move_without_replacing(staged, target)
        except FileExistsError as error:
            self._journal.undo(record)
            raise TargetTaken(str(target)) from error
        except OSError as error:
            self._journal.undo(record)
            raise unsaved(error, target) from error


def stage(photo: Photo, plan: Plan, place: Path, target: Path) -> tuple[Path, tuple[Text, ...]]:
    """Write the photo to `place` in a staging folder, with the suffix of its format appended.

    The format is the plan's, else the real one of the photo, whatever its name says; an unchanged photo is
    copied byte for byte.  Returns the path, and notes on what the format could not hold.
    Raises FormatReadOnly, or DiskFull and other PhotoNotSaved that name `target`.
    """
    file_format = plan.file_format or delivered_format(photo.format)
    photo = photo.alone() if photo.origin.keeps_other_pages else photo
    assert file_format is not None and photo.path is not None
    if file_format.write is None and photo.edited:
        raise FormatReadOnly(photo.path.name)
    staged = place.with_name(f"{place.name}{file_format.suffixes[0]}")
    try:
        if file_format.write is not None:
            return staged, save(photo, staged)
        with replacing(staged) as file, photo.path.open("rb") as source:
            shutil.copyfileobj(source, file)
        return staged, ()
    except (FileNotSaved, OSError) as error:
        raise unsaved(error, target) from error


def leads_into(folder: Path, out: Path) -> bool:
    """Whether a folder lies inside `out` once all links are followed."""
    try:
        return folder.resolve().is_relative_to(out.resolve())
    except (OSError, RuntimeError):  # The links lead in a circle.
        return False


def move_without_replacing(staged: Path, target: Path) -> None:
    """Move a file.  Raises FileExistsError where one is there already."""
    try:
        os.link(staged, target)
    except FileExistsError:
        raise
    except OSError:  # The disk has no hard links.
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from None
        staged.rename(target)
    else:
        staged.unlink()


def unsaved(error: Exception, target: Path) -> PhotoNotSaved:
    """The error to report for a write that failed: DiskFull, or PhotoNotSaved with the reason."""
    system = error if isinstance(error, OSError) else error.__cause__
    if isinstance(system, OSError):
        full = system.errno in (errno.ENOSPC, errno.EDQUOT)
        return DiskFull(str(target)) if full else PhotoNotSaved(because(target, reason(system)))
    return error if isinstance(error, PhotoNotSaved) else PhotoNotSaved(because(target, str(error)))
