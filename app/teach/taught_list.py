"""What was taught or imported, one card a method, with what can be done with it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.panels.methods import signed
from app.teach.taught_methods import TaughtEntry
from app.text import duration, engine_text, translate
from app.widgets.option_form import caption


class TaughtMethodsPage(QWidget):
    exported = Signal(object)  # Kept
    removed = Signal(object)  # Kept

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[TaughtMethodCard] = []
        self.hint = QLabel(
            translate("Teach", "What you teach or import is listed here."),
            wordWrap=True,
            alignment=Qt.AlignmentFlag.AlignCenter,
        )
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(8)
        self._column.addStretch(1)
        self._area = QScrollArea(widgetResizable=True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._area, 1)
        column.addWidget(self.hint, 1)

    def show_kept(self, kept: Iterable[TaughtEntry], newest: str = "") -> None:
        """newest: the id to come into view."""
        for card in self.cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = [TaughtMethodCard(one) for one in kept]
        for row, card in enumerate(self.cards):
            self._column.insertWidget(row, card)
            card.export_button.clicked.connect(lambda _=False, one=card.kept: self.exported.emit(one))
            card.remove_button.clicked.connect(lambda _=False, one=card.kept: self.removed.emit(one))
            if card.kept.id == newest:
                self._area.ensureWidgetVisible(card)
        self._area.setVisible(bool(self.cards))
        self.hint.setVisible(not self.cards)


class TaughtMethodCard(QFrame):
    """One taught method."""

    def __init__(self, kept: TaughtEntry) -> None:
        super().__init__(objectName="card")
        self.kept = kept
        title = QLabel(kept.title, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        title.setProperty("role", "title")
        words = QLabel(engine_text(kept.damage), wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.export_button = QPushButton(translate("Teach", "Export…"), autoDefault=False)
        self.export_button.setToolTip(translate("Teach", "Writes it to one file, to pass on"))
        self.export_button.setAccessibleName(translate("Teach", "Export {title}").format(title=kept.title))
        self.remove_button = QPushButton(translate("Teach", "Remove"), autoDefault=False)
        self.remove_button.setAccessibleName(translate("Teach", "Remove {title}").format(title=kept.title))
        left = QVBoxLayout(spacing=4)
        for part in (title, words, caption(_facts(kept))):
            left.addWidget(part)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        row.addLayout(left, 1)
        for button in (self.export_button, self.remove_button):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setAccessibleName(kept.title)


def _facts(kept: TaughtEntry) -> str:
    parts = [
        translate("Teach", "learnt for {time}").format(time=duration(kept.minutes * 60)),
        kept.made,
        translate("Teach", "on the command line: {id}").format(id=kept.id),
    ]
    if kept.gain is not None:
        text = translate("Teach", "{gain} dB against biharmonic with the true mask")
        parts.insert(0, text.format(gain=signed(kept.gain)))
    return " · ".join(part for part in parts if part)
