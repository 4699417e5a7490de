"""One photo's way through a batch: read, repaired, written.  Each step may run in a thread of its own."""

from __future__ import annotations

import contextlib
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from engine.batch.delivery import Delivery
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
from engine.batch.thumbnails import Strip, hashed
from engine.blind import MUCH_NOTE, BlindRepair, much, repair_blind
from engine.job import Job
from engine.mask import Mask
from engine.mask import load as load_mask
from engine.photo import Photo, load
from engine.photo.origin import stamp
from engine.repair import repair


@dataclass(frozen=True)
class Bench:
    """What all photos of a run share.  mask_for: of a plan with one mask for all."""

    plan: Plan
    journal: Journal
    delivery: Delivery
    mask_for: MaskFor | None


@dataclass
class Piece:
    """Raises LacunaError or Cancelled in whichever step; nothing is left behind then."""

    item: Item
    bench: Bench
    job: Job
    facts: dict[str, Any] = field(default_factory=dict)  # of the outcome
    photo: Photo | None = None
    mask: Mask | None = None
    mask_stamp: Stamp | None = None
    strip: Strip | None = None
    seconds: float = 0.0  # of work so far

    @property
    def target(self) -> Path:
        assert self.item.target is not None
        return self.item.target

    def read(self) -> None:
        """Decode the photo and its mask."""
        started = time.monotonic()
        self.job.step(0.0)
        self.bench.delivery.check(self.target)
        photo = self.photo = load(self.item.source)
        size = photo.width, photo.height
        if self.item.mask is not None:
            self.mask_stamp = stamp(self.item.mask)
            self.mask = load_mask(self.item.mask, size)
        elif self.bench.mask_for is not None:
            self.mask = self.bench.mask_for(size)
        self.strip = Strip(photo)
        self.seconds += time.monotonic() - started

    def fill(self) -> None:
        """Find and repair, as the plan has it."""
        started = time.monotonic()
        self.job.step(0.0)
        assert self.photo is not None and self.strip is not None
        filled = self._fill_mask() if self.bench.plan.masks is not None else self._fill_found()
        self.facts["notes"] = list(dict.fromkeys([*self.photo.notices, *self.facts.get("notes", ())]))
        if filled is not None and self.photo.origin.frames > 1:
            self.facts.setdefault("review", []).append(FRAMES_NOTE)
        self.strip.repaired(self.photo, filled)
        self.mask = None
        self.seconds += time.monotonic() - started

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
        self.facts |= {
            "state": State.DONE,
            "method": done.method,
            "notes": list(done.notes),
            "found": _share(self.mask),
        }
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
        sure = _confidence(done)
        review = [MUCH_NOTE] if much(done.mask) else []
        review += [UNSURE_NOTE] if sure is not None and sure < UNSURE else []
        self.facts |= {
            "state": State.DONE,
            "method": done.repair.method,
            "notes": list(done.repair.notes),
            "found": _share(done.mask),
            "confidence": sure,
            "review": review,
        }
        return done.repair.mask

    def write(self) -> None:
        """Encode beside its place, keep the record, move it there."""
        started = time.monotonic()
        assert self.photo is not None and self.strip is not None
        self.job.step(1.0)
        delivery, name = self.bench.delivery, hashed(self.item.name)
        replaces = delivery.check(self.target)
        staged, notices = delivery.stage(self.photo, self.target, name)
        try:
            self.strip.write(self.bench.journal.folder, self.item.name)
            self.facts["notes"] += notices
            self.facts["seconds"] = round(self.seconds + time.monotonic() - started, 3)
            record = Record(
                name=self.item.name,
                target=self.target.relative_to(self.bench.plan.out).as_posix(),
                staged=staged.name,
                source=self.photo.origin.stamp,
                mask=self.mask_stamp,
                stamp=stamp(staged),
                replaces=replaces,
                facts=self.facts,
            )
            self.job.step(1.0)
            delivery.finish(staged, self.target, record)
        finally:
            with contextlib.suppress(OSError):
                staged.unlink(missing_ok=True)
        self.photo = self.strip = None


def _confidence(done: BlindRepair) -> float | None:
    """The mean in what was found; None where the detector tells how much is lost, not how sure it is."""
    if done.detection.begins is not None:
        return None
    return round(float(done.detection.soft()[done.mask > 0].mean()) / 255, 4)


def _share(mask: Mask) -> float:
    return round(float(np.count_nonzero(mask) / mask.size), 6)


def outcome(item: Item, record: Record, *, earlier: bool) -> Outcome:
    """What a record says of a photo."""
    facts = dict(record.facts)
    state = State(facts.pop("state"))
    review, notes = tuple(facts.pop("review", ())), tuple(facts.pop("notes", ()))
    return Outcome(item=item, state=state, review=review, notes=notes, earlier=earlier, fraction=1.0, **facts)
