"""The answers of the last repair, in small, to choose from."""

from __future__ import annotations

from collections.abc import Iterator

from PIL import Image
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.canvas.colour import Colour
from app.document.applied import AppliedRepair
from app.menus import Actions, plain
from app.session.repairs import Repairs
from app.session.session import Session
from app.text import translate
from app.theme.theme import Theme
from engine.photo import Photo

THUMBNAIL_SIDE_PX = 52  # At 100 % screen scaling.
PICTURE_COLUMNS = 4
MARGIN_DIVISOR = 4  # A quarter of the repaired box is shown around it.


class AlternativesRow(QWidget):
    """Hidden where there is nothing to choose from."""

    def __init__(self, session: Session, repairs: Repairs, *, actions: Actions, theme: Theme) -> None:
        super().__init__()
        self._session = session
        self._repairs = repairs
        self._shown: AppliedRepair | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._line(actions, theme))
        self._grid = QGridLayout(spacing=4)
        self._grid.setColumnStretch(PICTURE_COLUMNS, 1)
        column.addLayout(self._grid)
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(repairs.choose)
        session.changed.connect(lambda change: self.refresh() if change.history else None)
        for signal in (session.opened, session.busy_changed):
            signal.connect(self.refresh)
        self.hide()

    def refresh(self) -> None:
        document = self._session.document
        applied = document.last_repair if document else None
        if document is None or applied is None or applied.alternatives < 2:
            self._draw(())
            self._shown = None
            self.hide()
            return
        if self._shown is None or self._shown.patches is not applied.patches:
            self._draw(pictures(document.photo, applied))
        self._shown = applied
        text = translate("Repair", "Answer {which} of {all}")
        self._chosen.setText(text.format(which=applied.choice + 1, all=applied.alternatives))
        self._group.button(applied.choice).setChecked(True)
        self.setEnabled(not self._session.busy)
        self.show()

    def _line(self, actions: Actions, theme: Theme) -> QHBoxLayout:
        line = QHBoxLayout()
        self._chosen = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        for icon, id in (("chevron-left", "previous_answer"), ("chevron-right", "next_answer")):
            button = QToolButton(toolTip=actions[id].toolTip())
            button.setAccessibleName(plain(actions[id].text()))
            button.clicked.connect(actions[id].trigger)
            theme.dress(button, icon)
            line.addWidget(button)
        line.insertWidget(1, self._chosen, 1)
        return line

    def _draw(self, images: Iterator[QImage] | tuple[()]) -> None:
        for button in self._group.buttons():
            self._group.removeButton(button)
            self._grid.removeWidget(button)
            button.hide()
            button.deleteLater()
        for number, image in enumerate(images):
            button = QToolButton(checkable=True)
            button.setIconSize(QSize(THUMBNAIL_SIDE_PX, THUMBNAIL_SIDE_PX))
            button.setIcon(QIcon(QPixmap.fromImage(image)))
            button.setToolTip(translate("Repair", "Answer {which}").format(which=number + 1))
            button.setAccessibleName(button.toolTip())
            self._group.addButton(button, number)
            self._grid.addWidget(button, number // PICTURE_COLUMNS, number % PICTURE_COLUMNS)


def pictures(photo: Photo, applied: AppliedRepair) -> Iterator[QImage]:
    """Each answer where most was repaired, with a little around it."""
    patch = max(applied.patches, key=lambda patch: patch.box.area)
    margin = max(patch.box.width, patch.box.height) // MARGIN_DIVISOR
    room = patch.box.grown(margin) & photo.box
    inside = patch.box.shifted(-room.left, -room.top).slices
    step = max(1, max(room.width, room.height) // (2 * THUMBNAIL_SIDE_PX))
    colour = Colour(photo.display_icc)
    stored = photo.stored(room)
    for number in range(applied.alternatives):
        stored[inside] = patch.alternatives[min(number, len(patch.alternatives) - 1)]
        yield colour.image(Image.fromarray(photo.shown(stored[::step, ::step])))
