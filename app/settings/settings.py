"""The settings in force.  Each is checked against its declaration; whoever needs one listens to `changed`."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.settings.declared import DECLARED
from app.settings.store import Store
from engine.errors import OptionInvalid
from engine.options import Value


class Settings(QObject):
    changed = Signal(str)  # the id of the setting

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store

    def __getitem__(self, key: str) -> Value:
        """The value of a declared setting; its default where the file says nothing or nonsense."""
        option = DECLARED[key]
        try:
            return option.parse(self._store.get(key, option.default))
        except (OptionInvalid, TypeError):
            return option.default

    def __setitem__(self, key: str, value: Value) -> None:
        checked = DECLARED[key].parse(value)
        if checked != self[key]:
            self._store.set(key, checked)
            self.changed.emit(key)

    def text(self, key: str) -> str:
        return str(self[key])

    def number(self, key: str) -> float:
        return float(self[key])

    def on(self, key: str) -> bool:
        return bool(self[key])
