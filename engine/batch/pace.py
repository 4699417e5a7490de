"""How fast a batch goes, and how long it will still take."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

LATELY = 60  # photos by which the pace is judged: what comes is most like what just went
LEAST = 3  # photos before anything is promised
EACH = 50_000  # bytes that a photo's own overhead is worth, beside the size of its file


class Pace:
    """Judges by the size of the files, which tells most of how long a photo takes; pauses do not count."""

    def __init__(self, sizes: int, count: int, clock: Callable[[], float] = time.monotonic) -> None:
        """sizes: bytes of all `count` photos that are to be done."""
        self._clock = clock
        self._whole = sizes + EACH * count
        self._left = self._whole
        self._paused_at: float | None = None
        self._lost = 0.0
        self._lately: deque[tuple[float, int]] = deque([(self._now(), 0)], maxlen=LATELY + 1)

    def ended(self, size: int) -> None:
        """One photo more is through, whatever became of it."""
        self._left -= size + EACH
        self._lately.append((self._now(), size + EACH))

    def pause(self) -> None:
        self._paused_at = self._paused_at or self._clock()

    def go_on(self) -> None:
        if self._paused_at is not None:
            self._lost += self._clock() - self._paused_at
            self._paused_at = None

    @property
    def fraction(self) -> float:
        return 1 - self._left / self._whole if self._whole else 1.0

    @property
    def per_minute(self) -> float | None:
        """Photos, lately; None until some are through."""
        count, seconds = len(self._lately) - 1, self._seconds
        return 60 * count / seconds if count >= LEAST and seconds > 0 else None

    @property
    def seconds_left(self) -> float | None:
        """None until some are through."""
        if self.per_minute is None:
            return None
        work = sum(size for _, size in list(self._lately)[1:])
        since = self._now() - self._lately[-1][0]
        return max(0.0, self._left * self._seconds / work - since)

    @property
    def _seconds(self) -> float:
        return self._lately[-1][0] - self._lately[0][0]

    def _now(self) -> float:
        return (self._paused_at or self._clock()) - self._lost
