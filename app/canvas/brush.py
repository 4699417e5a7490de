"""The brush that all tools share which draw strokes."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

MIN_SIZE_PX, MAX_SIZE_PX = 1.0, 2000.0
FEATHER_STEP = 0.1
MIN_FLOW, MIN_OPACITY = 0.01, 0.01


class Brush(QObject):
    """Round.

    size: diameter in photo pixels.  feather: the soft share of its radius, 0 hard to 1.  flow: how much one
    dab adds, so that a stroke is built up.  opacity: how much of a stroke into the photo is seen at most.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._size = 40.0
        self._feather = 0.0
        self._flow = 1.0
        self._opacity = 1.0

    @property
    def size(self) -> float:
        return self._size

    @size.setter
    def size(self, size: float) -> None:
        size = min(max(float(size), MIN_SIZE_PX), MAX_SIZE_PX)
        if size != self._size:
            self._size = size
            self.changed.emit()

    @property
    def feather(self) -> float:
        return self._feather

    @feather.setter
    def feather(self, feather: float) -> None:
        feather = round(min(max(float(feather), 0.0), 1.0), 3)
        if feather != self._feather:
            self._feather = feather
            self.changed.emit()

    @property
    def flow(self) -> float:
        return self._flow

    @flow.setter
    def flow(self, flow: float) -> None:
        flow = round(min(max(float(flow), MIN_FLOW), 1.0), 3)
        if flow != self._flow:
            self._flow = flow
            self.changed.emit()

    @property
    def opacity(self) -> float:
        return self._opacity

    @opacity.setter
    def opacity(self, opacity: float) -> None:
        opacity = round(min(max(float(opacity), MIN_OPACITY), 1.0), 3)
        if opacity != self._opacity:
            self._opacity = opacity
            self.changed.emit()

    @property
    def radius(self) -> float:
        return self._size / 2

    def grow(self, steps: float) -> None:
        """`]` is one step, `[` is minus one: about an eighth of the size, at least a pixel."""
        scaled = self._size * 1.125**steps
        least = self._size + (1 if steps > 0 else -1) * min(abs(steps), 1)
        self.size = round(max(scaled, least) if steps > 0 else min(scaled, least), 2)

    def soften(self, steps: float) -> None:
        """Shift+`]` is one step softer, Shift+`[` one harder."""
        self.feather = self._feather + FEATHER_STEP * steps
