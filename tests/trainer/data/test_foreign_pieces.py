"""Pieces of other photos: the truth is where the photo changed, and one way of drawing is never learnt."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from trainer.data.foreign_pieces import HELD_OUT_SHAPES, LEARNT_SHAPES, ForeignPiecesBatch
from trainer.data.photos import Photos

SIDE = 64


@pytest.fixture(scope="module")
def photos() -> Photos:
    rng = np.random.default_rng(0)
    pixels = tuple(np.full((160, 200, 3), rng.integers(30, 220, 3), np.uint8) for _ in range(6))
    return Photos(tuple(Path(f"{number}.jpg") for number in range(6)), pixels)


def test_no_batch_for_training_draws_what_is_held_out() -> None:
    assert not {draw for draw, _ in HELD_OUT_SHAPES} & {draw for draw, _ in LEARNT_SHAPES}
    assert ForeignPiecesBatch(batch=1, crop=SIDE).shapes == LEARNT_SHAPES


@pytest.mark.parametrize("draw", [draw for draw, _ in (*LEARNT_SHAPES, *HELD_OUT_SHAPES)])
def test_each_way_of_drawing_covers_a_part(draw) -> None:
    shares = [float(draw(SIDE, np.random.default_rng(seed)).mean()) for seed in range(12)]
    assert 0.01 < np.median(shares) < 0.5
    assert all(0 <= share < 1 for share in shares)


def test_truth_is_where_the_photo_changed(photos) -> None:
    drawn = ForeignPiecesBatch(batch=12, crop=SIDE, sound_share=0)(photos, np.random.default_rng(1))
    assert drawn["image"].shape == (12, 3, SIDE, SIDE) and drawn["truth"].shape == drawn["judged"].shape
    assert 0.02 < drawn["truth"].mean() < 0.5
    assert ((drawn["judged"] == 0) | (drawn["judged"] == 1)).all()


def test_sound_crops_have_no_truth(photos) -> None:
    drawn = ForeignPiecesBatch(batch=4, crop=SIDE, sound_share=1)(photos, np.random.default_rng(1))
    assert not drawn["truth"].any() and drawn["judged"].all()
