"""EdgeConnect's networks against their table, and Canny's edges."""

from __future__ import annotations

import pytest
import torch

from engine.networks.edge_connect import Generator, PatchCritic
from engine.networks.layers.edges import canny, grey


@pytest.mark.parametrize(
    ("build", "parameters"),
    [
        (lambda: Generator(3, 1, spectral=True), 10_761_089),
        (lambda: Generator(4, 3, spectral=False), 10_774_595),
        (lambda: Generator(3, 1, spectral=True, width=32), 2_693_569),
        (lambda: Generator(4, 3, spectral=False, width=32), 2_700_323),
        (lambda: Generator(3, 1, spectral=True, width=32, blocks=4), 1_513_921),
        (lambda: Generator(4, 3, spectral=False, width=32, blocks=4), 1_519_651),
        (lambda: Generator(3, 1, spectral=True, width=24, blocks=4), 852_817),
        (lambda: Generator(4, 3, spectral=False, width=24, blocks=4), 857_115),
        (lambda: PatchCritic(2), 2_762_752),
        (lambda: PatchCritic(2, instance_norm=True), 2_762_752),
        (lambda: PatchCritic(3), 2_763_776),
    ],
)
def test_parameters(build, parameters):
    with torch.device("meta"):
        assert sum(parameter.numel() for parameter in build().parameters()) == parameters


def test_the_critic_gives_five_maps_of_which_the_last_are_30_scores_across():
    with torch.device("meta"):
        maps = PatchCritic(2)(torch.empty(1, 2, 256, 256))
    assert [one.shape[1:] for one in maps] == [
        (64, 128, 128),
        (128, 64, 64),
        (256, 32, 32),
        (512, 31, 31),
        (1, 30, 30),
    ]


@torch.no_grad()
@pytest.mark.parametrize("outputs", [1, 3])
def test_answers_have_the_size_of_the_photo_and_lie_between_0_and_1(outputs):
    torch.manual_seed(0)
    network = Generator(3, outputs, spectral=outputs == 1, width=8, blocks=1)
    found = network(torch.randn(1, 3, 20, 28) * 5)
    assert found.shape == (1, outputs, 20, 28)
    assert found.min() >= 0 and found.max() <= 1


def test_every_convolution_but_the_last_is_normalised_in_g1_and_none_in_g2():
    for spectral, wanted in ((True, 7), (False, 0)):
        network = Generator(3, 1, spectral=spectral, width=8, blocks=1)
        names = [name for name, _ in network.named_parameters() if "parametrizations" in name]
        assert len([name for name in names if name.endswith("original")]) == wanted


def test_canny_finds_a_step_where_it_is_and_nothing_in_a_flat_picture():
    plane = torch.full((2, 1, 32, 32), 0.4)
    plane[1, :, :, 16:] = 0.9
    found = canny(plane)
    assert set(found.unique().tolist()) == {0.0, 1.0}
    assert not found[0].any()
    assert found[1, 0, 16].nonzero().tolist() in ([[15]], [[16]])


def test_a_weak_step_is_no_edge():
    plane = torch.full((1, 1, 32, 32), 0.4)
    plane[..., 16:] = 0.45
    assert not canny(plane).any()


def test_grey_is_luma():
    primaries = torch.eye(3).view(3, 3, 1, 1)
    assert grey(primaries).flatten().tolist() == pytest.approx([0.2125, 0.7154, 0.0721])
