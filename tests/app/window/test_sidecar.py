"""A mask is work too: it is kept as a file beside its photo, and offered when that is opened again."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt

from app.session.folder import folder_photos
from app.session.sidecar import MASK_ENDING
from engine.batch.names import MASK_ENDINGS
from engine.pixels.box import Box

CTRL = Qt.KeyboardModifier.ControlModifier
DOT = ((74, 60), (86, 60))


def repaired_and_marked(visitor) -> None:
    """A photo with a repair, and a mask that is not filled."""
    visitor.stroke(*DOT)
    visitor.key(Qt.Key.Key_Return)
    visitor.idle()
    visitor.stroke((20, 20), (40, 20))


@pytest.mark.parametrize("way", ["question", "keys", "menu"])
def test_a_mask_is_kept_beside_the_photo_and_offered_again(
    visitor, picture: Path, other: Path, way: str
) -> None:
    before = picture.read_bytes()
    visitor.stroke(*DOT)
    mask = visitor.document.mask.copy()
    if way == "keys":
        visitor.key(Qt.Key.Key_S, CTRL)
    elif way == "menu":
        visitor.act("keep_mask")
    visitor.idle()
    visitor.answers.unsaved_ = "save"
    visitor.editor.files.open(other)
    visitor.bot.waitUntil(lambda: visitor.document.path == other)
    assert visitor.answers.asked == (["unsaved mask photo.png"] if way == "question" else [])
    assert picture.read_bytes() == before
    visitor.editor.files.open(picture)
    visitor.bot.waitUntil(lambda: visitor.document.path == picture and visitor.message is not None)
    assert visitor.message.text.startswith("photo_mask.png")
    visitor.message.ways[0].run()
    visitor.idle()
    assert np.array_equal(visitor.document.mask, mask)


def test_the_mask_of_somebody_else_is_not_replaced_unasked(visitor, picture: Path) -> None:
    foreign = picture.with_name("photo_mask.png")
    foreign.write_bytes(b"somebody's")
    visitor.stroke(*DOT)
    visitor.key(Qt.Key.Key_S, CTRL)
    visitor.idle()
    assert visitor.answers.asked == ["mask photo_mask.png"]
    assert foreign.read_bytes() == b"somebody's"


def test_saving_before_leaving_keeps_photo_and_mask(visitor, other: Path, tmp_path: Path) -> None:
    repaired_and_marked(visitor)
    visitor.answers.unsaved_, visitor.answers.name = "save", tmp_path / "kept.png"
    visitor.editor.files.open(other)
    visitor.bot.waitUntil(lambda: visitor.document.path == other)
    assert np.asarray(Image.open(tmp_path / "kept_mask.png").convert("L"))[20, 30] == 255


def test_what_else_is_done_after_saving_the_mask_does_not_ask_for_it_again(visitor, other: Path) -> None:
    visitor.stroke(*DOT)
    visitor.act("keep_mask")
    visitor.idle()
    with visitor.document.edit("Source") as edit:
        edit.mark_source(Box(0, 0, 4, 4), np.full((4, 4), 255, np.uint8), 1)
    visitor.editor.files.open(other)
    visitor.bot.waitUntil(lambda: visitor.document.path == other)
    assert not visitor.answers.asked


def test_folder_runs_find_the_mask() -> None:
    assert MASK_ENDING in MASK_ENDINGS


def test_the_mask_of_a_photo_is_not_the_next_photo(visitor, picture: Path, other: Path) -> None:
    visitor.stroke(*DOT)
    visitor.act("keep_mask")
    visitor.idle()
    assert picture.with_name("photo_mask.png").exists()
    assert folder_photos(picture.parent) == [other, picture]
