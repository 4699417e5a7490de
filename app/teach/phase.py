"""How long what follows a training takes: making it ready, then judging it."""

from __future__ import annotations

import time
from collections.abc import Callable

from app.jobs.remaining import Remaining

# A phase that takes longer than it was expected to does not look finished.
MAX_EXPECTED_SHARE = 0.95


class PhaseClock:
    """The clock of one phase after the other."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._remaining = Remaining(clock)
        self._began = clock()
        self._expected_s: float | None = None
        self._share: float | None = None
        self._left_s: float | None = None
        self._left_at = 0.0  # when that was estimated

    def begin(self, expected_s: float | None = None) -> None:
        """A phase begins.  expected_s: how long it takes, where that is known and nothing is reported."""
        self._began, self._expected_s = self._clock(), expected_s
        self._share = self._left_s = None
        self._remaining.begin()

    def report(self, share: float) -> None:
        """So much of it is done, 0 to 1."""
        self._share, self._left_s, self._left_at = share, self._remaining.left(share), self._clock()

    @property
    def spent_s(self) -> float:
        """Seconds since it began."""
        return self._clock() - self._began

    @property
    def share(self) -> float | None:
        """How much of it is done, 0 to 1; None: not known."""
        if self._share is None and self._expected_s:
            return min(self.spent_s / self._expected_s, MAX_EXPECTED_SHARE)
        return self._share

    @property
    def left_s(self) -> float | None:
        """Seconds left; None where they are unknown, also where it takes longer than was expected."""
        if self._left_s is not None:
            left = self._left_s - (self._clock() - self._left_at)
        elif self._share is None and self._expected_s:
            left = self._expected_s - self.spent_s
        else:
            return None
        return left if left > 0 else None
