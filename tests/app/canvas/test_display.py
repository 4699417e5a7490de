"""What the window shows: colours, tiles after edits, outlines at every zoom, HiDPI."""

import gc
import weakref

import numpy as np
import pytest
from PIL import ImageCms
from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor, QColorSpace

from app.canvas.colour import Colour
from app.canvas.layers import levels
from app.canvas.layers.photo import BLOCKS_FROM
from app.document.document import Document
from engine.pixels.box import Box

P3 = bytes(QColorSpace(QColorSpace.NamedColorSpace.DisplayP3).iccProfile())
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
MAGENTA = QColor("#ff1fd0").getRgb()[:3]


def grey(height=150, width=200):
    return np.full((height, width, 3), 128, np.uint8)


def window_pixels(canvas):
    """H×W×4, blue first."""
    image = canvas.grab().toImage()
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
    return pixels.copy()  # the image and its memory end here


def outline_pixels(canvas):
    return np.count_nonzero((window_pixels(canvas)[..., :3] == MAGENTA[::-1]).all(axis=-1))


def test_pixels_of_a_plain_photo_are_shown_as_they_are(make_canvas, drive_on):
    photo = np.random.default_rng(0).integers(0, 255, (150, 200, 3), np.uint8)
    canvas = make_canvas(photo)
    canvas.zoom_to(1.0)
    drive = drive_on(canvas)
    assert drive.colour(20, 30) == tuple(photo[30, 20])
    assert drive.colour(199, 149) == tuple(photo[149, 199])


def test_a_display_p3_photo_does_not_look_dull(make_canvas, drive_on):
    canvas = make_canvas(np.full((150, 200, 3), (180, 60, 60), np.uint8), icc=P3)
    red, green, blue = drive_on(canvas).colour(100, 75)
    # P3 (180, 60, 60) is sRGB (195.5, 46.5, 54.2) by the two standards' matrices and curves.
    assert (red, green, blue) == pytest.approx((195.5, 46.5, 54.2), abs=2)


def test_two_srgb_profiles_cost_nothing_and_change_nothing():
    assert Colour(SRGB).identity
    assert Colour(None).identity
    assert not Colour(P3).identity


def test_a_broken_profile_counts_as_srgb():
    assert Colour(b"not a profile").identity


def test_alpha_lies_over_a_checkerboard(make_canvas, drive_on):
    canvas = make_canvas(np.full((150, 200, 4), (200, 0, 0, 0), np.uint8))
    canvas.zoom_to(1.0)
    drive = drive_on(canvas)
    assert {drive.colour(2, 2), drive.colour(10, 2)} == {(164, 164, 164), (200, 200, 200)}


def test_the_surround_is_the_themes(make_canvas, drive_on):
    canvas = make_canvas(grey())
    canvas.scene.set_surround(QColor("#d9d9d9"))
    drive = drive_on(canvas)
    assert drive.colour(-5, -5) == (0xD9, 0xD9, 0xD9)


@pytest.mark.parametrize("scale", [1.0, 0.3])
def test_tiles_follow_edits_and_undo(make_canvas, drive_on, scale):
    canvas = make_canvas(grey(600, 800))
    canvas.zoom_to(scale)
    drive = drive_on(canvas)
    box = Box(390, 290, 430, 330)
    with canvas.document.edit("Change") as edit:
        edit.put_photo(box, np.full((40, 40, 3), 10, np.uint8))
    drive.settle()
    assert drive.colour(410, 310) == (10, 10, 10)
    assert drive.colour(350, 310) == (128, 128, 128)
    canvas.document.undo()
    drive.settle()
    assert drive.colour(410, 310) == (128, 128, 128)


def test_a_pan_shows_what_a_fresh_drawing_shows(make_canvas, drive_on):
    photo = np.random.default_rng(0).integers(0, 255, (600, 800, 3), np.uint8)
    canvas = make_canvas(photo)
    canvas.zoom_to(1.3)
    drive = drive_on(canvas)
    with canvas.document.edit("Mask") as edit:
        edit.set_mask(Box(380, 280, 460, 340), np.full((60, 80), 255, np.uint8))
    drive.settle()
    for step in ((30, 10), (-70, 3), (5, -44)):
        canvas.pan(*step)
        drive.settle()
    panned = window_pixels(canvas)
    canvas.scene.refresh()
    drive.settle()
    assert np.abs(window_pixels(canvas).astype(int) - panned).max() <= 1


@pytest.mark.parametrize("scale", [0.05, 0.33, 1.0, 8.0])
def test_the_outline_is_one_pixel_at_every_zoom(make_canvas, drive_on, scale):
    canvas = make_canvas(grey(3000, 4000))
    canvas.choose("hand")
    canvas.zoom_to(scale)
    drive = drive_on(canvas)
    half = round(40 / scale)  # 80 px in the view
    with canvas.document.edit("Mask") as edit:
        edit.set_mask(
            Box(2000 - half, 1500 - half, 2000 + half, 1500 + half),
            np.full((2 * half, 2 * half), 255, np.uint8),
        )
    drive.settle()
    assert outline_pixels(canvas) == pytest.approx(4 * 79, rel=0.05)


def test_the_tint_is_45_percent_and_follows_soft_values(make_canvas, drive_on):
    canvas = make_canvas(grey())
    canvas.choose("hand")
    canvas.zoom_to(1.0)
    drive = drive_on(canvas)
    values = np.full((150, 200), 255, np.uint8)
    values[:, 100:] = 100
    with canvas.document.edit("Mask") as edit:
        edit.set_mask(canvas.photo_box, values)
    for x, opacity in ((50, 0.45), (150, 0.45 * 100 / 255)):
        tinted = [128 + opacity * (part - 128) for part in MAGENTA]
        assert drive.colour(x, 75) == pytest.approx(tinted, abs=2)


def test_the_overlay_can_be_hidden(make_canvas, drive_on):
    canvas = make_canvas(grey())
    canvas.choose("hand")
    drive = drive_on(canvas)
    with canvas.document.edit("Mask") as edit:
        edit.set_mask(canvas.photo_box, np.full((150, 200), 255, np.uint8))
    canvas.overlay_visible = False
    assert drive.colour(100, 75) == (128, 128, 128)


def test_hatching_tells_marked_from_unmarked_without_colour(make_canvas, drive_on):
    canvas = make_canvas(grey())
    canvas.choose("hand")
    canvas.zoom_to(1.0)
    drive = drive_on(canvas)
    canvas.scene.set_mask_look("yellow", hatch=True)
    with canvas.document.edit("Mask") as edit:
        edit.set_mask(canvas.photo_box, np.full((150, 200), 255, np.uint8))
    assert len({drive.colour(x, 75) for x in range(50, 58)}) == 2


def test_compare_shows_the_opened_photo_on_the_left(make_canvas, drive_on):
    canvas = make_canvas(grey())
    canvas.zoom_to(1.0)
    drive = drive_on(canvas)
    with canvas.document.edit("Change") as edit:
        edit.put_photo(canvas.photo_box, np.full((150, 200, 3), 10, np.uint8))
    canvas.set_compare(True)
    drive.colour(20, 130)
    drive.settle()
    assert drive.colour(20, 130) == (128, 128, 128)
    assert drive.colour(180, 130) == (10, 10, 10)


def test_the_comparisons_line_can_be_dragged(make_canvas, drive_on):
    canvas = make_canvas(grey())
    canvas.zoom_to(1.0)
    drive = drive_on(canvas)
    canvas.set_compare(True)
    drive.stroke((100, 75), (150, 75))
    assert canvas.compare.lines[0] == pytest.approx((60 + 150) / 320, abs=0.01)
    assert not canvas.document.mask.any()


def test_progress_runs_a_timer_only_while_there_is_work(canvas):
    timers = canvas.progress.findChildren(QTimer)
    canvas.set_busy([Box(10, 10, 110, 110)], 0.4)
    assert any(timer.isActive() for timer in timers)
    canvas.set_busy(None)
    assert not any(timer.isActive() for timer in timers)


def reader(photo):
    return lambda box, step: photo[box.slices][::step, ::step]


def test_a_level_averages_its_pixels():
    photo = np.random.default_rng(0).integers(0, 255, (64, 96, 3), np.uint8)
    shown = levels.averaged(
        lambda box, step: photo[box.slices][::step, ::step], Box(0, 0, 24, 16), 2, Box.of(photo.shape)
    )
    means = photo.reshape(16, 4, 24, 4, 3).mean(axis=(1, 3))
    assert np.abs(np.asarray(shown) - means).max() <= 1


def test_strips_join_without_a_seam(monkeypatch):
    photo = np.random.default_rng(0).integers(0, 255, (203, 150, 3), np.uint8)
    source = reader(photo)
    whole = levels.averaged(source, Box(0, 0, 38, 51), 2, Box.of(photo.shape))
    monkeypatch.setattr(levels, "STRIP_PIXELS", 2000)
    assert levels.averaged(source, Box(0, 0, 38, 51), 2, Box.of(photo.shape)).tobytes() == whole.tobytes()


def test_pixels_are_shown_as_squares_when_enlarged(make_canvas, drive_on):
    photo = grey()
    photo[:, 100:] = 255
    canvas = make_canvas(photo)
    canvas.choose("hand")
    canvas.zoom_to(max(BLOCKS_FROM, 8.0))
    drive = drive_on(canvas)
    assert drive.colour(99.9, 75) == (128, 128, 128)
    assert drive.colour(100.1, 75) == (255, 255, 255)


def test_a_screen_reader_hears_what_is_shown(canvas):
    assert canvas.accessibleName()
    assert "200" in canvas.accessibleDescription() and "100 %" in canvas.accessibleDescription()


def test_another_document_replaces_the_first(canvas, drive):
    first = canvas.document
    drive.stroke((50, 75), (100, 75))
    canvas.set_document(Document.from_pixels(np.full((80, 60, 3), 33, np.uint8)))
    drive.settle()
    first.undo()
    assert drive.colour(30, 40) == (33, 33, 33)


def test_a_document_that_was_replaced_is_let_go(make_canvas):
    canvas = make_canvas(grey())
    first = weakref.ref(canvas.document)
    canvas.set_document(Document.from_pixels(np.full((80, 60, 3), 33, np.uint8)))
    gc.collect()
    assert first() is None
