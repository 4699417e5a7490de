"""Crops of sound photos are drawn around what an earlier state of the network took for damage."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from torch import nn

from trainer.data import photos as photo_folder
from trainer.data.foreign_pieces import ForeignPiecesBatch
from trainer.data.mistakes import MAX_PER_PHOTO, Mistakes, Place, false_finds, mistaken_piece
from trainer.data.photos import Photos
from trainer.data.thin_marks import ThinMarksBatch

SIDE_PX = 64


class Reddest(nn.Module):
    """Takes what is redder than one half for damage."""

    def forward(self, image):
        return 10 * (image[:, :1] - 0.5)


def dotted(*dots: tuple[int, int]) -> np.ndarray:
    pixels = np.zeros((160, 240, 3), np.uint8)
    for row, column in dots:
        pixels[row - 2 : row + 3, column - 2 : column + 3, 0] = 255
    return pixels


def photos(*pixels: np.ndarray) -> Photos:
    return Photos(tuple(Path(f"{number}.png") for number in range(len(pixels))), pixels)


@pytest.fixture
def mistakes() -> Mistakes:
    return Mistakes(Reddest, 16, lambda _: (0.5, 1.0))


def test_every_find_in_a_sound_photo_is_told_by_its_surest_pixel() -> None:
    pixels = dotted((40, 30), (100, 200)) // 4 * 3
    pixels[41, 29, 0], pixels[99, 201, 0] = 255, 230
    finds = false_finds(Reddest(), pixels.astype(np.float32) / np.float32(255))
    assert [(round(logit), row, column) for logit, row, column in finds] == [(5, 41, 29), (4, 99, 201)]


def test_places_lie_at_the_finds_at_each_scale_and_nowhere_else(mistakes) -> None:
    places = mistakes.places(photos(dotted(), dotted((40, 30), (100, 200))))
    assert {place.photo for place in places} == {1} and {place.scale for place in places} == {0.5, 1.0}
    for place in places:
        assert min(abs(place.row - r) + abs(place.column - c) for r, c in ((40, 30), (100, 200))) <= 6


def test_one_photo_does_not_crowd_out_the_others(mistakes) -> None:
    fence = np.zeros((160, 240, 3), np.uint8)
    fence[::8, ::8, 0] = 255
    places = mistakes.places(photos(fence, dotted((80, 80))))
    assert sum(place.photo == 0 for place in places) == MAX_PER_PHOTO
    assert any(place.photo == 1 for place in places)


@pytest.mark.parametrize("corner", [(2, 2), (2, 237), (157, 2), (157, 237), (80, 120)])
def test_a_crop_holds_the_find(corner) -> None:
    shown = photos(dotted(corner))
    for seed in range(8):
        piece = mistaken_piece(shown, Place(0, *corner, 1.0), SIDE_PX, np.random.default_rng(seed))
        assert piece.shape == (SIDE_PX, SIDE_PX, 3) and piece[..., 0].max() > 100


@pytest.mark.parametrize("kind", [ThinMarksBatch, ForeignPiecesBatch])
def test_half_of_the_sound_crops_hold_one(kind, mistakes) -> None:
    batch = kind(batch=64, crop=SIDE_PX, sound_share=1, mistakes=mistakes)
    drawn = batch(photos(np.full((160, 240, 3), 30, np.uint8), dotted((80, 120))), np.random.default_rng(0))
    assert not drawn["truth"].any()
    spread = np.asarray(drawn["image"]).std((1, 2, 3))
    assert 16 <= np.count_nonzero(spread > np.median(spread)) <= 48


def test_a_piece_without_a_place_lies_anywhere() -> None:
    rows = np.repeat(np.arange(160, dtype=np.uint8)[:, None, None], 240, 1).repeat(3, 2)
    tops = {
        int(photo_folder.piece(rows, SIDE_PX, np.random.default_rng(seed), turn=False)[0, 0, 0])
        for seed in range(40)
    }
    assert min(tops) < 20 and max(tops) > 76
