"""Progress on the regions being filled: a quiet moving outline, a light shade, the percentage."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from app.canvas.layers.layer import rect
from app.canvas.rotation import rotated_painter
from app.canvas.viewport import Viewport
from engine.pixels.box import EMPTY_BOX, Box

OUTLINE_STEP_MS = 80  # The outline moves on this often.
SHADE_COLOUR = QColor(0, 0, 0, 46)
LABEL_BACKGROUND, LABEL_TEXT_COLOUR = QColor(20, 20, 20, 200), QColor("#f4f4f4")
MIN_LABELLED_SIDE_PX = 56  # A smaller region carries no percentage.


class Progress(QObject):
    """Draws nothing and has no timer running unless there is work."""

    def __init__(self, update: Callable[[QRect], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._update = update
        self._boxes: tuple[Box, ...] = ()
        self._fraction = 0.0
        self._step = 0
        self._viewport: Viewport | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(OUTLINE_STEP_MS)
        self._timer.timeout.connect(self._advance)

    @property
    def shown(self) -> bool:
        return bool(self._boxes)

    def show(self, boxes: Sequence[Box] | None, fraction: float, viewport: Viewport) -> None:
        """Photo boxes being worked on; None when it is over.  fraction in [0, 1]."""
        self._viewport = viewport
        self._update_boxes()
        self._boxes, self._fraction = tuple(boxes or ()), fraction
        self._update_boxes()
        if not self._boxes:
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()

    def paint(self, painter: QPainter, ratio: float) -> None:
        if self._viewport is not None:
            with rotated_painter(painter, self._viewport) as sheet:
                for box in self._boxes:
                    self._paint_outline(painter, rect(sheet.cover(box)), ratio)
        shown = [rect(self._seen(box)) for box in self._boxes]
        largest = max(shown, key=lambda area: area.width() * area.height(), default=QRect())
        if min(largest.width(), largest.height()) >= MIN_LABELLED_SIDE_PX * ratio:
            self._paint_percentage(painter, largest, ratio)

    def _paint_outline(self, painter: QPainter, area: QRect, ratio: float) -> None:
        painter.fillRect(area, SHADE_COLOUR)
        for colour, offset in ((QColor(0, 0, 0, 170), 0), (QColor(255, 255, 255, 230), 5)):
            pen = QPen(colour, ratio, Qt.PenStyle.CustomDashLine)
            pen.setDashPattern([5, 5])
            pen.setDashOffset(offset - self._step % 10)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(area.adjusted(0, 0, -1, -1))

    def _paint_percentage(self, painter: QPainter, area: QRect, ratio: float) -> None:
        font = QFont(painter.font())
        font.setPixelSize(round(13 * ratio))
        painter.setFont(font)
        pill = QRectF(0, 0, 52 * ratio, 24 * ratio)
        pill.moveCenter(QRectF(area).center())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(LABEL_BACKGROUND)
        painter.drawRoundedRect(pill, 12 * ratio, 12 * ratio)
        painter.setPen(LABEL_TEXT_COLOUR)
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, f"{self._fraction:.0%}".replace("%", " %"))

    def _seen(self, box: Box) -> Box:
        return self._viewport.cover(box) if self._viewport else EMPTY_BOX

    def _advance(self) -> None:
        self._step += 1
        self._update_boxes()

    def _update_boxes(self) -> None:
        for box in self._boxes:
            self._update(rect(self._seen(box).grown(2)))
