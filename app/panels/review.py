"""The line above a photo that is reviewed: why it should be looked at, and the decisions there are."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.text import translate
from app.widgets.buttons import push_button
from app.widgets.option_form import caption


class ReviewBar(QWidget):
    """Buttons and words; app/batch/reviewing.py says what they do."""

    def __init__(self) -> None:
        super().__init__()
        self.title = QLabel(textFormat=Qt.TextFormat.PlainText)
        self.title.setProperty("role", "title")
        self.reason = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self.left, self.right = caption(""), caption("")
        self.keep = push_button("")
        self.leave = push_button(
            translate("Review", "Leave as it was"),
            help=translate("Review", "The photo as it was takes the place of the result"),
        )
        self.repair = push_button(
            translate("Review", "Repair what is marked"),
            help=translate("Review", "Fills the finds that are marked now; the result is not written yet"),
        )
        self.save = push_button(
            translate("Review", "Save this repair"),
            help=translate("Review", "Takes the place of the folder's result, and opens the next photo"),
        )
        self.save.setProperty("verb", True)
        self.skip = push_button(translate("Review", "Next"), help=translate("Review", "Decide later"))
        self.close_button = push_button(
            translate("Review", "End the review"),
            help=translate("Review", "What is not decided stays in the list"),
        )
        self._arrange()

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        return self.keep, self.leave, self.repair, self.save, self.skip, self.close_button

    def _arrange(self) -> None:
        top = QHBoxLayout(spacing=8)
        top.addWidget(self.title, 1)
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        for button in self.buttons:
            top.addWidget(button)
        captions = QHBoxLayout(spacing=2)
        for label in (self.left, self.right):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            captions.addWidget(label, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 4)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(self.reason)
        column.addWidget(QFrame(objectName="line"))
        column.addLayout(captions)
