"""Marks a rectangle."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from app.canvas.strokes import Coverage, Point, rectangle
from app.canvas.tool import PointerEvent, ShapeTool, ToolInfo, mark
from engine.pixels.box import Box


class RectangleTool(ShapeTool):
    info = ToolInfo(
        id="rectangle",
        title=mark("Rectangle"),
        tip=mark("Drag from corner to corner; Shift keeps it square. Alt or the right button erases."),
        key="R",
        order=3,
        picks=True,
    )

    def press(self, pointer: PointerEvent) -> None:
        self.points = [pointer.point, pointer.point]
        self.erasing = self.erases(pointer.erase)

    def drag(self, pointer: PointerEvent) -> None:
        if not self.points:
            return
        (x0, y0), (x, y) = self.points[0], pointer.point
        if pointer.straight:
            side = max(abs(x - x0), abs(y - y0))
            x, y = x0 + (side if x >= x0 else -side), y0 + (side if y >= y0 else -side)
        self.points[1] = (x, y)
        self.host.redraw()

    def release(self, pointer: PointerEvent) -> None:
        if not self.points:
            return
        self.drag(pointer)
        (x0, y0), (x1, y1) = self.points
        if max(abs(x1 - x0), abs(y1 - y0)) * self.host.scale < 2:
            self.cancel()  # a click, not a rectangle
        else:
            self.commit()

    def conclude(self) -> None:
        if self.points:
            self.commit()

    def covered(self, points: Sequence[Point]) -> tuple[Box, Coverage]:
        return rectangle(points[0], points[1], self.host.photo_box)

    def draw(self, painter: QPainter, to_view: Callable[[Point], Point]) -> None:
        if self.points:
            start, end = (QPointF(*to_view(point)) for point in self.points)
            painter.drawRect(QRectF(start, end).normalized())


TOOL = RectangleTool
