"""Healing: texture from elsewhere, in the colours of the place."""

from __future__ import annotations

import numpy as np
import pytest

from engine.repair.healing import MAX_CORRECTION_AREA_PX, healed

RANDOM = np.random.default_rng(5)


def scene(size: int, dtype=np.uint8, channels: int = 3) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A slope of light, grain on an even ground that is 0.3 darker, and a disc."""
    full = np.iinfo(dtype).max
    y, x = np.mgrid[:size, :size] / size
    slope = np.repeat((0.5 + 0.3 * x)[..., None], channels, axis=2)
    grain = np.repeat((0.3 + 0.02 * RANDOM.standard_normal((size, size)))[..., None], channels, axis=2)
    disc = (x - 0.5) ** 2 + (y - 0.5) ** 2 < 0.1
    return (slope * full).astype(dtype), (grain * full).astype(dtype), disc


@pytest.mark.parametrize(
    ("dtype", "channels"), [(np.uint8, 3), (np.uint16, 1), (np.uint8, 4), (np.uint16, 5)]
)
def test_the_copy_takes_the_colours_of_the_place_and_keeps_its_grain(dtype, channels: int) -> None:
    slope, grain, disc = scene(90, dtype, channels)
    full = float(np.iinfo(dtype).max)
    made = healed(slope, grain, disc).astype(np.float64)[..., 0] / full
    assert np.abs(made - slope[..., 0] / full)[disc].mean() < 0.03
    assert np.corrcoef((made - slope[..., 0] / full)[disc], grain[..., 0][disc])[0, 1] > 0.9


def test_a_large_stroke_is_corrected_as_a_small_one() -> None:
    size = int(2 * MAX_CORRECTION_AREA_PX**0.5)
    slope, grain, disc = scene(size)
    made = healed(slope, grain, disc).astype(float)
    assert np.abs(made - slope)[disc].mean() < 0.03 * 255


def test_where_there_is_no_rim_the_copy_stays() -> None:
    slope, grain, disc = scene(30)
    for covered in (np.ones_like(disc), np.zeros_like(disc)):
        assert np.array_equal(healed(slope, grain, covered), grain)
