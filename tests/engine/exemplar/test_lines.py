"""What lines through a hole owe: they join what was one line, in place, and nothing that only looks alike."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from engine.exemplar.lines import Lines, continued_lines, crossings, drawn
from engine.exemplar.prefill import prefill

HOLE_MASK = np.zeros((160, 160), np.uint8)
HOLE_MASK[50:110, 50:110] = 1
Y, X = np.mgrid[:160, :160].astype(np.float32)


def two_tones(depth: np.ndarray) -> np.ndarray:
    """A picture of two colours with a soft edge where depth is 0, and grey in the hole."""
    cover = np.clip(depth + 0.5, 0, 1)[..., None]
    picture = (1 - cover) * np.float32([0.7, 0.8, 0.9]) + cover * np.float32([0.1, 0.3, 0.4])
    return np.where(HOLE_MASK[..., None] > 0, np.float32(0.5), picture).astype(np.float32)


@pytest.mark.parametrize("degrees", [-30, -4, 0, 17, 60])
def test_an_edge_goes_on_where_it_was(degrees):
    turn = np.radians(degrees)
    depth = (Y - 80) * np.cos(turn) - (X - 80) * np.sin(turn)
    (course,) = continued_lines(two_tones(depth), HOLE_MASK).courses
    away = (course[:, 1] - 80) * np.cos(turn) - (course[:, 0] - 80) * np.sin(turn)
    assert np.abs(away).max() < 1


def test_a_wire_that_sags_goes_on_as_an_arc():
    middle = 70 + 20 * (1 - ((X - 80) / 80) ** 2)
    cover = np.clip(2.5 - np.abs(Y - middle), 0, 1)[..., None]
    picture = np.where(HOLE_MASK[..., None] > 0, 0.5, 0.8 - 0.7 * cover * np.ones(3)).astype(np.float32)
    courses = continued_lines(picture, HOLE_MASK).courses
    assert courses
    for course in courses:
        assert np.abs(course[:, 1] - (70 + 20 * (1 - ((course[:, 0] - 80) / 80) ** 2))).max() < 5


def test_edges_that_are_not_one_line_are_not_joined():
    depth = np.where(X < 80, Y - 65, Y - 95)
    assert not continued_lines(two_tones(depth), HOLE_MASK).courses


def test_an_edge_with_other_colours_on_the_other_side_is_not_joined():
    picture = two_tones(Y - 80)
    picture[:, 110:] = picture[::-1, 110:]
    assert not continued_lines(picture, HOLE_MASK).courses


def test_windows_in_a_row_are_no_line():
    picture = np.full((160, 160, 3), 0.8, np.float32)
    for left in (20, 60, 100, 140):
        picture[30:48, left : left + 12] = picture[112:130, left : left + 12] = 0.1
    picture[HOLE_MASK > 0] = 0.5
    assert not continued_lines(picture, HOLE_MASK).courses
    picture[:50, 60:72] = picture[110:, 60:72] = 0.1
    assert (
        len(continued_lines(np.where(HOLE_MASK[..., None] > 0, np.float32(0.5), picture), HOLE_MASK).courses)
        == 2
    )


@pytest.mark.parametrize("picture", [np.full((160, 160, 3), 0.5, np.float32), two_tones(Y - 20)])
def test_without_lines_at_the_hole_there_is_no_course(picture):
    assert not continued_lines(picture, HOLE_MASK).courses


def test_a_large_picture_gives_the_same_line_at_its_size():
    large = cv2.resize(two_tones(Y - 80 - 0.2 * (X - 80)), None, fx=10, fy=10)
    hole = cv2.resize(HOLE_MASK, None, fx=10, fy=10, interpolation=cv2.INTER_NEAREST)
    (course,) = continued_lines(large, hole).courses
    assert np.abs((course[:, 1] - 804.5) - 0.2 * (course[:, 0] - 804.5)).max() < 10


def test_courses_cross_where_they_cross():
    along, down = np.float64([[0, 10], [40, 10]]), np.float64([[20, 0], [20, 40]])
    assert np.allclose(crossings([along, down]), [[20, 10]])
    assert not len(crossings([along, along + 5])) and not len(crossings([along]))


def test_a_drawn_line_is_as_strong_as_it_is_said_to_be():
    plane = drawn([np.float64([[5, 20], [60, 20]])], [0.5], (40, 64), 1.0)
    assert plane[20, 30] == pytest.approx(0.5, abs=0.1) and plane[30].max() == 0
    assert not drawn([], [], (40, 64), 1.0).any()


def test_the_prefill_changes_colour_at_the_line():
    picture = two_tones(Y - 80)
    prefilled = prefill(picture, HOLE_MASK, continued_lines(picture, HOLE_MASK), 1.0)
    assert np.array_equal(prefilled[HOLE_MASK == 0], picture[HOLE_MASK == 0])
    assert np.abs(prefilled[55:75, 50:110] - picture[20, 20]).max() < 0.05
    assert np.abs(prefilled[85:105, 50:110] - picture[140, 20]).max() < 0.05


def test_a_prefill_without_lines_is_smooth():
    picture = np.where(HOLE_MASK[..., None] > 0, 0.0, np.dstack([X, X, X]) / 160).astype(np.float32)
    prefilled = prefill(picture, HOLE_MASK, Lines(), 1.0)
    assert np.abs(prefilled[..., 0] - X / 160)[HOLE_MASK > 0].max() < 0.02
