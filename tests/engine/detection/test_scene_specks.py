"""Light round specks all over are of the scene; hairs or dark specks among them make them dust."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from engine.detection.plausible import SCENE_DOUBTS, SCENE_SPECKS
from engine.detection.result import Detection
from engine.detection.scene_specks import are_of_scene
from engine.models.detector import Kind

SIDE_PX, GREY = 160, 0.4


def specks(levels: list[float], hairs: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """A grey picture with a round speck of each level, and hairs lighter than it; and the finds."""
    image = np.full((SIDE_PX, SIDE_PX, 3), GREY, np.float32)
    found = np.zeros((SIDE_PX, SIDE_PX), np.uint8)
    for number, level in enumerate(levels):
        at = (12 + 18 * (number % 8), 12 + 18 * (number // 8))
        cv2.circle(image, at, 2, (level,) * 3, -1)
        cv2.circle(found, at, 2, 255, -1)
    for number in range(hairs):
        ends = (10, 110 + 8 * number), (60, 113 + 8 * number)
        cv2.line(image, *ends, (0.9,) * 3)
        cv2.line(found, *ends, 255)
    return image, found


@pytest.mark.parametrize(
    ("levels", "hairs", "expected"),
    [
        ([0.9] * 24, 0, True),
        ([0.9] * 10, 0, False),
        ([0.9] * 24, 3, False),
        ([0.9] * 20 + [0.1] * 4, 0, False),
        ([0.1] * 24, 0, False),
    ],
    ids=["snow", "few", "hairs among them", "dark ones among them", "dark"],
)
def test_many_specks_are_of_the_scene_where_all_are_light_and_round(levels, hairs, expected) -> None:
    image, found = specks(levels, hairs)
    assert are_of_scene(lambda box: image[box.slices], found) is expected


def test_specks_of_the_scene_are_doubtful_finds() -> None:
    _, found = specks([0.9] * 24)
    scene = np.where(found > 0, np.uint8(SCENE_DOUBTS.index(SCENE_SPECKS)), np.uint8(0))
    finds = Detection("x", (Kind("scratches", "Scratches", thin=True),), found[None], scene=scene).finds()
    assert {find.doubt for find in finds.found} == {SCENE_SPECKS} and not finds.mask().any()
