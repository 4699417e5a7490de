"""Draws the photo's tiles: surround, checkerboard under alpha, the best picture there is of each place."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSizeF
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPixmap

from app.canvas.layers.layer import Layer, rect, scaled
from app.canvas.layers.levels import TileKey, keys
from app.canvas.layers.tiles import OVERVIEW_KEY, Tile, TileCache
from app.canvas.rotation import rotated_painter
from app.canvas.viewport import Viewport
from app.document.mask_pyramid import level_box
from engine.pixels.box import Box

BLOCKS_FROM = 2.0  # scale from which pixels are shown as squares, to be judged one by one
CHECK_SIDE_PX = 8  # At 100 % screen scaling.


class PhotoLayer(Layer):
    def __init__(self) -> None:
        super().__init__(QImage.Format.Format_RGB32)
        self.surround = QColor("#2a2a2a")
        self.tiles: TileCache | None = None
        self.instead: TileCache | None = None  # what is shown where no tile is there yet
        self._checks: QBrush | None = None
        self._checks_size = 0

    def change(self, photo_box: Box, viewport: Viewport) -> None:
        """These photo pixels look different now."""
        self.invalidate(rect(viewport.cover(photo_box).grown(2)))

    def paint(self, painter: QPainter, exposed: QRect, viewport: Viewport, ratio: float) -> None:
        """Lay it over a widget, which then is painted in device pixels.  exposed: in logical ones."""
        sheet = viewport.sheet()
        self.place(QPoint(sheet.left, sheet.top), sheet.scale)
        self.draw(sheet, ratio)
        painter.scale(1 / ratio, 1 / ratio)
        area = scaled(exposed, ratio)
        if viewport.angle:
            with rotated_painter(painter, viewport, area):
                painter.drawImage(0, 0, self.image)
        else:
            area &= self.image.rect()
            painter.drawImage(area.topLeft(), self.image, area)

    def draw(self, viewport: Viewport, ratio: float) -> None:
        """Bring all that is stale up to date."""
        stale = self.take()
        if not stale:
            return
        painter = QPainter(self.image)
        for area in stale:
            painter.setClipRect(rect(area))
            painter.fillRect(rect(area), self.surround)
            if self.tiles is not None and not viewport.empty:
                self._draw_photo(painter, area, viewport, ratio)
        painter.end()
        if self.tiles is not None and not viewport.empty:
            self.tiles.keep(_in_view(viewport))

    def _draw_photo(self, painter: QPainter, area: Box, viewport: Viewport, ratio: float) -> None:
        assert self.tiles is not None
        shown = area & viewport.photo_in_view
        if shown.empty:
            return
        coarse = self.tiles.overview()
        if coarse is not None and coarse.image.hasAlphaChannel():
            painter.fillRect(rect(shown), self._checkerboard(round(CHECK_SIDE_PX * ratio), viewport))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, viewport.scale < BLOCKS_FROM)
        for key in keys(level_box(viewport.under(shown), viewport.level), viewport.level):
            self._draw_tile(painter, key, shown, viewport)

    def _draw_tile(self, painter: QPainter, key: TileKey, shown: Box, viewport: Viewport) -> None:
        assert self.tiles is not None
        clip = shown & _in_pixels(key.core(self.tiles.photo), key.level, viewport)
        if clip.empty:
            return
        painter.setClipRect(rect(clip))
        drawn, tile = self._best(key)
        if tile is not None:
            box = self.tiles.photo if drawn == OVERVIEW_KEY else drawn.area(self.tiles.photo)
            scale = viewport.scale * (1 << max(drawn.level, 0))
            draw_piece(painter, tile.image, _exact(box, scale, viewport), clip)

    def _best(self, key: TileKey) -> tuple[TileKey, Tile | None]:
        """The finest picture that there is of a tile's place."""
        assert self.tiles is not None
        tile = self.tiles.get(key) or (self.instead.peek(key) if self.instead else None)
        if tile is not None:
            return key, tile
        return self.tiles.coarser(key) or (OVERVIEW_KEY, self.tiles.overview())

    def _checkerboard(self, side: int, viewport: Viewport) -> QBrush:
        if self._checks is None or self._checks_size != side:
            pattern = QPixmap(2 * side, 2 * side)
            pattern.fill(QColor("#c8c8c8"))
            painter = QPainter(pattern)
            for at in (0, side):
                painter.fillRect(at, at, side, side, QColor("#a4a4a4"))
            painter.end()
            self._checks, self._checks_size = QBrush(pattern), side
        brush = QBrush(self._checks)
        brush.setTransform(brush.transform().translate(viewport.left, viewport.top))
        return brush


def draw_piece(painter: QPainter, image: QImage, target: QRectF, clip: Box) -> None:
    """Draw what of an image lies in `clip`: one blown up whole would leave the painter's number range."""
    across, down = target.width() / image.width(), target.height() / image.height()
    left = max(int((clip.left - target.left()) / across) - 2, 0)
    top = max(int((clip.top - target.top()) / down) - 2, 0)
    right = min(int((clip.right - target.left()) / across) + 3, image.width())
    bottom = min(int((clip.bottom - target.top()) / down) + 3, image.height())
    if right <= left or bottom <= top:
        return
    source = QRectF(left, top, right - left, bottom - top)
    corner = QPointF(target.left() + left * across, target.top() + top * down)
    part = QRectF(corner, QSizeF(source.width() * across, source.height() * down))
    if part == QRectF(part.toRect()) and part.size() == source.size():
        painter.drawImage(part.topLeft().toPoint(), image, source.toRect())
    else:
        painter.drawImage(part, image, source)


def _in_view(viewport: Viewport) -> Iterator[TileKey]:
    return keys(level_box(viewport.under(viewport.view), viewport.level), viewport.level)


def _exact(area: Box, scale: float, viewport: Viewport) -> QRectF:
    """Where level pixels lie in the view."""
    corner = QPointF(viewport.left + area.left * scale, viewport.top + area.top * scale)
    return QRectF(corner, QSizeF(area.width * scale, area.height * scale))


def _in_pixels(core: Box, level: int, viewport: Viewport) -> Box:
    """The whole view pixels of a tile: neighbours meet without gap or overlap."""
    exact = _exact(core, viewport.scale * (1 << level), viewport)
    return Box(round(exact.left()), round(exact.top()), round(exact.right()), round(exact.bottom()))
