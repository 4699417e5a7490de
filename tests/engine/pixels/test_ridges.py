"""A line is followed from one point to another, over grounds of any brightness and through crossings."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from engine.pixels.box import Box
from engine.pixels.ridges import MAX_SEARCH_AREA_PX, Trace, covered, follow, search_box


def ground(height: int = 120, width: int = 200) -> np.ndarray:
    """Soft clouds with grain."""
    rng = np.random.default_rng(8)
    small = rng.uniform(70, 200, (4, 6, 3)).astype(np.float32)
    clouds = cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC)
    return np.clip(clouds + rng.normal(0, 3, clouds.shape), 0, 255).astype(np.uint8)


def wave(xs: np.ndarray) -> np.ndarray:
    return 60 + 25 * np.sin(xs / 25)


def drawn(image: np.ndarray, colour: tuple[int, int, int], thickness: int = 2) -> np.ndarray:
    xs = np.arange(8, image.shape[1] - 8)
    points = np.stack([xs, np.rint(wave(xs))], axis=1).astype(np.int32)
    cv2.polylines(image, [points], False, colour, thickness, cv2.LINE_AA)
    return image


def farthest(trace: Trace) -> float:
    points = np.array(trace.points)
    return float(np.abs(points[:, 1] - 0.5 - wave(points[:, 0] - 0.5)).max())


@pytest.mark.parametrize("colour", [(20, 20, 20), (250, 250, 250), (220, 30, 30)])
def test_a_curve_is_followed(colour) -> None:
    image = drawn(ground(), colour)
    assert farthest(follow(image, (12, float(wave(np.array(12)))), (188, float(wave(np.array(188)))))) <= 3


def test_a_click_beside_the_line_is_on_it() -> None:
    image = drawn(ground(), (20, 20, 20))
    trace = follow(image, (12, float(wave(np.array(12))) + 4), (188, float(wave(np.array(188))) - 4))
    assert farthest(trace) <= 3


def test_it_goes_straight_on_where_another_line_crosses() -> None:
    image = drawn(ground(), (20, 20, 20))
    cv2.line(image, (100, 0), (100, 119), (20, 20, 20), 3, cv2.LINE_AA)
    trace = follow(image, (12, float(wave(np.array(12)))), (188, float(wave(np.array(188)))))
    assert farthest(trace) <= 4


def test_a_wide_line_is_marked_wider() -> None:
    ends = (12, float(wave(np.array(12)))), (188, float(wave(np.array(188))))
    thin, wide = (follow(drawn(ground(), (20, 20, 20), thickness), *ends).width for thickness in (1, 7))
    assert 3 <= thin <= 6 and 7 <= wide <= 13


def test_a_large_photo_is_searched_coarsely_and_then_along_what_was_found() -> None:
    height, width = 400, 900
    assert height * width > MAX_SEARCH_AREA_PX
    image = drawn(ground(height, width), (20, 20, 20), 3)
    trace = follow(image, (12, float(wave(np.array(12)))), (888, float(wave(np.array(888)))))
    assert farthest(trace) <= 4


def test_an_even_ground_gives_about_a_straight_line() -> None:
    trace = follow(np.full((60, 90, 3), 128, np.uint8), (10, 30), (80, 30))
    rows = np.array(trace.points)[:, 1]
    assert np.ptp(rows) <= 13 and len(trace.points) < 100


def test_what_is_searched_holds_both_ends_and_stays_in_the_photo() -> None:
    photo = Box(0, 0, 300, 200)
    box = search_box((5, 190), (280, 100), photo)
    assert box == box & photo and box.left == 0 and box.bottom == 200 and box.right == 300 and box.top < 76


def test_coverage_is_as_wide_as_the_line_and_cut_at_the_border() -> None:
    photo = Box(0, 0, 50, 40)
    box, plane = covered(
        [Trace(((2.0, 20.5), (48.0, 20.5)), 5.0), Trace(((10.5, 0.0), (10.5, 20.0)), 3.0)], photo
    )
    whole = np.zeros((40, 50), np.uint8)
    whole[box.slices] = plane
    assert np.count_nonzero(whole[:, 30]) == 5 and whole[20, 30] == 255
    assert np.count_nonzero(whole[5]) == 3 and box == box & photo
