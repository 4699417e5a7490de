"""The second page of the Teach dialog: how it learns, in two curves and in photos that get better."""

from __future__ import annotations

import pyqtgraph
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.teach.curves import Curves, Point
from app.teach.watched import HeldOutPictures
from app.text import translate
from app.theme.colours import Colours
from app.theme.theme import Theme, tabular
from app.theme.theme import caption as smaller
from app.widgets.option_form import caption

CURVE_HEIGHT_PX = 168
MIN_SHOWN_MINUTES = 0.5
LOSS_SMOOTHING = 0.9  # Of the loss, which jumps from batch to batch.


class Curve(QWidget):
    """One number over the minutes, with lines for what it is to reach."""

    def __init__(self, title: str, name: str, first_legend: str, theme: Theme) -> None:
        super().__init__()
        self._theme, self._first_legend = theme, first_legend
        self._points: list[Point] = []
        self._levels: dict[str, float] = {}
        self._minutes = 0.0
        self.heading = QLabel(title)
        self.heading.setProperty("role", "title")
        self.latest = QLabel()
        self.latest.setFont(tabular(self.latest.font()))
        self.plot = pyqtgraph.PlotWidget()
        self.plot.setAccessibleName(name)
        self.plot.setMenuEnabled(False)
        self.plot.setMouseEnabled(x=False, y=False)
        self.plot.hideButtons()
        self.plot.setFixedHeight(CURVE_HEIGHT_PX)
        self.plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.plot.viewport().setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.legend = caption(first_legend)
        row = QHBoxLayout()
        row.addWidget(self.heading, 1)
        row.addWidget(self.latest)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.plot)
        column.addWidget(self.legend)
        theme.changed.connect(self._draw)
        self._draw()

    @property
    def points(self) -> list[Point]:
        return self._points

    def show_points(
        self, points: list[Point], latest: str, minutes: float, levels: dict[str, float] | None = None
    ) -> None:
        """minutes: how far the curve is to reach.  levels: lines across, by what they stand for."""
        self._points, self._levels, self._minutes = list(points), levels or {}, minutes
        self.latest.setText(latest)
        self._draw()

    def _draw(self, *_: object) -> None:
        colours, plot = self._theme.colours, self.plot
        plot.clear()
        plot.setBackground(colours.field)
        for side in ("left", "bottom"):
            axis = plot.getAxis(side)
            axis.setPen(colours.border)
            axis.setTextPen(colours.muted)
            axis.setStyle(tickFont=smaller(self.font()), tickLength=-4, showValues=bool(self._points))
        plot.getAxis("left").setWidth(44)
        plot.showGrid(x=False, y=True, alpha=0.15)
        plot.setXRange(0, max(self._minutes, MIN_SHOWN_MINUTES), padding=0.02)
        for value, colour, style in zip(self._levels.values(), *_looks(colours), strict=False):
            plot.addLine(y=value, pen=_pen(colour, 1, style))
        if self._points:
            x, y = zip(*self._points, strict=True)
            marked = {"symbol": "o", "symbolSize": 5, "symbolPen": None, "symbolBrush": colours.focus}
            plot.plot(x, y, pen=_pen(colours.focus, 2), **(marked if len(x) < 60 else {}))
        self._name_levels(colours)

    def _name_levels(self, colours: Colours) -> None:
        names = [
            f"<span style='color:{colour}'>{_LINE_SAMPLES[style]}</span> {name}"
            for name, colour, style in zip(self._levels, *_looks(colours), strict=False)
        ]
        self.legend.setTextFormat(Qt.TextFormat.RichText)
        self.legend.setText(" &nbsp; ".join(names) or self._first_legend)


_LINE_SAMPLES = {Qt.PenStyle.DashLine: "– –", Qt.PenStyle.DotLine: "· · ·"}


def _looks(colours: Colours) -> tuple[tuple[str, ...], tuple[Qt.PenStyle, ...]]:
    return (colours.good, colours.muted), (Qt.PenStyle.DashLine, Qt.PenStyle.DotLine)


def _pen(colour: str, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    pen = QPen(QColor(colour), width, style)
    pen.setCosmetic(True)
    return pen


class LearningPage(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.loss = Curve(
            translate("Teach", "Loss"),
            translate("Teach", "Loss over minutes"),
            translate("Teach", "Error while it learns, over minutes; lower is better"),
            theme,
        )
        self.psnr = Curve(
            translate("Teach", "Photos repaired blind"),
            translate("Teach", "PSNR of photos it does not learn from, over minutes"),
            translate("Teach", "Likeness to the clean photos, over minutes; higher is better"),
            theme,
        )
        self.watched = HeldOutPictures()
        self.hint = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        curves = QHBoxLayout(spacing=16)
        for curve in (self.loss, self.psnr):
            curves.addWidget(curve, 1)
            curves.setAlignment(curve, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(curves)
        column.addWidget(self.watched, 1)
        column.addWidget(self.hint, 1)

    def show_curves(self, curves: Curves) -> None:
        loss = smoothed(curves.loss)
        self.loss.show_points(loss, f"{loss[-1][1]:.3f}" if loss else "", curves.minutes)
        levels = {
            translate("Teach", "Biharmonic, given the true mask"): curves.rival,
            translate("Teach", "Damaged"): curves.damaged,
        }
        now = translate("Teach", "{psnr} dB").format(psnr=f"{curves.psnr[-1][1]:.1f}") if curves.psnr else ""
        reached = {name: value for name, value in levels.items() if value is not None}
        self.psnr.show_points(curves.psnr, now, curves.minutes, reached)

    def show_sheet(self, curves: Curves, waiting: str) -> None:
        """waiting: what to say before there are any photos."""
        self.watched.show_sheet(curves.preview)
        self.watched.setVisible(not self.watched.empty)
        self.hint.setVisible(self.watched.empty)
        self.hint.setText(waiting)


def smoothed(points: list[Point]) -> list[Point]:
    """A running mean, which forgets its first values at once."""
    made: list[Point] = []
    mean = 0.0
    for number, (minutes, value) in enumerate(points, 1):
        keep = min(LOSS_SMOOTHING, 1 - 1 / number)
        mean = keep * mean + (1 - keep) * value
        made.append((minutes, mean))
    return made
