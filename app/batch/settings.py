"""The left side of the Batch dialog: which folders, what damage, how it is filled, what is written."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.batch.draft import (
    FIND_DAMAGE,
    MASK_FOLDER,
    ONE_MASK,
    REPEATED_MARKS,
    WORKER_CHOICES,
    BatchDraft,
    result_formats,
)
from app.batch.mask import MaskForm
from app.batch.mask_reading import MaskReadingForm
from app.panels.find import SENSITIVITY_OPTION, kind_choice, kinds_to_choose
from app.panels.methods import fill_menu, title_of
from app.session.methods import AUTO_METHOD, Methods
from app.text import engine_text, translate
from app.theme.theme import Theme
from app.widgets.labelled import block, combo, named, row
from app.widgets.option_form import NumberRow, caption, form
from app.widgets.path_field import PathField
from app.widgets.wheel import WheelFilter
from engine.errors import OptionInvalid
from engine.options import Option, Value, resolve

FORM_WIDTH_PX = 300


class BatchSettingsQuestions(Protocol):
    """The questions that need a person."""

    def folder(self, title: str, start: Path | None) -> Path | None: ...
    def mask(self, start: Path | None) -> Path | None: ...


class BatchSettings(QWidget):
    """`draft` is what is set."""

    changed = Signal()

    def __init__(self, methods: Methods, theme: Theme, questions: BatchSettingsQuestions) -> None:
        super().__init__()
        self._methods, self._theme, self._questions = methods, theme, questions
        self._draft = BatchDraft()
        self._options: dict[str, dict[str, Value]] = {}  # of each method, for when one comes back to it
        self._showing = False
        self._calm = WheelFilter(self)
        self._make_folders()
        self._make_damage()
        self._make_repair()
        self._make_result()
        self._arrange()
        self._calm.keep(self)
        methods.ready.connect(self._list_methods)
        self._list_methods()
        self.show_draft(BatchDraft())

    @property
    def draft(self) -> BatchDraft:
        return self._draft

    @property
    def method(self) -> str:
        return self._draft.method

    def choose_method(self, id: str) -> None:
        self._options[self._draft.method] = dict(self._draft.options)
        self._set(method=id, options=self._options.get(id, {}))
        self._list_kinds()
        self._draw_options()

    def show_draft(self, draft: BatchDraft) -> None:
        """Set all of it."""
        self._showing = True
        self._draft = draft
        for field, text in (
            (self.photos, draft.photos),
            (self.out, draft.out),
            (self.masks, draft.masks),
        ):
            field.set(text)
        self.recursive.setChecked(draft.recursive)
        self.watch.setChecked(draft.watch)
        self.damage.setCurrentIndex(self.damage.findData(draft.damage))
        self.one.show_draft(draft)
        self.reading.show_draft(draft)
        self.sensitivity.set(draft.sensitivity)
        self.fill_doubtful.setChecked(draft.fill_doubtful)
        self.format.setCurrentIndex(max(0, self.format.findData(draft.format)))
        self.pattern.setText(draft.pattern)
        self.workers.setCurrentIndex(max(0, self.workers.findData(draft.workers)))
        self._showing = False
        self._list_methods()
        self._fold()

    def take(self, path: Path) -> None:
        """A dropped folder is the folder of the photos."""
        self.photos.set(str(path if path.is_dir() else path.parent))

    def show_example(self, text: str) -> None:
        """What the name pattern makes of a photo."""
        self.example.setText(text)

    # Making

    def _make_folders(self) -> None:
        self.photos = PathField(
            translate("Batch", "Folder of photos"),
            self._theme,
            lambda start: self._questions.folder(translate("Batch", "Folder of photos"), start),
        )
        self.out = PathField(
            translate("Batch", "Folder for the results"),
            self._theme,
            lambda start: self._questions.folder(translate("Batch", "Folder for the results"), start),
        )
        self.photos.changed.connect(self._choose_photos)
        self.out.changed.connect(lambda: self._set(out=self.out.text))
        self.recursive = QCheckBox(translate("Batch", "With the folders inside it"))
        self.recursive.toggled.connect(lambda on: self._set(recursive=on))

        self.watch = QCheckBox(translate("Batch", "Watch it until I stop"))
        self.watch.setToolTip(
            translate("Batch", "What appears in the folder is repaired too, once it is complete")
        )
        self.watch.toggled.connect(lambda on: self._set(watch=on))

    def _make_damage(self) -> None:
        self.damage = combo(
            translate("Batch", "Damage"),
            (
                (FIND_DAMAGE, translate("Batch", "Find it in each photo")),
                (ONE_MASK, translate("Batch", "One mask for all photos")),
                (MASK_FOLDER, translate("Batch", "A mask for each photo")),
                (REPEATED_MARKS, translate("Batch", "What stays put over the photos")),
            ),
        )
        self.damage.currentIndexChanged.connect(lambda _: self._set(damage=self.damage.currentData()))
        self.detector = combo(translate("Find", "Detector"), ())
        self.detector.activated.connect(lambda _: self._choose_detector(self.detector.currentData()))
        self.kinds = kind_choice()
        self.kinds.chosen_changed.connect(lambda kinds: self._set(kinds=kinds))
        self.sensitivity = NumberRow(
            SENSITIVITY_OPTION, SENSITIVITY_OPTION.default, engine_text(SENSITIVITY_OPTION.title)
        )
        self.sensitivity.changed.connect(lambda value: self._set(sensitivity=value))
        self.fill_doubtful = QCheckBox(translate("Batch", "Also fill what is doubtful"))
        self.fill_doubtful.setToolTip(
            translate("Batch", "Without it such photos are delivered as they were, and listed")
        )
        self.fill_doubtful.toggled.connect(lambda on: self._set(fill_doubtful=on))
        self.one = MaskForm(self._theme, self._questions)
        self.one.changed.connect(lambda changes: self._set(**changes))
        self.reading = MaskReadingForm()
        self.reading.changed.connect(lambda changes: self._set(**changes))
        self.masks = PathField(
            translate("Batch", "Folder of masks"),
            self._theme,
            lambda start: self._questions.folder(translate("Batch", "Folder of masks"), start),
        )
        self.masks.changed.connect(lambda: self._set(masks=self.masks.text))

    def _make_repair(self) -> None:
        self.method_button = QPushButton(objectName="choice", autoDefault=False)
        self.method_button.setToolTip(translate("Method", "How it is filled"))
        menu = QMenu(self.method_button)
        menu.aboutToShow.connect(lambda: _refill(menu, self._methods, self))
        self.method_button.setMenu(menu)
        self._form = QWidget()

    def _make_result(self) -> None:
        formats = {"": translate("Batch", "Like each photo"), **result_formats()}
        self.format = combo(translate("Batch", "Format"), tuple(formats.items()))
        self.format.activated.connect(lambda _: self._set(format=self.format.currentData()))
        self.pattern = QLineEdit()
        self.pattern.setAccessibleName(translate("Batch", "Name"))
        self.pattern.setToolTip(
            translate("Batch", "{name} stands for the photo's name, {format} for its format")
        )
        self.pattern.textChanged.connect(lambda text: self._set(pattern=text))
        self.example = caption("")
        self.workers = combo(translate("Batch", "Photos at once"), ())
        for number in WORKER_CHOICES:
            self.workers.addItem(str(number) if number else translate("Batch", "Automatic"), number)
        self.workers.setToolTip(
            translate("Batch", "How many photos are repaired beside each other: more need more memory")
        )
        self.workers.activated.connect(lambda _: self._set(workers=self.workers.currentData()))

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(4)
        self._column = column
        self._group(translate("Batch", "Folders"), first=True)
        self._add(*named(self.photos), self.recursive, self.watch, *named(self.out))
        self._group(translate("Batch", "Damage"))
        self._add(self.damage)
        self._kind_row, self._detector_row = row(self.kinds), row(self.detector)
        self._blind = block(self._kind_row, self._detector_row, *named(self.sensitivity), self.fill_doubtful)
        explanation = caption(
            translate("Batch", "The mask of a/b.jpg is a/b.png in this folder; white is missing.")
        )
        self._each = block(*named(self.masks), explanation)
        self._repeated = caption(
            translate(
                "Batch",
                "Sensor dust, a watermark, a date stamp: found by comparing the photos, and shown before "
                "anything is removed.",
            )
        )
        self._add(self._blind, self._each, self.one, self._repeated, self.reading)
        self._group(translate("Batch", "Repair"))
        self._add(self.method_button, self._form, row(self.workers))
        self._group(translate("Batch", "Results"))
        self._add(row(self.format), row(self.pattern), self.example)
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

    def _set(self, **changes: Any) -> None:
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

    def _list_methods(self) -> None:
        """What there is to choose from; what was chosen once and is there no more is auto."""
        known, draft = self._methods.detectors, self._draft
        if self._methods.known:
            method = draft.method if draft.method in self._methods.known else AUTO_METHOD
            detector = draft.detector if draft.detector in known else AUTO_METHOD
            options = _valid(self._methods.options(method), draft.options)
            self._set(method=method, detector=detector, options=options)
        self.detector.clear()
        self.detector.addItem(translate("Method", "Auto"), AUTO_METHOD)
        for id, one in known.items():
            self.detector.addItem(one.info.title, id)
        self.detector.setCurrentIndex(max(0, self.detector.findData(self._draft.detector)))
        self._detector_row.setVisible(len(known) > 1)
        self._list_kinds()
        self._draw_options()

    def _choose_detector(self, id: str) -> None:
        self._set(detector=id)
        self._list_kinds()

    def _list_kinds(self) -> None:
        """The kinds of what looks for damage: a method that finds its damage itself, or the detector."""
        known, draft = self._methods.detectors, self._draft
        searcher = draft.method if draft.detector == AUTO_METHOD and draft.method in known else draft.detector
        kinds = kinds_to_choose(known, searcher)
        there = {kind.id for kind in kinds}
        if known and not there.issuperset(draft.kinds):
            self._set(kinds=tuple(kind for kind in draft.kinds if kind in there))
        self.kinds.set_entries({kind.id: engine_text(kind.title) for kind in kinds})
        self.kinds.set_chosen(self._draft.kinds)
        self._kind_row.setVisible(bool(kinds))

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
        self._blind.setVisible(draft.damage == FIND_DAMAGE)
        self.one.setVisible(draft.damage == ONE_MASK)
        self._each.setVisible(draft.damage == MASK_FOLDER)
        self._repeated.setVisible(draft.damage == REPEATED_MARKS)
        self.reading.setVisible(draft.damage in (ONE_MASK, MASK_FOLDER))
        self.watch.setEnabled(draft.damage != REPEATED_MARKS)


def beside(photos: str) -> str:
    """The folder for results that is offered: beside that of the photos."""
    text = photos.strip().rstrip("/\\")
    return translate("Batch", "{folder} repaired").format(folder=text) if text else ""


def _valid(declared: Sequence[Option], given: Mapping[str, Value]) -> dict[str, Value]:
    """Of options that were kept from another day, those that hold."""
    held = {}
    for option in declared:
        with contextlib.suppress(KeyError, OptionInvalid, TypeError):
            held[option.id] = option.parse(given[option.id])
    return held


def _refill(menu: QMenu, methods: Methods, chooser: BatchSettings) -> None:
    menu.clear()
    fill_menu(menu, methods, chooser)
