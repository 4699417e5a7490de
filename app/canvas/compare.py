"""Before and after: a line through the view, the opened photo on its left."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF

from app.text import translate

GRIP = 8.0  # px beside the line that take hold of it
KNOB = 13.0  # px: the radius of its handle
MARGIN = 12.0  # px


class Compare:
    """`at` is the line's place in the view, 0 to 1."""

    def __init__(self) -> None:
        self.shown = False
        self.held = False
        self.at = 0.5

    def before(self, view: QRect) -> QRect:
        """The part of the view (device pixels) that shows the opened photo."""
        return QRect(0, 0, round(view.width() * self.at), view.height()) if self.shown else QRect()

    def grips(self, x: float, width: float, ratio: float) -> bool:
        """Whether a press at x takes hold of the line."""
        return self.shown and abs(x - width * self.at) <= GRIP * ratio

    def move(self, x: float, width: float) -> None:
        self.at = min(max(x / max(width, 1), 0.0), 1.0)

    def paint(self, painter: QPainter, view: QRect, ratio: float) -> None:
        x, middle = round(view.width() * self.at), view.height() / 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(0, 0, 0, 110), 3 * ratio))
        painter.drawLine(QPointF(x, 0), QPointF(x, view.height()))
        painter.setPen(QPen(QColor("#f6f6f6"), 1.5 * ratio))
        painter.drawLine(QPointF(x, 0), QPointF(x, view.height()))
        painter.setPen(QPen(QColor(0, 0, 0, 110), ratio))
        painter.setBrush(QColor("#f6f6f6"))
        painter.drawEllipse(QPointF(x, middle), KNOB * ratio, KNOB * ratio)
        self._paint_arrows(painter, x, middle, ratio)
        self._paint_words(painter, x, view.height(), ratio)

    def _paint_arrows(self, painter: QPainter, x: float, y: float, ratio: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("#333333"))
        for side in (-1, 1):
            corners = ((3, -4), (8, 0), (3, 4))
            points = [QPointF(x + side * across * ratio, y + down * ratio) for across, down in corners]
            painter.drawPolygon(QPolygonF(points))

    def _paint_words(self, painter: QPainter, x: float, bottom: float, ratio: float) -> None:
        font = QFont(painter.font())
        font.setPixelSize(round(12 * ratio))
        painter.setFont(font)
        gap, metrics = MARGIN * ratio, painter.fontMetrics()
        for word, left in ((translate("Canvas", "Before"), True), (translate("Canvas", "After"), False)):
            wide, high = metrics.horizontalAdvance(word) + 16 * ratio, 22 * ratio
            place = QRectF(x - gap - wide if left else x + gap, bottom - gap - high, wide, high)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(20, 20, 20, 190))
            painter.drawRoundedRect(place, high / 2, high / 2)
            painter.setPen(QColor("#f4f4f4"))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, word)
