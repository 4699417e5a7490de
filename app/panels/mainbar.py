"""The bar at the top: verbs, method, undo and redo, the original."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QToolBar, QToolButton

from app.menus import Actions, plain
from app.panels.methods import fill_menu, title_of
from app.session.methods import Methods
from app.session.repairs import Repairs
from app.text import translate
from app.theme.theme import Theme
from app.widgets.buttons import add_to_bar, follow_tip
from app.window import spacer


class MainBar(QObject):
    original = Signal(bool)

    def __init__(
        self,
        bar: QToolBar,
        actions: Actions,
        *,
        theme: Theme,
        methods: Methods,
        repairs: Repairs,
        erase: Callable[[], None],
        find: Callable[[], None],
    ) -> None:
        super().__init__(bar)
        self._methods = methods
        self._repairs = repairs
        self.find = self._verb(actions["find_and_repair"], find, theme, "sparkles")
        self.erase = self._verb(actions["erase"], erase, theme, "circle-dashed")
        self.method = self._method_button()
        self.original_button = self._original(theme)
        bar.addWidget(self.find)
        bar.addWidget(self.erase)
        bar.addWidget(self.method)
        bar.addWidget(spacer())
        for id in ("undo", "redo"):
            add_to_bar(bar, actions[id])
        bar.addWidget(self.original_button)
        methods.ready.connect(self._name)
        repairs.method_changed.connect(self._name)
        self._name()

    def show_original(self, shown: bool) -> None:
        """Press or let go of the button, when the key does."""
        self.original_button.setDown(shown)

    def _verb(self, action: QAction, run: Callable[[], None], theme: Theme, icon: str) -> QPushButton:
        name = plain(action.text())
        button = QPushButton(f"\u2002{name}")
        button.setAccessibleName(name)
        button.setProperty("verb", True)
        follow_tip(button, action)
        button.setAccessibleDescription(action.whatsThis())
        button.clicked.connect(run)
        button.setEnabled(action.isEnabled())
        action.enabledChanged.connect(button.setEnabled)
        theme.dress(button, icon, on_accent=True)
        return button

    def _method_button(self) -> QToolButton:
        button = QToolButton(popupMode=QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setObjectName("method")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setToolTip(translate("Method", "How it is filled"))
        menu = QMenu(button)
        menu.aboutToShow.connect(lambda: self._fill(menu))
        button.setMenu(menu)
        return button

    def _fill(self, menu: QMenu) -> None:
        menu.clear()
        fill_menu(menu, self._methods, self._repairs)

    def _original(self, theme: Theme) -> QToolButton:
        button = QToolButton(text=translate("Window", "Original"))
        button.setToolTip(translate("Window", "See the original while held (\\)"))
        button.setAccessibleName(translate("Window", "Original"))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.pressed.connect(lambda: self.original.emit(True))
        button.released.connect(lambda: self.original.emit(False))
        theme.dress(button, "eye")
        return button

    def _name(self) -> None:
        text = translate("Method", "Method: {name}").format(
            name=title_of(self._repairs.method, self._methods)
        )
        self.method.setText(f"{text}  ▾")
        self.method.setAccessibleName(text)
