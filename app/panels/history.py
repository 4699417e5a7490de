"""The history: steps by name, equal ones in one line; a click goes back or forward to it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QListWidget, QVBoxLayout, QWidget

from app.document.history import Step
from app.session.methods import Methods
from app.session.session import Session
from app.session.undo import Steps
from app.text import count, step_text, translate

SPARE_PX = 8  # The list is so much higher than its rows, so that it need not scroll.


class _StepList(QListWidget):
    """However high it is, the newest step done is seen."""

    def sizeHint(self) -> QSize:
        """As high as its steps."""
        rows = max(self.sizeHintForRow(0), 0) * self.count()
        return QSize(super().sizeHint().width(), rows + 2 * self.frameWidth() + SPARE_PX)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scrollToItem(self.currentItem())


class HistoryPanel(QWidget):
    """The steps of the document, the first line being the photo as it was opened."""

    def __init__(self, session: Session, steps: Steps, methods: Methods) -> None:
        super().__init__()
        self._methods = methods
        self._positions: list[int] = []  # in the history, of each line
        self._session = session
        self._steps = steps
        self._list = _StepList()
        self._list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
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
        lines = grouped(
            [translate("History", "Opened"), *(self._text(step) for step in document.history.steps)],
            document.history.position,
        )
        self._positions = [position for _, position in lines]
        self._list.addItems([text for text, _ in lines])
        self._list.setCurrentRow(self._positions.index(document.history.position))
        self._list.updateGeometry()
        self._list.scrollToItem(self._list.currentItem())

    def _go(self, row: int) -> None:
        """Undo or redo until this step is the last one done."""
        if not self._session.busy:
            self._steps.go(self._positions[row])

    def _text(self, step: Step) -> str:
        """Its title, and of a repair the method."""
        known = self._methods.known
        methods = step.applied.methods if step.applied is not None else ()
        names = [known[id].info.title for id in methods if id in known]
        return " · ".join([step_text(step.title), *names])


def grouped(texts: Sequence[str], current: int) -> list[tuple[str, int]]:
    """A line for each run of equal texts, with the position of its last one.

    current: a position that ends a line, so that it can be shown as the one that is reached.
    """
    lines: list[tuple[str, int]] = []
    first = 0
    for position, text in enumerate(texts):
        if position + 1 < len(texts) and texts[position + 1] == text and position != current:
            continue
        number = position + 1 - first
        lines.append((text if number == 1 else f"{text} × {count(number)}", position))
        first = position + 1
    return lines
