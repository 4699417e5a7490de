"""What stands under the damage, and how it ends."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from trainer import corruption
from trainer.corruption import DamageInvalid
from trainer.corruption.contract import Pool
from trainer.corruption.fillers.natural import choose, odd


def filled(photo: Any, filler: str, **params: Any) -> Any:
    return corruption.generate("center", photo(), {"filler": filler, **params}, 1).filler


@pytest.mark.parametrize(("colour", "value"), [("black", 0.0), ("white", 1.0), ("grey", 0.5)])
def test_constant_is_that_colour(colour: str, value: float, photo: Any) -> None:
    assert np.all(filled(photo, "constant", colour=colour) == value)


def test_constant_may_be_the_mean_or_given(photo: Any) -> None:
    assert np.allclose(filled(photo, "constant", colour="mean"), photo().mean((0, 1)))
    assert np.allclose(filled(photo, "constant", colour=(0.2, 0.4, 0.6))[0, 0], (0.2, 0.4, 0.6))


def test_colour_is_one_for_each_hole(photo: Any) -> None:
    sample = corruption.generate("squares", photo(), {"filler": "colour", "count": 20}, 0)
    assert len(np.unique(sample.corrupted[sample.mask == 1], axis=0)) == 20


def test_ink_is_black_white_or_saturated(photo: Any) -> None:
    for seed in range(12):
        sample = corruption.generate("text", photo(64, 64), {}, seed)
        ink = sample.filler[0, 0]
        assert ink.min() == 0 or ink.min() == 1
        assert ink.max() in (0, 1)


def test_gaussian_has_its_mean_and_deviation(photo: Any) -> None:
    noise = filled(photo, "gaussian")
    assert noise.min() >= 0 and noise.max() <= 1
    assert noise.mean() == pytest.approx(0.5, abs=0.01) and noise.std() == pytest.approx(0.24, abs=0.01)


def test_added_noise_keeps_the_photo_under_it(photo: Any) -> None:
    assert (filled(photo, "gaussian", added=True, deviation=0.1) - photo()).std() == pytest.approx(
        0.1, abs=0.005
    )


def test_keep_changes_nothing(photo: Any) -> None:
    sample = corruption.generate("center", photo(), {"filler": "keep"}, 0)
    assert np.array_equal(sample.corrupted, sample.clean) and sample.mask.any()


def test_natural_never_fills_from_its_own_half(pool: Pool) -> None:
    rng = np.random.default_rng(0)
    for source in pool.names:
        chosen = {pool.names[choose(pool.names, source, rng)] for _ in range(30)}
        assert source not in chosen
        assert all(odd(name) != odd(source) for name in chosen)


def test_natural_shows_another_photo(photo: Any, pool: Pool) -> None:
    params = {"filler": "natural", "flip_filler": 0.0}
    sample = corruption.generate("center", photo(100, 120), params, 2, pool=pool, source="clean.jpg")
    other = pool.pixels[pool.names.index(sample.meta["drawn"]["filler_photo"])]
    windows = np.lib.stride_tricks.sliding_window_view(other, (100, 120, 3))[:, :, 0]
    assert (np.abs(windows[:, :, 0, 0] - sample.filler[0, 0]).max(2) == 0).any()


def test_natural_without_photos_says_so(photo: Any) -> None:
    with pytest.raises(DamageInvalid, match="other photos"):
        filled(photo, "natural")


def test_natural_mirrors_a_smaller_photo(photo: Any, pool: Pool) -> None:
    sample = corruption.generate("center", photo(300, 400), {"filler": "natural"}, 0, pool=pool, source="a")
    assert sample.filler.shape == (300, 400, 3)


def test_self_comes_from_64_px_away(photo: Any) -> None:
    sample = corruption.generate("center", photo(), {"filler": "self"}, 0)
    down, right = sample.meta["drawn"]["filler_shift"]
    assert 64 <= down <= 192
    assert np.array_equal(sample.filler, np.roll(photo(), (down, right), (0, 1)))


@pytest.mark.parametrize("texture", ["paper", "grain", "canvas"])
def test_textures_vary_but_stay_near_their_tone(texture: str, photo: Any) -> None:
    content = filled(photo, "texture", texture=texture)
    assert 0.01 < content.mean(2).std() < 0.2


def test_bare_emulsion_is_white_black_or_sepia(photo: Any) -> None:
    params = {"filler": "emulsion", "count": 60}
    tones = [corruption.generate("squares", photo(), params, s) for s in range(12)]
    shown = np.concatenate([np.unique(s.corrupted[s.mask == 1], axis=0) for s in tones])
    white, black = np.mean(shown.min(1) > 0.9), np.mean(shown.max(1) < 0.1)
    assert white == pytest.approx(0.6, abs=0.1) and black == pytest.approx(0.25, abs=0.1)


def test_an_unknown_filler_edge_or_parameter_is_named(photo: Any) -> None:
    for params in ({"filler": "jam"}, {"edge": "jam"}, {"jam": 1}):
        with pytest.raises(DamageInvalid, match="jam"):
            corruption.generate("center", photo(), params)
    with pytest.raises(corruption.CorruptionUnknown, match="jam"):
        corruption.generate("jam", photo())


def test_antialiased_is_the_same_shape_drawn_finer(photo: Any) -> None:
    hard = corruption.generate("freeform", photo(), {}, 3)
    fine = corruption.generate("freeform", photo(), {"edge": "antialiased"}, 3)
    assert ((fine.alpha > 0) & (fine.alpha < 1)).any()
    assert np.abs(hard.mask - fine.alpha).mean() < 0.02


def test_softened_follows_its_law() -> None:
    from trainer.corruption.contract import Canvas
    from trainer.corruption.edges.softened import EDGE

    plane = np.zeros((80, 120), np.float32)
    plane[:, :60] = 1
    mask, alpha = EDGE.apply(plane, Canvas(80, 120), {"coin": False}, np.random.default_rng(0))
    row = alpha[40]
    assert np.array_equal(mask, plane) and np.all(row[:60] == 1)
    assert row[60] == pytest.approx(0.70, abs=0.01)
    assert np.all(np.diff(row) <= 0) and row[60 + 27] > 0 and np.all(row[60 + 28 :] == 0)


def test_softened_tosses_a_coin_where_asked(photo: Any) -> None:
    params = {"edge": "softened", "coin": True}
    hard = [
        np.isin(corruption.generate("center", photo(64, 64), params, s).alpha, (0, 1)).all()
        for s in range(60)
    ]
    assert 15 <= sum(hard) <= 45


def test_feather_is_soft_and_its_own_mask(photo: Any) -> None:
    sample = corruption.generate("center", photo(), {"edge": "feather", "peak": 0.8, "sigma_edge": 8}, 0)
    assert np.array_equal(sample.mask, sample.alpha)
    assert sample.alpha.max() == pytest.approx(0.8, abs=0.01)
    assert sample.alpha[sample.alpha > 0].min() >= 1 / 512


def test_the_frame_stays_free(photo: Any) -> None:
    sample = corruption.generate("lines", photo(), {"border_free": 5}, 0)
    inner = sample.alpha[5:-5, 5:-5]
    assert inner.any() and sample.alpha.sum() == inner.sum()


def test_coverage_is_met_or_flagged(photo: Any) -> None:
    for name in ("freeform", "text", "blobs", "squares"):
        for seed in range(6):
            meta = corruption.generate(name, photo(), {"coverage": (0.1, 0.2)}, seed).meta
            assert meta["coverage_met"] == (0.1 <= meta["coverage"] <= 0.2)
    impossible = corruption.generate("center", photo(), {"coverage": (0.4, 0.5)}, 0).meta
    assert not impossible["coverage_met"]


def test_trimming_drops_whole_holes(photo: Any) -> None:
    meta = corruption.generate("squares", photo(), {"count": 40, "coverage": (0.02, 0.03)}, 0).meta
    assert meta["coverage_met"] and meta["coverage"] * 65536 % 100 == 0


def test_meta_of_a_redrawn_sample_gives_it_again(photo: Any) -> None:
    for name, coverage in (("freeform", (0.2, 0.25)), ("squares", (0.02, 0.03)), ("center", (0.4, 0.5))):
        first = corruption.generate(name, photo(), {"coverage": coverage}, 8)
        again = corruption.generate(name, photo(), first.meta["params"], 8)
        assert again.meta["params"] == first.meta["params"]
        assert again.corrupted.tobytes() == first.corrupted.tobytes()


def test_sizes_follow_the_short_side(photo: Any) -> None:
    small = corruption.generate("rect", photo(128, 128), {"shrink": (0, 0)}, 0).mask.sum()
    crop = corruption.generate("rect", photo(128, 128), {"shrink": (0, 0), "side": 64, "short_side": 256}, 0)
    assert small == 64 * 64 == crop.mask.sum()
