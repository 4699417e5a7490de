"""Every window that a menu opens shows all that it says, and Escape closes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QPoint, QRect, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QScrollArea,
    QWidget,
)

from app.settings.settings import Settings
from app.settings.store import Store
from engine.system.paths import config_folder
from tests.app.window.conftest import Visitor

DIALOGS = ("settings", "shortcuts", "about", "batch", "teach", "add_model", "compare_methods")
# These ask for a file or a printer, with dialogs of the system.
SYSTEM_DIALOGS = {
    "open",
    "save_as",
    "save_copy",
    "save_layers",
    "print",
    "import_mask",
    "export_mask",
    "blend",
}
PANEL_NUMBERS = {"grow", "shrink", "feather"}  # These lead to a number in a panel.
COMBO_BOX_FRAME_PX = 24  # Its arrow and frame, at least.


@pytest.fixture(params=[("en", "light"), ("de", "dark")], ids="-".join)
def spoken(
    request: pytest.FixtureRequest, make_visitor: Callable[[], Visitor], picture: Path
) -> Iterator[Visitor]:
    """The window in a language and a theme, with something marked."""
    locale = QLocale()
    settings = Settings(Store(config_folder() / "settings.toml"))
    settings["language"], settings["theme"] = request.param
    visitor = make_visitor()
    visitor.open(picture)
    visitor.stroke((70, 60), (90, 60))
    yield visitor
    for translator in visitor.editor.translators:
        QCoreApplication.removeTranslator(translator)
    QLocale.setDefault(locale)


def test_each_dialog_of_the_menus_is_known(visitor: Visitor) -> None:
    asking = {action.objectName() for action in visitor.editor.actions if action.text().endswith("…")}
    assert asking <= {*DIALOGS, *SYSTEM_DIALOGS, *PANEL_NUMBERS}


def test_nothing_is_clipped_and_escape_closes(spoken: Visitor) -> None:
    found = {id: look(spoken, id) for id in DIALOGS}
    assert found == {id: ([], "closed") for id in DIALOGS}


@pytest.mark.parametrize("size", [(1280, 720), (1600, 1000)])
def test_nothing_is_clipped_in_the_editor(spoken: Visitor, size: tuple[int, int]) -> None:
    window = spoken.editor.window
    window.resize(*size)
    QApplication.processEvents()
    assert clipped(window) == []


def test_a_text_with_too_little_room_is_found(qtbot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(300, 100)
    for place, width in ((QPoint(0, 0), 200), (QPoint(0, 30), 20), (QPoint(250, 60), 200)):
        label = QLabel(f"A text at {place.y()}", window)
        label.setGeometry(QRect(place, label.sizeHint()))
        label.setFixedWidth(width)
    window.show()
    assert clipped(window) == ["A text at 30", "A text at 60"]


def look(visitor: Visitor, id: str) -> tuple[list[str], str]:
    """Open the window of a menu command: (what it clips, whether Escape closes it)."""
    before, found = set(shown_windows()), []

    def check() -> None:
        beside = visitor.editor.beside
        if id == "teach":
            visitor.bot.waitUntil(lambda: beside.teach_dialog.learning is not None)
        (window,) = set(shown_windows()) - before
        QApplication.processEvents()
        clips = clipped(window)
        QTest.keyClick(window, Qt.Key.Key_Escape)
        found.append((clips, "open" if window.isVisible() else "closed"))
        if window.isVisible():
            window.close()

    QTimer.singleShot(0, check)
    visitor.act(id)
    visitor.bot.waitUntil(lambda: bool(found))
    return found[0]


def shown_windows() -> list[QWidget]:
    return [window for window in QApplication.topLevelWidgets() if window.isVisible()]


def clipped(window: QWidget) -> list[str]:
    """Texts of a window that have too little room."""
    parts = [part for part in window.findChildren(QWidget) if part.isVisible() and text_of(part)]
    return [text_of(part) for part in parts if too_small(part) or outside(part, window)]


def text_of(part: QWidget) -> str:
    if isinstance(part, QComboBox):
        return part.currentText()
    return part.text() if isinstance(part, QLabel | QAbstractButton) else ""


def too_small(part: QWidget) -> bool:
    if isinstance(part, QLabel) and part.wordWrap():
        return part.heightForWidth(part.width()) > part.height()
    if isinstance(part, QComboBox):
        wide = part.fontMetrics().horizontalAdvance(part.currentText()) + COMBO_BOX_FRAME_PX
        return wide > part.width() or part.minimumSizeHint().height() > part.height()
    needed = part.minimumSizeHint()
    return needed.width() > part.width() or needed.height() > part.height()


def outside(part: QWidget, window: QWidget) -> bool:
    """It lies partly beside the window, or beside what a scroll area shows across."""
    frame = part.parentWidget()
    while frame is not None and frame is not window and not isinstance(frame, QAbstractScrollArea):
        frame = frame.parentWidget()
    area = frame.viewport() if isinstance(frame, QScrollArea) else window
    place = QRect(part.mapTo(area, QPoint()), part.size())
    across = place.left() >= 0 and place.right() <= area.width()
    return not across or (area is window and not window.rect().contains(place))
