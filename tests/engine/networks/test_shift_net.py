"""Shift-Net: the shift connection, and the network against its table."""

from __future__ import annotations

import pytest
import torch

from engine.networks.layers.shift import coarse, shift
from engine.networks.layers.spread import spread
from engine.networks.shift_net import SLIM_DESIGN, ShiftNet, ShiftNetDesign

SOURCES = {(2, 2): (6, 6), (2, 3): (6, 6), (3, 2): (0, 1), (5, 5): (7, 0)}  # hole → known position


@pytest.fixture
def mask():
    mask = torch.zeros(1, 1, 8, 8)
    for row, column in SOURCES:
        mask[..., row, column] = 1
    return mask


@pytest.fixture
def features():
    """(decoded, encoded), 1×6×8×8, positive."""
    generator = torch.Generator().manual_seed(3)
    return tuple(torch.rand(1, 6, 8, 8, generator=generator) + 0.1 for _ in range(2))


@pytest.fixture
def borrowed(features):
    """The decoder's guess is in each hole a multiple of one known feature."""
    decoded, encoded = features
    for (row, column), (above, beside) in SOURCES.items():
        decoded[..., row, column] = 3.7 * encoded[..., above, beside]
    return decoded, encoded


def test_it_borrows_exactly_what_is_alike(borrowed, mask):
    decoded, encoded = borrowed
    moved = shift(decoded, encoded, mask)
    for (row, column), (above, beside) in SOURCES.items():
        assert torch.equal(moved[..., row, column], encoded[..., above, beside])
    assert not moved[(mask == 0).expand_as(moved)].any()


def test_lengths_do_not_choose(features, mask):
    decoded, encoded = features
    moved = shift(decoded, encoded, mask)
    assert torch.equal(shift(decoded * 5, encoded, mask), moved)
    lengths = 0.5 + torch.rand(1, 1, 8, 8)
    stretched = shift(decoded, encoded * lengths, mask)
    directions = [torch.nn.functional.normalize(one, dim=1) for one in (moved, stretched)]
    assert torch.allclose(*directions, atol=1e-6) and not torch.allclose(moved, stretched)


def test_only_what_is_known_is_taken(features, mask):
    decoded, encoded = features
    other = torch.where(mask > 0, decoded * 9, encoded)  # would be the best of all
    assert torch.equal(shift(decoded, other, mask), shift(decoded, encoded, mask))


def test_gradients_go_where_it_was_taken_from(borrowed, mask):
    decoded, encoded = (one.requires_grad_() for one in borrowed)
    shift(decoded, encoded, mask).sum().backward()
    times = torch.zeros(8, 8)
    for above, beside in SOURCES.values():
        times[above, beside] += 1
    assert torch.equal(encoded.grad[0], times.expand(6, -1, -1)) and decoded.grad is None


def test_where_known_features_stand_does_not_matter(features, mask):
    decoded, encoded = features
    known = (mask[0, 0].flatten() == 0).nonzero()[:, 0]
    order = torch.arange(64)
    order[known] = known[torch.randperm(len(known), generator=torch.Generator().manual_seed(1))]
    moved = encoded.flatten(2)[..., order].view_as(encoded)
    assert torch.equal(shift(decoded, moved, mask), shift(decoded, encoded, mask))


def test_nothing_known_or_nothing_missing_moves_nothing(features):
    decoded, encoded = features
    whole = torch.cat([torch.zeros(1, 1, 8, 8), torch.ones(1, 1, 8, 8)])
    assert not shift(decoded.expand(2, -1, -1, -1), encoded.expand(2, -1, -1, -1), whole).any()
    assert torch.isfinite(shift(decoded * 0, encoded * 0, whole[:1])).all()


def test_a_thin_line_leaves_cells():
    line = torch.zeros(1, 1, 64, 64)
    line[..., 21, :] = 1
    assert coarse(line, 8)[0, 0, 2].all() and coarse(line, 8).sum() == 8


@pytest.mark.parametrize(
    ("design", "parameters"),
    [
        pytest.param(ShiftNetDesign(), 54_944_771, marks=pytest.mark.slow),
        pytest.param(ShiftNetDesign(mask=False), 54_943_747, marks=pytest.mark.slow),
        (ShiftNetDesign(width=32), 13_742_595),
        (ShiftNetDesign(width=32, downs=7), 10_595_331),
        (SLIM_DESIGN, 5_961_987),
    ],
)
def test_parameters(design, parameters):
    with torch.device("meta"):
        assert sum(parameter.numel() for parameter in ShiftNet(design).parameters()) == parameters


@pytest.fixture(scope="module")
def network():
    torch.manual_seed(2)
    return ShiftNet(ShiftNetDesign(width=4, downs=5, crop=32)).eval()


@pytest.fixture
def scene():
    """Two photos, and a hole of its own in each."""
    image = torch.rand(2, 3, 32, 64, generator=torch.Generator().manual_seed(5))
    mask = torch.zeros(2, 1, 32, 64)
    mask[0, :, 8:20, 12:28] = 1
    mask[1, :, 20:30, 40:50] = 1
    return image, mask


@torch.no_grad()
def test_shapes_and_range(network, scene):
    painted, decoded = network(*scene)
    assert painted.shape == (2, 3, 32, 64) and decoded.shape == network.looked(scene[0]).shape == (
        2,
        16,
        4,
        8,
    )
    assert 0 <= painted.min() <= painted.max() <= 1 and (decoded >= 0).all()


@torch.no_grad()
def test_photos_of_a_batch_do_not_mix(network, scene):
    image, mask = scene
    alone = [network(image[n : n + 1], mask[n : n + 1]).painted for n in (0, 1)]
    assert torch.allclose(network(image, mask).painted, torch.cat(alone), atol=1e-5)


@torch.no_grad()
@pytest.mark.parametrize("begun", [False, True])
def test_what_holes_hold_has_no_influence(scene, begun):
    image, mask = scene
    network = ShiftNet(ShiftNetDesign(width=4, downs=5, begun=begun)).eval()
    torch.nn.init.normal_(network.last.weight)
    other = torch.where(mask > 0, 0.9, image)
    assert torch.equal(network(image, mask).painted, network(other, mask).painted)


@torch.no_grad()
def test_a_network_that_is_begun_starts_at_the_membrane(scene):
    image, mask = scene
    network = ShiftNet(ShiftNetDesign(width=4, downs=5, begun=True)).eval()
    assert torch.allclose(network(image, mask).painted, spread(image, mask), atol=1e-5)


@torch.no_grad()
def test_it_answers_for_a_photo_that_is_all_missing_and_at_any_size(network, scene):
    image, mask = scene
    assert torch.isfinite(network(image, torch.ones_like(mask)).painted).all()
    assert network.fill(image[..., :50], mask[..., :50]).shape == (2, 3, 32, 50)


@torch.no_grad()
def test_without_shifts_it_is_as_large_and_takes_nothing_from_elsewhere() -> None:
    mask = torch.zeros(1, 1, 64, 64)
    mask[..., 24:40, 24:40] = 1
    photo = torch.rand(1, 3, 64, 64, generator=torch.Generator().manual_seed(0))
    answers, sizes = [], []
    for shifts in (True, False):
        torch.manual_seed(0)
        network = ShiftNet(ShiftNetDesign(width=4, downs=5, crop=64, shifts=shifts)).eval()
        answers.append(network(photo, mask).painted)
        sizes.append(sum(weight.numel() for weight in network.parameters()))
    assert sizes[0] == sizes[1] and not torch.equal(*answers)
