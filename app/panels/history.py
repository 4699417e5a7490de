"""The history: every step by name; a click goes back or forward to it."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QListWidget, QVBoxLayout, QWidget

from app.session.session import Session
from app.session.undo import Steps
from app.text import step_text, translate


class _StepList(QListWidget):
    """However high it is, the newest step done is seen."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scrollToItem(self.currentItem())


class HistoryPanel(QWidget):
    """The steps of the document, the first line being the photo as it was opened."""

    def __init__(self, session: Session, steps: Steps) -> None:
        super().__init__()
        self._session = session
        self._steps = steps
        self._list = _StepList()
        self._list.setAccessibleName(translate("History", "Steps, the newest last"))
        self._list.itemClicked.connect(lambda item: self._go(self._list.row(item)))
        self._list.itemActivated.connect(lambda item: self._go(self._list.row(item)))
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 8, 8)
        column.addWidget(self._list)
        session.changed.connect(lambda change: self.refresh() if change.history else None)
        session.opened.connect(self.refresh)
        session.busy_changed.connect(lambda busy: self._list.setEnabled(not busy))

    def refresh(self) -> None:
        """Draw the steps anew."""
        document = self._session.document
        self._list.clear()
        if document is None:
            return
        self._list.addItem(translate("History", "Opened"))
        self._list.addItems([step_text(title) for title in document.history.entries])
        self._list.setCurrentRow(document.history.position)
        self._list.scrollToItem(self._list.currentItem())

    def _go(self, row: int) -> None:
        """Undo or redo until this step is the last one done."""
        if not self._session.busy:
            self._steps.go(row)
