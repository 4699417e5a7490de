"""What is tried when memory runs out: smaller pieces, then the CPU, and the person is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from engine.errors import MemoryShort, mark

Result = TypeVar("Result")
SHARES = (1.0, 0.5, 0.25)  # of the usual size of a piece
SMALLER = mark("Memory was short, so the photo was worked on in smaller pieces.")
ON_CPU = mark("The graphics card's memory was too small, so the CPU did the work.")
_SAYINGS = (
    "out of memory",
    "allocate memory",
    "not enough memory",
    "insufficient memory",
)  # torch's, OpenCV's


def is_short(error: BaseException) -> bool:
    """Whether an exception means that memory ran out; torch and OpenCV have their own classes for it."""
    if isinstance(error, MemoryError):
        return True
    return isinstance(error, Exception) and any(words in str(error).lower() for words in _SAYINGS)


class Ladder:
    """Steps down as memory runs out, and stays down for what is left of the repair."""

    def __init__(self, device: str) -> None:
        devices = [device] if device == "cpu" else [device, "cpu"]
        self._rungs = [(share, each) for each in devices for share in SHARES]
        self._at = 0

    def climb(self, attempt: Callable[[float, str], Result]) -> Result:
        """attempt(share, device) on this rung, then on lower ones.  Raises MemoryShort after the last."""
        while True:
            try:
                return attempt(*self._rungs[self._at])
            except MemoryError as error:
                if self._at + 1 == len(self._rungs):
                    raise MemoryShort from error
                self._at += 1

    @property
    def notes(self) -> tuple[str, ...]:
        share, device = self._rungs[self._at]
        smaller = (SMALLER,) if share < 1 else ()
        return smaller + ((ON_CPU,) if device != self._rungs[0][1] else ())
