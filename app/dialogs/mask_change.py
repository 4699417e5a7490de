"""By how many pixels a mask is grown, shrunk or feathered: the photo shows what comes of it meanwhile."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from app.document.mask_pyramid import MaskLevels
from app.jobs.lane import Lane
from app.text import translate
from app.widgets.option_form import NumberRow, caption
from engine.job import Job
from engine.options import Slider

FIRST_OFFER_PX, MAX_CHANGE_PX = 4, 500
DIALOG_WIDTH_PX = 400
BOTTOM_MARGIN_PX = 56  # between the dialog and the lower edge of its window: the status bar stays in view


class MaskChangeDialog(QDialog):
    """`ask` gives the number of pixels, None where the person changes their mind."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        *,
        preview: Callable[[int], Callable[[Job], MaskLevels]],
        show: Callable[[MaskLevels | None], None],
    ) -> None:
        """preview: the work that gives the changed mask.  show: draws it, None: the mask as it is."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self._preview, self._show = preview, show
        self._shown: int | None = None  # what is previewed, or being worked out
        self._lane = Lane(self)
        self._lane.finished.connect(self._took)
        name = translate("Mask", "By how many pixels?")
        option = Slider(
            id="by",
            title=name,
            low=1,
            high=MAX_CHANGE_PX,
            default=FIRST_OFFER_PX,
            step=1,
            whole=True,
            unit="px",
        )
        self.number = NumberRow(option, FIRST_OFFER_PX, name)
        self.number.changed.connect(lambda _: self._follow())
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(caption(name))
        column.addWidget(self.number)
        column.addWidget(buttons)
        self.resize(DIALOG_WIDTH_PX, self.sizeHint().height())

    def ask(self) -> int | None:
        """Show the dialog below the photo until it is answered."""
        host = self.parentWidget()
        corner = host.mapToGlobal(host.rect().bottomLeft())
        left = corner.x() + (host.width() - self.width()) // 2
        self.move(left, corner.y() - self.height() - BOTTOM_MARGIN_PX)
        self.number.number.setFocus(Qt.FocusReason.OtherFocusReason)
        self.number.number.selectAll()
        self._follow()
        try:
            agreed = self.exec() == QDialog.DialogCode.Accepted
        finally:
            self._lane.close()
            self._show(None)
            self.deleteLater()
        return round(self.number.value) if agreed else None

    def _follow(self) -> None:
        """Work out what is wanted now; one answer at a time."""
        wanted = round(self.number.value)
        if not self._lane.busy and wanted != self._shown:
            self._shown = wanted
            self._lane.start(self._preview(wanted), "")

    def _took(self, levels: MaskLevels) -> None:
        if self.isVisible():
            self._show(levels)
            self._follow()
