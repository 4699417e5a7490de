"""The Fréchet distance: of known distributions, and of fills."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from skimage import data

from trainer.evaluation.features import random_extractor
from trainer.evaluation.frechet import frechet_distance, hole_distance

MASK = np.zeros((64, 64), np.float32)
MASK[24:48, 24:48] = 1


def clean() -> np.ndarray:
    return data.astronaut()[:64, 200:264].astype(np.float32) / np.float32(255)


def test_of_normal_distributions_it_is_what_the_formula_says() -> None:
    """Independent axes with deviations 1, 2, 3 against 2, 2, 1, and means 3 apart: 3² + 1² + 0² + 2²."""
    rng = np.random.default_rng(0)
    one, two = (rng.normal(0, 1, (40_000, 3)) * deviations for deviations in ((1, 2, 3), (2, 2, 1)))
    axes, _ = np.linalg.qr(rng.normal(0, 1, (3, 3)))
    two[:, 1] += 3
    assert frechet_distance(one @ axes, two @ axes) == pytest.approx(14, rel=0.03)
    assert frechet_distance(one, one) == pytest.approx(0, abs=1e-6)


def test_fewer_vectors_than_channels_are_enough() -> None:
    some = np.random.default_rng(0).normal(0, 1, (5, 30))
    assert frechet_distance(some, some) == pytest.approx(0, abs=1e-4)
    assert frechet_distance(some, some + 1) == pytest.approx(30, rel=1e-3)


def test_the_blurrier_a_fill_the_further_it_is() -> None:
    network, photo = random_extractor(), clean()
    fills = [photo, *(cv2.GaussianBlur(photo, (0, 0), sigma) for sigma in (1, 3))]
    own, near, far = (hole_distance(network, [(fill, photo, MASK)]) or 0.0 for fill in fills)
    assert own == pytest.approx(0, abs=1e-6) and own < near < far


def test_only_holes_are_compared() -> None:
    far_away = clean()
    far_away[:4, :4] = 0  # Beyond what the positions in the hole see.
    assert hole_distance(random_extractor(), [(far_away, clean(), MASK)]) == pytest.approx(0, abs=1e-6)
    assert hole_distance(random_extractor(), [(clean(), clean(), MASK * 0)]) is None
