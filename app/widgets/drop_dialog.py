"""A window beside the editor, onto which a folder or a file can be dropped."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QDialog

from app.widgets.path_field import dropped
from app.widgets.window_size import first_size


class DropDialog(QDialog):
    """It says what is dropped; what that means is up to each."""

    hovered = Signal(bool)  # something is held over the window, or no longer
    fell = Signal(object)  # Path of what was dropped

    def __init__(self, title: str) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setWindowTitle(title)
        self.setMinimumSize(760, 520)
        first_size(self, 1080, 760)
        self.setAcceptDrops(True)

    def may_take(self) -> bool:
        """Whether anything can be dropped now."""
        return True

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and self.may_take():
            event.acceptProposedAction()
            self.hovered.emit(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.hovered.emit(False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self.hovered.emit(False)
        path = dropped(event)
        if path is not None and self.may_take():
            event.acceptProposedAction()
            self.fell.emit(path)
