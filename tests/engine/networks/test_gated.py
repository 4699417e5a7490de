"""Gated convolution."""

from __future__ import annotations

import pytest
import torch
from torch.nn import functional as F

from engine.networks.layers.gated import Gated, GatedUp


@pytest.fixture
def x():
    return torch.randn(2, 5, 12, 16, generator=torch.Generator().manual_seed(0))


def halves(layer, x):
    return F.conv2d(x, layer.convolution.weight, layer.convolution.bias, padding=1).chunk(2, 1)


def test_half_of_the_filters_come_out_and_the_gate_only_weakens(x):
    layer = Gated(5, 24)
    found = layer(x)
    assert found.shape == (2, 12, 12, 16)
    assert (found.abs() <= F.elu(halves(layer, x)[0]).abs() + 1e-6).all()


@pytest.mark.parametrize(("bias", "share"), [(30.0, 1.0), (-30.0, 0.0)])
def test_an_open_gate_is_a_plain_convolution_and_a_shut_one_gives_nothing(x, bias, share):
    layer = Gated(5, 24)
    with torch.no_grad():
        layer.convolution.weight[12:] = 0
        layer.convolution.bias[12:] = bias
    plain = F.elu(halves(layer, x)[0])
    assert torch.allclose(layer(x), plain * share, atol=1e-5 if share else 1e-12)


def test_stride_two_pads_one_more_on_the_right_and_below():
    layer = Gated(1, 2, stride=2)
    with torch.no_grad():
        layer.convolution.weight.zero_()
        layer.convolution.weight[0, 0, 2, 2] = 1.0
        layer.convolution.bias[1] = 30.0
    x = torch.arange(16.0).view(1, 1, 4, 4)
    assert torch.allclose(layer(x)[0, 0], torch.tensor([[10.0, 0], [0, 0]]))


@pytest.mark.parametrize("dilation", [1, 2, 16])
def test_dilation_keeps_the_size(x, dilation):
    assert Gated(5, 8, dilation=dilation)(x).shape == (2, 4, 12, 16)


def test_up_doubles_the_size(x):
    assert GatedUp(5, 8)(x).shape == (2, 4, 24, 32)


@torch.no_grad()
def test_a_deep_chain_neither_starves_nor_explodes_at_the_start(x):
    torch.manual_seed(0)
    chain = torch.nn.Sequential(Gated(5, 32), *(Gated(16, 32) for _ in range(12)))
    assert 0.05 < float(chain(x).std()) < 2
