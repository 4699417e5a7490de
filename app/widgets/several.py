"""A choice of several entries of a list, on a button that opens a menu of check boxes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton

from app.text import count

BUTTON_MARGIN_PX = 36  # Beside the text of the button: its padding, and the arrow.


class SeveralChoice(QPushButton):
    """Entries to be chosen in any number; none chosen is `any_title`.

    several: a template with {n}, for more than one.  `chosen_changed` has the ids, in the order of the list.
    """

    chosen_changed = Signal(tuple)

    def __init__(self, name: str, help: str, *, any_title: str, several: str) -> None:
        super().__init__(objectName="choice", autoDefault=False)
        self.setAccessibleName(name)
        self._help, self._any_title, self._several = help, any_title, several
        self._menu = _StayingMenu(self)
        self._entries: dict[str, QAction] = {}
        self.setMenu(self._menu)
        self.set_entries({})

    @property
    def entries(self) -> Mapping[str, str]:
        """The titles, by id."""
        return {id: action.text() for id, action in self._entries.items()}

    @property
    def chosen(self) -> tuple[str, ...]:
        return tuple(id for id, action in self._entries.items() if action.isChecked())

    def set_entries(self, titles: Mapping[str, str]) -> None:
        """What there is to choose from: titles by id.  None of them is chosen."""
        self._menu.clear()
        self._any = self._menu.addAction(self._any_title, lambda: self._choose(()))
        self._any.setCheckable(True)
        self._menu.addSeparator()
        self._entries = {}
        for id, title in titles.items():
            action = self._menu.addAction(title, lambda: self._choose(self.chosen))
            action.setCheckable(True)
            self._entries[id] = action
        self._show_chosen()

    def set_chosen(self, ids: Iterable[str]) -> None:
        """Show a choice without saying that it changed; unknown ids are left out."""
        wanted = set(ids)
        for id, action in self._entries.items():
            action.setChecked(id in wanted)
        self._show_chosen()

    def pick(self, *ids: str) -> None:
        """Choose these, as a person does."""
        self._choose(ids)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_chosen()

    def _choose(self, ids: Iterable[str]) -> None:
        self.set_chosen(ids)
        self.chosen_changed.emit(self.chosen)

    def _show_chosen(self) -> None:
        titles = [self._entries[id].text() for id in self.chosen]
        self._any.setChecked(not titles)
        said = self._any_title
        if titles:
            said = titles[0] if len(titles) == 1 else self._several.format(n=count(len(titles)))
        width = self.width() - BUTTON_MARGIN_PX
        shown = self.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, width)
        self.setText(f"\u2002{shown}")  # The style sheet's padding does not reach the text of such a button.
        self.setAccessibleDescription(f"{', '.join(titles) or self._any_title}. {self._help}")
        self.setToolTip("\n".join([self._help, *titles]))


class _StayingMenu(QMenu):
    """A menu that stays open while entries are checked; Escape, Enter and a click elsewhere close it."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        action = self.activeAction()
        if action is not None and action.isEnabled():
            action.trigger()
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = self.activeAction()
        if event.key() == Qt.Key.Key_Space and action is not None:
            action.trigger()
        else:
            super().keyPressEvent(event)
