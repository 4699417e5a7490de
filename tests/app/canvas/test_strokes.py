"""What strokes cover, beside a plain computation of the distance."""

import math

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from app.canvas.strokes import capsule, polygon, rectangle
from engine.pixels.box import Box

PLANE = Box(0, 0, 60, 40)
points = st.tuples(st.floats(-10, 70), st.floats(-10, 50))


def distances(start, end):
    """From each pixel's centre to the segment, H×W."""
    y, x = np.mgrid[:40, :60] + 0.5
    along = np.array(end) - start
    length = float(along @ along)
    t = np.clip(((x - start[0]) * along[0] + (y - start[1]) * along[1]) / (length or 1), 0, 1)
    return np.hypot(x - start[0] - t * along[0], y - start[1] - t * along[1])


def laid(box, coverage):
    plane = np.zeros((40, 60), np.uint8)
    if not box.empty:
        plane[box.slices] = coverage
    return plane


@settings(max_examples=60)
@given(points, points, st.floats(1, 30))
def test_a_hard_stroke_is_what_lies_within_its_radius(start, end, radius):
    plane = laid(*capsule(start, end, radius=radius, feather=0, limits=PLANE))
    distance = distances(start, end)
    clear = np.abs(distance - radius) > 1e-3
    assert np.array_equal((plane == 255)[clear], (distance <= radius)[clear])


@settings(max_examples=60)
@given(points, points, st.floats(2, 30), st.floats(0.05, 1))
def test_a_soft_stroke_falls_from_its_core_to_its_rim(start, end, radius, feather):
    plane = laid(*capsule(start, end, radius=radius, feather=feather, limits=PLANE))
    distance = distances(start, end)
    assert (plane[distance < radius * (1 - feather) - 0.1] == 255).all()
    assert (plane[distance > radius + 0.1] == 0).all()
    rest = np.clip((radius - distance) / (radius * feather), 0, 1)
    assert np.abs(plane - 255 * rest * rest * (3 - 2 * rest)).max() < 8


@given(st.floats(0, 59.9), st.floats(0, 39.9))
def test_the_smallest_brush_always_marks_the_pixel_it_is_on(x, y):
    plane = laid(*capsule((x, y), (x, y), radius=0.5, feather=0, limits=PLANE))
    assert plane[int(y), int(x)] == 255


def test_a_stroke_beside_the_photo_covers_nothing():
    box, _ = capsule((-50, -50), (-40, -60), radius=5, feather=0, limits=PLANE)
    assert box.empty


def test_a_polygon_has_the_area_of_its_outline():
    corners = [(10.0, 5.0), (50.0, 5.0), (50.0, 35.0), (10.0, 35.0)]
    assert math.isclose(np.count_nonzero(laid(*polygon(corners, PLANE))), 40 * 30, rel_tol=0.05)


def test_a_line_has_no_inside():
    assert not polygon([(1.0, 1.0), (30.0, 30.0)], PLANE)[1].any()


def test_a_rectangle_takes_every_pixel_it_touches():
    box, coverage = rectangle((20.5, 30.5), (10.5, 8.2), PLANE)
    assert box == Box(10, 8, 21, 31)
    assert (coverage == 255).all()
