"""The card of a detector: what it says of itself, and how well it finds damage that it learnt or did not."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from app.panels.methods import licence_line, trained_lines
from app.session.methods import KnownDetector
from app.text import engine_text, translate
from app.theme.theme import tabular
from app.widgets.option_form import caption

CARD_WIDTH_PX = 340


class DetectorCard(QFrame):
    """A window that goes with the next click or Esc; `show_below` shows it."""

    def __init__(self, known: KnownDetector, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(CARD_WIDTH_PX)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(4)
        heading = QLabel(f"{known.info.title} ({known.info.year})", wordWrap=True)
        heading.setProperty("role", "title")
        column.addWidget(heading)
        column.addWidget(QLabel(engine_text(known.info.purpose), wordWrap=True))
        for line in detector_lines(known):
            column.addWidget(caption(line))
        self.rows = score_rows(known)
        if self.rows and known.scores is not None:
            column.addSpacing(4)
            text = translate("Find", "How well it finds damage (F1; 1: all of it and nothing else)")
            column.addWidget(QLabel(text))
            column.addWidget(self._table())
            text = translate(
                "Find", "Seen: drawn as it learnt it. Unseen: drawn in ways it never met. {n} photos each."
            )
            column.addWidget(caption(text.format(n=known.scores.photos)))
        self.setAccessibleName(heading.text())
        self.setAccessibleDescription(" ".join(" ".join(row) for row in self.rows))

    def show_below(self, button: QWidget) -> None:
        """Below a button, and inside its screen."""
        self.adjustSize()
        corner = button.mapToGlobal(QPoint(button.width() - CARD_WIDTH_PX, button.height() + 4))
        room = button.screen().availableGeometry()
        left = min(max(corner.x(), room.left()), room.right() - self.width())
        top = min(max(corner.y(), room.top()), room.bottom() - self.height())
        self.move(left, top)
        self.show()

    def _table(self) -> QWidget:
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        heads = ("", translate("Find", "seen"), translate("Find", "unseen"))
        for row, cells in enumerate((heads, *self.rows)):
            for column, cell in enumerate(cells):
                label = caption(cell) if row == 0 else QLabel(cell)
                label.setFont(tabular(label.font()))
                side = Qt.AlignmentFlag.AlignLeft if column == 0 else Qt.AlignmentFlag.AlignRight
                grid.addWidget(label, row, column, side)
        return table


def detector_lines(known: KnownDetector) -> tuple[str, ...]:
    """How this build was trained, its limits, its licence, and whether it was not measured."""
    limits = translate("Method", "Limits: {limits}").format(limits=engine_text(known.info.limits))
    lines = [*trained_lines(known.info, known.card), limits, licence_line(known.info, known.card)]
    if known.scores is None:
        lines.append(translate("Find", "This build was not measured."))
    return tuple(lines)


def score_rows(known: KnownDetector) -> list[tuple[str, str, str]]:
    """The title of each kind with its F1 seen and unseen, of the kinds that were measured."""
    if known.scores is None:
        return []
    seen, unseen = known.scores.seen, known.scores.unseen
    return [
        (engine_text(kind.title), _figure(seen.get(kind.id)), _figure(unseen.get(kind.id)))
        for kind in known.kinds
        if kind.id in seen or kind.id in unseen
    ]


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"
