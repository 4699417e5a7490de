"""The strip of answers: it opens after a fill, others are added when asked for, and one is in use."""

from __future__ import annotations

import importlib
import re
import threading
from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible

from app.session import answers
from engine.errors import RepairError

PIPELINE = importlib.import_module("engine.repair.run")
DOT = ((74, 60), (86, 60))
SHIFT_KEY = Qt.KeyboardModifier.ShiftModifier
LEFT_BUTTON = Qt.MouseButton.LeftButton


def fill(visitor) -> None:
    visitor.stroke(*DOT)
    visitor.key(Qt.Key.Key_Return)
    visitor.idle()


def press(visitor, key: Qt.Key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    visitor.key(key, modifiers)
    visitor.idle()


def pixels(visitor) -> np.ndarray:
    return visitor.document.photo.pixels.copy()


def checked(visitor) -> list[int]:
    return [number for number, tile in enumerate(visitor.editor.strip.tiles) if tile.isChecked()]


def words(visitor) -> list[str]:
    return [tile.accessibleName() for tile in visitor.editor.strip.tiles]


@pytest.fixture
def strip(visitor):
    return visitor.editor.strip


@pytest.mark.parametrize("method", ["telea", "auto"])
def test_after_a_fill_its_answer_is_shown_with_method_and_time(visitor, strip, method: str) -> None:
    visitor.editor.repairs.choose_method(method)
    assert not strip.isVisible()
    fill(visitor)
    assert strip.isVisible() and checked(visitor) == [0] and strip.more.isEnabled()
    used = visitor.document.last_repair.methods
    titles = " + ".join(visitor.editor.methods.of(id).title for id in used)
    (text,) = words(visitor)
    assert re.fullmatch(rf"Answer 1: {re.escape(titles)}, [\d.]+ (s|min)", text)
    assert visitor.editor.canvas.hasFocus(), "one can paint on"


def test_more_answers_fills_with_other_methods_and_stays_one_step(visitor, strip) -> None:
    before = pixels(visitor)
    fill(visitor)
    mask = visitor.document.history.steps[0]
    first = pixels(visitor)
    visitor.bot.mouseClick(strip.more, LEFT_BUTTON)
    visitor.idle()
    press(visitor, Qt.Key.Key_A)
    assert checked(visitor) == [2] and len({text.partition(",")[0][10:] for text in words(visitor)}) == 3
    assert visitor.document.history.entries == (mask.title, "Repair")
    visitor.bot.mouseClick(strip.tiles[0], LEFT_BUTTON)
    assert np.array_equal(pixels(visitor), first) and checked(visitor) == [0]
    visitor.act("undo")
    assert np.array_equal(pixels(visitor), before) and visitor.document.mask.any()
    assert not strip.isVisible()


def test_a_large_answer_is_exchanged_by_a_job(visitor, strip, monkeypatch) -> None:
    before = pixels(visitor)
    fill(visitor)
    first = pixels(visitor)
    press(visitor, Qt.Key.Key_A)
    second = pixels(visitor)
    monkeypatch.setattr(answers, "IMMEDIATE_UP_TO_PIXELS", 0)
    with visitor.bot.waitSignal(visitor.editor.document_jobs.started):
        visitor.key(Qt.Key.Key_N)
    visitor.idle()
    assert not np.array_equal(first, second)
    assert np.array_equal(pixels(visitor), first) and strip.isVisible() and checked(visitor) == [0]
    visitor.act("undo")
    assert np.array_equal(pixels(visitor), before)
    visitor.act("redo")
    assert np.array_equal(pixels(visitor), first)


def test_another_try_keeps_the_answers_before_it(visitor, strip) -> None:
    visitor.editor.repairs.choose_method("patchmatch")
    fill(visitor)
    first = pixels(visitor)
    for seed in (1, 2):
        press(visitor, Qt.Key.Key_Return, SHIFT_KEY)
        assert visitor.document.last_repair.request.seed == seed
    assert checked(visitor) == [2]
    press(visitor, Qt.Key.Key_N)
    assert checked(visitor) == [0] and np.array_equal(pixels(visitor), first)
    press(visitor, Qt.Key.Key_Return, SHIFT_KEY)
    assert visitor.document.last_repair.request.seed == 3, "each seed is tried once"
    assert len(strip.tiles) == 4


def test_arrows_step_while_a_tile_has_the_focus_and_n_does_from_the_canvas(visitor, strip) -> None:
    fill(visitor)
    press(visitor, Qt.Key.Key_A)
    assert visitor.editor.canvas.hasFocus() and checked(visitor) == [1]
    press(visitor, Qt.Key.Key_N)
    assert visitor.editor.canvas.hasFocus() and checked(visitor) == [0]
    visitor.bot.mouseClick(strip.tiles[0], LEFT_BUTTON)
    for key, now in ((Qt.Key.Key_Right, 1), (Qt.Key.Key_Right, 0), (Qt.Key.Key_Left, 1), (Qt.Key.Key_Up, 0)):
        visitor.key(key)
        assert checked(visitor) == [now] and strip.tiles[now].hasFocus()


def test_the_focus_comes_back_to_the_strip_once_the_answer_is_made(visitor, strip) -> None:
    fill(visitor)
    strip.more.setFocus()
    press(visitor, Qt.Key.Key_Return)
    assert strip.tiles[1].hasFocus() and len(strip.tiles) == 2


def test_tab_reaches_the_answer_in_use_and_more(visitor, strip) -> None:
    fill(visitor)
    press(visitor, Qt.Key.Key_A)
    reached, widget = [], visitor.editor.canvas
    for _ in range(300):
        widget = widget.nextInFocusChain()
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            reached.append(widget)
    assert strip.tiles[1] in reached and strip.more in reached


def test_escape_closes_it_and_the_answers_stay(visitor, strip) -> None:
    fill(visitor)
    press(visitor, Qt.Key.Key_A)
    visitor.bot.mouseClick(strip.tiles[1], LEFT_BUTTON)
    visitor.key(Qt.Key.Key_Escape)
    assert not strip.isVisible() and visitor.editor.canvas.hasFocus()
    press(visitor, Qt.Key.Key_N)
    assert strip.isVisible() and checked(visitor) == [0]


def test_painting_closes_it_at_the_first_touch(visitor, strip) -> None:
    fill(visitor)
    canvas = visitor.editor.canvas
    visitor.bot.mousePress(canvas, LEFT_BUTTON, pos=visitor.at(20, 20))
    visitor.bot.mouseMove(canvas, visitor.at(30, 20))
    assert not strip.isVisible()
    visitor.bot.mouseRelease(canvas, LEFT_BUTTON, pos=visitor.at(30, 20))
    visitor.act("undo")
    assert not strip.isVisible()


def test_the_next_job_closes_it(visitor, strip) -> None:
    fill(visitor)
    visitor.act("invert")
    visitor.idle()
    assert not strip.isVisible()


def test_finds_have_no_strip_unless_there_is_a_choice(visitor, strip) -> None:
    from app.session.repairs import FindsOutcome, Outcome

    fill(visitor)
    visitor.key(Qt.Key.Key_Escape)
    visitor.editor.repairs.repaired.emit(Outcome(0, "telea", (), FindsOutcome(3)))
    assert not strip.isVisible()


class Held:
    """Repairs wait for `go`; `fails` says whether they end with an error."""

    def __init__(self) -> None:
        self.real = PIPELINE.repair
        self.go, self.fails = threading.Event(), False

    def __call__(self, *args, job, **more):
        while not self.go.wait(0.005):
            job.step(0.5)
        if self.fails:
            raise RepairError
        return self.real(*args, job=job, **more)


@pytest.fixture
def held(visitor, monkeypatch: pytest.MonkeyPatch) -> Iterator[Held]:
    """In use once the first answer is there."""
    fill(visitor)
    made = Held()
    monkeypatch.setattr(PIPELINE, "repair", made)
    yield made
    made.go.set()


def test_while_another_answer_is_made_the_strip_says_how_far_it_is(visitor, strip, held: Held) -> None:
    visitor.key(Qt.Key.Key_A)
    visitor.bot.waitUntil(lambda: strip.more.text().startswith("Filling:\n4"))
    assert strip.isVisible() and not strip.tiles[0].isEnabled() and not strip.more.isEnabled()
    held.go.set()
    visitor.idle()
    assert len(strip.tiles) == 2 and strip.more.text() == "More\nanswers" and strip.tiles[0].isEnabled()


@pytest.mark.usefixtures("undone_off_the_gui_thread")
@pytest.mark.parametrize("end", ["fails", "is cancelled"])
def test_where_none_comes_of_it_the_answer_before_is_in_use(visitor, strip, held: Held, end: str) -> None:
    filled = pixels(visitor)
    visitor.key(Qt.Key.Key_A)
    visitor.bot.waitUntil(lambda: strip.more.text().startswith("Filling:\n4"))
    if end == "fails":
        held.fails = True
        held.go.set()
    else:
        visitor.key(Qt.Key.Key_Escape)
    visitor.idle()
    assert np.array_equal(pixels(visitor), filled) and visitor.document.mask_bounds.empty
    assert strip.isVisible() and checked(visitor) == [0] and strip.tiles[0].isEnabled()
    assert visitor.document.history.entries == ("Brush stroke", "Repair")


def test_the_photo_does_not_move_and_the_fill_is_not_covered(visitor, strip) -> None:
    canvas = visitor.editor.canvas
    before = canvas.viewport.left, canvas.viewport.top, canvas.size()
    fill(visitor)
    assert (canvas.viewport.left, canvas.viewport.top, canvas.size()) == before
    visitor.key(Qt.Key.Key_Escape)
    canvas.zoom_to(6.0)
    canvas.pan(
        0, canvas.viewport.height / 2 - 60 - canvas.viewport.to_view(80, 60)[1] + canvas.viewport.height / 2
    )
    fill(visitor)
    corner, end = visitor.at(68, 54), visitor.at(92, 66)
    assert strip.isVisible() and not strip.geometry().intersects(QRect(corner, end))


def test_many_answers_scroll_inside_the_canvas(visitor, strip) -> None:
    visitor.editor.window.resize(800, 600)
    fill(visitor)
    for _ in range(6):
        press(visitor, Qt.Key.Key_A)
    assert visitor.editor.canvas.rect().contains(strip.geometry())
    tile = strip.tiles[6]
    visitor.bot.waitUntil(lambda: tile.visibleRegion().boundingRect() == tile.rect())


def test_the_line_that_fades_lies_above_it(visitor, strip) -> None:
    fill(visitor)
    toast = visitor.editor.toast
    assert toast.isVisible() and not toast.geometry().intersects(strip.geometry())


@pytest.mark.parametrize("then", ["undo", "invert"])
def test_the_line_about_a_repair_goes_with_it(visitor, then: str) -> None:
    fill(visitor)
    press(visitor, Qt.Key.Key_A)
    assert "2 answers" in visitor.editor.toast.text and visitor.editor.toast.isVisible()
    visitor.act(then)
    visitor.idle()
    assert not visitor.editor.toast.isVisible()


def test_its_parts_are_named(visitor, strip) -> None:
    fill(visitor)
    assert QAccessible.queryAccessibleInterface(strip).text(QAccessible.Text.Name) == "Answers"
    assert all(tile.accessibleName() and tile.toolTip() for tile in [*strip.tiles, strip.more])
