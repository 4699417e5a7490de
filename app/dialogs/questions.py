"""The questions where a decision cannot be undone, and the file dialogs."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QAbstractButton, QMessageBox, QWidget

from app.dialogs.file_dialogs import ask_file, ask_name, patterns, pictures_filter
from app.dialogs.jpeg_quality import JpegQualityDialog
from app.session.autosave import LeftBehind
from app.session.external_edit import Unfilled
from app.session.files import Answer, Replace
from app.session.folder import can_save
from app.session.jpeg_quality import JpegChoice
from app.session.losses import Accept
from app.text import translate
from engine.photo.file_format import layered_formats, saving_formats, suffixes

ButtonRole = QMessageBox.ButtonRole


class Questions:
    """Asks the person; answers in plain values."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent
        self.folder: Path | None = None  # where file dialogs begin
        self._stopping: QMessageBox | None = None  # asks whether to stop what runs

    def unsaved(self, name: str, *, unfilled: bool) -> Answer:
        """Before a photo with unsaved edits goes.  unfilled: there is a mask too, which no file keeps."""
        text = translate("Questions", "They are lost if you do not.")
        if unfilled:
            lost = translate(
                "Questions", "What is tinted is not filled yet: it is saved as a mask beside the photo."
            )
            text = f"{text} {lost}"
        box = self._box(translate("Questions", "Save the changes to {name}?").format(name=name), text)
        return self._saving(box, translate("Questions", "Save"))

    def unsaved_mask(self, name: str) -> Answer:
        """Before a mask goes that nothing was filled with, and that no file keeps."""
        text = translate(
            "Questions",
            "The photo itself has not changed: what is tinted is not filled yet. The mask is saved as a "
            "file beside it, and offered when the photo is opened again; else it is lost.",
        )
        box = self._box(translate("Questions", "Save the mask of {name}?").format(name=name), text)
        return self._saving(box, translate("Questions", "Save the mask"))

    def _saving(self, box: QMessageBox, what: str) -> Answer:
        save = box.addButton(what, ButtonRole.AcceptRole)
        discard = box.addButton(translate("Questions", "Do not save"), ButtonRole.DestructiveRole)
        box.addButton(translate("Questions", "Cancel"), ButtonRole.RejectRole)
        box.setDefaultButton(save)
        answers: dict[QAbstractButton, Answer] = {save: "save", discard: "discard"}
        return answers.get(_asked(box), "cancel")

    def fill_first(self, name: str) -> Unfilled:
        """Before a photo goes back to another program without what is still marked."""
        box = self._box(
            translate("Questions", "Fill what is tinted on {name} first?").format(name=name),
            translate("Questions", "It is not filled yet. Left out, the photo stays there as it is."),
        )
        fill = box.addButton(translate("Questions", "Fill it"), ButtonRole.AcceptRole)
        leave = box.addButton(translate("Questions", "Leave it out"), ButtonRole.DestructiveRole)
        box.addButton(translate("Questions", "Cancel"), ButtonRole.RejectRole)
        box.setDefaultButton(fill)
        answers: dict[QAbstractButton, Unfilled] = {fill: "fill", leave: "leave out"}
        return answers.get(_asked(box), "cancel")

    def stop_job(self) -> bool:
        """Before something that cannot happen while a job runs."""
        box = self._box(
            translate("Questions", "Something is still running"),
            translate("Questions", "Stopping it leaves the photo as it was."),
        )
        stop = box.addButton(translate("Questions", "Stop it"), ButtonRole.AcceptRole)
        box.addButton(translate("Questions", "Let it finish"), ButtonRole.RejectRole)
        self._stopping = box
        try:
            return _asked(box) is stop or box.result() == QMessageBox.DialogCode.Accepted
        finally:
            self._stopping = None

    def job_ended(self) -> None:
        """Nothing runs any more: it need not be asked whether to stop it."""
        if self._stopping is not None:
            self._stopping.accept()

    def accept_losses(self, name: str, losses: str) -> Accept:
        """Before a photo is saved in a format that takes something from it, or takes long.  losses: which."""
        box = self._box(translate("Questions", "Save {name}?").format(name=name), losses)
        save = box.addButton(translate("Questions", "Save"), ButtonRole.AcceptRole)
        other = box.addButton(translate("Questions", "Save as…"), ButtonRole.ActionRole)
        box.addButton(translate("Questions", "Cancel"), ButtonRole.RejectRole)
        box.setDefaultButton(save)
        answers: dict[QAbstractButton, Accept] = {save: "save", other: "other name"}
        return answers.get(_asked(box), "cancel")

    def overwrite_source(self, path: Path, losses: str) -> Replace:
        """Before the photo as it was opened is replaced.  losses: what that takes from it, or nothing."""
        text = translate("Questions", "This is the photo as you opened it. Replacing it cannot be undone.")
        box = self._box(
            translate("Questions", "Replace {name}?").format(name=path.name), f"{text} {losses}".rstrip()
        )
        other = box.addButton(translate("Questions", "Save as…"), ButtonRole.AcceptRole)
        replace = box.addButton(translate("Questions", "Replace"), ButtonRole.DestructiveRole)
        box.addButton(translate("Questions", "Cancel"), ButtonRole.RejectRole)
        box.setDefaultButton(other)
        answers: dict[QAbstractButton, Replace] = {other: "other name", replace: "replace"}
        return answers.get(_asked(box), "cancel")

    def recover(self, name: str, *, photo_changed: bool) -> LeftBehind:
        """After a crash."""
        if photo_changed:
            text = translate("Questions", "Lacuna was not closed properly. There is unsaved work on {name}.")
        else:
            text = translate(
                "Questions",
                "Lacuna was not closed properly. What was tinted on {name} is not filled and not saved yet.",
            )
        box = self._box(translate("Questions", "Get unsaved work back?"), text.format(name=name))
        back = box.addButton(translate("Questions", "Get it back"), ButtonRole.AcceptRole)
        delete = box.addButton(translate("Questions", "Delete it"), ButtonRole.DestructiveRole)
        box.addButton(translate("Questions", "Not now"), ButtonRole.RejectRole)
        box.setDefaultButton(back)
        answers: dict[QAbstractButton, LeftBehind] = {back: "get back", delete: "delete"}
        return answers.get(_asked(box), "later")

    def open_photo(self) -> Path | None:
        photos, everything = translate("Questions", "Photos"), translate("Questions", "All files")
        filters = f"{photos} ({patterns(suffixes())});;{everything} (*)"
        return self._chosen(
            ask_file(self._parent, translate("Questions", "Open a photo"), self.folder, filters)
        )

    def save_as(self, offer: Path) -> Path | None:
        """A name for the repaired photo, `offer` being the first suggestion."""
        formats = saving_formats()
        kinds = [f"{one.name} ({patterns(one.suffixes)})" for one in formats]
        suffix = offer.suffix.lower()
        own = next((kind for kind, one in zip(kinds, formats, strict=True) if suffix in one.suffixes), "")
        path, kind = ask_name(
            self._parent, translate("Questions", "Save the photo as"), offer, ";;".join(kinds), own
        )
        path = self._chosen(path)
        if path is None or can_save(path):
            return path
        index = kinds.index(kind) if kind in kinds else 0
        return path.with_name(path.name + formats[index].suffixes[0])

    def save_layers(self, offer: Path) -> Path | None:
        """A name for a copy with the repair as a layer."""
        formats = layered_formats()
        kinds = [f"{one.name} ({patterns(one.suffixes)})" for one in formats]
        own = next(n for n, one in enumerate(formats) if offer.suffix.lower() in one.suffixes)
        title = translate("Questions", "Save the repair as a layer")
        path, kind = ask_name(self._parent, title, offer, ";;".join(kinds), kinds[own])
        path = self._chosen(path)
        if path is None or any(path.suffix.lower() in one.suffixes for one in formats):
            return path
        index = kinds.index(kind) if kind in kinds else own
        return path.with_name(path.name + formats[index].suffixes[0])

    def jpeg_quality(self, name: str, first: int, *, own: bool) -> JpegChoice | None:
        """How strongly a JPEG is compressed, asked once its name is known."""
        dialog = JpegQualityDialog(self._parent, name, first, own=own)
        accepted = dialog.exec()
        dialog.deleteLater()
        return dialog.choice if accepted else None

    def open_mask(self) -> Path | None:
        title = translate("Questions", "Import a mask")
        return self._chosen(ask_file(self._parent, title, self.folder, pictures_filter()))

    def save_mask(self, offer: Path) -> Path | None:
        path, _ = ask_name(self._parent, translate("Questions", "Export the mask"), offer, "PNG (*.png)")
        path = self._chosen(path)
        return path.with_suffix(".png") if path else None

    def _chosen(self, path: Path | None) -> Path | None:
        if path is not None:
            self.folder = path.parent
        return path

    def _box(self, title: str, text: str) -> QMessageBox:
        box = QMessageBox(self._parent)
        box.setWindowTitle("Lacuna")
        box.setText(title)
        box.setInformativeText(text)
        box.setIcon(QMessageBox.Icon.NoIcon)
        return box


def _asked(box: QMessageBox) -> QAbstractButton:
    box.exec()
    return box.clickedButton()
