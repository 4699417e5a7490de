"""Places a picture over the photo with the mouse, until it is blended in or discarded."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.canvas.place import PlaceTool
from app.canvas.placing import first_place
from app.canvas.view import Canvas
from app.session.blends import Blends, PlacedPicture, Preview


class Placement(QObject):
    """Gives the canvas a placing tool while there is a picture to place.

    alone: called with True when no other tool can be used, and with False when that is over.
    """

    def __init__(self, canvas: Canvas, blends: Blends, *, alone: Callable[[bool], None]) -> None:
        super().__init__(canvas)
        self._canvas, self._blends, self._alone = canvas, blends, alone
        self._tool: PlaceTool | None = None
        blends.placing_began.connect(self._lift)
        blends.settled.connect(self._settle)
        blends.previewed.connect(self._preview)

    def rest(self, busy: bool) -> None:
        """The picture cannot be moved while something is at work."""
        if self._tool is not None:
            self._tool.rest(busy)

    def _lift(self, placed_picture: PlacedPicture) -> None:
        canvas, viewport = self._canvas, self._canvas.viewport
        picture = placed_picture.picture
        box = first_place(picture.width, picture.height, viewport.under(viewport.view), canvas.photo_box)
        self._tool = PlaceTool(
            canvas,
            placed_picture.image,
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
