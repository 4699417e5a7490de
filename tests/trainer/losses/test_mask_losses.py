"""Losses of damage masks."""

import math

import pytest
import torch

from trainer.losses.bce import bce
from trainer.losses.l1_mask import l1_mask
from trainer.losses.self_adaptive_bce import self_adaptive_bce

HALF = torch.zeros(1, 1, 8, 8)  # logits of p = 0.5


def quarter(count=1):
    mask = torch.zeros(count, 1, 8, 8)
    mask[..., :2] = 1
    return mask


def test_damaged_and_clean_parts_weigh_the_same():
    mask = quarter()
    damaged = self_adaptive_bce(torch.where(mask > 0, 0.0, -99.0), mask)
    clean = self_adaptive_bce(torch.where(mask > 0, 99.0, 0.0), mask)
    assert float(damaged) == pytest.approx(float(clean))
    assert float(damaged) == pytest.approx(0.75 * 0.25 * math.log(2))


def test_the_balance_is_each_samples_own():
    masks = torch.cat([quarter(), 1 - quarter()])
    logits = torch.randn(2, 1, 8, 8, generator=torch.Generator().manual_seed(0))
    both = self_adaptive_bce(logits, masks)
    alone = [self_adaptive_bce(logits[n : n + 1], masks[n : n + 1]) for n in range(2)]
    assert float(both) == pytest.approx(float(sum(alone) / 2))


@pytest.mark.parametrize("value", [0.0, 1.0])
def test_uniform_masks_still_teach(value):
    logits = HALF.clone().requires_grad_()
    self_adaptive_bce(logits, torch.full_like(HALF, value)).backward()
    assert logits.grad is not None and logits.grad.abs().min() > 0


def test_soft_masks_mix_both_parts():
    soft = torch.full_like(HALF, 0.5)
    assert float(self_adaptive_bce(HALF, soft)) == pytest.approx(0.5 * math.log(2))


def test_gradient_of_the_balanced_one():
    logits = torch.randn(2, 1, 4, 4, dtype=torch.float64, requires_grad=True)
    assert torch.autograd.gradcheck(lambda p: self_adaptive_bce(p, quarter(2)[..., :4, :4].double()), logits)


def test_known_values_of_the_helpers():
    mask = quarter()
    assert float(bce(HALF, mask)) == pytest.approx(math.log(2))
    assert float(l1_mask(torch.full_like(mask, 0.5), mask)) == 0.5
