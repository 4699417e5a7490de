"""Small pictures in lists: all of one size, however narrow the photo."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap

PIXEL_RATIO = 2.0  # Device pixels a logical one, on any screen.


def centred(image: QImage, size: QSize) -> QPixmap:
    """In the middle of a clear tile of this size, so that what stands beside or below it is in a line."""
    ratio = image.devicePixelRatio()
    tile = QPixmap(size * ratio)
    tile.setDevicePixelRatio(ratio)
    tile.fill(Qt.GlobalColor.transparent)
    room = size - image.deviceIndependentSize().toSize()
    with QPainter(tile) as painter:
        painter.drawImage(room.width() // 2, room.height() // 2, image)
    return tile


def reduced(image: QImage, size: QSize) -> QImage:
    """As large as it fits into this size, at PIXEL_RATIO."""
    fitted = image.scaled(
        size * PIXEL_RATIO,
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    fitted.setDevicePixelRatio(PIXEL_RATIO)
    return fitted
