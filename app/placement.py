"""A picture in the person's hands over the photo, from being lifted to being blended in or put away."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.canvas.place import PlaceTool
from app.canvas.placing import first_place
from app.canvas.view import Canvas
from app.session.blends import Blends, Loose, Preview


class Placement(QObject):
    """Lends the canvas a tool for as long as a picture is loose.

    alone: told True when nothing else is to be in hand, False when that is over.
    """

    def __init__(self, canvas: Canvas, blends: Blends, *, alone: Callable[[bool], None]) -> None:
        super().__init__(canvas)
        self._canvas, self._blends, self._alone = canvas, blends, alone
        self._tool: PlaceTool | None = None
        blends.lifted.connect(self._lift)
        blends.settled.connect(self._settle)
        blends.previewed.connect(self._preview)

    def rest(self, busy: bool) -> None:
        """The picture cannot be moved while something is at work."""
        if self._tool is not None:
            self._tool.rest(busy)

    def _lift(self, loose: Loose) -> None:
        canvas, viewport = self._canvas, self._canvas.viewport
        picture = loose.picture
        box = first_place(picture.width, picture.height, viewport.under(viewport.view), canvas.photo_box)
        self._tool = PlaceTool(
            canvas,
            loose.image,
            box,
            moved=lambda box: setattr(self._blends, "box", box),
            wanted=self._blends.blend,
            dropped=self._blends.drop,
        )
        canvas.lend(self._tool)
        self._alone(True)
        canvas.setFocus()
        self._blends.box = box

    def _preview(self, preview: Preview) -> None:
        if self._tool is not None:
            self._tool.preview(preview.image, preview.box, preview.place)

    def _settle(self) -> None:
        self._tool = None
        self._canvas.put_away()
        self._alone(False)
