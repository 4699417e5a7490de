"""A wheel that scrolls past a control does not turn it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QSlider, QWidget


class WheelFilter(QObject):
    """For controls in a page that scrolls: only the one that has the focus heeds the wheel."""

    def keep(self, page: QWidget) -> None:
        """All controls of a page, as it is now."""
        for kind in (QAbstractSpinBox, QComboBox, QSlider):
            for part in page.findChildren(kind):
                part.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # not by the wheel
                part.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()  # so that the page scrolls
            return True
        return super().eventFilter(watched, event)
