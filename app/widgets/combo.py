"""A choice from a list, which a screen reader says by its name."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox


def named_combo(name: str, help: str = "") -> QComboBox:
    """A combo box with a name and, where there is more to say, a tool tip.

    On Linux Qt gives the chosen value as the accessible name, and the name through a label beside it alone:
    the description holds the name too.
    """
    box = QComboBox()
    box.setAccessibleName(name)
    box.setAccessibleDescription(f"{name}. {help}" if help else name)
    box.setToolTip(help)
    return box
