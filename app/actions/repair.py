"""The Repair menu."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QApplication, QCheckBox, QLineEdit

from app.canvas.view import Canvas
from app.errors.messages import Messages
from app.menus import Entry, Menu, Submenu
from app.panels.methods import fill_menu
from app.panels.tools import tool_entries
from app.session.answers import Answers
from app.session.comparison import Comparison
from app.session.document_jobs import DocumentJobs
from app.session.edge_preview import EdgePreview
from app.session.finds import Finds
from app.session.methods import Methods
from app.session.repairs import Repairs
from app.settings.settings import Settings
from app.text import translate


class RepairMenu:
    def __init__(
        self,
        canvas: Canvas,
        *,
        repairs: Repairs,
        answers: Answers,
        edge_preview: EdgePreview,
        finds: Finds,
        methods: Methods,
        document_jobs: DocumentJobs,
        settings: Settings,
        messages: Messages,
        comparison: Comparison,
        compare: Callable[[], None],
        teach: Callable[[], None],
        add_model: Callable[[], None],
    ) -> None:
        self._canvas = canvas
        self._repairs = repairs
        self._answers = answers
        self._edge_preview = edge_preview
        self._finds = finds
        self._methods = methods
        self._document_jobs = document_jobs
        self._settings = settings
        self._messages = messages
        self._comparison, self._compare = comparison, compare
        self._teach, self._add_model = teach, add_model

    def menu(self) -> Menu:
        return Menu(
            translate("Repair", "&Repair"),
            (
                Entry(
                    id="find_and_repair",
                    text=translate("Repair", "Find and re&pair"),
                    icon="sparkles",
                    keys=("Shift+F",),
                    run=self.find_and_repair,
                    enabled=lambda: self._finds.can_find,
                    help=translate("Repair", "Finds text, scratches, graffiti or drops and fills them"),
                ),
                Entry(
                    id="find",
                    text=translate("Repair", "&Find"),
                    icon="scan-search",
                    keys=("F",),
                    run=self._find,
                    enabled=lambda: self._finds.can_find,
                    help=translate("Repair", "Finds damage and outlines it; nothing is filled yet"),
                ),
                Entry(
                    id="pick",
                    text=translate("Repair", "&Drop or pick the find under the pointer"),
                    icon="pointer",
                    keys=("D",),
                    run=self._canvas.pick,
                    enabled=lambda: bool(self._finds.marks and self._finds.marks.finds.found),
                    help=translate(
                        "Repair", "What is dropped stays as it is; what is picked is repaired too"
                    ),
                ),
                None,
                Entry(
                    id="erase",
                    text=translate("Repair", "&Remove"),
                    icon="circle-dashed",
                    keys=("Return", "Enter"),
                    run=self._enter,
                    enabled=lambda: self._repairs.can_run,
                    help=translate("Repair", "Fills what is marked; nothing else changes"),
                ),
                Entry(
                    id="again",
                    text=translate("Repair", "&Another try"),
                    icon="dices",
                    keys=("Shift+Return", "Shift+Enter"),
                    run=self._answers.try_again,
                    enabled=lambda: self._answers.can_try_again,
                    help=translate("Repair", "Fills the same mask with the next seed"),
                ),
                Entry(
                    id="more_answers",
                    text=translate("Repair", "M&ore answers"),
                    icon="plus",
                    keys=("A",),
                    run=self._answers.add,
                    enabled=lambda: self._answers.can_add,
                    help=translate("Repair", "Fills the same mask with another method, to choose from"),
                ),
                Entry(
                    id="next_answer",
                    text=translate("Repair", "&Next answer"),
                    icon="chevron-right",
                    keys=("N",),
                    run=lambda: self._answers.turn(1),
                    enabled=lambda: self._answers.can_choose,
                    help=translate("Repair", "Another of the answers that the last repair gave"),
                ),
                Entry(
                    id="previous_answer",
                    text=translate("Repair", "Pre&vious answer"),
                    icon="chevron-left",
                    keys=("Shift+N",),
                    run=lambda: self._answers.turn(-1),
                    enabled=lambda: self._answers.can_choose,
                ),
                Entry(
                    id="edges",
                    text=translate("Repair", "Sho&w edges"),
                    icon="spline",
                    keys=("Shift+E",),
                    run=self._show_edges,
                    enabled=lambda: self._edge_preview.can_show,
                    help=translate(
                        "Repair", "What the method would follow in the hole, to be corrected before it fills"
                    ),
                ),
                Entry(
                    id="cancel",
                    text=translate("Repair", "&Cancel"),
                    icon="circle-x",
                    keys=("Escape",),
                    run=self._document_jobs.cancel,
                    enabled=lambda: self._document_jobs.busy,
                    help=translate("Repair", "Cancels what runs; the photo stays as it was"),
                ),
                None,
                *tool_entries(self._canvas, self._methods, lambda info: info.paints_photo),
                None,
                Submenu(
                    translate("Repair", "&Method"),
                    "layers",
                    lambda menu: fill_menu(menu, self._methods, self._repairs),
                ),
                Entry(
                    id="compare_methods",
                    text=translate("Repair", "Compare met&hods…"),
                    icon="layout-grid",
                    keys=("M",),
                    run=self._compare,
                    enabled=lambda: self._comparison.can_begin,
                    help=translate("Repair", "Fills the same mask by several methods, side by side"),
                ),
                Entry(
                    id="teach",
                    text=translate("Repair", "&Teach new damage…"),
                    icon="graduation-cap",
                    keys=("Ctrl+L",),
                    run=self._teach,
                    help=translate("Repair", "A font, a mark, scratches: learnt from photos of yours"),
                ),
                Entry(
                    id="add_model",
                    text=translate("Repair", "Add a &model…"),
                    icon="folder-open",
                    keys=("Ctrl+M",),
                    run=self._add_model,
                    help=translate("Repair", "An ONNX file of LaMa, MI-GAN or another network for holes"),
                ),
                None,
                Entry(
                    id="on_release",
                    text=translate("Repair", "Remove when the &brush is lifted"),
                    icon="zap",
                    keys=("Ctrl+Return",),
                    run=lambda: self._toggle("on_release"),
                    checked=lambda: self._settings.on_release,
                ),
                Entry(
                    id="widen",
                    text=translate("Repair", "Auto &widens a painted mask a little"),
                    icon="expand",
                    keys=("Ctrl+Shift+W",),
                    run=lambda: self._toggle("grow"),
                    checked=lambda: self._settings.grow,
                    help=translate(
                        "Repair", "A tight mask leaves a ghost of the rim; what is added is tinted too"
                    ),
                ),
            ),
            keys_only=(self._dismissal(),),
        )

    def _dismissal(self) -> Entry:
        """What Escape does while nothing runs."""
        return Entry(
            id="dismiss",
            text=translate("Repair", "Give up the stroke under way, else close the answers and the message"),
            icon="circle-x",
            keys=("Escape",),
            run=self._dismiss,
            enabled=lambda: not self._document_jobs.busy,
        )

    def _toggle(self, key: str) -> None:
        self._settings[key] = not self._settings[key]

    def _enter(self) -> None:
        """Enter ends what is typed or presses the button that has the focus; else the shape; else it runs.

        It never switches an option on or off.
        """
        focus = QApplication.focusWidget()
        if isinstance(focus, QAbstractSpinBox | QLineEdit):
            self._canvas.setFocus()
        elif isinstance(focus, QAbstractButton) and focus.isEnabled() and not isinstance(focus, QCheckBox):
            focus.click()
        elif not self._canvas.finish_shape():
            self._canvas.marking.when_done(self._repairs.run)

    def run(self) -> None:
        """The button: the shape under way, then the repair."""
        self._after_shape(self._repairs.run)

    def _show_edges(self) -> None:
        self._after_shape(self._edge_preview.show)

    def _find(self) -> None:
        self._after_shape(self._finds.find)

    def find_and_repair(self) -> None:
        """The shape under way, then the search."""
        self._after_shape(self._finds.find_and_repair)

    def _after_shape(self, run: Callable[[], None]) -> None:
        """Close the shape under way, and go on once it is marked."""
        self._canvas.finish_shape()
        self._canvas.marking.when_done(run)

    def _dismiss(self) -> None:
        if not self._canvas.cancel_stroke():
            self._answers.close()
            self._messages.clear()
