"""The feature network's shape and rules; its weights here are random."""

from __future__ import annotations

import socket

import pytest
import torch

from engine.networks.feature_extractor import FeatureExtractor, LayerUnknown
from trainer.evaluation.features import random_extractor

PHOTO = torch.rand(1, 3, 37, 41, generator=torch.Generator().manual_seed(0))


@pytest.fixture(scope="module")
def network() -> FeatureExtractor:
    return random_extractor()


def test_its_size(network):
    assert sum(weight.numel() for weight in network.parameters()) == 1_467_424


@pytest.mark.parametrize(
    ("name", "channels", "stride"),
    [
        ("relu1_1", 32, 1),
        ("relu2_2", 64, 2),
        ("relu3_4", 128, 4),
        ("relu4_2", 256, 8),
        ("pool1", 32, 2),
        ("pool3", 128, 8),
    ],
)
def test_channels_strides_and_odd_sizes(network, name, channels, stride):
    maps = network(PHOTO, [name])[name]
    assert (network.channels(name), network.stride(name)) == (channels, stride)
    assert maps.shape == (1, channels, 37 // stride, 41 // stride)


def test_nothing_beyond_the_deepest_name_is_computed(network):
    calls = []
    hooks = [c.register_forward_hook(lambda *_: calls.append(1)) for c in network.convs.values()]
    network(PHOTO, ["relu1_1", "relu2_2"])
    for hook in hooks:
        hook.remove()
    assert len(calls) == 4


def test_a_layer_it_does_not_have_is_an_error_that_says_so(network):
    with pytest.raises(LayerUnknown, match="relu4_2"):
        network(PHOTO, ["relu4_3"])


def test_gradients_flow_to_the_photo_alone(network):
    photo = PHOTO.clone().requires_grad_()
    network(photo, ["relu3_2"])["relu3_2"].sum().backward()
    assert photo.grad is not None and photo.grad.any()
    assert all(weight.grad is None for weight in network.parameters())


def test_it_stays_in_eval_mode_and_repeats_itself(network):
    assert not network.train().training
    first, second = (network(PHOTO, ["relu4_2"])["relu4_2"] for _ in range(2))
    assert torch.equal(first, second)


def test_it_computes_in_single_precision_under_autocast(network):
    with torch.autocast("cpu", torch.bfloat16):
        assert network(PHOTO, ["relu1_2"])["relu1_2"].dtype == torch.float32


def test_calibrated_layers_have_mean_one():
    network = FeatureExtractor(id="tiny", widths=(4, 8), convs=(2, 1))
    torch.manual_seed(0)
    for convolution in network.convs.values():
        torch.nn.init.kaiming_normal_(convolution.weight)
    network.calibrate([PHOTO, PHOTO.flip(3)])
    means = {name: float(maps.mean()) for name, maps in network(PHOTO, network.names).items()}
    assert means == pytest.approx(dict.fromkeys(network.names, 1.0), abs=0.02)


def test_a_channel_that_nothing_stirs_is_dead():
    network = random_extractor()
    network.convs["conv1_1"].weight[:8] = 0
    network.convs["conv1_1"].bias[:8] = 0
    assert network.dead([PHOTO])["relu1_1"] == 8 / 32


def test_it_needs_no_connection(monkeypatch):
    monkeypatch.setattr(socket, "socket", None)
    assert random_extractor().id == "random-0"
