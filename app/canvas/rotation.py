"""Draws what lies upright in the sheet of a viewport as the viewport shows it: rotated."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from app.canvas.viewport import Viewport


@contextmanager
def rotated_painter(painter: QPainter, viewport: Viewport, area: QRect | None = None) -> Iterator[Viewport]:
    """Within the block the painter draws in the sheet, which it yields.  area: a part of the view."""
    sheet = viewport.sheet()
    painter.save()
    if area is not None:
        painter.setClipRect(area)
    if sheet is not viewport:
        painter.translate(viewport.width / 2, viewport.height / 2)
        painter.rotate(viewport.angle)
        # The sheet's layers lie at whole pixels of it.
        painter.translate(sheet.x - sheet.left - sheet.width / 2, sheet.y - sheet.top - sheet.height / 2)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, viewport.angle % 90 != 0)
    try:
        yield sheet
    finally:
        painter.restore()
