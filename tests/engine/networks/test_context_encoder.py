"""The context encoder against its table, its bottleneck, and how it is laid into photos of any size."""

from __future__ import annotations

import pytest
import torch

from engine.networks.context_encoder import HOLE_COLOUR, SLIM_DESIGN, ContextEncoder, ContextEncoderDesign
from engine.networks.layers.channelwise import ChannelWise
from engine.networks.layers.spread import spread

SMALL = ContextEncoderDesign(width=4, bottleneck="channelwise")
CENTRE = ContextEncoderDesign(mode="centre", width=4, neck=8)


@pytest.mark.parametrize(
    ("design", "parameters"),
    [
        (ContextEncoderDesign(mode="centre"), 71_130_531),
        (ContextEncoderDesign(), 71_196_259),
        (ContextEncoderDesign(bottleneck="channelwise"), 6_049_667),
        (ContextEncoderDesign(mode="centre", bottleneck="channelwise"), 5_983_939),
        (ContextEncoderDesign(width=32, neck=512), 5_610_947),
        (ContextEncoderDesign(width=32, bottleneck="channelwise"), 1_550_275),
        (SLIM_DESIGN, 1_550_275 + 4 * 4 * 32),  # the mask beside the picture
    ],
)
def test_parameters(design, parameters):
    with torch.device("meta"):
        assert sum(parameter.numel() for parameter in ContextEncoder(design).parameters()) == parameters


def test_the_channelwise_layer_of_the_paper_and_with_what_mixes_it():
    with torch.device("meta"):
        assert sum(p.numel() for p in ChannelWise(256, 36).parameters()) + 256 * 257 == 406_784
        assert sum(p.numel() for p in ChannelWise(512, 16).parameters()) + 512 * 513 == 401_920


@torch.no_grad()
def test_channels_do_not_mix_and_the_identity_passes():
    layer = ChannelWise(3, 16)
    x = torch.rand(2, 3, 4, 4)
    other = x.clone()
    other[:, 1, 2, 3] += 1
    changed = (layer(x) != layer(other)).any(0).flatten(1)
    assert changed[1].all() and not changed[0].any() and not changed[2].any()
    layer.weight.copy_(torch.eye(16).expand(3, -1, -1))
    assert torch.equal(layer(x), x)


@pytest.fixture
def scene():
    """Two photos and holes in their middles."""
    image = torch.rand(2, 3, 128, 128, generator=torch.Generator().manual_seed(5))
    mask = torch.zeros(2, 1, 128, 128)
    mask[..., 36:92, 36:92] = 1
    return image, mask


@torch.no_grad()
@pytest.mark.parametrize(
    ("design", "shape"),
    [
        (SMALL, (2, 3, 128, 128)),
        (CENTRE, (2, 3, 64, 64)),
        (ContextEncoderDesign(width=4, neck=8), (2, 3, 128, 128)),
    ],
)
def test_shapes_and_range(design, shape, scene):
    painted = ContextEncoder(design).eval()(*scene)
    assert painted.shape == shape and 0 <= painted.min() <= painted.max() <= 1


@torch.no_grad()
def test_other_sizes_are_refused():
    with pytest.raises(ValueError, match="128 × 128"):
        ContextEncoder(SMALL)(torch.rand(1, 3, 64, 128), torch.zeros(1, 1, 64, 128))
    small = ContextEncoder(ContextEncoderDesign(width=4, neck=8, side=64)).eval()
    assert small(torch.rand(1, 3, 64, 64), torch.zeros(1, 1, 64, 64)).shape == (1, 3, 64, 64)


@torch.no_grad()
@pytest.mark.parametrize("begun", [False, True])
def test_what_holes_hold_has_no_influence(scene, begun):
    image, mask = scene
    network = ContextEncoder(ContextEncoderDesign(width=4, bottleneck="channelwise", begun=begun)).eval()
    torch.nn.init.normal_(network.last.weight)
    shown = torch.where(mask > 0, torch.tensor(HOLE_COLOUR).view(1, 3, 1, 1), image)
    assert torch.equal(network(image, mask), network(shown, mask))


def test_every_corner_counts_for_every_pixel(scene):
    image, mask = scene
    torch.manual_seed(0)
    network = ContextEncoder(SMALL).eval()
    photo = image[:1].requires_grad_()
    network(photo, mask[:1])[0, 0, 64, 64].backward()
    for row in (0, -1):
        for column in (0, -1):
            assert photo.grad[0, :, row, column].abs().sum() > 0


@torch.no_grad()
def test_a_network_that_is_begun_starts_at_the_membrane(scene):
    image, mask = scene
    network = ContextEncoder(ContextEncoderDesign(width=4, bottleneck="channelwise", begun=True)).eval()
    assert torch.allclose(network(image, mask), spread(image, mask), atol=1e-6)
    assert torch.allclose(network.fill(image, mask), spread(image, mask), atol=1e-6)


@pytest.mark.parametrize(
    ("design", "shape", "hole", "square"),
    [
        (SMALL, (200, 300), (100, 110, 250, 260), (41, 172, 128)),  # small: in the photo's own scale
        (SMALL, (200, 300), (0, 80, 0, 50), (0, 0, 160)),  # twice the hole, moved into the photo
        (SMALL, (200, 300), (20, 180, 10, 290), (-40, 10, 280)),  # longer than the photo is high
        (SMALL, (100, 100), (40, 60, 40, 60), (-14, -14, 128)),
        (CENTRE, (200, 300), (0, 56, 0, 56), (-36, -36, 128)),
        (CENTRE, (400, 400), (100, 212, 100, 212), (28, 28, 256)),
    ],
)
def test_the_square_that_is_looked_at(design, shape, hole, square):
    mask = torch.zeros(1, 1, *shape)
    mask[..., hole[0] : hole[1], hole[2] : hole[3]] = 1
    assert ContextEncoder(design)._square(mask) == square


@torch.no_grad()
@pytest.mark.parametrize("design", [SMALL, CENTRE])
def test_a_photo_of_any_size_is_filled_where_it_is_missing(design):
    network = ContextEncoder(design).eval()
    image, mask = torch.rand(2, 3, 90, 170), torch.zeros(2, 1, 90, 170)
    mask[0, :, 10:80, 60:150] = 1
    filled = network.fill(image, mask)
    assert filled.shape == image.shape and torch.equal(filled[1], image[1])
    inside = (mask[0] > 0).expand(3, -1, -1)
    assert (filled[0][inside] != image[0][inside]).float().mean() > 0.99
    other = network.fill(torch.where(mask > 0, 0.5, image), mask)
    assert torch.allclose(filled, other, atol=1e-5)


@torch.no_grad()
def test_what_the_middle_answers_lies_in_the_middle(scene):
    image, mask = scene
    network = ContextEncoder(CENTRE).eval()
    filled = network.fill(image, mask)
    assert torch.allclose(filled[..., 32:96, 32:96], network(image, mask), atol=1e-6)
    assert torch.equal(filled[..., :32], image[..., :32])


@pytest.mark.slow
def test_it_learns_eight_pictures_by_heart():
    torch.manual_seed(0)
    network = ContextEncoder(ContextEncoderDesign(width=16, neck=64))
    coarse = torch.rand(8, 3, 5, 5)
    image = torch.nn.functional.interpolate(coarse, (128, 128), mode="bicubic").clamp(0, 1)
    mask = torch.zeros(8, 1, 128, 128)
    mask[..., 32:96, 32:96] = 1
    optimiser = torch.optim.Adam(network.parameters(), 2e-3)
    for _ in range(80):
        optimiser.zero_grad()
        error = ((network(image, mask) - image) ** 2 * mask).sum() / (3 * mask.sum())
        error.backward()
        optimiser.step()
    constant = ((torch.tensor(HOLE_COLOUR).view(1, 3, 1, 1) - image) ** 2 * mask).sum() / (3 * mask.sum())
    assert float(error.detach()) < 0.1 * float(constant)
