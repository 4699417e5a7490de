"""What the window shows while no photo is open: where to drop one, three samples, and the last eight."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QAction, QIcon, QImage
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.jobs.lane import Lane
from app.session.thumbnails import THUMBNAIL_SIDE_PX, thumbnails
from app.settings.recent import Recent
from app.text import translate
from app.theme.theme import Theme
from app.widgets.buttons import follow_tip, mark_drop_target
from app.widgets.pictures import centred
from engine.job import Job
from engine.system.paths import resource

PICTURE_COLUMNS = 4
TILE_SIZE = QSize(THUMBNAIL_SIDE_PX, THUMBNAIL_SIDE_PX * 2 // 3)
SAMPLES = ("ball-on-grass", "old-print", "caption")  # Files in resources/samples.


def sample_titles() -> dict[Path, str]:
    """The photos that ship with the program, one for each use, and what they are called."""
    titles = (
        translate("Empty", "Remove an object"),
        translate("Empty", "Repair an old print"),
        translate("Empty", "Find a caption"),
    )
    return {resource("samples") / f"{name}.jpg": title for name, title in zip(SAMPLES, titles, strict=True)}


class EmptyPage(QWidget):
    opened = Signal(object)  # Path of a recent photo
    sample_opened = Signal(object)  # Path

    def __init__(self, recent: Recent, theme: Theme, *, open_photo: QAction) -> None:
        super().__init__(objectName="empty")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._recent = recent
        self._theme = theme
        self._lane = Lane(self)
        self._lane.finished.connect(self._show_thumbnails)
        self.tiles: dict[Path, QToolButton] = {}  # of recent photos
        self.samples: dict[Path, QToolButton] = {}
        self._drop = QFrame(objectName="drop")
        self._grid = QGridLayout(spacing=8)
        self._title = self._captioned(translate("Empty", "Recent photos"))
        self._build(open_photo)

    def refresh(self) -> None:
        """Draw the recent photos anew."""
        for button in self.tiles.values():
            button.deleteLater()
        self.tiles = {
            path: self._tile(path, path.name, str(path), self.opened) for path in self._recent.paths
        }
        for index, button in enumerate(self.tiles.values()):
            self._grid.addWidget(button, index // PICTURE_COLUMNS, index % PICTURE_COLUMNS)
        self._title.setVisible(bool(self.tiles))
        paths = [*self.samples, *self.tiles]
        if not self._lane.busy:
            self._lane.start(lambda job: _drawn(paths, job), "")

    def set_hot(self, hot: bool) -> None:
        """A photo is held over the window."""
        mark_drop_target(self._drop, hot)

    def close_lane(self) -> None:
        self._lane.close()

    def _build(self, open_photo: QAction) -> None:
        headline = QLabel(translate("Empty", "Drop a photo here"), alignment=Qt.AlignmentFlag.AlignCenter)
        headline.setObjectName("headline")
        hint = QLabel(
            translate(
                "Empty",
                "Paint over what should go, choose Remove, and it is gone. The rest of the file stays.",
            ),
            alignment=Qt.AlignmentFlag.AlignCenter,
            wordWrap=True,
        )
        hint.setProperty("role", "caption")
        self.open_button = QPushButton(f"\u2002{translate('Empty', 'Open a photo')}")
        self.open_button.setProperty("verb", True)
        follow_tip(self.open_button, open_photo)
        self.open_button.clicked.connect(open_photo.trigger)
        self._theme.dress(self.open_button, "folder-open", on_accent=True)
        verbs = QHBoxLayout(spacing=8)
        verbs.addStretch(1)
        verbs.addWidget(self.open_button)
        verbs.addStretch(1)
        inside = QVBoxLayout(self._drop)
        inside.setContentsMargins(32, 48, 32, 48)
        inside.setSpacing(16)
        for part in (headline, hint):
            inside.addWidget(part)
        inside.addLayout(verbs)
        middle = QVBoxLayout(spacing=16)
        middle.addStretch(1)
        middle.addWidget(self._drop)
        middle.addWidget(self._captioned(translate("Empty", "Or try it on a sample")))
        middle.addLayout(self._sample_row())
        middle.addWidget(self._title)
        self._grid.setAlignment(Qt.AlignmentFlag.AlignLeft)
        middle.addLayout(self._grid)
        middle.addStretch(1)
        self._drop.setFixedWidth(PICTURE_COLUMNS * (THUMBNAIL_SIDE_PX + 8) + 24)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addLayout(middle)
        row.addStretch(1)

    @staticmethod
    def _captioned(text: str) -> QLabel:
        label = QLabel(text)
        label.setProperty("role", "caption")
        return label

    def _sample_row(self) -> QHBoxLayout:
        row: QHBoxLayout = QHBoxLayout(spacing=8)
        for path, title in sample_titles().items():
            self.samples[path] = self._tile(path, title, title, self.sample_opened)
            row.addWidget(self.samples[path])
        row.addStretch(1)
        return row

    def _tile(self, path: Path, title: str, hint: str, chosen: SignalInstance) -> QToolButton:
        button = QToolButton(text=self._shortened(title), toolTip=hint)
        button.setAccessibleName(title)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setIconSize(TILE_SIZE)
        self._theme.dress(button, "image")
        button.setFixedWidth(THUMBNAIL_SIDE_PX + 8)
        button.clicked.connect(lambda: chosen.emit(path))
        return button

    def _shortened(self, name: str) -> str:
        return self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, THUMBNAIL_SIDE_PX)

    def _show_thumbnails(self, drawn: dict[Path, QImage]) -> None:
        for path, image in drawn.items():
            button = self.samples.get(path) or self.tiles.get(path)
            if button is not None:
                self._theme.undress(button)
                button.setIcon(QIcon(centred(image, TILE_SIZE)))


def _drawn(paths: list[Path], job: Job) -> dict[Path, QImage]:
    return dict(thumbnails(paths, job))
