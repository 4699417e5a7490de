"""Drops on the lens: the truth is where the photo changed, and two ways of drawing are never learnt."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from trainer.data import raindrops
from trainer.data.photos import Photos
from trainer.data.raindrops import SCENE_SIDE_PX, RaindropsBatch, whole_scene, with_drops

CROP_PX = 96


@pytest.fixture(scope="module")
def photos() -> Photos:
    rng = np.random.default_rng(0)
    rows = np.linspace(220, 40, 160)[:, None, None]
    pixels = tuple((rows * rng.uniform(0.4, 1, (1, 200, 3))).astype(np.uint8) for _ in range(6))
    return Photos(tuple(Path(f"{number}.jpg") for number in range(6)), pixels)


def test_truth_is_where_the_photo_changed(photos) -> None:
    drawn = RaindropsBatch(batch=8, crop=CROP_PX, sound_share=0)(photos, np.random.default_rng(1))
    assert drawn["image"].shape == (8, 3, CROP_PX, CROP_PX) and drawn["truth"].shape == drawn["judged"].shape
    assert 0.005 < drawn["truth"].mean() < 0.5
    assert drawn["judged"][drawn["truth"] > 0].all()


def test_sound_crops_have_no_truth(photos) -> None:
    drawn = RaindropsBatch(batch=4, crop=CROP_PX, sound_share=1)(photos, np.random.default_rng(1))
    assert not drawn["truth"].any() and drawn["judged"].all()


def test_a_drop_shows_the_whole_scene_upside_down(photos) -> None:
    scene = whole_scene(photos.pixels[0])
    assert scene.shape == (SCENE_SIDE_PX, SCENE_SIDE_PX, 3)
    assert scene[0].mean() < scene[-1].mean()  # The photo is bright above.


@pytest.mark.parametrize("seed", range(12))
def test_nothing_changes_where_no_drop_is(seed, monkeypatch) -> None:
    monkeypatch.setattr(raindrops, "CORRUPTION_SHARE", 0.0)
    image = np.full((CROP_PX, CROP_PX, 3), 0.5, np.float32)
    scene = np.linspace(0, 1, 64 * 64 * 3, dtype=np.float32).reshape(64, 64, 3)
    marked, covered = with_drops(image, scene, np.random.default_rng(seed))
    assert covered.min() >= 0 and covered.max() <= 1
    assert np.abs(marked - image)[covered == 0].max(initial=0) == 0
    assert np.abs(marked - image).max() > 0


def test_what_is_held_out_is_not_drawn(photos, monkeypatch) -> None:
    drawn = []
    real = raindrops.generate
    monkeypatch.setattr(raindrops, "generate", lambda name, *rest: drawn.append(name) or real(name, *rest))
    RaindropsBatch(batch=12, crop=CROP_PX, sound_share=0)(photos, np.random.default_rng(2))
    assert set(drawn) == {"raindrops"}
