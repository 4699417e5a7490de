"""What repeats of a plane owe: a part that shows the same in perspective, and none where nothing repeats."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from engine.exemplar.completion import Settings, complete
from engine.exemplar.repeats import find_repeat
from engine.job import Job

SIDE_PX = 160
HOLE = np.zeros((SIDE_PX, SIDE_PX), np.uint8)
HOLE[64:104, 60:106] = 1
KNOWN = (1 - HOLE).astype(np.uint8)


def wall(*, light: float = 0.0) -> NDArray[np.float32]:
    """Windows on an even wall that recedes to the right, in light that falls off downwards."""
    plane = np.full((480, 480, 3), 0.6, np.float32)
    for top in range(8, 480, 40):
        for left in range(8, 480, 40):
            plane[top : top + 22, left : left + 16] = (0.15, 0.2, 0.3)
            plane[top : top + 22, left + 7 : left + 9] = 0.8
    near = np.array([(0, 0), (480, 0), (480, 480), (0, 480)], np.float32)
    seen = np.array([(-30, -60), (190, -10), (190, 170), (-30, 230)], np.float32)
    matrix = cv2.getPerspectiveTransform(near, seen)
    picture = cv2.warpPerspective(plane, matrix, (SIDE_PX, SIDE_PX), flags=cv2.INTER_AREA)
    noise = np.random.default_rng(2).normal(0, 0.005, picture.shape)
    return (picture + noise - light * np.linspace(0, 1, SIDE_PX)[:, None, None]).astype(np.float32)


def emptied(picture: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.where(HOLE[..., None] > 0, np.float32(0.5), picture)


def error(filled: NDArray[np.float32], picture: NDArray[np.float32]) -> float:
    return float(np.sqrt(((filled - picture)[HOLE > 0] ** 2).mean()))


def test_the_part_found_shows_the_hole() -> None:
    picture = wall()
    repeat = find_repeat(emptied(picture), HOLE, HOLE, KNOWN)
    assert repeat is not None
    assert repeat.agreement > 0.95
    assert error(repeat.brought(picture, HOLE.shape), picture) < 0.06


def test_it_is_sheared_as_the_wall_is_seen() -> None:
    repeat = find_repeat(emptied(wall()), HOLE, HOLE, KNOWN)
    assert repeat is not None
    assert 0.05 < abs(repeat.matrix[1, 0]) < 0.3


def test_nothing_is_taken_that_may_not_be_copied() -> None:
    usable = KNOWN.copy()
    usable[:, :60] = usable[:, 106:] = 0
    assert find_repeat(emptied(wall()), HOLE, HOLE, usable) is None


@pytest.mark.parametrize("blur", [0.0, 3.0])
def test_nothing_repeats_in_noise(blur: float) -> None:
    noise = np.random.default_rng(1).random((SIDE_PX, SIDE_PX, 3)).astype(np.float32)
    picture = cv2.GaussianBlur(noise, (0, 0), blur) if blur else noise
    assert find_repeat(emptied(picture), HOLE, HOLE, KNOWN) is None


def test_nothing_repeats_on_an_even_ground() -> None:
    assert find_repeat(np.full((SIDE_PX, SIDE_PX, 3), 0.4, np.float32), HOLE, HOLE, KNOWN) is None


def test_windows_behind_an_object_stand_in_their_row() -> None:
    picture = wall(light=0.2)
    with_repeats, without = (
        complete(emptied(picture), HOLE, KNOWN, Settings(structure=structure), Job())
        for structure in (True, False)
    )
    assert error(with_repeats, picture) < 0.06
    assert error(with_repeats, picture) < 0.5 * error(without, picture)


def test_another_try_is_another_fill() -> None:
    picture = wall()
    first, second = (complete(emptied(picture), HOLE, KNOWN, Settings(seed=seed), Job()) for seed in (0, 1))
    assert np.abs(first - second)[HOLE > 0].max() > 0.1
