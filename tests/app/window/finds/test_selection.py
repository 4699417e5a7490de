"""Finds are dropped, picked, drawn over and followed with the sensitivity."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.panels.find import FindPanel
from tests.app.window.finds.conftest import (
    FAINT,
    NOWHERE,
    SCRATCH,
    WORD,
    click,
    find,
    marked,
    settle,
)


def test_finding_marks_what_is_sure_and_outlines_the_rest(visitor, panel: FindPanel) -> None:
    visitor.bot.mouseClick(panel.button, Qt.MouseButton.LeftButton)
    settle(visitor)
    assert [marked(visitor, place) for place in (WORD, SCRATCH, FAINT)] == [True, True, False]
    assert panel.said.text() == "2 finds, 1 unsure"
    levels = visitor.editor.canvas.scene.finds.levels
    assert all(levels.planes[0][place[1], place[0]] for place in (WORD, SCRATCH, FAINT))
    assert visitor.document.history.entries == ("Find damage",)


def test_hovering_tells_kind_and_confidence(visitor) -> None:
    find(visitor)
    canvas = visitor.editor.canvas
    QTest.mouseMove(canvas, visitor.at(*SCRATCH))
    assert canvas.finds.label.text == "Scratches and dust, 70 % sure\nClick to leave it as it is"
    QTest.mouseMove(canvas, visitor.at(*FAINT))
    assert canvas.finds.label.text == "Scratches and dust, 40 % sure\nClick to repair it too"
    assert canvas.scene.marks.highlighted == 3
    for shown in (True, False):
        canvas.show_original(shown)
        assert bool(canvas.finds.label.text) != shown, "nothing can be picked from the original"
    QTest.mouseMove(canvas, visitor.at(*NOWHERE))
    assert (canvas.finds.label.text, canvas.scene.marks.highlighted) == ("", 0)


def test_a_click_drops_a_find_and_picks_a_doubtful_one(visitor, panel: FindPanel) -> None:
    find(visitor)
    click(visitor, WORD)
    click(visitor, FAINT)
    assert [marked(visitor, place) for place in (WORD, SCRATCH, FAINT)] == [False, True, True]
    assert panel.said.text() == "2 of 3 finds"
    assert visitor.document.history.entries == ("Find damage", "Drop a find", "Pick a find")
    visitor.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(visitor)
    assert panel.said.text() == "1 of 2 finds, 1 unsure"


@pytest.mark.parametrize("angle", [90, 180, 33.5])
def test_finds_are_picked_where_a_rotated_view_shows_them(visitor, panel: FindPanel, angle: float) -> None:
    find(visitor)
    upright = visitor.at(*WORD)
    visitor.editor.canvas.rotate_by(angle)
    assert visitor.at(*WORD) != upright
    click(visitor, WORD)
    click(visitor, FAINT)
    assert [marked(visitor, place) for place in (WORD, SCRATCH, FAINT)] == [False, True, True]
    assert panel.said.text() == "2 of 3 finds"
    QTest.mouseMove(visitor.editor.canvas, visitor.at(*SCRATCH))
    assert visitor.editor.canvas.finds.label.text.startswith("Scratches and dust, 70 % sure")


def test_the_key_does_what_a_click_does(visitor) -> None:
    find(visitor)
    QTest.mouseMove(visitor.editor.canvas, visitor.at(*WORD))
    visitor.key(Qt.Key.Key_D)
    settle(visitor)
    assert not marked(visitor, WORD)


def test_the_brush_adds_and_begins_on_a_find_too(visitor) -> None:
    find(visitor)
    click(visitor, NOWHERE)
    assert marked(visitor, NOWHERE)
    visitor.stroke(WORD, (45, 50), (60, 60))
    settle(visitor)
    assert marked(visitor, (60, 60))
    assert marked(visitor, WORD)
    assert visitor.document.history.entries == ("Find damage", "Brush stroke", "Brush stroke")


def test_the_eraser_takes_from_a_find(visitor, panel: FindPanel) -> None:
    find(visitor)
    visitor.editor.canvas.choose("eraser")
    visitor.stroke((WORD[0] - 20, WORD[1]), (WORD[0] + 20, WORD[1]))
    settle(visitor)
    assert not marked(visitor, WORD)
    assert panel.said.text() == "1 of 2 finds, 1 unsure"


def test_the_sensitivity_is_followed_and_is_a_step(visitor, panel: FindPanel, detector) -> None:
    find(visitor)
    panel.sensitivity.number.setValue(0.65)
    settle(visitor)
    assert panel.said.text() == "3 finds"
    assert marked(visitor, FAINT)
    panel.sensitivity.number.setValue(0.2)
    settle(visitor)
    assert [marked(visitor, place) for place in (WORD, SCRATCH, FAINT)] == [True, False, False]
    assert detector.runs == 1
    visitor.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(visitor)
    assert panel.sensitivity.value == 0.65
    assert panel.said.text() == "3 finds"


def test_a_held_slider_previews_and_changes_nothing_yet(visitor, panel: FindPanel) -> None:
    find(visitor)
    before = visitor.document.mask.copy()
    finds, scene = visitor.editor.finds, visitor.editor.canvas.scene
    with visitor.bot.waitSignal(finds.previewed, check_params_cb=lambda levels: levels is not None):
        panel.sensitivity.slider.setSliderDown(True)
        panel.sensitivity.slider.setValue(65)
    assert panel.said.text() == "3 finds"
    assert scene.mask.levels.planes[0][FAINT[1], FAINT[0]]
    assert np.array_equal(visitor.document.mask, before)
    panel.sensitivity.slider.setSliderDown(False)
    settle(visitor)
    assert marked(visitor, FAINT)
    assert scene.mask.levels.planes[0] is not before
    visitor.stroke(NOWHERE, (125, 95))
    assert scene.mask.levels.planes[0][NOWHERE[1], NOWHERE[0]]


def test_what_was_dropped_stays_dropped(visitor, panel: FindPanel) -> None:
    find(visitor)
    click(visitor, WORD)
    click(visitor, FAINT)
    panel.sensitivity.number.setValue(0.55)
    settle(visitor)
    assert [marked(visitor, place) for place in (WORD, SCRATCH, FAINT)] == [False, True, True]


@pytest.mark.parametrize("between", [0.95, 0.0])
def test_what_was_decided_outlasts_another_sensitivity(visitor, panel: FindPanel, between: float) -> None:
    """Between, all finds are sure, or there are none."""
    find(visitor)
    click(visitor, WORD)
    click(visitor, FAINT)
    before = visitor.document.mask.copy()
    for sensitivity in (between, 0.5):
        panel.sensitivity.number.setValue(sensitivity)
        settle(visitor)
    assert np.array_equal(visitor.document.mask, before)
    assert panel.said.text() == "2 of 3 finds"


def test_a_kind_that_was_left_comes_back_as_it_was(visitor) -> None:
    find(visitor)
    click(visitor, WORD)
    for kinds in (("scratches",), ()):
        visitor.editor.finds.set_kinds(kinds)
        settle(visitor)
    assert [marked(visitor, place) for place in (WORD, SCRATCH)] == [False, True]


def test_what_was_rubbed_out_of_a_find_stays_out(visitor, panel: FindPanel) -> None:
    find(visitor)
    visitor.editor.canvas.choose("eraser")
    visitor.editor.canvas.brush.size = 6
    end = (WORD[0] + 11, WORD[1])
    visitor.stroke(end, end)
    settle(visitor)
    panel.sensitivity.number.setValue(0.55)
    settle(visitor)
    assert [marked(visitor, place) for place in (WORD, end)] == [True, False]


def test_what_was_painted_stays_when_the_finds_change(visitor, panel: FindPanel) -> None:
    find(visitor)
    visitor.stroke(NOWHERE, (135, 95))
    panel.sensitivity.number.setValue(0.0)
    settle(visitor)
    assert [marked(visitor, place) for place in (WORD, SCRATCH, NOWHERE)] == [True, False, True]


def test_a_kind_can_be_chosen(visitor, panel: FindPanel) -> None:
    assert list(panel.kinds.entries.values()) == ["Text and watermarks", "Scratches and dust"]
    assert panel.kinds.text().strip() == "Anything"
    panel.kinds.pick("text")
    find(visitor)
    assert [marked(visitor, place) for place in (WORD, SCRATCH)] == [True, False]
    assert panel.said.text() == "1 find"


def test_several_kinds_can_be_chosen(visitor, panel: FindPanel) -> None:
    panel.kinds.pick("text")
    find(visitor)
    panel.kinds.pick("text", "scratches")
    settle(visitor)
    assert [marked(visitor, place) for place in (WORD, SCRATCH)] == [True, True]
    assert panel.kinds.text().strip() == "2 kinds"


def test_undoing_the_search_hides_the_finds(visitor, panel: FindPanel) -> None:
    find(visitor)
    visitor.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(visitor)
    assert visitor.editor.canvas.scene.marks is None
    assert not visitor.document.mask.any()
    assert panel.said.text() == ""
