"""Size and feather of the brush."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.canvas.brush import Brush
from app.panels.controls import NumberRow, form
from engine.errors import mark
from engine.options import Slider, Value

SIZE = Slider(
    id="size",
    title=mark("Size"),
    low=1,
    high=500,
    default=40,
    step=1,
    whole=True,
    unit="px",
    help=mark("The brush's diameter in pixels of the photo ([ and ], or Alt and the wheel)"),
)
FEATHER = Slider(
    id="feather",
    title=mark("Feather"),
    low=0,
    high=100,
    default=0,
    step=1,
    whole=True,
    unit="%",
    help=mark("How much of the brush is soft (Shift+[ and Shift+])"),
)


class BrushPanel(QWidget):
    """Follows the brush and sets it."""

    def __init__(self, brush: Brush) -> None:
        super().__init__()
        self._brush = brush
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 4, 12, 8)
        column.addWidget(
            form((SIZE, FEATHER), {"size": brush.size, "feather": brush.feather * 100}, self._set)
        )
        self._size, self._feather = self.findChildren(NumberRow)
        brush.changed.connect(self._follow)

    def _set(self, id: str, value: Value) -> None:
        if id == SIZE.id:
            self._brush.size = float(value)
        else:
            self._brush.feather = float(value) / 100

    def _follow(self) -> None:
        self._size.set(self._brush.size)
        self._feather.set(self._brush.feather * 100)
