"""How long a job will still take, judged by how far it has come."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

SAID_AFTER = 2.0  # s: shorter work is over before a guess of it is read
LEAST = 0.2  # of the work: before that a guess is none; some methods go faster towards the end


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
        if spent < SAID_AFTER or done < LEAST:
            return None
        seconds = spent * (1 - fraction) / done
        step = 1 if seconds < 10 else 5 if seconds < 60 else 60
        return max(1, math.ceil(seconds / step) * step)
