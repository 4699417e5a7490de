"""The second page of the Teach dialog: how it learns, in two curves and in photos that get better."""

from __future__ import annotations

from pathlib import Path

import pyqtgraph
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.panels.controls import caption
from app.session.curves import Curves, Point
from app.text import translate
from app.theme.colours import Colours
from app.theme.theme import Theme, tabular
from app.theme.theme import caption as smaller

GAP = 4  # px between the pictures, of the file too
COLUMNS = 3  # damaged, repaired, clean
CURVE = 168  # px high
SMOOTH = 0.9  # of the loss, which jumps from batch to batch


class Curve(QWidget):
    """One number over the minutes, with lines for what it is to reach."""

    def __init__(self, title: str, name: str, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._points: list[Point] = []
        self._levels: dict[str, float] = {}
        self.heading = QLabel(title)
        self.heading.setProperty("role", "title")
        self.latest = QLabel()
        self.latest.setFont(tabular(self.latest.font()))
        self.plot = pyqtgraph.PlotWidget()
        self.plot.setAccessibleName(name)
        self.plot.setMenuEnabled(False)
        self.plot.setMouseEnabled(x=False, y=False)
        self.plot.hideButtons()
        self.plot.setFixedHeight(CURVE)
        self.plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.plot.viewport().setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.legend = caption("")
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

    def show_points(self, points: list[Point], latest: str, levels: dict[str, float] | None = None) -> None:
        """levels: lines across, by what they stand for."""
        self._points, self._levels = list(points), levels or {}
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
            axis.setStyle(tickFont=smaller(self.font()), tickLength=-4)
        plot.getAxis("left").setWidth(44)
        plot.showGrid(x=False, y=True, alpha=0.15)
        for value, colour, style in zip(self._levels.values(), *_looks(colours), strict=False):
            plot.addLine(y=value, pen=_pen(colour, 1, style))
        if self._points:
            x, y = zip(*self._points, strict=True)
            marked = {"symbol": "o", "symbolSize": 5, "symbolPen": None, "symbolBrush": colours.focus}
            plot.plot(x, y, pen=_pen(colours.focus, 2), **(marked if len(x) < 60 else {}))
        self._name_levels(colours)

    def _name_levels(self, colours: Colours) -> None:
        names = [
            f"<span style='color:{colour}'>{_DASHES[style]}</span> {name}"
            for name, colour, style in zip(self._levels, *_looks(colours), strict=False)
        ]
        self.legend.setTextFormat(Qt.TextFormat.RichText)
        self.legend.setText(" &nbsp; ".join(names))


_DASHES = {Qt.PenStyle.DashLine: "– –", Qt.PenStyle.DotLine: "· · ·"}


def _looks(colours: Colours) -> tuple[tuple[str, ...], tuple[Qt.PenStyle, ...]]:
    return (colours.good, colours.muted), (Qt.PenStyle.DashLine, Qt.PenStyle.DotLine)


def _pen(colour: str, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    pen = QPen(QColor(colour), width, style)
    pen.setCosmetic(True)
    return pen


class Watched(QWidget):
    """Held-out photos damaged, repaired so far, and clean, in as many columns as show them largest."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[tuple[QImage, ...]] = []
        self._names = (
            translate("Teach", "Damaged"),
            translate("Teach", "Repaired by what it has learnt"),
            translate("Teach", "As it was"),
        )
        self.setAccessibleName(translate("Teach", "Photos it does not learn from, before and after"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(120)

    @property
    def empty(self) -> bool:
        return not self._rows

    def show_sheet(self, path: Path | None) -> None:
        """The picture that the training writes; None, or one that cannot be read, leaves what is shown."""
        sheet = QImage(str(path)) if path is not None else QImage()
        if path is None:
            self._rows = []
        elif not sheet.isNull():
            self._rows = cut(sheet)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(600, 240)

    def paintEvent(self, _: QPaintEvent) -> None:
        if not self._rows:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setFont(smaller(self.font()))
        head = painter.fontMetrics().height() + GAP
        across, side = self._layout(head)
        wide = COLUMNS * (side + GAP) + 2 * GAP
        for number, images in enumerate(self._rows):
            row, group = divmod(number, across)
            for column, image in enumerate(images):
                left = group * wide + column * (side + GAP)
                place = QRect(left, head + row * (side + GAP), side, side)
                painter.drawImage(place, image)
                if row == 0:
                    name = painter.fontMetrics().elidedText(
                        self._names[column], Qt.TextElideMode.ElideRight, side
                    )
                    painter.setPen(self.palette().windowText().color())
                    painter.drawText(QRect(left, 0, side, head), Qt.AlignmentFlag.AlignLeft, name)

    def _layout(self, head: int) -> tuple[int, int]:
        """(groups beside one another, px of a picture)."""

        def side(across: int) -> int:
            rows = -(-len(self._rows) // across)
            wide = self.width() // (across * COLUMNS) - GAP - GAP
            return min(wide, (self.height() - head) // rows - GAP)

        across = max(range(1, len(self._rows) + 1), key=side)
        return across, max(1, side(across))


def cut(sheet: QImage) -> list[tuple[QImage, ...]]:
    """The pictures of a sheet: rows of COLUMNS squares with GAP between."""
    side = sheet.width() // COLUMNS - GAP
    return [
        tuple(sheet.copy(column * (side + GAP), row * (side + GAP), side, side) for column in range(COLUMNS))
        for row in range(sheet.height() // (side + GAP))
    ]


class LearningPage(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.loss = Curve(translate("Teach", "Loss"), translate("Teach", "Loss over minutes"), theme)
        self.psnr = Curve(
            translate("Teach", "Photos repaired blind"),
            translate("Teach", "PSNR of photos it does not learn from, over minutes"),
            theme,
        )
        self.watched = Watched()
        self.hint = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        curves = QHBoxLayout(spacing=16)
        curves.addWidget(self.loss, 1)
        curves.addWidget(self.psnr, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(curves)
        column.addWidget(self.watched, 1)
        column.addWidget(self.hint, 1)

    def show_curves(self, curves: Curves) -> None:
        loss = smoothed(curves.loss)
        self.loss.show_points(loss, f"{loss[-1][1]:.3f}" if loss else "")
        levels = {
            translate("Teach", "Biharmonic, given the true mask"): curves.rival,
            translate("Teach", "Damaged"): curves.damaged,
        }
        now = translate("Teach", "{psnr} dB").format(psnr=f"{curves.psnr[-1][1]:.1f}") if curves.psnr else ""
        self.psnr.show_points(
            curves.psnr, now, {name: value for name, value in levels.items() if value is not None}
        )

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
        keep = min(SMOOTH, 1 - 1 / number)
        mean = keep * mean + (1 - keep) * value
        made.append((minutes, mean))
    return made
