"""A document's guides as methods read them."""

from __future__ import annotations

import numpy as np
import pytest

from app.document.document import Document
from app.session.guides import planes
from engine.models.method import ESTIMATED_TOLERANCE
from engine.photo import Photo
from engine.pixels.box import Box

WHOLE = Box(0, 0, 64, 64)


@pytest.fixture
def document() -> Document:
    """All is guessed to be an edge, a square of that is erased, and a line of 2 px drawn in the square."""
    document = Document(Photo(np.zeros((64, 64, 3), np.uint8)))
    document.carry_out(document.prepare_edge_preview(np.full((64, 64), 255, np.uint8)))
    with document.edit("Sketch") as edit:
        edit.erase_lines(Box(16, 16, 48, 48), np.full((32, 32), 255, np.uint8))
        edit.draw_line(Box(16, 31, 48, 33), np.full((2, 32), 255, np.uint8))
    return document


def test_lines_go_as_the_guide_that_is_followed(document: Document) -> None:
    assert set(planes(document.snapshot(), {"edges"})) == {"edges"}
    assert set(planes(document.snapshot(), {"sketch"})) == {"sketch"}
    assert set(planes(document.snapshot(), ())) == {"sketch"}  # the engine says that nobody follows it


def test_a_sketch_is_what_is_seen(document: Document) -> None:
    sketch = planes(document.snapshot(), {"sketch"})["sketch"]
    assert sketch[32, 32] == 255 and sketch[0, 0] == 255
    assert sketch[20, 20] == 0


def test_a_guess_is_left_open(document: Document) -> None:
    edges = planes(document.snapshot(), {"edges"})["edges"] / 255
    assert abs(edges[0, 0] - 0.5) <= ESTIMATED_TOLERANCE
    assert edges[32, 32] == 1
    assert edges[20, 20] < 0.5 - ESTIMATED_TOLERANCE


@pytest.mark.parametrize("times", [2, 4, 8])
def test_a_drawn_line_outlives_scaling_down_where_others_were_erased(document: Document, times: int) -> None:
    edges = planes(document.snapshot(), {"edges"})["edges"] / 255
    small = edges.reshape(64 // times, times, 64 // times, times).mean(axis=(1, 3))
    middle = 32 // times
    assert (small[middle, middle - 1 : middle + 1] > 0.5 + ESTIMATED_TOLERANCE).all()
    assert small[20 // times, 20 // times] < 0.5 - ESTIMATED_TOLERANCE
    assert abs(small[0, 0] - 0.5) <= ESTIMATED_TOLERANCE


def test_nothing_drawn_is_no_guide() -> None:
    empty = Document(Photo(np.zeros((8, 8, 3), np.uint8)))
    assert planes(empty.snapshot(), {"edges", "source"}) == {}
