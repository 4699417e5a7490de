"""Minus the PSNR in the holes."""

from __future__ import annotations

import pytest
import torch

from trainer.losses.hole_decibels import hole_decibels, hole_error

MASK = torch.zeros(2, 1, 4, 4)
MASK[0, :, :2] = 1
MASK[1, :, 0, 0] = 1
CLEAN = torch.zeros(2, 3, 4, 4)


def test_each_sample_counts_by_its_own_hole() -> None:
    filled = torch.full_like(CLEAN, 0.1)
    assert torch.allclose(hole_error(filled, CLEAN, MASK), torch.full((2,), 0.01))
    assert float(hole_decibels(filled, CLEAN, MASK, floor=0)) == pytest.approx(-20)


def test_known_pixels_do_not_count() -> None:
    filled = torch.where(MASK > 0, 0.1, 0.7).expand_as(CLEAN)
    assert float(hole_decibels(filled, CLEAN, MASK, floor=0)) == pytest.approx(-20)


def test_the_floor_bounds_what_a_flat_sample_weighs() -> None:
    filled = torch.full_like(CLEAN, 1e-4).requires_grad_()
    hole_decibels(filled, CLEAN, MASK, floor=3e-3).backward()
    assert filled.grad is not None and float(filled.grad.abs().sum()) < 1


def test_without_a_hole_there_is_nothing_to_learn() -> None:
    filled = torch.ones_like(CLEAN).requires_grad_()
    hole_decibels(filled, CLEAN, torch.zeros_like(MASK), floor=1e-4).backward()
    assert filled.grad is not None and not filled.grad.any()
