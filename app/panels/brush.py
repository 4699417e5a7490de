"""Size and feather of the brush."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from app.canvas.brush import Brush
from app.text import engine_text
from app.widgets.option_form import NumberRow
from engine.options import Slider
from engine.text import mark

SIZE_OPTION = Slider(
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
FEATHER_OPTION = Slider(
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
        self._size, self._feather = _row(SIZE_OPTION, brush.size), _row(FEATHER_OPTION, brush.feather * 100)
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 4, 12, 8)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        for line, row in enumerate((self._size, self._feather)):
            title = QLabel(row.slider.accessibleName())
            title.setBuddy(row.slider)
            grid.addWidget(title, line, 0)
            grid.addWidget(row, line, 1)
        grid.setColumnStretch(1, 1)
        self._size.changed.connect(lambda size: setattr(brush, "size", size))
        self._feather.changed.connect(lambda percent: setattr(brush, "feather", percent / 100))
        brush.changed.connect(self._follow)

    def _follow(self) -> None:
        self._size.set(self._brush.size)
        self._feather.set(self._brush.feather * 100)


def _row(option: Slider, value: float) -> NumberRow:
    return NumberRow(option, value, engine_text(option.title))
