"""The menus of the menu bar, each made with what its commands need."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMenuBar

from app.actions.edit import EditMenu
from app.actions.file import FileMenu
from app.actions.help import HelpMenu
from app.actions.mask import MaskMenu
from app.actions.repair import RepairMenu
from app.actions.view import ViewMenu
from app.canvas.view import Canvas
from app.menus import Actions
from app.services import Services
from app.tool_windows import ToolWindows
from app.window import Window


class MenuBar:
    """save: what Save does.  adjust_mask: goes to the sliders of the mask."""

    def __init__(
        self,
        services: Services,
        *,
        window: Window,
        canvas: Canvas,
        beside: ToolWindows,
        actions: Actions,
        save: Callable[[], None],
        adjust_mask: Callable[[str], None],
        show_settings: Callable[[], None],
    ) -> None:
        session, self._actions = services.session, actions
        self.repair = _repair_menu(services, canvas, beside)
        self._menus = (
            FileMenu(
                window,
                session,
                files=services.files,
                browsing=services.browsing,
                layered_copy=services.layered_copy,
                recent=services.recent,
                save=save,
                print_photo=services.printing.ask_and_print,
                batch=beside.show_batch,
                show_settings=show_settings,
            ),
            EditMenu(
                session,
                canvas,
                steps=services.steps,
                states=services.kept_states,
                clipboard=services.clipboard,
                blends=services.blends,
            ),
            MaskMenu(
                session,
                canvas=canvas,
                masks=services.masks,
                sidecar=services.sidecar,
                methods=services.methods,
                questions=services.questions,
                adjust=adjust_mask,
            ),
            self.repair,
            ViewMenu(window, session, canvas=canvas, settings=services.settings),
            HelpMenu(window, actions),
        )

    def draw(self, bar: QMenuBar) -> None:
        """Make all actions, and fill the bar."""
        self._actions.draw(bar, [menu.menu() for menu in self._menus])


def _repair_menu(services: Services, canvas: Canvas, beside: ToolWindows) -> RepairMenu:
    return RepairMenu(
        canvas,
        repairs=services.repairs,
        answers=services.answers,
        edge_preview=services.edge_preview,
        finds=services.finds,
        methods=services.methods,
        document_jobs=services.document_jobs,
        settings=services.settings,
        messages=services.messages,
        comparison=services.comparison,
        compare=beside.show_compare,
        teach=beside.show_teach,
        add_model=beside.show_add_model,
    )
