"""What counts as damage, and which marks are one find."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.detection.result import Detection, threshold
from engine.models.detector import Kind
from engine.pixels.mask import bounds, hardened

KINDS = (Kind("text", "Text"), Kind("scratches", "Scratches"))


@pytest.fixture
def detection() -> Detection:
    """A sure word of two letters with a doubtful rim, a doubtful scratch far off, a sure scratch below."""
    confidence = np.zeros((2, 400, 400), np.uint8)
    confidence[0, 48:64, 48:64] = 90
    confidence[0, 50:60, 50:55] = 200
    confidence[0, 50:60, 57:62] = 255
    confidence[1, 300, 20:200] = 100
    confidence[1, 350, 20:200] = 140
    confidence[0, 350, 20:30] = 130
    return Detection("fake", KINDS, confidence)


def test_letters_near_each_other_are_one_find(detection: Detection) -> None:
    word, scratch, faint = detection.finds().found
    assert (word.area, word.box) == (100, (50, 50, 62, 60))
    assert [find.sure for find in (word, scratch, faint)] == [True, True, False]


def test_a_find_says_kind_and_confidence(detection: Detection) -> None:
    word, scratch, faint = detection.finds().found
    assert [find.kind.id for find in (word, scratch, faint)] == ["text", "scratches", "scratches"]
    assert [round(find.confidence * 255) for find in (word, scratch, faint)] == [255, 140, 100]


def test_the_doubtful_rim_of_a_sure_find_is_no_find(detection: Detection) -> None:
    assert detection.finds().at(48, 48) is None


def test_a_doubtful_speck_is_no_find_and_a_sure_one_is() -> None:
    confidence = np.zeros((1, 90, 90), np.uint8)
    confidence[0, 20, 20:28] = 100  # 8 px
    confidence[0, 60, 20:29] = 100  # 9 px
    confidence[0, 80, 80] = 200
    sure, doubtful = Detection("fake", KINDS[:1], confidence).finds().found
    assert (sure.area, doubtful.area, doubtful.box.top) == (1, 9, 60)


def test_only_sure_finds_that_are_not_dropped_and_picked_ones_are_repaired(detection: Detection) -> None:
    finds = detection.finds()
    assert np.array_equal(finds.mask(), detection.mask())
    mask = finds.mask(dropped={1}, picked={3})
    assert not mask[55, 52]
    assert mask[300, 100] == mask[350, 100] == 255


def test_kinds_and_sensitivity_choose(detection: Detection) -> None:
    assert [find.number for find in detection.finds(kinds={"scratches"}).found] == [1, 2]
    assert [find.sure for find in detection.finds(0.0).found] == [True, False]
    assert all(find.sure for find in detection.finds(0.9).found)
    assert not Detection("fake", KINDS, np.zeros((2, 9, 9), np.uint8)).finds().found


@st.composite
def detections(draw: st.DrawFn) -> Detection:
    """Marks of all levels, here and there."""
    confidence = np.zeros((2, *draw(st.tuples(st.integers(1, 60), st.integers(1, 60)))), np.uint8)
    rng = np.random.default_rng(draw(st.integers(0, 99)))
    for plane in confidence:
        for _ in range(draw(st.integers(0, 6))):
            top, left = (rng.integers(side) for side in plane.shape)
            plane[top : top + rng.integers(1, 9), left : left + rng.integers(1, 9)] = rng.integers(1, 256)
    return Detection("fake", KINDS, confidence)


@given(detection=detections(), sensitivity=st.floats(0, 1))
@settings(max_examples=40)
def test_finds_are_the_mask_cut_into_objects(detection: Detection, sensitivity: float) -> None:
    finds = detection.finds(sensitivity)
    assert np.array_equal(finds.mask(), detection.mask(sensitivity))
    assert [find.number for find in finds.found] == list(range(1, finds.labels.max() + 1))
    for find in finds.found:
        here = finds.labels == find.number
        assert (find.area, find.box) == (np.count_nonzero(here), bounds(here.astype(np.uint8)))
        assert find.confidence == detection.soft()[here].max() / 255
        assert find.sure == (find.confidence * 255 >= threshold(sensitivity))


@given(detection=detections(), less=st.floats(0, 1), more=st.floats(0, 1))
@settings(max_examples=40)
def test_higher_finds_all_that_lower_finds(detection: Detection, less: float, more: float) -> None:
    lower, higher = sorted((less, more))
    assert not (detection.mask(lower) & ~detection.mask(higher)).any()


@given(detection=detections(), sensitivity=st.floats(0, 1))
@settings(max_examples=40)
def test_greys_count_from_128_at_every_sensitivity(detection: Detection, sensitivity: float) -> None:
    greys = detection.soft_mask(sensitivity)
    assert np.array_equal(hardened(greys), detection.mask(sensitivity))
    assert not greys[detection.soft() == 0].any()


def test_greys_are_the_confidence_by_default(detection: Detection) -> None:
    assert np.array_equal(detection.soft_mask(), detection.soft())


def test_kinds_that_a_detector_does_not_know_find_nothing(detection: Detection) -> None:
    assert not detection.finds(kinds={"rust"}).found and not detection.mask(1.0, {"rust"}).any()


def test_marks_far_apart_are_told_apart_in_a_large_photo() -> None:
    confidence = np.zeros((1, 2000, 3000), np.uint8)
    confidence[0, 1000, 1000:1040] = confidence[0, 1012, 1000:1040] = confidence[0, 1000, 1200] = 200
    first, second = Detection("fake", KINDS[:1], confidence).finds().found
    assert (first.area, second.area, second.box) == (80, 1, (1200, 1000, 1201, 1001))
