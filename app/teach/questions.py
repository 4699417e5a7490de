"""What the Teach dialog asks: folders, files, a colour, and what becomes of a training."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QColorDialog, QMessageBox, QWidget

from app.dialogs.file_dialogs import ask_file, ask_folder, ask_name, pictures_filter
from app.text import translate

PARCEL_SUFFIX = ".lacuna"
Leaving = Literal["later", "stop", "stay"]
Role = QMessageBox.ButtonRole


class TeachQuestions:
    """Asks the person; answers in plain values."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent

    def folder(self, title: str, start: Path | None) -> Path | None:
        return ask_folder(self._parent, title, start or Path.home())

    def picture(self, title: str, start: Path | None) -> Path | None:
        filters = pictures_filter()
        return ask_file(self._parent, title, start or Path.home(), filters)

    def colour(self, title: str, start: QColor) -> QColor | None:
        colour = QColorDialog.getColor(start, self._parent, title)
        return colour if colour.isValid() else None

    def parcel(self) -> Path | None:
        """A file to import."""
        return ask_file(self._parent, translate("Teach", "Import a method"), Path.home(), _parcels())

    def parcel_name(self, offer: str) -> Path | None:
        """A file to export to."""
        path, _ = ask_name(
            self._parent, translate("Teach", "Export the method"), Path.home() / offer, _parcels()
        )
        return path if path is None or path.suffix else path.with_suffix(PARCEL_SUFFIX)

    def discard(self, words: str) -> bool:
        """Before what was learnt is forgotten."""
        box = self._box(
            translate("Teach", "Discard what was learnt?"),
            translate("Teach", "{words}. This cannot be undone.").format(words=words),
        )
        gone = box.addButton(translate("Teach", "Discard"), Role.DestructiveRole)
        box.setDefaultButton(box.addButton(translate("Teach", "Cancel"), Role.RejectRole))
        box.exec()
        return box.clickedButton() is gone

    def remove(self, title: str) -> bool:
        """Before a taught method is forgotten."""
        box = self._box(
            translate("Teach", "Remove {title}?").format(title=title),
            translate("Teach", "It can be had back only from an exported file."),
        )
        gone = box.addButton(translate("Teach", "Remove"), Role.DestructiveRole)
        box.setDefaultButton(box.addButton(translate("Teach", "Cancel"), Role.RejectRole))
        box.exec()
        return box.clickedButton() is gone

    def leaving(self) -> Leaving:
        """Before Lacuna is closed while it learns."""
        box = self._box(
            translate("Teach", "Lacuna is still learning"),
            translate("Teach", "It can go on the next time, or stop now and be judged as it is."),
        )
        later = box.addButton(translate("Teach", "Close, resume later"), Role.AcceptRole)
        stop = box.addButton(translate("Teach", "Stop and judge"), Role.ActionRole)
        box.addButton(translate("Teach", "Cancel"), Role.RejectRole)
        box.setDefaultButton(later)
        box.exec()
        clicked = box.clickedButton()
        return "later" if clicked is later else "stop" if clicked is stop else "stay"

    def _box(self, title: str, text: str) -> QMessageBox:
        box = QMessageBox(self._parent)
        box.setWindowTitle("Lacuna")
        box.setText(title)
        box.setInformativeText(text)
        return box


def _parcels() -> str:
    return f"{translate('Teach', 'Methods of Lacuna')} (*{PARCEL_SUFFIX})"
