"""How long a job will still take, judged by how far it has come."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

SHOWN_AFTER_S = 2.0  # Shorter work is over before an estimate is read.
# Of the work: some methods go faster towards the end, so that an earlier estimate would be wrong.
MIN_DONE_SHARE = 0.2


class Remaining:
    """One job after another."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._first: tuple[float, float] | None = None  # time and fraction when the work proper began

    def begin(self) -> None:
        self._first = None

    def left(self, fraction: float) -> float | None:
        """Seconds, in steps that a guess deserves; None while there is nothing to judge by.

        fraction: how much of the job is done, 0 to 1.  What comes before the first step, such as loading a
        network, is not counted.
        """
        now = self._clock()
        if self._first is None:
            self._first = now, fraction
        spent, done = now - self._first[0], fraction - self._first[1]
        if spent < SHOWN_AFTER_S or done < MIN_DONE_SHARE:
            return None
        seconds = spent * (1 - fraction) / done
        step = 1 if seconds < 10 else 5 if seconds < 60 else 60
        return max(1, math.ceil(seconds / step) * step)
