"""What a person does, start to end."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
DOT = ((74, 60), (80, 60), (86, 60))


def pixels(path: Path) -> np.ndarray:
    with Image.open(path) as image:
        return np.asarray(image.convert("RGB"))


def test_open_paint_enter_undo_redo_save(visitor, picture: Path) -> None:
    before = pixels(picture)
    visitor.stroke(*DOT)
    painted = visitor.document.mask.copy()
    assert painted[60, 80] == 255
    visitor.key(Qt.Key.Key_Return)
    visitor.idle()
    assert not visitor.document.mask.any()
    assert visitor.document.photo.pixels[60, 80, 1] > 20
    visitor.key(Qt.Key.Key_Z, CTRL)
    assert np.array_equal(visitor.document.mask, painted)
    assert np.array_equal(visitor.document.photo.pixels, before)
    visitor.key(Qt.Key.Key_Z, CTRL | SHIFT)
    visitor.answers.name = picture.with_name("photo_repaired.png")
    visitor.key(Qt.Key.Key_S, CTRL)
    visitor.idle()
    saved = pixels(visitor.answers.name)
    assert np.array_equal(saved[painted == 0], before[painted == 0])
    assert np.array_equal(saved, visitor.document.photo.pixels)
    assert np.array_equal(pixels(picture), before)
    assert not visitor.document.edited


def test_the_source_is_not_overwritten_unasked(visitor) -> None:
    visitor.stroke(*DOT)
    visitor.key(Qt.Key.Key_Return)
    visitor.idle()
    visitor.key(Qt.Key.Key_S, CTRL)
    visitor.idle()
    assert visitor.answers.asked == ["overwrite photo.png", "save as photo_repaired.png"]


def test_a_change_of_mind_saves_nothing(visitor, picture: Path) -> None:
    before = picture.read_bytes()
    visitor.stroke(*DOT)
    visitor.key(Qt.Key.Key_Return)
    visitor.idle()
    visitor.answers.overwrite = "cancel"
    visitor.key(Qt.Key.Key_S, CTRL)
    visitor.idle()
    assert visitor.answers.asked == ["overwrite photo.png"]
    assert picture.read_bytes() == before and visitor.document.edited


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_erases_and_says_how_much_changed_outside(visitor, key: Qt.Key) -> None:
    visitor.stroke(*DOT)
    visitor.key(key)
    visitor.idle()
    visitor.bot.waitUntil(lambda: bool(visitor.editor.toast.text))
    assert visitor.editor.toast.text.startswith("Nothing changed outside the mask")


def test_nothing_marked_says_so_and_changes_nothing(visitor) -> None:
    visitor.key(Qt.Key.Key_Return)
    assert visitor.message.title == "Nothing is marked"
    assert not visitor.document.history.can_undo
