"""A mask that was drawn roughly becomes the object in it, with its shadow."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from engine.job import Cancelled, Job
from engine.pixels.box import Box
from engine.pixels.cutout import MAX_AREA_PX, context_box, tightened


def scene(size: int = 160) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A blue disc with a shadow to its right on a ground of sand; (picture, object, shadow)."""
    rng = np.random.default_rng(4)
    image = np.full((size, size, 3), (200, 180, 150), np.float32) + rng.normal(0, 4, (size, size, 1))
    disc, shadow = np.zeros((2, size, size), np.uint8)
    centre, radius = (size * 7 // 16, size // 2), size // 8
    cv2.circle(disc, centre, radius, 1, -1)
    cv2.ellipse(
        shadow, (centre[0] + radius, centre[1] + radius // 2), (radius, radius // 2), 0, 0, 360, 1, -1
    )
    shadow[disc > 0] = 0
    image[shadow > 0] *= 0.6
    image[disc > 0] = np.array((30, 60, 160)) + rng.normal(0, 4, (int(disc.sum()), 1))
    return np.clip(image, 0, 255).astype(np.uint8), disc > 0, shadow > 0


def rough(size: int) -> np.ndarray:
    mask = np.zeros((size, size), np.uint8)
    cv2.circle(mask, (size // 2, size // 2), size * 5 // 16, 255, -1)
    return mask


@pytest.mark.parametrize("size", [160, int(1.5 * MAX_AREA_PX**0.5)])
def test_the_object_and_its_shadow_stay(size: int) -> None:
    image, disc, shadow = scene(size)
    mask = rough(size)
    found = tightened(image, mask, Job()) > 0
    assert found[disc].all() and found[shadow].mean() > 0.9
    assert found.sum() < 1.5 * (disc | shadow).sum() < 0.7 * np.count_nonzero(mask)


def test_each_part_is_tightened_by_itself() -> None:
    one, disc, _ = scene()
    image, mask = np.concatenate([one, one], axis=1), np.concatenate([rough(160), rough(160)], axis=1)
    found = tightened(image, mask, Job()) > 0
    assert found[:, :160][disc].all() and found[:, 160:][disc].all()
    assert found.sum() < 0.6 * np.count_nonzero(mask)


def test_a_mask_over_all_of_it_stays() -> None:
    image, _, _ = scene()
    mask = np.full((160, 160), 255, np.uint8)
    assert np.array_equal(tightened(image, mask, Job()), mask)


def test_nothing_is_marked_that_was_not() -> None:
    image, _, _ = scene()
    mask = np.zeros((160, 160), np.uint8)
    mask[60:100, 50:75] = 255  # through the middle of the disc
    assert not (tightened(image, mask, Job()) > mask).any()


def test_it_can_be_cancelled() -> None:
    image, _, _ = scene()
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        tightened(image, rough(160), job)


def test_what_has_to_be_seen_stays_in_the_photo() -> None:
    assert context_box(Box(10, 10, 50, 30), Box(0, 0, 80, 80)) == Box(0, 0, 80, 66)
