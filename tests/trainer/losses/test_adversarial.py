"""Adversarial losses, gradient penalty, spectral norm, VCN's region score."""

import math

import pytest
import torch
from torch import nn

from engine.networks.layers.spectral import normalised
from trainer.losses import hinge, nsgan, wgan_gp
from trainer.losses.region_score import region_score

ZERO = torch.zeros(3, 1, 4, 4)


def test_undecided_critics():
    assert float(nsgan.critic(ZERO, ZERO)) == pytest.approx(math.log(2))
    assert float(nsgan.generator(ZERO)) == pytest.approx(math.log(2))


def test_hinge_is_zero_beyond_the_margins():
    assert hinge.critic(ZERO + 1.5, ZERO - 2) == 0
    assert float(hinge.critic(ZERO, ZERO)) == 1
    assert float(hinge.generator(ZERO + 3)) == -3


def test_wasserstein_with_its_penalty():
    assert float(wgan_gp.critic(ZERO + 2, ZERO + 1, torch.tensor(0.5))) == pytest.approx(4)


@pytest.mark.parametrize(("norm", "penalty"), [(1.0, 0.0), (3.0, 4.0)])
def test_penalty_of_a_linear_critic(norm, penalty):
    weight = torch.ones(3, 4, 4)
    weight = weight / weight.norm() * norm
    found = wgan_gp.gradient_penalty(
        lambda x: (x * weight).sum((1, 2, 3)), torch.rand(2, 3, 4, 4), torch.rand(2, 3, 4, 4)
    )
    assert float(found) == pytest.approx(penalty, abs=1e-5)


def test_a_masked_penalty_ignores_the_rest():
    weight, mask = torch.zeros(1, 4, 4), torch.zeros(2, 1, 4, 4)
    weight[0, 0, 0], weight[0, 3, 3] = 1, 50
    mask[..., 0, 0] = 1
    photos = torch.rand(2, 1, 4, 4)
    found = wgan_gp.gradient_penalty(lambda x: (x * weight).sum((1, 2, 3)), photos, photos, mask=mask)
    assert float(found) == pytest.approx(0, abs=1e-6)


def test_the_second_order_gradient_reaches_the_critic():
    critic = nn.Sequential(nn.Conv2d(3, 4, 3), nn.Softplus(), nn.Conv2d(4, 1, 2))
    wgan_gp.gradient_penalty(critic, torch.rand(2, 3, 4, 4), torch.rand(2, 3, 4, 4)).backward()
    assert critic[0].weight.grad is not None and critic[0].weight.grad.abs().sum() > 0


@pytest.mark.parametrize("make", [nn.Conv2d, nn.ConvTranspose2d])
def test_spectral_norm_brings_the_largest_singular_value_to_one(make):
    torch.manual_seed(0)
    layer = normalised(make(5, 7, 3)).train()
    for _ in range(100):
        weight = layer.weight.detach()
    matrix = weight.transpose(0, 1) if make is nn.ConvTranspose2d else weight
    assert float(torch.linalg.matrix_norm(matrix.flatten(1), 2)) == pytest.approx(1, abs=1e-3)


def test_spectral_norm_rests_in_eval_mode():
    layer = normalised(nn.Conv2d(3, 4, 3)).eval()
    before = {name: value.clone() for name, value in layer.state_dict().items()}
    layer(torch.rand(1, 3, 5, 5))
    assert all(torch.equal(before[name], value) for name, value in layer.state_dict().items())


def test_region_score_is_the_mean_over_the_damage():
    score, mask = torch.zeros(2, 1, 2, 2), torch.zeros(2, 1, 64, 64)
    score[0, 0, 0, 0], score[0, 0, 1, 1] = 4, 100
    mask[0, 0, 3, 5] = 1
    assert region_score(score, mask).tolist() == [4]  # the second sample has no damage: left out
