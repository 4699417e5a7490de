"""Repairs in a document: one step with the mask, alternatives, another try, and nothing changed outside."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from app.document.applied import RepairRequest
from app.document.document import Document
from app.document.repair_drafts import Fill
from engine import photo as photos
from engine.errors import DocumentBusy, PhotoNotSaved
from engine.photo import Photo
from engine.pixels.box import Box

BOX = Box(240, 100, 280, 150)


@pytest.fixture
def marked(document: Document) -> Document:
    with document.edit("Stroke") as edit:
        edit.paint(BOX, np.full((BOX.height, BOX.width), 255, np.uint8))
    return document


def pixels(document: Document) -> np.ndarray:
    return document.photo.stored(document.photo.box)


def choose(document: Document, choice: int) -> None:
    document.carry_out_choice(document.prepare_choice(choice))


def test_undoing_a_repair_brings_its_mask_back(marked: Document, make_repair) -> None:
    before, mask = pixels(marked), marked.mask.copy()
    marked.apply(make_repair(marked.photo, mask))
    assert (marked.photo.stored(BOX) == 5).all() and not marked.mask.any()
    marked.undo()
    assert np.array_equal(pixels(marked), before) and np.array_equal(marked.mask, mask)


def test_a_repair_is_one_step(marked: Document, make_repair) -> None:
    marked.apply(make_repair(marked.photo, marked.mask.copy()))
    assert marked.history.entries == ("Stroke", "Repair")


def test_a_repair_does_not_pin_the_whole_photo(marked: Document, make_repair) -> None:
    marked.apply(make_repair(marked.photo, marked.mask.copy()))
    assert marked.history.size < 4 * BOX.area * 3


def test_no_pixel_changes_outside_the_mask(marked: Document, make_repair) -> None:
    mask = marked.mask.copy()
    marked.apply(make_repair(marked.photo, mask))
    assert marked.pixels_changed_outside() == 0
    assert marked.pixels_changed_outside(mask) == 0
    assert marked.pixels_changed_outside(np.zeros_like(mask)) == BOX.area


def test_a_pixel_that_a_faulty_repair_changes_outside_is_counted(marked: Document, make_repair) -> None:
    repair = make_repair(marked.photo, marked.mask.copy())
    repair.patches[0].alternatives[0][0, 0] ^= 1
    marked.apply(repair)
    assert marked.pixels_changed_outside() == 1


def test_undone_repairs_no_longer_excuse_changes(marked: Document, make_repair) -> None:
    marked.apply(make_repair(marked.photo, marked.mask.copy()))
    marked.undo()
    with marked.edit("Fault") as edit:
        edit.put_photo(BOX, ~marked.photo.stored(BOX))
    assert marked.pixels_changed_outside() == BOX.area


def test_the_original_is_shown_under_a_repair(marked: Document, make_repair) -> None:
    whole = marked.photo.box
    before = marked.photo.display(whole).copy()
    marked.apply(make_repair(marked.photo, marked.mask.copy()))
    assert np.array_equal(marked.originals.display(whole), before)
    assert np.array_equal(marked.originals.display(Box(250, 7, 600, 300), 3), before[7::3, 250::3])
    assert not np.array_equal(marked.photo.display(whole), before)


def test_another_alternative_replaces_the_step(marked: Document, make_repair) -> None:
    before, mask = pixels(marked), marked.mask.copy()
    marked.apply(make_repair(marked.photo, mask, alternatives=3))
    choose(marked, 2)
    assert (marked.photo.stored(BOX) == 25).all() and not marked.mask.any()
    assert marked.history.entries == ("Stroke", "Repair") and marked.last_repair.choice == 2
    assert marked.pixels_changed_outside() == 0
    marked.undo()
    assert np.array_equal(pixels(marked), before) and np.array_equal(marked.mask, mask)


def test_only_what_is_there_can_be_chosen(marked: Document, make_repair) -> None:
    with pytest.raises(IndexError):
        choose(marked, 0)
    marked.apply(make_repair(marked.photo, marked.mask.copy(), alternatives=2))
    with pytest.raises(IndexError):
        choose(marked, 2)
    assert (marked.photo.stored(BOX) == 5).all()


def test_an_answer_is_added_to_those_of_the_repair_that_was_taken_back(marked: Document, make_repair) -> None:
    before, mask = pixels(marked), marked.mask.copy()
    marked.apply(make_repair(marked.photo, mask))
    answers = marked.take_back()
    assert np.array_equal(pixels(marked), before) and np.array_equal(marked.mask, mask)
    other = make_repair(marked.photo, mask, alternatives=2)
    marked.carry_out(marked.prepare_repair(Fill(other, RepairRequest(seed=1)), 1, answers))
    assert (marked.photo.stored(BOX) == 15).all()
    assert (len(marked.last_repair.answers), marked.last_repair.choice) == (3, 2)
    for choice, value in ((0, 5), (2, 15), (1, 5)):
        choose(marked, choice)
        assert (marked.photo.stored(BOX) == value).all() and marked.last_repair.choice == choice
    assert marked.history.entries == ("Stroke", "Repair") and marked.pixels_changed_outside() == 0
    marked.undo()
    assert np.array_equal(pixels(marked), before) and np.array_equal(marked.mask, mask)


def test_where_no_other_answer_comes_redo_brings_the_first_back(marked: Document, make_repair) -> None:
    marked.apply(make_repair(marked.photo, marked.mask.copy()))
    marked.take_back()
    marked.redo()
    assert (marked.photo.stored(BOX) == 5).all() and len(marked.last_repair.answers) == 1


def test_after_a_stroke_no_repair_is_taken_back(marked: Document, make_repair) -> None:
    assert marked.take_back() == ()
    marked.apply(make_repair(marked.photo, marked.mask.copy()))
    with marked.edit("Stroke") as edit:
        edit.paint(Box(0, 0, 4, 4), np.full((4, 4), 255, np.uint8))
    assert marked.take_back() == () and marked.mask.any()


def test_beyond_their_bytes_the_oldest_answers_go_but_never_the_one_in_use(
    marked: Document, make_repair, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.document.applied.ANSWERS_BYTES", 3 * BOX.area * 3)
    mask = marked.mask.copy()
    for seed in range(6):
        answers = marked.take_back()
        fill = Fill(make_repair(marked.photo, mask), RepairRequest(seed=seed))
        marked.carry_out(marked.prepare_repair(fill, 0, answers))
        assert marked.last_repair.request.seed == seed
    seeds = [answer.request.seed for answer in marked.last_repair.answers]
    assert seeds == list(range(6))[-len(seeds) :] and 1 < len(seeds) < 6
    assert marked.last_repair.size <= 3 * BOX.area * 3


def test_a_snapshot_keeps_the_mask_of_its_moment(marked: Document) -> None:
    marked.lock()
    snapshot = marked.snapshot()
    assert snapshot.mask.any(), "the copy is made in the job"
    marked.unlock()
    marked.undo()
    assert snapshot.mask[BOX.slices].all() and snapshot.mask.sum() == 255 * BOX.area
    assert snapshot.photo is marked.photo and snapshot.source is None


def test_saving_and_opening_again_gives_the_same_pixels(
    marked: Document, make_repair, tmp_path: Path
) -> None:
    marked.apply(make_repair(marked.photo, marked.mask.copy()))
    marked.save(tmp_path / "saved.png")
    assert np.array_equal(pixels(Document.open(tmp_path / "saved.png")), pixels(marked))
    assert marked.path == tmp_path / "saved.png"


def test_a_failing_save_leaves_it_edited(
    marked: Document, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def full(*_: object) -> None:
        raise PhotoNotSaved("the disk is full")

    monkeypatch.setattr(photos, "save", full)
    path = marked.path
    with pytest.raises(PhotoNotSaved):
        marked.save(tmp_path / "saved.png")
    assert marked.edited and marked.path == path


def test_a_copy_is_not_a_save(marked: Document, tmp_path: Path) -> None:
    marked.save_copy(tmp_path / "copy.png")
    assert marked.edited and (tmp_path / "copy.png").exists()


def test_a_pasted_picture_is_edited_until_saved(tmp_path: Path) -> None:
    document = Document.pasted(Photo(np.zeros((9, 9, 3), np.uint8)))
    assert document.edited and document.path is None
    document.save(tmp_path / "pasted.png")
    assert not document.edited


def test_undone_to_its_source_a_copy_has_the_very_same_bytes(
    marked: Document, make_repair, path: Path, tmp_path: Path
) -> None:
    marked.apply(make_repair(marked.photo, marked.mask.copy()))
    marked.undo()
    marked.save_copy(tmp_path / "copy.png")
    assert (tmp_path / "copy.png").read_bytes() == path.read_bytes()
    marked.redo()
    marked.save_copy(tmp_path / "copy.png")
    assert (tmp_path / "copy.png").read_bytes() != path.read_bytes()


def test_over_a_saved_source_undo_is_a_change_again(marked: Document, make_repair, path: Path) -> None:
    marked.apply(make_repair(marked.photo, marked.mask.copy()))
    marked.save(path)
    marked.undo()
    marked.save(path)
    assert np.array_equal(pixels(Document.open(path)), pixels(marked))


def test_nothing_changes_while_a_save_goes_on(
    marked: Document, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    refused: list[bool] = []

    def slow(*_: object) -> tuple[str, ...]:
        with pytest.raises(DocumentBusy):
            marked.undo()
        refused.append(True)
        return ()

    monkeypatch.setattr(photos, "save", slow)
    marked.save_copy(tmp_path / "copy.png")
    assert refused and marked.can_undo
