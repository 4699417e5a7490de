"""Thin finds that are lines of the scene, such as poles and mouldings, are doubtful; scratches are not."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from engine.detection.plausible import SCENE_DOUBTS, SCENE_LINE
from engine.detection.result import Detection
from engine.detection.scene_lines import scene_lines
from engine.models.detector import Kind

SIDE_PX = 160
THIN_KIND = Kind("scratches", "Scratches", thin=True)


def ground() -> np.ndarray:
    """A photo without lines: smooth noise."""
    noise = np.random.default_rng(3).random((SIDE_PX, SIDE_PX), np.float32)
    noise = cv2.GaussianBlur(noise, (0, 0), 5)
    return np.repeat(0.4 + 2 * (noise - noise.mean())[..., None], 3, 2)


def drawn(image: np.ndarray, *points: tuple[int, int], value: float = 0.9) -> None:
    cv2.polylines(image, [np.array(points, np.int32)], False, (value,) * 3, 2)


def found_along(*lines: tuple[tuple[int, int], ...]) -> np.ndarray:
    plane = np.zeros((SIDE_PX, SIDE_PX), np.uint8)
    for points in lines:
        cv2.polylines(plane, [np.array(points, np.int32)], False, 255, 2)
    return plane


def flagged(image: np.ndarray, found: np.ndarray) -> float:
    """The share of what was found that is a line of the scene."""
    lines = scene_lines(lambda box: image[box.slices].astype(np.float32), found)
    return 0.0 if lines is None else float(lines[found > 0].mean())


@pytest.mark.parametrize(
    "points", [((30, 40), (110, 75)), ((80, 30), (80, 120)), ((30, 40), (70, 60), (120, 50))]
)
def test_a_scratch_ends_where_the_find_does(points) -> None:
    image = ground()
    drawn(image, *points)
    assert flagged(image, found_along(points)) == 0


@pytest.mark.parametrize("value", [0.9, 0.05])
def test_a_pole_runs_on_where_the_find_ends(value) -> None:
    image = ground()
    drawn(image, (80, 20), (80, 140), value=value)
    assert flagged(image, found_along(((80, 20), (80, 90)))) == 1


def test_a_line_that_runs_on_as_an_edge_is_of_the_scene() -> None:
    image = ground()
    image[90:, 80:] += 0.3
    drawn(image, (80, 30), (80, 90))
    assert flagged(image, found_along(((80, 30), (80, 90)))) == 1


def test_a_bent_line_must_run_on_beyond_both_ends() -> None:
    bent = ((40, 80), (60, 80), (80, 70), (100, 80), (120, 80))
    one_end, both_ends = ground(), ground()
    drawn(one_end, (10, 80), *bent)
    drawn(both_ends, (10, 80), *bent, (150, 80))
    assert flagged(one_end, found_along(bent)) == 0
    assert flagged(both_ends, found_along(bent)) == 1


def test_a_line_beside_a_parallel_edge_is_of_the_scene() -> None:
    image = ground()
    image[:, 95:] += 0.3
    drawn(image, (80, 30), (80, 120))
    assert flagged(image, found_along(((80, 30), (80, 120)))) == 1


def test_specks_are_no_lines() -> None:
    image, found = ground(), np.zeros((SIDE_PX, SIDE_PX), np.uint8)
    for at in range(20, 140, 12):
        cv2.circle(image, (at, at), 3, (0.9,) * 3, -1)
        cv2.circle(found, (at, at), 3, 255, -1)
    assert scene_lines(lambda box: image[box.slices].astype(np.float32), found) is None


def test_where_most_thin_finds_are_of_the_scene_all_are() -> None:
    image = ground()
    scratch, poles = ((20, 150), (60, 130)), [((x, 20), (x, 70)) for x in (30, 80, 130)]
    drawn(image, *scratch)
    for (x, top), _ in poles:
        drawn(image, (x, top), (x, 110))
    assert flagged(image, found_along(scratch, poles[0])) < 1
    assert flagged(image, found_along(scratch, *poles)) == 1


def test_a_line_of_the_scene_is_a_doubtful_find_of_its_own() -> None:
    """Also where it was found wider, at another sensitivity."""
    pole, scratch = found_along(((80, 20), (80, 90))), found_along(((20, 30), (50, 60)))
    confidence = np.maximum(np.maximum(pole, scratch), cv2.dilate(pole, np.ones((3, 3), np.uint8)) // 3)
    detection = Detection(
        "x",
        (THIN_KIND,),
        confidence[None],
        scene=np.where(pole > 0, np.uint8(SCENE_DOUBTS.index(SCENE_LINE)), np.uint8(0)),
    )
    for sensitivity in (0.5, 0.8):
        finds = detection.finds(sensitivity)
        (line,) = finds.implausible
        assert line.doubt == SCENE_LINE and not line.sure
        assert np.array_equal(finds.mask() > 0, scratch > 0)
        assert np.count_nonzero(finds.mask(picked=[line.number])) == np.count_nonzero(scratch) + line.area


def test_short_finds_beside_a_line_of_the_scene_are_parts_of_it() -> None:
    image = ground()
    drawn(image, (80, 20), (80, 140))
    beside, away = ((81, 94), (81, 100)), ((120, 100), (120, 106))
    assert flagged(image, found_along(((80, 20), (80, 90)), beside)) == 1
    assert flagged(image, found_along(((80, 20), (80, 90)), away)) < 1


def test_a_scratch_across_the_whole_photo_does_not_run_on() -> None:
    image = ground()
    drawn(image, (80, 0), (80, SIDE_PX))
    assert flagged(image, found_along(((80, 0), (80, SIDE_PX)))) == 0
