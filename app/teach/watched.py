"""Held-out photos before and after: the picture that the training writes, arranged for the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.text import translate
from app.theme.theme import caption as smaller

PICTURE_GAP_PX = 4  # Between the pictures, also in the file.
PICTURE_COLUMNS = 3  # Damaged, repaired, clean.


class HeldOutPictures(QWidget):
    """Held-out photos damaged, repaired so far, and clean, in as many columns as show them largest."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[tuple[QImage, ...]] = []
        self._names = (
            translate("Teach", "Damaged"),
            translate("Teach", "Repaired"),
            translate("Teach", "As it was"),
        )
        self.setAccessibleName(translate("Teach", "Photos it does not learn from, before and after"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(120)

    @property
    def empty(self) -> bool:
        return not self._rows

    def show_sheet(self, path: Path | None) -> None:
        """The picture that the training writes; None, or one that cannot be read, leaves what is shown."""
        sheet = QImage(str(path)) if path is not None else QImage()
        if path is None:
            self._rows = []
        elif not sheet.isNull():
            self._rows = cut(sheet)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(600, 240)

    def paintEvent(self, _: QPaintEvent) -> None:
        if not self._rows:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setFont(smaller(self.font()))
        head = painter.fontMetrics().height() + PICTURE_GAP_PX
        across, side = self._layout(head)
        wide = PICTURE_COLUMNS * (side + PICTURE_GAP_PX) + 2 * PICTURE_GAP_PX
        for number, images in enumerate(self._rows):
            row, group = divmod(number, across)
            for column, image in enumerate(images):
                left = group * wide + column * (side + PICTURE_GAP_PX)
                place = QRect(left, head + row * (side + PICTURE_GAP_PX), side, side)
                painter.drawImage(place, image)
                if row == 0:
                    name = painter.fontMetrics().elidedText(
                        self._names[column], Qt.TextElideMode.ElideRight, side
                    )
                    painter.setPen(self.palette().windowText().color())
                    painter.drawText(QRect(left, 0, side, head), Qt.AlignmentFlag.AlignLeft, name)

    def _layout(self, head: int) -> tuple[int, int]:
        """(groups beside one another, px of a picture)."""

        def side(across: int) -> int:
            rows = -(-len(self._rows) // across)
            wide = self.width() // (across * PICTURE_COLUMNS) - PICTURE_GAP_PX - PICTURE_GAP_PX
            return min(wide, (self.height() - head) // rows - PICTURE_GAP_PX)

        across = max(range(1, len(self._rows) + 1), key=side)
        return across, max(1, side(across))


def cut(sheet: QImage) -> list[tuple[QImage, ...]]:
    """The pictures of a sheet: rows of PICTURE_COLUMNS squares with PICTURE_GAP_PX between."""
    side = sheet.width() // PICTURE_COLUMNS - PICTURE_GAP_PX
    return [
        tuple(
            sheet.copy(column * (side + PICTURE_GAP_PX), row * (side + PICTURE_GAP_PX), side, side)
            for column in range(PICTURE_COLUMNS)
        )
        for row in range(sheet.height() // (side + PICTURE_GAP_PX))
    ]
