"""How what a tool covers gets into the mask, and what may follow once it is there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.canvas.strokes import Coverage
from app.document import mask_commands
from app.document.edit import Edit
from engine.pixels.box import Box

if TYPE_CHECKING:
    from app.canvas.tool import Tool
    from app.document.document import Document

IMMEDIATE_UP_TO_PIXELS = 4 << 20  # So many are marked within 30 ms; more are a job's work.


class Marking(QObject):
    """Marks a small area at once and asks the window for a job where it is large."""

    job_asked = Signal(object, object)  # a MaskCommand, and what is called once it is carried out

    def __init__(
        self,
        parent: QObject,
        *,
        document: Callable[[], Document | None],
        tool: Callable[[], Tool],
        begin: Callable[[str], Edit],
        finished: Callable[[], None],
    ) -> None:
        """finished: called once the area is part of the document, or waits for the repair that runs."""
        super().__init__(parent)
        self._document, self._tool = document, tool
        self._begin, self._finished = begin, finished
        self._asked = False  # a job was asked for, and is not known to have ended
        self._following: Callable[[], None] | None = None

    def draw(self, title: str, box: Box, coverage: Coverage, *, erase: bool) -> None:
        """mask = max(mask, coverage), or where it is erased min(mask, 255 - coverage), as one undo step."""
        document = self._document()
        assert document is not None
        if box.area > IMMEDIATE_UP_TO_PIXELS and not document.locked:
            command = mask_commands.draw(box, coverage, title=title, erase=erase)
            self._asked = True
            self.job_asked.emit(command, self._finished)
            return
        with self._begin(title) as edit:
            (edit.erase if erase else edit.paint)(box, coverage)
        self._finished()

    @property
    def waiting(self) -> bool:
        """The tool in use will mark something in a moment, with no more to be done for it."""
        document = self._document()
        return self._tool().waiting or (self._asked and document is not None and document.locked)

    def when_done(self, follow: Callable[[], None]) -> None:
        """Call it once the tool in use has marked what it works out; at once where there is nothing."""
        if self.waiting:
            self._following = follow
        else:
            follow()

    def done(self) -> None:
        """What was worked out is marked."""
        self._asked = False
        following, self._following = self._following, None
        if following is not None:
            following()

    def drop(self) -> None:
        """What was under way is given up, and with it what should have followed."""
        self._following = None

    def note(self) -> None:
        """The tool may have come to nothing: then nothing follows."""
        if self._following is not None and not self.waiting:
            self._following = None
