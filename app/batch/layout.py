"""Where the parts of the Batch dialog stand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.batch.settings import FORM_WIDTH_PX


def arrange(
    dialog: QDialog,
    settings: QWidget,
    photos: QWidget,
    *,
    below: Sequence[QWidget],
    left: Sequence[QPushButton],
    right: Sequence[QPushButton],
) -> None:
    """Settings that scroll, beside them the photos, below them what is said, and buttons on both sides."""
    area = QScrollArea(widgetResizable=True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setFixedWidth(FORM_WIDTH_PX + 16)
    area.setWidget(settings)
    top = QHBoxLayout(spacing=16)
    top.addWidget(area)
    top.addWidget(photos, 1)
    buttons = QHBoxLayout(spacing=8)
    for button in left:
        buttons.addWidget(button)
    buttons.addStretch(1)
    for button in right:
        buttons.addWidget(button)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(16, 16, 16, 16)
    column.setSpacing(8)
    column.addLayout(top, 1)
    column.addWidget(QFrame(objectName="line"))
    for part in below:
        column.addWidget(part)
    column.addLayout(buttons)
