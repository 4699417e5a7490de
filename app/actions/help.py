"""The Help menu."""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox, QWidget

from app.dialogs.shortcuts import ShortcutSheet
from app.menus import Actions, Entry, Menu
from app.text import translate


class HelpMenu:
    def __init__(self, host: QWidget, actions: Actions) -> None:
        self._host = host
        self._actions = actions

    def menu(self) -> Menu:
        return Menu(
            translate("Help", "&Help"),
            (
                Entry(
                    id="shortcuts",
                    text=translate("Help", "&Keyboard shortcuts"),
                    icon="keyboard",
                    keys=("F1", "?"),
                    run=self._show_shortcuts,
                ),
                Entry(
                    id="about",
                    text=translate("Help", "&About Lacuna"),
                    icon="info",
                    keys=("Shift+F1",),
                    run=self._show_about,
                ),
            ),
        )

    def _show_shortcuts(self) -> None:
        ShortcutSheet(self._actions, self._host).exec()

    def _show_about(self) -> None:
        from importlib.metadata import version  # brings what reads e-mails

        box = QMessageBox(self._host)
        box.setWindowTitle(translate("Help", "About Lacuna"))
        box.setText(f"Lacuna {version('lacuna')}")
        box.setInformativeText(
            translate(
                "Help",
                "Repairs photos on this machine alone; nothing is sent anywhere. The code is under the MIT "
                "licence, the data of the networks under LICENSE-WEIGHTS. Icons: Lucide (ISC). Sample "
                "photos: a lawn and SpaceX's Falcon 9 (CC0), Eileen Collins (NASA, public domain).",
            )
        )
        box.exec()
