"""Views of one photo with different fills, which all look at the same place at the same scale."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from app.canvas.background import Background
from app.canvas.colour import Colour
from app.canvas.input.mouse import turn_wheel
from app.canvas.layers.levels import Source
from app.canvas.layers.photo import PhotoLayer
from app.canvas.layers.tiles import TileCache
from app.canvas.scene import profile
from app.canvas.zoom_view import ZoomView
from engine.photo import Photo
from engine.pixels.box import EMPTY_BOX, Box

KEPT_BYTES_PER_VIEW = 24 << 20
DRAG_FROM_PX = 4  # A press that moves less is a click.  At 100 % screen scaling.
BAR_WIDTH_SHARE, BAR_HEIGHT_PX = 0.5, 4  # Of the progress bar in a view, at 100 % screen scaling.


class LinkedViews:
    """Where all views look: at `home` until a person moves one of them."""

    def __init__(self) -> None:
        self._views: list[ResultView] = []
        self._home = EMPTY_BOX
        self._place: tuple[float, float, float] | None = (
            None  # the photo position in the middle, and the scale
        )

    def start(self, home: Box) -> None:
        """Look at a box of the photo, with some room around it."""
        self._home, self._place = home, None
        for view in self._views:
            self.place(view)

    def add(self, view: ResultView) -> None:
        self._views.append(view)
        self.place(view)

    def remove(self, view: ResultView) -> None:
        self._views.remove(view)

    def place(self, view: ResultView) -> None:
        """Let a view look where all do."""
        if view.viewport.empty:
            return
        if self._place is not None:
            view.viewport.look_at(*self._place)
        elif not self._home.empty:
            view.viewport.show_box(self._home)
            view.viewport.keep_filled()
        view.view_changed()

    def follow(self, view: ResultView) -> None:
        """A person has moved this one."""
        self._place = *view.viewport.middle, view.viewport.scale
        for other in self._views:
            if other is not view:
                self.place(other)


class ResultView(ZoomView):
    """Shows a photo, or a text while there is none.  Dragging moves, the wheel zooms."""

    clicked = Signal()

    def __init__(self, links: LinkedViews, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._links, self._background = links, background
        self._layer = PhotoLayer()
        self._text, self._fraction = "", 0.0
        self._surround = self._layer.surround
        self._pressed: QPointF | None = None  # where, and the pointer has not left it
        self._dragged: QPointF | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        links.add(self)

    # What is shown

    def show_photo(self, photo: Photo, source: Source) -> None:
        """source: Photo.display of what is shown, which is called in workers."""
        self.clear()
        self.viewport.photo_width, self.viewport.photo_height = photo.width, photo.height
        self._layer.tiles = TileCache(
            source,
            photo.box,
            colour=Colour(profile(photo)),
            background=self._background,
            ready=self._ready,
            kept_bytes=KEPT_BYTES_PER_VIEW,
        )
        self._links.place(self)
        self.update()

    @property
    def busy(self) -> bool:
        """Parts of the photo are still being drawn."""
        return self._layer.tiles is not None and self._layer.tiles.busy

    def show_text(self, text: str, fraction: float = 0.0) -> None:
        """Words in place of the photo, over a bar if something is on its way, 0 to 1."""
        self._text, self._fraction = text, fraction
        self.update()

    def clear(self) -> None:
        """Show neither photo nor words."""
        if self._layer.tiles is not None:
            self._layer.tiles.close()
        self._layer.tiles, self._text, self._fraction = None, "", 0.0
        self._layer.invalidate()
        self.update()

    def close_view(self) -> None:
        """Let go of all; it follows the others no longer."""
        self.clear()
        self._links.remove(self)

    def set_surround(self, colour: QColor) -> None:
        self._surround = self._layer.surround = colour
        self._layer.invalidate()
        self.update()

    @property
    def drawn(self) -> bool:
        """All of the photo that is in view is there in full sharpness."""
        return self._layer.tiles is not None and not self._layer.tiles.busy

    def _ready(self, box: Box) -> None:
        self._layer.change(box, self.viewport)
        self.update()

    # Moving

    def move_by(self, dx: float, dy: float) -> None:
        """Move the photo by device pixels, in all views."""
        self.pan(dx, dy)
        self._links.follow(self)

    def magnify(self, scale: float, at: QPointF | None = None) -> None:
        """As zoom_to, in all views."""
        self.zoom_to(scale, at)
        self._links.follow(self)

    def fit_all(self) -> None:
        """The whole photo, in all views."""
        self.fit()
        self._links.follow(self)

    # Qt's events

    def sizeHint(self) -> QSize:
        return QSize(240, 180)

    def minimumSizeHint(self) -> QSize:
        return QSize(96, 72)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: ARG002
        ratio = self.ratio
        self.viewport.set_ratio(ratio)
        self.viewport.resize(round(self.width() * ratio), round(self.height() * ratio))
        self._layer.resize(self.viewport.width, self.viewport.height)
        self._links.place(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        viewport, layer, ratio = self.viewport, self._layer, self.ratio
        painter = QPainter(self)
        if layer.tiles is None:
            painter.fillRect(event.rect(), self._surround)
            self._paint_text(painter)
            return
        layer.paint(painter, event.rect(), viewport, ratio)

    def _paint_text(self, painter: QPainter) -> None:
        room = QRectF(self.rect()).adjusted(12, 8, -12, -8)
        painter.setPen(self.palette().text().color())
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        words = painter.boundingRect(room, int(flags), self._text)
        painter.drawText(room, int(flags), self._text)
        if self._fraction > 0:
            wide = room.width() * BAR_WIDTH_SHARE
            bar = QRectF(room.center().x() - wide / 2, words.bottom() + 8, wide, BAR_HEIGHT_PX)
            painter.fillRect(bar, self.palette().mid())
            bar.setWidth(wide * min(self._fraction, 1.0))
            painter.fillRect(bar, self.palette().link())

    def wheelEvent(self, event: QWheelEvent) -> None:
        turn_wheel(self, event)
        self._links.follow(self)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = self._dragged = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged is None:
            return
        if self._pressed is not None:
            if (event.position() - self._pressed).manhattanLength() < DRAG_FROM_PX:
                return
            self._pressed = None
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        by, self._dragged = (event.position() - self._dragged) * self.ratio, event.position()
        self.move_by(by.x(), by.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002
        clicked, self._pressed, self._dragged = self._pressed is not None, None, None
        self.unsetCursor()
        if clicked:
            self.clicked.emit()
