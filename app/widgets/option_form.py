"""A widget for each kind of option, drawn from its declaration: of methods, settings, the brush."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from app.text import engine_text
from app.theme.theme import tabular
from app.widgets.combo import named_combo
from engine.options import Choice, Option, Slider, Toggle, Value

Changed = Callable[[str, Value], None]
CHOICE_WIDTH = 144  # px
_MAX_SLIDER_STEPS = 1000  # A slider with more values than this moves in so many steps.


class NumberRow(QWidget):
    """A slider with its number beside it, which can be typed."""

    changed = Signal(float)

    def __init__(self, option: Slider, value: float, name: str) -> None:
        super().__init__()
        self._option = option
        decimals = 0 if option.whole else max(0, math.ceil(-math.log10(option.step)))
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(
            0, min(_MAX_SLIDER_STEPS, max(1, round((option.high - option.low) / option.step)))
        )
        self.slider.setPageStep(max(1, self.slider.maximum() // 10))
        self.number = QDoubleSpinBox(decimals=decimals, minimum=option.low, maximum=option.high)
        self.number.setSingleStep(option.step)
        self.number.setKeyboardTracking(False)
        self.number.setSuffix(f"\u202f{option.unit}" if option.unit else "")
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.number.setFont(tabular(self.number.font()))
        self.number.setFixedWidth(80)
        for part in (self.slider, self.number):
            part.setAccessibleName(name)
            part.setAccessibleDescription(engine_text(option.help))
            part.setToolTip(engine_text(option.help))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.slider, 1)
        row.addWidget(self.number)
        self.set(value)
        self.slider.valueChanged.connect(self._slid)
        self.number.valueChanged.connect(self._typed)

    @property
    def value(self) -> float:
        return self.number.value()

    def set(self, value: float) -> None:
        """Show a value without saying that it changed."""
        for part in (self.slider, self.number):
            part.blockSignals(True)
        self.number.setValue(value)
        self.slider.setValue(self._position(value))
        for part in (self.slider, self.number):
            part.blockSignals(False)

    def _position(self, value: float) -> int:
        return round(
            (value - self._option.low) / (self._option.high - self._option.low) * self.slider.maximum()
        )

    def _slid(self, position: int) -> None:
        option = self._option
        value = option.low + position / self.slider.maximum() * (option.high - option.low)
        self.number.setValue(round((value - option.low) / option.step) * option.step + option.low)

    def _typed(self, value: float) -> None:
        self.slider.blockSignals(True)
        self.slider.setValue(self._position(value))
        self.slider.blockSignals(False)
        self.changed.emit(value)


def control(option: Option, value: Value, changed: Changed) -> QWidget:
    """The widget of one option; it calls `changed(id, value)`."""
    name = engine_text(option.title)
    if isinstance(option, Slider):
        row = NumberRow(option, float(value), name)
        row.changed.connect(lambda number: changed(option.id, option.parse(number)))
        return row
    if isinstance(option, Choice):
        return _choice(option, str(value), name, changed)
    return _toggle(option, bool(value), name, changed)


def _choice(option: Choice, value: str, name: str, changed: Changed) -> QWidget:
    box = named_combo(name, engine_text(option.help))
    for one in option.values:
        box.addItem(shown(one), one)
    box.setCurrentIndex(option.values.index(value))
    box.activated.connect(lambda index: changed(option.id, option.values[index]))
    return box


class OptionCheckBox(QCheckBox):
    """A check box that Space toggles and Enter does not: Enter is the key of the window's verb."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)


def _toggle(option: Toggle, value: bool, name: str, changed: Changed) -> QWidget:
    box = OptionCheckBox(name)
    box.setChecked(value)
    box.setAccessibleName(name)
    box.setAccessibleDescription(engine_text(option.help))
    box.setToolTip(engine_text(option.help))
    box.toggled.connect(lambda on: changed(option.id, on))
    return box


VALUE_NAMES = {
    "en": "English",
    "de": "Deutsch",
    "he": "עברית",
    "cpu": "CPU",
    "cuda": "CUDA",
    "mps": "Apple GPU",
}


def shown(value: str) -> str:
    """How a value of a choice is written: "auto" as "Auto", "coarse-to-fine" as "Coarse to fine"."""
    if value in VALUE_NAMES:
        return VALUE_NAMES[value]
    return engine_text(value.replace("-", " ").replace("_", " ").capitalize() if value.islower() else value)


def caption(text: str) -> QLabel:
    """A line of smaller, quieter text that wraps."""
    label = QLabel(text, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
    label.setProperty("role", "caption")
    return label


def form(
    options: Iterable[Option], values: Mapping[str, Value], changed: Changed, *, helped: bool = False
) -> QWidget:
    """Options below one another, titles over sliders and beside choices; `helped` writes the help too."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    for option in options:
        column.addWidget(_line(option, values[option.id], changed))
        if helped and option.help:
            column.addWidget(caption(engine_text(option.help)))
            column.addSpacing(8)  # so that it is seen to belong to what stands above it
    return page


def _line(option: Option, value: Value, changed: Changed) -> QWidget:
    made = control(option, value, changed)
    if isinstance(option, Toggle):
        return made
    line = QWidget()
    grid = QGridLayout(line)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(0)
    title = QLabel(engine_text(option.title))
    title.setBuddy(made.slider if isinstance(made, NumberRow) else made)
    grid.addWidget(title, 0, 0)
    place = (1, 0, 1, 2) if isinstance(option, Slider) else (0, 1, 1, 1)
    grid.addWidget(made, *place)
    grid.setColumnStretch(0, 1)
    if isinstance(option, Choice):
        made.setFixedWidth(CHOICE_WIDTH)
    return line
