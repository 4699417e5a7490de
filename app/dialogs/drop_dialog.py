"""A window beside the editor, onto which a folder or a file can be dropped."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QDialog

from app.panels.pathfield import dropped


class DropDialog(QDialog):
    """What it does with a drop, each says in `take` and its kin."""

    def __init__(self, title: str) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setWindowTitle(title)
        self.setMinimumSize(760, 520)
        self.resize(1080, 760)
        self.setAcceptDrops(True)

    def may_take(self) -> bool:
        """Whether anything can be dropped now."""
        return True

    def set_hot(self, hot: bool) -> None:
        """Something is held over the window, or no longer."""
        raise NotImplementedError

    def take(self, path: Path) -> None:
        """It was dropped."""
        raise NotImplementedError

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and self.may_take():
            event.acceptProposedAction()
            self.set_hot(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.set_hot(False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self.set_hot(False)
        path = dropped(event)
        if path is not None and self.may_take():
            event.acceptProposedAction()
            self.take(path)
