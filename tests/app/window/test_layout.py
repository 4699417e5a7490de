"""How the window and its panels share the room there is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDockWidget, QListWidget, QPushButton, QScrollArea

from app.panels.find import FindPanel
from app.widgets.window_size import FRAME_SIZE, first_size


def cut_off(dock: QDockWidget) -> int:
    """px of a panel for which one has to scroll."""
    panel = dock.widget()
    area = panel if isinstance(panel, QScrollArea) else panel.findChild(QScrollArea)
    return area.verticalScrollBar().maximum() if area else 0


@pytest.mark.parametrize(
    ("room", "size"), [((1280, 800), (1080, 720)), ((1920, 1080), (1080, 760)), ((1024, 768), (1008, 688))]
)
def test_a_window_leaves_room_for_its_frame(qtbot, monkeypatch, room, size) -> None:
    screen = type("Screen", (), {"availableSize": lambda _: QSize(*room)})()
    monkeypatch.setattr(QDialog, "screen", lambda _: screen)
    dialog = QDialog()
    qtbot.addWidget(dialog)
    first_size(dialog, 1080, 760)
    assert dialog.size() == QSize(*size)


def test_the_editor_begins_inside_its_screen(visitor) -> None:
    screen = QGuiApplication.primaryScreen()
    room = QRect(screen.availableGeometry().topLeft(), screen.availableSize() - FRAME_SIZE)
    assert room.height() >= visitor.editor.window.height()


def test_a_larger_window_is_room_for_the_repair_and_the_history(visitor) -> None:
    window = visitor.editor.window
    assert not any(cut_off(dock) for dock in window.docks[:-2])
    heights = [dock.height() for dock in window.docks]
    window.resize(1280, 1300)
    visitor.bot.waitUntil(lambda: window.docks[-1].height() > heights[-1])
    assert [dock.height() for dock in window.docks[:-2]] == heights[:-2]
    assert not any(cut_off(dock) for dock in window.docks[:-1])


def test_panels_have_their_places_again_once_a_picture_is_put_away(visitor) -> None:
    window = visitor.editor.window
    window.resize(1280, 1000)
    visitor.bot.wait(10)
    heights = [dock.height() for dock in window.docks]
    window.stand_alone(visitor.editor.blend_dock, True)
    visitor.bot.wait(10)
    window.stand_alone(visitor.editor.blend_dock, False)
    visitor.bot.waitUntil(lambda: [dock.height() for dock in window.docks[:-2]] == heights[:-2])


@pytest.mark.parametrize("method", ["auto", "patchmatch"])
def test_another_try_is_seen_without_scrolling(visitor, method: str) -> None:
    window = visitor.editor.window
    visitor.editor.repairs.choose_method(method)
    window.resize(1280, 800)
    window.share_panels()
    visitor.bot.wait(50)
    (again,) = [button for button in window.findChildren(QPushButton) if button.text() == "Another try"]
    visitor.bot.waitUntil(lambda: again.visibleRegion().boundingRect() == again.rect())


def test_what_auto_can_be_told_is_seen_without_scrolling(visitor) -> None:
    window = visitor.editor.window
    visitor.editor.repairs.choose_method("auto")
    window.resize(1280, 800)
    window.share_panels()
    visitor.bot.waitUntil(lambda: not any(cut_off(dock) for dock in window.docks))


def test_another_theme_moves_nothing(visitor) -> None:
    window, canvas = visitor.editor.window, visitor.editor.canvas
    before = canvas.mapTo(window, QPoint()), canvas.size()
    visitor.editor.settings["theme"] = "dark"
    visitor.editor.settings["theme"] = "light"
    visitor.bot.wait(50)
    assert before == (canvas.mapTo(window, QPoint()), canvas.size())


def test_the_newest_step_is_seen_also_in_a_smaller_window(visitor) -> None:
    window = visitor.editor.window
    for x in range(20, 140, 20):
        visitor.stroke((x, 30), (x + 5, 30))
    steps = window.docks[-1].findChild(QListWidget)
    for height in (1200, 800):
        window.resize(1280, height)
        window.share_panels()
        visitor.bot.wait(50)
    shown = steps.visualItemRect(steps.currentItem())
    assert steps.currentRow() == 6 and steps.viewport().rect().contains(shown)


def test_rows_of_the_find_panel_keep_their_distance_where_one_is_hidden(visitor) -> None:
    panel = visitor.editor.window.findChild(FindPanel)
    window, row = visitor.editor.window, panel.kind.parentWidget()
    window.resize(1280, 800)
    visitor.bot.wait(50)
    visitor.bot.waitUntil(lambda: row.isVisible())
    before = panel.button.y() - panel.said.y()
    row.hide()
    visitor.bot.wait(50)
    assert panel.button.y() - panel.said.y() == before
