"""A big photo while it is being opened: small, quickly, where the canvas will show it."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.canvas.viewport import MAX_SCALE, Viewport
from app.text import translate

MARGIN_PX = 16  # The canvas has the same.


class OpeningPreview(QWidget):
    """Only looked at."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(translate("Window", "Photo being opened"))
        self._image = QImage()
        self._surround = QColor()

    def set_surround(self, colour: QColor) -> None:
        self._surround = colour

    def set_image(self, image: QImage) -> None:
        """An empty image lets go of the last one."""
        self._image = image
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._surround)
        if not self._image.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self._place(), self._image)

    def _place(self) -> QRectF:
        viewport = Viewport()
        viewport.margin, viewport.max_fitted_scale = MARGIN_PX, MAX_SCALE
        viewport.resize(self.width(), self.height())
        viewport.show(self._image.width(), self._image.height())
        box = viewport.photo_in_view
        return QRectF(box.left, box.top, box.width, box.height)
