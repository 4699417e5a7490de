"""A widget that shows a picture through a viewport: fitted, zoomed and moved."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, Signal
from PySide6.QtWidgets import QWidget

from app.canvas.layers.layer import scaled
from app.canvas.viewport import Viewport
from engine.pixels.box import Box


class ZoomView(QWidget):
    """Positions are device pixels inside."""

    zoomed = Signal(float)  # device pixels a photo pixel: 1.0 is 100 %

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.viewport = Viewport()

    @property
    def ratio(self) -> float:
        """Device pixels a logical one."""
        return self.devicePixelRatioF()

    @property
    def scale(self) -> float:
        return self.viewport.scale

    @property
    def photo_box(self) -> Box:
        """The whole photo."""
        return Box(0, 0, self.viewport.photo_width, self.viewport.photo_height)

    def device(self, at: QPointF) -> QPointF:
        """A widget position in device pixels."""
        return at * self.ratio

    def redraw_area(self, area: QRect) -> None:
        """Paint these device pixels again."""
        ratio = self.ratio
        self.update(area if ratio == 1 else scaled(area, 1 / ratio))

    def fit(self) -> None:
        """The whole photo."""
        self.viewport.fit()
        self.view_changed()

    def zoom_to_box(self, box: Box) -> None:
        """A box of the photo in the middle of the view, as large as it fits with some room around it."""
        if not self.viewport.empty and not box.empty:
            self.viewport.show_box(box)
            self.view_changed()

    def zoom_to(self, scale: float, at: QPointF | None = None) -> None:
        """1.0 is 100 %.  The photo's point under `at` (device pixels; the middle if None) stays."""
        if not self.viewport.empty:
            at = at or QPointF(self.viewport.width / 2, self.viewport.height / 2)
            self.viewport.zoom_at(at.x(), at.y(), scale)
            self.view_changed()

    def rotate_to(self, angle: float, at: QPointF | None = None) -> None:
        """Show the photo rotated, in degrees clockwise.  Its point under `at` stays, as in `zoom_to`."""
        if not self.viewport.empty:
            at = at or QPointF(self.viewport.width / 2, self.viewport.height / 2)
            self.viewport.rotate_at(at.x(), at.y(), angle)
            self.view_changed()

    def rotate_by(self, angle: float, at: QPointF | None = None) -> None:
        """Further by an angle in degrees, clockwise."""
        self.rotate_to(self.viewport.angle + angle, at)

    def zoom_in(self) -> None:
        self.zoom_to(self.viewport.step(up=True))

    def zoom_out(self) -> None:
        self.zoom_to(self.viewport.step(up=False))

    def pan(self, dx: float, dy: float) -> None:
        """Move the photo by device pixels."""
        self.viewport.pan(dx, dy)
        self.view_changed()

    def reveal(self, x: float, y: float) -> None:
        """Pan as little as brings a photo point into view."""
        before = self.viewport.left, self.viewport.top
        self.viewport.reveal(x, y)
        if before != (self.viewport.left, self.viewport.top):
            self.view_changed()

    def view_changed(self) -> None:
        """Another part of the picture is shown, or at another scale."""
        self.update()
        self.zoomed.emit(self.viewport.scale)
