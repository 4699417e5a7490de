from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from engine.detection.result import Detection
from engine.models.detector import Kind
from engine.photo import Photo
from engine.pixels.mask import Mask
from engine.repair.blind import Search, fill_found
from engine.repair.drops import MAX_RIM_PX, with_rims

SIDE, RADIUS = 90, 14


def away() -> NDArray[np.float64]:
    """The distance of each pixel to the centre of the drop."""
    y, x = np.mgrid[:SIDE, :SIDE]
    return np.hypot(y - 45, x - 45)


def drop_with_rim(rim_px: int, light: int) -> tuple[Photo, Mask]:
    """A grey photo with grain and a drop, whose rim of so many px the mask leaves out."""
    pixels = 110 + np.random.default_rng(0).normal(0, 4, (SIDE, SIDE, 1)) + np.zeros(3)
    pixels[away() <= RADIUS + rim_px] = 110 + light
    pixels[away() <= RADIUS] = 90
    mask = np.where(away() <= RADIUS, np.uint8(255), np.uint8(0))
    return Photo(pixels.astype(np.uint8)), mask


@pytest.mark.parametrize("rim_px", [1, 3, 5])
@pytest.mark.parametrize("light", [60, -50])
def test_the_mask_covers_the_rim_and_little_more(rim_px: int, light: int) -> None:
    photo, mask = drop_with_rim(rim_px, light)
    grown = with_rims(photo, mask, mask)
    assert grown[away() <= RADIUS + rim_px].all()
    assert not grown[away() > RADIUS + rim_px + 1.5].any()


def test_without_a_rim_the_mask_stays() -> None:
    photo, mask = drop_with_rim(0, 0)
    assert np.array_equal(with_rims(photo, mask, mask), mask)


def test_a_rim_has_an_end() -> None:
    photo, mask = drop_with_rim(MAX_RIM_PX + 8, 60)
    assert not with_rims(photo, mask, mask)[away() > RADIUS + MAX_RIM_PX + 1.5].any()


def test_small_drops_do_not_merge() -> None:
    pixels = 110 + np.random.default_rng(0).normal(0, 4, (SIDE, SIDE, 1)) + np.zeros(3)
    mask = np.zeros((SIDE, SIDE), np.uint8)
    for x in range(8, SIDE, 14):
        cv2.circle(pixels, (x, 45), 7, (170, 170, 170), -1)  # Their rims touch.
        cv2.circle(mask, (x, 45), 3, 255, -1)
    grown = with_rims(Photo(pixels.astype(np.uint8)), mask, mask)
    assert cv2.connectedComponents(grown)[0] == cv2.connectedComponents(mask)[0]


@pytest.mark.parametrize(("kind", "grows"), [("raindrops", True), ("scratches", False)])
def test_a_blind_repair_widens_drops_alone(kind: str, grows: bool) -> None:
    photo, mask = drop_with_rim(3, 60)
    detection = Detection("fake", (Kind("other", "Other"), Kind(kind, "Kind")), np.stack([mask * 0, mask]))
    done = fill_found(photo, Search(detection, mask, mask), "telea")
    assert done.repair is not None
    done.repair.apply(photo)
    wide = cv2.dilate(mask, np.ones((3, 3), np.uint8))
    assert (photo.pixels[(away() <= RADIUS + 3) & (wide == 0)].max() < 130) == grows
