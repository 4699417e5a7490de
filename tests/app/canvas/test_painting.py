"""Strokes and shapes, by mouse and by keys, land in the document where they were drawn."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QShortcut

from app.document.planes import LINE_VALUE
from engine.pixels.box import Box

Key, Button, Modifier = Qt.Key, Qt.MouseButton, Qt.KeyboardModifier
LEFT, MIDDLE, RIGHT = Button.LeftButton, Button.MiddleButton, Button.RightButton
ALT, SHIFT, PLAIN = Modifier.AltModifier, Modifier.ShiftModifier, Modifier.NoModifier


def marked(canvas):
    return np.count_nonzero(canvas.document.mask)


def test_a_stroke_marks_what_it_passed_over(canvas, drive):
    drive.stroke((50, 75), (100, 75), (150, 75))
    mask = canvas.document.mask
    assert (mask[75, 41:159] == 255).all()
    assert not mask[:64].any() and not mask[86:].any()
    assert marked(canvas) == pytest.approx(100 * 20 + np.pi * 100, rel=0.05)


def test_a_stroke_is_one_step_of_history(canvas, drive):
    drive.stroke((50, 75), (100, 75), (150, 75))
    canvas.document.undo()
    assert marked(canvas) == 0
    assert not canvas.document.can_undo


def test_a_click_marks_the_brush(canvas, drive):
    drive.stroke((100, 75))
    assert marked(canvas) == pytest.approx(np.pi * 100, rel=0.05)


@pytest.mark.parametrize(("button", "modifiers"), [(LEFT, ALT), (RIGHT, PLAIN)])
def test_alt_and_the_right_button_erase(canvas, drive, button, modifiers):
    drive.stroke((50, 75), (150, 75))
    drive.stroke((100, 75), button=button, modifiers=modifiers)
    assert canvas.document.mask[75, 100] == 0
    assert canvas.document.mask[75, 60] == 255


def test_the_eraser_erases(canvas, drive):
    drive.stroke((50, 75), (150, 75))
    canvas.choose("eraser")
    drive.stroke((50, 75), (150, 75))
    assert marked(canvas) == 0


def test_shift_click_draws_a_line_from_the_last_point(canvas, drive):
    drive.stroke((30, 30))
    drive.stroke((170, 120), modifiers=SHIFT)
    mask = canvas.document.mask
    assert mask[75, 100] == 255
    assert mask[30, 170] == 0


def test_a_feathered_stroke_is_soft_at_its_rim(canvas, drive):
    canvas.brush.feather = 0.5
    drive.stroke((100, 75))
    row = canvas.document.mask[75]
    assert row[100] == 255 and 0 < row[107] < 255 and row[111] == 0


def test_escape_takes_the_stroke_back(canvas, drive):
    drive.press(50, 75)
    drive.move(100, 75)
    drive.key(Key.Key_Escape)
    drive.move(150, 75)
    drive.release(150, 75)
    assert marked(canvas) == 0
    assert not canvas.document.can_undo


def test_a_rectangle_marks_its_inside(canvas, drive):
    canvas.choose("rectangle")
    drive.stroke((20, 30), (60, 80), (120, 90))
    assert canvas.document.mask_bounds == Box(20, 30, 120, 90)
    assert marked(canvas) == 100 * 60


def test_a_click_with_the_rectangle_marks_nothing(canvas, drive):
    canvas.choose("rectangle")
    drive.stroke((20, 30))
    assert not canvas.document.can_undo


def test_a_drawn_lasso_closes_when_it_is_let_go(canvas, drive):
    canvas.choose("lasso")
    drive.stroke((50, 50), (150, 50), (150, 100), (50, 100))
    assert marked(canvas) == pytest.approx(100 * 50, rel=0.06)
    assert not canvas.tool.active


def test_clicked_corners_are_closed_by_enter(canvas, drive):
    canvas.choose("lasso")
    for corner in ((50, 50), (150, 50), (150, 100), (50, 100)):
        drive.stroke(corner)
    assert marked(canvas) == 0 and canvas.tool.active
    drive.key(Key.Key_Return)
    assert marked(canvas) == pytest.approx(100 * 50, rel=0.06)


def test_a_double_click_closes_the_lasso(canvas, drive):
    canvas.choose("lasso")
    for corner in ((50, 50), (150, 50), (150, 100)):
        drive.stroke(corner)
    drive.double_click(150, 100)
    assert marked(canvas) == pytest.approx(100 * 50 / 2, rel=0.06)


def test_backspace_takes_a_corner_of_the_lasso_back(canvas, drive):
    canvas.choose("lasso")
    for point in ((20, 20), (60, 20), (60, 60), (150, 140)):
        drive.stroke(point)
    drive.key(Key.Key_Backspace)
    drive.stroke((20, 60))
    drive.key(Key.Key_Return)
    assert canvas.document.mask[40, 40] == 255 and canvas.document.mask[100, 100] == 0
    drive.stroke((20, 20))
    for _ in range(2):
        drive.key(Key.Key_Backspace)
    assert not canvas.tool.active and marked(canvas)


def test_escape_gives_up_the_lasso(canvas, drive):
    canvas.choose("lasso")
    drive.stroke((50, 50))
    drive.stroke((150, 50))
    drive.key(Key.Key_Escape)
    assert not canvas.tool.active and not canvas.document.can_undo


def test_a_shape_erases_with_the_right_button(canvas, drive):
    canvas.choose("rectangle")
    drive.stroke((20, 30), (120, 90))
    drive.stroke((40, 40), (60, 60), button=RIGHT)
    assert marked(canvas) == 100 * 60 - 20 * 20


def test_the_source_tool_marks_both_kinds_and_clears(canvas, drive):
    canvas.choose("source")
    drive.stroke((50, 75))
    canvas.swap()
    drive.stroke((100, 75))
    drive.stroke((50, 75), button=RIGHT)
    assert canvas.document.source[75, 50] == 0
    assert canvas.document.source[75, 100] == 2
    assert marked(canvas) == 0


def test_the_sketch_tool_draws_thin_and_erases_wide(canvas, drive):
    canvas.choose("sketch")
    drive.stroke((20, 75), (180, 75))
    drive.stroke((50, 75), button=RIGHT)
    canvas.swap()
    drive.stroke((150, 75))
    sketch = canvas.document.sketch
    assert not (sketch[:, [50, 150]] == LINE_VALUE).any()
    assert 1 <= (sketch[:, 100] == LINE_VALUE).sum() <= 3
    assert marked(canvas) == 0


def test_x_swaps_brush_and_eraser(canvas, qtbot):
    with qtbot.waitSignal(canvas.tool_changed) as heard:
        canvas.swap()
    assert heard.args == ["eraser"]
    canvas.swap()
    assert canvas.tool.info.id == "brush"


def test_the_keyboard_draws_without_a_mouse(canvas, drive):
    drive.move(100, 75)
    drive.key(Key.Key_Period)
    for _ in range(3):
        drive.key(Key.Key_Right)
    drive.key(Key.Key_Period)
    assert canvas.document.mask[75, 100:148].all()
    assert canvas.document.history.position == 1


def test_nothing_is_painted_while_a_job_runs(canvas, drive):
    canvas.document.lock()
    drive.stroke((50, 75), (60, 75))
    canvas.document.unlock()
    assert marked(canvas) == 0


def test_what_is_painted_while_a_repair_runs_is_the_next_mask(canvas, drive):
    drive.stroke((150, 75))
    canvas.document.lock()
    canvas.next_mask.accept()
    canvas.set_busy([Box(140, 60, 160, 90)], 0.5)
    before = marked(canvas)
    drive.stroke((50, 75), (60, 75))
    drive.stroke((50, 75), modifiers=Qt.KeyboardModifier.AltModifier)
    drive.settle()
    assert marked(canvas) == before
    assert drive.colour(64, 75) != (128, 128, 128), "what is painted is seen"
    canvas.set_busy(None)
    canvas.document.unlock()
    canvas.next_mask.settle()
    assert marked(canvas) > before
    assert canvas.document.mask[75, 64] == 255 and canvas.document.mask[75, 45] == 0
    assert canvas.document.history.position == 3, "each stroke can be undone alone"
    assert canvas.scene.next_mask.levels is None


def test_a_stroke_under_way_when_the_repair_ends_is_kept(canvas, drive):
    canvas.document.lock()
    canvas.next_mask.accept()
    drive.press(50, 75)
    canvas.document.unlock()
    canvas.next_mask.settle()
    drive.move(60, 75)
    drive.release(60, 75)
    assert canvas.document.mask[75, 50:60].all() and canvas.document.history.position == 1


def test_guides_are_not_drawn_while_a_repair_runs(canvas, drive):
    canvas.choose("source")
    canvas.document.lock()
    canvas.next_mask.accept()
    drive.stroke((50, 75), (60, 75))
    canvas.document.unlock()
    canvas.next_mask.settle()
    assert canvas.document.source is None and not canvas.document.can_undo


def test_a_finished_stroke_is_told(canvas, drive, qtbot):
    with qtbot.waitSignal(canvas.stroke_finished):
        drive.stroke((50, 75), (60, 75))


@pytest.mark.parametrize("button", [LEFT, MIDDLE])
def test_panning_in_mid_stroke_does_not_end_it(canvas, drive, qtbot, button):
    drive.press(50, 40)
    drive.move(60, 40)
    if button == LEFT:
        qtbot.keyPress(canvas, Key.Key_Space)
    else:
        drive.press(60, 40, MIDDLE)
    corner = canvas.viewport.left
    at = drive.view(60, 40)
    drive.move_view(at + QPointF(30, 0))
    assert canvas.viewport.left == corner + 30
    if button == LEFT:
        qtbot.keyRelease(canvas, Key.Key_Space)
    else:
        drive.release(60, 40, MIDDLE)
    drive.move(60, 110)
    drive.release(60, 110)
    assert canvas.document.mask[100, 60] == 255
    assert not canvas.document.mask[:, 75:].any()
    assert canvas.document.history.position == 1


def test_keys_of_the_window_are_kept_off_a_stroke(canvas, drive):
    deletes = []
    QShortcut(Qt.Key.Key_Delete, canvas, lambda: deletes.append(1))
    canvas.activateWindow()
    drive.press(50, 75)
    drive.key(Key.Key_Delete)
    drive.release(50, 75)
    assert not deletes


def test_nobody_paints_unseen(canvas, drive):
    canvas.overlay_visible = False
    drive.stroke((50, 75))
    assert canvas.overlay_visible


def test_a_stroke_that_fails_leaves_nothing(canvas, drive, monkeypatch):
    drive.press(50, 75)
    monkeypatch.setattr(canvas.tool, "apply", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        drive.move(100, 75)
    drive.release(100, 75)
    assert marked(canvas) == 0 and not canvas.document.editing
