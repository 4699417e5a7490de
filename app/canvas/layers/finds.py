"""Draws finds over the mask: an outline by confidence, solid where it will be repaired, dashed where not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from app.canvas.layers.layer import Words
from app.canvas.layers.overlay import MASK_COLOURS, OverlayLayer, outline, ramp
from app.canvas.viewport import Viewport
from app.document.find_marks import (
    CODES_PER_CLASS,
    DOUBTFUL_FROM,
    DROPPED_FROM,
    HIGHLIGHTED_FROM,
    HIGHLIGHTED_INSIDE_FROM,
    INSIDE_FROM,
)
from app.document.mask_pyramid import sampled
from app.text import engine_text, translate
from engine.pixels.box import Box
from engine.pixels.mask import Mask

if TYPE_CHECKING:
    from engine.detection.result import Find

Places = NDArray[np.bool_]
LINE_GAP_PX = 3  # At 100 % screen scaling, between the dashes and what they go round: specks share a line.
DASH_LENGTH_PX = 4  # At 100 % screen scaling.
HIGHLIGHT_OPACITY = 0.5  # Of the mask's colour on the find under the pointer, above that of the mask.
MAX_WHITE_SHARE = 0.7  # Of white in the outline of a find that is certain.
LABEL_BACKGROUND, LABEL_TEXT_COLOUR, LABEL_HINT_COLOUR = (
    QColor(20, 20, 20, 215),
    QColor("#f4f4f4"),
    QColor("#c4c4c4"),
)


class FindsOverlay(OverlayLayer):
    """`levels` holds the codes of FindMarks."""

    reach = LINE_GAP_PX + 3

    def __init__(self) -> None:
        super().__init__()
        self.look("magenta")

    def look(self, colour: str) -> None:
        """The mask's colour: finds that will be repaired are outlined in a paler shade of it."""
        self._tint, self._edge, self._gap = (np.zeros(256, np.uint32) for _ in range(3))
        for shade in range(CODES_PER_CLASS):
            sure = shade / (CODES_PER_CLASS - 1)
            self._edge[INSIDE_FROM + shade] = _mixed(QColor(MASK_COLOURS[colour]), MAX_WHITE_SHARE * sure)
            self._edge[DOUBTFUL_FROM + shade] = _grey(255, 0.45 + 0.55 * sure)
            self._gap[DOUBTFUL_FROM + shade] = _grey(0, 0.3 + 0.4 * sure)
        self._edge[DROPPED_FROM : DROPPED_FROM + CODES_PER_CLASS] = _grey(255, 0.45)
        self._gap[DROPPED_FROM : DROPPED_FROM + CODES_PER_CLASS] = _grey(0, 0.3)
        self._gap[INSIDE_FROM : INSIDE_FROM + CODES_PER_CLASS] = self._edge[
            INSIDE_FROM : INSIDE_FROM + CODES_PER_CLASS
        ]
        self._tint[HIGHLIGHTED_FROM : HIGHLIGHTED_FROM + CODES_PER_CLASS] = _grey(255, 0.22)
        self._edge[HIGHLIGHTED_FROM : HIGHLIGHTED_FROM + CODES_PER_CLASS] = _grey(255, 1.0)
        self._gap[HIGHLIGHTED_FROM : HIGHLIGHTED_FROM + CODES_PER_CLASS] = _grey(0, 0.75)
        self._tint[HIGHLIGHTED_INSIDE_FROM : HIGHLIGHTED_INSIDE_FROM + CODES_PER_CLASS] = ramp(
            QColor(MASK_COLOURS[colour]), HIGHLIGHT_OPACITY
        )[255]
        for line in (self._edge, self._gap):  # in full colour, not white: seen on light photos too
            line[HIGHLIGHTED_INSIDE_FROM : HIGHLIGHTED_INSIDE_FROM + CODES_PER_CLASS] = _mixed(
                QColor(MASK_COLOURS[colour]), 0.0
            )
        self.invalidate()

    def _drawn(self, area: Box, viewport: Viewport, width: int) -> Words | np.uint32:
        if self.levels is None or viewport.empty or not self.levels.marked:
            return np.uint32(0)
        pad = self.reach * width
        values = sampled(
            self.levels.planes, area.grown(pad), left=viewport.left, top=viewport.top, scale=viewport.scale
        )
        if not values.any():
            return np.uint32(0)
        values = _apart(values, LINE_GAP_PX * width)
        inner = values[pad:-pad, pad:-pad]
        words = self._tint.take(inner, mode="clip")
        near = pad - width
        self._line(words, inner, outline(values[near:-near, near:-near], width), area, viewport)
        raised = np.where(_is_highlighted(values), values, np.uint8(0))
        if raised.any():  # twice as wide, and whole where it touches another
            near -= width
            self._line(words, inner, outline(raised[near:-near, near:-near], 2 * width), area, viewport)
        return words

    def _line(self, words: Words, values: Mask, edge: Places, area: Box, viewport: Viewport) -> None:
        """Dashes are counted from the photo's corner, so that they stand still on it."""
        across = (np.arange(area.left, area.right) - viewport.left) // self._dash
        down = (np.arange(area.top, area.bottom) - viewport.top) // self._dash
        light = (across[None] + down[:, None]) % 2 == 0
        for place, look in ((edge & light, self._edge), (edge & ~light, self._gap)):
            words[place] = look[values[place]]

    def draw(self, viewport: Viewport, ratio: float) -> None:
        self._dash = max(1, round(DASH_LENGTH_PX * ratio))
        super().draw(viewport, ratio)


def _apart(values: Mask, by: int) -> Mask:
    """What will not be repaired, wider by `by` view px: nothing can change there, so the line keeps off."""
    wide = np.where(values < INSIDE_FROM, values, np.uint8(0))
    for axis in (0, 1):
        swept = np.moveaxis(wide, axis, 0)
        wider = swept.copy()
        for away in range(1, by + 1):
            np.maximum(wider[away:], swept[:-away], out=wider[away:])
            np.maximum(wider[:-away], swept[away:], out=wider[:-away])
        wide = np.moveaxis(wider, 0, axis)
    return np.where(values < INSIDE_FROM, wide, values)


def _is_highlighted(values: Mask) -> Places:
    return (values >= HIGHLIGHTED_INSIDE_FROM) | ((values >= HIGHLIGHTED_FROM) & (values < INSIDE_FROM))


def _mixed(colour: QColor, white: float) -> int:
    """An opaque word: the colour with a share of white."""
    red, green, blue = (
        round(part + (255 - part) * white) for part in (colour.red(), colour.green(), colour.blue())
    )
    return 255 << 24 | red << 16 | green << 8 | blue


def _grey(value: int, opacity: float) -> int:
    """A premultiplied word."""
    alpha = round(255 * opacity)
    part = value * alpha // 255
    return alpha << 24 | part << 16 | part << 8 | part


class FindLabel:
    """Kind and confidence of the find under the pointer, and what a click does."""

    def __init__(self) -> None:
        self._lines: tuple[str, str] | None = None
        self._at = QPointF()

    def show(self, find: Find | None, *, inside: bool, at: QPointF | None) -> None:
        """at: the pointer, in view pixels."""
        if find is None or at is None:
            self._lines = None
            return
        template = (
            translate("Find", "{kind}, doubtful by its size, shape or surroundings")
            if find.doubt
            else translate("Find", "{kind}, {sure} % sure")
        )
        kind = template.format(kind=engine_text(find.kind.title), sure=round(find.confidence * 100))
        click = (
            translate("Find", "Click to leave it as it is")
            if inside
            else translate("Find", "Click to repair it too")
        )
        self._lines, self._at = (kind, click), at

    @property
    def text(self) -> str:
        return "\n".join(self._lines or ())

    def area(self, ratio: float) -> QRect:
        """All that it may cover, in view pixels; empty where nothing is shown."""
        if self._lines is None:
            return QRect()
        return QRectF(
            self._at.x() - 340 * ratio, self._at.y() - 80 * ratio, 680 * ratio, 160 * ratio
        ).toAlignedRect()

    def paint(self, painter: QPainter, view: QRect, ratio: float) -> None:
        if self._lines is None:
            return
        painter.save()
        font = QFont(painter.font())
        font.setPixelSize(round(12 * ratio))
        painter.setFont(font)
        metrics = painter.fontMetrics()
        line = metrics.height()
        wide = max(metrics.horizontalAdvance(text) for text in self._lines) + 20 * ratio
        high = 2 * line + 12 * ratio
        gap = 18 * ratio
        x = self._at.x() + gap if self._at.x() + gap + wide < view.width() else self._at.x() - gap - wide
        y = self._at.y() + gap if self._at.y() + gap + high < view.height() else self._at.y() - gap - high
        place = QRectF(x, y, wide, high)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(LABEL_BACKGROUND)
        painter.drawRoundedRect(place, 6 * ratio, 6 * ratio)
        for row, (text, colour) in enumerate(
            zip(self._lines, (LABEL_TEXT_COLOUR, LABEL_HINT_COLOUR), strict=True)
        ):
            painter.setPen(colour)
            top = y + 6 * ratio + row * line
            painter.drawText(QRectF(x + 10 * ratio, top, wide, line), Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()
