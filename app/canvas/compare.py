"""Before and after, or before, mask and after: lines through the view that can be moved."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF

from app.text import translate

GRIP_REACH_PX = 8.0  # A press this near to a line takes hold of it.
KNOB_RADIUS_PX = 13.0  # Of a line's handle.
LABEL_MARGIN_PX = 12.0
LABEL_ROOM_PX = 88.0  # The word between two lines needs so much room.

Word = tuple[str, int, bool]  # A label, the line beside which it stands, and whether on its left side.


class Compare:
    """`lines` are their places in the view, 0 to 1, from left to right: one, or two with the mask between."""

    def __init__(self) -> None:
        self.shown = False
        self.lines = [0.5]
        self._held: int | None = None  # the line that is being moved

    @property
    def held(self) -> bool:
        return self._held is not None

    @property
    def with_mask(self) -> bool:
        return self.shown and len(self.lines) == 2

    def show(self, shown: bool, *, mask: bool) -> None:
        """mask: with a part between that shows what was marked."""
        if shown and (len(self.lines) == 2) != mask:
            self.lines = [1 / 3, 2 / 3] if mask else [0.5]
        self.shown, self._held = shown, None

    def before(self, view: QRect) -> QRect:
        """The part of the view (device pixels) that shows the opened photo."""
        return QRect(0, 0, round(view.width() * self.lines[0]), view.height()) if self.shown else QRect()

    def mask(self, view: QRect) -> QRect:
        """The part that shows the opened photo with the mask."""
        if not self.with_mask:
            return QRect()
        left, right = (round(view.width() * at) for at in self.lines)
        return QRect(left, 0, right - left, view.height())

    def grips(self, x: float, width: float, ratio: float) -> bool:
        """Whether a press at x takes hold of a line."""
        return self.shown and any(abs(x - width * at) <= GRIP_REACH_PX * ratio for at in self.lines)

    def hold(self, x: float, width: float) -> None:
        """Take the nearest line."""
        self._held = min(range(len(self.lines)), key=lambda line: abs(x - width * self.lines[line]))

    def let_go(self) -> None:
        self._held = None

    def move(self, x: float, width: float) -> None:
        """The line that is held; it takes the other along rather than passing it."""
        held, at = self._held or 0, min(max(x / max(width, 1), 0.0), 1.0)
        self.lines = [min(line, at) if n < held else max(line, at) for n, line in enumerate(self.lines)]
        self.lines[held] = at

    def paint(self, painter: QPainter, view: QRect, ratio: float, *, original: bool = False) -> None:
        """original: the whole view shows the opened photo."""
        if original:
            self._paint_words(painter, view, ratio, [(translate("Window", "Original"), 0, False)])
            return
        for at in self.lines:
            self._paint_line(painter, round(view.width() * at), view, ratio)
        self._paint_words(painter, view, ratio, self._words(view, ratio))

    def _paint_line(self, painter: QPainter, x: int, view: QRect, ratio: float) -> None:
        middle = view.height() / 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(0, 0, 0, 110), 3 * ratio))
        painter.drawLine(QPointF(x, 0), QPointF(x, view.height()))
        painter.setPen(QPen(QColor("#f6f6f6"), 1.5 * ratio))
        painter.drawLine(QPointF(x, 0), QPointF(x, view.height()))
        painter.setPen(QPen(QColor(0, 0, 0, 110), ratio))
        painter.setBrush(QColor("#f6f6f6"))
        painter.drawEllipse(QPointF(x, middle), KNOB_RADIUS_PX * ratio, KNOB_RADIUS_PX * ratio)
        self._paint_arrows(painter, x, middle, ratio)

    def _paint_arrows(self, painter: QPainter, x: float, y: float, ratio: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("#333333"))
        for side in (-1, 1):
            corners = ((3, -4), (8, 0), (3, 4))
            points = [QPointF(x + side * across * ratio, y + down * ratio) for across, down in corners]
            painter.drawPolygon(QPolygonF(points))

    def _words(self, view: QRect, ratio: float) -> list[Word]:
        lines = [round(view.width() * at) for at in self.lines]
        words = [
            (translate("Canvas", "Before"), lines[0], True),
            (translate("Canvas", "After"), lines[-1], False),
        ]
        if self.with_mask and lines[1] - lines[0] > LABEL_ROOM_PX * ratio:
            words.append((translate("Canvas", "Mask"), lines[0], False))
        return words

    def _paint_words(self, painter: QPainter, view: QRect, ratio: float, words: Sequence[Word]) -> None:
        font = QFont(painter.font())
        font.setPixelSize(round(12 * ratio))
        painter.setFont(font)
        gap, metrics = LABEL_MARGIN_PX * ratio, painter.fontMetrics()
        for word, x, left in words:
            wide, high = metrics.horizontalAdvance(word) + 16 * ratio, 22 * ratio
            place = QRectF(x - gap - wide if left else x + gap, view.height() - gap - high, wide, high)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(20, 20, 20, 190))
            painter.drawRoundedRect(place, high / 2, high / 2)
            painter.setPen(QColor("#f4f4f4"))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, word)
