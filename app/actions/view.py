"""The View menu."""

from __future__ import annotations

from app.canvas.view import Canvas
from app.menus import Entry, Menu
from app.session.session import Session
from app.settings.settings import Settings
from app.text import translate
from app.window import Window

ROTATION_STEP_DEGREES = 15.0
THEME_CYCLE = ("system", "light", "dark")


class ViewMenu:
    def __init__(self, window: Window, session: Session, *, canvas: Canvas, settings: Settings) -> None:
        self._window = window
        self._session = session
        self._canvas = canvas
        self._settings = settings

    def menu(self) -> Menu:
        shown = self._has_photo
        return Menu(
            translate("View", "&View"),
            (
                Entry(
                    id="zoom_in",
                    text=translate("View", "Zoom &in"),
                    icon="zoom-in",
                    keys=("Ctrl++", "+", "Ctrl+="),
                    run=self._canvas.zoom_in,
                    enabled=shown,
                ),
                Entry(
                    id="zoom_out",
                    text=translate("View", "Zoom &out"),
                    icon="zoom-out",
                    keys=("Ctrl+-", "-"),
                    run=self._canvas.zoom_out,
                    enabled=shown,
                ),
                Entry(
                    id="fit",
                    text=translate("View", "&Fit the window"),
                    icon="scan",
                    keys=("Ctrl+0",),
                    run=self._canvas.fit,
                    enabled=shown,
                ),
                Entry(
                    id="full",
                    text=translate("View", "&100 %"),
                    icon="maximize",
                    keys=("1", "Ctrl+1"),
                    run=lambda: self._canvas.zoom_to(1.0),
                    enabled=shown,
                    help=translate("View", "One pixel of the photo is one of the screen"),
                ),
                Entry(
                    id="zoom_mask",
                    text=translate("View", "Zoom to the mas&k"),
                    icon="focus",
                    keys=("2",),
                    run=self._zoom_to_mask,
                    enabled=self._marked,
                    help=translate("View", "All that is marked, as large as it fits"),
                ),
                Entry(
                    id="rotate_left",
                    text=translate("View", "Rotate the view &left"),
                    icon="rotate-ccw",
                    keys=("4",),
                    run=lambda: self._canvas.rotate_by(-ROTATION_STEP_DEGREES),
                    enabled=shown,
                    help=translate(
                        "View",
                        "What is shown, not the photo; also with Shift and the wheel, and a drag with R held",
                    ),
                ),
                Entry(
                    id="rotate_right",
                    text=translate("View", "Rotate the view &right"),
                    icon="rotate-cw",
                    keys=("6",),
                    run=lambda: self._canvas.rotate_by(ROTATION_STEP_DEGREES),
                    enabled=shown,
                ),
                Entry(
                    id="upright",
                    text=translate("View", "&Upright again"),
                    icon="arrow-up",
                    keys=("5",),
                    run=lambda: self._canvas.rotate_to(0.0),
                    enabled=shown,
                ),
                None,
                Entry(
                    id="overlay",
                    text=translate("View", "Show the &mask"),
                    icon="eye",
                    keys=("O",),
                    run=self._toggle_overlay,
                    checked=lambda: self._canvas.overlay_visible,
                ),
                Entry(
                    id="compare",
                    text=translate("View", "&Before and after"),
                    icon="columns-2",
                    keys=("C",),
                    run=self._toggle_compare,
                    enabled=shown,
                    checked=lambda: self._canvas.compare.shown and not self._canvas.compare.with_mask,
                    help=translate("View", "Side by side, with a line that can be moved"),
                ),
                Entry(
                    id="compare_mask",
                    text=translate("View", "Before, mask a&nd after"),
                    icon="columns-3",
                    keys=("Shift+C",),
                    run=self._toggle_compare_mask,
                    enabled=shown,
                    checked=lambda: self._canvas.compare.with_mask,
                    help=translate("View", "In one view, with what was marked between two lines"),
                ),
                None,
                Entry(
                    id="panels",
                    text=translate("View", "&Panels"),
                    icon="panel-right",
                    keys=("F4",),
                    run=self._toggle_panels,
                    checked=self._panels_shown,
                ),
                Entry(
                    id="filmstrip",
                    text=translate("View", "Fi&lmstrip"),
                    icon="gallery-horizontal",
                    keys=("F6",),
                    run=self._toggle_filmstrip,
                    checked=lambda: self._settings.filmstrip,
                    help=translate(
                        "View", "The photos of the folder, with a mark on those that were repaired"
                    ),
                ),
                Entry(
                    id="full_screen",
                    text=translate("View", "Full &screen"),
                    icon="fullscreen",
                    keys=("F11",),
                    run=self._window.toggle_full_screen,
                    checked=self._window.isFullScreen,
                ),
                Entry(
                    id="theme",
                    text=translate("View", "Change the &theme"),
                    icon="sun-moon",
                    keys=("Ctrl+T",),
                    run=self._next_theme,
                    help=translate("View", "System, light, dark"),
                ),
            ),
        )

    def _has_photo(self) -> bool:
        return self._session.document is not None

    def _marked(self) -> bool:
        document = self._session.document
        return document is not None and not document.mask_bounds.empty

    def _zoom_to_mask(self) -> None:
        document = self._session.document
        if document is not None and not document.mask_bounds.empty:
            self._canvas.zoom_to_box(document.mask_bounds)

    def _toggle_overlay(self) -> None:
        self._canvas.overlay_visible = not self._canvas.overlay_visible

    def _toggle_compare(self) -> None:
        compare = self._canvas.compare
        self._canvas.set_compare(not compare.shown or compare.with_mask)

    def _toggle_compare_mask(self) -> None:
        self._canvas.set_compare(not self._canvas.compare.with_mask, mask=True)

    def _panels_shown(self) -> bool:
        return self._window.panels.isVisibleTo(self._window)

    def _toggle_panels(self) -> None:
        self._window.panels.setVisible(not self._panels_shown())

    def _toggle_filmstrip(self) -> None:
        self._settings["filmstrip"] = not self._settings.filmstrip

    def _next_theme(self) -> None:
        place = THEME_CYCLE.index(self._settings.theme)
        self._settings["theme"] = THEME_CYCLE[(place + 1) % len(THEME_CYCLE)]
