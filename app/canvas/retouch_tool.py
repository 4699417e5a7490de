"""Tools that paint other pixels into the photo itself: as it was before, or from beside."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter

from app.canvas.input.ring import draw_crosshair
from app.canvas.strokes import Coverage, Point
from app.canvas.tool import PointerEvent, StrokeTool, ToolHost, mark
from app.document.edit import Edit
from app.document.photo_stroke import Content, PhotoStroke, pixels_from
from app.text import translate
from engine.options import Toggle
from engine.pixels.box import Box

ALIGNED_OPTION = Toggle(
    id="aligned",
    title=mark("Aligned"),
    default=True,
    help=mark("Each stroke copies from the same distance; off: each stroke begins at the source again"),
)


class RetouchTool(StrokeTool):
    """A stroke into the photo's own pixels, as one undo step."""

    def __init__(self, host: ToolHost) -> None:
        super().__init__(host)
        self._stroke: PhotoStroke | None = None

    @abstractmethod
    def content(self, edit: Edit) -> Content:
        """What the stroke that begins mixes in."""

    def begin(self, edit: Edit, pointer: PointerEvent) -> None:  # noqa: ARG002
        document = self.host.document
        assert document is not None
        self._stroke = PhotoStroke(document, edit, self.content(edit), opacity=self.host.brush.opacity)

    def apply(self, edit: Edit, box: Box, coverage: Coverage, flow: float) -> None:  # noqa: ARG002
        assert self._stroke is not None
        self._stroke.paint(box, coverage, flow)

    def erases(self, alt: bool) -> bool:  # noqa: ARG002
        return False


class SampleTool(RetouchTool):
    """Copies from another place, which Alt and a click sets; `aligned` is among its options."""

    def __init__(self, host: ToolHost) -> None:
        super().__init__(host)
        self.source: Point | None = None  # where Alt was clicked, in photo pixels
        self._offset: tuple[int, int] | None = None  # from the brush to where it copies from
        self._pointer: Point = (0.0, 0.0)

    def press(self, pointer: PointerEvent) -> None:
        self._pointer = pointer.point
        if pointer.erase:
            self._set_source(pointer.point)
        elif self.source is None:
            self.host.hint(translate("Tool", "Alt-click first where to copy from"))
        else:
            if self._offset is None or not self.values[ALIGNED_OPTION.id]:
                self._offset = (
                    round(self.source[0] - pointer.x),
                    round(self.source[1] - pointer.y),
                )
            super().press(pointer)

    def drag(self, pointer: PointerEvent) -> None:
        self._follow(pointer)
        super().drag(pointer)

    def hover(self, pointer: PointerEvent) -> None:
        self._follow(pointer)

    def release(self, pointer: PointerEvent) -> None:
        super().release(pointer)
        self.host.redraw()

    def forget(self) -> None:
        self.source = self._offset = None

    def content(self, edit: Edit) -> Content:
        document = self.host.document
        assert document is not None and self._offset is not None
        return pixels_from(document, edit, *self._offset)

    @property
    def sampled(self) -> Point | None:
        """Where the pixels under the brush would come from; None while no source is set."""
        follows = self.active or (self._offset is not None and bool(self.values[ALIGNED_OPTION.id]))
        if self._offset is None or not follows:
            return self.source
        return self._pointer[0] + self._offset[0], self._pointer[1] + self._offset[1]

    def overlay(self, painter: QPainter, to_view: Callable[[Point], Point]) -> None:
        at = self.sampled
        if at is not None:
            draw_crosshair(painter, QPointF(*to_view(at)), erase=False, ratio=self.host.ratio)

    def _set_source(self, at: Point) -> None:
        photo = self.host.photo_box
        if not (0 <= at[0] <= photo.width and 0 <= at[1] <= photo.height):
            self.host.hint(
                translate("Tool", "Outside the photo there is nothing to copy: Alt-click inside it")
            )
            return
        self.source, self._offset = at, None
        self.host.hint("")
        self.host.redraw()

    def _follow(self, pointer: PointerEvent) -> None:
        self._pointer = pointer.point
        if self.source is not None:
            self.host.redraw()
