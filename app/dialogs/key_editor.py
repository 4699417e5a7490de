"""Changes the keys of one action, and says which other one has them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QKeySequenceEdit, QLabel, QVBoxLayout

from app.menus import Actions, plain, spelled
from app.text import translate
from app.widgets.buttons import push_button

FIXED_KEYS = ("Escape", "Space", "\\", ".", "Alt+.", "Left", "Right", "Up", "Down")  # The canvas's own.


class KeyEditor(QFrame):
    """The action is chosen elsewhere; nothing changes before the button is pressed."""

    changed = Signal()

    def __init__(self, actions: Actions) -> None:
        super().__init__(objectName="card")
        self._actions, self._id = actions, ""
        self.name = QLabel()
        self.name.setProperty("role", "title")
        self.field = QKeySequenceEdit()
        self.field.setMaximumSequenceLength(1)
        self.field.setClearButtonEnabled(True)
        self.field.setAccessibleName(translate("Shortcuts", "The new key: press it here"))
        self.field.setToolTip(translate("Shortcuts", "Click here, then press the new key"))
        self.field.keySequenceChanged.connect(self._judge)
        self.use = push_button(translate("Shortcuts", "Use this key"), self._use)
        self.default = push_button(translate("Shortcuts", "Default"), self._take_default)
        self.warning = QLabel(wordWrap=True)
        self.warning.setProperty("role", "warning")
        row = QHBoxLayout(spacing=8)
        row.addWidget(self.field, 1)
        row.addWidget(self.use)
        row.addWidget(self.default)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.addWidget(self.name)
        column.addLayout(row)
        column.addWidget(self.warning)
        self.show_action("")

    def show_action(self, id: str) -> None:
        """Edit the keys of this action; "": of none, as no action is chosen or its keys are fixed."""
        self._id = id if id and not self._fixed(self._actions.own_keys(id)) else ""
        for part in (self.field, self.use, self.default):
            part.setEnabled(bool(self._id))
        if self._id:
            self.name.setText(plain(self._actions[id].text()))
            self.field.setKeySequence(QKeySequence(next(iter(self._actions.keys(id)), "")))
        elif id:
            self.name.setText(translate("Shortcuts", "This key cannot be changed"))
            self.field.clear()
        else:
            self.name.setText(translate("Shortcuts", "Choose a line to change its key"))
        self._judge()

    @property
    def _keys(self) -> tuple[str, ...]:
        text = self.field.keySequence().toString(QKeySequence.SequenceFormat.PortableText)
        return (text,) if text else ()

    def _judge(self) -> None:
        """Say what stands in the way of the key in the field."""
        keys = self._keys
        holders = [id for id in self._actions.holders(keys) if id != self._id] if self._id else []
        fixed = bool(self._id) and self._fixed(keys)
        if fixed:
            self.warning.setText(
                translate("Shortcuts", "The photo itself needs this key. Choose another one.")
            )
        elif holders:
            names = ", ".join(plain(self._actions[id].text()) for id in holders)
            self.warning.setText(
                translate("Shortcuts", "{keys} is the key of “{names}”, which will have none then.").format(
                    keys=spelled(keys), names=names
                )
            )
        else:
            self.warning.clear()
        self.use.setEnabled(bool(self._id) and not fixed and keys != self._actions.keys(self._id)[:1])
        own = self._actions.own_keys(self._id) if self._id else ()
        self.default.setEnabled(bool(self._id) and own != self._actions.keys(self._id))

    @staticmethod
    def _fixed(keys: tuple[str, ...]) -> bool:
        return any(QKeySequence(one) == QKeySequence(fixed) for one in keys for fixed in FIXED_KEYS)

    def _use(self) -> None:
        self._actions.set_keys(self._id, self._keys)
        self._changed()

    def _take_default(self) -> None:
        self._actions.set_keys(self._id, self._actions.own_keys(self._id))
        self._changed()

    def _changed(self) -> None:
        self.show_action(self._id)
        self.changed.emit()
