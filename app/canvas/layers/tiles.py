"""Tiles of a photo as images for the screen, computed in the background, kept up to a number of bytes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage, QPainter

from app.canvas.background import Background
from app.canvas.colour import Colour
from app.canvas.layers.levels import Source, TileKey, averaged, overview, photo_box
from app.document.mask_pyramid import level_box
from engine.pixels.box import EMPTY_BOX, Box

KEPT_BYTES = 256 << 20
OVERVIEW_KEY = TileKey(-1, 0, 0)


@dataclass
class Tile:
    """`stale`: the level pixels that changed since the image was computed."""

    image: QImage
    stale: Box = EMPTY_BOX


@dataclass(frozen=True)
class TilePart:
    """One computed part of a tile: level pixels `box`; the answer to an outdated `turn` is thrown away."""

    key: TileKey
    box: Box
    turn: int
    image: QImage


class TileCache:
    """Ask with `get`; `ready` is called with the photo pixels that can be drawn better than before.

    Only the GUI thread calls this; workers see `_wanted` under its lock and nothing else that changes.
    """

    def __init__(
        self,
        source: Source,
        photo: Box,
        *,
        colour: Colour,
        background: Background,
        ready: Callable[[Box], None],
        kept_bytes: int = KEPT_BYTES,
    ) -> None:
        """kept_bytes: of tiles that are out of view."""
        self.photo = photo
        self._source, self._colour, self._background, self._ready = source, colour, background, ready
        self._tiles: OrderedDict[TileKey, Tile] = OrderedDict()
        self._turn: dict[TileKey, int] = {}
        self._pending: set[TileKey] = set()
        self._lock = threading.Lock()
        self._wanted: dict[TileKey, tuple[Box, int]] = {}
        self._closed = False
        self._kept_bytes = kept_bytes

    @property
    def bytes(self) -> int:
        return sum(tile.image.sizeInBytes() for tile in self._tiles.values())

    @property
    def busy(self) -> bool:
        """Something asked for is not there yet."""
        return bool(self._pending)

    def close(self) -> None:
        """Nothing more is computed or reported."""
        self._closed = True
        with self._lock:
            self._wanted.clear()
        self._pending.clear()
        self._tiles.clear()

    def get(self, key: TileKey) -> Tile | None:
        """The tile as far as it is there; what is missing of it is on its way."""
        tile = self._tiles.get(key)
        if tile is not None:
            self._tiles.move_to_end(key)
        if tile is None or not tile.stale.empty:
            self._want(key)
        return tile

    def peek(self, key: TileKey) -> Tile | None:
        """The tile if it is there; nothing is computed."""
        return self._tiles.get(key)

    def overview(self) -> Tile | None:
        """The whole photo, coarsely: the first thing that can be shown."""
        return self.get(OVERVIEW_KEY)

    def coarser(self, key: TileKey) -> tuple[TileKey, Tile] | None:
        """A tile of a coarser level that is there and shows the same place."""
        for up in range(1, 8):
            above = TileKey(key.level + up, key.column >> up, key.row >> up)
            tile = self._tiles.get(above)
            if tile is not None:
                return above, tile
        return None

    def keep(self, shown: Iterable[TileKey]) -> None:
        """These are in view: forget what else was asked for, and the oldest tiles beyond the bound."""
        kept = {*shown, OVERVIEW_KEY}
        with self._lock:
            for key in [key for key in self._wanted if key not in kept]:
                del self._wanted[key]
                self._pending.discard(key)
        held = self.bytes
        for key in [key for key in self._tiles if key not in kept]:
            if held <= self._kept_bytes:
                return
            held -= self._tiles.pop(key).image.sizeInBytes()

    def change(self, box: Box) -> None:
        """These pixels of the photo are others now."""
        for key in {*self._tiles, *self._pending}:
            touched = self._area(key) & (box if key == OVERVIEW_KEY else level_box(box, key.level))
            if touched.empty:
                continue
            self._turn[key] = self._turn.get(key, 0) + 1
            tile = self._tiles.get(key)
            if tile is not None:
                tile.stale = touched | tile.stale
            if key in self._pending:
                self._pending.discard(key)
                self._want(key)
        self._ready(box)

    def _area(self, key: TileKey) -> Box:
        return self.photo if key == OVERVIEW_KEY else key.area(self.photo)

    def _want(self, key: TileKey) -> None:
        if key in self._pending or self._closed:
            return
        tile = self._tiles.get(key)
        box = tile.stale if tile and key != OVERVIEW_KEY else self._area(key)
        self._pending.add(key)
        with self._lock:
            self._wanted[key] = box, self._turn.get(key, 0)
        self._background.run(self._compute, self._accept)

    def _compute(self) -> TilePart | None:
        """In a worker: the overview before all, then what was asked for first and is still wanted."""
        with self._lock:
            if not self._wanted:
                return None
            key = OVERVIEW_KEY if OVERVIEW_KEY in self._wanted else next(iter(self._wanted))
            box, turn = self._wanted.pop(key)
        if key == OVERVIEW_KEY:
            picture = overview(self._source, self.photo)
        else:
            picture = averaged(self._source, box, key.level, self.photo)
        return TilePart(key, box, turn, self._colour.image(picture))

    def _accept(self, piece: TilePart | None) -> None:
        if piece is None or self._closed or piece.turn != self._turn.get(piece.key, 0):
            return
        self._pending.discard(piece.key)
        tile = self._tiles.get(piece.key)
        if tile is None or piece.box == self._area(piece.key):
            self._tiles[piece.key] = Tile(piece.image)
        else:
            _paste(tile.image, piece.image, piece.box, self._area(piece.key))
            tile.stale = EMPTY_BOX
        self._ready(
            self.photo if piece.key == OVERVIEW_KEY else photo_box(piece.box, piece.key.level, self.photo)
        )


def _paste(tile: QImage, piece: QImage, box: Box, area: Box) -> None:
    painter = QPainter(tile)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
    painter.drawImage(QPoint(box.left - area.left, box.top - area.top), piece)
    painter.end()
