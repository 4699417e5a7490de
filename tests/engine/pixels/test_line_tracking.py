"""A line is followed from one point to both of its ends, and an edge is none."""

from __future__ import annotations

import math

import cv2
import numpy as np
import pytest

from engine.pixels.box import Box
from engine.pixels.line_tracking import whole_line
from engine.pixels.ridges import Trace

WIDTH_PX, HEIGHT_PX = 400, 200


def height(x: float) -> float:
    """The row of the wire in a column."""
    return 100 + 40 * math.sin(x / 60)


@pytest.fixture
def ground() -> np.ndarray:
    """Grey with a little grain."""
    grey = np.random.default_rng(3).integers(150, 158, (HEIGHT_PX, WIDTH_PX, 1))
    return np.repeat(grey, 3, axis=2).astype(np.uint8)


def draw_wire(picture: np.ndarray, colour: int = 40, first: int = 0, last: int = WIDTH_PX) -> None:
    points = np.array([(x, height(x)) for x in range(first, last)])
    cv2.polylines(picture, [np.rint(points).astype(np.int32)], False, (colour,) * 3, 2, cv2.LINE_AA)


def line_at(picture: np.ndarray, x: float, y: float) -> Trace | None:
    return whole_line(lambda box: picture[box.slices], (x, y), Box.of(picture.shape))


def assert_follows_the_wire(trace: Trace | None, first: int = 0, last: int = WIDTH_PX) -> None:
    assert trace is not None
    ends = sorted(x for x, _ in (trace.points[0], trace.points[-1]))
    assert ends[0] < first + 10 and ends[1] > last - 10
    assert max(abs(y - height(x)) for x, y in trace.points) < 2.5


@pytest.mark.parametrize("colour", [40, 230])
def test_the_whole_line_is_followed_from_one_click(ground, colour: int) -> None:
    draw_wire(ground, colour)
    trace = line_at(ground, 120, height(120) + 3)
    assert_follows_the_wire(trace)
    assert 3 <= trace.width <= 8


@pytest.mark.parametrize("slope", [0.2, 0.6, 3.0])
def test_another_line_that_crosses_is_not_taken(ground, slope: float) -> None:
    draw_wire(ground)
    across, up = 60, round(60 * slope)
    middle = 230, round(height(230))
    for sign in (1, -1):
        end = middle[0] + sign * across, middle[1] + sign * up
        cv2.line(ground, middle, end, (40, 40, 40), 2, cv2.LINE_AA)
    assert_follows_the_wire(line_at(ground, 60, height(60)))


def test_what_hides_a_piece_of_it_is_passed(ground) -> None:
    draw_wire(ground)
    ground[:, 200:214] = 90
    assert_follows_the_wire(line_at(ground, 60, height(60)))


def test_it_ends_where_the_line_ends(ground) -> None:
    draw_wire(ground, first=80, last=300)
    assert_follows_the_wire(line_at(ground, 200, height(200)), 80, 300)


def test_brightness_that_changes_beside_it_does_not_end_it(ground) -> None:
    draw_wire(ground)
    ground[:, 250:] += 80
    assert_follows_the_wire(line_at(ground, 60, height(60)))


@pytest.mark.parametrize("angle", [0, 20, 90])
def test_an_edge_is_no_line(ground, angle: int) -> None:
    y, x = np.mgrid[:HEIGHT_PX, :WIDTH_PX]
    side = (x - 200) * math.cos(math.radians(angle)) + (y - 100) * math.sin(math.radians(angle))
    ground[side > 0] += 70
    assert line_at(ground, 200, 100) is None


def test_plain_ground_has_no_line(ground) -> None:
    assert line_at(ground, 200, 100) is None


def test_a_short_mark_is_no_line(ground) -> None:
    cv2.line(ground, (200, 100), (212, 103), (40, 40, 40), 2, cv2.LINE_AA)
    assert line_at(ground, 206, 102) is None


def test_a_closed_line_ends(ground) -> None:
    cv2.circle(ground, (200, 100), 60, (40, 40, 40), 2, cv2.LINE_AA)
    trace = line_at(ground, 260, 100)
    assert trace is not None and 180 <= len(trace.points) <= 420
