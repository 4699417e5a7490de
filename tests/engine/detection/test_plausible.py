"""A find that is too large for its kind is doubtful: shown, and filled only where a person says so."""

from __future__ import annotations

import numpy as np
import pytest

from engine.detection.plausible import TOO_BROAD, TOO_LARGE, doubt
from engine.detection.result import Detection
from engine.models.detector import Kind

DROP = Kind("raindrops", "Raindrops", largest_part_share=0.02)
TEXT = Kind("text", "Text", largest_disc_share=0.03)
SIDE = 100


def square(side: int) -> np.ndarray:
    shape = np.zeros((SIDE, SIDE), bool)
    shape[5 : 5 + side, 5 : 5 + side] = True
    return shape


@pytest.mark.parametrize(("side", "why"), [(14, ""), (15, TOO_LARGE)])
def test_a_drop_has_a_largest_size(side, why) -> None:
    assert doubt(square(side), DROP, SIDE * SIDE) == why


def test_many_small_drops_are_no_large_one() -> None:
    shape = np.zeros((SIDE, SIDE), bool)
    shape[::4, ::4] = True
    assert doubt(shape, DROP, SIDE * SIDE) == ""


def test_long_lines_are_not_broad_and_a_patch_is() -> None:
    lines = np.zeros((SIDE, SIDE), bool)
    lines[::10] = lines[1::10] = True
    assert doubt(lines, TEXT, SIDE * SIDE) == ""
    assert doubt(square(30), TEXT, SIDE * SIDE) == TOO_BROAD


def test_a_kind_without_a_limit_may_be_of_any_size() -> None:
    assert doubt(square(90), Kind("taught", "Taught"), SIDE * SIDE) == ""


def test_an_implausible_find_is_not_sure_and_can_be_picked() -> None:
    confidence = np.where(square(30), 255, 0).astype(np.uint8)[None]
    finds = Detection("toy", (TEXT,), confidence).finds()
    (one,) = finds.found
    assert not one.sure and one.doubt == TOO_BROAD and finds.implausible == (one,)
    assert not finds.mask().any() and np.count_nonzero(finds.mask(picked=[one.number])) == 900
