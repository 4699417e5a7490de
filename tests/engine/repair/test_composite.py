from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from engine.job import Cancelled, Job
from engine.photo import Photo
from engine.pixels.box import Box
from engine.pixels.poisson import membrane, poisson
from engine.repair.composite import Composition
from engine.repair.fills import SingleFill
from engine.repair.regions import Region
from engine.repair.run import repair


def disc(side: int) -> Any:
    y, x = np.ogrid[:side, :side]
    return (y - side / 2) ** 2 + (x - side / 2) ** 2 < (side / 3) ** 2


def test_the_membrane_takes_a_constant_step_away() -> None:
    hole = disc(90)
    known = np.full((90, 90, 3), 0.4, np.float32)
    shifted = known + 0.2
    assert np.abs(membrane(shifted, known, hole, Job()) - known)[hole].max() < 0.01


def test_the_membrane_takes_a_sloping_step_away_and_keeps_texture() -> None:
    hole = disc(120)
    slope = np.linspace(-0.2, 0.2, 120, dtype=np.float32)[None, :, None]
    stripes = 0.05 * (np.arange(120) // 10 % 2).astype(np.float32)[:, None, None]
    known = np.broadcast_to(0.5 + stripes, (120, 120, 3)).astype(np.float32)
    blended = membrane(known + slope, known, hole, Job())
    assert np.abs(blended - known)[hole].max() < 0.05
    assert np.abs(blended - known)[hole].mean() < 0.01


def test_the_membrane_leaves_known_pixels() -> None:
    hole = disc(60)
    filled = np.random.default_rng(0).random((60, 60, 3)).astype(np.float32)
    blended = membrane(filled, np.zeros_like(filled), hole, Job())
    assert np.array_equal(blended[~hole], filled[~hole])


def test_the_membrane_can_be_cancelled() -> None:
    job = Job()
    job.cancel()
    filled = np.random.default_rng(0).random((60, 60, 3)).astype(np.float32)
    with pytest.raises(Cancelled):
        membrane(filled, np.zeros_like(filled), disc(60), job)


def test_seamless_is_an_option_of_every_repair(told: Any) -> None:
    photo = Photo(np.full((80, 80, 3), 100, np.uint8))
    mask = (disc(80) * 255).astype(np.uint8)
    too_bright = told(lambda request: np.full_like(request.image, 0.7))
    repair(photo, mask, too_bright, options={"seamless": True}).apply(photo)
    assert np.abs(photo.pixels.astype(int) - 100).max() <= 2


def test_regions_whose_boxes_overlap_do_not_undo_each_other() -> None:
    photo = Photo(np.zeros((40, 40, 3), np.uint8))
    diagonal = np.eye(40, dtype=np.uint8) * np.uint8(255)
    spot = np.full((4, 4), 255, np.uint8)
    composition = Composition(photo)
    for hole, own, value in ((Box(0, 0, 40, 40), diagonal, 1.0), (Box(30, 5, 34, 9), spot, 0.5)):
        pixels = np.full((1, hole.height, hole.width, 3), value, np.float32)
        composition.add(Region(hole, hole, own, radius=1), SingleFill(hole, pixels))
    for patch in composition.patches():
        photo.put(patch.box, patch.alternatives[0])
    assert (photo.pixels[np.eye(40, dtype=bool)] == 255).all()
    assert (photo.pixels[5:9, 30:34] == 128).all()
    assert np.count_nonzero(photo.pixels[..., 0]) == 40 + 16


def test_patches_do_not_overlap_and_are_tight() -> None:
    photo = Photo(np.zeros((1200, 1200, 3), np.uint8))
    own = np.zeros((1000, 1000), np.uint8)
    own[0, 0] = own[-1, -1] = 255
    hole = Box(100, 100, 1100, 1100)
    composition = Composition(photo)
    composition.add(Region(hole, hole, own, radius=1), SingleFill(hole, np.ones((1, 10, 10, 3), np.float32)))
    assert [patch.box for patch in composition.patches()] == [
        Box(100, 100, 101, 101),
        Box(1099, 1099, 1100, 1100),
    ]


def test_poisson_meets_the_gradients_and_keeps_known_pixels() -> None:
    hole = disc(48)
    known = np.random.default_rng(0).uniform(0.2, 0.8, (48, 48, 3)).astype(np.float32)
    blended = poisson(known + np.float32(0.1), known, hole, Job())
    assert np.abs(blended - known).max() < 1e-4
    assert np.array_equal(blended[~hole], known[~hole])


def test_poisson_of_a_plain_picture_is_harmonic() -> None:
    hole = disc(32)
    known = np.random.default_rng(1).random((32, 32, 3)).astype(np.float32)
    x = poisson(np.full_like(known, 0.5), known, hole, Job())
    mean = (x[:-2, 1:-1] + x[2:, 1:-1] + x[1:-1, :-2] + x[1:-1, 2:]) / 4
    assert np.abs(x[1:-1, 1:-1] - mean)[hole[1:-1, 1:-1]].max() < 1e-4


def test_poisson_reaches_the_border_and_needs_a_rim() -> None:
    known = np.full((24, 24, 3), 0.7, np.float32)
    drawn = np.full_like(known, 0.2)
    half = np.zeros((24, 24), bool)
    half[:, :12] = True
    assert np.abs(poisson(drawn, known, half, Job()) - 0.7).max() < 1e-4
    assert np.array_equal(poisson(drawn, known, np.ones_like(half), Job()), drawn)
