"""The history: snapshots, and steps by name, equal ones in one line; a click goes back or forward to it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QMenu, QVBoxLayout, QWidget

from app.document.history import Step
from app.document.kept_states import KeptState
from app.panels.step_pictures import PICTURE_SIZE, StepPictures
from app.session.kept_states import KeptStateCommands
from app.session.methods import Methods
from app.session.session import Session
from app.session.undo import Steps
from app.text import count, elapsed, step_text, translate
from app.theme.theme import Theme

SPARE_PX = 8  # The list is so much higher than its rows, so that it need not scroll.
MEASURED_ROWS = 40  # More rows than this are not measured: no window is so high.
STATE_ROLE = Qt.ItemDataRole.UserRole  # of a row: its KeptState, or nothing


class _StepList(QListWidget):
    """However high it is, the newest step done is seen."""

    renamed = Signal(QListWidgetItem)  # its row is to be edited
    deleted = Signal(QListWidgetItem)

    def sizeHint(self) -> QSize:
        """As high as its steps."""
        rows = sum(max(self.sizeHintForRow(row), 0) for row in range(min(self.count(), MEASURED_ROWS)))
        return QSize(super().sizeHint().width(), rows + 2 * self.frameWidth() + SPARE_PX)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scrollToItem(self.currentItem())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        signals = {Qt.Key.Key_F2: self.renamed, Qt.Key.Key_Delete: self.deleted}
        signal = signals.get(Qt.Key(event.key()))
        if signal is not None and item is not None and item.data(STATE_ROLE) is not None:
            signal.emit(item)
        else:
            super().keyPressEvent(event)


class HistoryPanel(QWidget):
    """Snapshots first, then the steps of the document, of which the first is the photo as it was opened."""

    def __init__(
        self,
        session: Session,
        steps: Steps,
        methods: Methods,
        *,
        states: KeptStateCommands,
        theme: Theme,
    ) -> None:
        super().__init__()
        self._methods, self._session, self._steps, self._states = methods, session, steps, states
        self._positions: list[int] = []  # in the history, of each line of a step
        self._pictures = StepPictures(theme)
        self._list = _StepList()
        self._list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self._list.setIconSize(PICTURE_SIZE)
        self._list.setEditTriggers(QListWidget.EditTrigger.NoEditTriggers)
        self._list.setAccessibleName(translate("History", "Snapshots and steps, the newest last"))
        self._list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._list.customContextMenuRequested.connect(self._show_menu)
        self._list.itemClicked.connect(self._go)
        self._list.itemActivated.connect(self._go)
        self._list.itemChanged.connect(lambda item: self._states.rename(item.data(STATE_ROLE), item.text()))
        self._list.renamed.connect(self._list.editItem)
        self._list.deleted.connect(lambda item: self._states.forget(item.data(STATE_ROLE)))
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 8, 8)
        column.addWidget(self._list)
        session.changed.connect(lambda change: self._follow() if change.history else None)
        session.opened.connect(self._begin)
        session.busy_changed.connect(lambda busy: self._list.setEnabled(not busy))
        states.changed.connect(self.refresh)
        theme.changed.connect(lambda _: self.refresh())

    def refresh(self) -> None:
        """Draw the steps anew, unless a name is being typed, which does it when it is done."""
        document = self._session.document
        if self._list.state() == QListWidget.State.EditingState:
            return
        self._list.blockSignals(True)
        self._list.clear()
        if document is not None:
            for state in self._states.states:
                self._add(state.name, self._pictures.of_state(state), state)
            steps = document.history.steps
            texts = [translate("History", "Opened"), *map(self._text, steps)]
            lines = grouped(texts, document.history.position)
            self._positions = [position for _, position in lines]
            for text, position in lines:
                self._add(text, self._pictures.of(steps[position - 1]) if position else self._pictures.opened)
            current = len(self._states.states) + self._positions.index(document.history.position)
            self._list.setCurrentRow(current)
        self._list.blockSignals(False)
        self._list.updateGeometry()
        self._list.scrollToItem(self._list.currentItem())

    def _begin(self) -> None:
        self._pictures.begin(self._session.document)
        self.refresh()

    def _follow(self) -> None:
        if self._session.document is not None:
            self._pictures.follow(self._session.document)
        self.refresh()

    def _add(self, text: str, icon: QIcon, state: KeptState | None = None) -> None:
        item = QListWidgetItem(icon, text)
        if state is not None:
            item.setData(STATE_ROLE, state)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            item.setToolTip(translate("History", "Snapshot: click to go back to it, F2 to rename it"))
        self._list.addItem(item)

    def _go(self, item: QListWidgetItem) -> None:
        """Back to a snapshot; or undo or redo until this step is the last one done."""
        if self._session.busy:
            return
        state = item.data(STATE_ROLE)
        if state is not None:
            self._states.go_back(state)
        else:
            self._steps.go(self._positions[self._list.row(item) - len(self._states.states)])

    def _show_menu(self, place: QPoint) -> None:
        item = self._list.itemAt(place)
        if item is None or (state := item.data(STATE_ROLE)) is None:
            return
        menu = QMenu(self)
        menu.addAction(translate("History", "Go back to it"), lambda: self._states.go_back(state))
        menu.addAction(translate("History", "Rename"), lambda: self._list.editItem(item))
        menu.addAction(translate("History", "Delete"), lambda: self._states.forget(state))
        menu.exec(self._list.viewport().mapToGlobal(place))
        menu.deleteLater()

    def _text(self, step: Step) -> str:
        """Its title; of a repair also the method and how long it took, on a line of their own."""
        if step.applied is None:
            return step_text(step.title)
        answer, known = step.applied.in_use, self._methods.known
        names = " + ".join(known[id].info.title for id in answer.methods if id in known)
        time = elapsed(answer.seconds) if answer.seconds is not None else ""
        detail = " · ".join(part for part in (names, time) if part)
        return f"{step_text(step.title)}\n{detail}" if detail else step_text(step.title)


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
