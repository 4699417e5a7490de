"""How a patch MLP works, as pictures."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch

from engine.explain import mlp
from engine.job import Cancelled, Job
from engine.models.catalog import catalog
from engine.models.weights import Card
from engine.networks.mask_mlp import MaskMLP, parse


@pytest.fixture(params=[True, False], ids=["mask", "blind"])
def network(request) -> MaskMLP:
    torch.manual_seed(0)
    return MaskMLP(parse("10^2,12,9,6^2", with_mask=request.param))


def test_each_unit_of_the_first_layer_is_a_tile(network: MaskMLP) -> None:
    tiles = mlp.first_layer(network)
    wide = 10 + mlp.TILE_GAP_PX + 10 if network.architecture.with_mask else 10
    assert [tile.shape for tile in tiles] == [(10, wide, 3)] * 12


def test_tiles_show_the_weights_with_zero_as_middle_gray(network: MaskMLP) -> None:
    weight = network.layers[0].weight.detach()
    weight[3, :100] = 0
    weight[3, 42] = -2
    tile = mlp.first_layer(network)[3][:, :10]
    assert tile[4, 2].tolist() == [0, 0, 0]
    assert (tile == 0.5).sum() == 99 * 3


def test_played_back_is_a_column_of_the_output_layer(network: MaskMLP) -> None:
    (found,) = mlp.features(network, units=[5])
    column = network.layers[-1].weight.detach()[:, 5].numpy()
    shown = (found.played_back[..., 0].ravel() - 0.5) * 2
    assert np.allclose(shown, column / np.abs(column).max(), atol=1e-6)


def test_the_pattern_excites_its_unit_more_than_noise_does(network: MaskMLP) -> None:
    hole = mlp.letter(10)
    noise = torch.randn(200, 100) * (
        1 if not network.architecture.with_mask else torch.from_numpy(~hole).flatten()
    )
    noise *= 10 / noise.norm(dim=1, keepdim=True)
    masks = (
        torch.from_numpy(hole).flatten().float().expand(200, -1) if network.architecture.with_mask else None
    )
    by_chance = network.last_hidden(noise, masks).amax(0)
    assert all(f.activation > by_chance[f.unit] for f in mlp.features(network, hole))


def test_eight_units_are_shown_the_same_every_time(network: MaskMLP) -> None:
    one, two = mlp.features(network), mlp.features(network)
    assert len({feature.unit for feature in one}) == 8
    assert all(np.array_equal(a.recognised, b.recognised) for a, b in zip(one, two, strict=True))


def test_the_mask_is_reddened_and_the_answered_middle_framed() -> None:
    network = MaskMLP(parse("10^2,12,9,6^2", with_mask=True))
    hole = np.zeros((10, 10), bool)
    hole[4, 5] = True
    picture = mlp.features(network, hole, units=[0])[0].recognised
    zoom = mlp.MAX_PATTERN_SIDE_PX // 10
    middle = picture[4 * zoom + zoom // 2, 5 * zoom + zoom // 2]
    assert middle[0] > middle[1] + 0.3
    assert np.allclose(picture[2 * zoom, 2 * zoom : 8 * zoom], mlp.FRAME_COLOUR)
    assert np.ptp(picture[6 * zoom + 3, 6 * zoom + 3]) == 0


def test_where_it_corrects_a_ramp_is_seen_without_its_hole() -> None:
    hole = np.zeros((9, 9), bool)
    hole[3:6, 4] = True
    ramp = np.add.outer(np.arange(9.0), 2 * np.arange(9.0))
    seen = (ramp * ~hole).ravel() @ mlp._completion(hole, thin_plate=True)
    assert np.allclose(seen.reshape(9, 9), ramp, atol=1e-3)
    blank = (ramp * ~hole).ravel() @ mlp._completion(hole, thin_plate=False)
    assert np.allclose(blank.reshape(9, 9), ramp * ~hole)


def test_only_patch_networks_are_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    cards = {"": Card(id="x", sha256=""), "text": Card(id="x", sha256="", more={"layers": "16^2,2,8^2"})}
    monkeypatch.setattr(mlp.weights, "card", lambda _, variant: cards[variant])
    info = replace(catalog()["telea"].info, weights=("", "text"))
    assert mlp.explained(info) == ("text",)
    assert mlp.explained(catalog()["telea"].info) == ()


def test_an_explanation_begins_with_the_strongest_units(monkeypatch: pytest.MonkeyPatch) -> None:
    network = MaskMLP(parse("10^2,12,9,6^2", with_mask=False))
    with torch.no_grad():
        network.layers[0].weight[7] *= 9
    monkeypatch.setattr(catalog()["mask-mlp"], "loaded", lambda *_: network)
    monkeypatch.setattr(mlp.weights, "card", lambda *_: Card(id="x", sha256=""))
    told = mlp.explain("mask-mlp", "", Job())
    assert (told.inner, told.outer, told.with_mask, len(told.features)) == (10, 6, False, 8)
    assert np.array_equal(told.first[0], mlp.first_layer(network)[7])


def test_a_letter_lies_in_the_middle() -> None:
    rows, columns = np.nonzero(mlp.letter(39))
    assert abs(rows.mean() - 19) < 2
    assert abs(columns.mean() - 19) < 2


def test_it_stops_when_asked_to(network: MaskMLP) -> None:
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        mlp.features(network, job=job)


def test_a_sheet_holds_all_tiles() -> None:
    tiles = [np.full((3, 4, 3), shade, np.float32) for shade in (0.1, 0.2, 0.3)]
    page = mlp.sheet(tiles, 2)
    assert page.shape == (9, 11, 3)
    assert [np.isclose(page, shade).sum() for shade in (0.1, 0.2, 0.3)] == [36] * 3
