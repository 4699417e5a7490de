"""The repair panel: the card of the chosen method, and its options."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.menus import Actions
from app.panels.card import MethodCard
from app.panels.methods import title_of
from app.session.methods import Methods
from app.session.repairs import Repairs
from app.text import translate
from app.widgets.buttons import action_button
from app.widgets.option_form import form
from app.widgets.wheel import WheelFilter
from engine.options import resolve


class RepairPanel(QWidget):
    """Redrawn when another method is chosen."""

    explained = Signal(str)  # id of the method whose inner workings are asked for

    def __init__(self, repairs: Repairs, *, methods: Methods, actions: Actions) -> None:
        super().__init__()
        self._repairs = repairs
        self._methods = methods
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 4, 12, 4)
        self._column.setSpacing(8)
        self._card: QWidget = QWidget()
        self._opened = False
        self._wheel = WheelFilter(self)
        self._options = QWidget()
        self._column.addWidget(self._card)
        self.again = action_button(translate("Repair", "Another try"), actions["again"])  # for the foot
        self._edges = action_button(translate("Repair", "Show edges"), actions["edges"])
        self._column.addWidget(self._edges)
        self._column.addWidget(self._options)
        self._column.addStretch(1)
        for signal in (methods.ready, repairs.method_changed):
            signal.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Draw card and options of the chosen method."""
        id = self._repairs.method
        card = MethodCard(
            title_of(id, self._methods),
            self._methods.known.get(id),
            open_=self._opened,
            explains=any(network.id == id for network in self._methods.explainable),
        )
        card.opened.connect(self._keep_open)
        card.explained.connect(lambda: self.explained.emit(id))
        self._card = self._replace(self._card, card)
        declared = self._methods.options(id)
        values = resolve(declared, self._repairs.options(id))
        options = form(declared, values, lambda option, value: self._repairs.set_option(id, option, value))
        self._options = self._replace(self._options, options)
        self._wheel.keep(options)
        # Not before it has its place: it would be a window of its own.
        self._options.setVisible(bool(declared))
        self._edges.setVisible(self._methods.previews_edges(id))

    def _keep_open(self, opened: bool) -> None:
        self._opened = opened

    def _replace(self, old: QWidget, new: QWidget) -> QWidget:
        self._column.replaceWidget(old, new)
        old.hide()
        old.deleteLater()
        return new
