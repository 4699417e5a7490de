"""Who is called back when a document changes."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence

from app.document.edit import Change
from app.document.planes import GUIDE_PLANES, MASK_PLANE, PHOTO_PLANE, REPAIRED_PLANE
from app.document.records import Value
from engine.pixels.box import EMPTY_BOX, Box

Watcher = Callable[[Change], None]
MAX_SINGLE_BOXES = 16  # with more changed boxes, one box around them all is reported


class Watchers:
    """The callbacks of one document, in the order in which they were added."""

    def __init__(self) -> None:
        self._callbacks: list[Watcher] = []

    def add(self, callback: Watcher) -> Callable[[], None]:
        """Returns what removes it again."""
        self._callbacks.append(callback)
        return lambda: self._callbacks.remove(callback)

    def __len__(self) -> int:
        return len(self._callbacks)

    def clear(self) -> None:
        self._callbacks.clear()

    def report(self, change: Change) -> None:
        for callback in tuple(self._callbacks):
            callback(change)

    def report_box(self, name: str, box: Box) -> None:
        """A plane changed in a box."""
        if name != REPAIRED_PLANE:
            guide = name if name in GUIDE_PLANES else ""
            self.report(Change(box, photo=name == PHOTO_PLANE, mask=name == MASK_PLANE, guide=guide))

    def report_values(self, values: Sequence[Value]) -> None:
        """Every box of `values`, or for each plane the box around them where there are many."""
        for name in {name for name, _, _ in values}:
            boxes = [box for plane, box, _ in values if plane == name]
            if len(boxes) > MAX_SINGLE_BOXES:
                boxes = [functools.reduce(Box.__or__, boxes)]
            for box in boxes:
                self.report_box(name, box)

    def report_history(self) -> None:
        """Something else may be undone, redone or edited now."""
        self.report(Change(EMPTY_BOX, history=True))
