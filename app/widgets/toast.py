"""One line at the foot of the canvas that fades: success is the picture, and this."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPropertyAnimation, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QGraphicsOpacityEffect, QHBoxLayout, QLabel, QWidget

SHOWN_MS = 3500
FADE_MS = 600


class Toast(QFrame):
    """Lies over `canvas`, lets the mouse through."""

    def __init__(self, canvas: QWidget) -> None:
        super().__init__(canvas)
        self.setObjectName("toast")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._label = QLabel(textFormat=Qt.TextFormat.PlainText)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.addWidget(self._label)
        effect = QGraphicsOpacityEffect(self)
        self.setGraphicsEffect(effect)
        self._fade = QPropertyAnimation(effect, b"opacity", self)
        self._fade.setDuration(FADE_MS)
        self._fade.setStartValue(1.0)
        self._fade.setEndValue(0.0)
        self._fade.finished.connect(self.hide)
        self._timer = QTimer(self, singleShot=True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self._fade.start)
        canvas.installEventFilter(self)
        self._covered_px = 0  # Of the canvas's foot, by what lies there.
        self.hide()

    @property
    def text(self) -> str:
        return self._label.text()

    def say(self, text: str) -> None:
        """Show the line."""
        self._fade.stop()
        self.graphicsEffect().setProperty("opacity", 1.0)
        self._label.setText(text)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        self.setAccessibleName(text)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def stay_above(self, covered_px: int) -> None:
        """Leave so much of the canvas's foot to what lies there."""
        self._covered_px = covered_px
        if self.isVisible():
            self._place()

    def dismiss(self) -> None:
        """Gone at once."""
        self._timer.stop()
        self._fade.stop()
        self.hide()

    def _place(self) -> None:
        room = self.parentWidget()
        self._label.setWordWrap(False)
        if self.sizeHint().width() > room.width() - 32:
            self._label.setWordWrap(True)
            self.setFixedWidth(max(room.width() - 32, 120))
        else:
            self.setFixedWidth(self.sizeHint().width())
        self.resize(
            self.width(),
            self.layout().totalHeightForWidth(self.width())
            if self._label.wordWrap()
            else self.sizeHint().height(),
        )
        self.move((room.width() - self.width()) // 2, room.height() - self.height() - 16 - self._covered_px)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)
