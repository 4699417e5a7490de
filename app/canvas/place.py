"""A picture that lies over the photo until it is blended in: dragged, scaled, framed where it can change it.

Not one of the toolbox: the canvas is lent it as long as there is something to place.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from app.canvas.placing import MOVE_GRIP, SCALE_GRIPS, Grip, dragged, gripped
from app.canvas.strokes import Point
from app.canvas.tool import PointerEvent, Tool, ToolHost, ToolInfo, mark
from engine.pixels.box import Box

HANDLE_SIDE_PX = 9.0
HANDLE_REACH_PX = 12.0  # A press this near to a handle takes hold of it.
OUTSIDE_OPACITY = 0.35  # Of what lies beside the photo.
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
        host: ToolHost,
        image: QImage,
        box: Box,
        *,
        moved: Callable[[Box], None],
        wanted: Callable[[], None],
        dropped: Callable[[], None],
    ) -> None:
        super().__init__(host)
        self.box = box
        self.resting = False
        self._image = image
        self._moved, self._wanted, self._dropped = moved, wanted, dropped
        self._held: tuple[Grip, Box, Point] | None = None
        self._preview: tuple[QImage, Box, Box] | None = None

    def preview(self, image: QImage, box: Box, place: Box) -> None:
        """Show this in the photo's `box` as long as the picture lies at `place`."""
        self._preview = image, box, place
        self.host.redraw()

    @property
    def active(self) -> bool:
        return not self.resting

    def rest(self, resting: bool) -> None:
        """Begin and end of a job that may be at work on it."""
        self.resting = resting
        self.host.redraw()

    def press(self, pointer: PointerEvent) -> None:
        grip = self._grip(pointer.point)
        if grip is not None:
            self._held = grip, self.box, pointer.point
            self.host.redraw()

    def drag(self, pointer: PointerEvent) -> None:
        if self._held is None:
            return
        grip, box, (x, y) = self._held
        by = pointer.x - x, pointer.y - y
        self.box = dragged(box, grip, by, photo=self.host.photo_box, free=pointer.straight)
        self.host.redraw()

    def release(self, pointer: PointerEvent) -> None:
        if self._held is not None:
            self.drag(pointer)
            self._held = None
            self._moved(self.box)
            self.host.redraw()

    def finish(self) -> bool:
        self._held = None
        self._wanted()
        return True

    def cancel(self) -> None:
        """In mid-drag it goes back to where it was; else it is put away."""
        if self._held is not None:
            self.box, self._held = self._held[1], None
            self.host.redraw()
        else:
            self._dropped()

    def swap(self) -> bool:
        return True  # there is no brush to turn into an eraser

    def erases(self, alt: bool) -> bool:  # noqa: ARG002
        return False

    def cursor(self, at: Point) -> Qt.CursorShape:
        grip = self._held[0] if self._held else self._grip(at)
        if grip is None or grip == MOVE_GRIP:
            return Shape.ArrowCursor if grip is None else Shape.SizeAllCursor
        if not grip.corner:
            return Shape.SizeHorCursor if grip.across else Shape.SizeVerCursor
        return Shape.SizeFDiagCursor if grip.across == grip.down else Shape.SizeBDiagCursor

    def overlay(self, painter: QPainter, to_view: Callable[[Point], Point]) -> None:
        place, photo = _rect(self.box, to_view), _rect(self.host.photo_box, to_view)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setOpacity(OUTSIDE_OPACITY)
        painter.drawImage(place, self._image)
        painter.setOpacity(1)
        painter.setClipRect(photo)
        if self._preview is not None and self._preview[2] == self.box:
            image, box, _ = self._preview
            painter.drawImage(_rect(box, to_view), image)
        else:
            painter.drawImage(place, self._image)
        colour = self.host.mask_colour
        if colour is not None:
            painter.setPen(QPen(colour, self.host.ratio))
            painter.drawRect(place & photo)
        painter.restore()
        if not self.resting:
            self._draw_handles(painter, place)

    def _draw_handles(self, painter: QPainter, place: QRectF) -> None:
        ratio = self.host.ratio
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for grip in SCALE_GRIPS:
            middle = QPointF(
                place.left() + place.width() * (grip.across + 1) / 2,
                place.top() + place.height() * (grip.down + 1) / 2,
            )
            square = QRectF(0, 0, HANDLE_SIDE_PX * ratio, HANDLE_SIDE_PX * ratio)
            square.moveCenter(middle)
            painter.setPen(QPen(QColor(0, 0, 0, 170), ratio))
            painter.setBrush(QColor("#f6f6f6"))
            painter.drawRoundedRect(square, 2 * ratio, 2 * ratio)

    def _grip(self, at: Point) -> Grip | None:
        return gripped(self.box, at, HANDLE_REACH_PX * self.host.ratio / self.host.scale)


def _rect(box: Box, to_view: Callable[[Point], Point]) -> QRectF:
    return QRectF(QPointF(*to_view((box.left, box.top))), QPointF(*to_view((box.right, box.bottom))))
