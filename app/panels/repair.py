"""The repair panel: the card of the chosen method, its options, and the answers to choose from."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from app.actions.registry import Actions
from app.panels.card import MethodCard
from app.panels.controls import form
from app.panels.methods import title_of
from app.session.methods import Methods
from app.session.repairs import Repairs
from app.session.session import Session
from app.text import translate
from app.theme.theme import Theme
from engine.options import resolve


class RepairPanel(QWidget):
    """Redrawn when another method is chosen."""

    explained = Signal(str)  # id of the method whose inner workings are asked for

    def __init__(
        self, session: Session, repairs: Repairs, *, methods: Methods, actions: Actions, theme: Theme
    ) -> None:
        super().__init__()
        self._session = session
        self._repairs = repairs
        self._methods = methods
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 4, 12, 12)
        self._column.setSpacing(8)
        self._card: QWidget = QWidget()
        self._opened = False
        self._options = QWidget()
        self._column.addWidget(self._card)
        self._column.addWidget(self._options)
        self._column.addWidget(self._answers(theme))
        again = QPushButton(translate("Repair", "Another try"))
        again.setToolTip(actions["again"].toolTip())
        again.clicked.connect(actions["again"].trigger)
        actions["again"].enabledChanged.connect(again.setEnabled)
        again.setEnabled(actions["again"].isEnabled())
        self._column.addWidget(again)
        self._column.addStretch(1)
        for signal in (methods.ready, repairs.method_changed):
            signal.connect(self.refresh)
        session.changed.connect(lambda change: self._count() if change.history else None)
        for signal in (session.opened, session.busy_changed):
            signal.connect(self._count)
        self.refresh()
        self._count()

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
        self._options.setVisible(
            bool(declared)
        )  # not before it has its place: it would be a window of its own

    def _answers(self, theme: Theme) -> QWidget:
        self._choices = QWidget()
        row = QHBoxLayout(self._choices)
        row.setContentsMargins(0, 0, 0, 0)
        self._chosen = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        for icon, name, by in (
            ("chevron-left", translate("Repair", "Previous answer"), -1),
            ("chevron-right", translate("Repair", "Next answer"), 1),
        ):
            button = QToolButton(toolTip=name)
            button.setAccessibleName(name)
            button.clicked.connect(lambda _=False, by=by: self._choose(by))
            theme.dress(button, icon)
            row.addWidget(button)
            if by < 0:
                row.addWidget(self._chosen, 1)
        return self._choices

    def _keep_open(self, opened: bool) -> None:
        self._opened = opened

    def _count(self) -> None:
        document = self._session.document
        applied = document.last_repair if document else None
        several = applied is not None and applied.alternatives > 1
        self._choices.setVisible(several)
        self._choices.setEnabled(not self._session.busy)
        if several and applied is not None:
            text = translate("Repair", "Answer {which} of {all}")
            self._chosen.setText(text.format(which=applied.choice + 1, all=applied.alternatives))

    def _choose(self, by: int) -> None:
        document = self._session.document
        if document and document.last_repair:
            applied = document.last_repair
            self._repairs.choose((applied.choice + by) % applied.alternatives)

    def _replace(self, old: QWidget, new: QWidget) -> QWidget:
        self._column.replaceWidget(old, new)
        old.hide()
        old.deleteLater()
        return new
