"""What can be set for the tool in use: the brush, and the tool's own options."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import cast

from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from app.canvas.brush import Brush
from app.canvas.tool import Tool
from app.canvas.view import Canvas
from app.panels.restore_source import RestoreSource
from app.session.session import Session
from app.text import engine_text, translate
from app.widgets.option_form import NumberRow, caption, form
from engine.options import Option, Slider, Value
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
HARDNESS_OPTION = Slider(
    id="hardness",
    title=mark("Hardness"),
    low=0,
    high=100,
    default=100,
    step=1,
    whole=True,
    unit="%",
    help=mark("How much of the brush is not soft (Shift+[ and Shift+])"),
)
FLOW_OPTION = Slider(
    id="flow",
    title=mark("Flow"),
    low=1,
    high=100,
    default=100,
    step=1,
    whole=True,
    unit="%",
    help=mark("How much each touch of the brush adds; below 100 % a stroke builds up"),
)
OPACITY_OPTION = Slider(
    id="opacity",
    title=mark("Opacity"),
    low=1,
    high=100,
    default=100,
    step=1,
    whole=True,
    unit="%",
    help=mark("How much of a stroke is seen at most, however often the brush passes over a place"),
)


Changed = Callable[[float], None]


class BrushPanel(QWidget):
    """Follows the brush and the tool in use, and sets both."""

    def __init__(self, canvas: Canvas, session: Session) -> None:
        super().__init__()
        self._canvas = canvas
        self._brush = brush = canvas.brush
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self.size_row = self._row(SIZE_OPTION, lambda size: setattr(brush, "size", size))
        self.hardness_row = self._row(
            HARDNESS_OPTION, lambda percent: setattr(brush, "feather", 1 - percent / 100)
        )
        self.flow_row = self._row(FLOW_OPTION, lambda percent: setattr(brush, "flow", percent / 100))
        self.opacity_row = self._row(OPACITY_OPTION, lambda percent: setattr(brush, "opacity", percent / 100))
        self.restore_source = RestoreSource(canvas, session)
        self._own: QWidget | None = None  # the form of the tool's own options
        self._tip = caption("")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 4, 12, 8)
        self._column.setSpacing(4)
        self._column.addLayout(self._grid)
        for part in (self.restore_source, self._tip):
            self._column.addWidget(part)
        brush.changed.connect(self._follow_brush)
        canvas.tool_changed.connect(lambda _: self._follow_tool())
        self._follow_brush()
        self._follow_tool()

    def _row(self, option: Slider, changed: Changed) -> NumberRow:
        row = NumberRow(option, option.default, engine_text(option.title))
        row.changed.connect(changed)
        title = QLabel(row.slider.accessibleName())
        title.setBuddy(row.slider)
        line = self._grid.rowCount()
        self._grid.addWidget(title, line, 0)
        self._grid.addWidget(row, line, 1)
        return row

    def _follow_brush(self) -> None:
        brush: Brush = self._brush
        self.size_row.set(brush.size)
        self.hardness_row.set(100 - brush.feather * 100)
        self.flow_row.set(brush.flow * 100)
        self.opacity_row.set(brush.opacity * 100)

    def _follow_tool(self) -> None:
        """Only what the tool in use heeds is shown."""
        tool = self._canvas.tool
        shown = {
            self.size_row: tool.info.ring,
            self.hardness_row: tool.info.ring and not tool.info.guides,
            self.flow_row: tool.info.flows,
            self.opacity_row: tool.info.paints_photo,
        }
        for row, wanted in shown.items():
            row.setVisible(wanted)
            self._grid.itemAtPosition(self._line_of(row), 0).widget().setVisible(wanted)
        self.restore_source.setVisible(tool is self._canvas.tools["restore"])
        self._show_own(tool)
        self._tip.setText("" if tool.info.ring or tool.info.options else translate("Tool", tool.info.tip))
        self._tip.setVisible(bool(self._tip.text()))

    def _line_of(self, row: NumberRow) -> int:
        place = cast("tuple[int, int, int, int]", self._grid.getItemPosition(self._grid.indexOf(row)))
        return place[0]

    def _show_own(self, tool: Tool) -> None:
        if self._own is not None:
            self._own.deleteLater()
            self._own = None
        if tool.info.options:
            options = [_translated(option) for option in tool.info.options]
            self._own = form(options, tool.values, lambda id, value: _set(tool, id, value))
            self._column.insertWidget(1, self._own)


def _set(tool: Tool, id: str, value: Value) -> None:
    tool.values[id] = value
    tool.host.redraw()


def _translated(option: Option) -> Option:
    """A tool's texts are catalogued with the tools, and not with the engine."""
    return replace(option, title=translate("Tool", option.title), help=translate("Tool", option.help))
