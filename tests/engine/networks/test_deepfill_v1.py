"""DeepFill v1 against its table, and the facts of its attention."""

from __future__ import annotations

import pytest
import torch

from engine.networks.deepfill_v1 import DeepFillV1
from engine.networks.layers.attention import attend


def count(*modules):
    return sum(parameter.numel() for module in modules for parameter in module.parameters())


@pytest.mark.parametrize(
    ("width", "parts"),
    [
        (32, (1_448_227, 880_480, 695_968, 576_867)),
        (24, (815_739, 496_200, 392_376, 324_651)),
        (16, (363_539, 221_360, 175_184, 144_435)),
    ],
)
def test_parameters(width, parts):
    with torch.device("meta"):
        network = DeepFillV1(width)
    found = (
        count(network.first),
        count(network.dilated),
        count(network.before, network.after),
        count(network.merged),
    )
    assert found == parts and count(network) == sum(parts)


@pytest.fixture(scope="module")
def network():
    torch.manual_seed(2)
    return DeepFillV1(8, dilations=(2,)).eval()


@pytest.fixture
def scene():
    draw = torch.Generator().manual_seed(3)
    image, other = (torch.rand(2, 3, 24, 40, generator=draw) for _ in range(2))
    mask = torch.zeros(2, 1, 24, 40)
    mask[0, :, 8:16, 10:20] = 1
    mask[1, :, :8, 20:] = 1
    return image, other, mask


@torch.no_grad()
def test_what_the_hole_holds_has_no_influence(network, scene):
    image, other, mask = scene
    one, two = (network(seen, mask) for seen in (image, torch.where(mask > 0, other, image)))
    assert all(torch.allclose(a, b, atol=1e-6) for a, b in zip(one, two, strict=True))
    for picture in one[:2]:
        assert picture.shape == image.shape and picture.min() >= 0 and picture.max() <= 1


@torch.no_grad()
def test_two_photos_at_once_are_as_two_alone(network, scene):
    image, _, mask = scene
    alone = torch.cat([network(image[n : n + 1], mask[n : n + 1])[1] for n in range(2)])
    assert torch.allclose(network(image, mask)[1], alone, atol=1e-5)


@torch.no_grad()
def test_it_begins_as_a_reduction_and_enlargement(network):
    smooth = torch.nn.functional.interpolate(torch.rand(1, 3, 4, 4), (64, 64), mode="bicubic").clamp(0, 1)
    for picture in network(smooth, torch.zeros(1, 1, 64, 64))[:2]:
        ours, inner = (plane[..., 8:-8, 8:-8].flatten() for plane in (picture, smooth))
        assert torch.corrcoef(torch.stack([ours, inner]))[0, 1] > 0.95


@torch.no_grad()
def test_a_hole_larger_than_those_it_learnt_from_is_filled_small_first(scene):
    image, _, mask = scene
    sizes = []
    network = DeepFillV1(8, dilations=(2,), crop=8).eval()
    network.first.register_forward_hook(lambda _, __, found: sizes.append(found.shape[2:]))
    filled = network.fill(image[:1], mask[:1])
    assert filled.shape == (1, 3, 24, 40) and sizes == [(16, 16)]
    network.crop = 64
    assert torch.equal(network.fill(image[:1], mask[:1]), network(image[:1], mask[:1])[1])


# --- contextual attention as this paper's specification has it ---


@pytest.fixture
def texture():
    """A 16-channel tile of 16×16, repeated to 64×64, and a hole of 20×20."""
    tile = torch.rand(1, 16, 16, 16, generator=torch.Generator().manual_seed(1))
    mask = torch.zeros(1, 1, 64, 64)
    mask[..., 22:42, 22:42] = 1
    return tile.repeat(1, 1, 4, 4), mask


@pytest.mark.parametrize(("fuse", "error"), [(True, 1e-5), (False, 1e-3)])
def test_a_repeated_texture_is_reproduced_in_the_hole(texture, fuse, error):
    maps, mask = texture
    found, weights = attend(maps, maps, mask, fuse=fuse, strict=True)
    assert (found - maps)[..., 4:-4, 4:-4].abs().max() < error
    assert torch.allclose(weights.sum(1), torch.ones(1, 32 * 32), atol=1e-5)


def test_what_is_in_the_hole_is_never_copied(texture):
    maps, mask = texture
    spoilt = torch.where(mask > 0, torch.full_like(maps, 9.0), maps)
    one, two = (attend(maps, background, mask, strict=True)[0] for background in (maps, spoilt))
    assert torch.allclose(one, two, atol=1e-5)


@pytest.mark.parametrize(("exact", "row", "corner"), [(False, 0.5, 0.25), (True, 1.0, 1.0)])
def test_borders_are_covered_by_fewer_patches(exact, row, corner):
    flat = torch.full((1, 3, 16, 16), 0.6)
    found, _ = attend(flat, flat, torch.zeros(1, 1, 16, 16), strict=True, exact=exact)
    assert found[0, 0, 8, 8] == pytest.approx(0.6, abs=1e-5)
    assert found[0, 0, 0, 8] == pytest.approx(0.6 * row, abs=1e-5)
    assert found[0, 0, 0, 0] == pytest.approx(0.6 * corner, abs=1e-5)


def test_shifting_all_by_an_even_number_shifts_the_answer(texture):
    maps, mask = texture
    shifted = attend(maps.roll(4, 3), maps.roll(4, 3), mask.roll(4, 3), strict=True)[0]
    assert torch.allclose(
        shifted[..., 8:-8, 12:-8],
        attend(maps, maps, mask, strict=True)[0].roll(4, 3)[..., 8:-8, 12:-8],
        atol=1e-4,
    )


def test_where_nothing_counts_there_is_nothing():
    maps = torch.rand(2, 4, 8, 8)
    mask = torch.ones(2, 1, 8, 8)
    mask[0] = 0
    found, weights = attend(maps, maps, mask, strict=True)
    assert (found[1] == 0).all() and (weights[1] == 0).all() and found[0].abs().sum() > 0
