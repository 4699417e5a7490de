"""DeepFill v2's networks against their table."""

from __future__ import annotations

import pytest
import torch

from engine.networks.deepfill_v2 import DeepFillV2, SNPatchGAN
from engine.networks.layers.spread import spread


def count(build):
    with torch.device("meta"):
        return sum(parameter.numel() for parameter in build().parameters())


@pytest.mark.parametrize(
    ("build", "parameters"),
    [
        (lambda: DeepFillV2(), 4_052_478),
        (lambda: DeepFillV2(guided=True), 4_053_678),
        (lambda: DeepFillV2(32), 1_805_398),
        (lambda: DeepFillV2(24), 1_017_954),
        (lambda: DeepFillV2(16), 454_574),
        (lambda: SNPatchGAN(), 5_946_816),
        (lambda: SNPatchGAN(5), 5_948_416),
        (lambda: SNPatchGAN(width=32), 1_488_608),
    ],
)
def test_parameters(build, parameters):
    assert count(build) == parameters


@pytest.mark.parametrize(("side", "places"), [(256, 4), (512, 8)])
def test_the_critic_scores_every_64_px(side, places):
    with torch.device("meta"):
        assert SNPatchGAN()(torch.empty(1, 4, side, side)).shape == (1, 256, places, places)


@pytest.fixture(scope="module")
def guided():
    torch.manual_seed(2)
    return DeepFillV2(12, guided=True, dilations=(2,)).eval()


@pytest.fixture
def scene():
    draw = torch.Generator().manual_seed(3)
    image, other = (torch.rand(1, 3, 24, 32, generator=draw) for _ in range(2))
    mask = torch.zeros(1, 1, 24, 32)
    mask[..., 8:16, 10:20] = 1
    return image, other, mask


@torch.no_grad()
def test_what_the_hole_holds_has_no_influence(guided, scene):
    image, other, mask = scene
    one = guided(image, mask)
    two = guided(torch.where(mask > 0, other, image), mask)
    assert all(torch.allclose(a, b, atol=1e-6) for a, b in zip(one, two, strict=True))
    assert one[1].shape == image.shape and one[1].min() >= 0 and one[1].max() <= 1


@torch.no_grad()
def test_a_sketch_counts_inside_the_hole_alone(guided, scene):
    image, _, mask = scene
    plain = guided(image, mask)[1]
    assert torch.equal(guided(image, mask, 1 - mask)[1], plain)
    assert not torch.equal(guided(image, mask, mask)[1], plain)


@torch.no_grad()
def test_one_that_adds_starts_at_the_membrane_and_keeps_what_is_known(scene):
    image, _, mask = scene
    network = DeepFillV2(12, begun=True, adds=True, dilations=(2,)).eval()
    coarse, refined, _ = network(image, mask)
    membrane = spread(image, mask)
    assert torch.allclose(coarse, membrane, atol=1e-5) and torch.allclose(refined, membrane, atol=1e-5)
    torch.nn.init.ones_(network.stages.coarse[-1].weight)
    torch.nn.init.ones_(network.stages.merged[-1].weight)
    coarse, refined, _ = network(image, mask)
    for picture in (coarse, refined):
        changed = (picture - membrane).abs().amax(1, keepdim=True) > 1e-5
        assert changed.any() and not changed[mask == 0].any()
    network.start_at_membrane()
    assert torch.allclose(network(image, mask)[1], membrane, atol=1e-5)


@torch.no_grad()
def test_it_begins_as_a_reduction_and_enlargement():
    torch.manual_seed(4)
    smooth = torch.nn.functional.interpolate(torch.rand(1, 3, 4, 4), (64, 64), mode="bicubic").clamp(0, 1)
    coarse, refined, _ = DeepFillV2(16)(smooth, torch.zeros(1, 1, 64, 64))
    inner = smooth[..., 8:-8, 8:-8]  # the border is dark: convolutions see nothing beyond it
    for picture in (coarse[..., 8:-8, 8:-8], refined[..., 8:-8, 8:-8]):
        assert (picture - inner).abs().mean() < 0.05
        assert torch.corrcoef(torch.stack([picture.flatten(), inner.flatten()]))[0, 1] > 0.95


@torch.no_grad()
def test_begun_with_a_membrane_the_hole_still_has_no_influence(scene):
    image, other, mask = scene
    network = DeepFillV2(12, begun=True, dilations=(2,)).eval()
    one, two = (network(seen, mask)[1] for seen in (image, torch.where(mask > 0, other, image)))
    assert torch.allclose(one, two, atol=1e-6)
    assert not torch.allclose(one, DeepFillV2(12, dilations=(2,)).eval()(image, mask)[1])


@torch.no_grad()
def test_a_larger_hole_than_it_learnt_from_is_filled_small_first_with_its_sketch(guided, scene):
    image, _, mask = scene
    seen = []
    hook = guided.stages.coarse.register_forward_pre_hook(lambda _, told: seen.append(told[0]))
    guided.crop = 8
    filled = guided.fill(image, mask, mask)
    hook.remove()
    guided.crop = 256
    assert filled.shape == image.shape
    (planes,) = seen
    assert planes.shape[2:] == (16, 16)
    assert torch.equal(planes[:, 3], planes[:, 5]) and planes[:, 5].max() == 1  # the sketch, and the mask
