"""Raindrops, noise and partial damage."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from trainer import corruption
from trainer.corruption.contract import Canvas
from trainer.corruption.kinds.raindrops import MIN_ALPHA, Drop, _refracted


def checkers(side: int = 256, cell: int = 32) -> Any:
    y, x = np.mgrid[:side, :side] // cell
    return np.repeat(((x + y) % 2).astype(np.float32)[..., None], 3, 2)


def test_a_drop_shows_the_scene_small_and_upside_down() -> None:
    ramp = np.repeat(np.linspace(0, 1, 256, dtype=np.float32)[:, None, None], 256, 1).repeat(3, 2)
    canvas = Canvas(256, 256, clean=ramp)
    params = {"shrink": (4, 4), "blur": (0, 0), "offset": 0}
    y, x = np.mgrid[110:147, 110:147].astype(np.float32)
    view = _refracted(canvas, params, Drop(128, 128, 18, (0, 0, 0), 1), np.full(4, 0.5, np.float32), x, y)
    assert np.allclose(view[:, 18, 0], (128 + (128 - np.arange(110, 147)) * 4) / 255, atol=1e-3)


def test_a_checkerboard_lies_in_a_drop_where_the_map_says() -> None:
    canvas = Canvas(256, 256, clean=checkers())
    params = {"shrink": (5, 5), "blur": (0, 0), "offset": 20}
    numbers = np.array([0, 0.7, 0.2, 0], np.float32)
    y, x = np.mgrid[108:149, 108:149].astype(np.float32)
    view = _refracted(canvas, params, Drop(128, 128, 20, (0, 0, 0), 1), numbers, x, y)
    at = [128 + s + (128 - p) * 5 for s, p in ((-12.0, y), (8.0, x))]
    inside = [np.where(a < 0, -a - 1, np.where(a > 255, 511 - a, a)) for a in at]
    expected = ((inside[0] // 32 + inside[1] // 32) % 2).ravel()
    assert np.corrcoef(view[..., 0].ravel(), expected)[0, 1] > 0.9


def test_rain_leaves_the_rest_alone(photo: Any) -> None:
    sample = corruption.generate("raindrops", photo(), {}, 3)
    assert (sample.alpha == 0).mean() > 0.1
    assert sample.alpha[sample.alpha > 0].min() >= MIN_ALPHA
    changed = np.abs(sample.corrupted - sample.clean).max(2) > 30 / 255
    assert np.array_equal(sample.mask == 1, changed | (sample.alpha > 0.5))


def test_streaks_are_thin_tails(photo: Any) -> None:
    params = {"drops": 20, "radius": (4, 5)}
    plain, streaked = (
        corruption.generate("raindrops", photo(), params | {"streaks": on}, 1) for on in (False, True)
    )
    assert (streaked.alpha > 0).sum() > (plain.alpha > 0).sum()


def test_noise_has_its_level() -> None:
    grey = np.full((256, 256, 3), 0.5, np.float32)
    for level in (0.02, 0.05, 0.1):
        sample = corruption.generate("noise_uniform", grey, {"level": level}, 1)
        assert (sample.corrupted - grey).std() == pytest.approx(level, rel=0.03)
        assert np.allclose(sample.mask, level / 0.5)


def test_no_noise_is_no_damage(photo: Any) -> None:
    sample = corruption.generate("noise_uniform", photo(), {"level": 0.0}, 1)
    assert np.array_equal(sample.corrupted, photo()) and not sample.mask.any()


def test_a_noise_map_tells_the_local_level() -> None:
    grey = np.full((256, 256, 3), 0.5, np.float32)
    sample = corruption.generate("noise_map", grey, {"most": 0.15}, 1)
    change = np.abs(sample.corrupted - grey).mean(2)
    assert change[sample.mask > 0.2].mean() > 3 * change[sample.mask < 0.05].mean()


def test_fading_reaches_its_most(photo: Any) -> None:
    sample = corruption.generate("fade", photo(), {"most": 0.6}, 1)
    assert sample.mask.max() == pytest.approx(0.6) and sample.mask.min() == 0
    assert np.abs(np.diff(sample.mask, axis=0)).max() < 0.05


def test_a_veil_is_the_same_everywhere(photo: Any) -> None:
    assert np.all(corruption.generate("veil", photo(), {"opacity": 0.25}, 1).mask == 0.25)


def test_salt_and_pepper_are_white_and_black(photo: Any) -> None:
    sample = corruption.generate("salt_pepper", photo(), {"share": 0.2}, 1)
    hit = sample.corrupted[sample.mask == 1]
    assert set(np.unique(hit)) == {0, 1} and hit.mean() == pytest.approx(0.5, abs=0.03)
