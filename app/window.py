"""The window: panels and bars round the canvas, and nothing else."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QDockWidget,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMainWindow,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from app.text import translate
from app.widgets.sections import Section, SectionColumn
from app.widgets.window_size import FRAME_SIZE, first_size

# Of the arrangement of docks and toolbars; a saved one of another version is not restored.
LAYOUT_VERSION = 3
RIGHT_TO_LEFT_VERSIONS = 1000  # Added to it where the window is mirrored.
PANEL_WIDTH = 300
MIN_SIZE = QSize(800, 560)  # px, less on a screen that is smaller
ORIGINAL_KEY = "\\"


class Window(QMainWindow):
    """The main window: pages, bars, docks and drops; application.py decides what it shows."""

    dropped = Signal(object)  # QMimeData
    held = Signal(bool)  # a drag is over the window
    original = Signal(bool)  # the key that shows the original is down

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Lacuna")
        self.setMinimumSize(MIN_SIZE.boundedTo(self.screen().availableSize() - FRAME_SIZE))
        first_size(self, 1280, 800)
        self.setAcceptDrops(True)
        self.setDockOptions(QMainWindow.DockOption.AllowTabbedDocks)
        self.pages = QStackedWidget()
        self._lay_out_centre()
        self._drop = QFrame(self.pages, objectName="drop")  # over the photo while something is held over it
        self._drop.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._drop.setProperty("over", True)
        self._drop.hide()
        self.column = SectionColumn()
        self.panels = self._dock("panels", translate("Window", "Panels"), self.column)
        self._panels_wanted = True  # they were shown before a guest stands alone
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

    def add_line(self, line: QWidget) -> None:
        """A line of buttons above the pages, and above the lines that are there."""
        self._column.insertWidget(0, line)

    def add_strip(self, strip: QWidget) -> None:
        """A low part below the pages, hidden at first."""
        self._column.addWidget(strip)
        strip.hide()

    def add_companion(self, above: QWidget, beside: QWidget) -> None:
        """A line above the pages, and a view beside them of the same width; both are hidden at first."""
        self.add_line(above)
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
        mirrored = area == Qt.ToolBarArea.LeftToolBarArea and self.isRightToLeft()
        self.addToolBar(Qt.ToolBarArea.RightToolBarArea if mirrored else area, bar)
        bar.style().unpolish(bar)  # what it was given before it had its name
        QApplication.sendEvent(bar, QEvent(QEvent.Type.StyleChange))
        return bar

    def add_section(
        self, name: str, title: str, panel: QWidget, *, foot: QWidget | None = None, folded: bool = False
    ) -> None:
        """A panel on the right, below those that are there; its foot is seen however far one scrolls.

        folded: it is, until the person unfolds it.
        """
        section = Section(name, title, panel)
        section.fold(folded)
        self.column.add(section)
        if foot is not None:
            self.column.add_foot(foot)

    def add_last_section(self, name: str, title: str, panel: QWidget, *, corner: QWidget) -> None:
        """The panel that has what room the others leave.  corner: a button at the end of its title."""
        self.column.add_last(Section(name, title, panel, corner=corner))

    def add_guest(self, name: str, title: str, panel: QWidget) -> QDockWidget:
        """A panel for a while: `stand_alone` shows it in place of all others."""
        area = QScrollArea(widgetResizable=True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(panel)
        dock = self._dock(name, title, area)
        dock.setTitleBarWidget(QLabel(title, objectName="dockTitle"))
        dock.hide()
        return dock

    def stand_alone(self, guest: QDockWidget, alone: bool) -> None:
        """Show a guest and no other panel, or the others again if they were shown."""
        if alone:
            self._panels_wanted = self.panels.isVisibleTo(self)
        self.panels.setVisible(self._panels_wanted and not alone)
        guest.setVisible(alone)

    def _dock(self, name: str, title: str, content: QWidget) -> QDockWidget:
        dock = QDockWidget(title)
        dock.setObjectName(name)
        areas = Qt.DockWidgetArea
        area = areas.LeftDockWidgetArea if self.isRightToLeft() else areas.RightDockWidgetArea
        dock.setAllowedAreas(area)
        dock.setFeatures(QDockWidget.DockWidgetFeature.DockWidgetClosable)
        dock.setTitleBarWidget(QWidget())
        dock.setWidget(content)
        dock.setMinimumWidth(PANEL_WIDTH)
        self.addDockWidget(area, dock)
        return dock

    def mark_drop(self, held: bool) -> None:
        """Mark the page as the place where what is held over the window can be dropped."""
        self._drop.setGeometry(self.pages.rect().adjusted(8, 8, -8, -8))
        self._drop.setVisible(held)
        self._drop.raise_()

    def toggle_full_screen(self) -> None:
        """The whole screen, or as the window was before."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def layout_bytes(self) -> str:
        """Where everything stands, for the next start."""
        state = _text(self.saveState(self._layout_version))
        return f"{_text(self.saveGeometry())} {state} {','.join(self.column.folded)}"

    def restore_layout(self, text: str) -> None:
        """What layout_bytes gave; anything else leaves the window as it is."""
        if not text:
            return
        geometry, _, rest = text.partition(" ")
        state, _, folded = rest.partition(" ")
        self.column.set_folded(folded.split(","))
        self.restoreGeometry(QByteArray.fromBase64(geometry.encode()))
        self.restoreState(QByteArray.fromBase64(state.encode()), self._layout_version)

    @property
    def _layout_version(self) -> int:
        """Panels that were on one side are not restored there in a language that has them on the other."""
        return LAYOUT_VERSION + (RIGHT_TO_LEFT_VERSIONS if self.isRightToLeft() else 0)

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
        own = event.source() is not None  # The result, which is dragged out.
        if not own and (event.mimeData().hasUrls() or event.mimeData().hasImage()):
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
        if isinstance(event, QKeyEvent) and event.type() in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
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
    return held.toBase64().data().decode()
