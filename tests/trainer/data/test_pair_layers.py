"""The damage of pairs: where it is, what it is made of, and pieces around it."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from trainer.data.detection import CANVAS_SIDE_PX, jpeg_coded
from trainer.data.pair_crops import Pair, piece
from trainer.data.pair_layers import (
    MIN_DIFFERENCE,
    difference_mask,
    estimate_layers,
    is_lossless,
    layered,
    palette,
    unit_floats,
)


@pytest.fixture
def clean():
    """A photo of soft spots, H×W×3 bytes."""
    rng = np.random.default_rng(3)
    spots = cv2.resize(rng.integers(40, 200, (12, 16, 3)).astype(np.float32), (160, 120))
    return spots.clip(0, 255).astype(np.uint8)


@pytest.fixture
def alpha():
    """A stroke with soft rims, H×W in [0, 1]."""
    drawn = np.zeros((480, 640), np.uint8)
    cv2.polylines(drawn, [np.array([[80, 90], [420, 200], [200, 400]])], False, 255, 18)
    return cv2.resize(drawn, (160, 120), interpolation=cv2.INTER_AREA).astype(np.float32) / 255


def damaged(clean, alpha, colour):
    over = unit_floats(clean) + alpha[..., None] * (np.float32(colour) - unit_floats(clean))
    return np.rint(over * 255).astype(np.uint8)


def test_what_differs_ends_to_the_pixel(clean, alpha):
    found = difference_mask(unit_floats(damaged(clean, alpha, (1, 1, 1))), unit_floats(clean)) > 0
    assert not found[alpha == 0].any()
    assert found[alpha > 0.2].all()


def test_what_another_encoding_leaves_around_damage_is_none(clean, alpha):
    bad, good = jpeg_coded(damaged(clean, alpha, (1, 1, 1)), 80), jpeg_coded(clean, 80)
    noisy = cv2.blur(np.abs(bad - good).max(2), (3, 3)) > MIN_DIFFERENCE
    found = difference_mask(bad, good) > 0
    assert found[alpha > 0.5].all()
    assert found[alpha == 0].sum() < 0.6 * noisy[alpha == 0].sum()


def test_pairs_that_went_through_jpeg_are_told_from_others(clean, alpha):
    bad = damaged(clean, alpha, (1, 1, 1))
    assert is_lossless(unit_floats(bad), unit_floats(clean))
    assert not is_lossless(jpeg_coded(bad, 95), jpeg_coded(clean, 95))


@pytest.mark.parametrize("opacity", [1.0, 0.92, 0.5])
@pytest.mark.parametrize("colour", [(1.0, 0.55, 0.1), (0.0, 0.0, 0.0), (0.93, 0.86, 0.71)])
def test_damage_is_lifted_off_and_laid_over_another_photo(clean, alpha, opacity, colour):
    covered = opacity * alpha
    layers = estimate_layers([(damaged(clean, covered, colour), clean)])
    assert layers is not None
    other = np.ascontiguousarray(clean[::-1, ::-1])
    image, found = layered(unit_floats(other), layers[0])
    assert np.abs(found - covered).mean() < 0.01 and np.abs(found - covered)[alpha == 1].max() < 0.1
    assert np.abs(image - unit_floats(damaged(other, covered, colour))).mean() < 0.005


def test_what_never_covers_all_has_the_colour_of_what_does(clean, alpha):
    specks = np.zeros_like(alpha)
    specks[10:14, 5:45] = np.resize([0.6, 0.6, 0.6, 0.6, 0, 0, 0, 0], 40)
    covered = np.maximum(alpha, specks)
    layer = estimate_layers([(damaged(clean, covered, (0.93, 0.9, 0.82)), clean)])[0]
    assert palette([layer]).tolist() == [[237, 230, 209]]
    found = (specks > 0) & (layer[..., 3] > 0)
    assert found.sum() > 0.8 * (specks > 0).sum()
    assert np.abs(unit_floats(layer[..., 3]) - covered)[found].max() < 0.05


def test_a_palette_has_the_common_colours_alone(clean, alpha):
    pairs = [(damaged(clean, alpha, colour), clean) for colour in ((1, 1, 1), (1, 1, 1), (0, 0, 0))]
    assert palette(estimate_layers(pairs)).tolist() == [[255, 255, 255], [0, 0, 0]]
    many = np.random.default_rng(0).integers(0, 256, (80, 80, 3), np.uint8)
    assert palette([np.dstack([many, np.full((80, 80), 255, np.uint8)])]).shape == (0, 3)


def test_what_only_bends_the_photo_is_not_lifted(clean):
    bent = clean.copy()
    bent[30:90, 40:120] = clean[30:90, 40:120][::-1, ::-1]
    assert estimate_layers([(bent, clean)]) is None


def test_a_piece_shows_damage_however_small_its_part_of_the_photo_is():
    clean = np.full((900, 1200, 3), 90, np.uint8)
    bad = clean.copy()
    bad[880:890, 1150:1190] = 255
    pair = Pair(bad, clean, np.flatnonzero((bad != clean).any(2)))
    for seed in range(5):
        image, sound, _ = piece(pair, np.random.default_rng(seed))
        assert image.shape == sound.shape == (CANVAS_SIDE_PX, CANVAS_SIDE_PX, 3) and (image != sound).any()
