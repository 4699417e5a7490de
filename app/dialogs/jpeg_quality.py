"""Asks for the quality of a JPEG, after its name."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QRadioButton, QVBoxLayout, QWidget

from app.session.jpeg_quality import JpegChoice
from app.settings.declared import SETTINGS_BY_ID
from app.text import translate
from app.widgets.option_form import NumberRow, caption
from engine.options import Slider

DIALOG_WIDTH_PX = 420


class JpegQualityDialog(QDialog):
    """first: what the slider begins with.  own: the photo is a JPEG, whose own quality can be kept."""

    def __init__(self, parent: QWidget, name: str, first: int, *, own: bool) -> None:
        super().__init__(parent)
        self.setWindowTitle("Lacuna")
        option = SETTINGS_BY_ID["jpeg_quality"]
        assert isinstance(option, Slider)
        title = QLabel(translate("Questions", "Quality of {name}").format(name=name), wordWrap=True)
        title.setProperty("role", "title")
        self.keep = QRadioButton(translate("Questions", "As the photo's own file"))
        self.other = QRadioButton(translate("Questions", "Another quality"))
        self.row = NumberRow(option, first, translate("Engine", option.title))
        self.row.setMinimumWidth(DIALOG_WIDTH_PX)
        buttons = QDialogButtonBox()
        save = buttons.addButton(translate("Questions", "Save"), QDialogButtonBox.ButtonRole.AcceptRole)
        save.setDefault(True)
        buttons.addButton(translate("Questions", "Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(title)
        if own:
            self._offer_own(column)
        column.addWidget(self.row)
        column.addWidget(
            caption(
                translate(
                    "Questions", "A higher quality keeps more and makes a larger file. It is remembered."
                )
            )
        )
        column.addSpacing(8)
        column.addWidget(buttons)

    @property
    def choice(self) -> JpegChoice:
        return JpegChoice(None if self.keep.isChecked() else round(self.row.value))

    def _offer_own(self, column: QVBoxLayout) -> None:
        column.addWidget(self.keep)
        column.addWidget(
            caption(translate("Questions", "Only what changed is encoded again; the rest stays as it is."))
        )
        column.addWidget(self.other)
        self.other.toggled.connect(self.row.setEnabled)
        self.row.setEnabled(False)
        self.keep.setChecked(True)
