"""EdgeConnect's networks against their table, and Canny's edges."""

from __future__ import annotations

import pytest
import torch
from torch.nn.utils.parametrize import is_parametrized

from engine.networks.edge_connect import (
    SLIM_DESIGN,
    EdgeConnect,
    EdgeConnectDesign,
    PatchCritic,
    ResidualGenerator,
)
from engine.networks.layers.edges import canny, grey
from engine.networks.layers.spread import spread


@pytest.mark.parametrize(
    ("build", "parameters"),
    [
        (lambda: ResidualGenerator(3, 1, spectral=True), 10_761_089),
        (lambda: ResidualGenerator(4, 3, spectral=False), 10_774_595),
        (lambda: ResidualGenerator(3, 1, spectral=True, width=32), 2_693_569),
        (lambda: ResidualGenerator(4, 3, spectral=False, width=32), 2_700_323),
        (lambda: ResidualGenerator(3, 1, spectral=True, width=32, blocks=4), 1_513_921),
        (lambda: ResidualGenerator(4, 3, spectral=False, width=32, blocks=4), 1_519_651),
        (lambda: ResidualGenerator(3, 1, spectral=True, width=24, blocks=4), 852_817),
        (lambda: ResidualGenerator(4, 3, spectral=False, width=24, blocks=4), 857_115),
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
    network = ResidualGenerator(3, outputs, spectral=outputs == 1, width=8, blocks=1)
    found = network(torch.randn(1, 3, 20, 28) * 5)
    assert found.shape == (1, outputs, 20, 28)
    assert found.min() >= 0 and found.max() <= 1


def test_every_convolution_but_the_last_is_normalised_in_g1_and_none_in_g2():
    for spectral, wanted in ((True, 7), (False, 0)):
        network = ResidualGenerator(3, 1, spectral=spectral, width=8, blocks=1)
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


@pytest.fixture(scope="module")
def network():
    torch.manual_seed(3)
    return EdgeConnect(EdgeConnectDesign(width=4, blocks=1)).eval()


@pytest.fixture
def scene():
    """Image, mask and edges: two blocks of colour, a square hole across their border."""
    image = torch.rand(1, 3, 32, 48, generator=torch.Generator().manual_seed(5)) * 0.1 + 0.2
    image[..., 20:] += 0.5
    mask = torch.zeros(1, 1, 32, 48)
    mask[..., 8:24, 12:28] = 1
    return image, mask, canny(grey(image))


@pytest.mark.parametrize(
    ("design", "parameters"),
    [
        pytest.param(EdgeConnectDesign(), 10_761_089 + 10_774_595, marks=pytest.mark.slow),
        (SLIM_DESIGN, 852_817 + 857_115 + 7 * 7 * 24),  # the mask beside the edges
    ],
)
def test_both_generators_make_the_whole(design, parameters):
    assert sum(parameter.numel() for parameter in EdgeConnect(design).parameters()) == parameters


@torch.no_grad()
def test_edges_are_cannys_where_the_photo_is_known(network, scene):
    image, mask, edges = scene
    found, painted = network(image, mask, edges)
    known = mask == 0
    assert edges[known].any() and torch.equal(found.whole[known], edges[known])
    assert torch.equal(found.whole[~known], found.drawn[~known])
    assert painted.shape == image.shape and 0 <= painted.min() <= painted.max() <= 1


@torch.no_grad()
def test_what_holes_hold_has_no_influence(network, scene):
    image, mask, edges = scene
    found, painted = network(image, mask, edges)
    other, others = torch.where(mask > 0, 0.9, image), torch.where(mask > 0, 1 - edges, edges)
    same, repainted = network(other, mask, others)
    assert torch.equal(found.whole, same.whole) and torch.equal(painted, repainted)


@torch.no_grad()
def test_an_edge_in_the_hole_changes_the_painting(network, scene):
    image, mask, edges = scene
    line = edges.clone()
    line[..., 16, 12:28] = 1 - line[..., 16, 12:28]
    assert not torch.equal(network.paint(image, mask, edges), network.paint(image, mask, line))


@pytest.mark.slow
def test_normalised_weights_have_singular_values_of_1():
    network = ResidualGenerator(3, 1, spectral=True, width=8, blocks=1)
    with torch.no_grad():
        for _ in range(20):
            network(torch.rand(1, 3, 16, 16))
    network.eval()
    for layer in network.layers.modules():
        if isinstance(layer, torch.nn.Conv2d | torch.nn.ConvTranspose2d) and is_parametrized(layer):
            axis = int(isinstance(layer, torch.nn.ConvTranspose2d))
            matrix = layer.weight.detach().transpose(0, axis).flatten(1)
            assert float(torch.linalg.matrix_norm(matrix, 2)) == pytest.approx(1, abs=0.05)


@pytest.mark.parametrize("shape", ["square", "specks", "border"])
def test_a_hole_in_a_flat_picture_has_no_outline(shape):
    plane, missing = torch.full((1, 1, 40, 40), 0.37), torch.zeros(1, 1, 40, 40)
    if shape == "specks":
        missing[..., ::3, ::5] = 1
    else:
        missing[..., 10:30, 0 if shape == "border" else 10 : 25] = 1
    plane[missing > 0] = 1
    assert not canny(plane, missing).any()
    assert canny(plane).any() or shape == "specks"  # each too small to be seen


def test_edges_beside_a_hole_are_those_of_what_is_known():
    plane, missing = torch.full((1, 1, 40, 40), 0.3), torch.zeros(1, 1, 40, 40)
    plane[..., 20:] = 0.8
    missing[..., 15:25, :] = 1
    found = canny(plane, missing)
    assert torch.equal(found[..., :12, :], canny(plane)[..., :12, :]) and found[..., :12, :].any()
    assert not found[missing > 0].any()
    plane[missing > 0] = torch.rand(400)
    assert torch.equal(canny(plane, missing), found)


@torch.no_grad()
def test_a_network_that_is_begun_starts_at_the_membrane(scene):
    image, mask, edges = scene
    network = EdgeConnect(EdgeConnectDesign(width=4, blocks=1, begun=True)).eval()
    assert torch.allclose(network.paint(image, mask, edges), spread(image, mask), atol=1e-6)
    torch.nn.init.normal_(network.painter.layers[-1].weight)
    painted = network.paint(image, mask, edges)
    assert torch.equal(painted, network.paint(torch.where(mask > 0, 0.9, image), mask, edges))
    known = (mask == 0).expand_as(image)
    assert torch.equal(painted[known], image[known]) and not torch.allclose(painted, image)


@torch.no_grad()
def test_holes_wider_than_half_a_crop_are_drawn_and_painted_smaller(scene, monkeypatch):
    image, mask, _ = scene
    network = EdgeConnect(EdgeConnectDesign(width=4, blocks=1, crop=16)).eval()
    seen = []
    drawn = network.drawer.forward
    monkeypatch.setattr(network.drawer, "forward", lambda x: seen.append(x.shape[2:]) or drawn(x))
    assert (
        network.fill(image, mask).shape == image.shape
        and network.estimate_edges(image, mask).shape == mask.shape
    )
    assert seen == [(16, 24), (16, 24)]


@torch.no_grad()
def test_a_painter_without_edges_does_not_see_them():
    image, mask, edges = torch.rand(1, 3, 32, 32), torch.zeros(1, 1, 32, 32), torch.rand(1, 1, 32, 32).round()
    for sees in (True, False):
        network = EdgeConnect(EdgeConnectDesign(width=4, blocks=1, edges=sees))
        same = torch.equal(network.paint(image, mask, edges), network.paint(image, mask, 1 - edges))
        assert same is not sees
