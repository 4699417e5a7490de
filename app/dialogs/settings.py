"""The settings, drawn from their declaration; each change holds at once."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.settings.declared import SETTING_GROUPS
from app.settings.settings import Settings
from app.text import engine_text, translate
from app.widgets.option_form import form
from app.widgets.window_size import first_size


class SettingsDialog(QDialog):
    def __init__(self, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
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
            values = {option.id: settings[option.id] for option in group.settings}
            column.addWidget(form(group.settings, values, settings.__setitem__, helped=True))
            column.addSpacing(8)
        column.addStretch(1)
        area = QScrollArea(widgetResizable=True)
        area.setWidget(page)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 16, 16, 16)
        outer.addWidget(area, 1)
        outer.addWidget(buttons)
