"""Strokes into the photo's own pixels: what comes back is exact, and nothing else changes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from app.document.document import Document
from app.document.photo_stroke import PhotoStroke, pixels_at, pixels_from
from engine import photo as photos
from engine.photo import Photo
from engine.pixels.box import Box

PHOTO_BOX = Box(0, 0, 300, 280)
SPOT_BOX = Box(240, 20, 280, 60)  # Across a border of the tiles.


def full(box: Box, value: int = 255) -> np.ndarray:
    return np.full((box.height, box.width), value, np.uint8)


def grain(dtype=np.uint8, channels: int = 3) -> np.ndarray:
    most = np.iinfo(dtype).max
    return np.random.default_rng(3).integers(0, most, (PHOTO_BOX.height, PHOTO_BOX.width, channels), dtype)


def overwrite(document: Document, box: Box, value: int) -> int:
    """A step that gives a box one value; its id."""
    with document.edit("Overwrite") as edit:
        edit.put_photo(box, np.full_like(document.photo.stored(box), value))
        edit.mark_repaired(box, full(box))
    return document.history.state


def restore(document: Document, box: Box, state: int | None = None, *, coverage: int = 255, **stroke) -> None:
    with document.edit("Restore") as edit:
        PhotoStroke(document, edit, pixels_at(document, edit, state), **stroke).paint(
            box, full(box, coverage)
        )


@pytest.mark.parametrize(
    ("dtype", "channels"), [(np.uint8, 3), (np.uint16, 3), (np.uint16, 1), (np.uint8, 4)]
)
def test_what_is_restored_is_what_it_was(dtype, channels: int) -> None:
    document = Document.from_pixels(grain(dtype, channels))
    before = document.photo.stored(PHOTO_BOX)
    overwrite(document, SPOT_BOX, 7)
    restore(document, SPOT_BOX.grown(10))
    assert np.array_equal(document.photo.stored(PHOTO_BOX), before)
    assert not document.repaired.any() and document.pixels_changed_outside() == 0
    document.undo()
    assert (document.photo.stored(SPOT_BOX) == 7).all() and document.repaired[SPOT_BOX.slices].all()
    document.redo()
    assert np.array_equal(document.photo.stored(PHOTO_BOX), before)


def test_a_step_of_the_history_comes_back() -> None:
    document = Document.from_pixels(grain())
    first = overwrite(document, SPOT_BOX, 7)
    overwrite(document, SPOT_BOX, 9)
    overwrite(document, Box(0, 0, 9, 9), 11)
    restore(document, PHOTO_BOX, first)
    assert (document.photo.stored(SPOT_BOX) == 7).all()
    assert np.array_equal(document.photo.stored(Box(0, 0, 9, 9)), document.originals.stored(Box(0, 0, 9, 9)))
    assert document.repaired[SPOT_BOX.slices].all() and not document.repaired[:9, :9].any()


def test_a_step_that_is_gone_means_the_opened_photo() -> None:
    document = Document.from_pixels(grain())
    state = overwrite(document, SPOT_BOX, 7)
    document.undo()
    overwrite(document, SPOT_BOX, 9)
    restore(document, SPOT_BOX, state)
    assert document.pixels_changed_outside(np.zeros((PHOTO_BOX.height, PHOTO_BOX.width), np.uint8)) == 0


def test_a_soft_stroke_and_opacity_mix() -> None:
    document = Document.from_pixels(np.full((280, 300, 3), 100, np.uint8))
    overwrite(document, SPOT_BOX, 200)
    restore(document, SPOT_BOX, coverage=51)
    assert (document.photo.stored(SPOT_BOX) == 180).all()
    restore(document, SPOT_BOX, opacity=0.5)
    assert (document.photo.stored(SPOT_BOX) == 140).all() and document.repaired[SPOT_BOX.slices].all()


def test_what_a_stroke_passes_over_twice_is_mixed_once() -> None:
    document = Document.from_pixels(np.full((280, 300, 3), 100, np.uint8))
    overwrite(document, SPOT_BOX, 200)
    with document.edit("Restore") as edit:
        stroke = PhotoStroke(document, edit, pixels_at(document, edit, None), opacity=0.5)
        for _ in range(3):
            stroke.paint(SPOT_BOX, full(SPOT_BOX))
    assert (document.photo.stored(SPOT_BOX) == 150).all()


def test_flow_builds_a_stroke_up_to_the_opacity() -> None:
    document = Document.from_pixels(np.full((280, 300, 3), 100, np.uint8))
    overwrite(document, SPOT_BOX, 200)
    seen = []
    with document.edit("Restore") as edit:
        stroke = PhotoStroke(document, edit, pixels_at(document, edit, None), opacity=0.5)
        for _ in range(40):
            stroke.paint(SPOT_BOX, full(SPOT_BOX), 0.25)
            seen.append(int(document.photo.stored(SPOT_BOX)[0, 0, 0]))
    assert seen[0] == 188 and seen == sorted(seen, reverse=True) and seen[-1] == 150


def test_a_copy_is_of_the_photo_before_the_stroke() -> None:
    document = Document.from_pixels(grain())
    before = document.photo.stored(PHOTO_BOX)
    with document.edit("Clone stamp") as edit:
        stroke = PhotoStroke(document, edit, pixels_from(document, edit, -10, 0))
        for left in (100, 110, 120):
            box = Box(left, 50, left + 10, 60)
            stroke.paint(box, full(box))
    assert np.array_equal(document.photo.stored(Box(100, 50, 130, 60)), before[50:60, 90:120])
    assert document.repaired[50:60, 100:130].all() and document.pixels_changed_outside() == 0


def test_beyond_the_border_there_is_nothing_to_copy() -> None:
    document = Document.from_pixels(grain())
    before = document.photo.stored(PHOTO_BOX)
    with document.edit("Clone stamp") as edit:
        stroke = PhotoStroke(document, edit, pixels_from(document, edit, -20, -20))
        box = Box(10, 10, 40, 40)
        stroke.paint(box, full(box))
        stroke.paint(Box(0, 0, 5, 5), full(Box(0, 0, 5, 5)))
    now = document.photo.stored(PHOTO_BOX)
    assert np.array_equal(now[20:40, 20:40], before[0:20, 0:20])
    assert np.array_equal(now[:20], before[:20])


def test_a_restored_jpeg_has_the_blocks_of_its_file(tmp_path: Path) -> None:
    path, saved = tmp_path / "photo.jpg", tmp_path / "saved.jpg"
    photos.save(Photo.from_array(grain()), path)
    document = Document.open(path)
    overwrite(document, SPOT_BOX, 7)
    overwrite(document, Box(16, 200, 32, 216), 250)
    restore(document, SPOT_BOX.grown(3))
    document.save(saved)
    now, before = photos.load(saved).pixels, photos.load(path).pixels
    differs = (now != before).any(axis=-1)
    assert differs[200:216, 16:32].any()
    differs[192:224, 8:40] = False  # the block that changed, and what chroma carries over
    assert not differs.any()


def test_what_comes_after_a_crash_is_the_restored_photo(tmp_path: Path) -> None:
    from app.document.recovery import pending, recover

    path = tmp_path / "photo.png"
    photos.save(Photo.from_array(grain()), path)
    document = Document.open(path)
    document.keep_journal(tmp_path / "journals")
    overwrite(document, SPOT_BOX, 7)
    restore(document, Box(240, 20, 260, 60))
    document.flush()
    document._safety._journal.close()
    (entry,) = pending(tmp_path / "journals")
    back = recover(entry)
    assert np.array_equal(back.photo.stored(PHOTO_BOX), document.photo.stored(PHOTO_BOX))
    assert np.array_equal(back.repaired, document.repaired)
    back.close()
