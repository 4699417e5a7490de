"""The order in which the canvas is drawn: photo and marks, the tool, progress, cursor, finds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from app.canvas.input.surface import InputSurface
from app.canvas.layers.layer import scaled
from app.canvas.rotation import rotated_painter

if TYPE_CHECKING:
    from app.canvas.find_pointer import FindPointer
    from app.canvas.input.cursor import CanvasCursor
    from app.canvas.layers.progress import Progress
    from app.canvas.scene import Scene


class PaintedCanvas(InputSurface, Protocol):
    """What is drawn of a canvas."""

    scene: Scene
    progress: Progress
    canvas_cursor: CanvasCursor
    finds: FindPointer


def paint_canvas(canvas: PaintedCanvas, painter: QPainter, exposed: QRect) -> None:
    """Draw what was exposed, in the widget's pixels."""
    original = canvas.holds_original
    view = QRect(0, 0, canvas.viewport.width, canvas.viewport.height)
    before = view if original else canvas.compare.before(view)
    middle = QRect() if original else canvas.compare.mask(view)
    canvas.scene.draw(canvas.ratio, original=not (before | middle).isEmpty(), repaired=not middle.isEmpty())
    painter.scale(1 / canvas.ratio, 1 / canvas.ratio)
    canvas.scene.paint(
        painter, scaled(exposed, canvas.ratio) & view, original=before, repaired=middle, marks=not original
    )
    if not original:
        with rotated_painter(painter, canvas.viewport) as sheet:
            canvas.tool.overlay(painter, lambda point: sheet.to_view(*point))
    if canvas.progress.shown:
        canvas.progress.paint(painter, canvas.ratio)
    if canvas.document and (canvas.compare.shown or original):
        canvas.compare.paint(painter, view, canvas.ratio, original=original)
    canvas.canvas_cursor.paint(painter)
    canvas.finds.paint(painter, view)
