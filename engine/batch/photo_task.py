"""The task of one photo in a batch: read, repair, write.  Each step may run in a thread of its own."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from engine.batch.delivery import Delivery, stage
from engine.batch.journal import Journal
from engine.batch.listing import Item
from engine.batch.masks import MaskFolder, MaskForSize
from engine.batch.outcome import (
    FRAMES_NOTE,
    NOTHING_MARKED_NOTE,
    TIMES_NOTE,
    Outcome,
    State,
)
from engine.batch.plan import Plan
from engine.batch.records import Record, Stamp
from engine.batch.thumbnails import Strip, hashed, keep_proposed, keep_strip
from engine.job import Job
from engine.photo import Photo
from engine.photo.convert import check_sides
from engine.photo.mask_file import MOSTLY_MARKED_NOTE, ReadMask, encoded
from engine.photo.mask_file import read as read_mask
from engine.photo.origin import stamp
from engine.pixels.mask import Mask
from engine.repair.blind import SEARCH_TIME_SHARE, fill_found, find_damage
from engine.repair.missing import FILLED_REVIEW, missing_review, with_missing
from engine.repair.repeated_removal import NOT_REPEATED_NOTE, REPEATED_NOTE, remove_all_repeated
from engine.repair.run import Repair, repair
from engine.text import Text


@dataclass(frozen=True)
class StagedPhoto:
    """A repaired photo in the staging folder, with all that is kept of its repair.

    source, mask: the stamps of the files that were read.  facts: fields of the Outcome.  strip: a JPEG for
    the contact sheet.  proposed: for a doubtful photo, the mask that was not used, as PNG; else empty.
    """

    staged: Path
    source: Stamp | None
    mask: Stamp | None
    facts: Mapping[str, Any]
    strip: bytes
    proposed: bytes = b""


@dataclass
class PhotoRepair:
    """The repair of one photo.  It needs no journal, so that another machine can run it.

    mask_for: only for a plan with one mask for all photos.  facts: fields of the Outcome.  seconds: of work
    so far.  Every step may raise LacunaError or Cancelled.
    """

    item: Item
    plan: Plan
    mask_for: MaskForSize | None
    job: Job
    facts: dict[str, Any] = field(default_factory=dict)
    photo: Photo | None = None
    mask: ReadMask | None = None
    mask_stamp: Stamp | None = None
    strip: Strip | None = None
    proposed: Mask | None = None  # What would have been filled in a photo that is delivered as it was.
    seconds: float = 0.0

    def read(self) -> None:
        """Decode the photo and its mask."""
        started = time.monotonic()
        self.job.step(0.0)
        photo = self.photo = self.item.loaded()
        if self.plan.file_format is not None:
            check_sides(photo, self.plan.file_format)
        size = photo.width, photo.height
        if self.item.mask is not None:
            self.mask_stamp = stamp(self.item.mask)
            assert isinstance(self.plan.masks, MaskFolder)
            self.mask = read_mask(self.item.mask, size, self.plan.masks.reading, photo)
        elif self.mask_for is not None:
            self.mask = self.mask_for(size)
        self.strip = Strip(photo)
        self.seconds += time.monotonic() - started

    def fill(self) -> None:
        """Repair the photo as the plan says, after the search for damage if there is no mask."""
        started = time.monotonic()
        self.job.step(0.0)
        assert self.photo is not None and self.strip is not None
        if self.plan.repeated:
            filled = self._fill_repeated()
        else:
            filled = self._fill_mask() if self.plan.masks is not None else self._fill_found()
        self.facts["notes"] = list(dict.fromkeys([*self.photo.notices, *self.facts.get("notes", ())]))
        if filled is not None and self.photo.origin.frames > 1:
            self.facts.setdefault("review", []).append(FRAMES_NOTE)
        self.strip.repaired(self.photo, filled if self.proposed is None else self.proposed)
        self.mask = None
        self.seconds += time.monotonic() - started

    def _fill_mask(self) -> Mask | None:
        assert self.photo is not None and self.mask is not None
        missing = missing_review(self.photo)
        mask = with_missing(self.photo, self.mask.mask) if FILLED_REVIEW in missing else self.mask.mask
        if not mask.any():
            self.facts |= {
                "state": State.NOTHING_FOUND,
                "notes": [NOTHING_MARKED_NOTE],
                "review": list(missing),
            }
            return None
        done = self._filled(mask)
        self.facts |= {
            "state": State.DONE,
            "method": done.method,
            "notes": [*(note for note in self.mask.notes if note != MOSTLY_MARKED_NOTE), *done.notes],
            "review": [*(note for note in self.mask.notes if note == MOSTLY_MARKED_NOTE), *missing],
            "found": _share(self.mask.mask),
        }
        return done.mask

    def _fill_repeated(self) -> Mask | None:
        assert self.photo is not None
        divided, rest = remove_all_repeated(self.photo, self.plan.repeated)
        mask = np.maximum(divided, rest)
        if not mask.any():
            self.facts |= {"state": State.NOTHING_FOUND, "notes": [NOT_REPEATED_NOTE]}
            return None
        self.facts |= {"state": State.DONE, "method": None, "found": _share(mask), "notes": []}
        if divided.any():
            self.facts["notes"].append(REPEATED_NOTE)
        if rest.any():
            done = self._filled(rest)
            self.facts |= {"method": done.method, "notes": [*self.facts["notes"], *done.notes]}
        return mask

    def _filled(self, mask: Mask) -> Repair:
        """Fill the mask in the photo by the plan's method."""
        assert self.photo is not None
        plan = self.plan
        done = repair(
            self.photo,
            mask,
            plan.method,
            options=plan.options,
            seed=plan.seed,
            device=plan.device,
            job=self.job,
        )
        done.apply(self.photo)
        return done

    def _fill_found(self) -> Mask | None:
        assert self.photo is not None
        plan = self.plan
        found = find_damage(
            self.photo,
            plan.method,
            detector=plan.detector,
            sensitivity=plan.sensitivity,
            kinds=plan.kinds or None,
            fill_doubtful=plan.fill_doubtful,
            options=plan.options,
            device=plan.device,
            job=self.job.part(0.0, SEARCH_TIME_SHARE),
        )
        missing = missing_review(self.photo)
        doubts, sure = found.doubts, found.confidence
        self.facts |= {
            "detector": found.detection.detector,
            "found": _share(found.mask),
            "confidence": None if sure is None else round(sure, 4),
            "review": [*found.review, *missing],
        }
        if doubts and not plan.fill_doubtful:
            self.facts |= {"state": State.DOUBTFUL, "review": [*found.review, *_left(missing)]}
            self.proposed = found.proposed
            return None
        done = fill_found(
            self.photo,
            found,
            plan.method,
            sensitivity=plan.sensitivity,
            options=plan.options,
            seed=plan.seed,
            device=plan.device,
            fill_missing=FILLED_REVIEW in missing,
            job=self.job.part(SEARCH_TIME_SHARE, 1.0),
        )
        if done.repair is None:
            self.facts["state"] = State.NOTHING_FOUND
            return None
        done.repair.apply(self.photo)
        self.facts |= {
            "state": State.DONE,
            "method": done.repair.method,
            "notes": [note for note in done.notes if note not in found.review],
        }
        return done.repair.mask

    def stage(self, place: Path) -> StagedPhoto:
        """Encode the photo to `place` plus a suffix, in a staging folder."""
        started = time.monotonic()
        assert self.photo is not None and self.strip is not None and self.item.target is not None
        self.job.step(1.0)
        staged, notices = stage(self.photo, self.plan, place, self.item.target)
        self.facts["notes"] += notices
        if self.plan.keep_times:
            self._keep_times(staged)
        source, strip = self.photo.origin.stamp, self.strip.jpeg()
        proposed = b"" if self.proposed is None else encoded(self.proposed)
        self.photo = self.strip = self.proposed = None
        self.facts["seconds"] = round(self.seconds + time.monotonic() - started, 3)
        return StagedPhoto(staged, source, self.mask_stamp, self.facts, strip, proposed)

    def _keep_times(self, staged: Path) -> None:
        try:
            times = self.item.source.stat()
            os.utime(staged, ns=(times.st_atime_ns, times.st_mtime_ns))
        except OSError:
            self.facts["notes"].append(TIMES_NOTE)


@dataclass(frozen=True)
class RunContext:
    """The data that all photos of a run share.  mask_for: only for a plan with one mask for all photos."""

    plan: Plan
    journal: Journal
    delivery: Delivery
    mask_for: MaskForSize | None


class PhotoTask:
    """One photo on its way through the pipeline.

    Every step may raise LacunaError or Cancelled, and leaves no files behind then.
    """

    def __init__(self, item: Item, context: RunContext, job: Job) -> None:
        assert item.target is not None
        self.item = item
        self._target = item.target
        self._context = context
        self._job = job
        self._repair = PhotoRepair(item, context.plan, context.mask_for, job)

    def check(self) -> None:
        """Check that the photo's target is free, before any work."""
        self._job.step(0.0)
        self._context.delivery.check(self._target)

    def read(self) -> None:
        """Decode the photo and its mask."""
        self.check()
        self._repair.read()

    def fill(self) -> None:
        """Repair the photo as the plan says."""
        self._repair.fill()

    def write(self) -> None:
        """Encode the photo in the staging folder and deliver it."""
        self._job.step(1.0)
        self.deliver(self._repair.stage(self._context.delivery.staging() / hashed(self.item.name)))

    def deliver(self, done: StagedPhoto) -> None:
        """Write the record of a staged photo and move the photo to its target."""
        delivery, journal = self._context.delivery, self._context.journal
        try:
            replaces = delivery.check(self._target)
            keep_strip(journal.folder, self.item.name, done.strip)
            keep_proposed(journal.folder, self.item.name, done.proposed)
            record = Record(
                name=self.item.name,
                target=self._target.relative_to(self._context.plan.out).as_posix(),
                staged=done.staged.name,
                source=done.source,
                mask=done.mask,
                stamp=stamp(done.staged),
                replaces=replaces,
                facts=done.facts,
            )
            self._job.step(1.0)
            delivery.finish(done.staged, self._target, record)
        finally:
            with contextlib.suppress(OSError):
                done.staged.unlink(missing_ok=True)


def _left(missing: tuple[Text, ...]) -> list[Text]:
    """Of `missing_review`, what holds for a photo that is delivered as it was."""
    return [note for note in missing if note != FILLED_REVIEW]


def _share(mask: Mask) -> float:
    return round(float(np.count_nonzero(mask) / mask.size), 6)


def outcome(item: Item, record: Record, *, earlier: bool) -> Outcome:
    """The outcome of a photo by its record."""
    facts = dict(record.facts)
    state = State(facts.pop("state"))
    review, notes = tuple(facts.pop("review", ())), tuple(facts.pop("notes", ()))
    return Outcome(item=item, state=state, review=review, notes=notes, earlier=earlier, fraction=1.0, **facts)
