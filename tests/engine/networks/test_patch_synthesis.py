"""The texture stage of msnps, its content network, and the minimiser both stages rest on."""

from __future__ import annotations

import pytest
import torch
from torch.nn import functional as F

from engine.networks.context_encoder import ContextEncoderDesign
from engine.networks.feature_extractor import OWN_CONVS, FeatureExtractor
from engine.networks.layers.lbfgs import minimise
from engine.networks.msnps import SLIM_DESIGN, Content
from engine.networks.patch_synthesis import (
    energy,
    footprint,
    matched,
    places,
    synthesise,
    texture,
    variation,
)

LAYERS = ("relu3_1", "relu4_1")


def random_eye(width: int) -> FeatureExtractor:
    torch.manual_seed(0)
    eye = FeatureExtractor((width, 2 * width, 4 * width, 8 * width), OWN_CONVS, id="random")
    for layer in eye.convs.values():
        torch.nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")  # type: ignore[arg-type]
    eye.calibrate([torch.rand(1, 3, 64, 64)])
    return eye


@pytest.fixture(scope="module")
def eye() -> FeatureExtractor:
    return random_eye(4)


def tiles(cells: int, side: int) -> torch.Tensor:
    """A 16 px tile of random colours, smoothed, all over side×side."""
    tile = torch.rand(1, 3, cells, cells, generator=torch.Generator().manual_seed(1))
    smooth = F.interpolate(tile, (16, 16), mode="bilinear", align_corners=False)
    return smooth.repeat(1, 1, side // 16, side // 16)


def centre(side: int, width: int) -> torch.Tensor:
    hole = torch.zeros(1, 1, side, side)
    first = (side - width) // 2
    hole[..., first : first + width, first : first + width] = 1
    return hole


# --- the content network ---


@pytest.mark.parametrize(
    ("design", "whole"),
    [
        (ContextEncoderDesign(mode="centre"), 71_130_531),
        (ContextEncoderDesign(), 71_196_259),
        (ContextEncoderDesign(width=32, neck=512), 5_610_947),
    ],
)
def test_the_parameters_are_those_of_the_spec(design: ContextEncoderDesign, whole: int) -> None:
    with torch.device("meta"):
        assert sum(weight.numel() for weight in Content(design).parameters()) == whole


def test_all_activations_are_elu() -> None:
    with torch.device("meta"):
        parts = list(Content(SLIM_DESIGN).modules())
    assert not any(isinstance(part, torch.nn.ReLU | torch.nn.LeakyReLU) for part in parts)
    assert sum(isinstance(part, torch.nn.ELU) for part in parts) == 11


# --- L-BFGS ---


def test_a_bowl_is_minimised_within_its_bounds() -> None:
    goal, scale = torch.tensor([0.3, 0.9, 1.5]), torch.tensor([1.0, 30.0, 5.0])
    found = minimise(lambda x: (scale * (x - goal).square()).sum(), torch.full((3,), 0.5), 25)
    assert torch.allclose(found, goal.clamp(0, 1), atol=1e-3)


def test_it_never_goes_up() -> None:
    start = torch.full((4,), 0.5)
    wild = lambda x: (20 * x).sin().sum() + x.square().sum()  # noqa: E731
    for steps in (1, 3, 9):
        assert wild(minimise(wild, start, steps)) <= wild(start)


# --- matches ---


def test_footprints_are_those_of_vggs_layers(eye: FeatureExtractor) -> None:
    assert [footprint(eye, name) for name in ("relu1_1", "relu2_1", *LAYERS)] == [3, 10, 24, 68]


@pytest.mark.parametrize("name", LAYERS)
def test_no_match_touches_the_hole(name: str, eye: FeatureExtractor) -> None:
    picture, hole = torch.rand(1, 3, 160, 160), centre(160, 32)
    inside, free = places(eye, name, hole)
    match = matched(eye(picture, [name])[name][0], inside, free)
    around = F.max_pool2d(inside[None, None].float(), 3, 1, 1)[0, 0] > 0
    assert len(match.index) == inside.sum() > 0
    assert not around.flatten()[match.index].any() and free.flatten()[match.index].all()


def test_where_there_is_little_to_choose_from_less_distance_is_kept(eye: FeatureExtractor) -> None:
    wide = places(eye, "relu4_1", centre(96, 32))[1]
    assert wide.any()
    nothing = matched(torch.rand(8, 6, 6), torch.ones(6, 6) > 0, torch.zeros(6, 6) > 0)
    assert not nothing.cells.any() and float(texture(torch.rand(8, 6, 6), nothing)) == 0


def test_an_exact_translate_is_a_fixed_point(eye: FeatureExtractor) -> None:
    picture, hole = tiles(4, 192), centre(192, 32)
    inside, free = places(eye, "relu3_1", hole)
    x = picture.clone().requires_grad_()
    maps = eye(x, ["relu3_1"])["relu3_1"][0]
    match = matched(maps.detach(), inside, free)
    texture(maps, match).backward()
    assert match.similarity.min() > 0.9999
    assert x.grad is not None and (hole * x.grad).abs().max() < 1e-6


def test_targets_are_constant(eye: FeatureExtractor) -> None:
    picture, hole = torch.rand(1, 3, 128, 128), centre(128, 32)
    maps = eye(picture, ["relu3_1"])["relu3_1"][0].requires_grad_()
    match = matched(maps.detach(), *places(eye, "relu3_1", hole))
    texture(maps, match).backward()
    assert maps.grad is not None
    assert not maps.grad[:, ~match.cells].any() and maps.grad[:, match.cells].any()


# --- the energy ---


def test_variation_of_a_step() -> None:
    hole = torch.ones(1, 1, 6, 8)
    step = torch.zeros(1, 1, 6, 8)
    step[..., 4:] = 0.5
    assert float(variation(torch.ones(1, 3, 6, 8), hole)) == 0
    assert float(variation(step, hole)) == pytest.approx(0.25 * 6)


def test_a_scale_ends_no_higher_and_keeps_known_pixels(eye: FeatureExtractor) -> None:
    picture, hole = torch.rand(1, 3, 96, 96), centre(96, 32)
    told: list[float] = []
    found = synthesise(eye, picture, hole, ("relu3_1",), 4, told.append)
    again = synthesise(eye, picture, hole, ("relu3_1",), 4)
    assert torch.equal(found * (1 - hole), picture * (1 - hole)) and not torch.equal(found, picture)
    assert torch.equal(found, again) and told == sorted(told)
    match = {"relu3_1": matched(eye(picture, ["relu3_1"])["relu3_1"][0], *places(eye, "relu3_1", hole))}
    once = minimise(
        lambda x: energy(eye, torch.where(hole > 0, x, picture), picture, hole, match), picture, 2
    )
    before, after = (energy(eye, x, picture, hole, match) for x in (picture, once))
    assert after < before


def gradient(picture: torch.Tensor, part: torch.Tensor) -> float:
    change = picture.diff(dim=3).abs()[..., :-1, :] + picture.diff(dim=2).abs()[..., :-1]
    inner = part[..., :-1, :-1]
    return float((change * inner).sum() / inner.sum())


@pytest.mark.slow
def test_texture_comes_back() -> None:
    eye = random_eye(16)
    truth, hole = tiles(4, 128), centre(128, 32)
    bell = torch.exp(-(torch.arange(-6, 7) ** 2) / (2 * 1.5**2))
    kernel = (torch.outer(bell, bell) / bell.sum() ** 2).expand(3, 1, 13, 13)
    blurred = F.conv2d(F.pad(truth, (6, 6, 6, 6), mode="reflect"), kernel, groups=3)
    start = torch.where(hole > 0, blurred, truth)
    found = synthesise(eye, start, hole, LAYERS, 40)
    before, after = ((x - truth)[hole.expand_as(x) > 0].square().mean() for x in (start, found))
    assert 10 * torch.log10(before / after) >= 0.5
    assert 0.8 <= gradient(found, hole) / gradient(truth, 1 - hole) <= 1.6
