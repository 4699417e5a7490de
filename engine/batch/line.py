"""Pieces of work pass several stages, each in threads of its own, so that none waits for another's."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

Piece = TypeVar("Piece")
STACK = 16 << 20  # bytes: macOS gives threads 512 kB, too little for compiled solvers


class Line(Generic[Piece]):
    """`put` a piece, and it passes all stages in turn; `ended` is then called, in whichever thread it was.

    stages: (what is done with a piece, by how many threads).  A piece whose stage raises goes no further and
    ends with that exception.  How many are on the line at once is for the caller to bound.
    """

    def __init__(
        self,
        stages: Sequence[tuple[Callable[[Piece], None], int]],
        ended: Callable[[Piece, BaseException | None], None],
    ) -> None:
        self._ended = ended
        self._stages = [do for do, _ in stages]
        self._queues: list[queue.SimpleQueue[Piece | None]] = [queue.SimpleQueue() for _ in stages]
        self._counts = [count for _, count in stages]
        self._threads = [
            threading.Thread(target=self._serve, args=(at,), name=f"batch-{at}")
            for at, count in enumerate(self._counts)
            for _ in range(count)
        ]
        usual = threading.stack_size(STACK)
        try:
            for thread in self._threads:
                thread.start()
        finally:
            threading.stack_size(usual)

    def put(self, piece: Piece) -> None:
        self._queues[0].put(piece)

    def close(self) -> None:
        """The threads end once they are through with what they have."""
        for waiting, count in zip(self._queues, self._counts, strict=True):
            for _ in range(count):
                waiting.put(None)

    def join(self, seconds: float | None = None) -> bool:
        """Wait for the threads to end.  False where some have not in that time."""
        until = None if seconds is None else time.monotonic() + seconds
        for thread in self._threads:
            thread.join(None if until is None else max(0.0, until - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    def _serve(self, at: int) -> None:
        while (piece := self._queues[at].get()) is not None:
            error: BaseException | None = None
            try:
                self._stages[at](piece)
            except BaseException as raised:  # whatever one piece does, the line goes on
                error = raised
            if error is not None or at + 1 == len(self._stages):
                self._ended(piece, error)
            else:
                self._queues[at + 1].put(piece)
            del piece, error  # a photo is not held while the next is waited for
