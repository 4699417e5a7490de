"""One fill of the comparison: its name and time, and the photo with it or what is to be said instead."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.canvas.background import Background
from app.canvas.layers.levels import Source
from app.canvas.result_view import LinkedViews, ResultView
from app.errors.messages import spoken
from app.session.comparison import ComparedFill
from app.session.filling import draw_display
from app.text import elapsed, engine_text, translate
from engine.photo import Photo
from engine.pixels.box import Box

ARROW_KEYS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


class ResultTile(QFrame):
    """Shows the photo as it is until it is given a fill.  A click or the focus makes it the current one."""

    chosen = Signal()
    arrow = Signal(int)  # the key, of ARROW_KEYS

    def __init__(
        self, key: str, name: str, links: LinkedViews, background: Background, parent: QWidget
    ) -> None:
        super().__init__(parent, objectName="result")
        self.key, self.name = key, name
        self.fill: ComparedFill | None = None
        self.view = ResultView(links, background)
        self._title = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._title.setProperty("role", "title")
        self._title.setMinimumWidth(1)
        self._time = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._time.setProperty("role", "caption")
        head = QHBoxLayout(spacing=8)
        head.setContentsMargins(4, 0, 4, 0)
        head.addWidget(self._title, 1)
        head.addWidget(self._time)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.view, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.view.clicked.connect(self._choose)
        self.set_role("")
        self._describe()

    @property
    def time(self) -> str:
        """How long the fill took, or how it stands with it."""
        return self._time.text()

    def show_before(self, photo: Photo) -> None:
        """The photo as it is."""
        self.view.show_photo(photo, photo.display)

    def show_fill(self, fill: ComparedFill, name: str, photo: Photo) -> None:
        """The photo with the fill, or how far it is, or why there is none."""
        shown, self.fill, self.name = self.fill, fill, name
        if fill.state == "filled":
            if shown is None or shown.state != "filled":
                self.view.show_photo(photo, filled_source(photo, fill))
        else:
            self.view.clear()
            self.view.show_text(_state_text(fill), fill.fraction)
        self._describe()

    def set_role(self, role: str) -> None:
        """ "current", "second" for the one before it, or "": the frame tells."""
        self.setProperty("role", role)
        self.style().unpolish(self)
        self.style().polish(self)

    def close_tile(self) -> None:
        self.view.close_view()
        self.hide()
        self.deleteLater()

    def _describe(self) -> None:
        seconds = self.fill.seconds if self.fill is not None else None
        self._time.setText(elapsed(seconds) if seconds is not None else "")
        self.layout().activate()
        self._elide()
        words = [self.name, self._time.text()]
        if self.fill is not None and self.fill.state != "filled":
            words.append(_state_text(self.fill))
        self.setAccessibleName(", ".join(filter(None, words)))
        self.setToolTip(self.accessibleName())

    def _choose(self) -> None:
        self.setFocus()
        self.chosen.emit()

    def _elide(self) -> None:
        self._title.setText(
            self._title.fontMetrics().elidedText(
                self.name, Qt.TextElideMode.ElideRight, max(self._title.width(), 1)
            )
        )

    # Qt's events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.layout().activate()
        self._elide()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ARROW_KEYS and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.arrow.emit(event.key())
        else:
            super().keyPressEvent(event)


def filled_source(photo: Photo, fill: ComparedFill) -> Source:
    """Photo.display of the photo with a fill."""
    patches = fill.patches()

    def display(box: Box, step: int = 1) -> NDArray[np.uint8]:
        picture = photo.display(box, step)
        for area, stored in patches:
            draw_display(picture, box, step, photo=photo, box=area, stored=stored)
        return picture

    return display


def _state_text(fill: ComparedFill) -> str:
    if fill.error is not None:
        return f"{engine_text(fill.error.title)}\n{spoken(fill.error)}"
    texts = {
        "waiting": translate("Compare", "Waiting"),
        "filling": translate("Compare", "Filling"),
        "cancelled": translate("Compare", "Cancelled"),
    }
    return texts.get(fill.state, "")
