"""A pipeline of stages, each with threads of its own, so that no stage waits for another one's work."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

Task = TypeVar("Task")
# macOS gives threads 512 kB, which is too little for compiled solvers.
THREAD_STACK_BYTES = 16 << 20


class Pipeline(Generic[Task]):
    """Passes each task that is `put` through all stages, then calls `ended` in the last stage's thread.

    stages: (function of a task, number of threads).  A task whose stage raises goes no further and ends with
    that exception.  The caller limits the number of tasks in the pipeline.
    """

    def __init__(
        self,
        stages: Sequence[tuple[Callable[[Task], None], int]],
        ended: Callable[[Task, BaseException | None], None],
    ) -> None:
        self._ended = ended
        self._stages = [do for do, _ in stages]
        self._queues: list[queue.SimpleQueue[Task | None]] = [queue.SimpleQueue() for _ in stages]
        self._counts = [count for _, count in stages]
        self._threads = [
            threading.Thread(target=self._serve, args=(at,), name=f"batch-{at}")
            for at, count in enumerate(self._counts)
            for _ in range(count)
        ]
        usual = threading.stack_size(THREAD_STACK_BYTES)
        try:
            for thread in self._threads:
                thread.start()
        finally:
            threading.stack_size(usual)

    def put(self, task: Task) -> None:
        self._queues[0].put(task)

    def close(self) -> None:
        """Let the threads end once they have finished all tasks."""
        for waiting, count in zip(self._queues, self._counts, strict=True):
            for _ in range(count):
                waiting.put(None)

    def join(self, seconds: float | None = None) -> bool:
        """Wait for the threads to end.  False if some have not ended in that time."""
        until = None if seconds is None else time.monotonic() + seconds
        for thread in self._threads:
            thread.join(None if until is None else max(0.0, until - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    def _serve(self, at: int) -> None:
        while (task := self._queues[at].get()) is not None:
            error: BaseException | None = None
            try:
                self._stages[at](task)
            except BaseException as raised:  # An error of one task must not end the thread.
                error = raised
            if error is not None or at + 1 == len(self._stages):
                self._ended(task, error)
            else:
                self._queues[at + 1].put(task)
            del task, error  # So that no photo is held while waiting for the next.
