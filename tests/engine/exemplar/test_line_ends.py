"""Lines that enter a hole and have no partner: to the border, to a line that they end at, or nowhere."""

from __future__ import annotations

import cv2
import numpy as np

from engine.exemplar.kernels import Flags
from engine.exemplar.lines import Lines, continued_lines
from engine.models.method import Array

SIDE_PX = 200
SILL_ROW = 120


def wall() -> Array:
    """Dark below SILL_ROW, light above."""
    image = np.full((SIDE_PX, SIDE_PX, 3), 0.7, np.float32)
    image[SILL_ROW:] = 0.2
    return image


def slats(image: Array, bottom: int) -> Array:
    """Dark slats, 20 px apart, from the top down to a row."""
    for left in range(10, SIDE_PX, 20):
        image[:bottom, left : left + 6] = 0.45
    return image


def hole(top: int, bottom: int, left: int, right: int) -> Flags:
    flags = np.zeros((SIDE_PX, SIDE_PX), np.uint8)
    flags[top:bottom, left:right] = 1
    return flags


def found(image: Array, missing: Flags) -> Lines:
    return continued_lines(cv2.GaussianBlur(image, (0, 0), 0.7), missing)


def test_an_edge_goes_on_to_the_border_of_the_picture():
    (course,) = found(wall(), hole(80, 160, 0, 70)).courses
    assert course[:, 0].min() < 1
    assert np.abs(course[:, 1] - (SILL_ROW - 0.5)).max() < 1.5


def test_slats_end_where_others_end():
    lines = found(slats(wall(), SILL_ROW), hole(60, 160, 70, 130))
    upright = [course for course in lines.courses if np.ptp(course[:, 1]) > np.ptp(course[:, 0])]
    assert len(upright) >= 4
    assert all(abs(course[:, 1].max() - SILL_ROW) < 3 for course in upright)


def test_poles_that_pass_the_edge_elsewhere_go_on_to_the_border():
    lines = found(slats(wall(), SIDE_PX), hole(60, SIDE_PX, 70, 130))
    upright = [course for course in lines.courses if np.ptp(course[:, 1]) > np.ptp(course[:, 0])]
    assert len(upright) >= 4
    assert all(course[:, 1].max() > SIDE_PX - 2 for course in upright)


def test_what_stands_alone_at_the_hole_is_not_extended():
    image = wall()
    image[150:, 90:100] = 0.9
    lines = found(image, hole(70, 160, 60, 130))
    assert len(lines.courses) == 1
