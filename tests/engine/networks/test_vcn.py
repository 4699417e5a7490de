"""VCN's networks: counts of the paper, any size, and what its normalisation promises."""

from __future__ import annotations

import pytest
import torch

from engine.models.precision import channels_last
from engine.networks.layers.pcn import ContextNorm, moments, pcn
from engine.networks.layers.soften import softened
from engine.networks.vcn import VCN, VCNDesign

TINY = VCNDesign(width=8)


@pytest.fixture
def draw() -> torch.Generator:
    return torch.Generator().manual_seed(0)


def count(model: torch.nn.Module) -> int:
    return sum(weight.numel() for weight in model.parameters())


@pytest.mark.parametrize(
    ("design", "whole"),
    [
        (VCNDesign(beta=0.5), 3_789_892),
        (VCNDesign(), 3_824_832),
        (VCNDesign(plain=False), 3_857_856),
        (VCNDesign(width=24, beta=0.5), 2_134_324),
        (VCNDesign(width=24, plain=False), 2_172_865),
        (VCNDesign(width=16, beta=0.5), 950_820),
        (VCNDesign(width=16, plain=False), 968_226),
    ],
)
def test_the_parameters_are_the_papers(design: VCNDesign, whole: int) -> None:
    with torch.device("meta"):
        assert count(VCN(design)) == whole


def test_each_network_has_its_count() -> None:
    with torch.device("meta"):
        network = VCN(VCNDesign(beta=0.5))
    assert (count(network.mpn), count(network.rin)) == (1_261_825, 2_528_067)


@pytest.mark.parametrize(
    "design", [TINY, VCNDesign(width=8, fusion="bottleneck"), VCNDesign(width=8, plain=False)]
)
@pytest.mark.parametrize("size", [(16, 16), (20, 36)], ids=str)
def test_any_multiple_of_four(design: VCNDesign, size: tuple[int, int], draw: torch.Generator) -> None:
    photo = torch.rand(2, 3, *size, generator=draw) * 2 - 1
    painted, logits = VCN(design)(photo)
    assert painted.shape == photo.shape and logits.shape == (2, 1, *size)
    assert painted.abs().max() <= 1 and torch.isfinite(logits).all()


def test_a_deep_one_takes_multiples_of_eight(draw: torch.Generator) -> None:
    photo = torch.rand(2, 3, 24, 40, generator=draw) * 2 - 1
    painted, logits = VCN(VCNDesign(width=8, deep=True))(photo)
    assert painted.shape == photo.shape and logits.shape == (2, 1, 24, 40)


def test_a_deep_one_looks_further(draw: torch.Generator) -> None:
    """What is foreign shows by its surroundings: the deeper level must bring in more of them."""
    photo = torch.rand(1, 3, 256, 256, generator=draw)
    reached = []
    for deep in (False, True):
        seen = photo.clone().requires_grad_()
        VCN(VCNDesign(width=8, deep=deep)).mpn(seen)[0][0, 0, 128, 128].backward()
        assert seen.grad is not None
        reached.append(int((seen.grad[0].abs().amax((0, 1)) > 0).sum()))
    assert reached[1] > 1.3 * reached[0]


def test_it_runs_in_the_fast_layout(draw: torch.Generator) -> None:
    """torch 2.13 crashes on 1×1 convolutions of stride 2 in channels_last on the CPU."""
    photo = torch.rand(1, 3, 16, 16, generator=draw)
    network = VCN(TINY)
    plain = network(photo)[0]
    laid_out = channels_last(network)(photo.contiguous(memory_format=torch.channels_last))[0]
    assert torch.allclose(plain, laid_out, atol=1e-5)


def test_one_that_is_begun_starts_at_the_membrane() -> None:
    photo = torch.full((1, 3, 16, 16), 0.25)
    hole = torch.zeros(1, 1, 16, 16)
    hole[..., 4:9, 5:12] = 1
    foreign = torch.where(hole > 0, -0.75, photo)
    painted, _ = VCN(VCNDesign(width=8, begun=True))(foreign, hole)
    assert torch.allclose(painted, photo, atol=1e-4)


def test_a_given_mask_equal_to_what_it_finds_changes_nothing(draw: torch.Generator) -> None:
    photo = torch.rand(1, 3, 16, 16, generator=draw)
    network = VCN(TINY)
    painted, logits = network(photo)
    assert torch.equal(network(photo, torch.sigmoid(logits))[0], painted)


def test_it_is_certain_from_its_limit_on(draw: torch.Generator) -> None:
    photo = torch.rand(1, 3, 16, 16, generator=draw)
    network = VCN(TINY)
    logits = network.mpn(photo)[0].detach()
    network.limit.copy_(logits.max() / 2)
    sure = network.confidence(photo)
    assert torch.equal(sure > 0.5, logits > 0) and torch.equal(sure == 1, logits >= network.limit)


def test_the_l1_of_the_repair_reaches_the_first_mask_layer(draw: torch.Generator) -> None:
    network = VCN(TINY)
    network(torch.rand(1, 3, 16, 16, generator=draw))[0].abs().mean().backward()
    slope = network.mpn.m1.first.weight.grad
    assert slope is not None and slope.abs().max() > 0


# --- probabilistic context normalisation ---


@pytest.fixture
def maps(draw: torch.Generator) -> torch.Tensor:
    return torch.randn(2, 8, 12, 12, generator=draw) * 3 + 1


@pytest.fixture
def hole() -> torch.Tensor:
    mask = torch.zeros(2, 1, 12, 12)
    mask[0, :, 2:7, 3:9] = 1
    mask[1, :, :, :4] = 1
    return mask


def test_nothing_missing_changes_nothing(maps: torch.Tensor, hole: torch.Tensor) -> None:
    assert torch.equal(pcn(maps, torch.zeros_like(hole), 0.7), maps)


def test_known_positions_stay_bit_for_bit(maps: torch.Tensor, hole: torch.Tensor) -> None:
    soft = hole * 0.6
    kept = (soft == 0).expand_as(maps)
    assert torch.equal(pcn(maps, soft, 0.7)[kept], maps[kept])
    assert not torch.equal(pcn(maps, soft, 0.7), maps)


def test_the_hole_takes_over_the_statistics_around(maps: torch.Tensor, hole: torch.Tensor) -> None:
    inside, around = moments(pcn(maps, hole, 1.0), hole), moments(maps, 1 - hole)
    for ours, theirs in zip(inside, around, strict=True):  # means, then deviations
        assert torch.allclose(ours, theirs, rtol=1e-3, atol=1e-4)


def test_a_flat_hole_is_not_blown_up_without_bound(maps: torch.Tensor, hole: torch.Tensor) -> None:
    flat = torch.where(hole > 0, maps * 1e-6, maps).requires_grad_()
    (pcn(flat, hole, 1.0) * maps).sum().backward()
    assert flat.grad is not None and float(flat.grad.abs().max()) < 1000


def test_beta_0_changes_nothing_under_a_hard_mask(maps: torch.Tensor, hole: torch.Tensor) -> None:
    assert torch.allclose(pcn(maps, hole, 0.0), maps, atol=1e-6)


def test_foreign_brightness_is_removed(maps: torch.Tensor, hole: torch.Tensor) -> None:
    assert torch.allclose(pcn(maps + 2 * hole, hole, 1.0), pcn(maps, hole, 1.0), atol=1e-4)


def test_no_known_pixel_leaves_a_share_of_itself(maps: torch.Tensor, hole: torch.Tensor) -> None:
    found = pcn(maps, torch.ones_like(hole), 0.3)
    assert torch.allclose(found, 0.7 * maps, atol=1e-4)


def test_slopes_are_finite_without_a_hole_and_without_surroundings(maps: torch.Tensor) -> None:
    for share in (0.0, 1.0):
        x = maps.clone().requires_grad_()
        mask = torch.full((2, 1, 12, 12), share, requires_grad=True)
        pcn(x, mask, 0.5).square().sum().backward()
        assert x.grad is not None and torch.isfinite(x.grad).all()
        assert mask.grad is not None and torch.isfinite(mask.grad).all()


def test_the_literal_formula_grows_with_the_mean_in_small_holes(hole: torch.Tensor) -> None:
    flat = torch.full((2, 8, 12, 12), 5.0)
    assert moments(flat, hole)[1].max() < 1e-2
    assert moments(flat, hole, literal_std=True)[1].min() > 3


def test_beta_is_learned_for_each_channel(maps: torch.Tensor) -> None:
    beta = ContextNorm(8).beta(maps)
    assert isinstance(beta, torch.Tensor)
    assert beta.shape == (2, 8, 1, 1) and 0 < beta.min() <= beta.max() < 1


def test_rho_is_a_fixed_beta(maps: torch.Tensor, hole: torch.Tensor) -> None:
    assert torch.equal(ContextNorm(8)(maps, hole, 0.3), ContextNorm(8, beta=0.3)(maps, hole))


def test_the_mask_is_resized_by_nearest_neighbours(maps: torch.Tensor, hole: torch.Tensor) -> None:
    large = hole.repeat_interleave(2, 2).repeat_interleave(2, 3)
    layer = ContextNorm(8, beta=0.5)
    assert torch.equal(layer(maps, large), layer(maps, hole))


# --- the rim ---


def test_a_softened_mask_runs_out_over_28_px() -> None:
    mask = torch.zeros(1, 1, 80, 80)
    mask[..., :20] = 1
    line = softened(mask)[0, 0, 40]
    assert (line[:20] == 1).all() and line[20].item() == pytest.approx(0.70, abs=0.01)
    assert (line.diff() <= 1e-6).all() and line[48:].max() < 1e-6 < line[47]


def test_a_soft_mask_stays_within_one() -> None:
    soft = softened(torch.full((1, 1, 40, 40), 0.4))
    assert 0.4 < soft.min() <= soft.max() <= 1
