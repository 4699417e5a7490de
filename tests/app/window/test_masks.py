"""The Mask menu."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from engine.pixels import mask as masks

DOT = ((74, 60), (86, 60))


def type_in(visitor, id: str, by: int) -> None:
    """By its menu entry to the slider's number, and type another."""
    visitor.act(id)
    QTest.keyClicks(QApplication.focusWidget(), str(by))
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    visitor.idle()


@pytest.mark.parametrize(("id", "by", "wider"), [("grow", 5, 1), ("shrink", -5, -1), ("feather", 5, 1)])
def test_wider_and_narrower(visitor, id: str, by: int, wider: int) -> None:
    visitor.stroke(*DOT)
    before = np.count_nonzero(visitor.document.mask)
    type_in(visitor, id, by)
    assert (np.count_nonzero(visitor.document.mask) - before) * wider > 0
    assert len(visitor.document.history.entries) == 2


def test_the_mask_is_seen_while_its_slider_is_held_and_is_one_step_at_last(visitor) -> None:
    visitor.stroke(*DOT)
    visitor.act("grow")  # unfolds the section
    canvas, before = visitor.editor.canvas, visitor.document.mask.copy()
    own, slider = canvas.scene.mask.levels, visitor.editor.mask_panel.rows["mask_size"].slider
    slider.setSliderDown(True)
    slider.setValue(slider.value() + 9)
    visitor.bot.waitUntil(lambda: canvas.scene.mask.levels is not own)
    assert np.count_nonzero(canvas.scene.mask.levels.planes[0]) > np.count_nonzero(before)
    assert np.array_equal(visitor.document.mask, before), "nothing has changed yet"
    slider.setValue(slider.value() + 3)
    slider.setSliderDown(False)
    visitor.idle()
    assert canvas.scene.mask.levels is own
    assert np.array_equal(visitor.document.mask, masks.grow(before, 12))
    assert visitor.document.history.entries == ("Brush stroke", "Grow the mask")


def test_sliders_count_from_the_mask_before_them_until_it_is_painted_on(visitor) -> None:
    visitor.stroke(*DOT)
    before = visitor.document.mask.copy()
    type_in(visitor, "grow", 8)
    type_in(visitor, "grow", 3)
    assert np.array_equal(visitor.document.mask, masks.grow(before, 3))
    type_in(visitor, "feather", 4)
    assert np.array_equal(visitor.document.mask, masks.feather(masks.grow(before, 3), 4))
    assert len(visitor.document.history.entries) == 2
    rows = visitor.editor.mask_panel.rows
    visitor.stroke((20, 20), (30, 20))
    assert [row.value for row in rows.values()] == [0, 0]
    visitor.act("undo")
    visitor.act("undo")
    assert np.array_equal(visitor.document.mask, before)


def test_back_at_zero_the_mask_is_as_it_was(visitor) -> None:
    visitor.stroke(*DOT)
    before = visitor.document.mask.copy()
    type_in(visitor, "shrink", -40)
    assert not visitor.document.mask.any()
    visitor.editor.mask_panel.rows["mask_size"].number.setValue(0)
    visitor.idle()
    assert np.array_equal(visitor.document.mask, before)
    assert visitor.document.history.position == 1


def test_the_source_can_be_cleared(visitor) -> None:
    visitor.editor.repairs.choose_method("patchmatch")
    visitor.act("tool_source")
    visitor.stroke((20, 20), (40, 20))
    assert visitor.document.source is not None
    visitor.act("clear_source")
    visitor.idle()
    assert visitor.document.source is None and not visitor.editor.actions["clear_source"].isEnabled()
    visitor.act("undo")
    assert visitor.document.source[20, 30]


def test_delete_clears_and_undo_brings_it_back(visitor) -> None:
    visitor.stroke(*DOT)
    marked = visitor.document.mask.copy()
    visitor.key(Qt.Key.Key_Delete)
    visitor.idle()
    assert not visitor.document.mask.any()
    visitor.act("undo")
    assert np.array_equal(visitor.document.mask, marked)


def test_a_mask_goes_out_and_comes_in(visitor, tmp_path: Path) -> None:
    visitor.stroke(*DOT)
    marked = visitor.document.mask.copy()
    visitor.answers.mask = tmp_path / "mask.png"
    visitor.act("export_mask")
    visitor.idle()
    visitor.act("clear")
    visitor.idle()
    visitor.act("import_mask")
    visitor.idle()
    assert np.array_equal(visitor.document.mask >= 128, marked >= 128)
    assert visitor.message is None


def test_inverting_is_offered_where_most_is_marked(visitor, tmp_path: Path) -> None:
    path = tmp_path / "mask.png"
    pixels = np.full((120, 160), 255, np.uint8)
    pixels[40:60, 40:60] = 0
    Image.fromarray(pixels).save(path)
    visitor.answers.mask = path
    visitor.act("import_mask")
    visitor.idle()
    assert [way.text for way in visitor.message.ways] == ["Invert the mask"]
    visitor.message.ways[0].run()
    visitor.idle()
    assert np.count_nonzero(visitor.document.mask) == 400


def test_a_mask_that_does_not_fit_says_so(visitor, tmp_path: Path) -> None:
    path = tmp_path / "mask.png"
    Image.new("L", (50, 90)).save(path)
    visitor.answers.mask = path
    visitor.act("import_mask")
    visitor.idle()
    assert visitor.message.title == "This mask does not fit"
    assert not visitor.document.history.can_undo


def test_auto_widens_visibly_and_only_once(visitor) -> None:
    visitor.editor.repairs.choose_method("auto")
    visitor.stroke(*DOT)
    painted = visitor.document.mask.copy()
    for _ in range(2):
        visitor.key(Qt.Key.Key_Return)
        visitor.idle()
        visitor.bot.waitUntil(lambda: visitor.document.last_repair is not None)
        visitor.idle()
        visitor.act("undo")
    wider = visitor.document.mask
    assert visitor.document.history.entries[:2] == ("Brush stroke", "Widen the mask")
    assert wider[painted > 0].all()
    rows = np.flatnonzero(wider.any(axis=1)).size - np.flatnonzero(painted.any(axis=1)).size
    assert rows == 6  # 3 px on each side


def test_another_try_uses_the_next_seed(visitor) -> None:
    visitor.editor.repairs.choose_method("patchmatch")
    visitor.stroke(*DOT)
    visitor.key(Qt.Key.Key_Return)
    visitor.idle()
    first = visitor.document.photo.pixels.copy()
    visitor.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    visitor.idle()
    assert visitor.document.last_repair.request.seed == 1
    assert visitor.document.history.entries == ("Brush stroke", "Repair")
    assert first.shape == visitor.document.photo.pixels.shape


def test_a_repair_starts_when_the_brush_is_lifted(visitor) -> None:
    visitor.act("on_release")
    visitor.stroke(*DOT)
    visitor.idle()
    assert visitor.document.last_repair is not None


def test_a_mask_over_all_of_the_photo_offers_to_be_inverted(visitor) -> None:
    visitor.act("invert")
    visitor.idle()
    visitor.act("erase")
    visitor.idle()
    assert visitor.message.title == "All of the photo is marked"
    visitor.message.ways[0].run()
    visitor.idle()
    assert not visitor.document.mask.any()


def test_a_mask_that_means_something_else_is_understood_and_said(visitor, tmp_path: Path) -> None:
    plane = np.zeros((120, 160), np.uint8)
    plane[40:60, 40:60] = 1
    Image.fromarray(plane).save(tmp_path / "classes.png")
    visitor.answers.mask = tmp_path / "classes.png"
    visitor.act("import_mask")
    visitor.idle()
    assert np.array_equal(visitor.document.mask, plane * np.uint8(255))
    assert "labels" in visitor.message.text


@pytest.mark.parametrize("way", ["key", "button"])
def test_a_rough_mask_becomes_the_object_in_it(visitor, way: str) -> None:
    visitor.key(Qt.Key.Key_R)
    visitor.stroke((60, 40), (100, 80))
    if way == "key":
        visitor.key(Qt.Key.Key_T)
    else:
        visitor.act("grow")  # unfolds the section
        visitor.bot.mouseClick(visitor.editor.mask_panel.tighten_button, Qt.MouseButton.LeftButton)
    visitor.idle()
    y, x = np.mgrid[:120, :160]
    dot = (x - 80) ** 2 + (y - 60) ** 2 <= 36
    mask = visitor.document.mask
    assert mask[dot].all() and np.count_nonzero(mask) < 3 * dot.sum()
    assert visitor.document.history.entries == ("Rectangle", "Tighten the mask")


def test_where_no_object_stands_out_the_mask_stays(visitor) -> None:
    visitor.key(Qt.Key.Key_R)
    visitor.stroke((0, 0), (160, 120))
    visitor.key(Qt.Key.Key_T)
    visitor.idle()
    assert visitor.document.mask.all() and len(visitor.document.history.entries) == 1
    assert visitor.message.title == "No object stands out in what is marked"
