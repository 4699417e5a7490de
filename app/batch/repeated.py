"""What stays put over the photos of a folder: looked for, and shown as a mask before it is removed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.batch.mask_preview import marked_photo
from app.batch.texts import percent
from app.text import count, translate
from app.widgets.window_size import first_size
from engine.job import Job

if TYPE_CHECKING:  # brings OpenCV, for which the window does not wait
    from engine.batch import Plan
    from engine.detection.repeated import RepeatedMark

LOOKED_THROUGH_SHARE = 0.95  # Of the time; the rest draws the pictures.


@dataclass(frozen=True)
class RepeatedFinds:
    """plan: with the marks, to be carried out once they are confirmed.  pictures: of each mark, a photo with
    its mask, or None.
    """

    plan: Plan
    pictures: tuple[QImage | None, ...]

    @property
    def marks(self) -> tuple[RepeatedMark, ...]:
        return self.plan.repeated


def look_for_repeated(plan: Plan, colour: str, job: Job) -> RepeatedFinds:
    """Compare the photos of a plan.  Raises what `find_repeated` raises.  Not for the GUI thread."""
    from dataclasses import replace

    from engine.batch import files, find_repeated

    marks = find_repeated(plan, job.part(0.0, LOOKED_THROUGH_SHARE))
    sources = [item.source for item in files(plan, job) if item.problem is None]
    pictures: list[QImage | None] = []
    for mark in marks:
        mask = mark.mask()
        drawn = (marked_photo(source, mask, colour) for source in sources)
        pictures.append(next((picture for picture in drawn if picture is not None), None))
        job.step(1.0)
    return RepeatedFinds(replace(plan, repeated=marks), tuple(pictures))


class RepeatedDialog(QDialog):
    """Shows each mark on a photo; accepted where it is to be removed from all."""

    def __init__(self, finds: RepeatedFinds, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("Batch", "What stays put"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        first_size(self, 660, 620)
        words = QLabel(
            translate(
                "Batch",
                "What is tinted lies at the same place in photo after photo. It is divided out where it lets "
                "light through, and filled where it does not; nothing else changes.",
            ),
            wordWrap=True,
        )
        self.remove_button = QPushButton(translate("Batch", "Remove it from all photos"), default=True)
        self.cancel_button = QPushButton(translate("Batch", "Cancel"), autoDefault=False)
        buttons = QDialogButtonBox()
        buttons.addButton(self.remove_button, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.cancel_button, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(words)
        column.addWidget(self._shown(finds), 1)
        column.addWidget(buttons)

    def _shown(self, finds: RepeatedFinds) -> QScrollArea:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        self.pictures = []
        for mark, picture in zip(finds.marks, finds.pictures, strict=True):
            text = _about(mark)
            column.addWidget(QLabel(text, wordWrap=True))
            if picture is not None:
                label = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
                label.setPixmap(QPixmap.fromImage(picture))
                label.setAccessibleName(text)
                self.pictures.append(label)
                column.addWidget(label)
        column.addStretch(1)
        area = QScrollArea(widgetResizable=True)
        area.setWidget(inside)
        return area


def _about(mark: RepeatedMark) -> str:
    import numpy as np

    mask = mark.mask()
    width, height, _ = mark.key
    text = translate("Batch", "{n} photos of {width} × {height}: {percent} % of each stays put")
    return text.format(
        n=count(mark.photos),
        width=count(width),
        height=count(height),
        percent=percent(np.count_nonzero(mask) / mask.size),
    )
