"""Crops for `thin-marks`: what is drawn changes the photo where the truth says so, and nowhere else."""

from __future__ import annotations

import numpy as np
import pytest

from trainer.data import photos as photo_folder
from trainer.data.mark_shapes import SHAPES_AND_WEIGHTS, SUPERSAMPLING, ShapeFiles, coverage
from trainer.data.photos import Photos
from trainer.data.thin_marks import SOUND_BELOW, ThinMarksBatch, draw_over, scene_piece, sound_pictures

SIDE = 64
WAYS = [way for way, _ in SHAPES_AND_WEIGHTS]


def files() -> ShapeFiles:
    line = np.zeros((40, 60), np.uint8)
    line[18:22] = 255
    square = np.float32([(0, 0), (20, 0), (20, 20), (0, 20)])
    return ShapeFiles(tuple((line,) for _ in range(9)), (square,))


@pytest.mark.parametrize("way", [*WAYS, files().brushes, files().film], ids=lambda way: way.__name__)
def test_each_way_draws_something_within_bounds_and_the_same_again(way) -> None:
    drawn = [way(SIDE, np.random.default_rng(seed)) for seed in range(6)]
    again = way(SIDE, np.random.default_rng(0))
    assert all(one.shape == (SIDE, SIDE) and one.dtype == np.float32 for one in drawn)
    assert min(one.min() for one in drawn) >= 0 and max(one.max() for one in drawn) <= 1
    assert any(one.max() > 0.2 for one in drawn)
    assert np.array_equal(again, drawn[0])


def test_lines_thinner_than_a_pixel_keep_their_coverage() -> None:
    assert SUPERSAMPLING >= 4
    levels = np.unique(np.concatenate([coverage(SIDE, np.random.default_rng(s), None) for s in range(4)]))
    assert ((levels > 0) & (levels < 1)).sum() > 8


def test_marks_change_the_photo_where_they_are_and_nowhere_else() -> None:
    rng = np.random.default_rng(3)
    image = np.full((SIDE, SIDE, 3), 0.5, np.float32)
    shape = np.zeros((SIDE, SIDE), np.float32)
    shape[30:33] = 1
    for _ in range(20):
        marked, share, changed = draw_over(image, shape, rng)
        untouched = np.abs(marked - image).max(-1) == 0
        assert untouched[:20].all() and np.allclose(np.abs(marked - image).max(-1), changed)
        assert (share[untouched] < SOUND_BELOW).all() or (changed == 0).all()


def test_a_batch_has_planes_of_one_size_and_judges_only_where_it_is_clear(photos: Photos) -> None:
    batch = ThinMarksBatch(batch=6, crop=SIDE)(photos, np.random.default_rng(0))
    assert batch["image"].shape == (6, 3, SIDE, SIDE) and batch["truth"].shape == (6, 1, SIDE, SIDE)
    assert set(np.unique(batch["truth"])) <= {0, 1} and set(np.unique(batch["judged"])) <= {0, 1}
    assert (batch["judged"][batch["truth"] > 0] == 1).all()
    assert batch["image"].min() >= 0 and batch["image"].max() <= 1


def test_sound_crops_have_no_truth(photos: Photos) -> None:
    batch = ThinMarksBatch(batch=4, crop=SIDE, sound_share=1)(photos, np.random.default_rng(0))
    assert not batch["truth"].any() and batch["judged"].all()


def test_signs_are_drawn_as_often_as_asked(photos: Photos, monkeypatch) -> None:
    lettered = tuple(file.parent / "lettering" / file.name for file in photos.files)
    plain = tuple(np.full((80, 80, 3), 255, np.uint8) for _ in lettered)
    both = Photos(photos.files + lettered, photos.pixels + plain)
    chosen = []
    cut = photo_folder.piece
    monkeypatch.setattr(photo_folder, "piece", lambda one, *a, **k: chosen.append(one) or cut(one, *a, **k))
    for share in (0.0, 1.0):
        for seed in range(10):
            scene_piece(both, SIDE, np.random.default_rng(seed), lettering=share)
    assert [pixels.min() == 255 for pixels in chosen] == [False] * 10 + [True] * 10


def test_sound_pictures_are_of_their_own_size(photos: Photos) -> None:
    shapes = {picture.shape for picture in sound_pictures(photos, 3, 64, 16)}
    assert shapes == {(64, 64, 3)}
