"""Which pixels were written, one bit for each."""

from __future__ import annotations

import numpy as np
import pytest

from engine.photo import Photo
from engine.photo.changes import ChangedPixels, differing
from engine.pixels.box import Box


@pytest.mark.parametrize("box", [Box(0, 0, 21, 5), Box(7, 1, 9, 2), Box(8, 0, 16, 5), Box(20, 4, 21, 5)])
def test_flags_are_set_where_they_are_added(box):
    changes, expected = ChangedPixels(21, 5), np.zeros((5, 21), bool)
    expected[box.slices] = np.random.default_rng(2).random((box.height, box.width)) < 0.7
    changes.add(box, expected[box.slices])
    assert np.array_equal(changes.flags(), expected)


def test_flags_stay_until_they_are_cleared():
    changes = ChangedPixels(21, 5)
    changes.add(Box(3, 1, 6, 2), np.ones((1, 3), bool))
    twin = changes.copy()
    changes.add(Box(3, 1, 6, 2), np.zeros((1, 3), bool))
    changes.add(Box(12, 0, 13, 1), np.ones((1, 1), bool))
    assert changes.flags().sum() == 4 and twin.flags().sum() == 3
    changes.clear()
    assert not changes.flags().any() and twin.flags().sum() == 3


def test_put_marks_the_pixels_that_differ():
    photo = Photo.from_array(np.full((6, 9, 3), 80, np.uint8))
    stored = photo.stored(box := Box(2, 1, 6, 4))
    stored[1, 2, 0] = 81
    photo.put(box, stored)
    assert np.argwhere(photo.changed_pixels.flags()).tolist() == [[2, 4]]
    assert np.array_equal(photo.copy().changed_pixels.flags(), photo.changed_pixels.flags())


@pytest.mark.parametrize("channels", [1, 3, 4])
def test_a_pixel_differs_where_any_channel_does(channels):
    rng = np.random.default_rng(channels)
    one, other = (rng.integers(0, 2, (5, 21, channels), np.uint16) for _ in range(2))
    assert np.array_equal(differing(one, other), (one != other).any(axis=-1))
