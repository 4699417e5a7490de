"""A rotated view: what is shown turns, the pixels stay, and tools meet what is under the pointer."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from app.canvas.viewport import Viewport
from app.document.document import Document
from engine.pixels.box import Box

SHIFT = Qt.KeyboardModifier.ShiftModifier
ANGLES = (15.0, 90.0, -90.0, 180.0, 137.0)
angles = st.floats(-720, 720)


def quarters() -> np.ndarray:
    """150 × 200: red, green, blue and white quarters."""
    pixels = np.zeros((150, 200, 3), np.uint8)
    pixels[:75, :100], pixels[:75, 100:] = (255, 0, 0), (0, 255, 0)
    pixels[75:, :100], pixels[75:, 100:] = (0, 0, 255), (255, 255, 255)
    return pixels


@pytest.fixture
def rotated(make_canvas, drive_on, request):
    """A driver of a canvas on the quarters, at 100 %, rotated."""
    canvas = make_canvas(quarters())
    canvas.zoom_to(1.0)
    canvas.brush.size, canvas.brush.feather = 20, 0
    canvas.rotate_to(request.param)
    return drive_on(canvas)


at_each_angle = pytest.mark.parametrize("rotated", ANGLES, indirect=True)


@given(angles, st.floats(0.01, 64), st.floats(0, 200), st.floats(0, 150))
def test_view_and_photo_positions_are_the_inverse_of_each_other(angle, scale, x, y):
    viewport = Viewport(320, 240)
    viewport.show(200, 150)
    viewport.zoom_at(100, 50, scale)
    viewport.rotate_at(30, 70, angle)
    assert -180 < viewport.angle <= 180
    again = viewport.to_photo(*viewport.to_view(x, y))
    assert math.dist(again, (x, y)) * scale < 0.01 or viewport.angle == 0


@given(angles, angles, st.floats(40, 280), st.floats(40, 200))
def test_rotating_keeps_the_point_under_the_cursor(first, second, x, y):
    viewport = Viewport(320, 240)
    viewport.show(200, 150)
    viewport.zoom_at(160, 120, 3.0)
    viewport.rotate_at(160, 120, first)
    before = viewport.to_photo(x, y)
    inside = 0 <= before[0] <= 200 and 0 <= before[1] <= 150
    viewport.rotate_at(x, y, second)
    if inside:
        assert math.dist(viewport.to_photo(x, y), before) < 1


@given(angles, st.integers(1, 9000), st.integers(1, 9000))
def test_a_fitted_photo_is_in_view_with_all_corners(angle, width, height):
    viewport = Viewport(320, 240)
    viewport.show(width, height)
    viewport.rotate_at(0, 0, angle)
    if viewport.scale <= 0.011:
        return
    for corner in ((0, 0), (width, 0), (0, height), (width, height)):
        x, y = viewport.to_view(*corner)
        assert 10 <= x <= 310 and 10 <= y <= 230


@given(angles)
def test_the_sheet_covers_the_view(angle):
    viewport = Viewport(320, 240)
    viewport.show(200, 150)
    viewport.rotate_at(0, 0, angle)
    sheet = viewport.sheet()
    for x, y in ((0, 0), (320, 0), (0, 240), (320, 240)):
        across, down = viewport.to_photo(x, y)
        at = sheet.x + across * sheet.scale, sheet.y + down * sheet.scale
        assert -0.01 <= at[0] <= sheet.width + 0.01 and -0.01 <= at[1] <= sheet.height + 0.01


@at_each_angle
def test_each_quarter_is_shown_where_it_lies(rotated):
    for place, colour in (
        ((50, 40), (255, 0, 0)),
        ((150, 40), (0, 255, 0)),
        ((50, 110), (0, 0, 255)),
        ((150, 110), (255, 255, 255)),
    ):
        assert rotated.colour(*place) == colour


@at_each_angle
def test_the_surround_lies_beside_the_photo(rotated):
    colours = {rotated.colour(x, y) for x, y in ((-6, 75), (206, 75), (100, -6), (100, 156))}
    assert colours == {rotated.canvas.scene.photo.surround.getRgb()[:3]}


@at_each_angle
def test_a_stroke_marks_what_is_under_the_pointer(rotated):
    before = rotated.canvas.document.photo.pixels.copy()
    rotated.stroke((60, 30), (140, 30))
    mask = rotated.canvas.document.mask
    assert mask[30, 60:140].all() and mask[25, 100] and mask[35, 100]
    assert not mask[45:].any() and not mask[:15].any()
    assert np.array_equal(rotated.canvas.document.photo.pixels, before)
    rotated.settle()
    assert rotated.colour(100, 30) != (255, 0, 0)  # tinted
    assert rotated.colour(150, 110) == (255, 255, 255)


@at_each_angle
@pytest.mark.parametrize("tool", ["lasso", "rectangle"])
def test_shapes_cover_what_was_drawn_around(rotated, tool):
    rotated.canvas.choose(tool)
    if tool == "lasso":
        rotated.stroke((40, 30), (120, 30), (120, 90), (40, 90), (40, 31))
    else:
        rotated.stroke((40, 30), (120, 90))
    mask = rotated.canvas.document.mask
    assert mask[35:85, 45:115].all()
    assert not mask[:, :35].any() and not mask[:, 125:].any() and not mask[:25].any() and not mask[95:].any()


@at_each_angle
def test_a_rectangle_under_way_is_outlined_along_the_photo(rotated):
    rotated.canvas.choose("rectangle")
    rotated.press(110, 80)
    rotated.move(190, 140)
    for x, y in ((150, 80), (150, 140), (110, 110), (190, 110)):
        seen = [rotated.colour(x + across, y + down) for across in (-1, 0, 1) for down in (-1, 0, 1)]
        assert any(colour != (255, 255, 255) for colour in seen)
    assert rotated.colour(150, 110) == (255, 255, 255)
    rotated.release(190, 140)


@at_each_angle
def test_zoom_to_a_box_shows_all_of_it(rotated):
    canvas = rotated.canvas
    canvas.zoom_to_box(Box(120, 90, 190, 140))
    for x, y in ((120, 90), (190, 90), (120, 140), (190, 140)):
        at = rotated.view(x, y)
        assert 0 <= at.x() <= canvas.width() and 0 <= at.y() <= canvas.height()
    rotated.settle()
    assert rotated.colour(155, 115) == (255, 255, 255)


@at_each_angle
def test_dragging_the_view_moves_along_with_the_pointer(rotated):
    x, y = rotated.view(50, 40).toTuple()
    rotated.canvas.choose("hand")
    rotated.press(50, 40)
    rotated.move_view(QPointF(x + 20, y - 10))
    after = rotated.view(50, 40)
    assert abs(after.x() - x - 20) < 1 and abs(after.y() - y + 10) < 1
    rotated.release(50, 40)
    rotated.settle()
    assert rotated.colour(50, 40) == (255, 0, 0)


@at_each_angle
def test_before_and_after_are_parted_upright_on_the_screen(rotated):
    canvas = rotated.canvas
    document = canvas.document
    everything = document.photo.box
    with document.edit("Fill") as edit:
        edit.put("photo", everything, np.full((150, 200, 3), 90, np.uint8))
    canvas.set_compare(True)
    rotated.settle()
    middle = canvas.width() / 2
    for place in ((50, 40), (150, 40), (50, 110), (150, 110)):
        shown = rotated.colour(*place)
        if abs(rotated.view(*place).x() - middle) > 20 and rotated.view(*place).y() < 190:
            assert (shown != (90, 90, 90)) == (rotated.view(*place).x() < middle)


def test_shift_and_the_wheel_rotate_about_the_pointer(canvas, drive):
    at = drive.view(150, 30)
    drive.wheel(at, -240, modifiers=SHIFT)
    assert canvas.viewport.angle == 10.0
    assert (drive.view(150, 30) - at).manhattanLength() < 1.5
    assert canvas.scale == 1.0
    drive.wheel(at, 480, modifiers=SHIFT)
    assert canvas.viewport.angle == -10.0


def rotate_by_drag(drive, *corners):
    """Drag with R held, from corner to corner of the view."""
    canvas = drive.canvas
    places = [QPointF(x * canvas.width(), y * canvas.height()) for x, y in corners]
    canvas.setFocus()
    QTest.keyPress(canvas, Qt.Key.Key_R)
    drive.press(*canvas.viewport.to_photo(*places[0].toTuple()))
    for place in places[1:]:
        drive.move_view(place)
    drive.release(*canvas.viewport.to_photo(*places[-1].toTuple()))
    QTest.keyRelease(canvas, Qt.Key.Key_R)


def test_a_drag_with_r_held_rotates_and_what_follows_lands_under_the_cursor(canvas, drive):
    rotate_by_drag(drive, (0.5, 0.1), (0.8, 0.3), (0.9, 0.5))
    assert canvas.viewport.angle == pytest.approx(90, abs=1)
    assert not canvas.document.mask.any() and canvas.tool.info.id == "brush"
    at = drive.view(150, 30)
    drive.wheel(at, 240)
    assert canvas.scale > 1.0 and (drive.view(150, 30) - at).manhattanLength() < 1.5
    seen = canvas.viewport.to_photo(*at.toTuple())
    drive.stroke(seen, (seen[0] + 1, seen[1]))
    assert canvas.document.mask[30, 150] and not canvas.document.mask[60:].any()


def test_r_alone_rotates_nothing_and_a_stroke_under_way_stays_one(canvas, drive):
    drive.press(60, 30)
    QTest.keyPress(canvas, Qt.Key.Key_R)
    drive.move(140, 30)
    drive.release(140, 30)
    QTest.keyRelease(canvas, Qt.Key.Key_R)
    drive.stroke((60, 100), (140, 100))
    assert canvas.viewport.angle == 0.0
    assert canvas.document.mask[30, 100] and canvas.document.mask[100, 100]


def test_arrow_keys_go_along_the_screen(canvas, drive):
    canvas.rotate_to(90.0)
    canvas.setFocus()
    drive.move(100, 75)
    before = canvas.mouse_input.at
    drive.key(Qt.Key.Key_Right)
    after = canvas.mouse_input.at
    assert after.x() - before.x() == pytest.approx(16, abs=1) and abs(after.y() - before.y()) < 1


def test_another_photo_stands_upright(canvas, drive):
    canvas.rotate_to(30.0)
    canvas.set_document(Document.from_pixels(quarters()))
    assert canvas.viewport.angle == 0.0
    drive.settle()
    assert drive.colour(50, 40) == (255, 0, 0)


def test_upright_again_is_drawn_as_before(canvas, drive):
    before = canvas.grab().toImage()
    canvas.rotate_to(33.0)
    drive.settle()
    assert canvas.grab().toImage() != before
    canvas.rotate_to(0.0)
    drive.settle()
    canvas.fit()
    canvas.zoom_to(1.0)
    drive.settle()
    assert canvas.grab().toImage() == before
