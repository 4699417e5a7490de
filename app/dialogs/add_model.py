"""Repair > Add a model: choose an ONNX file, see what a trial run found, correct it, and keep it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.dialogs.file_dialogs import ask_file
from app.errors.messages import spoken
from app.session.added_models import AddedModels, ExaminedModel
from app.text import engine_text, translate
from app.theme.theme import Theme
from app.widgets.labelled import combo
from app.widgets.option_form import caption
from app.widgets.path_field import PathField
from app.widgets.window_size import first_size
from engine.errors import LacunaError
from engine.onnx_models.contract import CORRECTABLE_VALUES

LEFT_TO_RIGHT_ISOLATE = "\u2066"  # "0..1" would read "1..0" in a language that goes the other way.
PICTURE_SIDE_PX = 160  # Of each picture of the trial run.


class AddModelDialog(QDialog):
    """A window of its own over the editor, which goes on working."""

    def __init__(self, models: AddedModels, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("Models", "Add a model"))
        first_size(self, 640, 640)
        self._models = models
        self._model: ExaminedModel | None = None
        name = translate("Models", "Model file (ONNX)")
        self.file = PathField(name, theme, self._ask, folder=False)
        self.name, self.licence, self.source = (QLineEdit() for _ in range(3))
        self.name.setPlaceholderText(translate("Models", "As its file"))
        self.licence.setPlaceholderText(translate("Models", "As it is published, such as Apache-2.0"))
        self.source.setPlaceholderText(translate("Models", "Such as the address it is from"))
        self.corrections = {key: combo(_title(key), _choices(key)) for key in CORRECTABLE_VALUES}
        self.pictures = [QLabel(scaledContents=True) for _ in range(2)]
        self.said = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.add_button = QPushButton(translate("Models", "Add"), default=True)
        self.close_button = QPushButton(translate("Models", "Close"), autoDefault=False)
        inside = QWidget()
        self.list = QVBoxLayout(inside)
        self.list.setContentsMargins(0, 0, 8, 0)
        self.list.setSpacing(4)
        self.list.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._added = QLabel(translate("Models", "Added models"))
        self._added.setProperty("role", "title")
        self._added.hide()
        self._trial = QWidget()  # Of a file that was tried, until another one is chosen.
        self._area = QScrollArea(widgetResizable=True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(inside)
        self._arrange(name)
        self._wire()
        self._show_trial(False)

    def begin(self) -> None:
        """Show the window."""
        self._models.load()
        self.show()
        self.raise_()
        self.activateWindow()
        self.file.line.setFocus()

    def reject(self) -> None:
        self._models.cancel()
        super().reject()

    # Making

    def _arrange(self, file_name: str) -> None:
        fields = QFormLayout()
        fields.addRow(file_name, self.file)
        for text, line in (
            (translate("Models", "Name"), self.name),
            (translate("Models", "Licence"), self.licence),
            (translate("Models", "Source"), self.source),
        ):
            line.setAccessibleName(text)
            fields.addRow(text, line)
        found = QFormLayout()
        for box in self.corrections.values():
            found.addRow(box.accessibleName(), box)
        pictures = QHBoxLayout(spacing=12)
        pictures.addLayout(found, 1)
        for picture, text in zip(
            self.pictures, (translate("Canvas", "Before"), translate("Canvas", "After")), strict=True
        ):
            picture.setFixedSize(PICTURE_SIDE_PX, PICTURE_SIDE_PX)
            picture.setAccessibleName(text)
            picture.setToolTip(text)
            pictures.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        note = translate(
            "Models",
            "A trial run on a drawn picture found these values. Correct them if its result is wrong.",
        )
        trial = QVBoxLayout(self._trial)
        trial.setContentsMargins(0, 0, 0, 0)
        trial.setSpacing(12)
        trial.addLayout(pictures)
        trial.addWidget(caption(note))
        foot = QHBoxLayout(spacing=8)
        foot.addStretch(1)
        foot.addWidget(self.add_button)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(12)
        column.addLayout(fields)
        column.addWidget(self.said)
        column.addWidget(self._trial)
        column.addWidget(self._added)
        column.addWidget(self._area, 1)
        column.addLayout(foot)

    def _wire(self) -> None:
        self.file.changed.connect(self._examine_file)
        for box in self.corrections.values():
            box.activated.connect(lambda _: self._examine(self._chosen()))
        self.add_button.clicked.connect(self._add)
        self.close_button.clicked.connect(self.reject)
        self._models.examined.connect(self._show_examined)
        self._models.changed.connect(self._changed)
        self._models.failed.connect(self._fail)

    # The model

    def _ask(self, start: Path | None) -> Path | None:
        filters = f"{translate('Models', 'ONNX models')} (*.onnx)"
        folder = start.parent if start is not None else Path.home()
        return ask_file(self, translate("Models", "Add a model"), folder, filters)

    def _chosen(self) -> dict[str, str]:
        return {key: str(box.currentData()) for key, box in self.corrections.items()}

    def _examine_file(self) -> None:
        self._show_trial(False)
        self._examine({})

    def _examine(self, corrections: dict[str, str]) -> None:
        self._model = None
        file = Path(self.file.text)
        if self.file.text and file.is_file():
            self._models.examine(file, corrections)
            self._say(translate("Models", "Trying it on a drawn picture…"))
        else:
            self._models.cancel()
            self._say(translate("Models", "There is no such file.") if self.file.text else "")

    def _show_examined(self, model: ExaminedModel) -> None:
        self._model = model
        examination = model.examination
        for key, box in self.corrections.items():
            box.setCurrentIndex(box.findData(getattr(examination.contract, key)))
        for label, picture in zip(self.pictures, (examination.before, examination.after), strict=True):
            label.setPixmap(_pixmap(picture))
        self.name.setPlaceholderText(examination.title or model.file.stem)
        text = translate("Models", "It fills holes, in {seconds} s a call.")
        text = text.format(seconds=f"{examination.seconds:.1f}")
        if examination.title:
            known = translate("Models", "This file is known as {title}.").format(title=examination.title)
            text = f"{known} {text}"
        self._say(text)
        self._show_trial(True)

    def _add(self) -> None:
        if self._model is None:
            return
        model, self._model = self._model, None
        self._models.keep(
            model, name=self.name.text().strip(), licence=self.licence.text(), source=self.source.text()
        )
        self._refresh()

    def _changed(self, id: str) -> None:
        self._show_list()
        title = next((one.title for one in self._models.entries if one.id == id), "")
        if title:
            for line in (self.name, self.licence, self.source):
                line.clear()
            self.file.set("")
            text = translate("Models", "{title} is among the methods now.")
            self._say(text.format(title=title))
        elif id:
            self._say(translate("Models", "Removed."))

    def _fail(self, error: LacunaError) -> None:
        self._say(f"{engine_text(error.title)}. {spoken(error)}")

    # What is shown

    def _show_list(self) -> None:
        while (item := self.list.takeAt(0)) is not None:
            item.widget().deleteLater()
        for entry in self._models.entries:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            title = QLabel(entry.title, textFormat=Qt.TextFormat.PlainText)
            title.setToolTip(engine_text(entry.contract))
            button = QPushButton(translate("Models", "Remove"), autoDefault=False)
            button.setAccessibleName(translate("Models", "Remove {title}").format(title=entry.title))
            button.clicked.connect(lambda _=False, id=entry.id: self._models.remove(id))
            row.addWidget(title, 1)
            row.addWidget(button)
            self.list.addWidget(line)
        self._added.setVisible(bool(self._models.entries))

    def _show_trial(self, shown: bool) -> None:
        """What a trial run found, and what it made of the drawn picture."""
        self._trial.setVisible(shown)
        self._refresh()

    def _say(self, text: str) -> None:
        self.said.setText(text)
        self._refresh()

    def _refresh(self) -> None:
        self.add_button.setEnabled(self._model is not None)
        if self._model is None:
            for picture in self.pictures:
                picture.clear()


def _title(key: str) -> str:
    titles = {
        "image_range": translate("Models", "Image values"),
        "mask_range": translate("Models", "Mask values"),
        "mask_hole": translate("Models", "Missing is"),
        "output_range": translate("Models", "Answer values"),
        "layout": translate("Models", "Dimensions"),
        "colours": translate("Models", "Colours"),
    }
    assert set(titles) == set(CORRECTABLE_VALUES)
    return titles[key]


def _choices(key: str) -> list[tuple[str, str]]:
    words = {"white": translate("Models", "white"), "black": translate("Models", "black")}
    return [
        (value, words.get(value, f"{LEFT_TO_RIGHT_ISOLATE}{value.upper()}"))
        for value in CORRECTABLE_VALUES[key]
    ]


def _pixmap(picture: NDArray[np.uint8]) -> QPixmap:
    height, width, _ = picture.shape
    pixels = np.ascontiguousarray(picture)
    return QPixmap.fromImage(
        QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()
    )
