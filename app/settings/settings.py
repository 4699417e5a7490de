"""The settings in force.  Each is checked against its declaration; whoever needs one listens to `changed`."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.settings.declared import SETTINGS_BY_ID
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
        option = SETTINGS_BY_ID[key]
        try:
            return option.parse(self._store.get(key, option.default))
        except (OptionInvalid, TypeError):
            return option.default

    def __setitem__(self, key: str, value: Value) -> None:
        checked = SETTINGS_BY_ID[key].parse(value)
        if checked != self[key]:
            self._store.set(key, checked)
            self.changed.emit(key)

    @property
    def theme(self) -> str:
        """One of "system", "light" or "dark"."""
        return str(self["theme"])

    @property
    def language(self) -> str:
        """One of "system", "en", "de" or "he"."""
        return str(self["language"])

    @property
    def mask_colour(self) -> str:
        """One of "magenta", "cyan" or "yellow"."""
        return str(self["mask_colour"])

    @property
    def hatch(self) -> bool:
        """The mask has a pattern."""
        return bool(self["hatch"])

    @property
    def filmstrip(self) -> bool:
        """The folder's photos are shown below the one that is open."""
        return bool(self["filmstrip"])

    @property
    def pen_pressure(self) -> tuple[bool, bool]:
        """What a pen's pressure scales: the size of the brush, and its flow."""
        scaled = str(self["pen_pressure"])
        return "size" in scaled, "flow" in scaled

    @property
    def on_release(self) -> bool:
        """A stroke is erased as soon as it ends."""
        return bool(self["on_release"])

    @property
    def grow(self) -> bool:
        """Auto dilates a painted mask a little."""
        return bool(self["grow"])

    @property
    def device(self) -> str:
        """Where networks run: "auto", "cpu", "cuda" or "mps"."""
        return str(self["device"])

    @property
    def save_folder(self) -> Path | None:
        """The folder that is offered for a new name; None: that of the photo, or it is gone."""
        folder = str(self["save_folder"])
        return Path(folder) if folder and Path(folder).is_dir() else None

    @property
    def jpeg_quality(self) -> int:
        """Of what was no JPEG, 1 to 100."""
        return int(self["jpeg_quality"])

    @property
    def history_mb(self) -> int:
        """Memory for undo."""
        return int(self["history"])

    @property
    def journal_s(self) -> int:
        """The time between two writes of the journal."""
        return int(self["journal"])
