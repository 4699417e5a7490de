"""One mask for all photos of a batch: which, how it lies on each, and how that looks."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.batch.draft import (
    EXACT_PIXELS,
    FITTED_SIZE,
    MASK_CORNERS,
    MASK_SIDES,
    PERCENT_OF_PHOTO,
    SAME_SIZE,
    BatchDraft,
)
from app.text import engine_text, translate
from app.theme.theme import Theme
from app.widgets.labelled import block, combo, named, row
from app.widgets.option_form import NumberRow, caption
from app.widgets.path_field import PathField
from engine.options import Slider
from engine.text import mark

PREVIEW_SIDE_PX = 288
MEASURE_OPTIONS = tuple(
    Slider(id=id, title=title, low=low, high=100, default=default, step=0.1, unit="%")
    for id, title, low, default in (
        ("width", mark("Width"), 0.1, 20),
        ("across", mark("Distance from the side"), 0, 2),
        ("down", mark("Distance from top or bottom"), 0, 2),
    )
)


class MaskFormQuestions(Protocol):
    """The questions that need a person."""

    def mask(self, start: Path | None) -> Path | None: ...


class MaskForm(QWidget):
    """`changed` carries fields of the draft, as a dictionary."""

    changed = Signal(object)

    def __init__(self, theme: Theme, questions: MaskFormQuestions) -> None:
        super().__init__()
        self.file = PathField(translate("Batch", "Mask"), theme, questions.mask, folder=False)
        self.file.changed.connect(lambda: self.changed.emit({"mask": self.file.text}))
        self.place = combo(
            translate("Batch", "How it lies"),
            (
                (SAME_SIZE, translate("Batch", "Scaled to the photo")),
                (FITTED_SIZE, translate("Batch", "As large as fits")),
                (EXACT_PIXELS, translate("Batch", "Pixel for pixel")),
                (PERCENT_OF_PHOTO, translate("Batch", "In % of the photo")),
            ),
        )
        self.place.currentIndexChanged.connect(self._choose_place)
        self._place_text = caption("")
        self.side = combo(translate("Batch", "Where"), ())
        self.side.activated.connect(lambda _: self.changed.emit({"side": self.side.currentData()}))
        self._side_row = row(self.side)
        self._measures = {}
        for measure in MEASURE_OPTIONS:
            made = NumberRow(measure, measure.default, engine_text(measure.title))
            made.changed.connect(lambda value, id=measure.id: self.changed.emit({id: value}))
            self._measures[measure.id] = made
        self._percent = block(*(part for one in MEASURE_OPTIONS for part in named(self._measures[one.id])))
        self.masked_photo = _picture(translate("Batch", "The first photo with this mask"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (
            *named(self.file),
            row(self.place),
            self._place_text,
            self._side_row,
            self._percent,
            self.masked_photo,
        ):
            column.addWidget(part)

    def show_draft(self, draft: BatchDraft) -> None:
        """Set all of it."""
        self.file.set(draft.mask)
        self.place.setCurrentIndex(self.place.findData(draft.place))
        self._fold(draft.place, draft.side)
        for measure in MEASURE_OPTIONS:
            self._measures[measure.id].set(getattr(draft, measure.id))

    def show_masked_photo(self, image: QImage | None) -> None:
        """How the mask lies on the first photo."""
        self.masked_photo.setVisible(image is not None)
        if image is not None:
            ratio = self.masked_photo.devicePixelRatioF()
            side = round(PREVIEW_SIDE_PX * ratio)
            image = image.scaled(
                side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            image.setDevicePixelRatio(ratio)
            self.masked_photo.setPixmap(QPixmap.fromImage(image))

    def _choose_place(self) -> None:
        place = self.place.currentData()
        self._fold(place, self.side.currentData())
        self.changed.emit({"place": place, "side": self.side.currentData()})

    def _fold(self, place: str, side: str | None) -> None:
        """Only what goes with the place is shown; a mask in % of a photo lies in a corner of it."""
        sides = MASK_CORNERS if place == PERCENT_OF_PHOTO else MASK_SIDES
        names = side_names()
        self.side.clear()
        for one in sides:
            self.side.addItem(names[one], one)
        self.side.setCurrentIndex(sides.index(side if side in sides else "bottom-right"))
        self._side_row.setVisible(place != SAME_SIZE)
        self._percent.setVisible(place == PERCENT_OF_PHOTO)
        self._place_text.setText(_about(place))


def side_names() -> dict[str, str]:
    """All sides, as people say."""
    return {
        "top-left": translate("Batch", "Top left"),
        "top-right": translate("Batch", "Top right"),
        "bottom-left": translate("Batch", "Bottom left"),
        "bottom-right": translate("Batch", "Bottom right"),
        "top": translate("Batch", "Top"),
        "left": translate("Batch", "Left"),
        "center": translate("Batch", "Centre"),
        "right": translate("Batch", "Right"),
        "bottom": translate("Batch", "Bottom"),
    }


def _about(place: str) -> str:
    texts = {
        SAME_SIZE: translate("Batch", "For photos of the mask's proportions; others are listed as problems."),
        FITTED_SIZE: translate("Batch", "Its proportions are kept; it lies against the side named below."),
        EXACT_PIXELS: translate(
            "Batch", "As a camera's date stamp is: the same size in pixels in every photo."
        ),
        PERCENT_OF_PHOTO: translate("Batch", "As a logo is that grows with the photo."),
    }
    return texts[place]


def _picture(name: str) -> QLabel:
    label = QLabel()
    label.setAccessibleName(name)
    label.setToolTip(name)
    label.hide()
    return label
