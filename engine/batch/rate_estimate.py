"""Estimates the rate of a batch and the time it still takes."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

# The rate is measured over this many photos, as the next ones are most like the last ones.
RECENT_PHOTOS = 60
# No rate is given before this many photos have ended.
MIN_PHOTOS = 3
# The time left is given before that, once this much time has passed and this share of the work is done.
MIN_SECONDS, MIN_FRACTION = 10, 0.05
# The work of a photo is measured by the size of its file plus this overhead.
OVERHEAD_BYTES = 50_000
# The share of a photo's work that is done when its fill is complete; the rest is writing.
FILLED_SHARE = 0.95


class RateEstimate:
    """The rate of a batch by the sizes of its files, which predict the time best; pauses do not count."""

    def __init__(self, sizes: int, count: int, clock: Callable[[], float] = time.monotonic) -> None:
        """sizes: bytes of all `count` photos of the run."""
        self._clock = clock
        self._whole = sizes + OVERHEAD_BYTES * count
        self._ended = 0.0  # Bytes of the work.
        self._running: dict[str, float] = {}
        self._paused_at: float | None = None
        self._lost = 0.0
        self._recent: deque[tuple[float, float]] = deque([(self._now(), 0.0)], maxlen=RECENT_PHOTOS + 1)

    def running(self, name: str, size: int, fraction: float) -> None:
        """Set the progress of a running photo; it never falls, even if the photo is started again."""
        done = FILLED_SHARE * fraction * (size + OVERHEAD_BYTES)
        self._running[name] = max(done, self._running.get(name, 0.0))

    def waiting(self, name: str) -> None:
        """Count a running photo as waiting again."""
        self._running.pop(name, None)

    def ended(self, name: str, size: int) -> None:
        """Count a photo as ended, repaired or failed."""
        self.waiting(name)
        self._ended += size + OVERHEAD_BYTES
        self._recent.append((self._now(), self._done))

    def pause(self) -> None:
        self._paused_at = self._paused_at or self._clock()

    def resume(self) -> None:
        if self._paused_at is not None:
            self._lost += self._clock() - self._paused_at
            self._paused_at = None

    @property
    def fraction(self) -> float:
        return min(1.0, self._done / self._whole) if self._whole else 1.0

    @property
    def per_minute(self) -> float | None:
        """Photos a minute of late; None until some have ended."""
        count, seconds = len(self._recent) - 1, self._recent[-1][0] - self._recent[0][0]
        return 60 * count / seconds if count >= MIN_PHOTOS and seconds > 0 else None

    @property
    def seconds_left(self) -> float | None:
        """The estimated time left; None until some photos have ended, or enough of large ones is done."""
        now, done = self._now(), self._done
        (since, before), (last, then) = self._recent[0], self._recent[-1]
        early = now - since >= MIN_SECONDS and self.fraction >= MIN_FRACTION
        if (self.per_minute is None and not early) or done <= before:
            return None
        if done > then:  # Running photos have progressed since.
            return (self._whole - done) * (now - since) / (done - before)
        return max(0.0, (self._whole - done) * (last - since) / (done - before) - (now - last))

    @property
    def _done(self) -> float:
        return self._ended + sum(self._running.values())

    def _now(self) -> float:
        return (self._paused_at or self._clock()) - self._lost
