"""A handle from which the result is dragged into another program or a folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl, Signal
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QToolButton

from app.session.result_file import ResultFile
from app.session.session import Session
from app.text import translate
from app.theme.theme import Theme


class DragHandle(QToolButton):
    """Pressing it has the file written; it goes along once that is done and the mouse has moved."""

    hinted = Signal(str)  # what a click that is no drag has to be told

    def __init__(self, session: Session, result: ResultFile, theme: Theme) -> None:
        super().__init__()
        self._result = result
        self._from: QPoint | None = None  # where the button went down, while it is
        self._moved = False
        self._path: Path | None = None
        self.setToolTip(translate("Window", "Drag the result from here into a folder or another program"))
        self.setAccessibleName(translate("Window", "Drag the result out"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        theme.dress(self, "file-output")
        result.ready.connect(self._take)
        self.clicked.connect(self._explain)
        session.opened.connect(lambda: self.setVisible(session.document is not None))
        self.hide()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._from, self._moved, self._path = event.position().toPoint(), False, None
            self._result.prepare()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if self._from is not None:
            way = event.position().toPoint() - self._from
            self._moved = self._moved or way.manhattanLength() >= QApplication.startDragDistance()
            self._go()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._from = None
        super().mouseReleaseEvent(event)

    def _take(self, path: Path) -> None:
        self._path = path
        self._go()

    def _go(self) -> None:
        """Begin the drag, once there is a file and the mouse has moved."""
        if self._from is None or self._path is None or not self._moved:
            return
        self._from = None
        self.setDown(False)
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(self._path))])
        drag = QDrag(self)
        drag.setMimeData(data)
        drag.setPixmap(self.icon().pixmap(32, 32))
        drag.exec(Qt.DropAction.CopyAction)

    def _explain(self) -> None:
        if not self._moved:
            self.hinted.emit(self.toolTip())
