"""What offsets owe: the period of a pattern to the pixel, and sources that lie where the pattern goes on."""

from __future__ import annotations

import numpy as np
import pytest

from engine.exemplar.offsets import assigned, at_level, dominant_offsets
from engine.exemplar.pyramid import patches

HOLE_MASK = np.zeros((120, 120), np.uint8)
HOLE_MASK[45:75, 45:75] = 1
Y, X = np.mgrid[:120, :120]


def pattern(down: int, right: int) -> np.ndarray:
    """A random tile that repeats itself by `down` and `right` px, with a hole."""
    tile = np.random.default_rng(3).random((down, right, 3), np.float32)
    return np.where(HOLE_MASK[..., None] > 0, np.float32(0.5), tile[Y % down, X % right])


@pytest.mark.parametrize(("down", "right"), [(12, 9), (17, 23), (8, 40)])
def test_the_period_is_found_to_the_pixel(down, right):
    found, rhythm = dominant_offsets(pattern(down, right), 1 - HOLE_MASK, 15.0)
    assert rhythm > 0.9
    best = found[:4]
    assert len(found) and (best[:, 0] % down == 0).all() and (best[:, 1] % right == 0).all()


def test_noise_repeats_nowhere():
    noise = np.random.default_rng(0).random((120, 120, 3), np.float32)
    offsets, rhythm = dominant_offsets(noise, 1 - HOLE_MASK, 15.0)
    assert not len(offsets) and rhythm == 0


def test_what_stands_in_the_hole_does_not_matter():
    one = pattern(12, 9)
    two = np.where(HOLE_MASK[..., None] > 0, np.float32(0.9), one)
    assert np.array_equal(*(dominant_offsets(each, 1 - HOLE_MASK, 15.0)[0] for each in (one, two)))


def test_on_a_smaller_level_each_offset_stands_once():
    offsets = np.array([[12, 0], [13, 1], [0, 2], [-40, 8]], np.int32)
    assert at_level(offsets, 0).tolist() == offsets.tolist()
    assert at_level(offsets, 2).tolist() == [[3, 0], [-10, 2]]
    assert at_level(offsets[:0], 1).shape == (0, 2)


def test_targets_are_assigned_sources_where_the_pattern_goes_on():
    picture = pattern(12, 9)
    sources, targets = patches(1 - HOLE_MASK, 7, every=True), patches(HOLE_MASK, 7, every=False)
    offsets, _ = dominant_offsets(picture, 1 - HOLE_MASK, 15.0)
    field = assigned(picture, HOLE_MASK, sources, targets, offsets, 6.0)
    y, x = np.nonzero(targets)
    found = field[y, x]
    given = found[:, 0] >= 0
    assert given.mean() > 0.95 and sources[found[given, 0], found[given, 1]].all()
    assert ((found[given, 0] - y[given]) % 12 == 0).all() and ((found[given, 1] - x[given]) % 9 == 0).all()
