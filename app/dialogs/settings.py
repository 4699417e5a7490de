"""The settings, drawn from their declaration; each change holds at once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.dialogs.file_dialogs import ask_folder
from app.settings.declared import SETTING_GROUPS, FolderField
from app.settings.settings import Settings
from app.text import engine_text, translate
from app.theme.theme import Theme
from app.widgets.buttons import push_button
from app.widgets.option_form import caption, form
from app.widgets.path_field import PathField
from app.widgets.window_size import first_size


class SettingsDialog(QDialog):
    """show_shortcuts: opens the list of keys, where they can be changed."""

    def __init__(
        self, settings: Settings, theme: Theme, parent: QWidget, *, show_shortcuts: Callable[[], object]
    ) -> None:
        super().__init__(parent)
        self._settings, self._theme = settings, theme
        self.setWindowTitle(translate("Settings", "Settings"))
        first_size(self, 480, 640)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(4, 4, 12, 4)
        column.setSpacing(8)
        for group in SETTING_GROUPS:
            title = QLabel(engine_text(group.title))
            title.setProperty("role", "title")
            column.addWidget(title)
            options = [one for one in group.settings if not isinstance(one, FolderField)]
            for folder in (one for one in group.settings if isinstance(one, FolderField)):
                column.addWidget(self._folder_row(folder))
            values = {option.id: settings[option.id] for option in options}
            column.addWidget(form(options, values, settings.__setitem__, helped=True))
            column.addSpacing(8)
        keys = push_button(translate("Settings", "Change keyboard shortcuts…"), show_shortcuts)
        column.addWidget(keys, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        area = QScrollArea(widgetResizable=True)
        area.setWidget(page)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 16, 16, 16)
        outer.addWidget(area, 1)
        outer.addWidget(buttons)

    def _folder_row(self, setting: FolderField) -> QWidget:
        """Its title, the field and what it is for, below one another."""
        name = engine_text(setting.title)
        field = PathField(name, self._theme, lambda first: ask_folder(self, name, first))
        field.set(str(self._settings[setting.id]))
        field.changed.connect(lambda: self._settings.__setitem__(setting.id, field.text.strip()))
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (QLabel(name), field, caption(engine_text(setting.help))):
            column.addWidget(part)
        return row
