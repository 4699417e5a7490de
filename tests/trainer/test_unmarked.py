"""What photos look like before and after they are damaged."""

from __future__ import annotations

import numpy as np

from trainer.unmarked import aged


def test_an_old_print_has_one_tint_and_faded_blacks_and_whites():
    rng = np.random.default_rng(1)
    photo = rng.random((32, 32, 3), np.float32)
    for _ in range(20):
        old = aged(photo, rng)
        red, green, blue = (old[..., channel] for channel in range(3))
        assert old.dtype == np.float32 and old.min() >= 0 and old.max() <= 1
        assert np.allclose(green / red, (green / red).mean(), atol=1e-3)
        assert (blue <= red + 1e-6).all() and np.ptp(red) < np.ptp(photo)
