"""The Mask menu: tools, the brush, and what is done to the whole mask."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.canvas.view import Canvas
from app.dialogs.questions import Questions
from app.menus import Entry, Menu
from app.panels.mask import FEATHER_OPTION, SIZE_OPTION
from app.panels.tools import tool_entries
from app.session.masks import Masks
from app.session.methods import Methods
from app.session.session import Session
from app.session.sidecar import Sidecar
from app.text import translate


class MaskMenu:
    def __init__(
        self,
        session: Session,
        *,
        canvas: Canvas,
        masks: Masks,
        sidecar: Sidecar,
        methods: Methods,
        questions: Questions,
        adjust: Callable[[str], None],
    ) -> None:
        """adjust: shows the slider of MaskPanel with that id, to be typed into."""
        self._adjust = adjust
        self._session = session
        self._canvas = canvas
        self._masks = masks
        self._sidecar = sidecar
        self._methods = methods
        self._questions = questions

    def menu(self) -> Menu:
        return Menu(
            translate("Mask", "&Mask"),
            (
                *tool_entries(self._canvas, self._methods, lambda info: not info.paints_photo),
                None,
                *self._brush(),
                None,
                *self._changes(),
                None,
                *self._files(),
            ),
        )

    def _has_photo(self) -> bool:
        return self._session.document is not None

    def _brush(self) -> tuple[Entry, ...]:
        brush = self._canvas.brush
        rows = (
            ("smaller", translate("Mask", "S&maller brush"), "[", "shrink", lambda: brush.grow(-1)),
            ("larger", translate("Mask", "&Larger brush"), "]", "expand", lambda: brush.grow(1)),
            (
                "harder",
                translate("Mask", "&Harder brush"),
                "Shift+[",
                "circle-dashed",
                lambda: brush.soften(-1),
            ),
            ("softer", translate("Mask", "&Softer brush"), "Shift+]", "feather", lambda: brush.soften(1)),
        )
        made = [
            Entry(id=id, text=text, icon=icon, keys=_with_shift(keys), run=run, enabled=self._has_photo)
            for id, text, keys, icon, run in rows
        ]
        swap = Entry(
            id="swap",
            text=translate("Mask", "S&wap brush and eraser"),
            icon="contrast",
            keys=("X",),
            run=self._canvas.swap,
            enabled=self._has_photo,
        )
        return (*made, swap)

    def _changes(self) -> tuple[Entry, ...]:
        marked, can = (lambda: self._masks.marked), (lambda: self._masks.can_change)
        return (
            Entry(
                id="grow",
                text=translate("Mask", "&Grow…"),
                icon="maximize-2",
                keys=("Ctrl+Shift+G",),
                run=lambda: self._adjust(SIZE_OPTION.id),
                enabled=marked,
                help=translate("Mask", "Makes what is marked wider"),
            ),
            Entry(
                id="shrink",
                text=translate("Mask", "Sh&rink…"),
                icon="shrink",
                keys=("Ctrl+Shift+K",),
                run=lambda: self._adjust(SIZE_OPTION.id),
                enabled=marked,
                help=translate("Mask", "Makes what is marked narrower"),
            ),
            Entry(
                id="feather",
                text=translate("Mask", "&Feather…"),
                icon="feather",
                keys=("Ctrl+Shift+F",),
                run=lambda: self._adjust(FEATHER_OPTION.id),
                enabled=marked,
                help=translate("Mask", "Adds a soft rim; what it adds is tinted too"),
            ),
            Entry(
                id="tighten",
                text=translate("Mask", "&Tighten to the object"),
                icon="magnet",
                keys=("T",),
                run=self._masks.tighten,
                enabled=marked,
                help=translate(
                    "Mask", "What was marked roughly becomes the object in it, with the shadow that it casts"
                ),
            ),
            Entry(
                id="invert",
                text=translate("Mask", "&Invert"),
                icon="flip-horizontal-2",
                keys=("Ctrl+I",),
                run=self._masks.invert,
                enabled=can,
            ),
            Entry(
                id="clear",
                text=translate("Mask", "&Clear"),
                icon="trash-2",
                keys=("Delete", "Ctrl+D"),
                run=self._masks.clear,
                enabled=marked,
            ),
            Entry(
                id="clear_sketch",
                text=translate("Mask", "Clear the s&ketch"),
                icon="trash-2",
                keys=("Shift+Delete",),
                run=self._masks.clear_sketch,
                enabled=lambda: self._masks.sketched,
                help=translate("Mask", "Takes all lines away, drawn and guessed"),
            ),
            Entry(
                id="clear_source",
                text=translate("Mask", "Clear the s&ource"),
                icon="trash-2",
                keys=("Ctrl+Shift+Delete",),
                run=self._masks.clear_source,
                enabled=lambda: self._masks.has_source,
                help=translate("Mask", "Takes away what says where to take from, green and red"),
            ),
        )

    def _files(self) -> tuple[Entry, ...]:
        return (
            Entry(
                id="import_mask",
                text=translate("Mask", "I&mport…"),
                icon="image-down",
                keys=("Ctrl+Shift+I",),
                run=self._import,
                enabled=lambda: self._masks.can_change,
                help=translate("Mask", "From a picture: white = missing"),
            ),
            Entry(
                id="export_mask",
                text=translate("Mask", "E&xport…"),
                icon="image-up",
                keys=("Ctrl+Shift+E",),
                run=self._export,
                enabled=lambda: self._masks.marked,
                help=translate("Mask", "As a PNG: white = missing"),
            ),
            Entry(
                id="keep_mask",
                text=translate("Mask", "Sa&ve mask with the photo"),
                icon="save",
                keys=("Ctrl+Alt+S",),
                run=self._sidecar.save,
                enabled=lambda: self._sidecar.can_save,
                help=translate(
                    "Mask", "As a file beside it, which is offered when the photo is opened again"
                ),
            ),
        )

    def _import(self) -> None:
        path = self._questions.open_mask()
        if path is not None:
            self._masks.load(path)

    def _export(self) -> None:
        document = self._session.document
        source = document.path if document and document.path else Path.home() / "photo.png"
        path = self._questions.save_mask(source.with_name(f"{source.stem}_mask.png"))
        if path is not None:
            self._masks.save(path)


def _with_shift(keys: str) -> tuple[str, ...]:
    """Shift+[ arrives as { on many keyboards."""
    return {"Shift+[": ("Shift+[", "{"), "Shift+]": ("Shift+]", "}")}.get(keys, (keys,))
