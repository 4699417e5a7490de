"""informed-mask: the acceptance facts of its specification."""

from __future__ import annotations

import pytest
import torch

from engine.networks.deepfill_v2 import Stages
from engine.networks.informed_mask import FULL_SIZE, SLIM_SIZE, InformedMask, MaskNet, Size, replaced_share
from engine.networks.layers.edges import canny, grey

TINY = Size(mask_width=4, edge_width=4, edge_blocks=1, cnum=12, dilations=(2,))


@pytest.fixture(scope="module")
def network():
    torch.manual_seed(4)
    return InformedMask(TINY).eval()


@pytest.fixture
def image():
    """Two blocks of flat colour, so that there are edges."""
    image = torch.rand(2, 3, 32, 48, generator=torch.Generator().manual_seed(5)) * 0.1 + 0.2
    image[..., 20:] += 0.5
    return image


def count(build):
    with torch.device("meta"):
        return sum(parameter.numel() for parameter in build().parameters())


@pytest.mark.parametrize(("width", "parameters"), [(64, 31_037_633), (32, 7_763_041), (16, 1_942_577)])
def test_parameters_of_the_mask_network(width, parameters):
    assert count(lambda: MaskNet(width)) == parameters


@pytest.mark.parametrize(("cnum", "parameters"), [(48, 4_058_478), (24, 1_020_954), (16, 456_574)])
def test_parameters_of_the_painter(cnum, parameters):
    assert count(lambda: Stages(cnum, inputs=6, further=2)) == parameters


@pytest.mark.parametrize(
    ("size", "parts"),
    [(FULL_SIZE, (31_037_633, 10_761_089, 4_058_478)), (SLIM_SIZE, (1_942_577, 852_817, 456_574))],
)
def test_the_three_networks_make_the_whole(size, parts):
    assert count(lambda: InformedMask(size)) == sum(parts)


@torch.no_grad()
def test_shapes_are_kept_and_masks_and_edges_lie_between_0_and_1(network, image):
    mask, edges, painted = network(image)
    assert mask.shape == edges.whole.shape == (2, 1, 32, 48)
    assert painted.fine.shape == painted.whole.shape == image.shape
    for plane in (mask, *edges, painted.coarse, painted.fine):
        assert plane.min() >= 0 and plane.max() <= 1


@torch.no_grad()
@pytest.mark.parametrize("share", [0.0, 1.0])
def test_nothing_lost_is_the_photo_and_all_lost_is_the_painting(network, image, share):
    painted = network(image, torch.full((2, 1, 32, 48), share))[2]
    assert torch.equal(painted.whole, painted.fine if share else image)


@torch.no_grad()
def test_the_answer_lies_between_photo_and_painting(network, image):
    _, _, painted = network(image)
    low, high = torch.minimum(image, painted.fine), torch.maximum(image, painted.fine)
    assert (painted.whole >= low - 1e-6).all() and (painted.whole <= high + 1e-6).all()


@torch.no_grad()
def test_edges_of_what_is_there_are_weakened_not_cut(network, image):
    mask = torch.zeros(2, 1, 32, 48)
    mask[..., :16, :] = 0.4
    edges = network.edges(image, mask)
    full = canny(grey(image))
    assert full[..., :16, :].any() and full[..., 16:, :].any()
    assert torch.equal(edges.whole[..., 16:, :], edges.seen[..., 16:, :])
    assert torch.allclose(edges.seen, full * (1 - mask))
    assert torch.allclose(edges.whole, edges.seen + edges.drawn * mask)


@torch.no_grad()
def test_a_hard_mask_hides_what_is_under_it_as_in_deepfill(network, image):
    mask = torch.zeros(2, 1, 32, 48)
    mask[..., 8:24, 8:24] = 1
    edges = torch.zeros_like(mask)
    other = torch.where(mask > 0, torch.rand_like(image), image)
    one, two = (network.paint(photo, mask, edges) for photo in (image, other))
    assert torch.allclose(one.fine, two.fine, atol=1e-6)
    known, guides = (image * 2 - 1) * (1 - mask), torch.cat([mask, edges], 1)
    coarse, fine, _ = network.ipn(known, mask, torch.ones_like(mask), mask, edges, guides=guides)
    assert torch.equal(one.fine, (fine + 1) / 2) and torch.equal(one.coarse, (coarse + 1) / 2)


def noisy(value, level):
    plane = torch.full((1, 3, 40, 40), value)
    noise = torch.randn(plane.shape, generator=torch.Generator().manual_seed(8))
    return plane, (plane + level * noise).clamp(0, 1), torch.full((1, 1, 40, 40), 2 * level)


@pytest.mark.parametrize("value", [0.0, 0.5, 0.95])
def test_a_painting_that_takes_the_noise_alone_is_laid_on_whole(value):
    clean, image, mask = noisy(value, 0.1)
    inner = replaced_share(image, clean, mask)[..., 8:-8, 8:-8]
    assert 0.85 < float(inner.mean()) <= 1


def test_a_painting_without_the_texture_is_laid_on_in_part():
    clean, image, mask = noisy(0.5, 0.1)
    texture = torch.zeros_like(clean)
    texture[..., ::2] = 0.4
    found = replaced_share((image + texture).clamp(0, 1), clean + 0.2, mask)
    assert float(found.min()) >= 0.2 - 1e-6 and float(found.mean()) == pytest.approx(
        0.1**2 / (0.1**2 + 0.2**2), abs=0.06
    )


def test_what_is_wholly_lost_is_replaced_and_what_lost_less_than_the_floor_is_not():
    clean, image, mask = noisy(0.5, 0.3)
    mask[..., :20], mask[..., 20:] = 1, 0.02
    found = replaced_share(image, clean, mask)
    assert (found[..., :20] == 1).all() and (found[..., 20:] == 0).all()


def test_strength_counts_noise_for_more():
    clean, image, mask = noisy(0.5, 0.1)
    weak, strong = (replaced_share(image, clean + 0.1, mask, gain).mean() for gain in (0.5, 2.0))
    assert weak < replaced_share(image, clean + 0.1, mask).mean() < strong
