"""GLCIC's completion network against its table, and how far it looks."""

from __future__ import annotations

import pytest
import torch

from engine.networks.glcic import GLCIC, SLIM_DESIGN, GLCICDesign
from engine.networks.layers.spread import spread


@pytest.mark.parametrize(
    ("design", "parameters"),
    [
        (GLCICDesign(), 6_072_131),
        (GLCICDesign(width=32), 1_522_083),
        (GLCICDesign(width=32, grouped=True), 1_522_083),
        (SLIM_DESIGN, 857_691),
    ],
)
def test_parameters(design, parameters):
    with torch.device("meta"):
        network = GLCIC(design)
    assert sum(parameter.numel() for parameter in network.parameters()) == parameters


@pytest.mark.parametrize("size", [(64, 72), (100, 256)])
def test_any_size_that_divides_by_four_is_kept(size):
    with torch.device("meta"):
        assert (
            GLCIC(GLCICDesign(width=8))(torch.empty(1, 3, *size), torch.empty(1, 1, *size)).shape[2:] == size
        )


@pytest.fixture(autouse=True)
def seed():
    torch.manual_seed(4)


def trained(**design):
    """A network whose last layer lets something through, at rest."""
    network = GLCIC(GLCICDesign(width=8, **design)).eval()
    torch.nn.init.normal_(network.layers[-1].weight, 0, 0.1)
    return network


@torch.no_grad()
@pytest.mark.parametrize("begun", [False, True])
@pytest.mark.parametrize("grouped", [False, True])
def test_what_the_hole_holds_has_no_influence(begun, grouped):
    network = trained(begun=begun, grouped=grouped)
    image, mask = torch.rand(1, 3, 24, 32), torch.zeros(1, 1, 24, 32)
    mask[..., 8:16, 10:22] = 1
    made = network(image, mask)
    assert torch.equal(made, network(torch.where(mask > 0, torch.nan, image), mask))
    assert not torch.equal(made, network(image, mask.roll(2, 3)))
    assert begun or (made.min() >= 0 and made.max() <= 1)


@torch.no_grad()
def test_one_that_is_begun_starts_at_a_membrane():
    image, mask = torch.rand(1, 3, 16, 20), torch.zeros(1, 1, 16, 20)
    mask[..., 4:12, 4:12] = 1
    made = GLCIC(SLIM_DESIGN)(image, mask)
    assert torch.allclose(made, spread(image * (1 - mask), mask), atol=1e-6)


def test_it_looks_153_px_far():
    network = trained().double()
    image = torch.rand(1, 3, 8, 360, dtype=torch.float64).requires_grad_()
    mask = torch.zeros(1, 1, 8, 360, dtype=torch.float64)
    made = network(image, mask)
    made[..., 200:204].sum().backward()
    reached = image.grad.abs().amax((0, 1, 2)) > 0
    assert reached[200 - 140] and reached[203 + 140]
    assert not reached[: 200 - 153].any() and not reached[203 + 154 :].any()


@torch.no_grad()
def test_what_moves_by_four_is_filled_the_same():
    network = trained().double()
    image = torch.rand(1, 3, 8, 360, dtype=torch.float64)
    mask = torch.zeros(1, 1, 8, 360, dtype=torch.float64)
    mask[..., 170:180] = 1
    one, two = network(image, mask), network(image.roll(4, 3), mask.roll(4, 3))
    assert torch.allclose(one[..., 160:190], two[..., 164:194], atol=1e-9)


@torch.no_grad()
def test_enlarging_begins_without_a_checkerboard():
    rise = next(
        part for part in GLCIC(GLCICDesign(width=8)).layers if isinstance(part, torch.nn.ConvTranspose2d)
    )
    flat = rise(torch.ones(1, 32, 8, 8))[..., 2:-2, 2:-2]
    assert (flat - flat.mean((2, 3), keepdim=True)).abs().max() < 1e-5
