"""The window: docks and bars round the canvas, and nothing else."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QDockWidget,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMainWindow,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QStyle,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from app.widgets.window_size import first_size

# Of the arrangement of docks and toolbars; a saved one of another version is not restored.
LAYOUT_VERSION = 2
PANEL_WIDTH = 300
ORIGINAL_KEY = "\\"


class Window(QMainWindow):
    """The main window: pages, bars, docks and drops; application.py decides what it shows."""

    dropped = Signal(object)  # QMimeData
    held = Signal(bool)  # a drag is over the window
    original = Signal(bool)  # the key that shows the original is down

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Lacuna")
        self.setMinimumSize(800, 560)
        first_size(self, 1280, 800)
        self.setAcceptDrops(True)
        self.setDockOptions(QMainWindow.DockOption.AllowTabbedDocks)
        self.pages = QStackedWidget()
        self._lay_out_centre()
        self.docks: list[QDockWidget] = []
        self._aside: tuple[QDockWidget, ...] = ()  # panels that were shown before one stands alone
        self.may_close: Callable[[], bool] = lambda: True

    def _lay_out_centre(self) -> None:
        """The pages, and room for what `add_companion` puts above and beside them."""
        centre = QWidget()
        self._column = QVBoxLayout(centre)
        self._row = QHBoxLayout()
        for layout in (self._column, self._row):
            layout.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._row.setSpacing(2)
        self._row.addWidget(self.pages, 1)
        self._column.addLayout(self._row, 1)
        self.setCentralWidget(centre)

    def add_companion(self, above: QWidget, beside: QWidget) -> None:
        """A line above the pages, and a view beside them of the same width; both are hidden at first."""
        self._column.insertWidget(0, above)
        self._row.addWidget(beside, 1)
        for part in (self.pages, beside):  # they share the width, whatever each would like to have
            part.setMinimumWidth(1)
            part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        for part in (above, beside):
            part.hide()

    def add_bar(self, name: str, title: str, area: Qt.ToolBarArea) -> QToolBar:
        """A bar that stays where it is."""
        bar = QToolBar(title)
        bar.setObjectName(name)
        bar.setMovable(False)
        bar.setFloatable(False)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.addToolBar(area, bar)
        bar.style().unpolish(bar)  # what it was given before it had its name
        QApplication.sendEvent(bar, QEvent(QEvent.Type.StyleChange))
        return bar

    def add_dock(
        self, name: str, title: str, panel: QWidget, *, scrolls: bool = True, foot: QWidget | None = None
    ) -> QDockWidget:
        """A panel on the right, below those that are there; its foot is seen however far one scrolls."""
        dock = self._dock(name, title, panel, scrolls=scrolls)
        if foot is not None:
            dock.setWidget(_footed(dock.widget(), foot))
        self.docks.append(dock)
        return dock

    def add_guest(self, name: str, title: str, panel: QWidget) -> QDockWidget:
        """A panel for a while: `stand_alone` shows it in place of all others."""
        dock = self._dock(name, title, panel, scrolls=True)
        dock.hide()
        return dock

    def stand_alone(self, guest: QDockWidget, alone: bool) -> None:
        """Show a guest and no other panel, or the others again."""
        if alone:
            self._aside = tuple(dock for dock in self.docks if dock.isVisibleTo(self))
        for dock in self._aside:
            dock.setVisible(not alone)
        guest.setVisible(alone)
        if not alone:
            QTimer.singleShot(0, self, self.share_panels)  # once they have their places again

    def _dock(self, name: str, title: str, panel: QWidget, *, scrolls: bool) -> QDockWidget:
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
        return dock

    def share_panels(self) -> None:
        """All as high as they ask for but the last two, which share the rest, also of a larger window."""
        heights = [_wanted(dock) for dock in self.docks[:-2]]
        for dock, height in zip(self.docks, heights, strict=False):
            dock.setMaximumHeight(height)
        between = self.style().pixelMetric(QStyle.PixelMetric.PM_DockWidgetSeparatorExtent)
        rest = max(self.pages.height() - sum(heights) - between * (len(self.docks) - 1), 0)
        last = max(rest // 3, self.docks[-1].minimumSizeHint().height())
        self.resizeDocks(self.docks, [*heights, max(rest - last, 1), last], Qt.Orientation.Vertical)

    def layout_bytes(self) -> str:
        """Where everything stands, for the next start."""
        return f"{_text(self.saveGeometry())} {_text(self.saveState(LAYOUT_VERSION))}"

    def restore_layout(self, text: str) -> None:
        """What layout_bytes gave; anything else leaves the window as it is."""
        geometry, _, state = text.partition(" ")
        self.restoreGeometry(QByteArray.fromBase64(geometry.encode()))
        self.restoreState(QByteArray.fromBase64(state.encode()), LAYOUT_VERSION)

    def showEvent(self, event: QShowEvent) -> None:
        """Keys come to the handle first; a filter on the application would hear every event of all."""
        self.windowHandle().installEventFilter(self)
        super().showEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.may_close():
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
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
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


def _wanted(dock: QDockWidget) -> int:
    """The height at which nothing in it scrolls."""
    panel = dock.widget()
    inner = panel.widget() if isinstance(panel, QScrollArea) else panel
    return dock.titleBarWidget().sizeHint().height() + inner.sizeHint().height()


def _footed(panel: QWidget, foot: QWidget) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 8)
    column.setSpacing(4)
    column.addWidget(panel, 1)
    row = QHBoxLayout()
    row.setContentsMargins(12, 0, 12, 0)
    row.addWidget(foot)
    column.addLayout(row)
    return page


def spacer() -> QWidget:
    """Pushes what follows in a bar to its end."""
    room = QWidget()
    room.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return room


def _text(held: QByteArray) -> str:
    return bytes(held.toBase64()).decode()
