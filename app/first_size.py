"""How large a window is when it is first shown."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

# px for borders and a title bar, of which the true ones are known once it is shown: until then Qt puts a
# dialog 40 px above the middle for them, and its title bar must not leave the screen
FRAME = QSize(16, 80)


def first_size(window: QWidget, width: int, height: int) -> None:
    """Give a window the size that it asks for, less where its screen has no room for it and its frame."""
    room = window.screen().availableSize() - FRAME
    window.resize(QSize(width, height).boundedTo(room))
