"""Losses on feature maps."""

import math

import pytest
import torch

from trainer.losses.feature_matching import feature_matching
from trainer.losses.guidance import guidance
from trainer.losses.id_mrf import id_mrf
from trainer.losses.perceptual import perceptual
from trainer.losses.semantic import semantic
from trainer.losses.style import gram, style


def maps(seed, *shape):
    return torch.randn(*(shape or (2, 6, 8, 8)), generator=torch.Generator().manual_seed(seed))


def test_perceptual_sums_the_layers_means():
    x = {"a": torch.zeros(1, 2, 4, 4), "b": torch.zeros(1, 3, 2, 2)}
    y = {"a": torch.ones(1, 2, 4, 4), "b": 2 * torch.ones(1, 3, 2, 2)}
    assert float(perceptual(y, x)) == 3
    assert float(perceptual(y, x, {"a": 0, "b": 0.5})) == 1


def test_semantic_looks_at_one_layer():
    x, y = {"relu3_2": maps(0), "relu4_2": maps(1)}, {"relu3_2": maps(0), "relu4_2": maps(2)}
    assert semantic(y, x) == 0


def test_gram_forgets_places():
    found, order = maps(0), torch.randperm(64, generator=torch.Generator().manual_seed(1))
    moved = found.flatten(2)[..., order].view_as(found)
    assert torch.allclose(gram(found), gram(moved), atol=1e-6)


def test_gram_grows_with_the_square():
    assert torch.allclose(gram(3 * maps(0)), 9 * gram(maps(0)), rtol=1e-5, atol=1e-5)


def test_gram_of_ones():
    assert torch.allclose(gram(torch.ones(1, 4, 8, 8)), torch.full((1, 4, 4), 1 / 4))


def test_style_is_zero_at_the_target_and_grows():
    assert style({"a": maps(0)}, {"a": maps(0)}) == 0
    assert style({"a": 2 * maps(0)}, {"a": maps(0)}) > style({"a": 1.5 * maps(0)}, {"a": maps(0)}) > 0


@pytest.mark.parametrize("loss", [style, perceptual])
def test_gradient(loss):
    x, y = {"a": maps(0, 1, 2, 4, 4).double()}, maps(1, 1, 2, 4, 4).double().requires_grad_()
    assert torch.autograd.gradcheck(lambda y: loss({"a": y}, x), y)


@pytest.mark.parametrize("loss", [style, perceptual])
def test_the_target_gets_no_gradient(loss):
    x = maps(0).requires_grad_()
    loss({"a": maps(1).requires_grad_()}, {"a": x}).backward()
    assert x.grad is None


def test_guidance_is_a_mean_over_hole_positions():
    mask = torch.zeros(1, 1, 4, 4)
    mask[..., 0, :2] = 1
    decoded, encoded = torch.ones(1, 5, 4, 4), torch.zeros(1, 5, 4, 4)
    assert float(guidance(decoded, encoded, mask)) == 5
    assert float(guidance(decoded, encoded, torch.zeros_like(mask))) == 0


def test_feature_matching_sums_all_maps():
    real = [torch.zeros(1, 2, 4, 4), torch.zeros(1, 4, 2, 2)]
    fake = [torch.ones(1, 2, 4, 4), torch.ones(1, 4, 2, 2)]
    assert float(feature_matching(fake, real)) == 2


def test_id_mrf_knows_its_target():
    x = maps(0, 1, 32, 8, 8)
    assert id_mrf(x, x) < 1e-4
    assert 1 < id_mrf(maps(1, 1, 32, 8, 8), x) <= math.log(64)


@pytest.mark.parametrize("centre", ["positions", "channels"])
def test_id_mrf_does_not_mind_scale(centre):
    y, x = maps(0, 1, 32, 8, 8), maps(1, 1, 32, 8, 8)
    assert float(id_mrf(3 * y, 3 * x, centre=centre)) == pytest.approx(
        float(id_mrf(y, x, centre=centre)), rel=1e-4
    )


def test_id_mrf_prefers_variety_to_sameness():
    x = maps(0, 1, 32, 8, 8)
    shuffled = x.flatten(2)[..., torch.randperm(64)].view_as(x)
    constant = x.mean((2, 3), keepdim=True) + maps(1, 1, 32, 1, 1).expand_as(x)
    assert id_mrf(constant, x) > id_mrf(shuffled, x) + 1


def test_id_mrf_samples_large_maps_by_its_generator():
    y, x = maps(0, 1, 8, 12, 12), maps(1, 1, 8, 12, 12)
    first, second, other = (
        id_mrf(y, x, max_positions=50, generator=torch.Generator().manual_seed(s)) for s in (0, 0, 1)
    )
    assert first == second != other


def test_id_mrf_gradient():
    x, y = maps(0, 1, 3, 4, 4).double(), maps(1, 1, 3, 4, 4).double().requires_grad_()
    assert torch.autograd.gradcheck(lambda y: id_mrf(y, x), y)
