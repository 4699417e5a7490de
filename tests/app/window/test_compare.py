"""The comparison of methods: one mask filled by several, linked views, blinking, and one that is taken."""

from __future__ import annotations

import importlib
import threading
from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from app.compare.board import BEFORE_KEY
from app.compare.dialog import CompareDialog
from app.compare.tile import ResultTile
from engine.errors import RepairError
from engine.pixels.box import Box

PIPELINE = importlib.import_module("engine.repair.run")
DOT = ((74, 60), (86, 60))
LEFT_BUTTON = Qt.MouseButton.LeftButton
NO_KEYS = Qt.KeyboardModifier.NoModifier


class Comparer:
    """A person at the board."""

    def __init__(self, visitor) -> None:
        self.visitor, self.bot = visitor, visitor.bot

    @property
    def dialog(self) -> CompareDialog:
        return self.visitor.editor.beside.compare_dialog

    @property
    def tiles(self) -> dict[str, ResultTile]:
        return {tile.key: tile for tile in self.dialog.board.tiles}

    def open(self) -> None:
        window = self.visitor.editor.window
        window.activateWindow()
        self.bot.waitUntil(lambda: QApplication.activeWindow() is window)
        self.visitor.key(Qt.Key.Key_M)
        self.bot.waitUntil(lambda: self.dialog is not None and self.dialog.isVisible())
        with self.bot.waitActive(self.dialog):
            self.dialog.activateWindow()

    def check(self, *ids: str) -> None:
        """These and no others."""
        items = self.dialog.list
        for row in range(items.count()):
            item = items.item(row)
            on = item.data(Qt.ItemDataRole.UserRole) in ids
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def run(self, *ids: str) -> None:
        self.check(*ids)
        self.bot.mouseClick(self.dialog.run_button, LEFT_BUTTON)
        self.bot.waitUntil(lambda: not self.visitor.editor.comparison.busy)
        self.visitor.idle()

    def click(self, key: str) -> None:
        self.bot.mouseClick(self.tiles[key].view, LEFT_BUTTON)

    def key(self, key: Qt.Key, modifiers=NO_KEYS) -> None:
        QTest.keyClick(self.dialog.windowHandle(), key, modifiers)


@pytest.fixture
def comparer(visitor) -> Comparer:
    visitor.stroke(*DOT)
    return Comparer(visitor)


@pytest.fixture
def board(comparer: Comparer) -> Comparer:
    """Telea and Navier-Stokes have filled."""
    comparer.open()
    comparer.run("telea", "navier-stokes")
    return comparer


def places(comparer: Comparer) -> set[tuple[float, float, float]]:
    views = [tile.view.viewport for tile in comparer.dialog.board.tiles]
    return {
        (round(view.scale, 3), *(round(at, 1) for at in view.to_photo(view.width / 2, view.height / 2)))
        for view in views
    }


def test_only_what_can_fill_a_mask_here_is_listed(comparer: Comparer, visitor) -> None:
    comparer.open()
    items = comparer.dialog.list
    ids = [items.item(row).data(Qt.ItemDataRole.UserRole) for row in range(items.count())]
    able = {known.info.id for known in visitor.editor.methods.known.values() if known.able}
    assert ids[0] == "auto" and set(ids) == {"auto", *able} and len(ids) == len(set(ids))


def test_each_method_has_a_tile_with_its_name_and_time(board: Comparer, visitor) -> None:
    assert list(board.tiles) == [BEFORE_KEY, "navier-stokes", "telea"]
    names = [tile.name for tile in board.tiles.values()]
    assert names == ["Before", "Navier-Stokes", "Telea"]
    assert all(tile.time.endswith((" s", " min")) for key, tile in board.tiles.items() if key != BEFORE_KEY)
    assert visitor.document.mask.any() and visitor.document.history.entries == ("Brush stroke",)


def test_a_tile_shows_the_photo_with_its_fill(board: Comparer) -> None:
    board.bot.waitUntil(lambda: all(tile.view.drawn for tile in board.dialog.board.tiles))

    def middle(key: str):
        view = board.tiles[key].view
        at = (QPointF(*view.viewport.to_view(80, 60)) / view.ratio).toPoint()
        return view.grab().toImage().pixelColor(at * view.ratio)

    assert middle(BEFORE_KEY).red() > 240
    assert middle("telea").red() < 140


def test_a_fill_is_taken_as_one_step(board: Comparer, visitor) -> None:
    before = visitor.document.photo.pixels.copy()
    board.click("telea")
    assert board.dialog.take_button.text() == "Take Telea"
    board.key(Qt.Key.Key_Return)
    assert not board.dialog.isVisible()
    visitor.idle()
    document = visitor.document
    assert document.history.entries == ("Brush stroke", "Repair") and document.mask_bounds.empty
    assert document.last_repair.methods == ("telea",) and document.pixels_changed_outside() == 0
    assert visitor.editor.strip.isVisible() and len(visitor.editor.strip.tiles) == 1
    visitor.act("undo")
    assert np.array_equal(document.photo.pixels, before) and document.mask.any()


def test_with_keys_alone_one_is_filled_and_taken(comparer: Comparer, visitor) -> None:
    comparer.open()
    comparer.check("telea")
    assert comparer.dialog.list.hasFocus()
    comparer.key(Qt.Key.Key_Return)
    comparer.bot.waitUntil(lambda: "telea" in comparer.tiles and not visitor.editor.comparison.busy)
    comparer.key(Qt.Key.Key_Return)
    visitor.idle()
    assert visitor.document.last_repair.methods == ("telea",) and not comparer.dialog.isVisible()


@pytest.mark.parametrize("way", ["escape", "close"])
def test_left_without_taking_one_all_is_as_it_was(board: Comparer, visitor, way: str) -> None:
    before, mask = visitor.document.photo.pixels.copy(), visitor.document.mask.copy()
    if way == "escape":
        board.key(Qt.Key.Key_Escape)
    else:
        board.bot.mouseClick(board.dialog.close_button, LEFT_BUTTON)
    assert not board.dialog.isVisible() and not visitor.document.locked
    assert np.array_equal(visitor.document.photo.pixels, before)
    assert np.array_equal(visitor.document.mask, mask)
    assert visitor.document.history.entries == ("Brush stroke",)


def test_the_before_cannot_be_taken(board: Comparer) -> None:
    board.click(BEFORE_KEY)
    assert not board.dialog.take_button.isEnabled()


def test_wheel_and_drag_move_all_views(board: Comparer) -> None:
    assert len(places(board)) == 1
    (before,) = places(board)
    view = board.tiles["telea"].view
    at = QPointF(view.rect().center())
    QApplication.sendEvent(
        view,
        QWheelEvent(
            at, QPointF(view.mapToGlobal(at.toPoint())), QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton,
            NO_KEYS, Qt.ScrollPhase.NoScrollPhase, False,
        ),
    )  # fmt: skip
    (zoomed,) = places(board)
    assert zoomed[0] > before[0]
    start = at.toPoint()
    QTest.mousePress(view, LEFT_BUTTON, NO_KEYS, start)
    QTest.mouseMove(view, start + QPoint(20, 0))
    QTest.mouseMove(view, start + QPoint(60, 30))
    QTest.mouseRelease(view, LEFT_BUTTON, NO_KEYS, start + QPoint(60, 30))
    (dragged,) = places(board)
    assert dragged[0] == zoomed[0] and dragged[1] < zoomed[1] and dragged[2] < zoomed[2]
    assert board.dialog.board.current_key != BEFORE_KEY, "a drag is no click"


def test_keys_zoom_move_and_go_from_tile_to_tile(board: Comparer) -> None:
    board.click(BEFORE_KEY)
    board.key(Qt.Key.Key_Right)
    assert board.dialog.board.current_key == "navier-stokes" and board.tiles["navier-stokes"].hasFocus()
    (before,) = places(board)
    board.key(Qt.Key.Key_Plus)
    (nearer,) = places(board)
    assert nearer[0] > before[0]
    board.key(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    (moved,) = places(board)
    assert moved[0] == nearer[0] and moved[1] > nearer[1]
    board.key(Qt.Key.Key_1)
    ((scale, *_),) = places(board)
    assert scale == 1.0
    board.key(Qt.Key.Key_2)
    assert places(board) == {before}


def test_tab_goes_from_the_list_over_the_tiles_to_the_buttons(board: Comparer) -> None:
    dialog = board.dialog
    tiles = list(board.tiles.values())
    board.click("telea")
    dialog.list.setFocus()
    wanted = [dialog.run_button, *tiles, dialog.blink_button, dialog.take_button, dialog.close_button]
    for part in wanted:
        board.key(Qt.Key.Key_Tab)
        assert dialog.focusWidget() is part


def test_names_are_shown_in_full_also_of_many_tiles(board: Comparer) -> None:
    board.run("telea", "navier-stokes", "total-variation", "biharmonic", "low-rank")
    for tile in board.dialog.board.tiles:
        assert tile.width() >= 200 and tile.visibleRegion().boundingRect() == tile.rect()
        assert any(label.text() == tile.name for label in tile.findChildren(QLabel)), tile.name


def test_two_are_shown_in_turns_at_the_same_place(board: Comparer) -> None:
    board.click("telea")
    board.click("navier-stokes")
    shown = board.dialog.board
    board.key(Qt.Key.Key_B)
    assert shown.blinking and shown.shown_name == "Navier-Stokes"
    board.bot.waitUntil(lambda: shown.shown_name == "Telea")
    board.key(Qt.Key.Key_Space)
    assert shown.shown_name == "Navier-Stokes"
    one = shown.view.viewport
    board.key(Qt.Key.Key_Plus)
    board.key(Qt.Key.Key_Space)
    other = shown.view.viewport
    assert other is not one and (other.scale, other.x, other.y) == (one.scale, one.x, one.y)
    assert board.dialog.take_button.text() == "Take Telea"
    board.key(Qt.Key.Key_Escape)
    assert not shown.blinking and board.dialog.isVisible()


def test_one_cannot_blink_alone(comparer: Comparer) -> None:
    comparer.open()
    assert not comparer.dialog.blink_button.isEnabled()
    comparer.key(Qt.Key.Key_B)
    assert not comparer.dialog.board.blinking


def test_another_run_keeps_what_is_filled(board: Comparer, monkeypatch: pytest.MonkeyPatch) -> None:
    asked, real = [], PIPELINE.repair

    def noted(photo, mask, method, **more):
        asked.append(method)
        return real(photo, mask, method, **more)

    monkeypatch.setattr(PIPELINE, "repair", noted)
    board.run("telea", "biharmonic")
    assert asked == ["biharmonic"] and "biharmonic" in board.tiles and "navier-stokes" in board.tiles


class Slow:
    """The repair of one method fails, that of another waits until it is cancelled or let go."""

    def __init__(self) -> None:
        self.real, self.go = PIPELINE.repair, threading.Event()

    def __call__(self, photo, mask, method, *, job, **more):
        if method == "navier-stokes":
            raise RepairError
        while method == "biharmonic" and not self.go.wait(0.005):
            job.step(0.5)
        return self.real(photo, mask, method, job=job, **more)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[Slow]:
    made = Slow()
    monkeypatch.setattr(PIPELINE, "repair", made)
    yield made
    made.go.set()


@pytest.mark.usefixtures("slow")
def test_an_error_stays_in_its_tile_and_the_others_go_on(comparer: Comparer, visitor) -> None:
    comparer.open()
    comparer.run("navier-stokes", "telea")
    failed, filled = comparer.tiles["navier-stokes"], comparer.tiles["telea"]
    assert failed.fill.state == "failed" and str(failed.fill.error.title) in failed.accessibleName()
    assert filled.fill.state == "filled" and visitor.message is None


def test_cancelled_at_any_time_what_is_filled_stays(comparer: Comparer, visitor, slow: Slow) -> None:
    comparer.open()
    comparer.check("telea", "biharmonic", "total-variation")
    # As in the list: Biharmonic is first.
    comparer.bot.mouseClick(comparer.dialog.run_button, LEFT_BUTTON)
    comparer.bot.waitUntil(lambda: comparer.tiles["biharmonic"].fill.fraction > 0.4)
    assert not comparer.dialog.run_button.isEnabled() and comparer.tiles["telea"].fill.state == "waiting"
    comparer.key(Qt.Key.Key_Escape)
    comparer.bot.waitUntil(lambda: not visitor.editor.comparison.busy)
    states = {key: tile.fill.state for key, tile in comparer.tiles.items() if key != BEFORE_KEY}
    assert set(states.values()) == {"cancelled"} and comparer.dialog.isVisible()
    assert comparer.dialog.run_button.isEnabled() and not visitor.document.locked
    slow.go.set()
    comparer.run("telea")
    assert comparer.tiles["telea"].fill.state == "filled"


@pytest.mark.usefixtures("slow")
def test_closed_while_a_method_fills_it_stops_and_all_is_as_it_was(comparer: Comparer, visitor) -> None:
    visitor.editor.repairs.choose_method("telea")
    visitor.key(Qt.Key.Key_Return)
    visitor.idle()
    filled = visitor.document.photo.pixels.copy()
    comparer.open()
    comparer.check("biharmonic")
    comparer.bot.mouseClick(comparer.dialog.run_button, LEFT_BUTTON)
    comparer.bot.waitUntil(lambda: comparer.tiles["biharmonic"].fill.fraction > 0.4)
    comparer.bot.mouseClick(comparer.dialog.close_button, LEFT_BUTTON)
    visitor.idle()
    assert not comparer.dialog.isVisible() and not visitor.editor.comparison.busy
    assert np.array_equal(visitor.document.photo.pixels, filled) and visitor.document.last_repair is not None


@pytest.mark.usefixtures("undone_off_the_gui_thread")
def test_after_a_repair_its_answers_are_compared_too(comparer: Comparer, visitor) -> None:
    visitor.key(Qt.Key.Key_Return)
    visitor.idle()
    filled = visitor.document.photo.pixels.copy()
    comparer.open()
    assert visitor.document.mask.any()
    assert [tile.name for tile in comparer.tiles.values()] == ["Before", "Answer 1: Telea"]
    comparer.key(Qt.Key.Key_Escape)
    visitor.idle()
    assert np.array_equal(visitor.document.photo.pixels, filled) and visitor.document.mask_bounds.empty
    comparer.open()
    comparer.run("navier-stokes")
    assert comparer.dialog.board.current_key == "answer 0", "what was in use stays the current one"
    comparer.click("navier-stokes")
    comparer.bot.mouseClick(comparer.dialog.take_button, LEFT_BUTTON)
    visitor.idle()
    applied = visitor.document.last_repair
    assert [answer.methods for answer in applied.answers] == [("telea",), ("navier-stokes",)]
    assert applied.choice == 1 and visitor.document.history.entries == ("Brush stroke", "Repair")
    comparer.open()
    assert comparer.dialog.run_button.isDefault(), "the answer is in use already"
    comparer.click("answer 0")
    comparer.key(Qt.Key.Key_Return)
    visitor.idle()
    assert np.array_equal(visitor.document.photo.pixels, filled) and visitor.editor.strip.isVisible()


def test_where_nothing_is_marked_there_is_nothing_to_compare(visitor) -> None:
    assert not visitor.editor.actions["compare_methods"].isEnabled()


def test_fills_beyond_their_bytes_say_that_there_is_no_memory(
    comparer: Comparer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.session.comparison.COMPARED_BYTES", 0)
    comparer.open()
    comparer.run("telea", "navier-stokes")
    states = [comparer.tiles[key].fill.state for key in ("navier-stokes", "telea")]
    assert states == ["filled", "failed"]


def test_another_theme_recolours_the_board(board: Comparer, visitor) -> None:
    view = board.tiles["telea"].view
    for theme in ("light", "dark"):
        visitor.editor.settings["theme"] = theme
        board.dialog.board.view.fit_all()
        board.bot.waitUntil(lambda: view.drawn)
        corner = view.grab().toImage().pixelColor(1, 1).name()
        assert corner == visitor.editor.theme.colours.surround


def test_where_all_is_marked_nothing_is_compared(visitor) -> None:
    visitor.act("invert")
    visitor.idle()
    visitor.act("compare_methods")
    assert visitor.message.title == "All of the photo is marked"
    dialog = visitor.editor.beside.compare_dialog
    assert not dialog.isVisible()
    visitor.act("undo")


def test_of_marks_far_apart_the_largest_is_looked_at(visitor) -> None:
    visitor.stroke((20, 20))
    visitor.act("compare_methods")
    assert visitor.editor.comparison.home == visitor.document.mask_bounds
    visitor.editor.beside.compare_dialog.end()
    visitor.stroke((20, 100), (40, 100))
    visitor.stroke((140, 20))
    visitor.act("compare_methods")
    home = visitor.editor.comparison.home
    assert visitor.document.mask[home.slices].any() and home == home & Box(0, 71, 69, 120)
    visitor.editor.beside.compare_dialog.end()
