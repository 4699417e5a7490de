"""The left side of the Batch dialog: which folders, what damage, how it is filled, what is written."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.panels.controls import NumberRow, caption, form
from app.panels.find import SENSITIVITY
from app.panels.methods import fill_menu, title_of
from app.panels.pathfield import PathField
from app.panels.wheel import Calm
from app.session.batch_draft import (
    CORNERS,
    EXACT,
    FIND,
    FITTED,
    FOLDER,
    FORMATS,
    ONE,
    PERCENT,
    SAME,
    SIDES,
    Draft,
)
from app.session.methods import AUTO, Methods
from app.text import engine_text, translate
from app.theme.theme import Theme
from engine.errors import OptionInvalid, mark
from engine.options import Option, Slider, Value, resolve

WIDTH = 300  # px
GLIMPSE = 288  # px
MEASURES = tuple(
    Slider(id=id, title=title, low=low, high=100, default=default, step=0.1, unit="%")
    for id, title, low, default in (
        ("width", mark("Width"), 0.1, 20),
        ("across", mark("Distance from the side"), 0, 2),
        ("down", mark("Distance from top or bottom"), 0, 2),
    )
)


class Asks(Protocol):
    """The questions that need a person."""

    def folder(self, title: str, start: Path | None) -> Path | None: ...
    def mask(self, start: Path | None) -> Path | None: ...


class BatchSettings(QWidget):
    """`draft` is what is set."""

    changed = Signal()

    def __init__(self, methods: Methods, theme: Theme, asks: Asks) -> None:
        super().__init__()
        self._methods, self._theme, self._asks = methods, theme, asks
        self._draft = Draft()
        self._options: dict[str, dict[str, Value]] = {}  # of each method, for when one comes back to it
        self._showing = False
        self._calm = Calm(self)
        self._make_folders()
        self._make_damage()
        self._make_repair()
        self._make_result()
        self._arrange()
        self._calm.keep(self)
        methods.ready.connect(self._list_methods)
        self._list_methods()
        self.show_draft(Draft())

    @property
    def draft(self) -> Draft:
        return self._draft

    @property
    def method(self) -> str:
        return self._draft.method

    def choose_method(self, id: str) -> None:
        self._options[self._draft.method] = dict(self._draft.options)
        self._set(method=id, options=self._options.get(id, {}))
        self._draw_options()

    def show_draft(self, draft: Draft) -> None:
        """Set all of it."""
        self._showing = True
        self._draft = draft
        for field, text in (
            (self.photos, draft.photos),
            (self.out, draft.out),
            (self.mask, draft.mask),
            (self.masks, draft.masks),
        ):
            field.set(text)
        self.recursive.setChecked(draft.recursive)
        self.damage.setCurrentIndex(self.damage.findData(draft.damage))
        self.place.setCurrentIndex(self.place.findData(draft.place))
        self._list_sides()
        for measure in MEASURES:
            self._measures[measure.id].set(getattr(draft, measure.id))
        self.sensitivity.set(draft.sensitivity)
        self.format.setCurrentIndex(max(0, self.format.findData(draft.format)))
        self.pattern.setText(draft.pattern)
        self._showing = False
        self._list_methods()
        self._fold()

    def take(self, path: Path) -> None:
        """A dropped folder is the folder of the photos."""
        self.photos.set(str(path if path.is_dir() else path.parent))

    def show_glimpse(self, image: QImage | None) -> None:
        """How one mask lies on the first photo."""
        self.glimpse.setVisible(image is not None)
        if image is not None:
            ratio = self.glimpse.devicePixelRatioF()
            side = round(GLIMPSE * ratio)
            image = image.scaled(
                side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            image.setDevicePixelRatio(ratio)
            self.glimpse.setPixmap(QPixmap.fromImage(image))

    def show_example(self, text: str) -> None:
        """What the name pattern makes of a photo."""
        self.example.setText(text)

    # Making

    def _make_folders(self) -> None:
        self.photos = PathField(
            translate("Batch", "Folder of photos"),
            self._theme,
            lambda start: self._asks.folder(translate("Batch", "Folder of photos"), start),
        )
        self.out = PathField(
            translate("Batch", "Folder for the results"),
            self._theme,
            lambda start: self._asks.folder(translate("Batch", "Folder for the results"), start),
        )
        self.photos.changed.connect(self._choose_photos)
        self.out.changed.connect(lambda: self._set(out=self.out.text))
        self.recursive = QCheckBox(translate("Batch", "With the folders inside it"))
        self.recursive.toggled.connect(lambda on: self._set(recursive=on))

    def _make_damage(self) -> None:
        self.damage = _combo(
            translate("Batch", "Damage"),
            (
                (FIND, translate("Batch", "Find it in each photo")),
                (ONE, translate("Batch", "One mask for all photos")),
                (FOLDER, translate("Batch", "A mask for each photo")),
            ),
        )
        self.damage.currentIndexChanged.connect(lambda _: self._set(damage=self.damage.currentData()))
        self.detector = _combo(translate("Find", "Detector"), ())
        self.detector.activated.connect(lambda _: self._set(detector=self.detector.currentData()))
        self.sensitivity = NumberRow(SENSITIVITY, SENSITIVITY.default, engine_text(SENSITIVITY.title))
        self.sensitivity.changed.connect(lambda value: self._set(sensitivity=value))
        name = translate("Batch", "Mask")
        self.mask = PathField(name, self._theme, self._asks.mask, folder=False)
        self.mask.changed.connect(lambda: self._set(mask=self.mask.text))
        self.masks = PathField(
            translate("Batch", "Folder of masks"),
            self._theme,
            lambda start: self._asks.folder(translate("Batch", "Folder of masks"), start),
        )
        self.masks.changed.connect(lambda: self._set(masks=self.masks.text))
        self.place = _combo(
            translate("Batch", "How it lies"),
            (
                (SAME, translate("Batch", "Scaled to the photo")),
                (FITTED, translate("Batch", "As large as fits")),
                (EXACT, translate("Batch", "Pixel for pixel")),
                (PERCENT, translate("Batch", "In % of the photo")),
            ),
        )
        self.place.currentIndexChanged.connect(self._choose_place)
        self.side = _combo(translate("Batch", "Where"), ())
        self.side.activated.connect(lambda _: self._set(side=self.side.currentData()))
        self._measures = {}
        for measure in MEASURES:
            row = NumberRow(measure, measure.default, engine_text(measure.title))
            row.changed.connect(lambda value, id=measure.id: self._set(**{id: value}))
            self._measures[measure.id] = row

    def _make_repair(self) -> None:
        self.method_button = QPushButton(objectName="choice", autoDefault=False)
        self.method_button.setToolTip(translate("Method", "How it is filled"))
        menu = QMenu(self.method_button)
        menu.aboutToShow.connect(lambda: _refill(menu, self._methods, self))
        self.method_button.setMenu(menu)
        self._form = QWidget()

    def _make_result(self) -> None:
        names = (translate("Batch", "Like each photo"), "JPEG", "PNG", "TIFF", "WebP", "BMP", "HEIC")
        self.format = _combo(translate("Batch", "Format"), tuple(zip(FORMATS, names, strict=True)))
        self.format.activated.connect(lambda _: self._set(format=self.format.currentData()))
        self.pattern = QLineEdit()
        self.pattern.setAccessibleName(translate("Batch", "Name"))
        self.pattern.setToolTip(
            translate("Batch", "{name} stands for the photo's name, {format} for its format")
        )
        self.pattern.textChanged.connect(lambda text: self._set(pattern=text))
        self.example = caption("")

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(4)
        self._column = column
        self._group(translate("Batch", "Folders"), first=True)
        self._add(*_named(self.photos), self.recursive, *_named(self.out))
        self._group(translate("Batch", "Damage"))
        self._add(self.damage)
        self._detector_row = _row(self.detector)
        self._blind = _block(self._detector_row, *_named(self.sensitivity, SENSITIVITY.title))
        told = caption(translate("Batch", "The mask of a/b.jpg is a/b.png in this folder; white is missing."))
        self._each = _block(*_named(self.masks), told)
        self._side_row = _row(self.side)
        self._percent = _block(
            *(part for one in MEASURES for part in _named(self._measures[one.id], one.title))
        )
        self.place_told = caption("")
        self.glimpse = QLabel()
        name = translate("Batch", "The first photo with this mask")
        self.glimpse.setAccessibleName(name)
        self.glimpse.setToolTip(name)
        self.glimpse.hide()
        self._one = _block(
            *_named(self.mask),
            _row(self.place),
            self.place_told,
            self._side_row,
            self._percent,
            self.glimpse,
        )
        self._add(self._blind, self._each, self._one)
        self._group(translate("Batch", "Repair"))
        self._add(self.method_button, self._form)
        self._group(translate("Batch", "Results"))
        self._add(_row(self.format), _row(self.pattern), self.example)
        column.addStretch(1)

    def _group(self, text: str, *, first: bool = False) -> None:
        title = QLabel(text)
        title.setProperty("role", "title")
        if not first:
            self._column.addSpacing(12)
        self._column.addWidget(title)

    def _add(self, *parts: QWidget) -> None:
        for part in parts:
            self._column.addWidget(part)

    # What changes

    def _set(self, **changes: object) -> None:
        if self._showing:
            return
        draft = replace(self._draft, **changes)
        if draft != self._draft:
            self._draft = draft
            self._fold()
            self.changed.emit()

    def _choose_photos(self) -> None:
        """Results go beside the photos until the person says otherwise."""
        text, before = self.photos.text, self._draft
        follows = before.out in ("", beside(before.photos))
        self._set(photos=text)
        if follows and not self._showing:
            self.out.set(beside(text))

    def _choose_place(self) -> None:
        self._set(place=self.place.currentData())
        self._list_sides()

    def _list_sides(self) -> None:
        """A mask in % of a corner lies in a corner."""
        sides = CORNERS if self._draft.place == PERCENT else SIDES
        names = side_names()
        self.side.clear()
        for side in sides:
            self.side.addItem(names[side], side)
        found = self.side.findData(self._draft.side)
        self.side.setCurrentIndex(found if found >= 0 else sides.index("bottom-right"))
        self._set(side=self.side.currentData())

    def _list_methods(self) -> None:
        """What there is to choose from; what was chosen once and is there no more is auto."""
        known, draft = self._methods.detectors, self._draft
        if self._methods.known:
            method = draft.method if draft.method in self._methods.known else AUTO
            detector = draft.detector if draft.detector in known else AUTO
            options = _valid(self._methods.options(method), draft.options)
            self._set(method=method, detector=detector, options=options)
        self.detector.clear()
        self.detector.addItem(translate("Method", "Auto"), AUTO)
        for id, one in known.items():
            self.detector.addItem(one.info.title, id)
        self.detector.setCurrentIndex(max(0, self.detector.findData(self._draft.detector)))
        self._detector_row.setVisible(len(known) > 1)
        self._draw_options()

    def _draw_options(self) -> None:
        id, draft = self._draft.method, self._draft
        self.method_button.setText(f"\u2002{title_of(id, self._methods)}")
        self.method_button.setAccessibleName(
            translate("Method", "Method: {name}").format(name=title_of(id, self._methods))
        )
        declared = self._methods.options(id)
        values = resolve(declared, _valid(declared, draft.options))
        made = form(declared, values, self._set_option)
        self._calm.keep(made)
        self._column.replaceWidget(self._form, made)
        self._form.hide()
        self._form.deleteLater()
        self._form = made
        made.setVisible(bool(declared))

    def _set_option(self, option: str, value: Value) -> None:
        self._set(options={**self._draft.options, option: value})

    def _fold(self) -> None:
        """Only what goes with the choices is shown."""
        draft = self._draft
        self._blind.setVisible(draft.damage == FIND)
        self._one.setVisible(draft.damage == ONE)
        self._each.setVisible(draft.damage == FOLDER)
        self._side_row.setVisible(draft.place != SAME)
        self._percent.setVisible(draft.place == PERCENT)
        self.place_told.setText(_about_place(draft.place))


def beside(photos: str) -> str:
    """The folder for results that is offered: beside that of the photos."""
    text = photos.strip().rstrip("/\\")
    return translate("Batch", "{folder} repaired").format(folder=text) if text else ""


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


def _valid(declared: Sequence[Option], given: Mapping[str, Value]) -> dict[str, Value]:
    """Of options that were kept from another day, those that hold."""
    held = {}
    for option in declared:
        with contextlib.suppress(KeyError, OptionInvalid, TypeError):
            held[option.id] = option.parse(given[option.id])
    return held


def _about_place(place: str) -> str:
    told = {
        SAME: translate("Batch", "For photos of the mask's proportions; others are listed as problems."),
        FITTED: translate("Batch", "Its proportions are kept; it lies against the side named below."),
        EXACT: translate("Batch", "As a camera's date stamp is: the same size in pixels in every photo."),
        PERCENT: translate("Batch", "As a logo is that grows with the photo."),
    }
    return told[place]


def _combo(name: str, choices: Sequence[tuple[str, str]]) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    for id, text in choices:
        box.addItem(text, id)
    return box


def _row(part: QWidget) -> QWidget:
    """A control with its name before it."""
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(12)
    name = QLabel(part.accessibleName())
    name.setBuddy(part)
    line.addWidget(name, 2)
    line.addWidget(part, 3)
    return row


def _named(part: QWidget, title: str = "") -> tuple[QWidget, QWidget]:
    """A control and its name above it."""
    focus = part.line if isinstance(part, PathField) else part.slider
    name = QLabel(engine_text(title) if title else focus.accessibleName())
    name.setBuddy(focus)
    return name, part


def _block(*parts: QWidget) -> QWidget:
    block = QWidget()
    column = QVBoxLayout(block)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    for part in parts:
        column.addWidget(part)
    return block


def _refill(menu: QMenu, methods: Methods, chooser: BatchSettings) -> None:
    menu.clear()
    fill_menu(menu, methods, chooser)
