"""The find under the pointer: which one it is, and that it is drawn raised with its label."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from app.canvas.layers.finds import FindLabel
from app.canvas.scene import Scene

if TYPE_CHECKING:
    from app.canvas.input.surface import InputSurface

REACH_PX = 5.0  # at 100 % screen scaling: a find this near the pointer is meant


class FindPointer:
    """Knows the finds of the scene and the pointer of the canvas."""

    def __init__(self, canvas: InputSurface, scene: Scene) -> None:
        self.canvas, self.scene = canvas, scene
        self.label = FindLabel()

    @property
    def number(self) -> int:
        """The number of the find that a click would mean; 0 where there is none."""
        marks, at, viewport = self.scene.marks, self.canvas.mouse_input.at, self.canvas.viewport
        if marks is None or at is None or not self._can_pick:
            return 0
        x, y = viewport.to_photo(at.x(), at.y())
        reach = max(0, round(REACH_PX * self.canvas.ratio / viewport.scale))
        find = marks.near(int(x // 1), int(y // 1), reach)
        return find.number if find else 0

    def update(self) -> None:
        """Raise the find under the pointer, and say what it is."""
        marks = self.scene.marks
        if marks is None and not self.label.text:
            return
        number, ratio = self.number, self.canvas.ratio
        self.canvas.redraw_area(self.label.area(ratio))
        if marks is not None:
            self.scene.changed_marks(marks.highlight(number))
        find = marks.finds.found[number - 1] if marks is not None and number else None
        self.label.show(find, inside=bool(marks and marks.inside[number]), at=self.canvas.mouse_input.at)
        self.canvas.redraw_area(self.label.area(ratio))

    def paint(self, painter: QPainter, view: QRect) -> None:
        self.label.paint(painter, view, self.canvas.ratio)

    @property
    def _can_pick(self) -> bool:
        """A click may mean a find: they are seen, and the tool has no other use for it."""
        canvas, mouse_input = self.canvas, self.canvas.mouse_input
        view = QRect(0, 0, canvas.viewport.width, canvas.viewport.height)
        covered = canvas.compare.before(view) | canvas.compare.mask(view)
        free = not (canvas.tool.active or mouse_input.drawing or mouse_input.panning)
        open_ = canvas.document is not None and not canvas.document.locked
        shown = open_ and canvas.can_paint and self.scene.mask_shown and canvas.tool.info.picks
        return (
            shown and free and mouse_input.at is not None and not covered.contains(mouse_input.at.toPoint())
        )
