"""What a comparison looks at first: the largest group of marks."""

from __future__ import annotations

import numpy as np
import pytest

from engine.pixels.box import Box
from engine.pixels.largest_part import largest_part


def marked(shape: tuple[int, int], *boxes: Box) -> np.ndarray:
    mask = np.zeros(shape, np.uint8)
    for box in boxes:
        mask[box.slices] = 255
    return mask


@pytest.mark.parametrize("corner", [(0, 0), (116, 0), (0, 156), (116, 156), (60, 80)])
def test_a_small_mark_is_found_also_at_the_border(corner: tuple[int, int]) -> None:
    top, left = corner
    box = Box(left, top, left + 4, top + 4)
    assert largest_part(marked((120, 160), box)) == box


def test_the_largest_of_those_far_apart() -> None:
    small, large = Box(8, 8, 20, 20), Box(100, 80, 140, 100)
    assert largest_part(marked((120, 160), small, large)) == large


def test_marks_near_to_each_other_are_one() -> None:
    first, second, far = Box(8, 8, 20, 20), Box(24, 8, 30, 20), Box(100, 80, 112, 92)
    assert largest_part(marked((120, 160), first, second, far)) == first | second


def test_in_a_large_photo_it_holds_all_of_the_marks() -> None:
    large = Box(3001, 2003, 3407, 2209)
    found = largest_part(marked((3000, 4000), Box(100, 100, 140, 140), large))
    assert found & large == large and found.area < 1.2 * large.area
