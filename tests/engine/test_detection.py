"""What counts as damage, and which marks are one find."""

from __future__ import annotations

import numpy as np
import pytest

from engine.contract import Kind
from engine.detection import Detection

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
