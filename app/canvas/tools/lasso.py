"""Marks the inside of an outline, drawn by hand or set point by point."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPolygonF

from app.canvas.strokes import Coverage, Point, polygon
from app.canvas.tool import ShapeTool, ToolInfo, Touch, mark
from engine.pixels.box import Box

CLICK = 4.0  # view px: less movement between press and release is a click, which sets a corner
CLOSE = 8.0  # view px: a click this near the first corner closes the shape


class LassoTool(ShapeTool):
    """A drag alone closes when let go; clicks set corners until Enter, a double click or the first one."""

    info = ToolInfo(
        id="lasso",
        title=mark("Lasso"),
        tip=mark("Draw around it, or click corners and press Enter. Alt or the right button erases."),
        key="L",
        order=4,
    )
    title = mark("Lasso")

    def press(self, touch: Touch) -> None:
        if not self.points:
            self.erasing = self.erases(touch.erase)
        self._pressed = touch.point
        self._moved = False
        self._began = not self.points
        self.points.append(touch.point)
        self.easel.redraw()

    def drag(self, touch: Touch) -> None:
        if not self.points:
            return
        if self._moved or self._far(touch.point, self._pressed, CLICK):
            self._moved = True
            self.points.append(touch.point)
            self.easel.redraw()

    def hover(self, touch: Touch) -> None:
        self._hover = touch.point
        if self.points:
            self.easel.redraw()

    def release(self, touch: Touch) -> None:
        self._hover = touch.point
        closes = len(self.points) > 3 and not self._far(touch.point, self.points[0], CLOSE)
        if (self._moved and self._began) or closes:
            self.finish()

    def finish(self) -> bool:
        if len(self.points) < 3:
            was_active = self.active
            self.cancel()
            return was_active
        self.commit()
        return True

    def covered(self, points: Sequence[Point]) -> tuple[Box, Coverage]:
        return polygon(points, self.easel.photo_box)

    def draw(self, painter: QPainter, to_view: Callable[[Point], Point]) -> None:
        if self.points:
            path = [*self.points, self._hover] if self._hover else self.points
            painter.drawPolyline(QPolygonF([QPointF(*to_view(point)) for point in path]))

    def _far(self, one: Point, other: Point, view_pixels: float) -> bool:
        return math.dist(one, other) * self.easel.scale > view_pixels

    _pressed: Point = (0.0, 0.0)
    _hover: Point | None = None
    _moved = False
    _began = False


TOOL = LassoTool
