"""What a colour wand selects."""

from __future__ import annotations

import numpy as np

from engine.pixels.similar import similar_colour


def picture() -> np.ndarray:
    image = np.full((40, 60, 3), (200, 180, 160), np.uint8)
    image[5:15, 5:15] = (40, 60, 80)
    image[20:30, 40:50] = (44, 58, 84)
    return image


def test_only_what_is_connected() -> None:
    found = similar_colour(picture(), (10, 10), 8)
    assert np.count_nonzero(found) == 100 and found[10, 10] == 255 and found[25, 45] == 0


def test_everywhere_in_the_photo() -> None:
    assert np.count_nonzero(similar_colour(picture(), (10, 10), 8, connected=False)) == 200


def test_the_tolerance_is_of_each_channel() -> None:
    assert np.count_nonzero(similar_colour(picture(), (10, 10), 3, connected=False)) == 100
    assert np.count_nonzero(similar_colour(picture(), (10, 10), 4, connected=False)) == 200


def test_a_thin_line_is_selected_and_not_what_lies_beside_it() -> None:
    image = picture()
    image[np.arange(40), np.arange(40)] = 255
    assert np.count_nonzero(similar_colour(image, (20, 20), 8)) == 40
    assert np.count_nonzero(similar_colour(picture(), (0, 0), 8)) == 40 * 60 - 200
