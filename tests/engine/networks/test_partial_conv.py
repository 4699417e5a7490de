"""Partial convolution and its U-Net against the rule, the table and what must hold for every hole."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch
from torch import nn
from torch.nn import functional as F

from engine.networks.layers.partial import PartialConv, Seen
from engine.networks.layers.spread import spread
from engine.networks.partial_conv import PartialConvDesign, PartialConvLevel, PartialUNet


@pytest.mark.parametrize(
    ("width", "levels", "parameters"),
    [(64, 8, 32_859_732), (64, 7, 25_779_796), (32, 6, 4_679_508), (24, 6, 2_633_940)],
)
def test_parameters(width, levels, parameters):
    with torch.device("meta"):
        network = PartialUNet(PartialConvDesign(width=width, levels=levels))
    assert sum(parameter.numel() for parameter in network.parameters()) == parameters


@pytest.fixture(autouse=True)
def seed():
    torch.manual_seed(7)


def holed(side=16, count=2):
    """N×1×side×side of 0 and 1, some of it known."""
    return (torch.rand(count, 1, side, side) > 0.6).float()


@torch.no_grad()
def test_where_all_is_known_it_is_a_convolution_and_the_border_is_no_darker():
    layer = PartialConv((3,), 5, 3)
    x = torch.rand(1, 3, 9, 9)
    made = layer(Seen(x, torch.ones(1, 1, 9, 9))).maps
    plain = F.conv2d(x, layer.convolution.weight, padding=1)
    assert torch.allclose(made[..., 1:-1, 1:-1], plain[..., 1:-1, 1:-1], atol=1e-5)
    assert torch.allclose(made[..., 0, 1:-1], plain[..., 0, 1:-1] * 9 / 6, atol=1e-5)
    assert torch.allclose(made[..., 0, 0], plain[..., 0, 0] * 9 / 4, atol=1e-5)


@torch.no_grad()
@pytest.mark.parametrize("apart", [False, True], ids=["one mask", "a mask for each channel"])
def test_a_constant_stays_one_for_every_mask(apart):
    layer = PartialConv((4, 2), 3, 5, stride=2)
    layer.convolution.weight.fill_(1)
    parts = [
        Seen(torch.full((2, channels, 16, 16), 0.3), torch.cat([holed()] * (channels if apart else 1), 1))
        for channels in (4, 2)
    ]
    made, known = layer(*parts)
    expected = (0.3 * 6 * 25 * known).expand_as(made)
    assert torch.allclose(made, expected, rtol=1e-5)


@torch.no_grad()
def test_each_part_keeps_its_own_mask():
    layer = PartialConv((2, 2), 3)
    known, hidden = torch.ones(1, 1, 8, 8), torch.zeros(1, 1, 8, 8)
    one, other = torch.rand(2, 1, 2, 8, 8)
    made = layer(Seen(one, known), Seen(other, hidden)).maps
    assert torch.equal(made, layer(Seen(one, known), Seen(torch.rand_like(other), hidden)).maps)
    assert not torch.equal(made, layer(Seen(one, known), Seen(other, known)).maps)


def test_where_nothing_is_known_there_is_nothing_and_no_gradient_breaks():
    layer = PartialConv((3,), 4, bias=True)
    torch.nn.init.ones_(layer.convolution.bias)
    made, known = layer(Seen(torch.rand(1, 3, 8, 8), torch.zeros(1, 1, 8, 8)))
    made.sum().backward()
    assert not made.any() and not known.any()
    assert torch.isfinite(layer.convolution.weight.grad).all()


@torch.no_grad()
def test_the_bias_is_not_rescaled():
    layer = PartialConv((3,), 2, bias=True)
    x = Seen(torch.rand(2, 3, 16, 16), holed())
    without, known = layer(x)
    layer.convolution.bias.fill_(2.0)
    assert torch.allclose(layer(x).maps, without + 2 * known, atol=1e-6)


@torch.no_grad()
@pytest.mark.parametrize(("kernel", "stride"), [(3, 1), (5, 2), (7, 2)])
def test_what_is_known_grows_as_by_a_maximum(kernel, stride):
    known = (torch.rand(1, 1, 32, 32) > 0.97).float()
    after = PartialConv((3,), 2, kernel, stride=stride)(Seen(torch.rand(1, 3, 32, 32), known)).known
    assert torch.equal(after, F.max_pool2d(known, kernel, stride, kernel // 2))


@torch.no_grad()
def test_a_hole_shrinks_by_a_pixel_a_layer():
    known = torch.ones(1, 1, 16, 16)
    known[..., 4:11, 4:11] = 0  # radius 4
    seen, layer = Seen(torch.rand(1, 1, 16, 16), known), PartialConv((1,), 1)
    left = []
    for _ in range(4):
        seen = layer(seen)
        left.append(int((1 - seen.known).sum()))
    assert left == [25, 9, 1, 0]


TINY = PartialConvDesign(width=4, levels=3)


@pytest.fixture
def scene():
    """A photo of odd sides, another one, a mask."""
    image, other = torch.rand(2, 1, 3, 19, 30)
    mask = torch.zeros(1, 1, 19, 30)
    mask[..., 4:12, 6:20] = 1
    return image, other, mask


@torch.no_grad()
@pytest.mark.parametrize("begun", [False, True])
@pytest.mark.parametrize("filler", ["noise", "large", "nan"])
def test_what_the_hole_holds_has_no_influence(scene, filler, begun):
    image, other, mask = scene
    other = {"noise": other, "large": other * 1e6, "nan": other * torch.nan}[filler]
    network = PartialUNet(replace(TINY, begun=begun)).eval()
    made, known = network(image, mask)
    assert made.shape == image.shape and known.shape == mask.shape and known.all()
    assert torch.equal(made, network(torch.where(mask > 0, other, image), mask)[0])
    assert not torch.equal(made, network(image, mask.roll(1, 3))[0])


def test_no_gradient_reaches_the_hole(scene):
    image, _, mask = scene
    PartialUNet(TINY)(image.requires_grad_(), mask)[0].sum().backward()
    assert not image.grad[mask.expand_as(image) > 0].any()
    assert image.grad[mask.expand_as(image) == 0].any()


@torch.no_grad()
def test_a_plain_one_takes_a_hole_for_black(scene):
    image, other, mask = scene
    network = PartialUNet(replace(TINY, plain=True)).eval()
    made, known = network(image, mask)
    assert known.all() and torch.equal(made, network(torch.where(mask > 0, other, image), mask)[0])
    assert torch.equal(made, network(image * (1 - mask), torch.zeros_like(mask))[0])


@torch.no_grad()
def test_nothing_known_gives_nothing():
    made, known = PartialUNet(TINY).eval()(torch.rand(1, 3, 16, 16), torch.ones(1, 1, 16, 16))
    assert not made.any() and not known.any()


@torch.no_grad()
def test_one_that_is_begun_starts_at_a_membrane(scene):
    image, _, mask = scene
    begun = PartialUNet(PartialConvDesign(width=4, levels=3, begun=True)).eval()
    assert torch.allclose(begun(image, mask)[0], spread(image * (1 - mask), mask), atol=1e-6)


@torch.no_grad()
def test_a_hole_wider_than_it_looks_is_filled_by_further_passes():
    image, mask = torch.rand(1, 3, 32, 41) + 0.1, torch.zeros(1, 1, 32, 41)
    mask[..., 2:-2, 2:-2] = 1
    network = PartialUNet(PartialConvDesign(width=4, levels=1)).eval()
    network.last.convolution.bias.fill_(9.0)  # so that only what is not reached is 0
    made, known = network(image, mask)
    assert not known.all() and not made[(known == 0).expand_as(made)].any()
    filled = network.fill(image, mask)
    assert (filled != 0).all()
    assert torch.equal(filled * (1 - mask), image * (1 - mask))
    assert torch.isfinite(network.fill(image, torch.ones_like(mask))).all()


def test_the_frozen_encoder_stays_as_it_is_and_the_decoder_learns(scene):
    image, _, mask = scene
    network = PartialUNet(TINY)
    names = ("weight", "bias", "running_mean", "running_var")

    def norms(levels):
        found = [level.norm for level in levels if level.norm is not None]
        return [getattr(norm, name).detach().clone() for norm in found for name in names]

    before = norms(network.down), norms(network.up)
    optimiser = torch.optim.Adam(network.parameters(), 1e-2)
    for _ in range(10):
        optimiser.zero_grad()
        made, _ = network(image, mask, frozen=True)
        (made - image).abs().mean().backward()
        optimiser.step()
    assert all(torch.equal(a, b) for a, b in zip(before[0], norms(network.down), strict=True))
    assert not any(torch.equal(a, b) for a, b in zip(before[1], norms(network.up), strict=True))


@torch.no_grad()
def test_a_gated_one_sees_the_mask_and_knows_nothing_of_the_holes(scene):
    image, other, mask = scene
    torch.manual_seed(0)
    network = PartialUNet(replace(TINY, gated=True)).eval()
    nn.init.normal_(network.last.convolution.weight, std=0.1)
    made, reached = network(image, mask)
    assert made.shape == image.shape and reached.all()
    assert torch.equal(made, network(torch.where(mask > 0, other, image), mask)[0])
    assert not torch.equal(made, network(image * (1 - mask), mask * 0)[0])


@torch.no_grad()
def test_shut_gates_let_nothing_through():
    level = PartialConvLevel((3,), 4, 3, stride=1, leak=0, norm=False, gated=True)
    seen = Seen(torch.randn(1, 3, 8, 8), torch.ones(1, 1, 8, 8))
    assert level(seen).maps.shape == (1, 4, 8, 8) and level(seen).maps.any()
    level.partial.convolution.weight[4:] = 0
    open_half = level(seen).maps
    level.partial.convolution.weight[:4] *= 2
    assert torch.allclose(level(seen).maps, 2 * open_half)  # a gate of no weights is half open
