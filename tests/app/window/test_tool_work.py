"""What a tool has under way when something else is asked for: it is neither lost nor passed over."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.canvas import marking
from engine.pixels import similar

Key = Qt.Key
LEFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
RED_DOT = (80, 60)


@pytest.fixture
def slow_wand(monkeypatch) -> Iterator[threading.Event]:
    """The wand finds nothing until the event is set."""
    find, go = similar.similar_colour, threading.Event()

    def found(*words, **more):
        while not go.is_set():
            time.sleep(0.005)
        return find(*words, **more)

    monkeypatch.setattr(similar, "similar_colour", found)
    yield go
    go.set()


@pytest.fixture(autouse=True)
def from_click_to_click(visitor) -> None:
    """The line tool."""
    visitor.editor.canvas.tools["line"].values["whole"] = False


def press(visitor, *points: tuple[float, float]) -> None:
    """Begin a stroke and leave the button down."""
    canvas = visitor.editor.canvas
    QTest.mousePress(canvas, LEFT, PLAIN, visitor.at(*points[0]))
    for point in points[1:]:
        QTest.mouseMove(canvas, visitor.at(*point))


def test_a_stroke_under_way_is_kept_where_the_window_is_closed(visitor) -> None:
    press(visitor, (20, 20), (60, 20))
    visitor.editor.window.close()
    assert visitor.answers.asked == ["unsaved mask photo.png"]
    assert not visitor.editor.closed and visitor.document.mask[20, 20:61].all()
    QTest.mouseRelease(visitor.editor.canvas, LEFT, PLAIN, visitor.at(100, 100))
    assert not visitor.document.mask[100].any(), "the stroke has ended"


def test_a_healing_stroke_under_way_is_kept_too(visitor) -> None:
    visitor.key(Key.Key_J)
    QTest.mouseClick(visitor.editor.canvas, LEFT, Qt.KeyboardModifier.AltModifier, visitor.at(30, 30))
    press(visitor, RED_DOT, (90, 60))
    visitor.editor.window.close()
    assert visitor.answers.asked == ["unsaved photo.png"]
    assert visitor.document.history.entries == ("Healing brush",)


def test_a_rectangle_under_way_is_kept_too(visitor) -> None:
    visitor.key(Key.Key_R)
    press(visitor, (20, 20), (60, 50))
    visitor.editor.window.close()
    assert visitor.answers.asked == ["unsaved mask photo.png"]
    assert visitor.document.mask[21:49, 21:59].all()


@pytest.mark.parametrize("key", [Key.Key_L, Key.Key_K])
def test_a_shape_under_way_is_kept_too(visitor, key: Qt.Key) -> None:
    visitor.key(key)
    for point in ((20, 20), (60, 20), (60, 60)):
        visitor.stroke(point)
    visitor.editor.window.close()
    assert visitor.answers.asked == ["unsaved mask photo.png"]
    assert visitor.document.mask[20, 30:50].all()


@pytest.mark.parametrize("key", [Key.Key_L, Key.Key_K])
def test_undo_takes_the_last_click_back_and_not_the_step_before(visitor, key: Qt.Key) -> None:
    visitor.stroke((120, 100))
    visitor.key(key)
    visitor.stroke((20, 20))
    visitor.stroke((60, 20))
    tool = visitor.editor.canvas.tool
    visitor.key(Key.Key_Z, CONTROL)
    assert len(tool.points) == 1
    assert visitor.editor.actions["undo"].isEnabled() and not visitor.editor.actions["redo"].isEnabled()
    visitor.act("undo")
    assert not tool.points and visitor.document.mask[100, 120]
    visitor.key(Key.Key_Z, CONTROL)
    assert not visitor.document.mask.any()


def test_undo_can_be_chosen_for_the_first_click(visitor) -> None:
    visitor.key(Key.Key_K)
    assert not visitor.editor.actions["undo"].isEnabled()
    visitor.stroke((20, 20))
    assert visitor.editor.actions["undo"].isEnabled()
    visitor.key(Key.Key_Escape)
    assert not visitor.editor.actions["undo"].isEnabled()


@pytest.mark.parametrize("by", ["key", "button"])
def test_a_removal_waits_for_the_wand(visitor, slow_wand: threading.Event, by: str) -> None:
    visitor.key(Key.Key_W)
    visitor.stroke(RED_DOT)
    if by == "key":
        visitor.key(Key.Key_Return)
    else:
        visitor.bot.mouseClick(visitor.editor.main_bar.erase, LEFT)
    assert not visitor.editor.document_jobs.busy and visitor.message is None
    with visitor.bot.waitSignal(visitor.editor.repairs.repaired):
        slow_wand.set()
    visitor.idle()
    assert "Colour wand" in visitor.document.history.entries
    assert tuple(visitor.document.photo.stored(visitor.document.photo.box)[60, 80]) != (255, 0, 0)


@pytest.mark.parametrize("key", [Key.Key_Escape, Key.Key_B])
def test_what_is_given_up_is_not_waited_for(visitor, slow_wand: threading.Event, key: Qt.Key) -> None:
    visitor.key(Key.Key_W)
    visitor.stroke(RED_DOT)
    visitor.key(Key.Key_Return)
    visitor.key(key)
    slow_wand.set()
    visitor.stroke((120, 100))
    visitor.key(Key.Key_W)
    visitor.stroke((120, 20))
    visitor.bot.waitUntil(lambda: not visitor.editor.canvas.tool.active)
    assert not visitor.editor.document_jobs.busy and not visitor.document.mask[60, 80]


def test_a_removal_waits_for_the_line(visitor) -> None:
    visitor.key(Key.Key_K)
    visitor.stroke((20, 90))
    visitor.stroke((100, 90))
    with visitor.bot.waitSignal(visitor.editor.repairs.repaired):
        visitor.bot.mouseClick(visitor.editor.main_bar.erase, LEFT)
    assert "Line" in visitor.document.history.entries


def test_a_large_answer_is_marked_by_a_job(visitor, monkeypatch) -> None:
    monkeypatch.setattr(marking, "IMMEDIATE_UP_TO_PIXELS", 20)
    visitor.stroke((20, 20))
    before = visitor.document.mask.copy()
    visitor.key(Key.Key_W)
    visitor.stroke(RED_DOT)
    with (
        visitor.bot.waitSignal(visitor.editor.document_jobs.settled),
        visitor.bot.waitSignal(visitor.editor.canvas.stroke_finished),
    ):
        visitor.bot.waitUntil(lambda: not visitor.editor.canvas.tool.active)
    added = (visitor.document.mask > 0) & (before == 0)
    assert np.count_nonzero(added) == 113 and visitor.document.history.entries[-1] == "Colour wand"
    QTest.mouseClick(visitor.editor.canvas, LEFT, Qt.KeyboardModifier.AltModifier, visitor.at(*RED_DOT))
    with visitor.bot.waitSignal(visitor.editor.canvas.stroke_finished):
        pass
    assert np.array_equal(visitor.document.mask, before)
    visitor.idle()
    visitor.act("undo")
    visitor.act("undo")
    assert np.array_equal(visitor.document.mask, before)
