"""Viewport maths."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.canvas.viewport import MAX_SCALE, MIN_SCALE, Viewport
from engine.pixels.box import Box

sizes = st.integers(1, 12000)
views = st.integers(50, 3000)
inside = st.floats(0.01, 0.99)
scales = st.floats(MIN_SCALE, MAX_SCALE)


def shown(width: int, height: int, photo_width: int, photo_height: int) -> Viewport:
    viewport = Viewport(width, height)
    viewport.show(photo_width, photo_height)
    return viewport


@given(
    views,
    views,
    sizes,
    sizes,
    st.floats(0.01, 0.99),
    st.floats(0.01, 0.99),
    st.lists(scales, min_size=1, max_size=20),
)
def test_zoom_keeps_the_point_under_the_cursor(width, height, photo_width, photo_height, u, v, zooms):
    viewport = shown(width, height, photo_width, photo_height)
    x, y = viewport.to_view(photo_width * u, photo_height * v)
    for scale in zooms:
        viewport.zoom_at(x, y, scale)
    again = viewport.to_view(photo_width * u, photo_height * v)
    assert math.dist(again, (x, y)) < 1  # the corner is rounded to whole pixels, once, not at each step


@given(views, views, sizes, sizes, scales, st.floats(-1e5, 1e5), st.floats(-1e5, 1e5))
def test_a_part_of_the_photo_stays_in_view(width, height, photo_width, photo_height, scale, dx, dy):
    viewport = shown(width, height, photo_width, photo_height)
    viewport.zoom_at(width / 2, height / 2, scale)
    viewport.pan(dx, dy)
    assert not (viewport.photo_in_view & viewport.view).empty


@given(views, views, sizes, sizes, scales, st.integers(0, 2999), st.integers(0, 2999))
def test_view_and_photo_positions_are_inverse(width, height, photo_width, photo_height, scale, x, y):
    viewport = shown(width, height, photo_width, photo_height)
    viewport.zoom_at(width / 3, height / 3, scale)
    assert viewport.to_view(*viewport.to_photo(x, y)) == pytest.approx((x, y), abs=1e-6)


@given(scales)
def test_a_level_pixel_is_at_most_a_view_pixel(scale):
    level = Viewport(scale=scale).level
    assert level == 0 or scale * 2**level <= 1.0001
    assert scale * 2 ** (level + 1) > 0.9999


def test_fit_shows_all_of_it_centred():
    viewport = shown(1000, 800, 4000, 2000)
    assert viewport.scale == pytest.approx((1000 - 32) / 4000)
    assert viewport.under(viewport.view) == Box(0, 0, 4000, 2000)
    assert viewport.x == pytest.approx(16)


def test_a_small_photo_is_not_enlarged():
    assert shown(2000, 2000, 10, 10).scale == 1.0


def test_zoom_stays_within_its_limits():
    viewport = shown(1000, 800, 4000, 2000)
    viewport.zoom_at(0, 0, 1e-9)
    assert viewport.scale == MIN_SCALE
    viewport.zoom_at(0, 0, 1e9)
    assert viewport.scale == MAX_SCALE


def test_a_resize_keeps_the_middle_unless_fitted():
    viewport = shown(1000, 800, 4000, 2000)
    viewport.zoom_at(500, 400, 1.0)
    middle = viewport.to_photo(500, 400)
    viewport.resize(600, 500)
    assert viewport.to_photo(300, 250) == pytest.approx(middle, abs=1)


def test_zoom_steps_meet_round_percentages():
    viewport = shown(1000, 800, 4000, 2000)
    viewport.zoom_at(0, 0, 0.9)
    assert viewport.step(up=True) == 1.0
    assert viewport.step(up=False) == 0.67
