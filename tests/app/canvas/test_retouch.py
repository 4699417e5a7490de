"""Restore brush, clone stamp and healing brush, by mouse, keys and pen."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QInputDevice, QPointingDevice, QTabletEvent
from PySide6.QtWidgets import QApplication

from app.canvas.view import Canvas
from app.document.document import Document
from engine.pixels.box import Box

Key, Button, Modifier = Qt.Key, Qt.MouseButton, Qt.KeyboardModifier
ALT, SHIFT, PLAIN = Modifier.AltModifier, Modifier.ShiftModifier, Modifier.NoModifier
LEFT_HALF = 60  # The grey level of the left half; the right half is DARK_LEVEL.
DARK_LEVEL = 20


@pytest.fixture
def canvas(make_canvas) -> Canvas:
    """200 × 150 at 100 %: grain around LEFT_HALF on the left, dark on the right; a hard brush of 20 px."""
    pixels = np.full((150, 200, 3), DARK_LEVEL, np.uint8)
    pixels[:, :100] = LEFT_HALF + np.random.default_rng(2).integers(-9, 10, (150, 100, 1))
    canvas = make_canvas(pixels)
    canvas.zoom_to(1.0)
    canvas.brush.size, canvas.brush.feather = 20, 0
    return canvas


def pixels(canvas: Canvas) -> np.ndarray:
    return canvas.document.photo.stored(canvas.document.photo.box)


def paint_white(document: Document, box: Box) -> None:
    with document.edit("White") as edit:
        edit.put_photo(box, np.full((box.height, box.width, 3), 255, np.uint8))


def test_the_restore_brush_brings_the_photo_back_in_one_step(canvas, drive) -> None:
    before = pixels(canvas)
    paint_white(canvas.document, Box(20, 50, 180, 100))
    canvas.choose("restore")
    drive.stroke((60, 75), (100, 75), (140, 75))
    now = pixels(canvas)
    assert np.array_equal(now[66:84, 60:140], before[66:84, 60:140])
    assert (now[75, 25] == 255).all() and (now[52, 100] == 255).all()
    assert not canvas.document.mask.any()
    canvas.document.undo()
    assert (pixels(canvas)[75, 100] == 255).all()


def test_shift_restores_along_a_line(canvas, drive) -> None:
    before = pixels(canvas)
    paint_white(canvas.document, Box(0, 0, 200, 150))
    canvas.choose("restore")
    drive.stroke((30, 30))
    drive.stroke((170, 120), modifiers=SHIFT)
    assert np.array_equal(pixels(canvas)[75, 100], before[75, 100])


def test_the_stamp_copies_from_where_alt_was_clicked(canvas, drive) -> None:
    before = pixels(canvas)
    canvas.choose("clone")
    drive.stroke((50, 75), modifiers=ALT)
    assert not canvas.document.can_undo
    drive.stroke((150, 75), (160, 80))
    assert np.array_equal(pixels(canvas)[75, 150], before[75, 50])
    assert np.array_equal(pixels(canvas)[80, 160], before[80, 60])
    assert not canvas.document.mask.any()
    canvas.document.undo()
    assert np.array_equal(pixels(canvas), before) and not canvas.document.can_undo


@pytest.mark.parametrize(("aligned", "source"), [(True, (60, 105)), (False, (50, 75))])
def test_a_second_stroke_goes_on_beside_or_begins_again(canvas, drive, aligned, source) -> None:
    before = pixels(canvas)
    canvas.choose("clone")
    canvas.tool.values["aligned"] = aligned
    drive.stroke((50, 75), modifiers=ALT)
    drive.stroke((150, 45))
    drive.stroke((160, 75))
    assert np.array_equal(pixels(canvas)[75, 160], before[source[1], source[0]])


def test_without_a_source_it_says_what_to_do(canvas, drive, qtbot) -> None:
    canvas.choose("clone")
    with qtbot.waitSignal(canvas.hinted) as hinted:
        drive.stroke((150, 75))
    assert "Alt" in hinted.args[0]
    assert not canvas.document.can_undo and not canvas.document.editing


@pytest.mark.parametrize("id", ["clone", "heal"])
@pytest.mark.parametrize("outside", [(-30, 75), (50, -20), (230, 75), (50, 180)])
def test_a_source_outside_the_photo_is_none(canvas, drive, qtbot, id, outside) -> None:
    canvas.choose(id)
    drive.stroke((50, 75), modifiers=ALT)
    with qtbot.waitSignal(canvas.hinted) as hinted:
        drive.stroke(outside, modifiers=ALT)
    assert "Outside" in hinted.args[0] and canvas.tool.source == (50, 75)


def test_the_source_is_forgotten_with_its_photo(canvas, drive) -> None:
    canvas.choose("clone")
    drive.stroke((50, 75), button=Button.RightButton)
    assert canvas.tool.source == (50, 75)
    canvas.set_document(Document.from_pixels(np.zeros((80, 90, 3), np.uint8)))
    assert canvas.tool.source is None


def test_the_cross_shows_where_it_copies_from(canvas, drive) -> None:
    canvas.choose("clone")
    drive.stroke((50, 75), modifiers=ALT)
    assert canvas.tool.sampled == (50, 75)
    drive.stroke((150, 75))
    drive.move(170, 95)
    assert canvas.tool.sampled == (70, 95)
    plain = drive.colour(70, 125)
    assert drive.colour(78, 95) != plain  # an arm of the cross


def test_the_keyboard_sets_the_source_and_stamps(canvas, drive) -> None:
    before = pixels(canvas)
    canvas.choose("clone")
    drive.move(50, 75)
    drive.key(Key.Key_Period, ALT)
    assert canvas.tool.source == (50, 75)
    drive.move(150, 75)
    drive.key(Key.Key_Period)
    drive.key(Key.Key_Period)
    assert np.array_equal(pixels(canvas)[75, 150], before[75, 50])


def test_healing_takes_texture_and_keeps_the_colours_of_the_place(canvas, drive) -> None:
    before = pixels(canvas).astype(float)
    canvas.choose("heal")
    drive.stroke((50, 75), modifiers=ALT)
    drive.press(150, 75)
    assert pixels(canvas)[70:80, 145:155].mean() > 40  # a plain copy as long as the button is down
    drive.release(150, 75)
    spot = pixels(canvas)[70:80, 145:155].astype(float)
    assert abs(spot.mean() - DARK_LEVEL) < 4
    grain = before[70:80, 45:55]
    assert np.corrcoef(spot.ravel(), grain.ravel())[0, 1] > 0.9
    canvas.document.undo()
    assert np.array_equal(pixels(canvas), before) and not canvas.document.can_undo


def test_escape_gives_the_stroke_up(canvas, drive) -> None:
    before = pixels(canvas)
    canvas.choose("clone")
    drive.stroke((50, 75), modifiers=ALT)
    drive.press(150, 75)
    drive.move(160, 75)
    drive.key(Key.Key_Escape)
    drive.release(160, 75)
    assert np.array_equal(pixels(canvas), before)
    assert not canvas.document.repaired.any() and not canvas.document.can_undo


def test_nothing_is_retouched_while_a_job_reads_the_photo(canvas, drive) -> None:
    before = pixels(canvas)
    canvas.choose("restore")
    canvas.document.lock()
    canvas.next_mask.accept()
    drive.stroke((60, 75), (100, 75))
    canvas.document.unlock()
    canvas.next_mask.settle()
    assert np.array_equal(pixels(canvas), before) and not canvas.document.mask.any()


@pytest.mark.parametrize("tool", ["restore", "clone", "heal", "source", "sketch"])
@pytest.mark.parametrize("repairing", [True, False], ids=["repair", "other job"])
def test_what_cannot_be_painted_while_a_job_runs_says_so_and_moves_nothing(
    canvas, drive, qtbot, tool: str, repairing: bool
) -> None:
    canvas.choose(tool)
    if tool in ("clone", "heal"):
        drive.stroke((50, 75), modifiers=ALT)
    canvas.document.lock()
    if repairing:
        canvas.next_mask.accept()
    corner = canvas.viewport.left, canvas.viewport.top
    with qtbot.waitSignal(canvas.hinted) as hinted:
        drive.stroke((60, 75), (100, 75))
    assert "once" in hinted.args[0]
    assert canvas.cursor().shape() == Qt.CursorShape.ForbiddenCursor
    drive.key(Key.Key_Period)
    drive.key(Key.Key_Right)
    drive.key(Key.Key_Period)
    assert (canvas.viewport.left, canvas.viewport.top) == corner
    drive.press(60, 75, Button.MiddleButton)
    drive.move(80, 75)
    drive.release(80, 75, Button.MiddleButton)
    assert canvas.viewport.left > corner[0], "the view is free"
    canvas.document.unlock()
    assert not canvas.document.can_undo and canvas.cursor().shape() == Qt.CursorShape.BlankCursor


def test_retouching_leaves_a_hidden_mask_hidden(canvas, drive) -> None:
    canvas.overlay_visible = False
    canvas.choose("restore")
    drive.stroke((60, 75))
    assert not canvas.overlay_visible


# How strokes build up, and the pen


def test_flow_builds_the_mask_up(canvas, drive) -> None:
    canvas.brush.flow = 0.3
    drive.stroke((100, 75))
    once = int(canvas.document.mask[75, 100])
    assert 0 < once < 128
    canvas.document.undo()
    drive.stroke((60, 75), (140, 75))
    passed = canvas.document.mask[75, 80:120].astype(int)
    assert passed.min() > once and np.ptp(passed) < 16
    canvas.document.undo()
    drive.stroke(*((x, 75) for x in range(60, 141)))
    assert np.abs(canvas.document.mask[75, 80:120].astype(int) - passed).max() < 16


def test_flow_builds_the_erasing_up_too(canvas, drive) -> None:
    drive.stroke((60, 75), (140, 75))
    canvas.brush.flow = 0.3
    drive.stroke((100, 75), modifiers=ALT)
    assert 128 < canvas.document.mask[75, 100] < 255


class Pen:
    """A pen on a tablet: its event tells the pressure, and the mouse event that Qt sends then draws."""

    def __init__(self, canvas, drive) -> None:
        self.canvas, self.drive = canvas, drive
        self.device = QPointingDevice(
            "pen", 7, QInputDevice.DeviceType.Stylus, QPointingDevice.PointerType.Pen,
            QInputDevice.Capability.Pressure, 1, 1,
        )  # fmt: skip

    def feel(self, kind: QEvent.Type, x: float, y: float, pressure: float) -> None:
        at = QPointF(self.drive.view(x, y))
        event = QTabletEvent(
            kind, self.device, at, self.canvas.mapToGlobal(at), pressure, 0, 0, 0, 0, 0, PLAIN,
            Button.LeftButton, Button.LeftButton,
        )  # fmt: skip
        QApplication.sendEvent(self.canvas, event)

    def stroke(self, *points: tuple[float, float, float]) -> None:
        x, y, pressure = points[0]
        self.feel(QEvent.Type.TabletPress, x, y, pressure)
        self.drive.press(x, y)
        for x, y, pressure in points[1:]:
            self.feel(QEvent.Type.TabletMove, x, y, pressure)
            self.drive.move(x, y)
        self.feel(QEvent.Type.TabletRelease, x + 4, y, 0.0)
        self.drive.release(x + 4, y)


def width(canvas, x: int) -> int:
    return int(np.count_nonzero(canvas.document.mask[:, x] >= 128))


def test_the_pressure_of_a_pen_sets_the_size(canvas, drive) -> None:
    canvas.pressure_sizes = True
    Pen(canvas, drive).stroke((40, 75, 0.25), (140, 75, 1.0))
    assert width(canvas, 42) <= 7 and 10 <= width(canvas, 90) <= 15 and width(canvas, 139) >= 18
    assert all(abs(width(canvas, x + 1) - width(canvas, x)) <= 2 for x in range(45, 130))


def test_lifting_the_pen_leaves_no_blot(canvas, drive) -> None:
    canvas.pressure_sizes = True
    Pen(canvas, drive).stroke((40, 75, 0.25), (100, 75, 0.25))
    assert width(canvas, 104) <= 6
    drive.stroke((60, 30))  # a mouse presses fully
    assert width(canvas, 60) >= 20


def test_the_pressure_of_a_pen_sets_the_flow(canvas, drive) -> None:
    canvas.pressure_flows = True
    Pen(canvas, drive).stroke((40, 75, 0.2), (60, 75, 0.2))
    assert 0 < canvas.document.mask[75, 50] < 200
    assert np.count_nonzero(canvas.document.mask[:, 50]) >= 18


def test_without_the_setting_pressure_changes_nothing(canvas, drive) -> None:
    Pen(canvas, drive).stroke((40, 75, 0.25), (100, 75, 0.25))
    assert width(canvas, 70) >= 19 and canvas.document.mask[75, 70] == 255
