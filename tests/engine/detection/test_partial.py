"""Shares lost, told as confidence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch

from engine.detection.partial import confidence, lost_share
from engine.detection.run import detect
from engine.errors import MaskFull
from engine.models.detector import Detector
from engine.models.method import Array, MethodInfo, SizeRule
from engine.photo import Photo
from engine.repair.blind import to_fill
from engine.repair.find_areas import dilated_finds
from engine.repair.run import repair


@pytest.mark.parametrize("begins", [0.06, 0.5])
def test_damage_begins_at_a_half(begins):
    share = torch.tensor([0.0, begins, 1.0])
    assert confidence(share, begins).tolist() == pytest.approx([0, 0.5, 1])


def test_a_stored_confidence_gives_its_share_back():
    share = np.linspace(0, 1, 101, dtype=np.float32)
    stored = np.rint(confidence(torch.from_numpy(share), 0.06).numpy() * 255).astype(np.uint8)
    assert np.abs(lost_share(stored, 0.06) / 255 - share).max() < 0.006


class Shares(Detector):
    """Says that the left half lost a fifth, the right half a hundredth."""

    info = MethodInfo(
        id="shares", title="-", year=2000, paper="-", purpose="-", limits="-", holes="any", blind=True
    )
    partial_damage_threshold = 0.06

    def find(self, image: Array, *_: object) -> Array:
        share = torch.full((1, *image.shape[:2]), 0.01)
        share[..., : image.shape[1] // 2] = 0.2
        return np.asarray(confidence(share, self.partial_damage_threshold).numpy())


def test_a_detector_of_shares_marks_what_lost_enough_and_tells_how_much(photo: Photo) -> None:
    found = detect(photo, Shares())
    assert np.array_equal(np.unique(found.mask()), [0, 255]) and (found.mask()[:, :40] == 255).all()
    assert abs(int(found.lost_share()[0, 0]) - 51) <= 1 and not found.lost_share()[:, 40:].any()
    assert found.lost_share(0.99)[0, -1] in (2, 3)


def test_a_soft_method_is_given_shares_and_any_other_the_finds(
    photo: Photo, told: Callable[..., Any]
) -> None:
    found = detect(photo, Shares())
    soft, hard = told(None, soft=True), told(None)
    assert np.array_equal(to_fill(found, soft), found.lost_share())
    assert np.array_equal(to_fill(found, hard), dilated_finds(found.mask(), found.exact_edges))
    assert np.array_equal(to_fill(found, None), dilated_finds(found.mask(), found.exact_edges))


def test_a_photo_damaged_all_over_is_repaired_where_something_is_left(
    photo: Photo, told: Callable[..., Any]
) -> None:
    everywhere = np.full((photo.height, photo.width), 100, np.uint8)
    half = told(lambda request: np.zeros_like(request.image), soft=True)
    before = photo.pixels.astype(int)
    repair(photo, everywhere, half).apply(photo)
    assert half.requests[0].mask.max() == pytest.approx(100 / 255)
    assert np.abs(photo.pixels - before * (155 / 255)).max() <= 0.51
    with pytest.raises(MaskFull):
        repair(photo, np.full_like(everywhere, 255), half)
    with pytest.raises(MaskFull):
        repair(photo, everywhere, told(None))


@pytest.mark.parametrize(("share", "in_tiles"), [(100, True), (255, False)])
def test_a_large_photo_that_is_partly_lost_goes_in_tiles(
    share: int, in_tiles: bool, told: Callable[..., Any]
) -> None:
    """Scaled down, noise would go with what is under it; a hole has nothing under it."""
    large = Photo(np.zeros((200, 200, 3), np.uint8))
    mask = np.full((200, 200), share, np.uint8)
    mask[0] = 0
    method = told(
        lambda request: request.image, soft=True, size=SizeRule(most=128), context=0.0, context_least=8
    )
    assert (repair(large, mask, method).calls > 1) is in_tiles
