"""The tiles of a comparison in a grid, of which two can be shown in turns at the same place."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from app.canvas.background import Background
from app.canvas.layers.levels import Source
from app.canvas.result_view import LinkedViews, ResultView
from app.compare.tile import ResultTile, filled_source
from app.session.comparison import ComparedFill
from app.text import translate
from engine.photo import Photo
from engine.pixels.box import EMPTY_BOX, Box

BLINK_MS = 700  # Each of two fills is shown so long: well below three flashes a second.
BEFORE_KEY = "before"
TILE_GAP_PX, MIN_TILE_WIDTH_PX = 4, 200
TILE_FRAME = QSize(20, 40)  # px that a tile takes around its view, about.
ARROW_PAN_PX = 64  # Of a view, at 100 % screen scaling.
DIRECTION_BY_ARROW_KEY = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class Board(QStackedWidget):
    """One page has all tiles, the other shows the current tile and the one before it in turns."""

    changed = Signal()  # another tile is current, or blinking began or ended

    def __init__(self) -> None:
        super().__init__()
        self._background = Background(self)
        self._links = LinkedViews()
        self._photo: Photo | None = None
        self._home = EMPTY_BOX
        self._tiles: dict[str, ResultTile] = {}
        self._pair = (BEFORE_KEY, BEFORE_KEY)  # the keys of the current tile and of the one before it
        self._surround = QColor("#2a2a2a")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._grid = QWidget()
        self._columns = 1
        self.addWidget(self._grid)
        self.addWidget(self._blink_page())
        self._timer = QTimer(self)
        self._timer.setInterval(BLINK_MS)
        self._timer.timeout.connect(self.swap)

    def _blink_page(self) -> QWidget:
        page = QWidget()
        self._shown_name = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._shown_name.setProperty("role", "title")
        self._views = QStackedWidget()
        self._first_view, self._second_view = (ResultView(self._links, self._background) for _ in range(2))
        for view in self._blink_views():
            self._views.addWidget(view)
        column = QVBoxLayout(page)
        column.setContentsMargins(4, 4, 4, 4)
        column.setSpacing(4)
        column.addWidget(self._shown_name)
        column.addWidget(self._views, 1)
        return page

    # The tiles

    @property
    def tiles(self) -> list[ResultTile]:
        return list(self._tiles.values())

    @property
    def current_key(self) -> str:
        return self._pair[0]

    @property
    def current(self) -> ResultTile | None:
        return self._tiles.get(self._pair[0])

    @property
    def second(self) -> ResultTile | None:
        """The tile that was current before."""
        return self._tiles.get(self._pair[1])

    def start(self, photo: Photo, home: Box) -> None:
        """Begin with the photo as it is alone.  home: what all views show first."""
        self.clear()
        self._photo, self._home = photo, home
        self._links.start(home)
        self._add(BEFORE_KEY, translate("Canvas", "Before")).show_before(photo)
        self.choose(BEFORE_KEY)

    def show_fill(self, fill: ComparedFill, name: str) -> None:
        """A fill that is new or stands differently now."""
        if self._photo is None:
            return
        tile = self._tiles.get(fill.key) or self._add(fill.key, name)
        tile.show_fill(fill, name, self._photo)

    def clear(self) -> None:
        """Let go of all fills and end the threads."""
        self.blink(False)
        for tile in self._tiles.values():
            tile.close_tile()
        self._tiles.clear()
        self._photo = None
        self._background.close()

    def set_surround(self, colour: QColor) -> None:
        self._surround = colour
        for view in self._all_views():
            view.set_surround(colour)

    def choose(self, key: str) -> None:
        """Make a tile the current one."""
        if key not in self._tiles:
            return
        if key != self._pair[0]:
            self._pair = key, self._pair[0]
        for tile in self._tiles.values():
            tile.set_role({self._pair[1]: "second", self._pair[0]: "current"}.get(tile.key, ""))
        self.changed.emit()

    def _add(self, key: str, name: str) -> ResultTile:
        tile = ResultTile(key, name, self._links, self._background, self._grid)
        tile.view.set_surround(self._surround)
        tile.chosen.connect(lambda: self.choose(key))
        tile.arrow.connect(lambda arrow: self._step(key, Qt.Key(arrow)))
        self._tiles[key] = tile
        self._arrange()
        tile.show()
        return tile

    def _arrange(self) -> None:
        """All tiles have the same size, to the pixel, so that they show the same part at the same scale.

        There are as many columns as show it largest, and names in full.
        """
        most = max(min(len(self._tiles), self.width() // MIN_TILE_WIDTH_PX), 1)
        choices = range(1, most + 1)
        self._columns = max(choices, key=lambda columns: self._scale(self._tile_size(columns)))
        size = self._tile_size(self._columns)
        for number, tile in enumerate(self._tiles.values()):
            row, column = divmod(number, self._columns)
            corner = QPoint(column * (size.width() + TILE_GAP_PX), row * (size.height() + TILE_GAP_PX))
            tile.setGeometry(QRect(corner, size))

    def _tile_size(self, columns: int) -> QSize:
        rows = -(-max(len(self._tiles), 1) // columns)
        return QSize(
            (self.width() - (columns - 1) * TILE_GAP_PX) // columns,
            (self.height() - (rows - 1) * TILE_GAP_PX) // rows,
        )

    def _scale(self, tile: QSize) -> float:
        """How large a tile of this size shows what all views show first."""
        view = tile - TILE_FRAME
        return min(view.width() / max(self._home.width, 1), view.height() / max(self._home.height, 1))

    def _step(self, key: str, arrow: Qt.Key) -> None:
        """The focus goes to a neighbour."""
        across, down = DIRECTION_BY_ARROW_KEY[arrow]
        keys = list(self._tiles)
        at = keys.index(key) + across + down * self._columns
        if 0 <= at < len(keys):
            self._tiles[keys[at]].setFocus()

    # Blinking

    @property
    def can_blink(self) -> bool:
        """Two different photos can be shown."""
        return self._pair[0] != self._pair[1] and None not in map(self._source, self._pair)

    @property
    def blinking(self) -> bool:
        return self.currentIndex() == 1

    @property
    def shown_name(self) -> str:
        """Of what is shown now while blinking."""
        return self._shown_name.text()

    def blink(self, on: bool) -> None:
        """Show the current tile and the one before it in turns, or all tiles again."""
        if on == self.blinking or (on and not self.can_blink):
            return
        assert not on or self._photo is not None
        for number, view in enumerate(self._blink_views()):
            source = self._source(self._pair[number]) if on else None
            if source is not None and self._photo is not None:
                view.set_surround(self._surround)
                view.show_photo(self._photo, source)
            else:
                view.clear()
        self.setCurrentIndex(int(on))
        self._views.setCurrentIndex(0)
        self._timer.start() if on else self._timer.stop()
        if on:
            self.setFocus()
        elif self.current is not None:
            self.current.setFocus()
        self._name()

    def swap(self) -> None:
        """Show the other of the two, which is the current one then."""
        if not self.blinking:
            return
        self._views.setCurrentIndex(1 - self._views.currentIndex())
        self.choose(self._pair[1])
        self._name()

    def _name(self) -> None:
        self._shown_name.setText(self.current.name if self.current is not None else "")
        self.changed.emit()

    def _source(self, key: str) -> Source | None:
        tile = self._tiles.get(key)
        if tile is None or self._photo is None:
            return None
        if tile.fill is None:
            return self._photo.display
        return filled_source(self._photo, tile.fill) if tile.fill.state == "filled" else None

    def _blink_views(self) -> list[ResultView]:
        return [self._first_view, self._second_view]

    def _all_views(self) -> list[ResultView]:
        return [*(tile.view for tile in self._tiles.values()), *self._blink_views()]

    # Zoom

    @property
    def view(self) -> ResultView | None:
        """One that is seen; all others look where it does."""
        if self.blinking:
            return self._blink_views()[self._views.currentIndex()]
        return self.current.view if self.current is not None else None

    def home(self, home: Box) -> None:
        """All views show a box of the photo."""
        self._links.start(home)

    # Qt's events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space swaps by hand; Shift and an arrow move all views."""
        step, view = DIRECTION_BY_ARROW_KEY.get(Qt.Key(event.key())), self.view
        if event.key() == Qt.Key.Key_Space and self.blinking:
            self._timer.stop()
            self.swap()
        elif step is not None and view is not None:
            by = -ARROW_PAN_PX * view.ratio
            view.move_by(step[0] * by, step[1] * by)
        else:
            super().keyPressEvent(event)
