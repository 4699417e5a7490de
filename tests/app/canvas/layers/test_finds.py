"""Finds on the canvas: which one is meant, what is drawn of them, and the comparison that shows the mask."""

from __future__ import annotations

import numpy as np
import pytest

from app.canvas.compare import Compare
from app.document.find_marks import (
    DOUBTFUL_FROM,
    DROPPED_FROM,
    HIGHLIGHTED_FROM,
    HIGHLIGHTED_INSIDE_FROM,
    INSIDE_FROM,
    FindMarks,
)
from engine.detection.result import Detection, Finds
from engine.models.detector import Kind

SURE, FAINT = (50, 40), (150, 40)


@pytest.fixture
def finds() -> Finds:
    """On 200 × 150: a sure square of 10 px and a doubtful line 1 px thin."""
    confidence = np.zeros((1, 150, 200), np.uint8)
    confidence[0, 35:45, 45:55] = 230
    confidence[0, 20:60, 150] = 100
    return Detection("x", (Kind("text", "Text"),), confidence).finds()


@pytest.fixture
def marks(finds: Finds) -> FindMarks:
    return FindMarks(finds, finds.mask())


def code(marks: FindMarks, place: tuple[int, int]) -> int:
    return int(marks.levels.planes[0][place[1], place[0]])


def test_the_nearest_find_within_reach_is_meant(marks: FindMarks) -> None:
    assert marks.near(*SURE, 0).number == 1
    assert marks.near(153, 40, 2) is None
    assert marks.near(153, 40, 3).number == 2
    assert marks.near(-50, -50, 3) is None


def test_codes_tell_what_will_be_repaired(marks: FindMarks, finds: Finds) -> None:
    assert INSIDE_FROM <= code(marks, SURE) < HIGHLIGHTED_INSIDE_FROM
    assert DOUBTFUL_FROM <= code(marks, FAINT) < HIGHLIGHTED_FROM
    assert code(marks, (44, 35)) >= INSIDE_FROM  # as wide as it is filled
    marks.set_inside(marks.within(np.zeros_like(finds.mask())))
    assert DROPPED_FROM <= code(marks, SURE) < DOUBTFUL_FROM
    assert not code(marks, (44, 35))
    assert (marks.chosen, marks.unsure) == (0, 1)


def test_lifting_is_undone_by_lifting_another(marks: FindMarks) -> None:
    before = marks.levels.planes[0].copy()
    marks.highlight(1)
    marks.highlight(2)
    assert HIGHLIGHTED_FROM <= code(marks, FAINT) < INSIDE_FROM
    marks.highlight(0)
    assert np.array_equal(marks.levels.planes[0], before)


def test_half_of_a_find_decides(marks: FindMarks, finds: Finds) -> None:
    mask = np.zeros_like(finds.mask())
    mask[35:39, 45:55] = 255
    assert not marks.within(mask)[1]
    mask[35:43, 45:55] = 255
    assert marks.within(mask)[1]


def test_finds_are_drawn_solid_or_dashed(marks: FindMarks, canvas, drive) -> None:
    canvas.show_marks(marks)
    drive.settle()
    along = [sum(drive.colour(153, y)) for y in range(25, 55)]
    assert max(along) > 384 > min(along)  # light and dark dashes beside the line, on grey
    edge = {drive.colour(x, 34) for x in range(46, 54)}
    assert len(edge) == 1


def test_one_line_takes_the_other_along() -> None:
    compare = Compare()
    compare.show(True, mask=True)
    compare.hold(33, 100)
    compare.move(90, 100)
    assert compare.lines == [0.9, 0.9]
    compare.let_go()
    compare.hold(90, 100)
    compare.move(50, 100)
    assert compare.lines[0] == 0.5
