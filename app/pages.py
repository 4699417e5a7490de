"""Which page fills the window: the canvas, the empty page, or a small picture while a photo opens."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.canvas.view import Canvas
from app.panels.empty import EmptyPage
from app.panels.opening_preview import OpeningPreview
from app.session.session import Session


class Pages:
    """Shows the page that fits the session; `photo_parts` are of use only while a photo is open."""

    def __init__(
        self,
        stack: QStackedWidget,
        session: Session,
        *,
        canvas: Canvas,
        empty: EmptyPage,
        opening_preview: OpeningPreview,
        photo_parts: Sequence[QWidget],
    ) -> None:
        self._stack, self._session = stack, session
        self._canvas, self._empty, self._opening_preview = canvas, empty, opening_preview
        self._photo_parts = photo_parts

    def show(self) -> None:
        """The canvas where a photo is open, else the empty page."""
        document = self._session.document
        self._stack.setCurrentWidget(self._canvas if document else self._empty)
        for part in self._photo_parts:
            part.setEnabled(document is not None)
        if document is None:
            self._empty.refresh()
            self._empty.open_button.setFocus()
        else:
            self._canvas.setFocus()

    def show_opening_preview(self, image: QImage, surround: str) -> None:
        """A small picture of the photo that is being opened."""
        self._opening_preview.set_surround(QColor(surround))
        self._opening_preview.set_image(image)
        self._stack.setCurrentWidget(self._opening_preview)

    @property
    def previewed_opening(self) -> bool:
        return self._stack.currentWidget() is self._opening_preview

    def drop_opening_preview(self) -> None:
        """Free its memory."""
        self._opening_preview.set_image(QImage())
