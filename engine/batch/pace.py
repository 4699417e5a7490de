"""How fast a batch goes, and how long it will still take."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

LATELY = 60  # photos by which the pace is judged: what comes is most like what just went
LEAST = 3  # photos before a pace is told
EARLY = 10, 0.05  # s and share of the whole from which the time left is told all the same
EACH = 50_000  # bytes that a photo's own overhead is worth, beside the size of its file
FILLED = 0.95  # of a photo's work is done when it says that all is: it is still to be written


class Pace:
    """Judges by the size of the files, which tells most of how long a photo takes; pauses do not count."""

    def __init__(self, sizes: int, count: int, clock: Callable[[], float] = time.monotonic) -> None:
        """sizes: bytes of all `count` photos that are to be done."""
        self._clock = clock
        self._whole = sizes + EACH * count
        self._ended = 0.0  # of the whole
        self._under_way: dict[str, float] = {}
        self._paused_at: float | None = None
        self._lost = 0.0
        self._lately: deque[tuple[float, float]] = deque([(self._now(), 0.0)], maxlen=LATELY + 1)

    def going(self, name: str, size: int, fraction: float) -> None:
        """How far a photo on its way is; one that begins again has still come as far as it had."""
        done = FILLED * fraction * (size + EACH)
        self._under_way[name] = max(done, self._under_way.get(name, 0.0))

    def dropped(self, name: str) -> None:
        """A photo that was on its way counts as waiting again."""
        self._under_way.pop(name, None)

    def ended(self, name: str, size: int) -> None:
        """One photo more is through, whatever became of it."""
        self.dropped(name)
        self._ended += size + EACH
        self._lately.append((self._now(), self._done))

    def pause(self) -> None:
        self._paused_at = self._paused_at or self._clock()

    def go_on(self) -> None:
        if self._paused_at is not None:
            self._lost += self._clock() - self._paused_at
            self._paused_at = None

    @property
    def fraction(self) -> float:
        return min(1.0, self._done / self._whole) if self._whole else 1.0

    @property
    def per_minute(self) -> float | None:
        """Photos, lately; None until some are through."""
        count, seconds = len(self._lately) - 1, self._lately[-1][0] - self._lately[0][0]
        return 60 * count / seconds if count >= LEAST and seconds > 0 else None

    @property
    def seconds_left(self) -> float | None:
        """None until some photos are through, or enough of large ones."""
        now, done = self._now(), self._done
        (since, before), (last, then) = self._lately[0], self._lately[-1]
        early = now - since >= EARLY[0] and self.fraction >= EARLY[1]
        if (self.per_minute is None and not early) or done <= before:
            return None
        if done > then:  # those on their way tell how far they are
            return (self._whole - done) * (now - since) / (done - before)
        return max(0.0, (self._whole - done) * (last - since) / (done - before) - (now - last))

    @property
    def _done(self) -> float:
        return self._ended + sum(self._under_way.values())

    def _now(self) -> float:
        return (self._paused_at or self._clock()) - self._lost
