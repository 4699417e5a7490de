"""PGGAN's generator and critic: counts of the spec, reach, and what the variants promise."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch

from engine.networks.pggan import PGGAN, SLIM_DESIGN, Norm, PGGANDesign, Variant
from trainer.critics.pggan import PgganCritic

TINY = PGGANDesign(width=4, blocks=2, crop=32)


@pytest.fixture
def photo() -> torch.Tensor:
    return torch.rand(1, 3, 64, 72, generator=torch.Generator().manual_seed(0))


@pytest.fixture
def mask() -> torch.Tensor:
    hole = torch.zeros(1, 1, 64, 72)
    hole[..., 20:44, 24:50] = 1
    return hole


def count(model: torch.nn.Module) -> int:
    return sum(weight.numel() for weight in model.parameters())


@pytest.mark.parametrize(
    ("design", "whole"),
    [
        (PGGANDesign(), 11_391_811),
        (PGGANDesign(mask_input=False), 11_388_675),
        (PGGANDesign(width=32, blocks=6), 1_970_339),
        (SLIM_DESIGN, 778_491),
        *((replace(TINY, variant=variant), count(PGGAN(TINY))) for variant in ("res", "dres_wide")),
    ],
)
def test_the_parameters_are_those_of_the_spec(design: PGGANDesign, whole: int) -> None:
    with torch.device("meta"):
        assert count(PGGAN(design)) == whole


def test_the_critics_parameters_are_those_of_the_spec() -> None:
    with torch.device("meta"):
        critic = PgganCritic(256)
        assert [count(part) for part in (critic.shared, critic.of_patches, critic.of_whole)] == [
            659_648,
            2_106_881,
            6_327_297,
        ]
        assert count(PgganCritic(256, 32)) == 2_285_922


@pytest.mark.parametrize("norm", ["instance", "batch", "group"])
@pytest.mark.parametrize("variant", ["res", "dres", "dres_wide"])
def test_size_and_range(variant: Variant, norm: Norm, photo: torch.Tensor, mask: torch.Tensor) -> None:
    network = PGGAN(replace(TINY, variant=variant, blocks=4, norm=norm))
    painted = network(photo, mask)
    assert painted.shape == photo.shape and 0 <= painted.min() <= painted.max() <= 1
    assert network(photo[..., :16, :16], mask[..., :16, :16]).shape == (1, 3, 16, 16)


def test_the_critic_has_a_map_and_a_number() -> None:
    patches, whole = PgganCritic(256, 2)(torch.rand(2, 3, 256, 256))
    assert patches.shape == (2, 1, 30, 30) and whole.shape == (2, 1)
    assert PgganCritic(128, 2)(torch.rand(2, 3, 128, 128))[1].shape == (2, 1)


def test_without_its_second_convolutions_the_trunk_is_the_identity(
    photo: torch.Tensor, mask: torch.Tensor
) -> None:
    network = PGGAN(TINY)
    for block in network.trunk:
        torch.nn.init.zeros_(block.second.convolution.weight)
    bare = PGGAN(replace(TINY, blocks=0))
    bare.load_state_dict({name: w for name, w in network.state_dict().items() if "trunk" not in name})
    assert torch.allclose(network(photo, mask), bare(photo, mask), atol=1e-6)


def test_nothing_farther_than_123_px_has_an_influence() -> None:
    network = PGGAN(PGGANDesign(width=2, norm="batch", crop=1000)).eval()
    photo = torch.rand(1, 3, 32, 300).requires_grad_()
    network(photo, torch.zeros(1, 1, 32, 300))[..., 150].sum().backward()
    assert photo.grad is not None
    reached = photo.grad.abs().sum((0, 1, 2)).nonzero()[:, 0]
    assert 150 - 123 <= reached.min() < 60 and 240 < reached.max() <= 150 + 123


def test_a_pixel_reaches_no_more_than_nine_patches_an_axis() -> None:
    critic = PgganCritic(128, 2)
    for part in (critic.shared, critic.of_patches):
        for number, layer in enumerate(part):
            if isinstance(layer, torch.nn.InstanceNorm2d):
                part[number] = torch.nn.Identity()
    photo = torch.rand(1, 3, 128, 128)
    other = photo.clone()
    other[..., 64, 64] += 1
    changed = (critic(photo)[0] - critic(other)[0])[0, 0].abs() > 0
    assert 1 <= changed.any(0).sum() <= 9 and 1 <= changed.any(1).sum() <= 9


def test_each_head_teaches_the_shared_layers_and_not_the_other() -> None:
    critic = PgganCritic(64, 2)
    for head, other in ((critic.of_patches, critic.of_whole), (critic.of_whole, critic.of_patches)):
        critic.zero_grad()
        logits = critic(torch.rand(2, 3, 64, 64))[0 if head is critic.of_patches else 1]
        logits.sum().backward()
        assert critic.shared[0].weight.grad.abs().sum() > 0  # type: ignore[union-attr, operator]
        assert all(weight.grad is None for weight in other.parameters())


def test_plain_maps_give_a_plain_picture() -> None:
    network = PGGAN(replace(TINY, norm="batch")).eval()
    with torch.no_grad():
        painted = network.up(torch.rand(1, 16, 1, 1).expand(1, 16, 8, 8))
    assert float((painted - painted.mean((2, 3), keepdim=True)).abs().max()) < 1e-5


@pytest.mark.parametrize("begun", [False, True])
def test_what_holes_hold_does_not_matter(begun: bool, photo: torch.Tensor, mask: torch.Tensor) -> None:
    network = PGGAN(replace(TINY, begun=begun))
    other = torch.where(mask > 0, 1 - photo, photo)
    assert torch.equal(network(photo, mask), network(other, mask))
    assert not torch.equal(network(photo, mask), network(photo, mask.flip(3)))


def test_training_begins_at_the_membrane(mask: torch.Tensor) -> None:
    plain = torch.full((1, 3, 64, 72), 0.3)
    assert torch.allclose(PGGAN(replace(TINY, begun=True))(plain, mask), plain, atol=1e-4)


def test_a_wide_hole_is_filled_at_the_size_that_was_learnt(photo: torch.Tensor, mask: torch.Tensor) -> None:
    seen: list[tuple[int, ...]] = []
    network = PGGAN(TINY)
    network.register_forward_pre_hook(lambda _, given: seen.append(tuple(given[0].shape[2:])))
    assert network.fill(photo, mask).shape == photo.shape
    network.fill(photo, torch.nn.functional.pad(mask[..., 20:30, 24:34], (0, 62, 0, 54)))
    assert seen[0][0] < 64 and seen[1] == (64, 72)
