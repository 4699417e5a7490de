"""A margin lies around a photo and leaves the rest of it as it was."""

import numpy as np
import pytest

from trainer.data.margins import framed

SIDE = 64


@pytest.mark.parametrize("seed", range(20))
def test_a_margin_is_one_colour_at_the_border_and_the_photo_is_inside(seed):
    rng = np.random.default_rng(seed)
    photo = rng.random((SIDE * 4, SIDE * 4, 3), np.float32)
    shown = framed(photo, np.random.default_rng(seed))
    assert shown.shape == photo.shape
    assert shown.dtype == np.float32
    assert shown.min() >= 0
    assert shown.max() <= 1
    borders = [shown[0], shown[-1], shown[:, 0], shown[:, -1]]
    flat = [np.ptp(line[100:156], axis=0).max() < 1e-6 for line in borders]
    assert any(flat)
    assert np.array_equal(shown[100:156, 100:156], photo[100:156, 100:156])


def test_the_same_seed_gives_the_same_margin():
    photo = np.full((SIDE, SIDE, 3), 0.5, np.float32)
    one, two = (framed(photo, np.random.default_rng(3)) for _ in range(2))
    assert np.array_equal(one, two)
