"""Wheel, touchpad, pinch and held keys."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QNativeGestureEvent, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow

MIDDLE_OF_VIEW = QPointF(160, 120)
Phase, Button, Modifier = Qt.ScrollPhase, Qt.MouseButton, Qt.KeyboardModifier
LEFT, MIDDLE = Button.LeftButton, Button.MiddleButton
ALT, CONTROL, PLAIN = Modifier.AltModifier, Modifier.ControlModifier, Modifier.NoModifier


def corner(canvas):
    return canvas.viewport.left, canvas.viewport.top


@pytest.mark.parametrize("modifiers", [PLAIN, CONTROL])
def test_a_wheel_zooms_at_the_cursor(canvas, drive, modifiers):
    at = drive.view(150, 30)
    drive.wheel(at, 240, modifiers=modifiers)
    assert canvas.scale == pytest.approx(2**0.5)
    assert drive.view(150, 30).toPoint() == at.toPoint()


def test_fractions_of_a_notch_zoom_by_fractions(canvas, drive):
    for _ in range(8):
        drive.wheel(MIDDLE_OF_VIEW, 15)
    assert canvas.scale == pytest.approx(2**0.25)


@pytest.mark.parametrize("sign", [1, -1])
def test_alt_and_wheel_set_the_size(canvas, drive, sign):
    drive.wheel(MIDDLE_OF_VIEW, 120 * sign, modifiers=ALT)
    assert (canvas.brush.size - 20) * sign > 0
    assert canvas.scale == 1.0


def test_two_fingers_pan(canvas, drive):
    x, y = corner(canvas)
    drive.wheel(MIDDLE_OF_VIEW, 30, pixels=(12, -7), phase=Phase.ScrollUpdate)
    assert corner(canvas) == (x + 12, y - 7)
    assert canvas.scale == 1.0


def test_a_touchpad_is_known_by_its_device(canvas, drive):
    pad = QPointingDevice(
        "pad",
        7,
        QInputDevice.DeviceType.TouchPad,
        QPointingDevice.PointerType.Finger,
        QInputDevice.Capability.Position,
        2,
        3,
    )
    drive.wheel(MIDDLE_OF_VIEW, 120, device=pad)
    assert canvas.scale == 1.0
    assert corner(canvas)[1] == 45 + 60


def test_a_pinch_zooms(canvas):
    event = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture,
        QPointingDevice.primaryPointingDevice(),
        2,
        MIDDLE_OF_VIEW,
        MIDDLE_OF_VIEW,
        MIDDLE_OF_VIEW,
        0.25,
        QPointF(),
    )
    QApplication.sendEvent(canvas, event)
    assert canvas.scale == pytest.approx(1.25)


@pytest.mark.parametrize("way", ["middle", "space", "hand"])
def test_ways_to_pan(canvas, drive, qtbot, way):
    x, y = corner(canvas)
    if way == "space":
        qtbot.keyPress(canvas, Qt.Key.Key_Space)
    if way == "hand":
        canvas.choose("hand")
    button = MIDDLE if way == "middle" else LEFT
    drive.press(50, 50, button)
    drive.move_view(drive.view(50, 50) + QPointF(-20, 15))
    drive.release(50, 50, button)
    assert corner(canvas) == (x - 20, y + 15)
    assert not canvas.document.mask.any()


def test_the_pointer_is_told_in_photo_pixels(canvas, drive):
    heard = []
    canvas.hovered.connect(lambda point: heard.append(QPoint(point)))
    drive.move(30.5, 40.5)
    drive.move(-30, 40)
    assert heard == [QPoint(30, 40), QPoint(-1, -1)]


def test_the_zoom_is_told(canvas, qtbot):
    with qtbot.waitSignal(canvas.zoomed) as heard:
        canvas.zoom_in()
    assert heard.args == [1.5]


def test_brackets_belong_to_the_brush(canvas):
    canvas.brush.grow(1)
    canvas.brush.grow(-1)
    assert canvas.brush.size == pytest.approx(20, abs=0.1)
    canvas.brush.soften(1)
    assert canvas.brush.feather == pytest.approx(0.1)


def test_holding_the_backslash_shows_the_opened_photo(make_canvas, drive_on, qtbot):
    canvas = make_canvas(np.full((150, 200, 3), 128, np.uint8))
    drive = drive_on(canvas)
    with canvas.document.edit("Change") as edit:
        edit.put_photo(canvas.photo_box, np.full((150, 200, 3), 10, np.uint8))
        edit.set_mask(canvas.photo_box, np.full((150, 200), 255, np.uint8))
    qtbot.keyPress(canvas, Qt.Key.Key_Backslash)
    drive.colour(100, 75)
    drive.settle()
    assert drive.colour(100, 75) == (128, 128, 128)
    qtbot.keyRelease(canvas, Qt.Key.Key_Backslash)
    drive.settle()
    assert drive.colour(100, 75) != (128, 128, 128)


def test_alt_and_wheel_leave_the_focus_on_the_photo(canvas, drive, qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    window.menuBar().addMenu("&File").addAction("Open")
    window.setCentralWidget(canvas)
    window.show()
    window.activateWindow()
    canvas.setFocus()
    QTest.keyPress(window.windowHandle(), Qt.Key.Key_Alt)
    drive.wheel(MIDDLE_OF_VIEW, 120, modifiers=ALT)
    QTest.keyRelease(window.windowHandle(), Qt.Key.Key_Alt)
    assert window.menuBar().activeAction() is None
    canvas.setParent(None)


def test_the_turned_pen_erases(canvas, drive):
    drive.stroke((50, 75), (150, 75))
    pen = QPointingDevice(
        "pen",
        8,
        QInputDevice.DeviceType.Stylus,
        QPointingDevice.PointerType.Eraser,
        QInputDevice.Capability.Pressure,
        1,
        1,
    )
    at = drive.view(100, 75)
    event = QTabletEvent(
        QEvent.Type.TabletMove, pen, at, canvas.mapToGlobal(at), 0.5, 0, 0, 0, 0, 0, PLAIN, LEFT, LEFT
    )
    QApplication.sendEvent(canvas, event)
    drive.stroke((100, 75))
    assert canvas.document.mask[75, 100] == 0
