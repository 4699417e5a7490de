"""The last page of the Teach dialog: what it is worth beside the other methods, and its name."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.panels.methods import signed
from app.teach.acceptance import NEW_METHOD, Score, Verdict
from app.teach.texts import advice, headline, how, reasons, title_of
from app.teach.watched import HeldOutPictures
from app.text import count, translate
from app.theme.icons import pixmap
from app.theme.theme import Theme, tabular
from app.widgets.option_form import caption

MAX_PICTURE_WIDTH_PX = 320
ICON_SIDE_PX = 16
ROW_HEIGHT_PX = 28
MAX_ROWS = 9
MAX_NAME_CHARACTERS = 60


class ResultPage(QWidget):
    """`name` is what a person calls it."""

    named = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._verdict: Verdict | None = None
        self._titles: dict[str, str] = {}
        self.headline = QLabel(wordWrap=True, objectName="headline")
        self.explanation, self.advice = caption(""), QLabel(wordWrap=True)
        self._reasons = QGridLayout(horizontalSpacing=8, verticalSpacing=8)
        self._reasons.setColumnStretch(1, 1)
        self.field = QLineEdit(maxLength=MAX_NAME_CHARACTERS)
        self.field.setAccessibleName(translate("Teach", "Name"))
        self.field.textChanged.connect(lambda _: self.named.emit())
        self.table = ScoreTable()
        self.counted = caption("")
        self.watched = HeldOutPictures()
        theme.changed.connect(lambda _: self._draw())
        self._arrange()

    @property
    def name(self) -> str:
        return self.field.text().strip()

    def show_verdict(
        self, verdict: Verdict | None, words: str, titles: Mapping[str, str], preview: Path | None
    ) -> None:
        """words: what was taught.  titles: of the methods, by id.  preview: as the training writes it."""
        self._verdict, self._titles = verdict, dict(titles)
        self.explanation.setText(words)
        self.watched.show_sheet(preview)
        self._draw()

    def _arrange(self) -> None:
        left = QWidget()
        left.setMaximumWidth(MAX_PICTURE_WIDTH_PX)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.headline, self.explanation, QFrame(objectName="line")):
            column.addWidget(part)
        column.addLayout(self._reasons)
        column.addWidget(self.advice)
        column.addSpacing(12)
        label = QLabel(translate("Teach", "Its name in all lists"))
        label.setBuddy(self.field)
        column.addWidget(label)
        column.addWidget(self.field)
        column.addStretch(1)
        right = QVBoxLayout(spacing=4)
        right.addWidget(self.table)
        right.addWidget(self.counted)
        right.addSpacing(8)
        right.addWidget(self.watched, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(left, 2)
        row.addLayout(right, 3)

    def _draw(self) -> None:
        verdict = self._verdict
        self.headline.setText(headline(verdict))
        self.advice.setText(advice(verdict))
        self.advice.setVisible(bool(self.advice.text()))
        while item := self._reasons.takeAt(0):
            item.widget().deleteLater()
        colours = self._theme.colours
        for row, (good, text) in enumerate(reasons(verdict, self._titles)):
            sign = ("circle-check", colours.good) if good else ("triangle-alert", colours.warning)
            icon = QLabel()
            icon.setPixmap(QIcon(pixmap(*sign, 2 * ICON_SIDE_PX)).pixmap(ICON_SIDE_PX, ICON_SIDE_PX))
            self._reasons.addWidget(icon, row, 0, Qt.AlignmentFlag.AlignTop)
            self._reasons.addWidget(QLabel(text, wordWrap=True), row, 1)
        self.table.fill(verdict.scores if verdict else (), self._titles, self._theme)
        self.counted.setText(_counted(verdict))


def _counted(verdict: Verdict | None) -> str:
    if verdict is None:
        return ""
    text = translate(
        "Teach", "Means over {n} photos it did not learn from: of the whole photo, and of the damage in it."
    )
    if verdict.photos == 1:
        text = translate("Teach", "On 1 photo it did not learn from: the whole photo, and the damage in it.")
    return text.format(n=count(verdict.photos))


class ScoreTable(QTableWidget):
    """Method, how it knows the damage, and two scores; the best first, one's own marked."""

    def __init__(self) -> None:
        super().__init__(0, 4)
        self.setAccessibleName(translate("Teach", "Scores"))
        self.setHorizontalHeaderLabels(
            [
                translate("Teach", "Method"),
                translate("Teach", "The damage"),
                translate("Teach", "Photo, dB"),
                translate("Teach", "Damage, dB"),
            ]
        )
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT_PX)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2, 3):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        for column in (2, 3):
            self.horizontalHeaderItem(column).setTextAlignment(
                Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            )

    def fill(self, scores: tuple[Score, ...], titles: dict[str, str], theme: Theme) -> None:
        """Beside each number how far it is from one's own."""
        own = next((score for score in scores if score.method == NEW_METHOD), None)
        self.setRowCount(len(scores))
        self.setVisible(bool(scores))
        for row, score in enumerate(scores):
            texts = (title_of(score.method, titles), how(score.blind))
            numbers = (score.psnr, score.psnr_inside)
            against = (own.psnr, own.psnr_inside) if own is not None and score is not own else (None, None)
            for column, text in enumerate(texts):
                self.setItem(row, column, _cell(text, bold=score is own))
            for column, (number, base) in enumerate(zip(numbers, against, strict=True), len(texts)):
                text = f"{number:.1f}" if base is None else f"{number:.1f}  ({signed(number - base)})"
                cell = _cell(text, bold=score is own)
                cell.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                cell.setFont(tabular(cell.font()))
                self.setItem(row, column, cell)
            if score is own:
                for column in range(self.columnCount()):
                    self.item(row, column).setBackground(QColor(theme.colours.hover))
        self._fit()

    def _fit(self) -> None:
        """As high as its rows; more than MAX_ROWS scroll."""
        rows = min(self.rowCount(), MAX_ROWS)
        height = (
            self.horizontalHeader().sizeHint().height() + rows * self.verticalHeader().defaultSectionSize()
        )
        self.setFixedHeight(height + 2 * self.frameWidth() + 2)


def _cell(text: str, *, bold: bool) -> QTableWidgetItem:
    cell = QTableWidgetItem(text)
    cell.setToolTip(text)
    font = cell.font()
    font.setBold(bold)
    cell.setFont(font)
    return cell
