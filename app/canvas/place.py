"""A picture that lies over the photo until it is blended in: dragged, scaled, tinted where it will change it.

Not one of the toolbox: the canvas is lent it as long as there is something to place.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from app.canvas.placing import HANDLES, MOVE, Grip, dragged, gripped
from app.canvas.strokes import Point
from app.canvas.tool import Easel, Tool, ToolInfo, Touch, mark
from engine.pixels.box import Box

HANDLE = 9.0  # px a side
REACH = 12.0  # px around a handle that take hold of it
TINT = 0.2  # opacity of the mask's colour: the picture has to be judged through it
SHAPE = 512  # px: the longest side of a cut-out's shape, made when it is first drawn
CUT_OFF = 0.35  # opacity of what lies beside the photo
Shape = Qt.CursorShape


class PlaceTool(Tool):
    """box: where the picture lies, in the photo's pixels.  `resting` while a job is at work on it."""

    info = ToolInfo(
        id="place",
        title=mark("Place"),
        tip=mark("Drag the picture to its place, a handle to scale it; Shift lets go of its proportions."),
        key="",
        order=0,
    )

    def __init__(
        self,
        easel: Easel,
        image: QImage,
        box: Box,
        *,
        moved: Callable[[Box], None],
        wanted: Callable[[], None],
        dropped: Callable[[], None],
    ) -> None:
        super().__init__(easel)
        self.box = box
        self.resting = False
        self._image = image
        self._tinted: tuple[QColor, QImage] | None = None
        self._moved, self._wanted, self._dropped = moved, wanted, dropped
        self._held: tuple[Grip, Box, Point] | None = None
        self._preview: tuple[QImage, Box, Box] | None = None

    def preview(self, image: QImage, box: Box, place: Box) -> None:
        """Show this in the photo's `box` as long as the picture lies at `place`."""
        self._preview = image, box, place
        self.easel.redraw()

    @property
    def active(self) -> bool:
        return not self.resting

    def rest(self, resting: bool) -> None:
        """Begin and end of a job that may be at work on it."""
        self.resting = resting
        self.easel.redraw()

    def press(self, touch: Touch) -> None:
        grip = self._grip(touch.point)
        if grip is not None:
            self._held = grip, self.box, touch.point
            self.easel.redraw()

    def drag(self, touch: Touch) -> None:
        if self._held is None:
            return
        grip, box, (x, y) = self._held
        by = touch.x - x, touch.y - y
        self.box = dragged(box, grip, by, photo=self.easel.photo_box, free=touch.straight)
        self.easel.redraw()

    def release(self, touch: Touch) -> None:
        if self._held is not None:
            self.drag(touch)
            self._held = None
            self._moved(self.box)
            self.easel.redraw()

    def finish(self) -> bool:
        self._held = None
        self._wanted()
        return True

    def cancel(self) -> None:
        """In mid-drag it goes back to where it was; else it is put away."""
        if self._held is not None:
            self.box, self._held = self._held[1], None
            self.easel.redraw()
        else:
            self._dropped()

    def swap(self) -> bool:
        return True  # there is no brush to turn into an eraser

    def erases(self, alt: bool) -> bool:  # noqa: ARG002
        return False

    def cursor(self, at: Point) -> Qt.CursorShape:
        grip = self._held[0] if self._held else self._grip(at)
        if grip is None or grip == MOVE:
            return Shape.ArrowCursor if grip is None else Shape.SizeAllCursor
        if not grip.corner:
            return Shape.SizeHorCursor if grip.across else Shape.SizeVerCursor
        return Shape.SizeFDiagCursor if grip.across == grip.down else Shape.SizeBDiagCursor

    def overlay(self, painter: QPainter, to_view: Callable[[Point], Point]) -> None:
        place, photo = _rect(self.box, to_view), _rect(self.easel.photo_box, to_view)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setOpacity(CUT_OFF)
        painter.drawImage(place, self._image)
        painter.setOpacity(1)
        painter.setClipRect(photo)
        if self._preview is not None and self._preview[2] == self.box:
            image, box, _ = self._preview
            painter.drawImage(_rect(box, to_view), image)
        else:
            painter.drawImage(place, self._image)
        colour = self.easel.mask_colour
        if colour is not None:
            if self._held is None:
                self._draw_tint(painter, place, colour)
            painter.setPen(QPen(colour, self.easel.ratio))
            painter.drawRect(place & photo)
        painter.restore()
        if not self.resting:
            self._draw_handles(painter, place)

    def _draw_handles(self, painter: QPainter, place: QRectF) -> None:
        ratio = self.easel.ratio
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for grip in HANDLES:
            middle = QPointF(
                place.left() + place.width() * (grip.across + 1) / 2,
                place.top() + place.height() * (grip.down + 1) / 2,
            )
            square = QRectF(0, 0, HANDLE * ratio, HANDLE * ratio)
            square.moveCenter(middle)
            painter.setPen(QPen(QColor(0, 0, 0, 170), ratio))
            painter.setBrush(QColor("#f6f6f6"))
            painter.drawRoundedRect(square, 2 * ratio, 2 * ratio)

    def _grip(self, at: Point) -> Grip | None:
        return gripped(self.box, at, REACH * self.easel.ratio / self.easel.scale)

    def _draw_tint(self, painter: QPainter, place: QRectF, colour: QColor) -> None:
        painter.setOpacity(TINT)
        if self._image.hasAlphaChannel():
            painter.drawImage(place, self._tint(colour))
        else:
            painter.fillRect(place, colour)
        painter.setOpacity(1)

    def _tint(self, colour: QColor) -> QImage:
        """The picture's shape in one colour."""
        if self._tinted is None or self._tinted[0] != colour:
            small = self._image.scaled(SHAPE, SHAPE, Qt.AspectRatioMode.KeepAspectRatio)
            shape = small.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
            painter = QPainter(shape)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
            painter.fillRect(shape.rect(), colour)
            painter.end()
            self._tinted = colour, shape
        return self._tinted[1]


def _rect(box: Box, to_view: Callable[[Point], Point]) -> QRectF:
    return QRectF(QPointF(*to_view((box.left, box.top))), QPointF(*to_view((box.right, box.bottom))))
