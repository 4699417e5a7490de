"""What became of each photo, how far the whole is, and the summary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from engine.batch.listing import Item
from engine.batch.plan import Plan
from engine.errors import LacunaError
from engine.text import Text, mark

FRAMES_NOTE = Text("It holds several pictures: only the first was repaired and kept.")
KEPT_NOTE = Text("Its result was changed since, and kept.")
TIMES_NOTE = Text("Its date could not be kept.")
NOTHING_MARKED_NOTE = Text("Nothing is marked in its mask.")


class State(StrEnum):
    """Of one photo.  NOTHING_FOUND and DOUBTFUL: done too, as a copy of the photo."""

    QUEUED = mark("queued")
    RUNNING = mark("running")
    DONE = mark("done")
    NOTHING_FOUND = mark("nothing found")
    DOUBTFUL = mark("doubtful, left as it was")
    FAILED = mark("failed")


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """One photo, as it stands.

    review: why a person should look at the result, empty where nobody need.  notes: all else worth knowing.
    found: the share of the photo that was found or marked, 0 … 1.  confidence: the mean of the detector's in
    it, None with a mask, or where it tells how much of a pixel is lost.  seconds: of work, without waiting.
    earlier: an earlier run did it.  fraction: how far a RUNNING one is.
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

    @property
    def ended(self) -> bool:
        return self.state not in (State.QUEUED, State.RUNNING)


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far a run is.  per_minute, seconds_left: None until enough is done to tell."""

    total: int
    ended: int = 0  # done, nothing found or failed, those of earlier runs included
    failed: int = 0
    review: int = 0
    fraction: float = 0.0  # of the work, 0 … 1
    per_minute: float | None = None  # photos, lately
    seconds_left: float | None = None
    paused: bool = False


@dataclass(frozen=True)
class Event:
    """outcome: the photo that changed; None where only the progress did."""

    outcome: Outcome | None
    progress: Progress


@dataclass(frozen=True, kw_only=True)
class Summary:
    """The whole folder at the end of a run, photos of earlier runs included, in the order of their names.

    stopped: what ended the run early, None where nothing did.  folder: where its journal and sheet are kept.
    """

    plan: Plan
    outcomes: tuple[Outcome, ...]
    folder: Path
    seconds: float
    cancelled: bool = False
    stopped: LacunaError | None = None

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
        """What the run did not come to."""
        return tuple(self._in(State.QUEUED, State.RUNNING))

    @property
    def review(self) -> tuple[Outcome, ...]:
        """What a person should look at, the most of it found first."""
        return tuple(sorted((one for one in self.done if one.review), key=lambda one: -one.found))

    @property
    def per_minute(self) -> float | None:
        """Photos that this run ended in a minute."""
        count = sum(one.ended and not one.earlier for one in self.outcomes)
        return 60 * count / self.seconds if count and self.seconds > 0 else None

    def _in(self, *states: State) -> Iterator[Outcome]:
        return (one for one in self.outcomes if one.state in states)
