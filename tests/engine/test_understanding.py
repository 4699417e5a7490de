"""How a patch MLP works, as pictures."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from engine import understanding
from engine.job import Cancelled, Job
from engine.networks.mask_mlp import MaskMLP, parse


@pytest.fixture(params=[True, False], ids=["mask", "blind"])
def network(request) -> MaskMLP:
    torch.manual_seed(0)
    return MaskMLP(parse("10^2,12,9,6^2", with_mask=request.param))


def test_each_unit_of_the_first_layer_is_a_tile(network: MaskMLP) -> None:
    tiles = understanding.first_layer(network)
    wide = 10 + understanding.GAP + 10 if network.architecture.with_mask else 10
    assert [tile.shape for tile in tiles] == [(10, wide, 3)] * 12


def test_tiles_show_the_weights_with_zero_as_middle_gray(network: MaskMLP) -> None:
    weight = network.layers[0].weight.detach()
    weight[3, :100] = 0
    weight[3, 42] = -2
    tile = understanding.first_layer(network)[3][:, :10]
    assert tile[4, 2].tolist() == [0, 0, 0]
    assert (tile == 0.5).sum() == 99 * 3


def test_played_back_is_a_column_of_the_output_layer(network: MaskMLP) -> None:
    (found,) = understanding.features(network, units=[5])
    column = network.layers[-1].weight.detach()[:, 5].numpy()
    shown = (found.played_back[..., 0].ravel() - 0.5) * 2
    assert np.allclose(shown, column / np.abs(column).max(), atol=1e-6)


def test_the_pattern_excites_its_unit_more_than_noise_does(network: MaskMLP) -> None:
    hole = understanding.letter(10)
    noise = torch.randn(200, 100) * (
        1 if not network.architecture.with_mask else torch.from_numpy(~hole).flatten()
    )
    noise *= 10 / noise.norm(dim=1, keepdim=True)
    masks = (
        torch.from_numpy(hole).flatten().float().expand(200, -1) if network.architecture.with_mask else None
    )
    by_chance = network.last_hidden(noise, masks).amax(0)
    assert all(f.activation > by_chance[f.unit] for f in understanding.features(network, hole))


def test_eight_units_are_shown_the_same_every_time(network: MaskMLP) -> None:
    one, two = understanding.features(network), understanding.features(network)
    assert len({feature.unit for feature in one}) == 8
    assert all(np.array_equal(a.recognised, b.recognised) for a, b in zip(one, two, strict=True))


def test_the_mask_is_red_and_the_answered_middle_outlined() -> None:
    network = MaskMLP(parse("10^2,12,9,6^2", with_mask=True))
    hole = np.zeros((10, 10), bool)
    hole[4, 5] = True
    picture = understanding.features(network, hole, units=[0])[0].recognised
    assert np.allclose(picture[4, 5], understanding.RED)
    assert np.allclose(picture[1, 1:9], understanding.GREEN)
    assert np.ptp(picture[5, 5]) == 0


def test_a_letter_lies_in_the_middle() -> None:
    rows, columns = np.nonzero(understanding.letter(39))
    assert abs(rows.mean() - 19) < 5
    assert abs(columns.mean() - 19) < 3


def test_it_stops_when_asked_to(network: MaskMLP) -> None:
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        understanding.features(network, job=job)


def test_a_sheet_holds_all_tiles() -> None:
    tiles = [np.full((3, 4, 3), shade, np.float32) for shade in (0.1, 0.2, 0.3)]
    page = understanding.sheet(tiles, 2)
    assert page.shape == (9, 11, 3)
    assert [np.isclose(page, shade).sum() for shade in (0.1, 0.2, 0.3)] == [36] * 3
