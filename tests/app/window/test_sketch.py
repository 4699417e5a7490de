"""Lines that a fill follows: drawn, guessed, corrected; and several answers to choose from."""

from __future__ import annotations

import importlib
import threading
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from app.document.planes import ESTIMATED_LINE_VALUE, LINE_VALUE, NO_LINE_VALUE
from app.panels.repair import RepairPanel
from app.session.methods import Methods

pytestmark = pytest.mark.usefixtures("fake_methods")
SHIFT = Qt.KeyboardModifier.ShiftModifier
HOLE = ((74, 60), (86, 60))  # with the brush of 24 px: 62 to 98, 48 to 72
MIDDLE = 59  # the row of the hole's guessed edge
ACROSS = ((80, 40), (80, 80))


@pytest.fixture
def sketcher(visitor):
    """A hole, the Sketch tool in hand, and a method that follows lines."""
    visitor.stroke(*HOLE)
    visitor.editor.repairs.choose_method("follow-lines")
    visitor.key(Qt.Key.Key_P)
    return visitor


@pytest.fixture
def guesser(sketcher):
    """The same with a method that guesses edges."""
    sketcher.editor.repairs.choose_method("guess-edges")
    return sketcher


def erase(visitor, *points: tuple[float, float]) -> None:
    canvas, right = visitor.editor.canvas, Qt.MouseButton.RightButton
    QTest.mousePress(canvas, right, pos=visitor.at(*points[0]))
    for point in points[1:]:
        QTest.mouseMove(canvas, visitor.at(*point))
    QTest.mouseRelease(canvas, right, pos=visitor.at(*points[-1]))


def pixel(visitor, x: int, y: int) -> tuple[int, ...]:
    return tuple(visitor.document.photo.pixels[y, x].tolist())


def run(visitor) -> None:
    visitor.key(Qt.Key.Key_Return)
    visitor.idle()


def show_edges(visitor) -> None:
    visitor.key(Qt.Key.Key_E, SHIFT)
    visitor.idle()


def test_a_line_is_thin_and_leaves_mask_and_photo_alone(sketcher) -> None:
    mask, pixels = sketcher.document.mask.copy(), sketcher.document.photo.pixels.copy()
    sketcher.stroke(*ACROSS)
    sketch = sketcher.document.sketch
    assert set(np.unique(sketch)) == {0, LINE_VALUE}
    assert 1 <= (sketch[60] > 0).sum() <= 3
    assert np.array_equal(sketcher.document.mask, mask)
    assert np.array_equal(sketcher.document.photo.pixels, pixels)


def test_a_line_is_one_step_back_and_forth(sketcher) -> None:
    sketcher.stroke(*ACROSS)
    drawn = sketcher.document.sketch.copy()
    sketcher.act("undo")
    assert sketcher.document.sketch is None
    sketcher.act("redo")
    assert np.array_equal(sketcher.document.sketch, drawn)


def test_the_fill_follows_the_lines(sketcher) -> None:
    sketcher.stroke(*ACROSS)
    run(sketcher)
    assert pixel(sketcher, 80, 60) == (255, 255, 255)
    assert pixel(sketcher, 70, 60) == (0, 0, 0)


def test_a_repair_takes_the_lines_away_and_undo_brings_them_back(sketcher) -> None:
    sketcher.stroke(*ACROSS)
    drawn = sketcher.document.sketch.copy()
    run(sketcher)
    assert sketcher.document.sketch is None
    sketcher.act("undo")
    assert np.array_equal(sketcher.document.sketch, drawn)
    assert sketcher.document.mask.any()


def test_the_right_button_erases_lines_as_wide_as_the_brush(sketcher) -> None:
    sketcher.stroke(*ACROSS)
    erase(sketcher, (85, 60))
    sketch = sketcher.document.sketch
    assert (sketch == LINE_VALUE).any()
    assert not (sketch[50:70] == LINE_VALUE).any()
    run(sketcher)
    assert pixel(sketcher, 80, 60) == (0, 0, 0)


def test_lines_are_seen_over_the_mask(sketcher) -> None:
    canvas = sketcher.editor.canvas
    before = canvas.grab().toImage()
    sketcher.stroke(*ACROSS)
    after, at = canvas.grab().toImage(), sketcher.at(80.0, 66.0)
    assert before.pixelColor(at).name() != "#ffffff"
    assert after.pixelColor(at).name() == "#ffffff"


def test_a_sketch_outlives_a_kill(make_visitor, sketcher, own_folders: Path) -> None:
    sketcher.stroke(*ACROSS)
    erase(sketcher, (80, 42))
    drawn = sketcher.document.sketch.copy()
    with sketcher.killed(own_folders):
        pass
    again = make_visitor()
    again.open(None)
    again.bot.waitUntil(lambda: again.document is not None)
    assert np.array_equal(again.document.sketch, drawn)
    again.act("undo")
    assert (again.document.sketch == LINE_VALUE).sum() > (drawn == LINE_VALUE).sum()


def test_a_method_that_follows_lines_is_offered(visitor) -> None:
    visitor.key(Qt.Key.Key_P)
    assert visitor.message.title == "Telea does not follow what is drawn with this tool"
    visitor.message.ways[0].run()
    assert visitor.editor.methods.of(visitor.editor.repairs.method).guides & {"sketch", "edges"}


@pytest.mark.parametrize("way", ["another tool", "another method"])
def test_it_is_not_said_any_more_once_it_is_not_true(visitor, way: str) -> None:
    visitor.key(Qt.Key.Key_P)
    able = visitor.editor.methods.followers(frozenset({"sketch"}))[0].info.id
    if way == "another tool":
        visitor.key(Qt.Key.Key_B)
    else:
        visitor.editor.repairs.choose_method(able)
    assert visitor.message is None


def test_nothing_is_said_where_the_method_follows(sketcher) -> None:
    assert sketcher.message is None


def test_the_tool_rests_where_no_method_follows_lines(visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    methods = visitor.editor.methods
    monkeypatch.setattr(Methods, "known", {"telea": methods.known["telea"]})
    methods.ready.emit()
    assert not visitor.editor.actions["tool_sketch"].isEnabled()
    assert visitor.editor.actions["tool_brush"].isEnabled()


def test_a_line_does_not_start_the_repair(sketcher) -> None:
    sketcher.editor.settings["on_release"] = True
    sketcher.stroke(*ACROSS)
    assert not sketcher.editor.document_jobs.busy and sketcher.document.mask.any()


def test_the_lines_are_cleared_alone(sketcher) -> None:
    sketcher.stroke(*ACROSS)
    sketcher.key(Qt.Key.Key_Delete, SHIFT)
    sketcher.idle()
    assert sketcher.document.sketch is None and sketcher.document.mask.any()
    sketcher.act("undo")
    assert sketcher.document.sketch is not None


def test_guessed_edges_are_shown_as_one_step(guesser) -> None:
    show_edges(guesser)
    sketch = guesser.document.sketch
    assert set(np.unique(sketch)) == {0, ESTIMATED_LINE_VALUE}
    assert (sketch[MIDDLE, 66:94] == ESTIMATED_LINE_VALUE).all() and not sketch[50].any()
    guesser.act("undo")
    assert guesser.document.sketch is None


def test_edges_are_guessed_off_the_gui_thread(guesser, monkeypatch: pytest.MonkeyPatch) -> None:
    module, threads = importlib.import_module("engine.repair.edge_preview"), []
    real = module.preview_guide
    monkeypatch.setattr(
        module,
        "preview_guide",
        lambda *words, **more: (threads.append(threading.current_thread()), real(*words, **more))[1],
    )
    show_edges(guesser)
    assert threads and threads[0] is not threading.main_thread()


def test_the_fill_follows_corrected_edges(guesser) -> None:
    show_edges(guesser)
    erase(guesser, (95, MIDDLE))
    guesser.stroke((70, 52), (70, 68))
    assert set(np.unique(guesser.document.sketch)) == {0, NO_LINE_VALUE, ESTIMATED_LINE_VALUE, LINE_VALUE}
    run(guesser)
    assert pixel(guesser, 92, MIDDLE) == (0, 0, 0)  # erased
    assert pixel(guesser, 78, MIDDLE) == (255, 255, 255)  # as guessed
    assert pixel(guesser, 70, 54) == (255, 255, 255)  # drawn


def test_edges_that_are_shown_change_nothing_by_themselves(guesser) -> None:
    run(guesser)
    alone = guesser.document.photo.pixels.copy()
    guesser.act("undo")
    show_edges(guesser)
    run(guesser)
    assert np.array_equal(guesser.document.photo.pixels, alone)


def test_edges_are_guessed_anew_for_another_hole(guesser) -> None:
    show_edges(guesser)
    guesser.stroke((70, 52), (70, 55))
    guesser.editor.canvas.choose("brush")
    guesser.stroke((74, 68), (86, 68))
    show_edges(guesser)
    rows = np.flatnonzero((guesser.document.sketch == ESTIMATED_LINE_VALUE).any(axis=1))
    assert rows.tolist() == [63]
    assert (guesser.document.sketch == LINE_VALUE).any()


def test_the_button_is_there_for_methods_that_guess(guesser) -> None:
    panel = guesser.editor.window.findChild(RepairPanel)
    button = next(one for one in panel.findChildren(QPushButton) if one.text() == "Show edges")
    assert button.isVisible() and button.isEnabled()
    guesser.editor.repairs.choose_method("telea")
    assert not button.isVisible()


def test_edges_of_no_hole_are_a_message(guesser) -> None:
    guesser.act("undo")
    guesser.key(Qt.Key.Key_E, SHIFT)
    assert guesser.message.title == "Nothing is marked"


def test_answers_are_turned_over_with_n(visitor) -> None:
    visitor.stroke(*HOLE)
    visitor.editor.repairs.choose_method("four-answers")
    run(visitor)
    seen = []
    for _ in range(4):
        seen.append(pixel(visitor, 80, 60)[0])
        visitor.key(Qt.Key.Key_N)
    visitor.key(Qt.Key.Key_N, SHIFT)
    assert seen == [0, 90, 170, 255]
    assert pixel(visitor, 80, 60)[0] == 255
    assert visitor.document.history.entries == ("Brush stroke", "Repair")


def test_answers_are_chosen_by_their_pictures(visitor) -> None:
    visitor.stroke(*HOLE)
    visitor.editor.repairs.choose_method("four-answers")
    run(visitor)
    answers = visitor.editor.strip
    buttons = answers.tiles
    assert answers.isVisible() and [button.isChecked() for button in buttons] == [True, False, False, False]
    middle = buttons[2].icon().pixmap(64, 64).toImage().pixelColor(32, 32)
    assert middle.red() == middle.green() == 170
    visitor.bot.mouseClick(buttons[2], Qt.MouseButton.LeftButton)
    assert pixel(visitor, 80, 60)[0] == 170
    visitor.act("undo")
    assert not answers.isVisible() and visitor.document.mask.any()
