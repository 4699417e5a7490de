"""Each shape keeps what its paper says of it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy import ndimage

from trainer import corruption
from trainer.corruption.kinds.bars import bar

AROUND = np.ones((3, 3))


def masks(name: str, draws: int, size: tuple[int, int] = (256, 256), /, **params: Any) -> list[Any]:
    rng = np.random.default_rng(11)
    return [corruption.shape(name, *size, params, rng) for _ in range(draws)]


def test_freeform_covers_a_sixth_on_average() -> None:
    assert 0.13 <= np.mean([mask.mean() for mask in masks("freeform", 200)]) <= 0.20


def test_a_freeform_stroke_is_one_piece_and_nowhere_thin() -> None:
    """A disc 11 px across, rolled inside, leaves out corners alone; the photo's border cuts some strokes."""
    distance = ndimage.distance_transform_edt
    for mask in masks("freeform", 8, strokes=1):
        assert ndimage.label(mask, AROUND)[1] == 1
        middles = distance(np.pad(mask, 24, mode="edge")) > 5
        reached = (distance(~middles) <= 5)[24:-24, 24:-24]
        lost = (mask == 1) & ~reached
        assert lost[24:-24, 24:-24].sum() <= 0.02 * mask.sum()


def test_freeform_angles_are_against_the_horizontal() -> None:
    """On a wide canvas, too: rows and columns are not mixed up."""
    for mask in masks("freeform", 10, (100, 400), strokes=1, angle=0.0, angle_range=0.0, width=(20, 20)):
        down, across = np.ptp(np.argwhere(mask), axis=0)
        assert down < 12 < across


def test_flips_happen_and_are_noted(photo: Any) -> None:
    notes = [corruption.generate("freeform", photo(64, 64), {}, s).meta["drawn"]["flips"] for s in range(24)]
    assert {tuple(flips) for flips in notes} == {(a, b) for a in (False, True) for b in (False, True)}


def test_steps_of_vcn_cover_a_third_on_average() -> None:
    assert 0.25 <= np.mean([mask.mean() for mask in masks("freeform_steps:vcn", 80)]) <= 0.36


def test_rect_has_whole_sides_shrunk_alike() -> None:
    for mask in masks("rect", 20):
        rows, columns = mask.any(1).sum(), mask.any(0).sum()
        assert mask.sum() == rows * columns
        assert rows in range(96, 129, 2) and columns in range(96, 129, 2)


def test_centre_and_half_have_their_area() -> None:
    assert masks("center", 1)[0].mean() == 0.25
    assert all(masks("half", 1, side=side)[0].mean() == 0.5 for side in ("left", "right", "top", "bottom"))


def test_random_pixels_are_independent() -> None:
    (mask,) = masks("random_pixels", 1)
    assert abs(mask.mean() - 0.8) < 4 * np.sqrt(0.16 / mask.size)
    for one, next_one in ((mask[1:], mask[:-1]), (mask[:, 1:], mask[:, :-1])):
        assert abs(np.corrcoef(one.ravel(), next_one.ravel())[0, 1]) < 0.02


@pytest.mark.parametrize("size", [(64, 64), (256, 256), (200, 333)], ids=str)
def test_pattern_keeps_its_area(size: tuple[int, int]) -> None:
    assert all(0.20 <= mask.mean() <= 0.30 for mask in masks("pattern", 15, size))


def test_pattern_is_as_coarse_as_its_cells() -> None:
    def correlation(mask: Any, lag: int) -> float:
        return float(np.corrcoef(mask[:, lag:].ravel(), mask[:, :-lag].ravel())[0, 1])

    drawn = masks("pattern", 100)
    assert np.mean([correlation(mask, 4) for mask in drawn]) > 0.5
    assert np.mean([correlation(mask, 32) for mask in drawn]) < 0.1


def test_blobs_have_the_area_asked_for() -> None:
    assert masks("blobs", 1, area=0.22)[0].mean() == pytest.approx(0.22, abs=1e-4)


def test_lines_are_complete() -> None:
    for mask in masks("lines", 10, (120, 200)):
        rows, columns = mask.all(1), mask.all(0)
        assert np.array_equal(mask, (rows[:, None] | columns[None]).astype(np.float32))


def test_lines_have_their_thickness() -> None:
    (mask,) = masks("lines", 1, count=1, thickness=(10, 10))
    assert max(mask.all(1).sum(), mask.all(0).sum()) in range(1, 11)


def test_squares_are_whole_and_apart() -> None:
    for mask in masks("squares", 6):
        labels, count = ndimage.label(mask, AROUND)
        assert count > 10
        for box in ndimage.find_objects(labels):
            assert mask[box].shape == (10, 10) and mask[box].all()


def test_bars_turn_as_a_bar_turns() -> None:
    assert np.array_equal(bar(14, 3, 90), bar(14, 3, 0).T)
    assert np.array_equal(masks("bars", 1, angle=180)[0], masks("bars", 1, angle=0)[0])
    assert bar(14, 3, 0).sum() == bar(14, 3, 90).sum() == 42
    assert all(55 <= bar(14, 3, angle).sum() <= 66 for angle in range(15, 90, 15))


def test_scratches_run_along_the_film() -> None:
    upright, long = 0, 0
    for mask in masks("scratches", 60, scratches=1, dust=0, hairs=0, folds=0, length=(120, 250)):
        points = np.argwhere(mask)
        if len(points) < 60:
            continue
        down, across = np.linalg.svd(points - points.mean(0), full_matrices=False)[2][0]
        long += 1
        upright += np.degrees(np.arctan2(abs(across), abs(down))) <= 20
    assert long > 30 and upright / long >= 0.6


def test_scratches_stay_thin() -> None:
    assert max(mask.mean() for mask in masks("scratches", 30)) < 0.08


def test_tears_hang_on_the_border() -> None:
    for mask in masks("tears", 8, tears=2):
        labels, count = ndimage.label(mask, AROUND)
        rim = np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]])
        cut_off = [i for i in range(1, count + 1) if i not in rim]
        assert (labels > 0).any() and sum((labels == i).sum() for i in cut_off) < 0.03 * (labels > 0).sum()


def test_cracks_are_long_and_thin() -> None:
    for mask in masks("cracks", 8, cracks=3, flakes=0):
        thickest = ndimage.distance_transform_edt(mask).max()
        assert 0 < mask.mean() < 0.05
        assert thickest <= 4
        assert mask.sum() > 8 * thickest**2


def test_flakes_are_islands() -> None:
    for mask in masks("cracks", 8, cracks=0, flakes=4, flake=(12, 26)):
        _, count = ndimage.label(mask, AROUND)
        assert 0 < count <= 8
        assert ndimage.distance_transform_edt(mask).max() > 4


def test_a_given_mask_is_cut_out_as_it_is(photo: Any) -> None:
    whole = np.random.default_rng(2).random((90, 120)).astype(np.float32)
    sample = corruption.generate("given", photo(64, 64), {"mask": whole}, 4)
    top, left = sample.meta["drawn"]["offset"]
    assert np.array_equal(sample.mask, whole[top : top + 64, left : left + 64] >= 0.5)


def test_a_small_given_mask_is_mirrored_on() -> None:
    whole = np.zeros((8, 8), np.float32)
    whole[0, :3] = 1
    (mask,) = masks("given", 1, (16, 16), mask=whole)
    assert np.array_equal(mask[8:, :8], whole[::-1]) and np.array_equal(mask[:8, 8:], whole[:, ::-1])


def test_a_given_file_counts_from_128(tmp_path: Any) -> None:
    from PIL import Image

    Image.fromarray(np.array([[127, 128], [0, 255]], np.uint8)).save(tmp_path / "mask.png")
    (mask,) = masks("given", 1, (2, 2), file=str(tmp_path / "mask.png"))
    assert mask.tolist() == [[0, 1], [0, 1]]
