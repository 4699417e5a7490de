"""Controls with their names, for pages of settings."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.widgets.combo import named_combo
from app.widgets.option_form import NumberRow
from app.widgets.path_field import PathField


def combo(name: str, choices: Sequence[tuple[str, str]]) -> QComboBox:
    """choices: (what it stands for, what is shown)."""
    box = named_combo(name)
    for id, text in choices:
        box.addItem(text, id)
    return box


def row(part: QWidget) -> QWidget:
    """A control with its name before it."""
    made = QWidget()
    line = QHBoxLayout(made)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(12)
    name = QLabel(part.accessibleName())
    name.setBuddy(part)
    line.addWidget(name, 2)
    line.addWidget(part, 3)
    return made


def named(part: PathField | NumberRow) -> tuple[QWidget, QWidget]:
    """A control and its name, to go above it."""
    focus = part.line if isinstance(part, PathField) else part.slider
    name = QLabel(focus.accessibleName())
    name.setBuddy(focus)
    return name, part


def block(*parts: QWidget) -> QWidget:
    """Below one another, to be shown and hidden together."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    for part in parts:
        column.addWidget(part)
    return made
