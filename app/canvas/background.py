"""Small work beside the GUI thread: the canvas's tiles.  Repairs run in app.jobs."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

T = TypeVar("T")
WORKER_THREADS = 2
LOG = logging.getLogger("lacuna")


class Background(QObject):
    """`run(work, then)`: work in a worker, then(result) in the GUI thread through a queued signal."""

    _done = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool: ThreadPoolExecutor | None = None
        self._done.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        if self._pool is None:
            self._pool = ThreadPoolExecutor(WORKER_THREADS, thread_name_prefix="canvas")
        self._pool.submit(self._work, work, then)

    def close(self) -> None:
        """Wait for what is running, drop the rest, end the threads.  A later run starts them again."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def _work(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        try:
            result = work()
        except Exception:
            LOG.exception("The canvas could not draw a part of the photo")
            return
        self._done.emit(partial(then, result))

    @Slot(object)
    def _deliver(self, call: Callable[[], None]) -> None:
        call()
