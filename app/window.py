"""The window: docks and bars round the canvas, and nothing else."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QDockWidget,
    QLabel,
    QLineEdit,
    QMainWindow,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QToolBar,
    QWidget,
)

LAYOUT = 1  # number of this arrangement; a saved one of another number is not restored
PANEL_WIDTH = 300
ORIGINAL_KEY = "\\"


class Window(QMainWindow):
    """Told what to show by application.py."""

    dropped = Signal(object)  # QMimeData
    held = Signal(bool)  # a drag is over the window
    original = Signal(bool)  # the key that shows the original is down

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Lacuna")
        self.setMinimumSize(800, 560)
        self.resize(1280, 800)
        self.setAcceptDrops(True)
        self.setDockOptions(QMainWindow.DockOption.AllowTabbedDocks)
        self.pages = QStackedWidget()
        self.setCentralWidget(self.pages)
        self.docks: list[QDockWidget] = []
        self.may_close: Callable[[], bool] = lambda: True
        QApplication.instance().installEventFilter(self)

    def add_bar(self, name: str, title: str, area: Qt.ToolBarArea) -> QToolBar:
        """A bar that stays where it is."""
        bar = QToolBar(title)
        bar.setObjectName(name)
        bar.setMovable(False)
        bar.setFloatable(False)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.addToolBar(area, bar)
        return bar

    def add_dock(self, name: str, title: str, panel: QWidget, *, scrolls: bool = True) -> QDockWidget:
        """A panel on the right, below those that are there."""
        dock = QDockWidget(title)
        dock.setObjectName(name)
        dock.setAllowedAreas(Qt.DockWidgetArea.RightDockWidgetArea)
        dock.setFeatures(QDockWidget.DockWidgetFeature.DockWidgetClosable)
        heading = QLabel(title, objectName="dockTitle")
        dock.setTitleBarWidget(heading)
        if scrolls:
            area = QScrollArea(widgetResizable=True)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            area.setWidget(panel)
            dock.setWidget(area)
        else:
            dock.setWidget(panel)
        dock.setMinimumWidth(PANEL_WIDTH)
        self.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
        self.docks.append(dock)
        return dock

    def share_panels(self) -> None:
        """The first panel as high as it asks for; of the rest the last one gets a quarter."""
        first, rest = self.docks[0].widget().sizeHint().height(), self.height()
        middle = [rest * 3 // 4 // max(len(self.docks) - 2, 1)] * (len(self.docks) - 2)
        self.resizeDocks(self.docks, [first, *middle, rest // 4], Qt.Orientation.Vertical)

    def layout_bytes(self) -> str:
        """Where everything stands, for the next start."""
        return f"{_text(self.saveGeometry())} {_text(self.saveState(LAYOUT))}"

    def restore_layout(self, text: str) -> None:
        """What layout_bytes gave; anything else leaves the window as it is."""
        geometry, _, state = text.partition(" ")
        self.restoreGeometry(QByteArray.fromBase64(geometry.encode()))
        self.restoreState(QByteArray.fromBase64(state.encode()), LAYOUT)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.may_close():
            QApplication.instance().removeEventFilter(self)
            event.accept()
        else:
            event.ignore()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()
            self.held.emit(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.held.emit(False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.held.emit(False)
        self.dropped.emit(event.mimeData())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A key that is held cannot be a shortcut."""
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease) and watched is self.windowHandle():
            return self._hold(event)
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """A key let go of in another window is let go of."""
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self.original.emit(False)
        super().changeEvent(event)

    def _hold(self, event: QKeyEvent) -> bool:
        typing = isinstance(QApplication.focusWidget(), QLineEdit)
        if (event.text() != ORIGINAL_KEY and event.key() != Qt.Key.Key_Backslash) or typing:
            return False
        if not event.isAutoRepeat():
            self.original.emit(event.type() == QEvent.Type.KeyPress)
        return True


def spacer() -> QWidget:
    """Pushes what follows in a bar to its end."""
    room = QWidget()
    room.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return room


def _text(held: QByteArray) -> str:
    return bytes(held.toBase64()).decode()
