"""Push buttons, and the frame that shows where something can be dropped."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QFrame, QPushButton, QToolBar, QToolButton


def push_button(text: str, run: Callable[[], object] | None = None, help: str = "") -> QPushButton:
    """A button that Enter in a field does not press; `help` is its tool tip.

    run: what it does; None where its owner's user connects to `clicked`.
    """
    button: QPushButton = QPushButton(text, autoDefault=False, toolTip=help)
    if run is not None:
        button.clicked.connect(lambda _=False: run())
    return button


def follow_tip(button: QAbstractButton, action: QAction) -> None:
    """The tool tip of an action, whose keys a person may change."""
    button.setToolTip(action.toolTip())
    action.changed.connect(lambda: button.setToolTip(action.toolTip()))


def action_button(text: str, action: QAction) -> QPushButton:
    """A button that triggers an action, and is enabled with it."""
    button = QPushButton(text)
    follow_tip(button, action)
    button.setAccessibleDescription(action.whatsThis())
    button.clicked.connect(action.trigger)
    action.enabledChanged.connect(button.setEnabled)
    button.setEnabled(action.isEnabled())
    return button


def add_to_bar(bar: QToolBar, action: QAction) -> None:
    """Add an action to a bar as a button that Tab reaches, too."""
    bar.addAction(action)
    button = bar.widgetForAction(action)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setAccessibleName(action.text().replace("&", ""))


def corner_button(action: QAction) -> QToolButton:
    """A small button at the end of a section's title."""
    button = QToolButton()
    button.setDefaultAction(action)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setAccessibleName(action.text().replace("&", ""))
    return button


def mark_drop_target(frame: QFrame, hot: bool) -> None:
    """Draw a frame that takes what is dropped as one over which something is held now, or no longer."""
    frame.setProperty("hot", hot)
    frame.style().unpolish(frame)
    frame.style().polish(frame)
