"""Windows around holes."""

from __future__ import annotations

import torch

from trainer.data.local_windows import anywhere, around, cut


def test_a_window_holds_its_hole_and_stays_inside():
    mask = torch.zeros(3, 1, 32, 48)
    mask[0, :, 10:18, 20:30] = 1  # in the middle
    mask[1, :, 0:4, 44:48] = 1  # in a corner
    corners = around(mask, 16)
    assert corners.tolist() == [[6, 17], [0, 32], [8, 16]]
    parts = cut(mask, corners, 16)
    assert parts.shape == (3, 1, 16, 16) and parts.sum((1, 2, 3)).tolist() == [80, 16, 0]


def test_a_part_is_that_of_the_whole():
    planes = torch.rand(2, 3, 20, 24)
    parts = cut(planes, torch.tensor([[0, 0], [4, 8]]), 16)
    assert torch.equal(parts[0], planes[0, :, :16, :16]) and torch.equal(parts[1], planes[1, :, 4:, 8:])


def test_windows_anywhere_stay_inside_and_differ():
    corners = anywhere(torch.zeros(64, 1, 20, 24), 16)
    assert (corners >= 0).all() and (corners <= torch.tensor([4, 8])).all()
    assert len(corners.unique(dim=0)) > 10
