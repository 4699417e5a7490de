"""Another picture in the photo: pasted or opened, placed with handles, blended in as one step, or not at "
"all."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.canvas.placing import SCALE_GRIPS, dragged, first_place, gripped
from engine.errors import MemoryShort
from engine.job import Job
from engine.pixels.box import Box
from engine.repair import blend as blending

LEFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
PHOTO = Box(0, 0, 160, 120)


@pytest.fixture
def red(tmp_path: Path) -> Path:
    """A PNG of 40 × 30, all red."""
    path = tmp_path / "red.png"
    Image.fromarray(np.full((30, 40, 3), (230, 20, 20), np.uint8)).save(path)
    return path


@pytest.fixture
def placed(visitor, red: Path):
    """The visitor with the picture over the photo, to be blended as it is, without a soft rim."""
    visitor.answers.photo = red
    visitor.act("blend")
    visitor.bot.waitUntil(lambda: visitor.editor.canvas.lent)
    visitor.idle()
    visitor.editor.blends.choose("plain")
    visitor.editor.blends.set_option("plain", "rim", 0)
    return visitor


def drag(visitor, start: tuple[float, float], end: tuple[float, float]) -> None:
    canvas = visitor.editor.canvas
    QTest.mousePress(canvas, LEFT, PLAIN, visitor.at(*start))
    QTest.mouseMove(canvas, visitor.at(*end))
    QTest.mouseRelease(canvas, LEFT, PLAIN, visitor.at(*end))


def entries(visitor) -> list[str]:
    return list(visitor.document.history.entries)


def test_from_the_menu_to_one_step_and_back(placed) -> None:
    before = placed.document.photo.pixels.copy()
    box = placed.editor.blends.box
    assert (box.width, box.height) == (40, 30)
    placed.key(Qt.Key.Key_Return)
    placed.bot.waitUntil(lambda: bool(placed.editor.toast.text))
    after = placed.document.photo.pixels
    assert (after[box.slices] == (230, 20, 20)).all()
    assert np.count_nonzero((after != before).any(axis=2)) <= box.area
    assert placed.editor.toast.text.startswith("Nothing changed outside the mask")
    assert entries(placed) == ["Blend in a picture"]
    placed.act("undo")
    assert np.array_equal(placed.document.photo.pixels, before)


def test_it_is_dragged_to_its_place_and_scaled_by_a_corner(placed) -> None:
    blends = placed.editor.blends
    box = blends.box
    drag(placed, (80, 60), (60, 50))
    assert abs(blends.box.left - box.left + 20) <= 1
    assert abs(blends.box.top - box.top + 10) <= 1
    moved = blends.box
    drag(placed, (moved.right, moved.bottom), (moved.right + 40, moved.bottom + 30))
    assert abs(blends.box.width - 80) <= 2
    assert abs(blends.box.width / blends.box.height - 4 / 3) < 0.05
    assert (blends.box.left, blends.box.top) == (moved.left, moved.top)


def test_escape_puts_it_away(placed) -> None:
    before = placed.document.photo.pixels.copy()
    placed.key(Qt.Key.Key_Escape)
    assert placed.editor.blends.placed_picture is None
    assert not placed.editor.canvas.lent
    assert placed.editor.canvas.tool.info.id == "brush"
    assert np.array_equal(placed.document.photo.pixels, before)
    assert not entries(placed)


def test_escape_in_mid_drag_takes_the_drag_back(placed) -> None:
    canvas, box = placed.editor.canvas, placed.editor.blends.box
    QTest.mousePress(canvas, LEFT, PLAIN, placed.at(80, 60))
    QTest.mouseMove(canvas, placed.at(40, 40))
    assert canvas.tool.box != box
    placed.key(Qt.Key.Key_Escape)
    assert canvas.tool.box == box
    assert placed.editor.blends.placed_picture is not None


def test_it_is_moved_without_a_mouse(placed) -> None:
    box = placed.editor.blends.box
    QTest.mouseMove(placed.editor.canvas, placed.at(80, 60))  # keys go on from wherever the mouse was left
    for key in (Qt.Key.Key_Period, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Period):
        placed.key(key)
    assert placed.editor.blends.box.left > box.left
    assert placed.editor.blends.box.top == box.top


def test_no_other_tool_is_in_hand_meanwhile(placed) -> None:
    actions = placed.editor.actions
    assert not actions["tool_brush"].isEnabled()
    placed.key(Qt.Key.Key_E)
    assert placed.editor.canvas.tool.info.id == "place"
    assert not placed.editor.main_bar.erase.isEnabled()
    placed.editor.blends.drop()
    assert actions["tool_brush"].isEnabled()
    assert placed.editor.main_bar.erase.isEnabled()


def test_its_panel_stands_in_place_of_the_others(placed) -> None:
    window = placed.editor.window
    assert placed.editor.blend_dock.isVisibleTo(window)
    assert not window.panels.isVisibleTo(window)
    placed.editor.blends.drop()
    assert not placed.editor.blend_dock.isVisibleTo(window)
    assert window.panels.isVisibleTo(window)


def test_what_blending_gives_is_seen_before(placed) -> None:
    blends, canvas = placed.editor.blends, placed.editor.canvas
    placed.key(Qt.Key.Key_O)
    plain = canvas.grab().toImage()
    with placed.bot.waitSignal(blends.previewed) as seen:
        blends.choose("seamless")
    assert seen.args[0].box == blends.box
    assert canvas.grab().toImage() != plain
    drag(placed, (80, 60), (60, 50))
    with placed.bot.waitSignal(blends.previewed) as seen:
        pass
    assert seen.args[0].place == blends.box


def test_what_may_change_is_framed_and_its_colours_are_seen_as_they_are(placed) -> None:
    canvas = placed.editor.canvas

    def seen(x: float, y: float) -> tuple[int, int, int]:
        picture = canvas.grab().toImage()
        colour = picture.pixelColor((QPointF(placed.at(x, y)) * canvas.ratio).toPoint())
        return colour.red(), colour.green(), colour.blue()

    placed.bot.waitUntil(lambda: seen(80, 60) == (230, 20, 20))
    box, magenta = placed.editor.blends.box, placed.editor.canvas.mask_colour.getRgb()[:3]
    assert magenta in {seen(box.left + by / 4, (box.top + box.height / 4)) for by in range(-4, 5)}


def test_a_picture_is_pasted_with_what_is_transparent_in_it(visitor) -> None:
    image = QImage(20, 20, QImage.Format.Format_ARGB32)
    image.fill(QColor(0, 0, 0, 0))
    for x in range(10, 20):
        for y in range(20):
            image.setPixelColor(x, y, QColor(10, 220, 10))
    data = QMimeData()
    data.setImageData(image)
    QApplication.clipboard().setMimeData(data)
    visitor.act("paste_in")
    blends = visitor.editor.blends
    visitor.bot.waitUntil(lambda: blends.placed_picture is not None)
    visitor.idle()
    assert blends.way.id == "plain"
    blends.set_option("plain", "rim", 0)
    before, box = visitor.document.photo.pixels.copy(), blends.box
    visitor.editor.blend_dock.widget().widget().blend.click()
    visitor.bot.waitUntil(lambda: bool(entries(visitor)))
    visitor.idle()
    after = visitor.document.photo.pixels
    assert np.array_equal(after[:, : box.left + 10], before[:, : box.left + 10])
    assert (after[box.top : box.bottom, box.left + 10 : box.right] == (10, 220, 10)).all()


def test_a_painted_mask_stays(placed) -> None:
    document = placed.document
    with document.edit("Brush stroke") as edit:
        edit.paint(Box(0, 0, 5, 5), np.full((5, 5), 255, np.uint8))
    placed.key(Qt.Key.Key_Return)
    placed.bot.waitUntil(lambda: len(entries(placed)) == 2)
    placed.idle()
    assert document.mask_bounds == Box(0, 0, 5, 5)
    assert document.last_repair is None


def test_cancel_leaves_the_picture_where_it_was(placed, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = threading.Event()

    def slow(*_: object, job: Job, **__: object) -> None:
        begun.set()
        while True:
            job.step(0.5)

    monkeypatch.setattr(blending, "blend", slow)
    before = placed.document.photo.pixels.copy()
    placed.key(Qt.Key.Key_Return)
    placed.bot.waitUntil(begun.is_set)
    placed.key(Qt.Key.Key_Escape)
    placed.idle()
    assert placed.editor.blends.placed_picture is not None
    assert placed.editor.canvas.tool.active
    assert np.array_equal(placed.document.photo.pixels, before)


def test_a_network_that_fails_offers_the_way_without(placed, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise MemoryShort

    blends = placed.editor.blends
    placed_picture = blends.placed_picture
    monkeypatch.setattr(
        blends,
        "_placed_picture",
        type(placed_picture)(
            placed_picture.picture,
            placed_picture.image,
            (blending.NETWORK_MODE, *placed_picture.ways),
            "network",
        ),
    )
    blends.choose("network")
    with monkeypatch.context() as patch:
        patch.setattr(blending, "blend", fails)
        placed.key(Qt.Key.Key_Return)
        placed.bot.waitUntil(lambda: placed.message is not None)
    placed.message.ways[0].run()
    placed.bot.waitUntil(lambda: entries(placed) == ["Blend in a picture"])
    placed.idle()


def test_closing_the_photo_puts_the_picture_away(placed) -> None:
    placed.act("close")
    assert placed.editor.blends.placed_picture is None
    assert not placed.editor.canvas.lent


def test_with_nothing_to_paste_it_says_so(visitor) -> None:
    QApplication.clipboard().setText("words")
    visitor.act("paste_in")
    assert visitor.message is not None


# Where it lies


def test_a_large_picture_is_first_shown_whole() -> None:
    box = first_place(4000, 3000, Box(40, 0, 120, 60), PHOTO)
    assert (box.width, box.height) == (48, 36)
    assert (box.left + box.right, box.top + box.bottom) == (160, 60)
    assert first_place(160, 120, Box(0, 0, 9, 9), PHOTO) == PHOTO


@pytest.mark.parametrize("grip", SCALE_GRIPS, ids=str)
def test_a_handle_moves_its_own_end_alone(grip) -> None:
    box = Box(40, 40, 80, 70)
    after = dragged(box, grip, (grip.across * 10, grip.down * 6), photo=PHOTO, free=True)
    assert (after.right if grip.across < 0 else after.left) == (80 if grip.across < 0 else 40)
    assert (after.bottom if grip.down < 0 else after.top) == (70 if grip.down < 0 else 40)
    assert after.width == 40 + 10 * abs(grip.across)
    assert after.height == 30 + 6 * abs(grip.down)


def test_some_of_it_stays_on_the_photo_and_it_never_vanishes() -> None:
    box = Box(40, 40, 80, 70)
    away = dragged(box, gripped(box, (60, 55), 3), (-900, 900), photo=PHOTO)
    assert not (away & PHOTO).empty
    tiny = dragged(box, gripped(box, (80, 70), 3), (-900, -900), photo=PHOTO)
    assert min(tiny.width, tiny.height) == 8
    assert abs(tiny.width / tiny.height - 4 / 3) < 0.1
    huge = dragged(box, gripped(box, (80, 70), 3), (9000, 9000), photo=PHOTO)
    assert max(huge.width, huge.height) == 640
