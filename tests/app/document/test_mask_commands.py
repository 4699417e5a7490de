"""Mask commands: the same as on the whole mask at once, one step each."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from app.document import mask_commands as commands
from app.document.document import Document
from app.document.mask_commands import MaskCommand
from engine.errors import MaskError
from engine.job import Cancelled, Job
from engine.pixels import mask as masks
from engine.pixels.box import Box
from engine.pixels.mask import Mask


@pytest.fixture
def marked(document: Document, monkeypatch: pytest.MonkeyPatch) -> Document:
    monkeypatch.setattr(commands, "CHUNK_SIDE_PX", 64)  # many seams between chunks
    rng = np.random.default_rng(2)
    with document.edit("Specks") as edit:
        for _ in range(12):
            x, y, side = (int(value) for value in rng.integers((0, 0, 1), (600, 300, 40)))
            edit.paint(Box(x, y, x + side, y + side), rng.integers(100, 256, (side, side)).astype(np.uint8))
    return document


CASES: dict[str, tuple[MaskCommand, Callable[[Mask], Mask]]] = {
    "clear": (commands.clear(), np.zeros_like),
    "invert": (commands.invert(), lambda mask: 255 - mask),
    "grow": (commands.grow(9), lambda mask: masks.grow(mask, 9)),
    "shrink": (commands.shrink(4), lambda mask: masks.grow(mask, -4)),
    "feather": (commands.feather(12), lambda mask: masks.feather(mask, 12)),
}


@pytest.mark.parametrize("case", CASES)
def test_chunks_leave_no_seams(marked: Document, case: str) -> None:
    command, whole = CASES[case]
    before = marked.mask.copy()
    marked.carry_out(marked.plan(command)(Job()))
    assert np.array_equal(marked.mask, whole(before))
    assert marked.history.entries == ("Specks", command.title)
    marked.undo()
    assert np.array_equal(marked.mask, before)


def test_importing_replaces_or_adds(marked: Document) -> None:
    before = marked.mask.copy()
    other = np.zeros_like(before)
    other[10:40, 500:590] = 200
    marked.carry_out(marked.plan(commands.add(other))(Job()))
    assert np.array_equal(marked.mask, np.maximum(before, other))
    marked.carry_out(marked.plan(commands.replace(other))(Job()))
    assert np.array_equal(marked.mask, other)


def test_a_mask_too_small_is_refused(marked: Document) -> None:
    before = marked.mask.copy()
    with pytest.raises(MaskError):
        marked.carry_out(marked.plan(commands.replace(np.zeros((10, 10), np.uint8)))(Job()))
    assert np.array_equal(marked.mask, before)


def test_the_work_of_a_command_changes_nothing_and_can_be_cancelled(marked: Document) -> None:
    before = marked.mask.copy()
    work = marked.plan(commands.invert())
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        work(job)
    change = work(Job())
    assert np.array_equal(marked.mask, before)
    marked.carry_out(change)
    assert np.array_equal(marked.mask, 255 - before)


def test_empty_parts_are_not_computed(document: Document) -> None:
    with document.edit("Speck") as edit:
        edit.paint(Box(0, 0, 5, 5), np.full((5, 5), 255, np.uint8))
    seen: list[Box] = []

    def look(window: Mask, box: Box) -> Mask:
        seen.append(box)
        return window

    work = document.plan(MaskCommand("Look", look, reach=3))
    work(Job())
    assert seen == [document.photo.box], "one chunk, as the photo is smaller"


def test_bounds_are_those_of_what_is_marked(document: Document) -> None:
    assert document.mask_bounds.empty
    for box in (Box(20, 30, 40, 50), Box(500, 200, 501, 299)):
        with document.edit("Speck") as edit:
            edit.paint(box, np.full((box.height, box.width), 1, np.uint8))
    assert document.mask_bounds == Box(20, 30, 501, 299)
    document.undo()
    assert document.mask_bounds == Box(20, 30, 40, 50)


@pytest.mark.parametrize("erase", [False, True])
@pytest.mark.parametrize("left", [0, 1000, 1100])
def test_an_area_is_marked_or_unmarked_wherever_it_lies(left: int, erase: bool) -> None:
    """Also in a mask of several chunks, most of which it does not touch."""
    mask = np.full((1100, 1300), 100, np.uint8)
    area, coverage = Box(left, 20, left + 60, 70), np.full((50, 60), 200, np.uint8)
    copy = commands.MaskCopy(mask.copy())
    commands.carried_out(
        commands.draw(area, coverage, title="Wand", erase=erase), mask, [], draft=copy, job=Job()
    )
    expected = mask.copy()
    expected[area.slices] = 55 if erase else 200
    assert np.array_equal(copy.mask, expected)
