"""What the Batch dialog asks: folders, a mask, and whether a run should stop."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QMessageBox, QWidget

from app.dialogs.file_dialogs import ask_file, ask_folder, pictures_filter
from app.text import translate


class BatchQuestions:
    """Asks the person; answers in plain values."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent

    def folder(self, title: str, start: Path | None) -> Path | None:
        return ask_folder(self._parent, title, start or Path.home())

    def mask(self, start: Path | None) -> Path | None:
        filters = pictures_filter()
        return ask_file(self._parent, translate("Batch", "Choose a mask"), start or Path.home(), filters)

    def stop_batch(self) -> bool:
        """Before a window is closed in which a run is on."""
        box = QMessageBox(self._parent)
        box.setWindowTitle("Lacuna")
        box.setText(translate("Batch", "The folder is still being repaired"))
        box.setInformativeText(
            translate("Batch", "What is done stays done, and the rest can be resumed later.")
        )
        stop = box.addButton(translate("Batch", "Stop it"), QMessageBox.ButtonRole.AcceptRole)
        on = box.addButton(translate("Batch", "Go on"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(on)
        box.exec()
        return box.clickedButton() is stop
