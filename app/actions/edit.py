"""The Edit menu: steps back and forth, and the clipboard."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication

from app.canvas.view import Canvas
from app.menus import Entry, Menu
from app.session.blends import Blends
from app.session.clipboard import Clipboard
from app.session.kept_states import KeptStateCommands
from app.session.session import Session
from app.session.undo import Steps
from app.text import translate


class EditMenu:
    def __init__(
        self,
        session: Session,
        canvas: Canvas,
        *,
        steps: Steps,
        states: KeptStateCommands,
        clipboard: Clipboard,
        blends: Blends,
    ) -> None:
        self._session, self._canvas, self._next_mask = session, canvas, canvas.next_mask
        self._steps, self._states = steps, states
        self._clipboard = clipboard
        self._blends = blends

    def menu(self) -> Menu:
        return Menu(
            translate("Edit", "&Edit"),
            (
                Entry(
                    id="undo",
                    text=translate("Edit", "&Undo"),
                    icon="undo-2",
                    keys=("Ctrl+Z",),
                    run=self._undo,
                    enabled=self._can_undo,
                ),
                Entry(
                    id="redo",
                    text=translate("Edit", "&Redo"),
                    icon="redo-2",
                    keys=("Ctrl+Shift+Z", "Ctrl+Y"),
                    run=self._steps.redo,
                    enabled=lambda: self._steps.can_redo and not self._canvas.tool.can_take_back,
                ),
                Entry(
                    id="take_snapshot",
                    text=translate("Edit", "Take a &snapshot"),
                    icon="camera",
                    keys=("Ctrl+Alt+N",),
                    run=self._states.take,
                    enabled=lambda: self._states.can_take,
                    help=translate("Edit", "Keeps photo and mask as they are now, above the history"),
                ),
                None,
                Entry(
                    id="copy",
                    text=translate("Edit", "&Copy the result"),
                    icon="copy",
                    keys=("Ctrl+C",),
                    run=self._clipboard.copy,
                    enabled=self._can_copy,
                    help=translate("Edit", "The whole photo as it is now"),
                ),
                Entry(
                    id="paste",
                    text=translate("Edit", "&Paste a photo"),
                    icon="clipboard-paste",
                    keys=("Ctrl+V",),
                    run=self._clipboard.paste,
                    help=translate("Edit", "Opens the picture, or the file, that was copied"),
                ),
                None,
                Entry(
                    id="paste_in",
                    text=translate("Edit", "Paste &into the photo"),
                    icon="clipboard-paste",
                    keys=("Ctrl+Shift+V",),
                    run=lambda: self._blends.paste(QGuiApplication.clipboard().mimeData()),
                    enabled=lambda: self._blends.can_begin,
                    help=translate(
                        "Edit", "Lays what was copied over the photo, to be placed and blended in"
                    ),
                ),
                Entry(
                    id="blend",
                    text=translate("Edit", "&Blend in a picture…"),
                    icon="layers",
                    keys=("Ctrl+Shift+B",),
                    run=self._blends.ask_and_lift,
                    enabled=lambda: self._blends.can_begin,
                    help=translate(
                        "Edit", "Lays another picture over the photo, to be placed and blended in"
                    ),
                ),
            ),
        )

    def _can_undo(self) -> bool:
        waits = self._canvas.tool.can_take_back or self._next_mask.can_take_back
        return waits or self._steps.can_undo

    def _undo(self) -> None:
        """The last click of a shape under way; while a repair runs, of the next mask."""
        if self._canvas.tool.take_back():
            return
        if self._next_mask.can_take_back:
            self._next_mask.take_back()
        else:
            self._steps.undo()

    def _can_copy(self) -> bool:
        return self._session.document is not None and not self._session.busy
