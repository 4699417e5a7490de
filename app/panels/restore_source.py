"""Which moment of the photo the Restore tool brings back."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.canvas.tools.restore import RestoreTool
from app.canvas.view import Canvas
from app.document.planes import PHOTO_PLANE
from app.session.session import Session
from app.text import count, step_text, translate
from app.widgets.combo import named_combo


class RestoreSource(QWidget):
    """The photo as it was opened, or after one of the steps that changed its pixels."""

    def __init__(self, canvas: Canvas, session: Session) -> None:
        super().__init__()
        tool = canvas.tools["restore"]
        assert isinstance(tool, RestoreTool)
        self._tool, self._session = tool, session
        name = translate("Tool", "Restore to")
        self.box = named_combo(name, translate("Tool", "The moment whose pixels the brush brings back"))
        self.box.activated.connect(lambda _: setattr(tool, "state", self.box.currentData()))
        title = QLabel(name)
        title.setBuddy(self.box)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(title)
        row.addWidget(self.box, 1)
        self._shown: list[tuple[int, int, str]] | None = None
        session.opened.connect(self._begin_anew)
        session.changed.connect(lambda change: self._refresh() if change.history else None)
        self._refresh()

    def _begin_anew(self) -> None:
        self._shown = None
        self._refresh()

    def _refresh(self) -> None:
        """The steps that stand now; where the chosen one does not any more, the photo as it was opened."""
        moments = self._moments()
        if moments == self._shown:
            return
        self._shown = moments
        self.box.clear()
        self.box.addItem(translate("Tool", "As it was opened"), None)
        for number, id, title in moments:
            text = translate("Tool", "After step {number}: {title}")
            self.box.addItem(text.format(number=count(number), title=step_text(title)), id)
        self._tool.state = self._tool.state if self.box.findData(self._tool.state) > 0 else None
        self.box.setCurrentIndex(max(0, self.box.findData(self._tool.state)))

    def _moments(self) -> list[tuple[int, int, str]]:
        """(number in the history, id, title) of the steps after which the photo was other than now."""
        document = self._session.document
        if document is None:
            return []
        history = document.history
        steps = enumerate(history.steps[: history.position], start=1)
        found = [(number, step.id, step.title) for number, step in steps if PHOTO_PLANE in step.planes]
        return found[:-1]
