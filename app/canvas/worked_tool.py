"""What tools share whose answer takes a moment: it is worked out beside the GUI thread."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

from app.canvas.tool import ToolHost

LOG = logging.getLogger("lacuna")
Answer = TypeVar("Answer")


class WorkedAnswer:
    """One piece of work at a time; the answer of one that was dropped or followed by another is not given."""

    def __init__(self, host: ToolHost) -> None:
        self._host = host
        self._number = 0  # of the newest piece of work
        self.waiting = False

    def start(self, work: Callable[[], Answer], done: Callable[[Answer | None], None]) -> None:
        """Call `work` in a worker thread, then `done` on the GUI thread; None where it failed."""
        self._number += 1
        self.waiting = True
        number = self._number

        def guarded() -> Answer | None:
            try:
                return work()
            except Exception:
                LOG.exception("A tool could not work out its answer")
                return None

        def then(answer: Answer | None) -> None:
            if number == self._number:
                self.waiting = False
                done(answer)

        self._host.background.run(guarded, then)

    def drop(self) -> None:
        """The answer is not wanted any more."""
        self._number += 1
        self.waiting = False
