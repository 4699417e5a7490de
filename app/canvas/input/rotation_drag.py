"""Rotates the view by a drag with R held, as hands know it from other editors."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt

if TYPE_CHECKING:
    from app.canvas.input.surface import InputSurface

ROTATION_KEY = Qt.Key.Key_R
MIN_ARM_PX = 8.0  # View pixels from the middle of the view: nearer than this a drag has no clear angle.


class RotationDrag:
    """R alone is the key of a tool, which is in use meanwhile: a drag gives back the tool before it."""

    def __init__(self, canvas: InputSurface) -> None:
        self.canvas = canvas
        self._held = False  # The key is down.
        self._tool_before = ""
        self._from: QPointF | None = None  # Where the pointer was in a drag, device pixels of the view.
        self._rotated = False

    @property
    def held(self) -> bool:
        """The next drag rotates."""
        return self._held

    @property
    def dragging(self) -> bool:
        """A movement of the pointer rotates the view."""
        return self._from is not None

    def hold(self) -> None:
        """The key is pressed, and its tool not yet chosen."""
        if not self._held and not self.canvas.viewport.empty:
            self._held, self._rotated, self._tool_before = True, False, self.canvas.tool.info.id

    def let_go(self) -> None:
        """The key is released."""
        if self._held and self._rotated:
            self.canvas.choose(self._tool_before)
        self._held = False

    def reset(self) -> None:
        """Nothing is held any more."""
        self._held, self._from = False, None

    def press(self, at: QPointF) -> None:
        self._from = at

    def move(self, at: QPointF) -> None:
        """Rotate about the middle of the view, so that what was pressed stays under the pointer."""
        assert self._from is not None
        before, after = self._arm(self._from), self._arm(at)
        if min(math.hypot(*before), math.hypot(*after)) >= MIN_ARM_PX * self.canvas.ratio:
            angle = math.degrees(math.atan2(after[1], after[0]) - math.atan2(before[1], before[0]))
            self.canvas.rotate_by((angle + 180) % 360 - 180)
            self._rotated = True
        self._from = at

    def release(self) -> None:
        self._from = None

    def _arm(self, at: QPointF) -> tuple[float, float]:
        """From the middle of the view to a position."""
        viewport = self.canvas.viewport
        return at.x() - viewport.width / 2, at.y() - viewport.height / 2
