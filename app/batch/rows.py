"""The photos of a batch as rows: thousands of them, drawn only where they are seen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QIcon

from app.batch.texts import about, state_text
from app.text import translate
from app.theme.icons import pixmap
from app.theme.theme import Theme

if TYPE_CHECKING:
    from engine.batch import Outcome

NAME_COLUMN, STATE_COLUMN, ABOUT_COLUMN = range(3)
REDRAW_FROM_ROWS = 200  # With more changed rows the whole table is drawn anew.
ICON_SIDE_PX = 16
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


class Rows(QAbstractTableModel):
    """`put` changes a photo's row, or adds one; a row never goes but with all others."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._outcomes: list[Outcome] = []
        self._places: dict[str, int] = {}
        self._icons: dict[tuple[str, str], QIcon] = {}

    def __len__(self) -> int:
        return len(self._outcomes)

    def __getitem__(self, row: int) -> Outcome:
        return self._outcomes[row]

    def show(self, outcomes: Iterable[Outcome]) -> None:
        """These and no others."""
        self.beginResetModel()
        self._outcomes = list(outcomes)
        self._places = {one.item.name: row for row, one in enumerate(self._outcomes)}
        self.endResetModel()

    def put(self, changed: Iterable[Outcome]) -> None:
        known: list[Outcome] = []
        fresh: list[Outcome] = []
        for one in changed:
            (known if one.item.name in self._places else fresh).append(one)
        for one in known:
            self._outcomes[self._places[one.item.name]] = one
        self._draw(sorted(self._places[one.item.name] for one in known))
        if fresh:
            first = len(self._outcomes)
            self.beginInsertRows(QModelIndex(), first, first + len(fresh) - 1)
            self._places |= {one.item.name: first + at for at, one in enumerate(fresh)}
            self._outcomes += fresh
            self.endInsertRows()

    def _draw(self, rows: list[int]) -> None:
        if len(rows) > REDRAW_FROM_ROWS:
            rows = [rows[0], rows[-1]]
            self.dataChanged.emit(self.index(rows[0], NAME_COLUMN), self.index(rows[1], ABOUT_COLUMN))
            return
        for row in rows:
            self.dataChanged.emit(self.index(row, NAME_COLUMN), self.index(row, ABOUT_COLUMN))

    # As Qt asks for it

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._outcomes)

    def columnCount(self, parent: Index | None = None) -> int:  # noqa: ARG002
        return 3

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> object:
        if orientation == Qt.Orientation.Vertical or role != Role.DisplayRole:
            return None
        names = (
            translate("Batch", "Photo"),
            translate("Batch", "State"),
            translate("Batch", "Remarks"),
        )
        return names[section]

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        one, column = self._outcomes[index.row()], index.column()
        if role == Role.DisplayRole:
            return (
                one.item.name
                if column == NAME_COLUMN
                else state_text(one)
                if column == STATE_COLUMN
                else about(one)
            )
        if role == Role.ToolTipRole:
            return about(one) or one.item.name if column == ABOUT_COLUMN else one.item.name
        if role == Role.DecorationRole and column == STATE_COLUMN:
            return self._icon(one)
        if role == Role.ForegroundRole and column == ABOUT_COLUMN:
            return QColor(self._theme.colours.muted)
        return None

    def _icon(self, one: Outcome) -> QIcon | None:
        name, role = _sign(one)
        if not name:
            return None
        colours = self._theme.colours
        key = name, getattr(colours, role)
        if key not in self._icons:
            made = QIcon()
            made.addPixmap(pixmap(*key, 2 * ICON_SIDE_PX))
            made.addPixmap(pixmap(name, colours.on_accent, 2 * ICON_SIDE_PX), QIcon.Mode.Selected)
            self._icons[key] = made
        return self._icons[key]


def _sign(one: Outcome) -> tuple[str, str]:
    """The icon of a state and the colour it has."""
    if one.state == "failed":
        return "circle-alert", "danger"
    if one.decision:
        return "circle-check", "good"
    if one.review:
        return "triangle-alert", "warning"
    signs = {
        "queued": ("", ""),
        "running": ("circle-dashed", "focus"),
        "done": ("circle-check", "good"),
        "nothing found": ("circle-check", "muted"),
        "doubtful, left as it was": ("triangle-alert", "warning"),
    }
    return signs[one.state.value]
