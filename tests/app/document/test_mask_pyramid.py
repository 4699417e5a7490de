"""The mask seen from afar."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.document import mask_pyramid
from app.document.mask_pyramid import MaskLevels, halved, sampled
from engine.pixels.box import Box

corners = st.integers(-40, 40)


def test_halving_keeps_the_maximum_and_odd_edges():
    assert halved(np.array([[1, 2, 3], [4, 0, 0], [0, 0, 9]], np.uint8)).tolist() == [[4, 3], [0, 9]]


@settings(max_examples=80)
@given(
    st.integers(0, 199), st.integers(0, 149), st.floats(0.01, 8), st.integers(-40, 40), st.integers(-40, 40)
)
def test_a_single_pixel_shows_at_every_zoom(x, y, scale, left, top):
    mask = np.zeros((150, 200), np.uint8)
    mask[y, x] = 200
    levels = MaskLevels(mask, Box(x, y, x + 1, y + 1))
    levels.catch_up()
    view = Box(left, top, left + int(200 * scale) + 2, top + int(150 * scale) + 2)
    assert sampled(levels.planes, view, left=left, top=top, scale=scale).max() == 200


def test_beyond_the_photo_nothing_is_marked():
    levels = MaskLevels(np.full((10, 10), 255, np.uint8), Box(0, 0, 10, 10))
    levels.catch_up()
    shown = sampled(levels.planes, Box(0, 0, 40, 40), left=5, top=5, scale=2.0)
    assert np.count_nonzero(shown) == 20 * 20


def test_pieces_agree_with_the_whole():
    mask = (np.random.default_rng(0).random((150, 200)) > 0.95).astype(np.uint8) * 255
    levels = MaskLevels(mask, Box.of(mask.shape))
    levels.catch_up()
    whole = sampled(levels.planes, Box(0, 0, 90, 60), left=3, top=-2, scale=0.37)
    part = sampled(levels.planes, Box(20, 10, 55, 43), left=3, top=-2, scale=0.37)
    assert np.array_equal(part, whole[10:43, 20:55])


@given(st.lists(st.tuples(st.integers(0, 250), st.integers(0, 250), st.integers(1, 60)), max_size=6))
def test_changes_lead_to_the_same_levels_as_a_fresh_start(boxes):
    mask = np.zeros((260, 270), np.uint8)
    levels = MaskLevels(mask, Box(0, 0, 0, 0))
    for index, (x, y, side) in enumerate(boxes):
        box = Box(x, y, x + side, y + side) & Box.of(mask.shape)
        mask[box.slices] = 40 * (index % 3)
        levels.change(box)
        levels.catch_up()
    fresh = MaskLevels(mask, Box.of(mask.shape))
    fresh.catch_up()
    assert all(np.array_equal(one, other) for one, other in zip(levels.planes, fresh.planes, strict=True))


def test_a_large_change_is_worked_off_in_bounded_pieces(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(mask_pyramid, "BAND_PIXELS", 1 << 14)
    levels = MaskLevels(np.full((1000, 300), 255, np.uint8), Box(0, 0, 300, 1000))
    first = levels.catch_up(1)
    assert len(first) == 1 and levels.behind
    while levels.behind:
        levels.catch_up(1)
    assert all((plane == 255).all() for plane in levels.planes)
