"""One photo's way through a batch: read, repaired, written.  Each step may run in a thread of its own."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from engine.atomic import reason, replacing
from engine.batch.journal import Journal
from engine.batch.listing import Item
from engine.batch.masks import MaskFor
from engine.batch.outcome import (
    FRAMES_NOTE,
    NOTHING_MARKED_NOTE,
    UNSURE,
    UNSURE_NOTE,
    Outcome,
    State,
)
from engine.batch.plan import Plan
from engine.batch.records import Record, Stamp
from engine.batch.thumbnails import Strip
from engine.blind import MUCH_NOTE, much, repair_blind
from engine.errors import DiskFull, FoldersClash, FormatReadOnly, PhotoNotSaved, TargetTaken
from engine.job import Job
from engine.mask import Mask
from engine.mask import load as load_mask
from engine.photo import Photo, load, save
from engine.photo.family import Family, of_format
from engine.photo.origin import stamp
from engine.repair import repair


@dataclass(frozen=True)
class Bench:
    """What all photos of a run share.  mask_for: of a plan with one mask for all."""

    plan: Plan
    journal: Journal
    mask_for: MaskFor | None


@dataclass
class Piece:
    """Raises LacunaError or Cancelled in whichever step; nothing is left behind then."""

    item: Item
    bench: Bench
    job: Job
    staged: str  # the name of its file in the staging folder
    facts: dict[str, Any] = field(default_factory=dict)  # of the outcome
    photo: Photo | None = None
    mask: Mask | None = None
    mask_stamp: Stamp | None = None
    strip: Strip | None = None
    started: float = 0.0

    def read(self) -> None:
        """Decode the photo and its mask."""
        self.started = time.monotonic()
        self.job.step(0.0)
        self._check_target()
        photo = self.photo = load(self.item.source)
        size = photo.width, photo.height
        if self.item.mask is not None:
            self.mask_stamp = stamp(self.item.mask)
            self.mask = load_mask(self.item.mask, size)
        elif self.bench.mask_for is not None:
            self.mask = self.bench.mask_for(size)
        self.strip = Strip(photo)

    def fill(self) -> None:
        """Find and repair, as the plan has it."""
        self.job.step(0.0)
        assert self.photo is not None and self.strip is not None
        filled = self._fill_mask() if self.bench.plan.masks is not None else self._fill_found()
        self.facts["notes"] = list(dict.fromkeys([*self.photo.notices, *self.facts.get("notes", ())]))
        if filled is not None:
            self.facts["found"] = round(float(np.count_nonzero(filled) / filled.size), 6)
            if self.photo.origin.frames > 1:
                self.facts.setdefault("review", []).append(FRAMES_NOTE)
        self.strip.repaired(self.photo, filled)
        self.mask = None

    def _fill_mask(self) -> Mask | None:
        assert self.photo is not None and self.mask is not None
        if not self.mask.any():
            self.facts |= {"state": State.NOTHING_FOUND, "notes": [NOTHING_MARKED_NOTE]}
            return None
        plan = self.bench.plan
        done = repair(
            self.photo,
            self.mask,
            plan.method,
            options=plan.options,
            seed=plan.seed,
            device=plan.device,
            job=self.job,
        )
        done.apply(self.photo)
        self.facts |= {"state": State.DONE, "method": done.method, "notes": list(done.notes)}
        return done.mask

    def _fill_found(self) -> Mask | None:
        assert self.photo is not None
        plan = self.bench.plan
        done = repair_blind(
            self.photo,
            plan.method,
            detector=plan.detector,
            sensitivity=plan.sensitivity,
            options=plan.options,
            seed=plan.seed,
            device=plan.device,
            job=self.job,
        )
        self.facts["detector"] = done.detection.detector
        if done.repair is None:
            self.facts |= {"state": State.NOTHING_FOUND}
            return None
        done.repair.apply(self.photo)
        sure = float(done.detection.soft()[done.mask > 0].mean()) / 255
        review = [MUCH_NOTE] if much(done.mask) else []
        review += [UNSURE_NOTE] if sure < UNSURE else []
        self.facts |= {
            "state": State.DONE,
            "method": done.repair.method,
            "notes": list(done.repair.notes),
            "confidence": round(sure, 4),
            "review": review,
        }
        return done.repair.mask

    def write(self) -> None:
        """Encode beside its place, keep the record, move it there."""
        assert self.photo is not None and self.strip is not None and self.item.target is not None
        self.job.step(1.0)
        photo, journal = self.photo, self.bench.journal
        replaces = self._check_target()
        staged = self._stage(photo)
        try:
            self.strip.write(journal.folder / "pictures" / f"{self.staged}.jpg")
            self.facts["seconds"] = round(time.monotonic() - self.started, 3)
            record = Record(
                name=self.item.name,
                target=self.item.target.relative_to(self.bench.plan.out).as_posix(),
                staged=staged.name,
                source=photo.origin.stamp,
                mask=self.mask_stamp,
                stamp=stamp(staged),
                replaces=replaces,
                facts=self.facts,
            )
            self.job.step(1.0)
            journal.add(record)
            self._move(staged, record)
        finally:
            with contextlib.suppress(OSError):
                staged.unlink(missing_ok=True)
        self.photo = self.strip = None

    def _stage(self, photo: Photo) -> Path:
        """Write the photo whole into the staging folder."""
        family = self._family(photo)
        staging = self.bench.journal.staging
        try:
            staging.mkdir(exist_ok=True)
            staged = staging / f"{self.staged}{family.suffixes[0]}"
            if family.write is None:  # as it was: nothing was found
                assert photo.path is not None
                with replacing(staged) as file, photo.path.open("rb") as source:
                    shutil.copyfileobj(source, file)
            else:
                self.facts["notes"] = [*self.facts["notes"], *save(photo, staged)]
        except (PhotoNotSaved, OSError) as error:
            assert self.item.target is not None
            raise _unsaved(error, self.item.target) from error
        return staged

    def _family(self, photo: Photo) -> Family:
        """The format it is written in: the plan's, else what it really is, whatever its name says."""
        family = self.bench.plan.family or of_format(photo.format)
        assert family is not None
        if family.write is None and photo.edited:
            raise FormatReadOnly(self.item.source.name)
        return family

    def _check_target(self) -> Stamp | None:
        """The stamp of an earlier result of ours at the photo's place, None where that is free.

        Raises TargetTaken, or FoldersClash where links lead out of the output folder.
        """
        target, out = self.item.target, self.bench.plan.out
        assert target is not None
        if not target.parent.resolve().is_relative_to(out.resolve()):
            raise FoldersClash(f"{target.parent} leads out of {out}")
        if not os.path.lexists(target):
            return None
        ours = None if target.is_symlink() else self.bench.journal.owns(target)
        if ours is None:
            raise TargetTaken(str(target))
        return ours

    def _move(self, staged: Path, record: Record) -> None:
        target = self.item.target
        assert target is not None
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            if record.replaces is not None:
                staged.replace(target)
            else:
                _place_new(staged, target)
        except FileExistsError as error:
            self.bench.journal.undo(record)
            raise TargetTaken(str(target)) from error
        except OSError as error:
            self.bench.journal.undo(record)
            raise _unsaved(error, target) from error


def _place_new(staged: Path, target: Path) -> None:
    """Move without ever replacing a file, also one that came this moment.  Raises FileExistsError."""
    try:
        os.link(staged, target)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):  # disks without hard links
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from None
        staged.rename(target)
    else:
        staged.unlink()


def _unsaved(error: Exception, target: Path) -> PhotoNotSaved:
    """What a person should hear of a write that failed; DiskFull ends the run."""
    system = error if isinstance(error, OSError) else error.__cause__
    if isinstance(system, OSError):
        if system.errno in (errno.ENOSPC, errno.EDQUOT):
            return DiskFull(str(target))
        return PhotoNotSaved(f"{target} ({reason(system)})")
    return error if isinstance(error, PhotoNotSaved) else PhotoNotSaved(f"{target} ({error})")


def outcome(item: Item, record: Record, *, earlier: bool) -> Outcome:
    """What a record says of a photo."""
    facts = dict(record.facts)
    state = State(facts.pop("state"))
    review, notes = tuple(facts.pop("review", ())), tuple(facts.pop("notes", ()))
    return Outcome(item=item, state=state, review=review, notes=notes, earlier=earlier, fraction=1.0, **facts)
