"""Repair > Compare methods: a list of methods, the board of their fills, and the one that is taken."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.compare.board import BEFORE_KEY, Board
from app.panels.methods import help_of, in_order, label
from app.session.comparison import ComparedFill, Comparison
from app.session.methods import AUTO_METHOD, Methods
from app.text import translate
from app.theme.theme import Theme
from app.widgets.buttons import push_button
from app.widgets.option_form import caption
from app.widgets.window_size import first_size

LIST_WIDTH_PX = 248


class CompareDialog(QDialog):
    """Nothing of the document changes until a fill is taken; meanwhile the editor waits."""

    def __init__(self, comparison: Comparison, methods: Methods, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("Compare", "Compare methods"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setSizeGripEnabled(True)
        first_size(self, 1240, 760)
        self._comparison, self._methods, self._theme = comparison, methods, theme
        self.list = QListWidget()
        self.list.setAccessibleName(translate("Compare", "Methods to compare"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.board = Board()
        self.run_button = push_button(translate("Compare", "Fill with these"), self._run)
        self.cancel_button = push_button(translate("Compare", "Cancel"), comparison.cancel)
        self.blink_button = push_button("", self._toggle_blink)
        self.blink_button.setCheckable(True)
        self.take_button = push_button("", self._take)
        self.close_button = push_button(translate("Compare", "Close"), self.end)
        self._arrange()
        self._add_keys()
        self.list.itemChanged.connect(lambda _: self._refresh())
        self.board.changed.connect(self._refresh)
        comparison.changed.connect(self._show_fill)
        comparison.ended.connect(self._refresh)
        theme.changed.connect(lambda _: self._follow_theme())

    def begin(self) -> None:
        """Show the window on the mask as it is, unless there is none."""
        if not self.isVisible():
            self._comparison.begin(self._begun)

    def _begun(self) -> None:
        self._follow_theme()
        self._fill_list()
        self.show()
        self.board.start(self._comparison.photo, self._comparison.home)
        for number, fill in enumerate(self._comparison.fills):
            name = translate("Repair", "Answer {which}: {methods}")
            self.board.show_fill(fill, name.format(which=number + 1, methods=self._methods_of(fill)))
        if self._comparison.used is not None:
            self.board.choose(self._comparison.used)
        self._order_tabs()
        self._refresh()
        self.list.setFocus()

    def reject(self) -> None:
        """Esc and Close: end blinking, else cancel what runs, else leave all as it was."""
        if self.board.blinking:
            self.board.blink(False)
        elif self._comparison.busy:
            self._comparison.cancel()
        else:
            self.end()

    def end(self) -> None:
        """Leave all as it was, also while a method fills."""
        self.board.clear()
        self._comparison.end()
        super().reject()

    # Making

    def _arrange(self) -> None:
        left = QVBoxLayout(spacing=8)
        title = QLabel(translate("Compare", "Methods"))
        title.setProperty("role", "title")
        note = translate("Compare", "All fill the same mask. Nothing changes until you take a fill.")
        buttons = QHBoxLayout(spacing=8)
        buttons.addWidget(self.run_button, 1)
        buttons.addWidget(self.cancel_button)
        left.addWidget(title)
        left.addWidget(self.list, 1)
        left.addLayout(buttons)
        left.addWidget(caption(note))
        side = QWidget()
        side.setFixedWidth(LIST_WIDTH_PX)
        side.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        body = QHBoxLayout(spacing=12)
        body.addWidget(side)
        body.addWidget(self.board, 1)
        foot = QHBoxLayout(spacing=8)
        foot.addWidget(self.blink_button)
        foot.addStretch(1)
        foot.addWidget(self.take_button)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(12)
        column.addLayout(body, 1)
        column.addLayout(foot)

    def _add_keys(self) -> None:
        """As in the editor's own view."""
        for keys, run in (
            ("B", self._toggle_blink),
            ("+", lambda: self._magnify(up=True)),
            ("=", lambda: self._magnify(up=True)),
            ("-", lambda: self._magnify(up=False)),
            ("1", lambda: self._zoom(1.0)),
            ("2", lambda: self.board.home(self._comparison.home)),
            ("Ctrl+0", self._fit),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(run)

    def _fill_list(self) -> None:
        """Those that were checked stay so; at first the ones that `auto` takes."""
        checked = {id for id, on in self._checks().items() if on} or {AUTO_METHOD} | {
            known.info.id for known in self._methods.known.values() if known.recommended
        }
        self.list.clear()
        self._add_item(AUTO_METHOD, translate("Method", "Auto"), translate("Method", "Chooses by the mask"))
        for known in in_order(self._methods):
            if known.able:
                self._add_item(known.info.id, label(known).partition("\t")[0], help_of(known))
        for row in range(self.list.count()):
            item = self.list.item(row)
            on = item.data(Qt.ItemDataRole.UserRole) in checked
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def _add_item(self, id: str, text: str, help: str) -> None:
        item = QListWidgetItem(text, self.list)
        item.setData(Qt.ItemDataRole.UserRole, id)
        item.setToolTip(help)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Unchecked)

    def _checks(self) -> dict[str, bool]:
        items = [self.list.item(row) for row in range(self.list.count())]
        return {
            item.data(Qt.ItemDataRole.UserRole): item.checkState() == Qt.CheckState.Checked for item in items
        }

    @property
    def checked(self) -> list[str]:
        """Ids of the methods that are to be compared, in the order of the list."""
        return [id for id, on in self._checks().items() if on]

    # What is done

    def _run(self) -> None:
        self._comparison.run(self.checked)
        self._refresh()

    def _take(self) -> None:
        tile = self.board.current
        if tile is None or tile.fill is None or not self.take_button.isEnabled():
            return
        key = tile.key
        self.board.clear()
        self._comparison.take(key)
        self.accept()

    def _toggle_blink(self) -> None:
        self.board.blink(not self.board.blinking)
        self._refresh()

    def _magnify(self, *, up: bool) -> None:
        if self.board.view is not None:
            self._zoom(self.board.view.viewport.step(up=up))

    def _zoom(self, scale: float) -> None:
        if self.board.view is not None:
            self.board.view.magnify(scale)

    def _fit(self) -> None:
        if self.board.view is not None:
            self.board.view.fit_all()

    # What is shown

    def _show_fill(self, key: str) -> None:
        fill = self._comparison.fill_of(key)
        if fill is None or not self.isVisible():
            return
        known = len(self.board.tiles)
        self.board.show_fill(fill, self._name(fill))
        if len(self.board.tiles) > known:
            self._order_tabs()
        if fill.state == "filled" and self.board.current_key == BEFORE_KEY:
            self.board.choose(key)
        self._refresh()

    def _order_tabs(self) -> None:
        """Tab goes from the list over the tiles to the buttons below."""
        parts = [self.list, self.run_button, self.cancel_button, *self.board.tiles, self.blink_button]
        for part, following in pairwise([*parts, self.take_button, self.close_button]):
            self.setTabOrder(part, following)

    def _name(self, fill: ComparedFill) -> str:
        if fill.key == AUTO_METHOD:
            return " · ".join(filter(None, (translate("Method", "Auto"), self._methods_of(fill))))
        return self._methods_of(fill)

    def _methods_of(self, fill: ComparedFill) -> str:
        known = self._methods.known
        return " + ".join(known[id].info.title for id in fill.methods if id in known)

    def _refresh(self) -> None:
        busy, tile = self._comparison.busy, self.board.current
        filled = tile is not None and tile.fill is not None and tile.fill.state == "filled"
        self._exchange_buttons(busy)
        self.list.setEnabled(not busy)
        self.take_button.setEnabled(filled and not busy)
        goes_on = filled and tile is not None and tile.key != self._comparison.used
        for button in (self.take_button, self.run_button):  # Enter presses the one that goes on.
            button.setDefault(button is (self.take_button if goes_on else self.run_button))
        take = translate("Compare", "Take {method}").format(method=tile.name) if tile and filled else ""
        self.take_button.setText(take or translate("Compare", "Take"))
        pair = [one.name for one in (self.board.current, self.board.second) if one is not None]
        self.blink_button.setEnabled(self.board.blinking or self.board.can_blink)
        self.blink_button.setChecked(self.board.blinking)
        self.blink_button.setText(
            translate("Compare", "All side by side")
            if self.board.blinking
            else translate("Compare", "Blink: {one} and {other}").format(one=pair[0], other=pair[-1])
            if self.board.can_blink
            else translate("Compare", "Blink two")
        )

    def _exchange_buttons(self, busy: bool) -> None:
        """Of Fill and Cancel one is enabled, and has the focus if the other had it: Qt would move it on."""
        shown, other = self.run_button, self.cancel_button
        shown.setEnabled(bool(self.checked))
        if busy:
            shown, other = other, shown
            shown.setEnabled(True)
        if self.focusWidget() is other:
            shown.setFocus()
        other.setEnabled(False)

    def _follow_theme(self) -> None:
        self.board.set_surround(QColor(self._theme.colours.surround))
