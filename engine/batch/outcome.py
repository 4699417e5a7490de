"""The outcome of each photo, the progress of the run, and its summary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from engine.batch.listing import Item
from engine.batch.plan import Plan
from engine.errors import (
    DetectorMissing,
    DeviceUnavailable,
    DiskFull,
    FolderClosed,
    LacunaError,
    MemoryLimited,
    WeightsDamaged,
    WeightsMissing,
)
from engine.text import Text, mark

# Errors with which the next photo would fail too.
FATAL_ERRORS = (
    DiskFull,
    FolderClosed,
    MemoryLimited,
    WeightsDamaged,
    WeightsMissing,
    DetectorMissing,
    DeviceUnavailable,
)
FRAMES_NOTE = Text("It holds several pictures: only the first was repaired and kept.")
KEPT_NOTE = Text("Its result was changed since, and kept.")
TIMES_NOTE = Text("Its date could not be kept.")
NOTHING_MARKED_NOTE = Text("Nothing is marked in its mask.")


class State(StrEnum):
    """The state of one photo.  In NOTHING_FOUND and DOUBTFUL the result is a copy of the photo."""

    QUEUED = mark("queued")
    RUNNING = mark("running")
    DONE = mark("done")
    NOTHING_FOUND = mark("nothing found")
    DOUBTFUL = mark("doubtful, left as it was")
    FAILED = mark("failed")


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The outcome of one photo so far.

    review: reasons why a person should look at the result, empty if there are none.  notes: other remarks.
    found: the share of the photo that was found or marked, 0 … 1.  confidence: the detector's mean over it;
    None with a mask, or where the detector gives the share lost of each pixel instead.  seconds: of work,
    without waiting.  earlier: an earlier run did it.  fraction: the progress of a RUNNING one, 0 … 1.
    decision: what a person decided after looking at it, one of engine.batch.review.Decision; "": nothing yet.
    """

    item: Item
    state: State = State.QUEUED
    error: LacunaError | None = None
    review: tuple[Text, ...] = ()
    notes: tuple[Text, ...] = ()
    method: str | None = None
    detector: str | None = None
    found: float = 0.0
    confidence: float | None = None
    seconds: float = 0.0
    earlier: bool = False
    fraction: float = 0.0
    decision: str = ""

    @property
    def ended(self) -> bool:
        """Whether the run is through with it, repaired or failed."""
        return self.state not in (State.QUEUED, State.RUNNING)


@dataclass(frozen=True, kw_only=True)
class Progress:
    """The progress of a run.  per_minute, seconds_left: None until enough is done for an estimate."""

    total: int
    ended: int = 0  # Photos that are through, those of earlier runs included.
    failed: int = 0
    review: int = 0
    fraction: float = 0.0  # Of the work, 0 … 1.
    per_minute: float | None = None  # Recent photos.
    seconds_left: float | None = None
    paused: bool = False


@dataclass(frozen=True)
class Event:
    """A change of a run.  outcome: of the photo that changed; None where only the progress did."""

    outcome: Outcome | None
    progress: Progress


@dataclass(frozen=True, kw_only=True)
class Summary:
    """The result of a run for the whole folder, photos of earlier runs included, in the order of their names.

    stopped: the error that ended the run early, or None.  folder: the one of its journal and contact sheet.
    passed_over: files of the folder that are no photos, as paths inside it.
    """

    plan: Plan
    outcomes: tuple[Outcome, ...]
    folder: Path
    seconds: float
    cancelled: bool = False
    stopped: LacunaError | None = None
    passed_over: tuple[str, ...] = ()

    @property
    def done(self) -> tuple[Outcome, ...]:
        """Repaired, or copied because nothing was found or because it is doubtful."""
        return tuple(self._in(State.DONE, State.NOTHING_FOUND, State.DOUBTFUL))

    @property
    def doubtful(self) -> tuple[Outcome, ...]:
        """Copied as they were, since what was found is doubtful."""
        return tuple(self._in(State.DOUBTFUL))

    @property
    def nothing_found(self) -> tuple[Outcome, ...]:
        return tuple(self._in(State.NOTHING_FOUND))

    @property
    def failed(self) -> tuple[Outcome, ...]:
        return tuple(self._in(State.FAILED))

    @property
    def left(self) -> tuple[Outcome, ...]:
        """Photos that the run did not reach."""
        return tuple(self._in(State.QUEUED, State.RUNNING))

    @property
    def review(self) -> tuple[Outcome, ...]:
        """Photos that a person should look at, those with the largest found share first."""
        return tuple(sorted((one for one in self.done if one.review), key=lambda one: -one.found))

    @property
    def per_minute(self) -> float | None:
        """The photos a minute of this run, None if it ended none."""
        count = sum(one.ended and not one.earlier for one in self.outcomes)
        return 60 * count / self.seconds if count and self.seconds > 0 else None

    def _in(self, *states: State) -> Iterator[Outcome]:
        return (one for one in self.outcomes if one.state in states)
