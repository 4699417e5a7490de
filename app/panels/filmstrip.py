"""The photos of the folder in a strip below the canvas, with a mark on those that were repaired."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QFrame, QListView

from app.session.folder_photos import FolderPhotos, Listing
from app.text import translate
from app.theme import icons
from app.theme.theme import Theme
from app.widgets.pictures import PIXEL_RATIO, centred, reduced

PICTURE_SIZE = QSize(96, 64)
CELL_SIZE = QSize(PICTURE_SIZE.width() + 8, PICTURE_SIZE.height() + 8)
SYMBOL_SIDE_PX, MARK_SIDE_PX, MARK_MARGIN_PX = 24, 16, 3
MAX_KEPT_PICTURES = 400
Index = QModelIndex | QPersistentModelIndex


class _Model(QAbstractListModel):
    """Asks for a picture when the view first needs it, and so never for one that is not seen."""

    def __init__(self, photos: FolderPhotos, theme: Theme, parent: Filmstrip) -> None:
        super().__init__(parent)
        self._photos, self._theme = photos, theme
        self.listing = Listing(Path(), (), frozenset())
        self._places: dict[Path, int] = {}
        self._pictures: OrderedDict[Path, QImage | None] = OrderedDict()
        self._icons: dict[Path, QIcon] = {}
        self._asked: set[Path] = set()
        photos.drawn.connect(self._take)

    def set_listing(self, listing: Listing) -> None:
        if listing == self.listing:
            return
        self.beginResetModel()
        if listing.folder != self.listing.folder:
            self._pictures.clear()
        self.listing = listing
        self._places = {path: place for place, path in enumerate(listing.photos)}
        self._asked.clear()
        self._icons.clear()
        self.endResetModel()

    def place(self, path: Path) -> int:
        """Its row; -1 where it is not listed."""
        return self._places.get(path, -1)

    def forget(self, path: Path) -> None:
        """The file is another one now."""
        self._pictures.pop(path, None)
        self._redraw(path)

    def redraw(self) -> None:
        """In other colours."""
        self._icons.clear()
        self.dataChanged.emit(self.index(0), self.index(self.rowCount() - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.listing.photos)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        path = self.listing.photos[index.row()]
        if role == Qt.ItemDataRole.DecorationRole:
            return self._icon(path)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            if path not in self.listing.repaired:
                return path.name
            return translate("Filmstrip", "{name}, repaired").format(name=path.name)
        return CELL_SIZE if role == Qt.ItemDataRole.SizeHintRole else None

    def _icon(self, path: Path) -> QIcon:
        if path not in self._pictures and path not in self._asked:
            self._asked.add(path)
            self._photos.want(path)
        if path not in self._icons:
            picture = self._pictures.get(path)
            symbol = "image-off" if path in self._pictures else "image"
            self._icons[path] = _icon(picture, symbol, self._theme, marked=path in self.listing.repaired)
        return self._icons[path]

    def _take(self, path: Path, picture: QImage | None) -> None:
        if path not in self._places:
            return
        self._asked.discard(path)
        self._pictures[path] = picture if picture is None else reduced(picture, PICTURE_SIZE)
        while len(self._pictures) > MAX_KEPT_PICTURES:
            oldest, _ = self._pictures.popitem(last=False)
            self._icons.pop(oldest, None)
        self._redraw(path)

    def _redraw(self, path: Path) -> None:
        self._icons.pop(path, None)
        if path in self._places:
            index = self.index(self._places[path])
            self.dataChanged.emit(index, index, [Qt.ItemDataRole.DecorationRole])


class Filmstrip(QListView):
    """A click opens a photo; the one that is open is marked and in view."""

    chosen = Signal(object)  # Path

    def __init__(self, photos: FolderPhotos, theme: Theme) -> None:
        super().__init__(objectName="filmstrip")
        self._photos, self._path = photos, Path()
        self._model = _Model(photos, theme, self)
        self.setModel(self._model)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setUniformItemSizes(True)
        self.setIconSize(PICTURE_SIZE)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(CELL_SIZE.height() + self.horizontalScrollBar().sizeHint().height() + 4)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(translate("Filmstrip", "Photos of the folder"))
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)
        photos.listed.connect(self._show)
        theme.changed.connect(lambda _: self._model.redraw())

    @property
    def listing(self) -> Listing:
        """What is shown."""
        return self._model.listing

    def follow(self, path: Path) -> None:
        """This photo is open: its folder is read anew, for it may hold another result."""
        self._path = path.absolute()
        self._mark()
        self._photos.list(self._path.parent)

    def note_written(self, path: Path) -> None:
        """A file was written."""
        self._model.forget(path.absolute())

    def _show(self, listing: Listing) -> None:
        if listing.folder == self._path.parent:
            self._model.set_listing(listing)
            self._mark()

    def _mark(self) -> None:
        index = self._model.index(self._model.place(self._path))
        self.setCurrentIndex(index)
        if index.isValid():
            self.scrollTo(index, QListView.ScrollHint.PositionAtCenter)

    def _choose(self, index: Index) -> None:
        path = self._model.listing.photos[index.row()]
        if path != self._path:
            self.chosen.emit(path)
            self._mark()  # Until it is open, and where it is not opened, the old one stays marked.


def _icon(picture: QImage | None, symbol: str, theme: Theme, *, marked: bool) -> QIcon:
    colours = theme.colours
    if picture is None:
        side = round(SYMBOL_SIDE_PX * PIXEL_RATIO)
        picture = icons.pixmap(symbol, colours.muted, side).toImage()
        picture.setDevicePixelRatio(PIXEL_RATIO)
    tile = centred(picture, PICTURE_SIZE)
    if marked:
        room = PICTURE_SIZE - picture.deviceIndependentSize().toSize()
        corner = PICTURE_SIZE - room / 2
        _draw_mark(tile, corner, ground=colours.panel, tick=colours.good)
    icon = QIcon(tile)
    icon.addPixmap(tile, QIcon.Mode.Selected)  # Qt would tint it.
    return icon


def _draw_mark(tile: QPixmap, corner: QSize, *, ground: str, tick: str) -> None:
    """A tick on a disc.  corner: where the picture ends, at the lower right."""
    left = max(corner.width() - MARK_SIDE_PX - MARK_MARGIN_PX, 1)
    top = max(corner.height() - MARK_SIDE_PX - MARK_MARGIN_PX, 1)
    with QPainter(tile) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawEllipse(left - 1, top - 1, MARK_SIDE_PX + 2, MARK_SIDE_PX + 2)
        symbol = icons.pixmap("circle-check", tick, round(MARK_SIDE_PX * PIXEL_RATIO))
        painter.drawPixmap(left, top, MARK_SIDE_PX, MARK_SIDE_PX, symbol)
