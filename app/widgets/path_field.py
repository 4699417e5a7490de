"""A path that is typed, chosen or dropped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from app.text import translate
from app.theme.theme import Theme

Choose = Callable[[Path | None], Path | None]  # asks, beginning there


class PathField(QWidget):
    """A line with a button beside it.  folder: what is dropped is taken for its folder."""

    changed = Signal()

    def __init__(self, name: str, theme: Theme, choose: Choose, *, folder: bool = True) -> None:
        super().__init__()
        self._choose = choose
        self.line = _PathLineEdit(folder)
        self.line.setAccessibleName(name)
        self.line.textChanged.connect(lambda _: self.changed.emit())
        self.button = QToolButton(toolTip=translate("Batch", "Choose…"))
        self.button.setAccessibleName(translate("Batch", "Choose: {name}").format(name=name))
        self.button.clicked.connect(self._ask)
        theme.dress(self.button, "folder-open")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.line, 1)
        row.addWidget(self.button)

    @property
    def text(self) -> str:
        return self.line.text()

    def set(self, text: str) -> None:
        self.line.setText(text)
        self.line.setCursorPosition(len(text))

    def _ask(self) -> None:
        path = self._choose(Path(self.text) if self.text else None)
        if path is not None:
            self.set(str(path))


class _PathLineEdit(QLineEdit):
    def __init__(self, folder: bool) -> None:
        super().__init__()
        self._folder = folder

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
        else:
            super().dragEnterEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped(event)
        if path is None:
            super().dropEvent(event)
            return
        event.acceptProposedAction()
        self.setText(str(path.parent if self._folder and not path.is_dir() else path))


def dropped(event: QDropEvent) -> Path | None:
    """The first file or folder of a drop."""
    urls = [url for url in event.mimeData().urls() if url.isLocalFile()]
    return Path(urls[0].toLocalFile()) if urls else None
