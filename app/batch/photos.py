"""The right side of the Batch dialog: the photos, each with its state, and the chosen one in small."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColorSpace, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.batch.opening import Opening, original_of, result_of, review_of
from app.batch.rows import ICON_SIDE_PX, NAME_COLUMN, STATE_COLUMN, Rows
from app.batch.texts import about
from app.text import count, translate
from app.theme.theme import Theme
from app.widgets.buttons import mark_drop_target, push_button
from app.widgets.option_form import caption

if TYPE_CHECKING:
    from engine.batch import Outcome, Plan

ROW_HEIGHT_PX = 28
NAME_WIDTH_SHARE, MIN_NAME_WIDTH_PX = 0.3, 120  # of the width, px
STRIP_HEIGHT_PX = 132


class PhotosPanel(QWidget):
    """Follows what it is given; `opened` says what a person wants to see in the editor."""

    opened = Signal(object)  # Opening

    def __init__(
        self,
        theme: Theme,
        picture_of: Callable[[Outcome], Path | None],
        plan_of_run: Callable[[], Plan | None],
    ) -> None:
        super().__init__()
        self._picture_of, self._plan_of_run = picture_of, plan_of_run
        self._decided_at = 0  # the row of the review that was decided last
        self.all, self.review, self.problems = Rows(theme), Rows(theme), Rows(theme)
        self.hint = QLabel(
            alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True, textFormat=Qt.TextFormat.PlainText
        )
        self.strip, self.said = Strip(), caption("")
        self.result_button = push_button(
            translate("Batch", "Open the result"), lambda: self._open(self.result)
        )
        self.review_button = push_button(
            translate("Batch", "Original and result"),
            lambda: self._open(self.review_of_chosen),
            translate("Batch", "Side by side in the editor, with the finds to leave or to repair"),
        )
        self.original_button = push_button(
            translate("Batch", "Open the original"), lambda: self._open(self.original)
        )
        self._arrange()
        self.say("")

    # What is shown

    def say(self, text: str) -> None:
        """A hint in place of the photos."""
        self.fill(())
        self.hint.setText(text)
        self._pages.setCurrentIndex(0)
        self._bar.hide()
        self._follow()

    def fill(self, outcomes: Sequence[Outcome]) -> None:
        """These photos and no others."""
        self.all.show(outcomes)
        self.review.show([one for one in outcomes if one.review])
        self.problems.show([one for one in outcomes if one.error is not None])
        self._bar.show()
        self._count()
        self.tabs[0].click()

    def put(self, changed: Sequence[Outcome]) -> None:
        """Photos that are no longer as they were."""
        self.all.put(changed)
        self.review.put([one for one in changed if one.review])
        self.problems.put([one for one in changed if one.error is not None])
        self._count()
        chosen = self.chosen
        if chosen is not None and any(one.item.name == chosen.item.name for one in changed):
            self._follow()

    def rank(self, review: Sequence[Outcome]) -> None:
        """Those to look at, the most urgent first; shown if there are any."""
        self.review.show(review)
        self._count()
        if review:
            self.tabs[1].click()

    def set_hot(self, hot: bool) -> None:
        """A folder is held over the window."""
        mark_drop_target(self._frame, hot)

    @property
    def chosen(self) -> Outcome | None:
        table = self.table
        index = table.currentIndex() if table is not None else QModelIndex()
        return table.rows[index.row()] if table is not None and index.isValid() else None

    @property
    def result(self) -> Opening | None:
        """The repaired file of the chosen photo."""
        one = self.chosen
        return result_of(one) if one is not None else None

    @property
    def original(self) -> Opening | None:
        """The chosen photo as it was."""
        one = self.chosen
        return original_of(one) if one is not None else None

    @property
    def review_of_chosen(self) -> Opening | None:
        """Original and result of the chosen photo, side by side."""
        one = self.chosen
        return review_of(one, self._plan_of_run()) if one is not None else None

    def following(self, name: str) -> Opening | None:
        """The photo to look at after this one, from the top again after the last; None where none is left."""
        names = [self.review[row].item.name for row in range(len(self.review))]
        at = names.index(name) + 1 if name in names else self._decided_at
        order = [*range(at, len(names)), *range(at)]
        row = next((row for row in order if names[row] != name), None)
        if row is None:
            return None
        self._select(row)
        return review_of(self.review[row], self._plan_of_run())

    def decide(self, one: Outcome) -> None:
        """A person has decided on a photo: it is no longer among those to look at."""
        rest = [self.review[row] for row in range(len(self.review))]
        names = [other.item.name for other in rest]
        if one.item.name in names:
            self._decided_at = names.index(one.item.name)
            del rest[self._decided_at]
            self.review.show(rest)
        self.all.put([one])
        self._count()
        if not rest and self.table is not None and self.table.rows is self.review:
            self.tabs[0].click()
        self._follow()

    def _select(self, row: int) -> None:
        """Show which of those to look at is open in the editor."""
        if self.table is not None and self.table.rows is self.review:
            self.table.setCurrentIndex(self.review.index(row, 0))

    # Inside

    def _arrange(self) -> None:
        self._bar = QWidget()
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        group = QButtonGroup(self)
        self._pages = QStackedWidget()
        self._frame = _framed(self.hint)
        self._pages.addWidget(self._frame)
        self.tabs: list[QToolButton] = []
        for rows in (self.all, self.review, self.problems):
            table = PhotoTable(rows)
            table.activated.connect(lambda _: self._open_chosen())
            table.selectionModel().currentRowChanged.connect(self._follow)
            self._pages.addWidget(table)
            tab = QToolButton(checkable=True)
            tab.clicked.connect(lambda _=False, table=table: self._choose(table))
            group.addButton(tab)
            row.addWidget(tab)
            self.tabs.append(tab)
        row.addStretch(1)
        self._preview = QWidget()
        below = QVBoxLayout(self._preview)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(8)
        buttons = QHBoxLayout(spacing=8)
        for button in (self.review_button, self.result_button, self.original_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        for part in (self.strip, self.said):
            below.addWidget(part)
        below.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._bar)
        column.addWidget(self._pages, 1)
        column.addWidget(self._preview)

    def _choose(self, table: PhotoTable) -> None:
        self._pages.setCurrentWidget(table)
        self._follow()

    def focus(self) -> None:
        """The buttons that had the focus may go: the keys belong to the list."""
        if self.table is not None:
            self.table.setFocus()

    @property
    def table(self) -> PhotoTable | None:
        """The one that is shown; None while a hint is."""
        shown = self._pages.currentWidget()
        return shown if isinstance(shown, PhotoTable) else None

    def _count(self) -> None:
        texts = (
            translate("Batch", "All {n}"),
            translate("Batch", "To look at {n}"),
            translate("Batch", "Problems {n}"),
        )
        models = (self.all, self.review, self.problems)
        for tab, text, rows in zip(self.tabs, texts, models, strict=True):
            tab.setText(text.format(n=count(len(rows))))
            tab.setEnabled(bool(len(rows)) or rows is self.all)

    def _follow(self, *_: object) -> None:
        """Show the chosen photo below the list."""
        one = self.chosen
        self._preview.setVisible(one is not None)
        if one is None:
            return
        self.strip.show_picture(self._picture_of(one) if self.result else None)
        text = about(one)
        named = one.error is not None or not text  # an error names the file itself
        self.said.setText((text or one.item.name) if named else f"{one.item.name}: {text}")
        review = self.review_of_chosen
        self.review_button.setVisible(review is not None)
        self.result_button.setVisible(review is None)
        self.result_button.setEnabled(self.result is not None)

    def _open_chosen(self) -> None:
        """Original and result, or the one that there is."""
        self._open(self.review_of_chosen or self.result or self.original)

    def _open(self, opening: Opening | None) -> None:
        if opening is not None:
            self.opened.emit(opening)


class PhotoTable(QTableView):
    """Enter opens a row; it must not press the default button of the dialog too."""

    def __init__(self, rows: Rows) -> None:
        super().__init__()
        self.rows = rows
        self.setModel(rows)
        self.setAccessibleName(translate("Batch", "Photos"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setIconSize(QSize(ICON_SIDE_PX, ICON_SIDE_PX))
        self.setItemDelegateForColumn(NAME_COLUMN, _PathElision(self))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT_PX)
        header = self.horizontalHeader()
        header.setStretchLastSection(True)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        widest = translate("Batch", "Repairing {percent} %").format(percent=100)
        self.setColumnWidth(STATE_COLUMN, self.fontMetrics().horizontalAdvance(widest) + ICON_SIDE_PX + 32)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.setColumnWidth(
            NAME_COLUMN, max(MIN_NAME_WIDTH_PX, round(NAME_WIDTH_SHARE * self.viewport().width()))
        )
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class _PathElision(QStyledItemDelegate):
    """Of a path, folder and suffix are both worth seeing."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        option.textElideMode = Qt.TextElideMode.ElideMiddle


class Strip(QWidget):
    """Before, mask and after of one photo, as engine.batch keeps them."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        name = translate("Batch", "Before, mask and after")
        self.setAccessibleName(name)
        self.setToolTip(name)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_picture(self, path: Path | None) -> None:
        """None, or a file that is not there, hides it."""
        self._image = QImage(str(path)) if path is not None and path.is_file() else QImage()
        if self._image.colorSpace().isValid():
            self._image.convertToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
        self.setVisible(not self._image.isNull())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(0, STRIP_HEIGHT_PX)

    def heightForWidth(self, width: int) -> int:
        """As high as the picture is at this width, but at most STRIP_HEIGHT_PX."""
        size = self._image.size()
        return (
            min(STRIP_HEIGHT_PX, width * size.height() // size.width())
            if size.width() > 0
            else STRIP_HEIGHT_PX
        )

    @property
    def empty(self) -> bool:
        return self._image.isNull()

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        painter.drawImage(QRect(0, 0, size.width(), size.height()), self._image)


def _framed(hint: QLabel) -> QFrame:
    frame = QFrame(objectName="drop")
    column = QVBoxLayout(frame)
    column.setContentsMargins(32, 32, 32, 32)
    column.addWidget(hint)
    return frame
