"""Growing and feathering: as OpenCV does it, for any mask and radius, and fast on large ones."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from engine.pixels import morphology
from engine.pixels.mask import feather, grow, inverted

QUICK = settings(max_examples=40)
VALUES = st.sampled_from([0, 0, 0, 0, 255, 255, 90, 3])
MASKS = arrays(np.uint8, st.tuples(st.integers(1, 40), st.integers(1, 40)), elements=VALUES, fill=st.just(0))
RADII = st.integers(1, 12)


def disc(radius):
    """The structuring element that `grow` is compared with, (2·radius + 1)² of 0 and 1."""
    y, x = np.ogrid[-radius : radius + 1, -radius : radius + 1]
    return np.asarray(x * x + y * y <= radius * radius + radius, np.uint8)


@given(mask=MASKS, radius=RADII)
@QUICK
def test_growing_is_a_dilation_by_a_disc(mask, radius):
    assert np.array_equal(grow(mask, radius), cv2.dilate(mask, disc(radius)))


@given(mask=MASKS, radius=RADII)
@QUICK
def test_shrinking_is_an_erosion_by_a_disc(mask, radius):
    assert np.array_equal(grow(mask, -radius), cv2.erode(mask, disc(radius)))


@given(mask=MASKS, radius=RADII)
@QUICK
def test_shrinking_is_growing_what_is_intact(mask, radius):
    assert np.array_equal(grow(mask, -radius), inverted(grow(inverted(mask), radius)))


@given(mask=MASKS, by=st.floats(0.5, 12))
@QUICK
def test_feathering_only_adds_and_only_near(mask, by):
    soft = feather(mask, by)
    assert (soft >= mask).all()
    reach = grow(np.where(mask == 255, 255, 0).astype(np.uint8), int(np.ceil(by)) + 1)
    assert np.array_equal(soft[reach == 0], mask[reach == 0])


def test_a_feather_falls_evenly():
    line = np.zeros((1, 12), np.uint8)
    line[0, 0] = 255
    assert feather(line, 4)[0].tolist() == [255, 204, 153, 102, 51, 0, 0, 0, 0, 0, 0, 0]


@pytest.mark.parametrize("change", [lambda m: grow(m, 5), lambda m: grow(m, -5), lambda m: feather(m, 6)])
def test_tiles_leave_no_seams(monkeypatch, change):
    mask = np.zeros((70, 90), np.uint8)
    cv2.circle(mask, (31, 40), 17, 255, -1)
    whole = change(mask)
    monkeypatch.setattr(morphology, "_TILE_PX", 16)
    assert np.array_equal(change(mask), whole)


def test_nothing_by_nothing_is_a_copy():
    mask = np.zeros((3, 3), np.uint8)
    for same in (grow(mask, 0), feather(mask, 0), grow(mask, 4), grow(mask, -4)):
        assert np.array_equal(same, mask)
        assert same is not mask


@pytest.mark.slow
def test_a_large_radius_on_100_megapixels_is_opencvs():
    mask = np.zeros((10_000, 10_000), np.uint8)
    mask[4000:4500, 5000:5600] = 255
    theirs = cv2.dilate(mask[3500:5000, 4500:6000], disc(69))
    assert np.array_equal(grow(mask, 69)[3500:5000, 4500:6000], theirs)
