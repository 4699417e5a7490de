"""How far a training and what follows it are, and how long each takes: learning, making ready, judging."""

from __future__ import annotations

import time
from collections.abc import Callable

# Of the time that the next report was expected after; then progress slows down, so that it neither stops
# nor passes the report.
STEADY_SHARE = 0.8
MIN_LEFT_S = 1.0  # A phase that takes longer than was expected is not over.


class PhaseClock:
    """The clock of one phase after the other.  Between two reports it goes on at the pace so far."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self.begin()

    def begin(self, expected_s: float | None = None) -> None:
        """A phase begins.  expected_s: how long it takes, where that is known and nothing is reported."""
        self._began = self._reported_at = self._clock()
        self._first: tuple[float, float] | None = None  # Time and share of the first report.
        self._share, self._step_share, self._total_s = 0.0, 1.0, expected_s

    def report(self, share: float, left_s: float | None = None) -> None:
        """So much of it is done, 0 to 1.  left_s: seconds that it will still take, where that is known."""
        now = self._clock()
        self._first = self._first or (now, share)
        if left_s is not None:
            self._step_share, self._total_s = 1 - share, left_s / max(1 - share, 1e-9)
        elif share > self._first[1]:
            self._step_share = max(min(share - self._share, 1 - share), 0.0)
            self._total_s = (now - self._first[0]) / (share - self._first[1])
        self._share, self._reported_at = share, now

    @property
    def spent_s(self) -> float:
        """Seconds since it began."""
        return self._clock() - self._began

    @property
    def share(self) -> float | None:
        """How much of it is done, 0 to 1; None: not known."""
        if not self._total_s:
            return self._share or None
        if not self._step_share:
            return self._share
        steps = (self._clock() - self._reported_at) / (self._total_s * self._step_share)
        return self._share + self._step_share * _within_step(steps)

    @property
    def left_s(self) -> float | None:
        """Seconds left; None where they are unknown."""
        share = self.share
        return None if share is None or not self._total_s else max((1 - share) * self._total_s, MIN_LEFT_S)


def _within_step(steps: float) -> float:
    """How much of a step is done after the time that `steps` steps take: steady at first, never 1."""
    if steps <= STEADY_SHARE:
        return steps
    rest = 1 - STEADY_SHARE
    return 1 - rest / (1 + (steps - STEADY_SHARE) / rest)
