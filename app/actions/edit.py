"""The Edit menu: steps back and forth, and the clipboard."""

from __future__ import annotations

from app.actions.registry import Entry, Menu
from app.session.clipboard import Clipboard
from app.session.session import Session
from app.text import translate


class EditMenu:
    def __init__(self, session: Session, *, clipboard: Clipboard) -> None:
        self._session = session
        self._clipboard = clipboard

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
                    run=self._redo,
                    enabled=self._can_redo,
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
            ),
        )

    def _can_undo(self) -> bool:
        document = self._session.document
        return document is not None and document.can_undo

    def _can_redo(self) -> bool:
        document = self._session.document
        return document is not None and document.can_redo

    def _can_copy(self) -> bool:
        return self._session.document is not None and not self._session.busy

    def _undo(self) -> None:
        document = self._session.document
        if document is not None and document.can_undo:
            document.undo()

    def _redo(self) -> None:
        document = self._session.document
        if document is not None and document.can_redo:
            document.redo()
