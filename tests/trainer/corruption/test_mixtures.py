"""Recipes of damages: their shares, and what tests keep to themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from trainer import corruption
from trainer.corruption import catalog
from trainer.corruption.contract import Layer, Mixture
from trainer.corruption.mixture import drawn_part
from trainer.corruption.parameters import Between, DamageInvalid

MIXTURES = catalog.mixtures()
TRAINING = [mixture for mixture in MIXTURES.values() if not mixture.held_out]


@pytest.mark.parametrize("name", MIXTURES)
def test_parts_come_as_often_as_their_weights(name: str) -> None:
    mixture = MIXTURES[name]
    rng = np.random.default_rng(0)
    drawn = np.bincount([drawn_part(mixture, rng) for _ in range(2000)], minlength=len(mixture.parts)) / 2000
    weights = np.array([part.weight for part in mixture.parts])
    assert np.abs(drawn - weights / weights.sum()).max() < 0.04


def test_the_shares_of_informed_are_those_of_its_paper() -> None:
    weights = [part.weight for part in MIXTURES["informed"].parts]
    assert np.allclose([sum(weights[:3]), weights[3], weights[4], sum(weights[5:])], [0.40, 0.25, 0.15, 0.20])


def test_the_part_is_the_first_draw_of_the_stream(photo: Any) -> None:
    from zlib import crc32

    from trainer.corruption.contract import LIBRARY_VERSION

    for seed in range(8):
        entropy = np.random.SeedSequence([LIBRARY_VERSION, seed, crc32(b"holes"), 0])
        first = drawn_part(MIXTURES["holes"], np.random.Generator(np.random.PCG64(entropy)))
        assert corruption.generate("holes", photo(64, 64), {}, seed).meta["part"] == first


def layers(mixture: Mixture) -> Iterator[Layer]:
    return (layer for part in mixture.parts for layer in part.layers)


def drawn_from(layer: Layer, name: str) -> Any:
    kind = catalog.kinds()[layer.kind.partition(":")[0]]
    preset = kind.presets.get(layer.kind.partition(":")[2], {})
    return {**kind.parameters, **preset, **layer.params}[name]


def ends(value: Any) -> tuple[float, float]:
    if isinstance(value, Between):
        return value.low, value.high
    return tuple(value) if isinstance(value, tuple) else (value, value)


def same_kind(layer: Layer) -> list[Layer]:
    """What training draws of this kind: in its recipes, or by the kind's defaults."""
    base = layer.kind.partition(":")[0]
    return [Layer(kind=base), *(o for m in TRAINING for o in layers(m) if o.kind.partition(":")[0] == base)]


@pytest.mark.parametrize("layer", list(layers(MIXTURES["blind_test"])), ids=lambda layer: layer.kind)
def test_a_blind_test_draws_no_range_of_training(layer: Layer) -> None:
    ranges = [name for name, value in layer.params.items() if isinstance(value, tuple | Between)]
    assert ranges
    for name in ranges:
        for other in same_kind(layer):
            low, high = ends(drawn_from(layer, name))
            least, most = ends(drawn_from(other, name))
            assert high < least or low > most, f"{layer.kind} {name}"


def test_a_blind_test_draws_held_out_fonts_alone() -> None:
    used = {layer.params.get("fonts") for layer in layers(MIXTURES["blind_test"]) if _lettered(layer)}
    trained = {drawn_from(o, "fonts") for m in TRAINING for o in layers(m) if _lettered(o)}
    assert used == {"held-out"} and trained == {"train"}


def _lettered(layer: Layer) -> bool:
    return "fonts" in catalog.kinds()[layer.kind.partition(":")[0]].parameters


def test_a_blind_test_shows_no_other_photo(photo: Any) -> None:
    """Without a pool every draw succeeds, so none fills from a photo that training may have seen."""
    for seed in range(12):
        corruption.generate("blind_test", photo(64, 64), {}, seed)


def test_a_parameter_reaches_the_layers_that_have_it(photo: Any) -> None:
    assert corruption.generate("mlp_bars", photo(), {"angle": 45}, 0).meta["params"]["angle"] == 45
    with pytest.raises(DamageInvalid, match="jam"):
        corruption.generate("holes", photo(), {"jam": 1}, 0)


def test_an_old_photo_has_all_its_damage_at_once(photo: Any) -> None:
    sample = corruption.generate("old_photo", photo(), {"tears": 2}, 0)
    assert [layer["name"] for layer in sample.meta["drawn"]["layers"]] == [
        "fade",
        "veil",
        "scratches",
        "tears",
    ]


def test_vcn_is_half_hard_half_softened(photo: Any, pool: Any) -> None:
    drawn = [corruption.generate("vcn", photo(64, 64), {}, s, pool=pool, source="a") for s in range(50)]
    assert 12 <= sum(np.isin(sample.alpha, (0, 1)).all() for sample in drawn) <= 38
