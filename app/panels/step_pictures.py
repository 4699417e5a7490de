"""The small pictures beside the steps of the history: where each changed the photo, as it was then."""

from __future__ import annotations

import functools

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QPixmap

from app.canvas.colour import Colour
from app.canvas.scene import profile
from app.document.document import Document
from app.document.history import Step
from app.document.kept_states import KeptState
from app.document.planes import MASK_PLANE, PHOTO_PLANE
from app.theme import icons
from app.theme.theme import Theme
from app.widgets.pictures import PIXEL_RATIO, centred, reduced
from engine.pixels.box import EMPTY_BOX, Box

PICTURE_SIZE = QSize(40, 28)
SYMBOL_SIDE_PX = 16
SIDE_TO_CHANGE = 1.5  # A picture's sides, in those of what changed.
MIN_AREA_SIDE_PX = 48  # Of the photo: less would show single pixels.
MAX_READ_SIDE_PX = 160  # So many pixels of the photo a side are read for a picture.


class StepPictures:
    """Drawn when a step is made, for later its pixels are gone; others have a symbol."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._colour = Colour(None)
        self._drawn: dict[int, QIcon] = {}  # by the step's id
        self._of_states: dict[int, tuple[KeptState, QIcon]] = {}
        self.opened = QIcon()  # the photo as it was opened

    def begin(self, document: Document | None) -> None:
        """Forget the last document."""
        self._drawn.clear()
        self._of_states.clear()
        self.opened = QIcon()
        if document is not None:
            photo = document.photo
            self._colour = Colour(profile(photo))
            step = max(1, max(photo.width, photo.height) // MAX_READ_SIDE_PX)
            self.opened = self._icon(document.originals.display(photo.box, step))

    def follow(self, document: Document) -> None:
        """Draw the newest step, if it is new."""
        step = document.history.last
        if step is not None and step.id not in self._drawn and PHOTO_PLANE in step.planes:
            self._drawn[step.id] = self._icon(_picture(document, step))

    def of(self, step: Step) -> QIcon:
        if PHOTO_PLANE not in step.planes:
            return self.symbol("brush" if MASK_PLANE in step.planes else "pencil")
        return self._drawn.get(step.id) or self.symbol("image")

    def of_state(self, state: KeptState) -> QIcon:
        if id(state.picture) not in self._of_states:
            self._of_states[id(state.picture)] = state, self._icon(state.picture)
        return self._of_states[id(state.picture)][1]

    def symbol(self, name: str) -> QIcon:
        """One of the theme's, where no picture is."""
        return _symbol(name, self._theme.colours.muted, self._theme.colours.on_accent)

    def _icon(self, pixels: NDArray[np.uint8]) -> QIcon:
        image = self._colour.image(Image.fromarray(pixels))
        return _plain(QIcon(centred(reduced(image, PICTURE_SIZE), PICTURE_SIZE)))


def _picture(document: Document, step: Step) -> NDArray[np.uint8]:
    applied = step.applied
    if applied is not None and applied.in_use.thumbnail is not None:
        return applied.in_use.thumbnail
    boxes = [patch.box for patch in step.patches if patch.plane == PHOTO_PLANE]
    area = _with_room(functools.reduce(Box.__or__, boxes, EMPTY_BOX)) & document.photo.box
    return document.photo.display(area, max(1, max(area.width, area.height) // MAX_READ_SIDE_PX))


def _with_room(box: Box) -> Box:
    wide, high = (max(round(side * SIDE_TO_CHANGE), MIN_AREA_SIDE_PX) for side in (box.width, box.height))
    left, top = (box.left + box.right - wide) // 2, (box.top + box.bottom - high) // 2
    return Box(left, top, left + wide, top + high)


@functools.cache
def _symbol(name: str, colour: str, selected: str) -> QIcon:
    icon = _plain(QIcon(_drawn_symbol(name, colour)))
    icon.addPixmap(_drawn_symbol(name, selected), QIcon.Mode.Selected)
    return icon


def _drawn_symbol(name: str, colour: str) -> QPixmap:
    drawn = icons.pixmap(name, colour, round(SYMBOL_SIDE_PX * PIXEL_RATIO)).toImage()
    drawn.setDevicePixelRatio(PIXEL_RATIO)
    return centred(drawn, PICTURE_SIZE)


def _plain(icon: QIcon) -> QIcon:
    """Qt would tint what is selected and grey what is disabled."""
    pixmap = icon.pixmap(PICTURE_SIZE, PIXEL_RATIO)
    icon.addPixmap(pixmap, QIcon.Mode.Disabled)
    icon.addPixmap(pixmap, QIcon.Mode.Selected)
    return icon
