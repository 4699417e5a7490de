"""Marks a wire, crease, hair or scratch: all of it at one click, or followed from click to click."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPolygonF

from app.canvas.input.ring import contrast_pens
from app.canvas.strokes import Coverage, Point
from app.canvas.tool import PointerEvent, ShapeTool, ToolHost, ToolInfo, mark
from app.canvas.worked_tool import WorkedAnswer
from app.text import translate
from engine.options import Slider, Toggle
from engine.pixels.box import Box

if TYPE_CHECKING:  # brings OpenCV, for which the window does not wait
    from engine.pixels.ridges import Trace

WIDTH_OPTION = Slider(
    id="width",
    title=mark("Width"),
    low=0,
    high=60,
    default=0,
    step=1,
    whole=True,
    unit="px",
    help=mark("How wide the line is marked; 0 measures it"),
)
WHOLE_OPTION = Toggle(
    id="whole",
    title=mark("Whole line"),
    default=True,
    help=mark("One click marks the line from end to end, through crossings; off: from click to click"),
)
SEEN_REACH_PX = 3.0  # View pixels: a click this near to where a line was previewed means that one.
DEFAULT_WIDTH_PX = 4.0  # Of a straight piece, where no line was measured before it.


class LineTool(ShapeTool):
    """`points` are the clicks; each but the first adds a piece, which is worked out beside the GUI thread."""

    info = ToolInfo(
        id="line",
        title=mark("Line"),
        tip=mark(
            "Click a wire, crease, hair or scratch to mark all of it. With Whole line off it is followed "
            "from click to click, with Shift straight: Enter or a double click marks it, Backspace takes a "
            "click back. Alt at the first click erases."
        ),
        key="K",
        order=6,
        options=(WHOLE_OPTION, WIDTH_OPTION),
    )

    def __init__(self, host: ToolHost) -> None:
        super().__init__(host)
        self._traces: list[Trace] = []
        self._straight: list[bool] = []  # of each piece
        self._answer = WorkedAnswer(host)
        self._looking = WorkedAnswer(host)
        self._seen: tuple[Point, Trace | None] | None = None  # where a whole line was looked for
        self._ends = False  # it is to be marked once all pieces are there
        self._hover: Point | None = None

    def press(self, pointer: PointerEvent) -> None:
        if self._ends:
            return
        if not self.points:
            self.erasing = self.erases(pointer.erase)
        else:
            self._straight.append(pointer.straight)
        self.points.append(self._inside(pointer.point))
        self._hover = None
        if self._whole and len(self.points) == 1:
            self._mark_whole(self.points[0])
        else:
            self._continue()

    def drag(self, pointer: PointerEvent) -> None:
        """Clicks are all."""

    def release(self, pointer: PointerEvent) -> None:
        """Clicks are all."""

    def hover(self, pointer: PointerEvent) -> None:
        self._hover = pointer.point
        if self.points:
            self.host.redraw()
        elif self._whole:
            self._look()

    @property
    def waiting(self) -> bool:
        return self._ends

    def finish(self) -> bool:
        if self._ends:
            return False
        if len(self.points) < 2:
            was_active = self.active
            self.cancel()
            return was_active
        self._ends = True
        self._continue()
        return True

    @property
    def can_take_back(self) -> bool:
        return bool(self.points) and not self._ends

    def take_back(self) -> bool:
        if not self.can_take_back:
            return False
        self._answer.drop()
        self.points.pop()
        del self._straight[max(len(self.points) - 1, 0) :]
        del self._traces[len(self._straight) :]
        self._continue()
        return True

    def overlay(self, painter: QPainter, to_view: Callable[[Point], Point]) -> None:
        trace = self.previewed
        if trace is not None:
            for pen in contrast_pens(self.host.ratio):
                painter.setPen(pen)
                painter.drawPolyline(QPolygonF([QPointF(*to_view(point)) for point in trace.points]))

    def conclude(self) -> None:
        """What is not followed yet goes straight."""
        from engine.pixels.ridges import Trace

        self._answer.drop()
        width = self._traces[-1].width if self._traces else DEFAULT_WIDTH_PX
        rest = pairwise(self.points[len(self._traces) :])
        self._traces += [Trace((start, end), width) for start, end in rest]
        if self._traces and self.host.can_paint:
            self.commit()
        self.cancel()

    def cancel(self) -> None:
        self._begin_anew()
        super().cancel()

    def forget(self) -> None:
        self.cancel()

    def covered(self, points: Sequence[Point]) -> tuple[Box, Coverage]:  # noqa: ARG002
        from dataclasses import replace

        from engine.pixels.ridges import covered

        width = int(self.values["width"])
        traces = [replace(trace, width=float(width)) if width else trace for trace in self._traces]
        return covered(traces, self.host.photo_box)

    def draw(self, painter: QPainter, to_view: Callable[[Point], Point]) -> None:
        for trace in self._traces:
            painter.drawPolyline(QPolygonF([QPointF(*to_view(point)) for point in trace.points]))
        rest = self.points[len(self._traces) :]
        if self._hover is not None and not self._ends:
            rest = [*rest, self._hover]
        if len(rest) > 1:
            painter.drawPolyline(QPolygonF([QPointF(*to_view(point)) for point in rest]))

    def _begin_anew(self) -> None:
        self._answer.drop()
        self._looking.drop()
        self._traces, self._straight, self._ends, self._seen = [], [], False, None

    def _continue(self) -> None:
        """Work the next piece out, or mark the line where all are there."""
        self.host.redraw()
        number = len(self._traces)
        if self._answer.waiting:
            return
        if number < len(self._straight):
            self._work_out(self.points[number], self.points[number + 1], straight=self._straight[number])
        elif self._ends:
            if self.host.can_paint:
                self.commit()
            self.cancel()

    def _work_out(self, start: Point, end: Point, *, straight: bool) -> None:
        document = self.host.document
        assert document is not None
        photo, width = document.photo, self._traces[-1].width if self._traces else DEFAULT_WIDTH_PX

        def work() -> Trace:
            from engine.pixels.ridges import Trace, follow, search_box

            if straight:
                return Trace((start, end), width)
            box = search_box(start, end, photo.box)
            ends = [(x - box.left, y - box.top) for x, y in (start, end)]
            found = follow(photo.display(box)[..., :3], *ends)
            return Trace(tuple((x + box.left, y + box.top) for x, y in found.points), found.width)

        self._answer.start(work, self._took)

    # The whole line

    @property
    def previewed(self) -> Trace | None:
        """The line that a click would mark."""
        return self._seen[1] if self._seen is not None and self._whole and not self.points else None

    @property
    def _whole(self) -> bool:
        return bool(self.values["whole"])

    def _look(self) -> None:
        """Look for the line under the pointer, and again where that has moved on meanwhile."""
        if self._looking.waiting or self._hover is None or self._hover != self._inside(self._hover):
            return
        at = self._hover
        if self._seen is None or self._seen[0] != at:
            self._looking.start(self._search(at), lambda trace: self._looked(at, trace))

    def _looked(self, at: Point, trace: Trace | None) -> None:
        self._seen = at, trace
        self.host.redraw()
        if not self.points:
            self._look()

    def _search(self, at: Point) -> Callable[[], Trace | None]:
        document = self.host.document
        assert document is not None
        photo = document.photo

        def work() -> Trace | None:
            from engine.pixels.faint_lines import line_at

            return line_at(lambda box: photo.display(box)[..., :3], at, photo.box)

        return work

    def _mark_whole(self, at: Point) -> None:
        """The line that is seen there, or else the one that is found there."""
        self._ends = True
        seen = self._seen
        if seen is not None and math.dist(seen[0], at) * self.host.scale <= SEEN_REACH_PX:
            self._found(seen[1])
        else:
            self._answer.start(self._search(at), self._found)

    def _found(self, trace: Trace | None) -> None:
        if trace is None:
            self.cancel()
            self.host.hint(
                translate("Tool", "No line is found here: with Whole line off it can be set point by point")
            )
            return
        self._traces = [trace]
        self._continue()

    def _inside(self, at: Point) -> Point:
        box = self.host.photo_box
        return min(max(at[0], 0.0), box.width - 0.01), min(max(at[1], 0.0), box.height - 0.01)

    def _took(self, trace: Trace | None) -> None:
        if trace is None:
            self.cancel()
            return
        self._traces.append(trace)
        self._continue()


TOOL = LineTool
