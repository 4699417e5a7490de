from __future__ import annotations

import numpy as np

from engine.pixels.pyramid import doubled, halved, spread


def test_missing_pixels_do_not_leak_into_the_half_size() -> None:
    image = np.full((7, 9, 3), 0.25, np.float32)
    hole = np.zeros((7, 9), bool)
    hole[2:5, 3:6] = True
    image[hole] = 99
    small, missing = halved(image, hole)
    assert small.shape == (4, 5, 3)
    assert np.allclose(small[~missing], 0.25)
    assert missing.sum() == 1


def test_doubling_keeps_a_smooth_picture() -> None:
    ramp = np.broadcast_to(np.linspace(0, 1, 64, dtype=np.float32)[:, None, None], (64, 50, 3))
    small, _ = halved(np.ascontiguousarray(ramp), np.zeros((64, 50), bool))
    assert np.abs(doubled(small, (64, 50)) - ramp)[4:-4].max() < 0.01


def test_spreading_keeps_known_pixels_and_stays_between_them() -> None:
    image = np.random.default_rng(0).random((33, 21, 3)).astype(np.float32) * 0.2 + 0.4
    hole = np.zeros((33, 21), bool)
    hole[5:30, 3:20] = True
    full = spread(np.where(hole[..., None], np.float32(7), image), hole)
    assert np.array_equal(full[~hole], image[~hole])
    assert 0.3 < full[hole].min() <= full[hole].max() < 0.7
