"""One piece of background work: progress out, cancel in.  The engine has never heard of threads."""

from __future__ import annotations

import threading
from collections.abc import Callable

Report = Callable[[float, str], None]


def _nowhere(fraction: float, note: str) -> None:
    """Nobody wants to know."""


class Cancelled(Exception):
    """The person gave up.  Not an error: nothing is shown, nothing has changed."""


class Job:
    """Handed down through everything that takes time.  `cancel` may be called from any thread."""

    def __init__(self, report: Report | None = None) -> None:
        self._report = report or _nowhere
        self._stop = threading.Event()

    def cancel(self) -> None:
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        return self._stop.is_set()

    def step(self, fraction: float, note: str = "") -> None:
        """Report progress (fraction in [0, 1]); raise Cancelled once the person has given up."""
        if self._stop.is_set():
            raise Cancelled
        self._report(min(max(fraction, 0.0), 1.0), note)

    def part(self, start: float, end: float, note: str = "") -> Job:
        """A job whose 0..1 is [start, end] of this one; it stops when this one stops."""
        return _Part(self, start, end, note)

    def steady(self) -> Job:
        """A job that never reports going back, whatever is tried again; it stops when this one stops."""
        return _Steady(self)


class _Steady(Job):
    def __init__(self, whole: Job) -> None:
        self._furthest = 0.0

        def report(fraction: float, note: str) -> None:
            self._furthest = max(self._furthest, fraction)
            whole.step(self._furthest, note)

        super().__init__(report)
        self._stop = whole._stop


class _Part(Job):
    def __init__(self, whole: Job, start: float, end: float, note: str) -> None:
        super().__init__(lambda f, text: whole.step(start + f * (end - start), text or note))
        self._stop = whole._stop
