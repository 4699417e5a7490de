"""History: bounded by bytes, honest about what is edited."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from app.document.document import Document
from app.document.packed import Packed
from engine.photo import Photo
from engine.pixels.box import Box

SQUARE = Box(0, 0, 300, 300)


def draw(document: Document, value: int, box: Box = SQUARE) -> None:
    noise = np.random.default_rng(value).integers(0, 255, (box.height, box.width), np.uint8)
    with document.edit(f"Stroke {value}") as edit:
        edit.set_mask(box, noise)


def test_undo_and_redo_walk_the_past(document: Document) -> None:
    past = [document.mask.copy()]
    for value in range(4):
        draw(document, value)
        past.append(document.mask.copy())
    for expected in past[-2::-1]:
        document.undo()
        assert np.array_equal(document.mask, expected)
    for expected in past[1:]:
        document.redo()
        assert np.array_equal(document.mask, expected)


def test_titles_follow_the_position(document: Document) -> None:
    draw(document, 1)
    draw(document, 2)
    document.undo()
    assert (document.history.undo_title, document.history.redo_title) == ("Stroke 1", "Stroke 2")


def test_a_new_step_forgets_what_was_undone(document: Document) -> None:
    draw(document, 1)
    document.undo()
    draw(document, 2)
    assert document.history.entries == ("Stroke 2",) and not document.can_redo


def test_the_oldest_go_and_the_newest_stays(path: Path) -> None:
    document = Document.open(path, history_limit=300_000)
    for value in range(10):
        draw(document, value)
    kept = len(document.history.entries)
    assert 1 < kept < 10 and document.history.size <= 300_000
    assert document.history.undo_title == "Stroke 9"


def test_a_step_larger_than_the_limit_can_be_undone(path: Path) -> None:
    document = Document.open(path, history_limit=10)
    draw(document, 1)
    document.undo()
    assert not document.mask.any()


def test_clearing_a_hundred_megapixels_is_kept_in_little() -> None:
    document = Document(Photo(np.zeros((10_000, 10_000, 1), np.uint8)))
    with document.edit("All") as edit:
        edit.set_mask(document.photo.box, np.broadcast_to(np.uint8(255), (10_000, 10_000)))
    assert document.history.size < 1 << 20


def test_undone_to_the_saved_state_is_not_edited(document: Document, tmp_path: Path) -> None:
    draw(document, 1)
    document.save(tmp_path / "saved.png")
    assert not document.edited
    draw(document, 2)
    assert document.edited
    document.undo()
    assert not document.edited
    document.undo()
    assert document.edited


def test_a_forgotten_saved_state_never_comes_back(document: Document, tmp_path: Path) -> None:
    draw(document, 1)
    document.save(tmp_path / "saved.png")
    document.undo()
    draw(document, 2)
    document.undo()
    assert document.edited


def test_dropped_steps_do_not_make_it_look_saved(path: Path) -> None:
    document = Document.open(path, history_limit=10)
    for value in range(3):
        draw(document, value)
    document.undo()
    assert not document.can_undo and document.edited


def test_a_failing_undo_leaves_the_document_as_it_was(
    document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw(document, 1)
    before, unpack, calls = document.mask.copy(), Packed.unpack, []

    def short(packed: Packed) -> np.ndarray:
        calls.append(packed)
        if len(calls) == 2:
            raise MemoryError
        return unpack(packed)

    monkeypatch.setattr(Packed, "unpack", short)
    with pytest.raises(MemoryError):
        document.undo()
    assert np.array_equal(document.mask, before) and document.can_undo


@pytest.mark.parametrize("dense", [True, False])
@pytest.mark.parametrize("uniform", [True, False])
def test_what_is_packed_comes_back(dense: bool, uniform: bool) -> None:
    values = np.random.default_rng(1).integers(0, 2 if uniform else 60000, (40, 50, 3)).astype(np.uint16)
    values = np.full_like(values, 7) if uniform else values
    back = Packed(values[3:, 5:], dense=dense).unpack()
    assert back.dtype == values.dtype and np.array_equal(back, values[3:, 5:])


def test_what_is_packed_is_a_copy() -> None:
    values = np.random.default_rng(1).integers(0, 255, (9, 9), np.uint8)
    packed = Packed(values[:, :5], dense=True)
    values[...] = 0
    assert packed.unpack().any()
