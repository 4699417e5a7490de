"""How large a window is when it is first shown."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

FRAME = QSize(16, 48)  # px for borders and a title bar: the true ones are known once it is shown
LIFT = QSize(0, 2 * 40 - FRAME.height())  # until then Qt puts a dialog 40 px above the middle for them


def first_size(window: QWidget, width: int, height: int) -> None:
    """Give a window the size that it asks for, less where its screen has no room for it and its frame."""
    room = window.screen().availableSize() - FRAME
    if isinstance(window, QDialog):
        room -= LIFT
    window.resize(QSize(width, height).boundedTo(room))
