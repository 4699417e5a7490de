"""Icons: the Lucide files of resources/icons, drawn in the theme's colours."""

from __future__ import annotations

import functools
from typing import Protocol

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.theme.colours import Colours
from engine.system.paths import resource

STROKE_WIDTH = "1.75"  # Lucide's 2 is heavy at 20 px.
_ICON_SIDES_PX = (16, 20, 24, 32, 40, 64)  # 20 and 24 px at one, one and a half, and two device pixels.


class HasIcon(Protocol):
    """QAction, QToolButton, QPushButton."""

    def setIcon(self, icon: QIcon) -> None: ...
    def setProperty(self, name: str, value: object) -> bool: ...


@functools.cache
def _renderer(name: str) -> QSvgRenderer:
    source = resource("icons", f"{name}.svg").read_text("utf-8")
    return QSvgRenderer(
        QByteArray(source.replace('stroke-width="2"', f'stroke-width="{STROKE_WIDTH}"').encode())
    )


@functools.cache
def _shape(name: str, side: int) -> QPixmap:
    """Drawn once, in black: colouring it costs a tenth of that, so that a change of theme is not noticed."""
    drawn = QPixmap(side, side)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    _renderer(name).render(painter, QRectF(0, 0, side, side))
    painter.end()
    return drawn


def pixmap(name: str, colour: str, side: int) -> QPixmap:
    """The icon in one colour, side × side device pixels."""
    drawn = _shape(name, side).copy()
    painter = QPainter(drawn)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(drawn.rect(), QColor(colour))
    painter.end()
    return drawn


@functools.lru_cache(maxsize=512)
def icon(name: str, colours: Colours, *, on_accent: bool = False) -> QIcon:
    """The icon for all states; `on_accent` where it stands on the accent colour."""
    made = QIcon()
    normal = colours.on_accent if on_accent else colours.text
    for side in _ICON_SIDES_PX:
        made.addPixmap(pixmap(name, normal, side), QIcon.Mode.Normal, QIcon.State.Off)
        made.addPixmap(pixmap(name, colours.disabled, side), QIcon.Mode.Disabled, QIcon.State.Off)
        if not on_accent:
            made.addPixmap(pixmap(name, colours.focus, side), QIcon.Mode.Normal, QIcon.State.On)
    return made
