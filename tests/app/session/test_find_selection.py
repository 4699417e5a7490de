"""From a detection to the mask, and what a person decided of finds."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from app.session.find_selection import FindSelection, levels_of, looked_up, marked
from engine.detection.result import Detection
from engine.models.detector import Kind
from engine.photo import Photo

WORD, FAINT, SCRATCH = np.s_[10:20, 10:30], np.s_[10:20, 60:80], np.s_[40:43, 10:60]
STROKE = np.s_[50:55, 70:75]  # painted by hand


@pytest.fixture
def detection() -> Detection:
    """A sure word, a doubtful one and a sure scratch."""
    confidence = np.zeros((2, 60, 100), np.uint8)
    confidence[0][WORD], confidence[0][FAINT], confidence[1][SCRATCH] = 250, 100, 220
    return Detection("x", (Kind("text", "Text"), Kind("scratches", "Scratches")), confidence)


@pytest.fixture
def painted() -> np.ndarray:
    mask = np.zeros((60, 100), np.uint8)
    mask[STROKE] = 255
    return mask


def snapshot(mask: np.ndarray) -> SimpleNamespace:
    """Of a document with this mask."""
    return SimpleNamespace(photo=Photo(np.full((60, 100, 3), 90, np.uint8)), mask=mask)


def whole(mask: np.ndarray, place) -> bool:
    return bool((mask[place] == 255).all())


def test_what_is_sure_is_marked_beside_what_was_painted(detection: Detection, painted) -> None:
    mask = marked(snapshot(painted), detection, FindSelection(), None, anew=True).mask
    assert whole(mask, WORD) and whole(mask, SCRATCH) and whole(mask, STROKE)
    assert not mask[FAINT].any()


def test_only_the_kind_that_is_wanted_is_marked(detection: Detection, painted) -> None:
    mask = marked(snapshot(painted), detection, FindSelection(kinds=("scratches",)), None, anew=True).mask
    assert whole(mask, SCRATCH) and not mask[WORD].any()


def test_a_kind_that_nobody_tells_apart_is_anything(detection: Detection) -> None:
    assert len(FindSelection(kinds=("graffiti",)).finds(detection).found) == 3


def test_what_is_doubtful_is_sure_at_a_higher_sensitivity(detection: Detection, painted) -> None:
    first = marked(snapshot(painted), detection, FindSelection(), None, anew=True)
    mask = marked(
        snapshot(first.mask), detection, FindSelection(sensitivity=0.8), first.marks, anew=False
    ).mask
    assert whole(mask, FAINT)


@pytest.mark.parametrize("between", [0.1, 0.5, 0.8])
def test_what_was_dropped_or_picked_outlasts_other_settings(
    detection: Detection, painted, between: float
) -> None:
    found = marked(snapshot(painted), detection, FindSelection(), None, anew=True)
    mask = found.mask.copy()
    mask[WORD] = mask[8:22, 8:32] = 0
    mask[FAINT] = 255
    for sensitivity in (between, 0.5):
        found = marked(
            snapshot(mask), detection, FindSelection(sensitivity=sensitivity), found.marks, anew=False
        )
        mask = found.mask
    assert not mask[WORD].any() and whole(mask, FAINT) and whole(mask, STROKE)


def test_looked_for_anew_all_that_is_sure_is_marked_again(detection: Detection, painted) -> None:
    found = marked(snapshot(painted), detection, FindSelection(), None, anew=True)
    mask = found.mask.copy()
    mask[8:22, 8:32] = 0
    assert whole(marked(snapshot(mask), detection, FindSelection(), found.marks, anew=True).mask, WORD)


def test_looked_up_the_mask_says_which_finds_are_in(detection: Detection, painted) -> None:
    mask = painted.copy()
    mask[WORD] = 255
    marks = looked_up(snapshot(mask), detection, FindSelection()).marks
    assert (marks.chosen, marks.unsure) == (1, 1)


def test_levels_are_ready_to_be_drawn(painted) -> None:
    levels = levels_of(painted)
    assert not levels.behind and np.array_equal(levels.planes[0], painted)
