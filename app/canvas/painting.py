"""The order in which the canvas is drawn: photo and marks, the tool, progress, cursor, finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from app.canvas.layers.layer import scaled

if TYPE_CHECKING:
    from app.canvas.view import Canvas


def paint_canvas(canvas: Canvas, exposed: QRect) -> None:
    """Draw what was exposed, in the widget's pixels."""
    original = canvas.holds_original
    view = QRect(0, 0, canvas.viewport.width, canvas.viewport.height)
    before = view if original else canvas.compare.before(view)
    middle = QRect() if original else canvas.compare.mask(view)
    canvas.scene.draw(canvas.ratio, original=not (before | middle).isEmpty(), repaired=not middle.isEmpty())
    painter = QPainter(canvas)
    painter.scale(1 / canvas.ratio, 1 / canvas.ratio)
    canvas.scene.paint(
        painter, scaled(exposed, canvas.ratio) & view, original=before, repaired=middle, marks=not original
    )
    if not original:
        canvas.tool.overlay(painter, lambda point: canvas.viewport.to_view(*point))
    if canvas.progress.shown:
        canvas.progress.paint(painter, canvas.ratio)
    if canvas.document and (canvas.compare.shown or original):
        canvas.compare.paint(painter, view, canvas.ratio, original=original)
    canvas.canvas_cursor.paint(painter)
    canvas.finds.paint(painter, view)
