"""How the window and its panels share the room there is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QListWidget,
    QMainWindow,
    QPushButton,
    QScrollArea,
    QToolButton,
)

from app.panels.card import MethodCard
from app.panels.find import FindPanel
from app.widgets.window_size import FRAME_SIZE, first_size


def heights(window) -> list[int]:
    """Of the sections, once everything has its place."""
    seen: list[int] = []
    while (now := [section.height() for section in window.column.sections]) != seen:
        seen = now
        QApplication.processEvents()
    return now


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


@pytest.mark.parametrize("ratio", [1, 2])
def test_the_editor_fits_a_screen_scaled_to_twice_its_size(make_visitor, monkeypatch, ratio: int) -> None:
    screen = type("Screen", (), {"availableSize": lambda _: QSize(1280, 800) / ratio})()
    monkeypatch.setattr(QMainWindow, "screen", lambda _: screen)
    visitor = make_visitor()
    visitor.open(None)
    window = visitor.editor.window
    assert window.height() <= 800 / ratio - FRAME_SIZE.height()
    status = visitor.editor.status
    assert window.rect().contains(QRect(status.mapTo(window, QPoint()), status.size()))


def test_a_larger_window_is_room_for_the_history(visitor) -> None:
    window = visitor.editor.window
    window.resize(1280, 1100)
    visitor.bot.waitUntil(lambda: not window.column.hidden_height)
    before = heights(window)
    window.resize(1280, 1300)
    visitor.bot.waitUntil(lambda: heights(window)[-1] > before[-1])
    assert heights(window)[:-1] == before[:-1]


def test_in_a_low_window_the_sections_scroll_together_and_the_history_is_seen(visitor) -> None:
    window = visitor.editor.window
    visitor.stroke((20, 30), (25, 30))
    window.resize(1280, 720)
    column = window.column
    visitor.bot.waitUntil(lambda: column.hidden_height > 0)
    inner = [area for area in column.findChildren(QScrollArea) if area.verticalScrollBar().maximum()]
    assert len(inner) == 1, "no scroll area inside another"
    steps = column.findChild(QListWidget)
    assert not steps.verticalScrollBar().maximum(), "both steps are seen"


def test_in_a_low_window_the_button_that_finds_damage_is_seen_without_scrolling(visitor) -> None:
    window = visitor.editor.window
    window.resize(1280, 720)
    visitor.bot.waitUntil(lambda: window.column.hidden_height > 0)
    button = window.column.findChild(FindPanel).button
    assert button.visibleRegion().boundingRect() == button.rect()


def test_a_click_on_its_title_folds_a_section(visitor) -> None:
    window = visitor.editor.window
    window.resize(1280, 720)
    column = window.column
    visitor.bot.waitUntil(lambda: column.hidden_height > 0)
    before, (brush, _, find, *_) = column.hidden_height, column.sections
    for section in (brush, find):
        visitor.bot.mouseClick(section.heading, Qt.MouseButton.LeftButton)
    assert not brush.panel.isVisible()
    visitor.bot.waitUntil(lambda: column.hidden_height < before)
    assert column.folded == ["brush", "mask", "find"]
    kept = window.layout_bytes()
    visitor.bot.mouseClick(brush.heading, Qt.MouseButton.LeftButton)
    assert brush.panel.isVisible()
    window.restore_layout(kept)
    assert column.folded == ["brush", "mask", "find"], "the next start has them as they were"


def test_with_the_history_folded_its_title_stays_below_the_others(visitor) -> None:
    window = visitor.editor.window
    window.resize(1280, 1100)
    history = window.column.sections[-1]
    visitor.bot.waitUntil(lambda: not window.column.hidden_height)
    before = history.y()
    visitor.bot.mouseClick(history.heading, Qt.MouseButton.LeftButton)
    visitor.bot.waitUntil(lambda: history.height() <= history.heading.height() + 1)
    assert history.y() == before


def test_panels_have_their_places_again_once_a_picture_is_put_away(visitor) -> None:
    window = visitor.editor.window
    before = heights(window)
    window.stand_alone(visitor.editor.blend_dock, True)
    assert not window.panels.isVisible() and visitor.editor.blend_dock.isVisible()
    window.stand_alone(visitor.editor.blend_dock, False)
    assert window.panels.isVisible() and not visitor.editor.blend_dock.isVisible()
    assert len([height for height in heights(window) if height > 0]) == len(before)


def test_what_edges_need_is_seen_in_a_large_window(visitor) -> None:
    window = visitor.editor.window
    visitor.editor.repairs.choose_method("edge-connect")
    window.resize(1600, 1000)
    (edges,) = [button for button in window.findChildren(QPushButton) if button.text() == "Show edges"]
    visitor.bot.waitUntil(lambda: edges.visibleRegion().boundingRect() == edges.rect())


@pytest.mark.parametrize("method", ["auto", "patchmatch"])
def test_another_try_is_seen_without_scrolling(visitor, method: str) -> None:
    window = visitor.editor.window
    visitor.editor.repairs.choose_method(method)
    window.resize(1280, 800)
    visitor.bot.wait(50)
    (again,) = [button for button in window.findChildren(QPushButton) if button.text() == "Another try"]
    visitor.bot.waitUntil(lambda: again.visibleRegion().boundingRect() == again.rect())


@pytest.mark.parametrize("height", [720, 1200])
def test_another_try_is_as_wide_as_the_sections(visitor, height: int) -> None:
    window = visitor.editor.window
    visitor.editor.repairs.choose_method("patchmatch")
    window.resize(1280, height)
    (again,) = [button for button in window.findChildren(QPushButton) if button.text() == "Another try"]

    def edges(widget) -> tuple[int, int]:
        left = widget.mapTo(window, QPoint()).x()
        return left, left + widget.width()

    visitor.bot.waitUntil(lambda: bool(window.column.hidden_height) == (height == 720))
    visitor.bot.waitUntil(
        lambda: (
            [edges(again)] == [edges(card) for card in window.findChildren(MethodCard) if card.isVisible()]
        )
    )


def test_what_auto_can_be_told_is_seen_without_scrolling(visitor) -> None:
    window = visitor.editor.window
    visitor.editor.repairs.choose_method("auto")
    window.resize(1280, 800)
    visitor.bot.waitUntil(lambda: not window.column.hidden_height)


def test_another_theme_moves_nothing(visitor) -> None:
    window, canvas = visitor.editor.window, visitor.editor.canvas
    before = canvas.mapTo(window, QPoint()), canvas.size()
    visitor.editor.settings["theme"] = "dark"
    visitor.editor.settings["theme"] = "light"
    visitor.bot.wait(50)
    assert before == (canvas.mapTo(window, QPoint()), canvas.size())


def test_the_newest_step_is_seen_also_in_a_smaller_window(visitor) -> None:
    window = visitor.editor.window
    for _ in range(3):
        for tool in (Qt.Key.Key_B, Qt.Key.Key_E):
            visitor.key(tool)
            visitor.stroke((20, 30), (25, 30))
    steps = window.column.findChild(QListWidget)
    for height in (1200, 800):
        window.resize(1280, height)
        visitor.bot.wait(50)
    shown = steps.visualItemRect(steps.currentItem())
    assert steps.currentRow() == 6 and steps.viewport().rect().contains(shown)


def test_rows_of_the_find_panel_keep_their_distance_where_one_is_hidden(visitor) -> None:
    panel = visitor.editor.window.findChild(FindPanel)
    window, row = visitor.editor.window, panel.kinds.parentWidget()
    window.resize(1280, 800)
    visitor.bot.wait(50)
    visitor.bot.waitUntil(lambda: row.isVisible())
    before = panel.button.y() - panel.said.y()
    row.hide()
    visitor.bot.wait(50)
    assert panel.button.y() - panel.said.y() == before


@pytest.mark.parametrize("tool", [Qt.Key.Key_J, Qt.Key.Key_S])
def test_titles_further_down_stand_below_the_sections_and_lead_to_them(visitor, tool: Qt.Key) -> None:
    window, column = visitor.editor.window, visitor.editor.window.column
    window.resize(1280, 720)
    visitor.key(tool)
    visitor.bot.waitUntil(lambda: column.hidden_titles == ["repair"])
    titles = [one for one in column.findChildren(QToolButton) if one.toolTip() == "Scroll to this section"]
    (title,) = [one for one in titles if one.isVisible()]
    visitor.bot.mouseClick(title, Qt.MouseButton.LeftButton)
    (repair,) = [section for section in column.sections if section.objectName() == "repair"]

    def seen() -> bool:
        return repair.heading.visibleRegion().boundingRect() == repair.heading.rect()

    visitor.bot.waitUntil(lambda: seen() and not column.hidden_titles)
    window.resize(1600, 1000)
    visitor.bot.waitUntil(lambda: seen() and not column.hidden_titles)
