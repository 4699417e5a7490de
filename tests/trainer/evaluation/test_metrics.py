"""Metrics at known values."""

import math

import numpy as np
import pytest

from trainer.evaluation import metrics

CLEAN = np.full((32, 32, 3), 0.5, np.float32)
MASK = np.zeros((32, 32), np.float32)
MASK[:8] = 1


def test_psnr_of_an_error_of_a_tenth():
    assert metrics.psnr(CLEAN + 0.1, CLEAN) == pytest.approx(20, abs=1e-3)


def test_inside_counts_missing_pixels_alone():
    damaged = CLEAN + 0.1 * MASK[..., None]
    assert metrics.psnr_inside(damaged, CLEAN, MASK) == pytest.approx(20, abs=1e-3)
    assert metrics.psnr(damaged, CLEAN) == pytest.approx(20 + 10 * math.log10(4), abs=1e-3)


def test_l1_is_in_percent_of_the_range():
    assert metrics.l1_percent(CLEAN - 0.1 * MASK[..., None], CLEAN) == pytest.approx(2.5, abs=1e-4)


def test_equal_photos_are_finite():
    assert metrics.psnr(CLEAN, CLEAN) == metrics.BEST_PSNR_DB


def test_ssim_sees_where_the_damage_is():
    noise = np.random.default_rng(0).normal(0, 0.2, CLEAN.shape).astype(np.float32) * MASK[..., None]
    whole, inside = metrics.ssim(CLEAN + noise, CLEAN, MASK)
    assert metrics.ssim(CLEAN, CLEAN, MASK) == (1, 1)
    assert inside < whole < 1


def test_masks():
    found = np.zeros_like(MASK)
    found[:4] = 1
    assert metrics.mask_f1(found, MASK) == pytest.approx(2 / 3)
    assert metrics.mask_f1(MASK * 0, MASK * 0) == 1
    assert metrics.mask_f1(np.full_like(MASK, 0.3), MASK * 0) == 1  # Nothing is certain, and nothing damaged.
    assert metrics.mask_bce(np.full_like(MASK, 0.5), MASK) == pytest.approx(math.log(2))


def test_energy_is_of_large_holes_against_what_is_around():
    noise = np.random.default_rng(0).random((64, 64, 3)).astype(np.float32)
    disc = ((np.mgrid[:64, :64] - 32) ** 2).sum(0) < 14**2
    assert metrics.energy(noise, disc.astype(np.float32)) == pytest.approx(1, abs=0.2)
    flat = np.where(disc[..., None], noise / 2, noise)
    assert metrics.energy(flat, disc.astype(np.float32)) == pytest.approx(0.25, abs=0.05)
    line = np.zeros((64, 64), np.float32)
    line[20:30] = 1
    assert metrics.energy(noise, line) is None


@pytest.mark.parametrize("most", [0.004, 0.1, 0.25, 0.49, 0.5, 0.51, 0.75, 1.0])
@pytest.mark.parametrize("is_even", [True, False])
def test_soft_damage_is_found_or_it_is_not(most: float, is_even: bool) -> None:
    """Whatever share of its pixels is lost at most: all over the photo, or from nothing up to that share."""
    mask = np.full_like(MASK, most)
    if not is_even:
        mask *= np.linspace(0, 1, MASK.size, dtype=np.float32).reshape(MASK.shape)
    assert metrics.mask_f1(MASK * 0, mask) == 0
    assert metrics.mask_f1(mask, mask) == 1
    assert metrics.mask_f1(0.9 * mask, mask) > 0.85  # A little less than is lost is no miss.
    assert metrics.mask_f1(0.4 * mask, mask) == 0  # Less than half of it is.


def test_more_that_is_found_where_nothing_is_damaged_is_worse() -> None:
    assert metrics.mask_f1(np.full_like(MASK, 0.6), MASK * 0) == 0
