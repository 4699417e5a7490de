"""Batches with large holes, and how their fills are scored."""

from __future__ import annotations

import numpy as np
import torch

from trainer.data.large_holes import BOX_SHARE, LargeHoles, composite, decibels, held_out, scoring
from trainer.data.thin_holes import Share


def test_a_batch_has_large_holes_of_zeros_and_ones(photos):
    batch = LargeHoles(batch=6, crop=64)(photos, np.random.default_rng(0))
    assert batch["clean"].shape == (6, 3, 64, 64) and batch["mask"].shape == (6, 1, 64, 64)
    shares = batch["mask"].mean((1, 2, 3))
    assert set(np.unique(batch["mask"])) == {0, 1} and (shares >= 0.03).all() and (shares <= 0.5).all()


def test_boxes_keep_their_share_of_a_small_crop(photos):
    mask = LargeHoles(batch=1, crop=64, mix=(BOX_SHARE,))(photos, np.random.default_rng(1))["mask"][0, 0] > 0
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    assert 8 <= len(rows) <= 33 and mask[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].all()


def test_any_crop_shows_whole_masks(photos):
    middle = Share(weight=1, kind="center")
    mask = LargeHoles(batch=1, crop=48, mix=(middle,))(photos, np.random.default_rng(1))["mask"][0, 0]
    assert mask.shape == (48, 48) and mask[12:36, 12:36].all() and mask.mean() == 0.25


def test_the_check_is_the_suite_and_teleas_gain_over_itself_is_none(photos):
    checks = {
        name: {k: torch.from_numpy(v) for k, v in one.items()} for name, one in held_out(photos).items()
    }
    assert checks.keys() == {"disc", "centre", "freeform"}
    assert checks["centre"]["mask"][0, 0, 64:192, 64:192].all() and checks["centre"]["mask"].mean() == 0.25
    same = scoring(lambda _, batch: batch["telea"])(torch.nn.Identity(), checks["disc"])
    truth = scoring(lambda _, batch: batch["clean"])(torch.nn.Identity(), checks["disc"])
    assert same["gain"] == 0 and truth["gain"] > 30


def test_known_pixels_are_those_of_the_photo():
    batch = {"clean": torch.rand(1, 3, 8, 8), "mask": torch.zeros(1, 1, 8, 8)}
    batch["mask"][..., 2:4, 2:4] = 1
    filled = composite(torch.full((1, 3, 8, 8), 2.0), batch)
    assert torch.equal(filled[..., 4:, :], batch["clean"][..., 4:, :]) and (filled[..., 2:4, 2:4] == 1).all()


def test_decibels_are_of_the_hole_alone():
    batch = {"clean": torch.zeros(1, 3, 8, 8), "mask": torch.zeros(1, 1, 8, 8)}
    batch["mask"][..., :4] = 1
    filled = torch.full((1, 3, 8, 8), 0.1)
    filled[..., 4:] = 1
    assert abs(float(decibels(filled, batch)) - 20) < 1e-3
