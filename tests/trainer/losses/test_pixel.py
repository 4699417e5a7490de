"""Pixel losses against float64 references, at known values, and their identities."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import Tensor

from trainer.losses.confidence import confidence, confidence_weight
from trainer.losses.discounted import discount, discounted
from trainer.losses.hole import hole
from trainer.losses.hole_area import hole_area
from trainer.losses.l1 import l1
from trainer.losses.l1_masked_norm import l1_masked_norm
from trainer.losses.l2 import l2
from trainer.losses.total import total
from trainer.losses.tv import dilated, tv
from trainer.losses.valid import valid

MASKED = {
    "hole": hole,
    "valid": valid,
    "hole_area": hole_area,
    "l1_masked_norm": l1_masked_norm,
    "discounted": lambda y, x, m: discounted(y, x, discount(m)),
    "confidence": lambda y, x, m: confidence(y, x, confidence_weight(m, kernel=5)),
    "l1": lambda y, x, _: l1(y, x),
    "l2": lambda y, x, _: l2(y, x),
}


@pytest.fixture
def pair() -> tuple[Tensor, Tensor, Tensor]:
    draw = torch.Generator().manual_seed(0)
    y, x = torch.rand(2, 2, 3, 8, 8, generator=draw, dtype=torch.float64)
    mask = torch.zeros(2, 1, 8, 8, dtype=torch.float64)
    mask[:, :, 2:6, 3:8] = 1
    return y, x, mask


@pytest.mark.parametrize("name", MASKED)
def test_zero_at_the_target_and_positive_away_from_it(name, pair):
    y, x, mask = pair
    assert MASKED[name](x, x, mask) == 0
    assert MASKED[name](y, x, mask) > 0


@pytest.mark.parametrize("name", MASKED)
@pytest.mark.parametrize("value", [0.0, 1.0])
def test_finite_for_empty_and_full_masks(name, value, pair):
    y, x, mask = pair
    loss = MASKED[name](y, x, torch.full_like(mask, value))
    assert torch.isfinite(loss) and loss >= 0


@pytest.mark.parametrize("name", MASKED)
def test_gradient(name, pair):
    y, x, mask = (plane[:1, :, 2:6, 2:6].contiguous() for plane in pair)
    assert torch.autograd.gradcheck(lambda y: MASKED[name](y, x, mask), y.requires_grad_())


def test_against_a_reference(pair):
    y, x, mask = pair
    error, holes = np.abs((y - x).numpy()), mask.numpy()
    assert float(l1(y, x)) == pytest.approx(error.mean(), abs=1e-6)
    assert float(l2(y, x)) == pytest.approx((error**2).mean(), abs=1e-6)
    assert float(hole(y, x, mask)) == pytest.approx((error * holes).mean(), abs=1e-6)
    assert float(hole_area(y, x, mask)) == pytest.approx((error * holes).sum() / holes.sum() / 3, abs=1e-6)
    assert float(l1_masked_norm(y, x, mask)) == pytest.approx(error.mean() / holes.mean(), abs=1e-6)


def test_hole_and_valid_add_up_to_l1(pair):
    y, x, mask = pair
    assert torch.allclose(hole(y, x, mask) + valid(y, x, mask), l1(y, x))


def test_hole_grows_with_the_area_and_the_norm_shrinks():
    x, y = torch.zeros(1, 3, 8, 8), torch.ones(1, 3, 8, 8)
    half, quarter = torch.zeros(2, 1, 1, 8, 8)
    half[..., :4], quarter[..., :2] = 1, 1
    assert hole(y, x, half) == 2 * hole(y, x, quarter)
    assert l1_masked_norm(y, x, quarter) == 2 * l1_masked_norm(y, x, half)


def test_tv_of_a_constant_is_zero_and_of_a_step_one_a_row():
    picture = torch.zeros(1, 1, 6, 6)
    everywhere = torch.ones(1, 1, 6, 6)
    assert tv(picture, everywhere) == 0
    picture[..., 3:] = 1
    assert float(tv(picture, everywhere)) == pytest.approx(6 / 30)  # one of five pairs in each of six rows


def test_tv_has_no_gradient_outside_its_region():
    picture = torch.rand(1, 3, 8, 8, requires_grad=True)
    mask = torch.zeros(1, 1, 8, 8)
    mask[..., 3:5, 3:5] = 1
    tv(picture, dilated(mask)).backward()
    assert picture.grad is not None
    assert not (picture.grad * (1 - dilated(mask))).any()
    assert (picture.grad * dilated(mask)).any()


def test_confidence_weights_fall_towards_the_middle():
    mask = torch.zeros(1, 1, 41, 41)
    mask[..., 8:33, 8:33] = 1
    weight = confidence_weight(mask, kernel=9)
    assert not weight[mask == 0].any()
    assert weight[mask > 0].min() > 0 and weight.max() <= 1
    assert weight[0, 0, 20, 8] > weight[0, 0, 20, 14] > weight[0, 0, 20, 20]


def test_confidence_weights_are_those_of_the_specification():
    mask = torch.zeros(1, 1, 256, 256)
    mask[..., 64:192, 64:192] = 1
    weight = confidence_weight(mask)[0, 0]
    at = [float(weight[row, column]) for row, column in ((64, 128), (64, 64), (80, 128), (128, 128))]
    assert at == pytest.approx([0.851, 0.956, 0.732, 0.495], abs=2e-3)


def test_confidence_beyond_the_border_is_that_of_the_photo():
    """A hole at the border is as unsure as one amid the photo: nothing is known beyond it."""
    mask = torch.zeros(1, 1, 128, 128)
    mask[..., :40] = 1
    assert confidence_weight(mask)[0, 0, 64, 0] < confidence_weight(mask)[0, 0, 64, 30]
    assert torch.allclose(confidence_weight(mask)[0, 0, 0], confidence_weight(mask)[0, 0, 64], atol=1e-5)


def test_the_ratio_makes_rim_and_middle_comparable():
    mask = torch.zeros(1, 1, 41, 41)
    mask[..., 8:33, 8:33] = 1
    plain, ratio = (confidence_weight(mask, kernel=9, ratio=flag) for flag in (False, True))
    assert ratio[0, 0, 20, 20] / ratio[0, 0, 20, 8] > plain[0, 0, 20, 20] / plain[0, 0, 20, 8]


def test_without_a_discount_it_is_the_mean_over_the_hole(pair):
    y, x, mask = pair
    assert torch.allclose(discounted(y, x, discount(mask, gamma=1)), hole_area(y, x, mask))


def test_the_discount_counts_from_the_known_pixels():
    mask = torch.zeros(1, 1, 9, 9)
    mask[..., 2:7, 2:7] = 1
    weight = discount(mask, city_block=True)
    assert weight[0, 0, 2, 2] == pytest.approx(0.99) and weight[0, 0, 4, 4] == pytest.approx(0.99**3)


def test_total_weighs_and_reports_the_parts_unweighted():
    sum_, parts = total({"a": torch.tensor(2.0), "b": torch.tensor(3.0)}, {"a": 1, "b": 10})
    assert float(sum_) == 32 and float(parts["b"]) == 3


def test_total_wants_a_weight_for_every_loss():
    with pytest.raises(KeyError):
        total({"a": torch.tensor(1.0)}, {"b": 1})
