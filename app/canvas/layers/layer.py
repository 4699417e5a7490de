"""A picture of the whole view in device pixels that is repaired piecewise and scrolled when the view pans."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage, QRegion

from engine.pixels.box import Box

Words = NDArray[np.uint32]


def rect(box: Box) -> QRect:
    return QRect(box.left, box.top, max(box.width, 0), max(box.height, 0))


def box(area: QRect) -> Box:
    return Box(area.left(), area.top(), area.left() + area.width(), area.top() + area.height())


class Layer:
    """`image` and `words` (H×W uint32, 0xAARRGGBB) are the same memory; `stale` has to be drawn again."""

    def __init__(self, kind: QImage.Format) -> None:
        self._kind = kind
        self.stale = QRegion()
        self._corner, self._scale = QPoint(), 0.0
        self.resize(1, 1)

    def resize(self, width: int, height: int) -> None:
        self.image = QImage(max(width, 1), max(height, 1), self._kind)
        self.image.fill(0)
        self.words: Words = np.frombuffer(self.image.bits(), np.uint32).reshape(self.image.height(), -1)
        self.invalidate()

    def keep_size(self, width: int, height: int) -> None:
        """Resize, unless it has this size already."""
        if (self.image.width(), self.image.height()) != (max(width, 1), max(height, 1)):
            self.resize(width, height)

    def invalidate(self, area: QRect | None = None) -> None:
        """Draw this again, or all of it."""
        whole = self.image.rect()
        self.stale = QRegion(whole) if area is None else self.stale.united(area & whole)

    def place(self, corner: QPoint, scale: float) -> None:
        """The photo's corner is here now: what is drawn moves along, what comes into view is stale."""
        step, zoomed = corner - self._corner, scale != self._scale
        self._corner, self._scale = QPoint(corner), scale
        if zoomed:
            self.invalidate()
        elif not step.isNull():
            self._scroll(step)

    def _scroll(self, step: QPoint) -> None:
        whole = self.image.rect()
        kept = whole.translated(step) & whole
        if kept.isEmpty():
            self.invalidate()
            return
        target, source = box(kept), box(kept.translated(-step))
        self.words[target.slices] = self.words[source.slices].copy()
        moved = self.stale.translated(step).intersected(QRegion(kept))
        self.stale = moved.united(QRegion(whole).subtracted(QRegion(kept)))

    def take(self) -> list[Box]:
        """What is stale, as boxes; from here on it counts as drawn."""
        stale, self.stale = self.stale, QRegion()
        # Many small rectangles cost more than the box around them.
        if stale.rectCount() > 16:
            stale = QRegion(stale.boundingRect())
        return [box(area) for area in stale]  # type: ignore[attr-defined]


def scaled(area: QRect, by: float) -> QRect:
    """The smallest rectangle around a scaled one."""
    left, top = int(area.left() * by // 1), int(area.top() * by // 1)
    right, bottom = -int(-(area.right() + 1) * by // 1), -int(-(area.bottom() + 1) * by // 1)
    return QRect(left, top, right - left, bottom - top)
