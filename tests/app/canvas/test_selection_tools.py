"""Colour wand and line tool, by mouse and keys; their answers come a moment later."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt

from app.canvas.view import Canvas
from app.document.document import Document

Key, Modifier = Qt.Key, Qt.KeyboardModifier
ALT, SHIFT = Modifier.AltModifier, Modifier.ShiftModifier


def wire(x: float) -> float:
    """The row of the wire in a column."""
    return 70 + 20 * np.sin(x / 22)


@pytest.fixture
def canvas(make_canvas) -> Canvas:
    """200 × 150 at 100 %: grey with a dark wire, and a green square at (20, 110) of 20 px."""
    rng = np.random.default_rng(6)
    pixels = np.repeat(rng.integers(150, 160, (150, 200, 1), np.uint8), 3, axis=2)
    columns = np.arange(200)
    for shift in (0, 1):
        pixels[np.rint(wire(columns)).astype(int) + shift, columns] = 30
    pixels[110:130, 20:40] = (20, 160, 40)
    canvas = make_canvas(pixels)
    canvas.zoom_to(1.0)
    return canvas


def choose_line(canvas: Canvas) -> None:
    """From click to click."""
    canvas.choose("line")
    canvas.tool.values["whole"] = False


def settled(canvas, drive) -> None:
    drive.bot.waitUntil(lambda: not canvas.tool.active)


def test_a_click_with_the_wand_marks_what_is_alike(canvas, drive) -> None:
    canvas.choose("wand")
    drive.stroke((30, 120))
    settled(canvas, drive)
    mask = canvas.document.mask
    assert np.count_nonzero(mask) == 400 and mask[120, 30] == 255
    drive.stroke((25, 115), modifiers=ALT)
    settled(canvas, drive)
    assert not canvas.document.mask.any()
    assert canvas.document.history.entries == ("Colour wand", "Colour wand")


def test_the_tolerance_decides(canvas, drive) -> None:
    canvas.choose("wand")
    canvas.tool.values["tolerance"] = 140
    drive.stroke((30, 120))
    settled(canvas, drive)
    assert np.count_nonzero(canvas.document.mask) > 400


def test_a_click_beside_the_photo_marks_nothing(canvas, drive) -> None:
    canvas.choose("wand")
    drive.stroke((-10, 20))
    assert not canvas.tool.active and not canvas.document.can_undo


def test_another_tool_or_photo_drops_the_answer(canvas, drive) -> None:
    canvas.choose("wand")
    drive.stroke((30, 120))
    canvas.choose("brush")
    first = canvas.document
    canvas.choose("wand")
    drive.stroke((30, 120))
    canvas.set_document(Document.from_pixels(np.zeros((80, 90, 3), np.uint8)))
    drive.stroke((30, 20))
    settled(canvas, drive)
    assert not first.mask.any() and canvas.document.mask.all()


def test_the_line_follows_the_wire_from_click_to_click(canvas, drive) -> None:
    choose_line(canvas)
    for x in (10, 100, 190):
        drive.stroke((x, wire(x) + 3))
    assert not canvas.document.mask.any()
    drive.key(Key.Key_Return)
    settled(canvas, drive)
    mask = canvas.document.mask
    for x in range(12, 188, 4):
        row = round(wire(x))
        assert mask[row, x] and mask[row + 1, x], x
    assert np.count_nonzero(mask) < 190 * 8
    assert canvas.document.history.entries == ("Line",)


def test_a_double_click_ends_the_line(canvas, drive) -> None:
    choose_line(canvas)
    drive.stroke((10, wire(10)))
    drive.stroke((100, wire(100)))
    drive.double_click(100, wire(100))
    settled(canvas, drive)
    assert canvas.document.mask[round(wire(60)), 60] and not canvas.document.mask[:, 110:].any()


def test_shift_goes_straight_and_the_width_can_be_set(canvas, drive) -> None:
    choose_line(canvas)
    canvas.tool.values["width"] = 5
    drive.stroke((100, 20))
    drive.stroke((180, 20), modifiers=SHIFT)
    drive.key(Key.Key_Return)
    settled(canvas, drive)
    assert np.count_nonzero(canvas.document.mask[:, 140]) == 5
    assert not canvas.document.mask[40:].any()


@pytest.mark.parametrize("key", [Key.Key_Backspace, Key.Key_Delete])
@pytest.mark.parametrize("tool", ["line", "lasso"])
def test_a_key_takes_the_last_click_back_and_no_step(canvas, drive, tool: str, key: Qt.Key) -> None:
    drive.stroke((150, 20))
    canvas.choose(tool)
    canvas.tool.values["whole"] = False
    drive.stroke((10, 60))
    drive.stroke((100, 60))
    assert canvas.tool.can_take_back
    for left in (1, 0):
        drive.key(key)
        assert len(canvas.tool.points) == left
    assert not canvas.tool.active and not canvas.tool.can_take_back
    assert canvas.document.history.entries == ("Brush stroke",)


@pytest.mark.parametrize("key", [Key.Key_Backspace, Key.Key_Delete])
def test_a_key_takes_back_the_click_that_the_wand_works_on(canvas, drive, key: Qt.Key) -> None:
    canvas.choose("wand")
    drive.stroke((30, 120))
    drive.key(key)
    assert not canvas.tool.active
    drive.stroke((100, 20))
    settled(canvas, drive)
    assert canvas.document.history.position == 1 and not canvas.document.mask[120, 30]


def test_backspace_takes_a_click_back_and_escape_all(canvas, drive) -> None:
    choose_line(canvas)
    for x in (10, 60, 190):
        drive.stroke((x, wire(x)))
    drive.key(Key.Key_Backspace)
    drive.key(Key.Key_Return)
    settled(canvas, drive)
    mask = canvas.document.mask
    assert mask[:, 50].any() and not mask[:, 80:].any()
    drive.stroke((10, 20))
    drive.key(Key.Key_Backspace)
    assert not canvas.tool.active
    drive.stroke((10, 20))
    drive.stroke((30, 20))
    drive.key(Key.Key_Escape)
    assert not canvas.tool.active and len(canvas.document.history.entries) == 1


def test_a_line_begun_with_alt_erases(canvas, drive) -> None:
    canvas.choose("rectangle")
    drive.stroke((0, 0), (200, 150))
    choose_line(canvas)
    drive.stroke((10, wire(10)), modifiers=ALT)
    drive.stroke((190, wire(190)))
    drive.key(Key.Key_Return)
    settled(canvas, drive)
    assert canvas.document.mask[round(wire(100)), 100] == 0 and canvas.document.mask[20, 100] == 255


def test_one_click_is_no_line(canvas, drive) -> None:
    choose_line(canvas)
    drive.stroke((10, 20))
    drive.key(Key.Key_Return)
    assert not canvas.tool.active and not canvas.document.can_undo


def test_a_locked_photo_gets_no_answer(canvas, drive) -> None:
    canvas.choose("wand")
    drive.stroke((30, 120))
    canvas.document.lock()
    settled(canvas, drive)
    canvas.document.unlock()
    assert not canvas.document.mask.any()


def test_while_a_repair_runs_the_answer_is_part_of_the_next_mask(canvas, drive) -> None:
    canvas.document.lock()
    canvas.next_mask.accept()
    canvas.choose("wand")
    drive.stroke((30, 120))
    settled(canvas, drive)
    canvas.document.unlock()
    canvas.next_mask.settle()
    assert np.count_nonzero(canvas.document.mask) == 400


def test_one_click_marks_the_whole_wire_and_shows_it_before(canvas, drive) -> None:
    canvas.choose("line")
    drive.move(100, wire(100) + 2)
    drive.bot.waitUntil(lambda: canvas.tool.previewed is not None)
    drive.stroke((100, wire(100) + 2))
    settled(canvas, drive)
    mask = canvas.document.mask
    for x in range(6, 194, 4):
        assert mask[round(wire(x)), x], x
    assert np.count_nonzero(mask) < 200 * 9 and canvas.document.history.entries == ("Line",)


def test_a_click_that_nothing_was_previewed_for_marks_the_wire_too(canvas, drive) -> None:
    canvas.choose("line")
    drive.stroke((60, wire(60)))
    assert canvas.tool.waiting
    settled(canvas, drive)
    assert canvas.document.mask[round(wire(150)), 150]
    drive.stroke((60, wire(60)), modifiers=ALT)
    settled(canvas, drive)
    assert not canvas.document.mask.any()


def test_where_no_line_is_one_is_told_so(canvas, drive, qtbot) -> None:
    canvas.choose("line")
    with qtbot.waitSignal(canvas.hinted) as hinted:
        drive.stroke((170, 130))
    assert "No line" in hinted.args[0]
    assert not canvas.tool.active and not canvas.document.can_undo
