"""What a tool is.  A new one is a file in app/canvas/tools with a class TOOL; the toolbox finds it."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter

from app.canvas.background import Background
from app.canvas.brush import Brush
from app.canvas.strokes import Coverage, Point, capsule
from app.document.document import Document
from app.document.edit import Edit
from app.document.stroke_coverage import StrokeCoverage
from engine.models.method import Guide
from engine.options import Option, Value
from engine.pixels.box import Box

# Where strokes build up: the distance of two dabs, and that for which the flow is meant, of the diameter.
DAB_SPACING, FLOW_SPACING = 0.125, 0.25
MAX_BUILT_FLOW = 0.999  # In a stroke that builds up, where the pen's pressure is full.
MAX_RADIUS_STEP = 0.06  # Of the radius: pieces of a stroke whose width changes differ by less.


def mark(text: str) -> str:
    """Mark a tool's text for translation; it is translated in the context "Tool" where it is shown."""
    return text


@dataclass(frozen=True)
class PointerEvent:
    """A pointer event in photo pixels.

    erase: Alt or right button.  straight: Shift.  pressure: of a pen, [0, 1]; 1 of a mouse.
    """

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
    background: Background
    last_point: Point | None  # where the last stroke ended, for straight lines
    pressure_sizes: bool  # the pressure of a pen scales the brush
    pressure_flows: bool  # and how much one dab adds

    @property
    def document(self) -> Document | None: ...

    @property
    def can_paint(self) -> bool:
        """An edit may begin."""

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

    def draw_mask(self, title: str, box: Box, coverage: Coverage, *, erase: bool) -> None:
        """Mark a shape, or unmark it, as one undo step; a large one a moment later."""

    def finished(self) -> None:
        """A stroke has become part of the document."""

    def redraw(self) -> None:
        """The tool's own drawing changed."""

    def hint(self, text: str) -> None:
        """Show a line that fades: what the person has to do first."""


@dataclass(frozen=True, kw_only=True)
class ToolInfo:
    """title and tip are shown translated; key is the shortcut that the window binds.

    ring: its cursor is the brush ring.  pans: the left button moves the view.  picks: a click on a find
    drops or picks that, and is no stroke.  guides: it draws for methods that follow one of these, no mask.
    paints_photo: it changes the photo's own pixels, no mask.  samples: Alt or the right button says where it
    copies from.  flows: its strokes can be built up.  step_title: of what it does in the history, where that
    is not its title.  options: what can be set for it alone.
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
    paints_photo: bool = False
    samples: bool = False
    flows: bool = False
    step_title: str = ""
    options: tuple[Option, ...] = ()

    @property
    def marks_mask(self) -> bool:
        """What it draws is the mask."""
        return not self.guides and not self.paints_photo


class Tool(ABC):
    """Gets the pointer while a button is down."""

    info: ToolInfo

    def __init__(self, host: ToolHost) -> None:
        self.host = host
        self.values: dict[str, Value] = {option.id: option.default for option in self.info.options}

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

    def forget(self) -> None:  # noqa: B027
        """Another photo is shown: what was said of the last one counts no more."""

    def lift(self, pointer: PointerEvent) -> None:  # noqa: B027
        """The view was panned in mid-stroke: go on from here, without a line to here."""

    def finish(self) -> bool:
        """Enter or a double click: close the shape under way.  False where there is none."""
        return False

    @property
    def waiting(self) -> bool:
        """It works out what it will mark, and nothing more has to be done for it."""
        return False

    @property
    def can_take_back(self) -> bool:
        """take_back() would do something."""
        return False

    def take_back(self) -> bool:
        """Undo, Backspace, Delete: take the last click back.  False where there is none."""
        return False

    def conclude(self) -> None:  # noqa: B027
        """The document is about to be left: what was drawn so far counts."""

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
    """Draws capsules from event to event, or dabs where strokes are built up, as one undo step."""

    def __init__(self, host: ToolHost) -> None:
        super().__init__(host)
        self.erasing = False
        self._edit: Edit | None = None
        self._last = PointerEvent(0.0, 0.0)
        self._builds_up = False
        self._to_next_dab = 0.0  # px
        self._coverage = StrokeCoverage(Box(0, 0, 0, 0))

    @property
    def active(self) -> bool:
        return self._edit is not None

    def begin(self, edit: Edit, pointer: PointerEvent) -> None:
        """A stroke begins."""

    def apply(self, edit: Edit, box: Box, coverage: Coverage, flow: float) -> None:
        """Draw one piece of the stroke into the document.  flow: below 1 where pieces add up."""
        inside = box & self.host.photo_box
        if flow < 1 and not inside.empty:
            covered = self._coverage.add(inside, coverage[inside.shifted(-box.left, -box.top).slices], flow)
            coverage, box = np.rint(covered * 255).astype(np.uint8), inside
        if self.erasing:
            edit.erase(box, coverage)
        else:
            edit.paint(box, coverage)

    def complete(self, edit: Edit) -> None:
        """The stroke is drawn and about to become an undo step."""

    def press(self, pointer: PointerEvent) -> None:
        edit = self._edit = self.host.begin(self.info.step_title or self.info.title)
        self.erasing = self.erases(pointer.erase)
        self._coverage = StrokeCoverage(self.host.photo_box)
        self._builds_up = self.info.flows and self._flow(pointer.pressure) < 1
        self._to_next_dab = 0.0
        start = self.host.last_point if pointer.straight else None
        x, y = start or pointer.point
        self._last = replace(pointer, x=x, y=y)
        with self._given_up_on_errors():
            self.begin(edit, pointer)
        self.drag(pointer)

    def drag(self, pointer: PointerEvent) -> None:
        edit = self._edit
        if edit is None:
            return
        _, feather = self.tip(self.erasing)
        pieces = self._dabs(pointer) if self._builds_up else self._capsules(pointer)
        with self._given_up_on_errors():
            for start, end, radius, flow in pieces:
                box, coverage = capsule(
                    start, end, radius=radius, feather=feather, limits=self.host.photo_box
                )
                if not box.empty:
                    self.apply(edit, box, coverage, flow)
        self._last = pointer

    def lift(self, pointer: PointerEvent) -> None:
        self._last = replace(self._last, x=pointer.x, y=pointer.y)

    def release(self, pointer: PointerEvent) -> None:
        if self._edit is None:
            return
        if pointer.point != self._last.point:
            self.drag(pointer)
        edit = self._edit
        with self._given_up_on_errors():
            self.complete(edit)
        self._edit = None
        edit.commit()
        self.host.last_point = self._last.point
        self.host.finished()

    def conclude(self) -> None:
        self.release(self._last)

    def cancel(self) -> None:
        if self._edit is not None:
            edit, self._edit = self._edit, None
            edit.rollback()

    @contextmanager
    def _given_up_on_errors(self) -> Iterator[None]:
        """Out of memory, say: half a stroke is worse than none."""
        try:
            yield
        except BaseException:
            self.cancel()
            raise

    def _radius(self, pressure: float) -> float:
        radius, _ = self.tip(self.erasing)
        return radius * pressure if self.host.pressure_sizes else radius

    def _flow(self, pressure: float) -> float:
        return self.host.brush.flow * (pressure if self.host.pressure_flows else 1.0)

    def _capsules(self, pointer: PointerEvent) -> Iterator[_Piece]:
        """From the last event to this one, in several where the width changes."""
        last = self._last
        first, final = self._radius(last.pressure), self._radius(pointer.pressure)
        count = max(1, math.ceil(abs(final - first) / max(1.0, MAX_RADIUS_STEP * max(first, final))))
        start = last.point
        for number in range(1, count + 1):
            share = number / count
            end = _between(last.point, pointer.point, share)
            yield start, end, first + (final - first) * share, 1.0
            start = end

    def _dabs(self, pointer: PointerEvent) -> Iterator[_Piece]:
        """Discs at equal distances, so that how fast one draws makes no difference."""
        last = self._last
        length = math.dist(last.point, pointer.point)
        while self._to_next_dab <= length:
            share = self._to_next_dab / length if length else 1.0
            pressure = last.pressure + (pointer.pressure - last.pressure) * share
            radius, at = self._radius(pressure), _between(last.point, pointer.point, share)
            # So many dabs as there are here add up to what the flow means at FLOW_SPACING.
            flow = 1 - (1 - min(self._flow(pressure), MAX_BUILT_FLOW)) ** (DAB_SPACING / FLOW_SPACING)
            yield at, at, radius, flow
            self._to_next_dab += max(1.0, 2 * radius * DAB_SPACING)
        self._to_next_dab -= length


_Piece = tuple[Point, Point, float, float]  # start, end, radius in px, flow


def _between(start: Point, end: Point, share: float) -> Point:
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


class ShapeTool(Tool):
    """Collects points and lays the shape into the mask at once, as one undo step."""

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
        if not box.empty and coverage.any():
            title = self.info.step_title or self.info.title
            self.host.draw_mask(title, box, coverage, erase=self.erasing)

    def conclude(self) -> None:
        self.finish()

    def cancel(self) -> None:
        self.points = []
        self.host.redraw()
