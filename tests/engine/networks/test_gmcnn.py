"""GMCNN's network against its table."""

from __future__ import annotations

import pytest
import torch

from engine.networks.gmcnn import GMCNN, SLIM_DESIGN, GMCNNDesign
from engine.networks.layers.spread import spread


def count(module):
    return sum(parameter.numel() for parameter in module.parameters())


@pytest.mark.parametrize(
    ("width", "columns", "merge"),
    [
        (32, [7_132_576, 3_947_040, 1_449_568], 32_707),
        (16, [1_785_040, 987_920, 363_056], 8_291),
        (12, [1_004_796, 556_140, 204_468], 4_707),
    ],
)
def test_parameters(width, columns, merge):
    with torch.device("meta"):
        network = GMCNN(GMCNNDesign(width=width))
    assert [count(column) for column in network.columns] == columns
    assert count(network.merge) == merge and count(network) == sum(columns) + merge


def test_the_slim_one_has_as_many():
    with torch.device("meta"):
        assert count(GMCNN(SLIM_DESIGN)) == 1_770_111


def test_columns_end_at_full_size_the_narrower_the_smaller_their_kernels():
    with torch.device("meta"):
        columns = GMCNN(GMCNNDesign(width=8)).columns
        shapes = [column(torch.empty(1, 4, 64, 72)).shape for column in columns]
    assert shapes == [(1, 32, 64, 72), (1, 16, 64, 72), (1, 8, 64, 72)]


@pytest.mark.parametrize(("side", "fits"), [(192, False), (196, True)])
def test_reflection_needs_as_much_as_it_reaches(side, fits):
    with torch.device("meta"):
        network = GMCNN(GMCNNDesign(width=6, reflect=True))
        planes = torch.empty(1, 3, side, side), torch.empty(1, 1, side, side)
        if fits:
            assert network(*planes).shape == (1, 3, side, side)
            return
        with pytest.raises(ValueError, match="192 px"):
            network(*planes)


@pytest.fixture(autouse=True)
def seed():
    torch.manual_seed(2)


@pytest.fixture
def scene():
    image, other = torch.rand(2, 1, 3, 24, 36)
    mask = torch.zeros(1, 1, 24, 36)
    mask[..., 6:16, 10:24] = 1
    return image, other, mask


@torch.no_grad()
@pytest.mark.parametrize("begun", [False, True])
def test_what_the_hole_holds_has_no_influence(scene, begun):
    image, other, mask = scene
    network = GMCNN(GMCNNDesign(width=6, dilations=(2,), begun=begun)).eval()
    torch.nn.init.normal_(network.merge[-1].weight)
    made = network(image, mask)
    assert made.shape == image.shape and made.min() >= 0 and made.max() <= 1
    assert torch.equal(made, network(torch.where(mask > 0, other * torch.nan, image), mask))
    assert not torch.equal(made, network(image, mask.roll(2, 3)))


@torch.no_grad()
def test_one_that_is_begun_starts_at_a_membrane(scene):
    image, _, mask = scene
    made = GMCNN(GMCNNDesign(width=6, dilations=(2,), begun=True))(image, mask)
    assert torch.allclose(made, spread(image * (1 - mask), mask), atol=1e-6)


@torch.no_grad()
def test_signals_pass_the_narrowest_column():
    """Weights of N(0, 0.02) would leave a thousandth of them here."""
    column = GMCNN(GMCNNDesign(width=12)).columns[2]
    assert 0.1 < float(column(torch.randn(1, 4, 32, 32)).std()) < 10
