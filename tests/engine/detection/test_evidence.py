"""Finds count where the photo as a whole bears them out."""

from __future__ import annotations

import numpy as np
import pytest

from engine.detection.detectors.raindrops import DETECTOR as RAINDROPS
from engine.detection.detectors.thin_marks import DETECTOR as THIN_MARKS
from engine.detection.evidence import (
    COUNTED_AREA_PX,
    MAX_MARKS,
    MIN_JUDGED_FINDS,
    halve_unless_damaged,
    halve_unless_seen,
    halve_unless_spread,
    halve_where_another,
)
from engine.models.detector import Evidence
from engine.networks.thin_marks import EVIDENCE_STEPS

EVIDENCE = (Evidence(1, 1.0, kept_from=0.8), Evidence(4, 0.9, kept_from=0.6))


def finds(*confidences: float, side: int = 40) -> np.ndarray:
    """A find of two pixels for each confidence, whose second pixel is less sure."""
    plane = np.zeros((side, side), np.uint8)
    for number, confidence in enumerate(confidences):
        row, column = 2 * (number // 10), 4 * (number % 10)
        plane[row, column] = round(255 * confidence)
        plane[row, column + 1] = 130
    return plane


def kept(plane: np.ndarray, searched_px: int | None = None) -> int:
    """How many of the finds still count.  searched_px: the photo's area is None."""
    judged = plane.copy()
    halve_unless_damaged(judged, EVIDENCE, plane.size if searched_px is None else searched_px)
    assert ((judged == plane) | (judged == plane // 2)).all()
    return int(np.count_nonzero(judged[:, ::4] >= 128))


@pytest.mark.parametrize(
    ("confidences", "count"),
    [
        ((), 0),
        ((0.99,) * 3, 0),  # Three likely finds may be the scene's.
        ((0.9,) * 4, 4),
        ((0.9,) * 4 + (0.7, 0.59), 5),  # The last is below what four likely finds bear out.
        ((1.0, 0.79, 0.8), 2),  # A certain find bears out itself and what is nearly as sure.
        ((1.0, 0.9, 0.9, 0.9, 0.7), 5),
    ],
)
def test_many_likely_finds_are_evidence_as_one_certain_is(confidences, count) -> None:
    assert kept(finds(*confidences)) == count


def test_a_large_photo_needs_more_likely_finds_but_no_more_certain_ones() -> None:
    side = 2 * round(COUNTED_AREA_PX**0.5)
    assert kept(finds(*(0.9,) * 7, side=side)) == 0
    assert kept(finds(*(0.9,) * 8, side=side)) == 8
    assert kept(finds(1.0, side=side)) == 1


def test_a_large_photo_that_is_searched_reduced_needs_no_more_finds_than_a_small_one() -> None:
    side = 2 * round(COUNTED_AREA_PX**0.5)
    assert kept(finds(*(0.9,) * 4, side=side), searched_px=COUNTED_AREA_PX) == 4


@pytest.mark.parametrize(("confidence", "is_kept"), [(0.95, False), (1.0, True)])
def test_an_uncertain_find_that_is_much_broader_than_the_others_is_not_kept(confidence, is_kept) -> None:
    plane = finds(*(0.9,) * 4)
    plane[20:36, 20:36] = round(255 * confidence)
    halve_unless_damaged(plane, EVIDENCE, plane.size)
    assert (plane[28, 28] >= 128) == is_kept
    assert plane[0, 0] >= 128


@pytest.mark.parametrize(("count", "is_kept"), [(MAX_MARKS, True), (MAX_MARKS + 1, False)])
def test_a_sky_full_of_stars_is_no_dusty_photo(count, is_kept) -> None:
    plane = np.zeros((120, 240), np.uint8)
    plane[::3, ::3].flat[:count] = 255
    halve_unless_damaged(plane, EVIDENCE, plane.size)
    assert (plane.max() == 255) == is_kept


def test_all_pixels_of_a_find_share_its_fate() -> None:
    plane = finds(1.0, 0.7)
    halve_unless_damaged(plane, EVIDENCE, plane.size)
    assert plane[0, :2].tolist() == [255, 130] and plane[0, 4:6].tolist() == [89, 65]


def test_the_detectors_ask_for_what_their_networks_are_calibrated_for() -> None:
    asked = [(one.finds, one.confidence) for one in THIN_MARKS.evidence]
    assert tuple(asked[: len(EVIDENCE_STEPS)]) == EVIDENCE_STEPS
    # What keeps more finds asks for more than that, so that no further sound photo has evidence.
    assert all(
        any(finds >= least and confidence >= sure for least, sure in EVIDENCE_STEPS)
        for finds, confidence in asked[len(EVIDENCE_STEPS) :]
    )
    assert tuple((one.finds, one.confidence) for one in RAINDROPS.evidence) == EVIDENCE_STEPS[1:]


@pytest.mark.parametrize(
    ("width", "height", "is_kept"),
    [(1.0, 1.0, True), (1.0, 0.85, True), (0.45, 0.45, False), (1.0, 0.2, False)],
)
def test_finds_in_one_part_of_the_photo_are_of_the_scene(width, height, is_kept) -> None:
    plane = np.zeros((200, 300), np.uint8)
    for x, y in np.random.default_rng(0).random((60, 2)) * (300 * width, 200 * height):
        plane[int(y), int(x)] = 200
    halve_unless_spread(plane)
    assert plane.max() == (200 if is_kept else 100)


@pytest.mark.parametrize(("dusty", "is_kept"), [(0, True), (5, True), (6, False), (10, False)])
def test_drops_of_which_most_hold_dust_are_dust(dusty, is_kept) -> None:
    drops = finds(*(0.9,) * 10)
    dust = np.zeros_like(drops)
    dust[0, 1 : 4 * dusty : 4] = 200
    halve_where_another(drops, dust)
    assert drops[0, 0] == (round(255 * 0.9) if is_kept else round(255 * 0.9) // 2)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_few_finds_lie_nowhere_in_particular(count) -> None:
    plane = np.zeros((200, 300), np.uint8)
    plane[10, 10:290:150][:count] = 200
    before = plane.copy()
    halve_unless_spread(plane)
    assert np.array_equal(plane, before)


@pytest.mark.parametrize(("specialist", "is_kept"), [(0.0, False), (0.2, False), (0.26, True), (0.9, True)])
def test_a_find_stays_where_a_specialist_suspects_something_in_it(specialist, is_kept) -> None:
    plane, other = finds(1.0, 1.0), np.zeros((40, 40), np.uint8)
    other[0, 5] = round(255 * specialist)
    halve_unless_seen(plane, other)
    assert plane[0, 0] == 127
    assert plane[0, 4] == (255 if is_kept else 127)


@pytest.mark.parametrize(
    ("count", "suspected", "certain", "is_kept"),
    [
        (MIN_JUDGED_FINDS, 7, False, False),
        (MIN_JUDGED_FINDS, 8, False, True),
        (MIN_JUDGED_FINDS, 7, True, True),
        (MIN_JUDGED_FINDS - 1, 1, False, True),
    ],
)
def test_a_specialist_without_a_certain_find_must_suspect_most(count, suspected, certain, is_kept) -> None:
    plane = np.zeros((40, 40), np.uint8)
    plane[::4, ::4].flat[:count] = 255
    other = plane // 3
    other[::4, ::4].flat[suspected:] = 0
    other[39, 39] = 255 * certain
    halve_unless_seen(plane, other)
    assert (plane[0, 0] == 255) == is_kept
    assert plane[::4, ::4].flat[count - 1] == (255 if suspected == count else 127)


def test_stars_are_no_scratches_even_where_a_specialist_sees_them() -> None:
    plane = np.zeros((120, 240), np.uint8)
    plane[::3, ::3] = 255
    halve_unless_seen(plane, plane.copy())
    assert plane.max() == 127
