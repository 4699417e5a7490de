"""Marks the inside of an outline, drawn by hand or set point by point."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPolygonF

from app.canvas.strokes import Coverage, Point, polygon
from app.canvas.tool import PointerEvent, ShapeTool, ToolInfo, mark
from engine.pixels.box import Box

# View pixels: with less movement between press and release it is a click, which sets a corner.
MAX_CLICK_MOVE_PX = 4.0
CLOSING_DISTANCE_PX = 8.0  # View pixels: a click this near to the first corner closes the shape.


class LassoTool(ShapeTool):
    """A drag alone closes when let go; clicks set corners until Enter, a double click or the first one."""

    info = ToolInfo(
        id="lasso",
        title=mark("Lasso"),
        tip=mark(
            "Draw around it, or click corners and press Enter; Backspace takes one back. "
            "Alt or the right button erases."
        ),
        key="L",
        order=4,
    )

    def press(self, pointer: PointerEvent) -> None:
        if not self.points:
            self.erasing = self.erases(pointer.erase)
        self._pressed = pointer.point
        self._moved = False
        self._began = not self.points
        self.points.append(pointer.point)
        self.host.redraw()

    def drag(self, pointer: PointerEvent) -> None:
        if not self.points:
            return
        if self._moved or self._far(pointer.point, self._pressed, MAX_CLICK_MOVE_PX):
            self._moved = True
            self.points.append(pointer.point)
            self.host.redraw()

    def hover(self, pointer: PointerEvent) -> None:
        self._hover = pointer.point
        if self.points:
            self.host.redraw()

    def release(self, pointer: PointerEvent) -> None:
        self._hover = pointer.point
        closes = len(self.points) > 3 and not self._far(pointer.point, self.points[0], CLOSING_DISTANCE_PX)
        if (self._moved and self._began) or closes:
            self.finish()

    def finish(self) -> bool:
        if len(self.points) < 3:
            was_active = self.active
            self.cancel()
            return was_active
        self.commit()
        return True

    @property
    def can_take_back(self) -> bool:
        return bool(self.points)

    def take_back(self) -> bool:
        """The last corner; with the first one the shape is given up."""
        if not self.points:
            return False
        self.points.pop()
        self.host.redraw()
        return True

    def covered(self, points: Sequence[Point]) -> tuple[Box, Coverage]:
        return polygon(points, self.host.photo_box)

    def draw(self, painter: QPainter, to_view: Callable[[Point], Point]) -> None:
        if self.points:
            path = [*self.points, self._hover] if self._hover else self.points
            painter.drawPolyline(QPolygonF([QPointF(*to_view(point)) for point in path]))

    def _far(self, one: Point, other: Point, view_pixels: float) -> bool:
        return math.dist(one, other) * self.host.scale > view_pixels

    _pressed: Point = (0.0, 0.0)
    _hover: Point | None = None
    _moved = False
    _began = False


TOOL = LassoTool
