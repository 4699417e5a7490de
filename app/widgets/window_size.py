"""How large a window is when it is first shown."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

# Px for borders and a title bar; the true ones are known once the window is shown.
FRAME_SIZE = QSize(16, 48)
# Until then Qt puts a dialog 40 px above the middle, to make room for them.
DIALOG_LIFT = QSize(0, 2 * 40 - FRAME_SIZE.height())


def first_size(window: QWidget, width: int, height: int) -> None:
    """Give a window the size that it asks for, less where its screen has no room for it and its frame."""
    room = window.screen().availableSize() - FRAME_SIZE
    if isinstance(window, QDialog):
        room -= DIALOG_LIFT
    window.resize(QSize(width, height).boundedTo(room))
