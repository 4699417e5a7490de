"""How sharp a fill is against its surroundings."""

from __future__ import annotations

import numpy as np
import pytest

from engine.pixels.sharpness import sharpness

GRAIN = np.random.default_rng(0).random((64, 64, 3), np.float32)
HOLE = np.zeros((64, 64), np.uint8)
HOLE[20:44, 20:44] = 1


def test_even_grain_is_as_sharp_inside_as_around():
    assert sharpness(GRAIN, HOLE) == pytest.approx(1, abs=0.15)


def test_a_flat_fill_has_no_gradients():
    flat = np.where(HOLE[..., None] > 0, np.float32(0.5), GRAIN)
    assert sharpness(flat, HOLE) < 0.01


@pytest.mark.parametrize("hole", [np.ones_like(HOLE), np.zeros_like(HOLE)], ids=["all", "none"])
def test_without_a_rim_or_a_hole_there_is_nothing_to_compare(hole):
    assert sharpness(GRAIN, hole) == 1
