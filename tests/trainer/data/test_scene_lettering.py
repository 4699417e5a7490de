"""Lettering of the scene, drawn: it changes the photo, stays in range, and is as soft as it is said to be."""

from __future__ import annotations

import numpy as np

from trainer.data.scene_lettering import with_scene_lettering


def test_each_sheet_is_another_and_stays_within_the_range_of_values() -> None:
    image = np.full((96, 128, 3), 0.5, np.float32)
    sheets = [with_scene_lettering(image, np.random.default_rng(seed)) for seed in range(6)]
    assert all(sheet.shape == image.shape and sheet.min() >= 0 and sheet.max() <= 1 for sheet in sheets)
    assert sum(bool(np.abs(sheet - image).max() > 0.05) for sheet in sheets) >= 5
    assert not np.array_equal(sheets[0], sheets[1])
    assert (image == 0.5).all()


def test_the_same_generator_draws_the_same() -> None:
    image = np.full((64, 64, 3), 0.5, np.float32)
    first, second = (with_scene_lettering(image, np.random.default_rng(7)) for _ in range(2))
    assert np.array_equal(first, second)
