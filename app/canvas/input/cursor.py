"""Where the pointer is, drawn by the canvas: brush ring or crosshair, and the shape under way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QCursor, QPainter

from app.canvas.input.ring import contrast_pens, draw_crosshair, draw_ring, ring_rect
from app.canvas.rotation import rotated_painter

if TYPE_CHECKING:
    from app.canvas.input.surface import InputSurface

Shape = Qt.CursorShape


class CanvasCursor:
    def __init__(self, canvas: InputSurface) -> None:
        self.canvas = canvas
        self._drawn = QRect()

    def update(self) -> None:
        """Paint where it was and where it is now."""
        canvas = self.canvas
        shape = self._shape()
        if canvas.cursor().shape() != shape:
            canvas.setCursor(QCursor(shape))
        at = canvas.mouse_input.at
        here = ring_rect(at, self._radius(), canvas.ratio) if at and shape == Shape.BlankCursor else QRect()
        canvas.redraw_area(self._drawn)
        if here != self._drawn:
            canvas.redraw_area(here)
        self._drawn = here

    def paint(self, painter: QPainter) -> None:
        canvas = self.canvas
        if canvas.tool.active:
            with rotated_painter(painter, canvas.viewport) as sheet:
                for pen in contrast_pens(canvas.ratio):
                    painter.setPen(pen)
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    canvas.tool.draw(painter, lambda point: sheet.to_view(*point))
        at = canvas.mouse_input.at
        if at is None or self._shape() != Shape.BlankCursor:
            return
        centre = QPointF(at.x(), at.y())
        sampling = canvas.tool.info.samples and (canvas.mouse_input.alt or canvas.mouse_input.erasing)
        if not canvas.tool.info.ring or sampling:
            draw_crosshair(painter, centre, erase=self._erases(), ratio=canvas.ratio)
            return
        erase = self._erases()
        _, feather = canvas.tool.tip(erase)
        draw_ring(painter, centre, radius=self._radius(), feather=feather, erase=erase, ratio=canvas.ratio)

    def _radius(self) -> float:
        tool = self.canvas.tool
        return tool.tip(self._erases())[0] * self.canvas.scale if tool.info.ring else 0.0

    def _erases(self) -> bool:
        mouse_input = self.canvas.mouse_input
        return self.canvas.tool.erases(mouse_input.alt or mouse_input.erasing)

    def _shape(self) -> Qt.CursorShape:
        """The system's cursor; blank where the canvas draws one."""
        canvas, mouse_input = self.canvas, self.canvas.mouse_input
        if canvas.document is None:
            return Shape.ArrowCursor
        if mouse_input.panning or mouse_input.rotation.dragging:
            return Shape.ClosedHandCursor
        if canvas.compare.held or (mouse_input.at is not None and canvas.on_compare_line(mouse_input.at.x())):
            return Shape.SplitHCursor
        if mouse_input.pans or mouse_input.rotation.held:
            return Shape.OpenHandCursor
        if mouse_input.must_wait and not mouse_input.drawing:
            return Shape.ForbiddenCursor
        at = mouse_input.at
        wanted = canvas.tool.cursor(canvas.viewport.to_photo(at.x(), at.y())) if at else None
        return wanted or Shape.BlankCursor
