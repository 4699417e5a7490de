"""What a tool is.  A new one is a file in app/canvas/tools with a class TOOL; the toolbox finds it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter

from app.canvas.brush import Brush
from app.canvas.strokes import Coverage, Point, capsule
from app.document.edit import Edit
from engine.models.method import Guide
from engine.pixels.box import Box


def mark(text: str) -> str:
    """Mark a tool's text for translation; it is translated in the context "Tool" where it is shown."""
    return text


@dataclass(frozen=True)
class PointerEvent:
    """A pointer event in photo pixels.  erase: Alt or right button.  straight: Shift.  pressure: [0, 1]."""

    x: float
    y: float
    erase: bool = False
    straight: bool = False
    pressure: float = 1.0

    @property
    def point(self) -> Point:
        return self.x, self.y


class ToolHost(Protocol):
    """What a tool sees of the canvas."""

    brush: Brush
    last_point: Point | None  # where the last stroke ended, for straight lines

    @property
    def photo_box(self) -> Box: ...

    @property
    def scale(self) -> float: ...

    @property
    def ratio(self) -> float: ...

    @property
    def mask_colour(self) -> QColor | None:
        """What the mask is tinted with; None while it is not shown."""

    def begin(self, title: str) -> Edit: ...

    def finished(self) -> None:
        """A stroke has become part of the document."""

    def redraw(self) -> None:
        """The tool's own drawing changed."""


@dataclass(frozen=True, kw_only=True)
class ToolInfo:
    """title and tip are shown translated; key is the shortcut that the window binds.

    ring: its cursor is the brush ring.  pans: the left button moves the view.  picks: a click on a find
    drops or picks that, and is no stroke.  guides: it draws for methods that follow one of these, no mask.
    """

    id: str
    title: str
    tip: str
    key: str
    order: int
    ring: bool = False
    pans: bool = False
    picks: bool = False
    guides: frozenset[Guide] = frozenset()


class Tool(ABC):
    """Gets the pointer while a button is down."""

    info: ToolInfo

    def __init__(self, host: ToolHost) -> None:
        self.host = host

    @property
    @abstractmethod
    def active(self) -> bool:
        """A stroke or shape is under way."""

    @abstractmethod
    def press(self, pointer: PointerEvent) -> None: ...

    @abstractmethod
    def drag(self, pointer: PointerEvent) -> None: ...

    @abstractmethod
    def release(self, pointer: PointerEvent) -> None: ...

    @abstractmethod
    def cancel(self) -> None:
        """Give up what is under way; the document is as before."""

    def hover(self, pointer: PointerEvent) -> None:  # noqa: B027
        """The pointer moved with no button down."""

    def lift(self, pointer: PointerEvent) -> None:  # noqa: B027
        """The view was panned in mid-stroke: go on from here, without a line to here."""

    def finish(self) -> bool:
        """Enter or a double click: close the shape under way.  False where there is none."""
        return False

    def take_back(self) -> bool:
        """Backspace: take the last corner back.  False where there is none."""
        return False

    def swap(self) -> bool:
        """X: turn to the tool's other side.  False where it has none."""
        return False

    def tip(self, erasing: bool) -> tuple[float, float]:  # noqa: ARG002
        """Radius in photo pixels, and feather, of what it would draw."""
        return self.host.brush.radius, self.host.brush.feather

    def erases(self, alt: bool) -> bool:
        """Whether a stroke begun now would erase; the cursor shows it."""
        return alt

    def cursor(self, at: Point) -> Qt.CursorShape | None:  # noqa: ARG002
        """The system's cursor that it wants at a point of the photo; None for the canvas's own."""
        return None

    def overlay(self, painter: QPainter, to_view: Callable[[Point], Point]) -> None:  # noqa: B027
        """What it lays over the photo while it is chosen, in view pixels."""

    def draw(self, painter: QPainter, to_view: Callable[[Point], Point]) -> None:  # noqa: B027
        """The shape under way, over the photo, in view pixels."""


class StrokeTool(Tool):
    """Lays capsules from event to event, as one undo step."""

    title: str

    def __init__(self, host: ToolHost) -> None:
        super().__init__(host)
        self.erasing = False
        self._edit: Edit | None = None
        self._last: Point = (0.0, 0.0)

    @property
    def active(self) -> bool:
        return self._edit is not None

    def apply(self, edit: Edit, box: Box, coverage: Coverage) -> None:
        """Lay one piece of the stroke into the document."""
        if self.erasing:
            edit.erase(box, coverage)
        else:
            edit.paint(box, coverage)

    def press(self, pointer: PointerEvent) -> None:
        self._edit = self.host.begin(self.title)
        self.erasing = self.erases(pointer.erase)
        start = self.host.last_point if pointer.straight else None
        self._last = start or pointer.point
        self.drag(pointer)

    def drag(self, pointer: PointerEvent) -> None:
        if self._edit is None:
            return
        radius, feather = self.tip(self.erasing)
        box, coverage = capsule(
            self._last,
            pointer.point,
            radius=radius * pointer.pressure,
            feather=feather,
            limits=self.host.photo_box,
        )
        self._last = pointer.point
        if box.empty:
            return
        try:
            self.apply(self._edit, box, coverage)
        except BaseException:  # out of memory, say: half a stroke is worse than none
            self.cancel()
            raise

    def lift(self, pointer: PointerEvent) -> None:
        self._last = pointer.point

    def release(self, pointer: PointerEvent) -> None:
        if self._edit is None:
            return
        if pointer.point != self._last:
            self.drag(pointer)
        edit, self._edit = self._edit, None
        edit.commit()
        self.host.last_point = self._last
        self.host.finished()

    def cancel(self) -> None:
        if self._edit is not None:
            edit, self._edit = self._edit, None
            edit.rollback()


class ShapeTool(Tool):
    """Collects points and lays the shape into the mask at once, as one undo step."""

    title: str

    def __init__(self, host: ToolHost) -> None:
        super().__init__(host)
        self.points: list[Point] = []
        self.erasing = False

    @property
    def active(self) -> bool:
        return bool(self.points)

    @abstractmethod
    def covered(self, points: Sequence[Point]) -> tuple[Box, Coverage]:
        """What the shape marks."""

    def commit(self) -> None:
        points, self.points = self.points, []
        box, coverage = self.covered(points)
        self.host.redraw()
        if box.empty or not coverage.any():
            return
        with self.host.begin(self.title) as edit:
            (edit.erase if self.erasing else edit.paint)(box, coverage)
        self.host.finished()

    def cancel(self) -> None:
        self.points = []
        self.host.redraw()
