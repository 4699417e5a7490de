from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from engine.photo import Photo
from engine.pixels.mask import Mask
from engine.repair.separation import JPEG_LETTER_REACH_PX, LETTER_REACH_PX, tightened

SIDE = 150


def smooth() -> NDArray[np.uint8]:
    rows, columns = np.mgrid[:SIDE, :SIDE]
    shade = 90 + 25 * np.sin(rows / 17) + 20 * np.cos(columns / 23)
    noise = np.random.default_rng(0).normal(0, 3, (SIDE, SIDE))
    return np.clip((shade + noise)[..., None] * [1.0, 0.8, 0.6], 0, 255).astype(np.uint8)


def letters() -> Mask:
    drawn = np.zeros((SIDE, SIDE), np.uint8)
    cv2.putText(drawn, "Photo", (10, 90), cv2.FONT_HERSHEY_SIMPLEX, 1.4, 255, 5)
    return drawn


def lettered(opacity: float) -> Photo:
    cover = (letters()[..., None] > 0) * opacity
    return Photo(np.rint(smooth() * (1 - cover) + 230 * cover).astype(np.uint8))


@pytest.mark.parametrize("opacity", [0.6, 1.0])
def test_gaps_between_letters_are_not_filled(opacity: float) -> None:
    mask = cv2.dilate(letters(), np.ones((15, 15), np.uint8))
    result = tightened(lettered(opacity), mask, mask)
    near = cv2.dilate(letters(), np.ones((2 * LETTER_REACH_PX + 3,) * 2, np.uint8)) > 0
    assert result[letters() > 0].all() and not result[~near].any()
    assert np.count_nonzero(result) < 0.75 * np.count_nonzero(mask)


@pytest.mark.parametrize(("format", "reach"), [("PNG", LETTER_REACH_PX), ("JPEG", JPEG_LETTER_REACH_PX)])
def test_traces_around_letters_are_filled_too_and_those_of_jpeg_farther(format: str, reach: int) -> None:
    mask = cv2.dilate(letters(), np.ones((15, 15), np.uint8))
    photo = lettered(1.0)
    photo.origin = replace(photo.origin, format=format)
    result = tightened(photo, mask, mask)
    near, beyond = (
        cv2.dilate(letters(), np.ones((2 * (reach + more) + 1,) * 2, np.uint8)) > 0 for more in (-1, 1)
    )
    assert result[near].all() and not result[~beyond].any()
    assert not result[mask == 0].any()


def test_where_letters_cannot_be_told_the_mask_stays() -> None:
    pixels = np.random.default_rng(1).integers(0, 255, (SIDE, SIDE, 3), np.uint8)
    mask = cv2.dilate(letters(), np.ones((9, 9), np.uint8))
    assert np.array_equal(tightened(Photo(pixels), mask, mask), mask)


def test_only_lettering_is_tightened() -> None:
    mask = cv2.dilate(letters(), np.ones((15, 15), np.uint8))
    assert np.array_equal(tightened(lettered(1.0), mask, np.zeros_like(mask)), mask)
