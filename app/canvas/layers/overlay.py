"""Planes over the photo: tinted by their value, with an outline that is one pixel at every zoom."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage

from app.canvas.layers.layer import Layer, Words, rect
from app.canvas.viewport import Viewport
from app.document.mask_pyramid import MaskLevels, sampled
from app.document.planes import ESTIMATED_LINE_VALUE, LINE_VALUE
from engine.pixels.box import Box
from engine.pixels.mask import Mask

MASK_COLOURS = {"magenta": "#ff1fd0", "cyan": "#00d9ff", "yellow": "#ffe600"}
MASK_OPACITY = 0.45
HATCH_LINE, HATCH_GAP = 0.85, 0.12  # opacities of the hatch's lines and of what lies between
HATCH_EVERY, HATCH_WIDTH = 8, 2  # px at 100 % screen scaling
TAKE_COLOUR, AVOID_COLOUR, GUIDE_OPACITY = "#2fbf4f", "#e5342b", 0.28
# Of the sketch: lines that were drawn, lines that a method expects, and what sets both off.
DRAWN_LINE_COLOUR, ESTIMATED_LINE_COLOUR, LINE_HALO_COLOUR = "#ffffff", "#9fd0ff", QColor(0, 0, 0, 200)


class OverlayLayer(Layer):
    """`levels` is what is drawn, None for nothing.  _tint and _edge: 256 words each, by the plane's value."""

    _tint: Words
    _edge: Words
    reach = 1  # px at 100 % screen scaling that a value is seen around its own place

    def __init__(self) -> None:
        super().__init__(QImage.Format.Format_ARGB32_Premultiplied)
        self.levels: MaskLevels | None = None

    def show(self, levels: MaskLevels | None) -> None:
        self.levels = levels
        self.invalidate()

    @property
    def behind(self) -> bool:
        """There is more to draw than one frame had time for."""
        return self.levels is not None and self.levels.behind

    def draw(self, viewport: Viewport, ratio: float) -> None:
        """Bring what is stale up to date."""
        if self.levels is not None:
            for box in self.levels.catch_up():
                self.invalidate(rect(viewport.cover(box).grown(1 + self.reach * max(1, round(ratio)))))
        for area in self.take():
            rows, columns = area.slices
            self.words[rows, columns] = self._drawn(area, viewport, max(1, round(ratio)))

    def _drawn(self, area: Box, viewport: Viewport, width: int) -> Words | np.uint32:
        if self.levels is None or viewport.empty or not self.levels.marked:
            return np.uint32(0)
        values = sampled(
            self.levels.planes, area.grown(width), left=viewport.left, top=viewport.top, scale=viewport.scale
        )
        inner = values[width:-width, width:-width]
        if not inner.any():
            return np.uint32(0)
        words = self._tinted(inner, area.shifted(-viewport.left, -viewport.top), width)
        edge = outline(values, width)
        words[edge] = self._edge[inner[edge]]
        return words

    def _tinted(self, values: Mask, area: Box, ratio: int) -> Words:  # noqa: ARG002
        return self._tint.take(values, mode="clip")  # several times faster than "raise"


class MaskOverlay(OverlayLayer):
    """colour: a name of MASK_COLOURS.  hatch: stripes, for those who cannot tell the colours."""

    def __init__(self) -> None:
        super().__init__()
        self.look("magenta", hatch=False)

    def look(self, colour: str, *, hatch: bool) -> None:
        self.colour, self.hatch = colour, hatch
        shown = QColor(MASK_COLOURS[colour])
        self._tint = ramp(shown, MASK_OPACITY)
        self._line, self._gap = ramp(shown, HATCH_LINE), ramp(shown, HATCH_GAP)
        self._edge = np.full(256, shown.rgba(), np.uint32)
        self.invalidate()

    def _tinted(self, values: Mask, area: Box, ratio: int) -> Words:
        if not self.hatch:
            return self._tint.take(values, mode="clip")  # several times faster than "raise"
        # Counted from the photo's corner, so that the stripes stand still on it.
        across = np.arange(area.left, area.right)[None] + np.arange(area.top, area.bottom)[:, None]
        stripe = across % (HATCH_EVERY * ratio) < HATCH_WIDTH * ratio
        return np.where(stripe, self._line.take(values), self._gap.take(values))


class SourceOverlay(OverlayLayer):
    """The source guide: 1 take from here, 2 not from here."""

    def __init__(self) -> None:
        super().__init__()
        self._tint, self._edge = np.zeros(256, np.uint32), np.zeros(256, np.uint32)
        for value, colour in ((1, TAKE_COLOUR), (2, AVOID_COLOUR)):
            self._tint[value] = ramp(QColor(colour), GUIDE_OPACITY)[255]
            self._edge[value] = QColor(colour).rgba()


class SketchOverlay(OverlayLayer):
    """The sketch: light lines in a dark halo, which show on every photo and through every mask."""

    reach = 2

    def __init__(self) -> None:
        super().__init__()
        self._tint = self._edge = np.zeros(256, np.uint32)
        for value, colour in ((ESTIMATED_LINE_VALUE, ESTIMATED_LINE_COLOUR), (LINE_VALUE, DRAWN_LINE_COLOUR)):
            self._tint[value] = QColor(colour).rgba()
        self._halo = ramp(QColor(LINE_HALO_COLOUR.rgb()), LINE_HALO_COLOUR.alphaF())[255]

    def _drawn(self, area: Box, viewport: Viewport, width: int) -> Words | np.uint32:
        if self.levels is None or viewport.empty or not self.levels.marked:
            return np.uint32(0)
        values = sampled(
            self.levels.planes, area.grown(width), left=viewport.left, top=viewport.top, scale=viewport.scale
        )
        lines = values >= ESTIMATED_LINE_VALUE
        if not lines.any():
            return np.uint32(0)
        words = self._tint.take(values[width:-width, width:-width], mode="clip")
        words[~_within(~lines, width) & (words == 0)] = self._halo
        return words


def outline(mask: Mask, width: int) -> NDArray[np.bool_]:
    """Marked pixels within `width` of an unmarked one, a side or corner away.

    mask: (H + 2·width)×(W + 2·width).  Returns H×W.
    """
    marked = mask > 0
    return marked[width:-width, width:-width] & ~_within(marked, width)


def _within(marked: NDArray[np.bool_], width: int) -> NDArray[np.bool_]:
    """Marked, and all that lies within `width` of it: (H + 2·width)×(W + 2·width) → H×W."""
    inside = marked
    for _ in range(width):
        rows = inside[:-2] & inside[1:-1] & inside[2:]
        inside = rows[:, :-2] & rows[:, 1:-1] & rows[:, 2:]
    return inside


def ramp(colour: QColor, opacity: float) -> Words:
    """256 premultiplied words, more opaque with the plane's value."""
    alpha = np.rint(np.arange(256) * opacity).astype(np.uint32)
    red, green, blue = ((alpha * part + 127) // 255 for part in (colour.red(), colour.green(), colour.blue()))
    words: Words = (alpha << 24) | (red << 16) | (green << 8) | blue
    return words
