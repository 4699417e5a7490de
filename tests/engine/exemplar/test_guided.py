"""What texture for a soft fill owes: as sharp as its surroundings, the fill's own colours, the same again."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from skimage import data

from engine.exemplar.guided import reduced, textured
from engine.job import Cancelled, Job
from engine.pixels.sharpness import sharpness

HOLE = np.zeros((128, 128), np.uint8)
HOLE[40:88, 40:88] = 1


@pytest.fixture(scope="module")
def brick():
    wall = data.brick()[:128, :128].astype(np.float32) / np.float32(255)
    return np.stack([0.9 * wall, wall, 0.7 * wall], axis=2)


def soft(photo, factor=4):
    return cv2.resize(reduced(photo, factor), photo.shape[1::-1], interpolation=cv2.INTER_CUBIC)


def carried(photo, seed=0, hole=HOLE):
    return textured(photo * (1 - hole[..., None]), hole, soft(photo), scale=4, seed=seed, job=Job())


def test_a_soft_fill_becomes_as_sharp_as_what_is_around(brick):
    before = np.where(HOLE[..., None] > 0, soft(brick), brick)
    assert sharpness(before, HOLE) < 0.4
    assert 0.7 < sharpness(carried(brick), HOLE) < 1.3


def test_what_is_coarse_stays_the_fill_s(brick):
    shaded = brick * np.linspace(0.3, 1, 128, dtype=np.float32)[:, None, None]
    found = carried(shaded)
    apart = np.abs(reduced(found, 8) - reduced(soft(shaded), 8))[5:11, 5:11]
    assert apart.mean() < 0.03


def test_known_pixels_stay(brick):
    assert np.array_equal(carried(brick)[HOLE == 0], brick[HOLE == 0])


def test_the_same_seed_gives_the_same_pixels(brick):
    assert np.array_equal(carried(brick, seed=3), carried(brick, seed=3))
    assert not np.array_equal(carried(brick, seed=3), carried(brick, seed=4))


def test_what_the_hole_held_has_no_influence(brick):
    one, two = brick * (1 - HOLE[..., None]), np.where(HOLE[..., None] > 0, np.float32(1), brick)
    found = [textured(p, HOLE, soft(brick), scale=4, seed=0, job=Job()) for p in (one, two)]
    assert np.array_equal(*found)


def test_a_smooth_fill_in_a_smooth_photo_stays():
    sky = np.broadcast_to(np.linspace(0.2, 0.8, 128, dtype=np.float32)[:, None, None], (128, 128, 3)).copy()
    assert np.abs(carried(sky) - sky)[HOLE > 0].max() < 0.03


def test_with_nothing_to_take_the_fill_stays(brick):
    hole = np.ones((128, 128), np.uint8)
    hole[0] = 0
    assert np.array_equal(carried(brick, hole=hole)[1:], soft(brick)[1:])


def test_a_cancelled_job_stops(brick):
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        textured(brick, HOLE, soft(brick), scale=4, seed=0, job=job)


def test_noise_is_as_strong_as_around():
    rng = np.random.default_rng(4)
    noisy = (0.5 + 0.05 * rng.standard_normal((128, 128, 1)).astype(np.float32)).repeat(3, axis=2)
    flat = np.full_like(noisy, 0.5)
    found = textured(noisy * (1 - HOLE[..., None]), HOLE, flat, scale=4, seed=0, job=Job())
    detail = found - cv2.GaussianBlur(found, (0, 0), 2.0)
    inside = cv2.erode(HOLE, np.ones((9, 9), np.uint8)) > 0
    assert 0.85 < detail[inside].std() / detail[HOLE == 0].std() < 1.05
