"""A second view beside the canvas: what a photo became, at the same place and scale as the photo there."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import (
    QEnterEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from app.canvas.colour import Colour
from app.canvas.layers.photo import PhotoLayer
from app.canvas.layers.tiles import TileCache
from app.canvas.scene import profile
from app.canvas.view import Canvas
from app.document.document import Document
from app.document.edit import Change
from app.text import translate
from engine.photo import Photo
from engine.pixels.box import Box


class Companion(QWidget):
    """What is done here with the mouse is done on the canvas: both move, zoom and pick together.

    It shows another photo of the same size until the document's own pixels change, and then those.
    """

    def __init__(self, canvas: Canvas) -> None:
        super().__init__()
        self._canvas = canvas
        self._layer = PhotoLayer()
        self._document: Document | None = None
        self._result: Photo | None = None
        self._opened_state = 0  # of the photo, when it was opened
        self._shown_document = True  # when the document changed last
        self._unwatch: Callable[[], None] = lambda: None
        self.setMouseTracking(True)
        self.setAccessibleName(translate("Canvas", "Result"))
        canvas.zoomed.connect(lambda _: self.update())
        canvas.hovered.connect(lambda _: self.update())

    @property
    def shows_document(self) -> bool:
        """The document was repaired since it was opened, or there is no other photo to show."""
        document = self._document
        if document is None or self._result is None:
            return True
        return document.history.photo_state != self._opened_state

    def show_document(self, document: Document | None, opened_state: int = 0) -> None:
        """Follow a document, which has just been opened; None lets go of it.

        opened_state: its history's photo_state as it was opened.
        """
        self._unwatch()
        if self._layer.tiles is not None:
            self._layer.tiles.close()
        self._document, self._result, self._opened_state = document, None, opened_state
        self._unwatch, self._layer.tiles, self._shown_document = (lambda: None), None, True
        if document is not None:
            self._unwatch = document.watch(self._changed)
            self._layer.tiles = TileCache(
                self._display,
                document.photo.box,
                colour=Colour(profile(document.photo)),
                background=self._canvas.background,
                ready=self._ready,
            )
        self._redraw()

    def show_result(self, result: Photo | None) -> None:
        """A photo to compare with.  One of another size cannot be compared."""
        document = self._document
        if document is None:
            return
        fits = result is not None and result.box == document.photo.box
        self._result = result if fits else None
        self._shown_document = self.shows_document
        if self._layer.tiles is not None:
            self._layer.tiles.change(document.photo.box)

    def _display(self, box: Box, step: int = 1) -> NDArray[np.uint8]:
        """Photo.display of what is shown.  Called in workers."""
        document, result = self._document, self._result
        if document is None:
            return np.zeros((box.height, box.width, 3), np.uint8)[::step, ::step]
        shown = document.photo if result is None or self.shows_document else result
        return shown.display(box, step)

    def _changed(self, change: Change) -> None:
        """Of the document; a repair, its undo and redo also change which of the two is shown."""
        document, tiles = self._document, self._layer.tiles
        if document is None or tiles is None:
            return
        before, self._shown_document = self._shown_document, self.shows_document
        if before != self._shown_document:
            tiles.change(document.photo.box)
        elif change.photo and self._shown_document:
            tiles.change(change.box)

    def _ready(self, box: Box) -> None:
        self._layer.change(box, self._canvas.viewport.sheet())
        self.update()

    def _redraw(self) -> None:
        self._layer.invalidate()
        self.update()

    # Qt's events

    def paintEvent(self, event: QPaintEvent) -> None:
        canvas, layer = self._canvas, self._layer
        if layer.surround != canvas.scene.photo.surround:
            layer.surround = canvas.scene.photo.surround
            layer.invalidate()
        viewport, ratio = canvas.viewport, canvas.ratio
        sheet = viewport.sheet()
        own = round(self.width() * ratio), round(self.height() * ratio)
        layer.keep_size(*((sheet.width, sheet.height) if viewport.angle else own))
        painter = QPainter(self)
        layer.paint(painter, event.rect(), viewport, ratio)
        canvas.canvas_cursor.paint(painter)

    def sizeHint(self) -> QSize:
        return self._canvas.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: ARG002
        self._redraw()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._canvas.setFocus()
        self._canvas.mousePressEvent(event)
        self._follow()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._canvas.mouseMoveEvent(event)
        self._follow()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._canvas.mouseReleaseEvent(event)
        self._follow()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._canvas.mouseDoubleClickEvent(event)
        self._follow()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._canvas.wheelEvent(event)
        self._follow()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._canvas.enterEvent(event)
        self._follow()

    def leaveEvent(self, event: QEvent) -> None:
        self._canvas.leaveEvent(event)
        self.update()

    def _follow(self) -> None:
        """The pointer looks as it does on the canvas."""
        shape = self._canvas.cursor().shape()
        if self.cursor().shape() != shape:
            self.setCursor(shape)
        self.update()
