"""The line above a photo that is edited for another program: what happens to it, Cancel and Done."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.text import translate
from app.widgets.buttons import push_button
from app.widgets.option_form import caption


class ExternalEditBar(QWidget):
    """Buttons and words; app/external_edit.py says what they do."""

    def __init__(self) -> None:
        super().__init__()
        self.title = QLabel(textFormat=Qt.TextFormat.PlainText)
        self.title.setProperty("role", "title")
        self.explanation = caption(
            translate("ExternalEdit", "Done writes the photo to its file; Cancel leaves the file as it is.")
        )
        self.cancel = push_button(
            translate("ExternalEdit", "Cancel"),
            help=translate("ExternalEdit", "Back to the other program; the file stays as it is"),
        )
        self.done = push_button(
            translate("ExternalEdit", "Done"),
            help=translate("ExternalEdit", "Write the photo to its file, and back to the other program"),
        )
        self.done.setProperty("verb", True)
        words = QVBoxLayout(spacing=0)
        for label in (self.title, self.explanation):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            words.addWidget(label)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        row.addLayout(words, 1)
        for button in (self.cancel, self.done):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
