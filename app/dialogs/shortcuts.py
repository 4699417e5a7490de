"""F1: every key and gesture, searchable; the keys of actions can be changed."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.dialogs.key_editor import KeyEditor
from app.menus import Actions, plain, spelled
from app.text import translate
from app.widgets.buttons import push_button
from app.widgets.window_size import first_size


def gestures() -> tuple[tuple[str, str], ...]:
    """What the mouse and held keys do: (what, how)."""
    return (
        (translate("Gestures", "Zoom at the cursor"), translate("Gestures", "Mouse wheel, or pinch")),
        (
            translate("Gestures", "Move the view"),
            translate("Gestures", "Space and drag, middle button, or two fingers"),
        ),
        (
            translate("Gestures", "Erase the mask, or lines"),
            translate("Gestures", "Alt and drag, or right button"),
        ),
        (
            translate("Gestures", "Set where the clone stamp and the healing brush copy from"),
            translate("Gestures", "Alt and click, or right button"),
        ),
        (translate("Gestures", "A straight line"), translate("Gestures", "Shift and click")),
        (
            translate("Gestures", "Follow a wire, hair or scratch with the line tool"),
            translate("Gestures", "Click along it, then Enter"),
        ),
        (translate("Gestures", "Take the last corner or click back"), translate("Gestures", "Backspace")),
        (translate("Gestures", "Brush size"), translate("Gestures", "Alt and wheel")),
        (translate("Gestures", "See the original"), translate("Gestures", "Hold \\")),
        (translate("Gestures", "Open a photo"), translate("Gestures", "Drop or paste it")),
        (translate("Gestures", "Finish a shape"), translate("Gestures", "Enter")),
        (translate("Gestures", "Cancel what runs, else the stroke"), translate("Gestures", "Esc")),
    )


class ShortcutSheet(QDialog):
    """Typing narrows the list down; a line that is chosen can be given another key."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self._actions = actions
        self._rows: dict[str, QTreeWidgetItem] = {}  # by the id of the action
        self.setWindowTitle(translate("Shortcuts", "Keyboard shortcuts"))
        first_size(self, 760, 640)
        self.search = QLineEdit(placeholderText=translate("Shortcuts", "Search"), clearButtonEnabled=True)
        self.search.setAccessibleName(translate("Shortcuts", "Search the shortcuts"))
        self.search.textChanged.connect(self._narrow)
        self.tree = QTreeWidget(columnCount=2, rootIsDecorated=False, headerHidden=True)
        self.tree.setIndentation(12)
        self.tree.setAccessibleName(translate("Shortcuts", "Shortcuts"))
        self.tree.setSelectionMode(QTreeWidget.SelectionMode.SingleSelection)
        self._fill()
        self.editor = KeyEditor(actions)
        self.editor.changed.connect(self._show_keys)
        self.tree.currentItemChanged.connect(lambda row: self.editor.show_action(self._id(row)))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        self.reset = push_button(translate("Shortcuts", "Reset all"), self._reset)
        buttons.addButton(self.reset, QDialogButtonBox.ButtonRole.ResetRole)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self.search)
        column.addWidget(self.tree, 1)
        column.addWidget(self.editor)
        column.addWidget(buttons)
        self._show_keys()
        self.search.setFocus()

    def _fill(self) -> None:
        self._add(translate("Shortcuts", "Mouse and held keys"), gestures())
        menus: dict[str, list[str]] = {}
        for menu, action in self._actions.listed():
            menus.setdefault(menu, []).append(action.objectName())
        for menu, ids in menus.items():
            top = self._add(menu, [(plain(self._actions[id].text()), "") for id in ids])
            rows = (top.child(place) for place in range(len(ids)))
            self._rows |= {id: row for id, row in zip(ids, rows, strict=True) if row is not None}
        self.tree.expandAll()
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)

    def _show_keys(self) -> None:
        """The keys as they are now; those that were changed in bold."""
        for id, row in self._rows.items():
            keys, own = self._actions.keys(id), self._actions.own_keys(id)
            row.setText(1, spelled(keys))
            font = row.font(1)
            font.setBold(keys != own)
            row.setFont(1, font)
            default = translate("Shortcuts", "Default: {keys}").format(keys=spelled(own))
            row.setToolTip(1, default if keys != own else "")
        self.reset.setEnabled(any(self._actions.keys(id) != self._actions.own_keys(id) for id in self._rows))

    def _reset(self) -> None:
        self._actions.reset_keys()
        self.editor.show_action(self._id(self.tree.currentItem()))
        self._show_keys()

    def _id(self, row: QTreeWidgetItem | None) -> str:
        return next((id for id, one in self._rows.items() if one is row), "")

    def _add(self, title: str, rows: Iterable[tuple[str, str]]) -> QTreeWidgetItem:
        top = QTreeWidgetItem([title])
        font = top.font(0)
        font.setBold(True)
        top.setFont(0, font)
        top.setFlags(Qt.ItemFlag.ItemIsEnabled)
        for row in rows:
            top.addChild(QTreeWidgetItem(list(row)))
        self.tree.addTopLevelItem(top)
        return top

    def _narrow(self, text: str) -> None:
        words = text.casefold().split()
        for index in range(self.tree.topLevelItemCount()):
            top = self.tree.topLevelItem(index)
            shown = 0
            for place in range(top.childCount()):
                row = top.child(place)
                fits = all(word in f"{row.text(0)} {row.text(1)}".casefold() for word in words)
                row.setHidden(not fits)
                shown += fits
            top.setHidden(not shown)
