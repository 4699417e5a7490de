"""A job: reports the progress of long work, and stops it when it is cancelled.  It starts no threads."""

from __future__ import annotations

import threading
from collections.abc import Callable

from engine.text import NO_TEXT, Text

Report = Callable[[float, Text], None]


def _ignore(fraction: float, note: Text) -> None:
    """The report of a job whose progress nobody shows."""


class Cancelled(Exception):
    """Raised by a cancelled job.  Not an error: nothing is shown and nothing has changed."""


class Job:
    """Passed to every function that takes long.  `cancel` may be called from any thread."""

    def __init__(self, report: Report | None = None, *, stops_with: Job | None = None) -> None:
        """report: called with each step's fraction and note.  stops_with: is cancelled together with this."""
        self._report = report or _ignore
        self._stop: threading.Event = threading.Event() if stops_with is None else stops_with._stop

    def cancel(self) -> None:
        """Make every later step raise Cancelled."""
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        return self._stop.is_set()

    def step(self, fraction: float, note: Text = NO_TEXT) -> None:
        """Report progress, a fraction in [0, 1].  Raises Cancelled if the job was cancelled."""
        if self._stop.is_set():
            raise Cancelled
        self._report(min(max(fraction, 0.0), 1.0), note)

    def linked(self, report: Report | None = None) -> Job:
        """A job with a report of its own that is cancelled together with this one."""
        return Job(report, stops_with=self)

    def part(self, start: float, end: float, note: Text = NO_TEXT) -> Job:
        """A linked job whose progress 0 … 1 is start … end of this one's."""
        return self.linked(lambda fraction, text: self.step(start + fraction * (end - start), text or note))

    def steady(self) -> Job:
        """A linked job whose progress never goes back, even if work is done again."""
        furthest = 0.0

        def report(fraction: float, note: Text) -> None:
            nonlocal furthest
            furthest = max(furthest, fraction)
            self.step(furthest, note)

        return self.linked(report)
