"""Edits: one step on exit, none after an exception, and only what changed is told."""

from __future__ import annotations

import numpy as np
import pytest

from app.document.document import Document
from app.document.edit import Change, EditMisused
from engine.errors import DocumentBusy
from engine.pixels.box import Box

BOX = Box(200, 100, 330, 180)  # across two tiles


def full(box: Box, value: int = 255) -> np.ndarray:
    return np.full((box.height, box.width), value, np.uint8)


def test_paint_takes_the_larger_coverage(document: Document) -> None:
    with document.edit("Stroke") as edit:
        edit.paint(BOX, full(BOX, 90))
        edit.paint(BOX, full(BOX, 40))
    assert document.mask[150, 300] == 90 and document.mask.sum() == 90 * BOX.area


def test_erase_takes_coverage_away(document: Document) -> None:
    with document.edit("Stroke") as edit:
        edit.paint(BOX, full(BOX))
        edit.erase(BOX, full(BOX, 200))
    assert document.mask[150, 300] == 55


@pytest.mark.parametrize(
    "box", [Box(-20, -10, 5, 8), Box(590, 290, 640, 340), Box(-50, 20, -10, 60), Box(700, 0, 720, 9)]
)
def test_a_brush_may_leave_the_photo(document: Document, box: Box) -> None:
    with document.edit("Stroke") as edit:
        edit.paint(box, full(box))
    inside = box & document.photo.box
    assert np.count_nonzero(document.mask) == inside.area
    assert inside.empty or document.mask[inside.slices].all()


def test_a_drag_is_one_step(document: Document) -> None:
    edit = document.begin("Stroke")
    for left in range(0, 500, 20):
        edit.paint(Box(left, 50, left + 60, 110), full(Box(0, 0, 60, 60)))
    edit.commit()
    assert document.history.entries == ("Stroke",)
    document.undo()
    assert not document.mask.any()


def test_an_edit_that_changes_nothing_is_no_step(document: Document) -> None:
    with document.edit("Stroke") as edit:
        edit.erase(BOX, full(BOX))
    assert not document.history.can_undo and not document.edited


def test_an_exception_brings_everything_back(document: Document) -> None:
    before = document.photo.stored(document.photo.box)
    with pytest.raises(ZeroDivisionError), document.edit("Stroke") as edit:
        edit.paint(BOX, full(BOX))
        edit.put_photo(BOX, np.zeros((BOX.height, BOX.width, 3), np.uint8))
        raise ZeroDivisionError
    assert not document.mask.any() and not document.edited
    assert np.array_equal(document.photo.stored(document.photo.box), before)


def test_a_failing_commit_brings_everything_back(document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    def short(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr("app.document.edit.Packed", short)
    with pytest.raises(MemoryError), document.edit("Stroke") as edit:
        edit.paint(BOX, full(BOX))
    assert not document.mask.any() and not document.editing and not document.edited


def test_edits_do_not_nest(document: Document) -> None:
    with document.edit("Stroke") as edit:
        edit.paint(BOX, full(BOX))
        with pytest.raises(EditMisused):
            document.begin("Another")
        with pytest.raises(EditMisused):
            document.undo()
    assert document.history.entries == ("Stroke",)


def test_an_edit_ends_once(document: Document) -> None:
    edit = document.begin("Stroke")
    edit.rollback()
    with pytest.raises(EditMisused):
        edit.commit()
    with pytest.raises(EditMisused):
        edit.paint(BOX, full(BOX))


def test_a_locked_document_refuses_every_change(document: Document) -> None:
    with document.edit("Stroke") as edit:
        edit.paint(BOX, full(BOX))
    document.lock()
    for change in (document.undo, document.redo, document.lock, lambda: document.begin("Stroke")):
        with pytest.raises(DocumentBusy):
            change()
    assert not document.can_undo
    document.unlock()
    document.undo()


def test_nothing_is_marked_but_through_an_edit(document: Document) -> None:
    with pytest.raises(ValueError, match="read-only"):
        document.mask[0, 0] = 255


def test_watchers_hear_of_every_dab_and_of_the_step(document: Document) -> None:
    heard: list[Change] = []
    stop = document.watch(heard.append)
    with document.edit("Stroke") as edit:
        edit.paint(BOX, full(BOX))
        assert heard == [Change(BOX, mask=True)]
    assert heard[1:] == [Change(Box(0, 0, 0, 0), history=True)]
    stop()
    document.undo()
    assert len(heard) == 2


def test_undo_tells_what_it_touched_by_tiles(document: Document) -> None:
    with document.edit("Stroke") as edit:
        edit.paint(BOX, full(BOX))
    heard: list[Change] = []
    document.watch(heard.append)
    document.undo()
    told = [change.box for change in heard if change.mask]
    assert sorted(told) == [Box(200, 100, 256, 180), Box(256, 100, 330, 180)]


def test_the_source_guide_is_edited_and_undone_like_the_mask(document: Document) -> None:
    assert document.source is None
    with document.edit("Take from here") as edit:
        edit.mark_source(BOX, full(BOX, 130), 2)
    assert document.source is not None and document.source[150, 300] == 2
    document.undo()
    assert document.source is None
