"""The options of a damage: what panels/controls draws, and fonts, colours, pictures and folders."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.teach.fonts import Font
from app.text import engine_text, translate
from app.theme.theme import Theme
from app.widgets.option_form import caption, form
from app.widgets.path_field import PathField
from engine.options import Value

Changed = Callable[[str, Value], None]
SWATCH_SIDE_PX = 16


class OptionQuestions(Protocol):
    """The questions that need a person."""

    def folder(self, title: str, start: Path | None) -> Path | None: ...
    def picture(self, title: str, start: Path | None) -> Path | None: ...
    def colour(self, title: str, start: QColor) -> QColor | None: ...


class FontField(QComboBox):
    """All fonts by title; typing any part of one finds it."""

    chosen = Signal(str)

    def __init__(self, fonts: Sequence[Font], value: str, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMinimumContentsLength(12)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for font in fonts:
            self.addItem(font.title, font.value)
        self.completer().setFilterMode(Qt.MatchFlag.MatchContains)
        self.completer().setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self._value = value
        self._show()
        self.activated.connect(self._choose)
        self.lineEdit().editingFinished.connect(self._typed)

    def _choose(self, row: int) -> None:
        self._value = str(self.itemData(row))
        self.chosen.emit(self._value)

    def _typed(self) -> None:
        """Enter, or on to the next: the first font that holds it; else the one that was chosen before."""
        text = self.currentText().strip()
        row = self.findText(text, Qt.MatchFlag.MatchFixedString)
        if row < 0 and text:
            row = self.findText(text, Qt.MatchFlag.MatchContains)
        if row < 0:
            self._show()
        elif self.itemData(row) != self._value:
            self.setCurrentIndex(row)
            self._choose(row)

    def _show(self) -> None:
        row = self.findData(self._value)
        self.setCurrentIndex(row)
        if row < 0:
            self.setEditText(Path(self._value).stem)


class ColourField(QWidget):
    """A swatch that asks, and the six digits."""

    chosen = Signal(str)

    def __init__(self, value: str, name: str, questions: OptionQuestions) -> None:
        super().__init__()
        self._name, self._questions, self._value = name, questions, value
        self.button = QPushButton(autoDefault=False, toolTip=translate("Teach", "Choose a colour"))
        self.button.setAccessibleName(translate("Teach", "Choose: {name}").format(name=name))
        self.button.setFixedWidth(44)
        self.button.clicked.connect(self._ask)
        self.line = QLineEdit(maxLength=7)
        self.line.setAccessibleName(name)
        self.line.setToolTip(translate("Teach", "Red, green and blue as #rrggbb"))
        self.line.textEdited.connect(self._typed)
        self.line.editingFinished.connect(self._show)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.line, 1)
        row.addWidget(self.button)
        self._show()

    def _typed(self, text: str) -> None:
        digits = text.strip().removeprefix("#")
        if len(digits) == 6 and QColor(f"#{digits}").isValid():
            self._take(QColor(f"#{digits}"))

    def _ask(self) -> None:
        colour = self._questions.colour(self._name, QColor(self._value))
        if colour is not None:
            self._take(colour)
            self._show()

    def _take(self, colour: QColor) -> None:
        self._value = colour.name()
        self._paint()
        self.chosen.emit(self._value)

    def _show(self) -> None:
        self.line.setText(self._value)
        self._paint()

    def _paint(self) -> None:
        swatch = QPixmap(SWATCH_SIDE_PX, SWATCH_SIDE_PX)
        swatch.fill(QColor(self._value))
        self.button.setIcon(QIcon(swatch))


def lesson_form(
    options: Iterable[Any],
    values: Mapping[str, Value],
    changed: Changed,
    *,
    theme: Theme,
    questions: OptionQuestions,
    fonts: Sequence[Font],
) -> QWidget:
    """All options of a kind of damage below one another."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    for option in options:
        field = _own(option, values[option.id], changed, theme=theme, questions=questions, fonts=fonts)
        if field is None:
            column.addWidget(form((option,), values, changed))
            continue
        name = QLabel(engine_text(option.title))
        name.setBuddy(getattr(field, "line", field))
        column.addWidget(name)
        column.addWidget(field)
        if option.help:
            column.addWidget(caption(engine_text(option.help)))
    return page


def _own(
    option: Any,
    value: Value,
    changed: Changed,
    *,
    theme: Theme,
    questions: OptionQuestions,
    fonts: Sequence[Font],
) -> QWidget | None:
    """The widget of an option that no method has; None for all others."""
    kind, name, text = type(option).__name__, engine_text(option.title), str(value)
    if kind == "Font":
        field = FontField(fonts, text, name)
        field.chosen.connect(lambda font: changed(option.id, font))
        return field
    if kind == "Colour":
        colour = ColourField(text, name, questions)
        colour.chosen.connect(lambda digits: changed(option.id, digits))
        return colour
    if kind not in ("File", "Folder"):
        return None
    ask = questions.folder if kind == "Folder" else questions.picture
    path = PathField(name, theme, lambda start: ask(name, start), folder=kind == "Folder")
    path.set(text)
    path.changed.connect(lambda: changed(option.id, path.text.strip()))
    return path
