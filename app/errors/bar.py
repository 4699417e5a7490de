"""The message bar: slides in over the top of the canvas and takes no room from it."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPoint, QPropertyAnimation, QSize, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.errors.messages import Kind, Message, Messages
from app.text import translate
from app.theme.colours import Colours
from app.theme.icons import pixmap
from app.theme.theme import Theme

_ICONS_OF_KIND: dict[Kind, tuple[str, str]] = {
    "info": ("info", "focus"),
    "good": ("circle-check", "good"),
    "warning": ("triangle-alert", "warning"),
    "error": ("circle-alert", "danger"),
}
BAR_MARGIN_PX = 12
MAX_BAR_WIDTH_PX = 720
FADES_AFTER = 6000  # ms
SLIDE_MS = 120


class MessageBar(QFrame):
    """Shows one message at a time: the newest.  Lies over `canvas`."""

    def __init__(self, canvas: QWidget, messages: Messages, theme: Theme) -> None:
        super().__init__(canvas)
        self.setObjectName("message")
        self.setAccessibleName(translate("Messages", "Message"))
        self._theme = theme
        self._message: Message | None = None
        self._build()
        self._timer = QTimer(self, singleShot=True)
        self._timer.setInterval(FADES_AFTER)
        self._timer.timeout.connect(self.dismiss)
        self._slide = QPropertyAnimation(self, b"pos", self)
        self._slide.setDuration(SLIDE_MS)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        messages.posted.connect(self.show_message)
        messages.cleared.connect(self.dismiss)
        messages.withdrawn.connect(self._withdraw)
        theme.changed.connect(self._recolour)
        canvas.installEventFilter(self)
        self.hide()

    @property
    def message(self) -> Message | None:
        """What is shown now."""
        return self._message

    def show_message(self, message: Message) -> None:
        self._message = message
        self._title.setText(message.title)
        self._text.setText(message.text)
        self._text.setVisible(bool(message.text))
        self._draw_ways(message)
        self.setProperty("kind", message.kind)
        self.style().unpolish(self)
        self.style().polish(self)
        self._recolour(self._theme.colours)
        self._place()
        self._enter()
        self.setAccessibleDescription(f"{message.title} {message.text}")
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
        self._timer.start() if message.fades else self._timer.stop()

    def dismiss(self) -> None:
        """Take the message away; Esc and the cross do this."""
        self._message = None
        self._timer.stop()
        if self.isAncestorOf(self.focusWidget() or self) and self.focusWidget():
            self.parentWidget().setFocus()
        self.hide()

    def _withdraw(self, topic: str) -> None:
        if self._message is not None and self._message.topic == topic:
            self.dismiss()

    def _build(self) -> None:
        self._sign = QLabel()
        self._title = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._title.setProperty("role", "title")
        self._text = QLabel(textFormat=Qt.TextFormat.PlainText)
        for label in (self._title, self._text):
            label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            label.setWordWrap(True)  # after the policy, which it tells that the height follows the width
        words = QVBoxLayout(spacing=2)
        words.addWidget(self._title)
        words.addWidget(self._text)
        self._ways = QHBoxLayout(spacing=8)
        close = QToolButton(toolTip=translate("Messages", "Close this message (Esc)"))
        close.setAccessibleName(translate("Messages", "Close this message"))
        close.clicked.connect(self.dismiss)
        self._theme.dress(close, "x")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(12)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addLayout(self._ways)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)

    def _draw_ways(self, message: Message) -> None:
        while item := self._ways.takeAt(0):
            item.widget().deleteLater()
        for way in message.ways:
            button = QPushButton(way.text)
            button.clicked.connect(lambda _=False, run=way.run: self._take(run))
            self._ways.addWidget(button)

    def _take(self, run: object) -> None:
        self.dismiss()
        run()  # type: ignore[operator]

    def _recolour(self, colours: Colours) -> None:
        if self._message is not None:
            name, role = _ICONS_OF_KIND[self._message.kind]
            ratio = self.devicePixelRatioF()
            drawn = pixmap(name, getattr(colours, role), round(20 * ratio))
            drawn.setDevicePixelRatio(ratio)
            self._sign.setPixmap(drawn)

    def _place(self) -> None:
        room = self.parentWidget().size()
        width = max(200, min(MAX_BAR_WIDTH_PX, room.width() - 2 * BAR_MARGIN_PX))
        self.ensurePolished()
        self.layout().activate()
        height = max(self.layout().totalHeightForWidth(width), self.layout().totalMinimumSize().height())
        self.resize(QSize(width, height))
        self.move((room.width() - width) // 2, BAR_MARGIN_PX)

    def _enter(self) -> None:
        end = self.pos()
        fresh = not self.isVisible()
        self.show()
        self.raise_()
        if fresh:
            self._slide.setStartValue(QPoint(end.x(), -self.height()))
            self._slide.setEndValue(end)
            self._slide.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self._message is not None:
            self._place()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)
