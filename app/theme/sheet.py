"""The style sheet: what Fusion and the palette leave open.  Sizes are multiples of 4 px; controls at least 28 px high."""

from __future__ import annotations

import dataclasses
from string import Template

from app.theme.colours import Colours

_SHEET = Template("""
QMainWindow, QDialog { background: $panel; }
QMainWindow::separator { background: $surround; width: 4px; height: 4px; }
QToolTip { background: $raised; color: $text; border: 1px solid $border; padding: 4px; }

QMenuBar { background: $panel; color: $text; padding: 0 4px; border: none; }
QMenuBar::item { padding: 4px 8px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: $hover; }
QMenu { background: $raised; color: $text; border: 1px solid $border; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 28px; border-radius: 4px; }
QMenu::item:selected { background: $accent; color: $on_accent; }
QMenu::item:disabled { color: $disabled; background: transparent; }
QMenu::separator { height: 1px; background: $border; margin: 4px 8px; }
QMenu::icon, QMenu::indicator { left: 6px; width: 16px; height: 16px; }

QToolBar { background: $panel; border: none; spacing: 4px; padding: 4px 8px; }
QToolBar#tools { padding: 8px 4px; }
QToolBar QToolButton { min-width: 28px; min-height: 28px; padding: 2px; border: 1px solid transparent; border-radius: 4px; }
QToolButton { color: $text; background: transparent; border: 1px solid transparent; border-radius: 4px; padding: 4px; }
QToolButton:hover { background: $hover; }
QToolButton:checked { background: $raised; border-color: $focus; }
QToolButton:focus { border-color: $focus; }
QToolButton:disabled { color: $disabled; }
QToolButton::menu-indicator { image: none; }

QPushButton { min-height: 26px; padding: 0 12px; color: $text; background: $raised; border: 1px solid $border; border-radius: 4px; }
QPushButton:hover { background: $hover; }
QPushButton:focus { border: 1px solid $focus; }
QPushButton:disabled { color: $disabled; background: $panel; }
QPushButton:default, QPushButton[verb="true"] { background: $accent; color: $on_accent; border: 1px solid $accent; }
QPushButton:default:hover, QPushButton[verb="true"]:hover { background: $accent_hover; }
QPushButton:default:focus, QPushButton[verb="true"]:focus { border: 1px solid $on_accent; }
QPushButton[verb="true"]:disabled { background: $panel; color: $disabled; border: 1px solid $border; }
QPushButton[flat="true"] { background: transparent; border-color: transparent; }
QPushButton[flat="true"]:hover { background: $hover; }
QPushButton[flat="true"]:focus { border-color: $focus; }

QComboBox, QLineEdit, QSpinBox, QDoubleSpinBox, QPlainTextEdit, QTextEdit {
  min-height: 26px; color: $text; background: $field; border: 1px solid $border; border-radius: 4px; padding: 0 6px;
  selection-background-color: $accent; selection-color: $on_accent; }
QComboBox { background: $raised; }
QComboBox:hover { background: $hover; }
QComboBox:focus, QLineEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus { border-color: $focus; }
QComboBox:disabled, QSpinBox:disabled, QDoubleSpinBox:disabled, QLineEdit:disabled { color: $disabled; }
QComboBox::drop-down { border: none; width: 20px; }
QComboBox::down-arrow { image: url("$arrow"); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: $raised; color: $text; border: 1px solid $border; selection-background-color: $accent;
  selection-color: $on_accent; outline: 0; padding: 4px; }
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button, QDoubleSpinBox::down-button { width: 0; border: none; }

QSlider { min-height: 28px; }
QSlider::groove:horizontal { height: 4px; background: $border; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $focus; border-radius: 2px; }
QSlider::sub-page:horizontal:disabled { background: $disabled; }
QSlider::handle:horizontal { width: 12px; height: 12px; margin: -5px 0; border-radius: 7px; background: $raised; border: 1px solid $muted; }
QSlider::handle:horizontal:hover { border-color: $focus; }
QSlider::handle:horizontal:focus { border: 2px solid $focus; width: 10px; height: 10px; }

QCheckBox { min-height: 28px; spacing: 8px; color: $text; border: 1px solid transparent; border-radius: 4px; }
QCheckBox:focus { border-color: $focus; }
QCheckBox:disabled { color: $disabled; }

QDockWidget { color: $text; font-weight: 600; }
QDockWidget > QWidget { background: $panel; }
QLabel#dockTitle { padding: 8px 12px 4px 12px; font-weight: 600; background: $panel; }
QLabel[role="caption"] { color: $muted; }
QLabel[role="warning"] { color: $warning; }
QLabel[role="title"] { font-weight: 600; }
QFrame#card { background: $raised; border: 1px solid $border; border-radius: 4px; }
QFrame#line { background: $border; max-height: 1px; min-height: 1px; border: none; }

QListWidget, QTreeWidget, QTableWidget { background: $panel; color: $text; border: none; outline: 0; }
QListWidget::item { min-height: 28px; padding: 0 8px; border-radius: 4px; }
QListWidget::item:hover { background: $hover; }
QListWidget::item:selected { background: $accent; color: $on_accent; }
QListWidget:focus::item:selected { border: 1px solid $on_accent; }
QTreeWidget::item { min-height: 28px; }
QTreeWidget::item:selected { background: $accent; color: $on_accent; }
QScrollArea { border: none; background: transparent; }
QScrollArea > QWidget > QWidget { background: transparent; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar::handle:vertical { background: $border; border-radius: 4px; min-height: 28px; margin: 2px; }
QScrollBar::handle:vertical:hover { background: $muted; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle:horizontal { background: $border; border-radius: 4px; min-width: 28px; margin: 2px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QStatusBar { background: $panel; color: $text; min-height: 32px; border-top: 1px solid $surround; }
QStatusBar::item { border: none; }
QStatusBar QLabel { padding: 0 4px; }
QLabel#edited { color: $focus; font-weight: 600; }
QProgressBar { background: $field; border: 1px solid $border; border-radius: 4px; max-height: 8px; min-height: 8px; }
QProgressBar::chunk { background: $focus; border-radius: 3px; }

QFrame#message { background: $raised; border: 1px solid $border; border-left: 4px solid $focus; border-radius: 4px; }
QFrame#message[kind="warning"] { border-left-color: $warning; }
QFrame#message[kind="error"] { border-left-color: $danger; }
QFrame#message[kind="good"] { border-left-color: $good; }
QFrame#toast { background: $raised; border: 1px solid $border; border-radius: 4px; }
QWidget#empty { background: $surround; }
QFrame#drop { border: 2px dashed $muted; border-radius: 8px; }
QFrame#drop[hot="true"] { border-color: $focus; background: $hover; }
QLabel#headline { font-size: 18pt; font-weight: 600; }
""")


def sheet(colours: Colours, *, arrow: str) -> str:
    """The application's style sheet; `arrow` is the path of the arrow of drop-down fields."""
    return _SHEET.substitute(dataclasses.asdict(colours), arrow=arrow)
