"""F1: every key and gesture, searchable."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.menus import plain
from app.text import translate
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
        (translate("Gestures", "Finish a shape, else remove what is marked"), translate("Gestures", "Enter")),
        (translate("Gestures", "Cancel what runs, else the stroke"), translate("Gestures", "Esc")),
    )


class ShortcutSheet(QDialog):
    """Typing narrows the list down."""

    def __init__(self, actions: Iterable[tuple[str, QAction]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("Shortcuts", "Keyboard shortcuts"))
        first_size(self, 680, 640)
        self.search = QLineEdit(placeholderText=translate("Shortcuts", "Search"), clearButtonEnabled=True)
        self.search.setAccessibleName(translate("Shortcuts", "Search the shortcuts"))
        self.search.textChanged.connect(self._narrow)
        self.tree = QTreeWidget(columnCount=2, rootIsDecorated=False, headerHidden=True)
        self.tree.setIndentation(12)
        self.tree.setAccessibleName(translate("Shortcuts", "Shortcuts"))
        self.tree.setSelectionMode(QTreeWidget.SelectionMode.SingleSelection)
        self._fill(actions)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self.search)
        column.addWidget(self.tree, 1)
        column.addWidget(buttons)
        self.search.setFocus()

    def _fill(self, actions: Iterable[tuple[str, QAction]]) -> None:
        self._add(translate("Shortcuts", "Mouse and held keys"), gestures())
        menus: dict[str, list[tuple[str, str]]] = {}
        for menu, action in actions:
            if not action.shortcut().isEmpty():
                menus.setdefault(menu, []).append((plain(action.text()), spelled(action)))
        for menu, rows in menus.items():
            self._add(menu, rows)
        self.tree.expandAll()
        self.tree.resizeColumnToContents(0)

    def _add(self, title: str, rows: Iterable[tuple[str, str]]) -> None:
        top = QTreeWidgetItem([title])
        font = top.font(0)
        font.setBold(True)
        top.setFont(0, font)
        top.setFlags(Qt.ItemFlag.ItemIsEnabled)
        for row in rows:
            top.addChild(QTreeWidgetItem(list(row)))
        self.tree.addTopLevelItem(top)

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


def spelled(action: QAction) -> str:
    """The keys of an action as the system writes them."""
    return ", ".join(keys.toString(QKeySequence.SequenceFormat.NativeText) for keys in action.shortcuts())
