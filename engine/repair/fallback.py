"""The fallback when memory runs out: smaller calls, then the CPU, and a note for the person."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from engine.errors import MemoryShort
from engine.text import Text

Result = TypeVar("Result")
SIZE_SHARES = (1.0, 0.5, 0.25)  # Of the usual size of a call.
SMALLER_PIECES_NOTE = Text("Memory was short, so the photo was worked on in smaller pieces.")
ON_CPU_NOTE = Text("The graphics card's memory was too small, so the CPU did the work.")


class MemoryFallback:
    """Steps down when memory runs out, and stays there for the rest of the repair.

    Each step is a size share and a device: all SIZE_SHARES on the given device, then on the CPU.
    """

    def __init__(self, device: str) -> None:
        devices = [device] if device == "cpu" else [device, "cpu"]
        self._steps = [(share, each) for each in devices for share in SIZE_SHARES]
        self._at = 0

    def run(self, attempt: Callable[[float, str], Result]) -> Result:
        """Call attempt(size_share, device), again at lower steps on MemoryError.

        Raises MemoryShort at the end.
        """
        while True:
            try:
                return attempt(*self._steps[self._at])
            except MemoryError as error:
                if self._at + 1 == len(self._steps):
                    raise MemoryShort from error
                self._at += 1

    @property
    def notes(self) -> tuple[Text, ...]:
        """What a person should know about the steps that were taken."""
        share, device = self._steps[self._at]
        smaller = (SMALLER_PIECES_NOTE,) if share < 1 else ()
        return smaller + ((ON_CPU_NOTE,) if device != self._steps[0][1] else ())
