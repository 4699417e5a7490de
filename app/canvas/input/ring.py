"""The cursor of the painting tools: the brush's true size, its feather, and whether it erases."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

LIGHT_COLOUR, SHADE_COLOUR = QColor(255, 255, 255, 235), QColor(0, 0, 0, 130)
FAINT_COLOUR, FAINT_SHADE_COLOUR = QColor(255, 255, 255, 150), QColor(0, 0, 0, 70)
CROSS_BELOW_RADIUS_PX = 9.0  # A ring with a smaller radius has a cross in the middle.
CROSS_ARM_PX = 6.0  # Half the cross.
MINUS_OFFSET_PX = 12.0  # From a crosshair to its minus.


def ring_rect(at: QPointF, radius: float, ratio: float) -> QRect:
    """All pixels that the cursor may pointer."""
    reach = max(radius, (MINUS_OFFSET_PX + CROSS_ARM_PX) * ratio) + 4 * ratio
    return QRectF(at.x() - reach, at.y() - reach, 2 * reach, 2 * reach).toAlignedRect()


def draw_ring(
    painter: QPainter, at: QPointF, *, radius: float, feather: float, erase: bool, ratio: float
) -> None:
    """Lengths in device pixels; ratio: device pixels a logical one."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    _circle(painter, at, radius, LIGHT_COLOUR, SHADE_COLOUR, ratio, dashed=erase)
    inner = radius * (1 - feather)
    if feather > 0 and radius - inner > 3 * ratio and inner > 2 * ratio:
        _circle(painter, at, inner, FAINT_COLOUR, FAINT_SHADE_COLOUR, ratio, dashed=erase)
    if erase:
        _lines(painter, [_bar(at, CROSS_ARM_PX * ratio, level=True)], ratio)
    elif radius < CROSS_BELOW_RADIUS_PX * ratio:
        _lines(painter, _cross(at, radius, ratio), ratio)


def draw_crosshair(painter: QPainter, at: QPointF, *, erase: bool, ratio: float) -> None:
    """The cursor of the tools without a size."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    arm = 2 * CROSS_ARM_PX * ratio
    lines = [_bar(at, arm, level=True), _bar(at, arm, level=False)]
    if erase:
        lines.append(
            _bar(
                at + QPointF(MINUS_OFFSET_PX * ratio, MINUS_OFFSET_PX * ratio),
                CROSS_ARM_PX * ratio,
                level=True,
            )
        )
    _lines(painter, lines, ratio)


def contrast_pens(ratio: float) -> tuple[QPen, QPen]:
    """Drawn one over the other, a line that shows on any photo: shade, then dashes of light."""
    light = QPen(LIGHT_COLOUR, ratio, Qt.PenStyle.CustomDashLine)
    light.setDashPattern([4, 4])
    return QPen(QColor(0, 0, 0, 190), ratio), light


def _circle(
    painter: QPainter, at: QPointF, radius: float, light: QColor, shade: QColor, ratio: float, *, dashed: bool
) -> None:
    painter.setPen(QPen(shade, 3 * ratio))
    painter.drawEllipse(at, radius, radius)
    pen = QPen(light, ratio)
    if dashed:
        pen.setDashPattern([4, 4])
    painter.setPen(pen)
    painter.drawEllipse(at, radius, radius)


def _cross(at: QPointF, radius: float, ratio: float) -> list[tuple[QPointF, QPointF]]:
    """Four strokes outside a tiny ring, or a cross inside a small one."""
    if radius >= 5 * ratio:
        return [_bar(at, 2.5 * ratio, level=True), _bar(at, 2.5 * ratio, level=False)]
    near, far = radius + 2 * ratio, radius + 2 * ratio + CROSS_ARM_PX * ratio
    sides = (QPointF(1, 0), QPointF(-1, 0), QPointF(0, 1), QPointF(0, -1))
    return [(at + side * near, at + side * far) for side in sides]


def _bar(at: QPointF, arm: float, *, level: bool) -> tuple[QPointF, QPointF]:
    side = QPointF(arm, 0) if level else QPointF(0, arm)
    return at - side, at + side


def _lines(painter: QPainter, lines: list[tuple[QPointF, QPointF]], ratio: float) -> None:
    for colour, width in ((SHADE_COLOUR, 3 * ratio), (LIGHT_COLOUR, 1.5 * ratio)):
        painter.setPen(QPen(colour, width))
        for start, end in lines:
            painter.drawLine(start, end)
