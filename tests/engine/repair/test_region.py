"""Regions too large for one call: in tiles without a seam, or scaled down."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import cv2
import numpy as np
import pytest

from engine.models.method import SizeRule
from engine.photo import Photo
from engine.pixels.box import Box
from engine.repair.fills import SingleFill, TiledFill
from engine.repair.regions import Region
from engine.repair.run import repair
from engine.repair.tiles import tiles

Teller = Callable[..., Any]


@pytest.fixture
def ramp() -> Photo:
    """600 × 400, brighter to the right."""
    return Photo(np.broadcast_to(np.linspace(0, 200, 600)[None, :, None], (400, 600, 3)).astype(np.uint8))


def scratches() -> Any:
    mask = np.zeros((400, 600), np.uint8)
    cv2.line(mask, (5, 5), (590, 390), 255, 5)
    cv2.line(mask, (20, 380), (580, 20), 255, 5)
    return mask


def test_thin_damage_all_over_goes_in_tiles(ramp: Photo, told: Teller) -> None:
    method = told(lambda request: request.image, size=SizeRule(most=192), context_least=16)
    done = repair(ramp, scratches(), method)
    assert done.calls > 4
    assert max(max(request.mask.shape) for request in method.requests) <= 192


@pytest.mark.parametrize(("thickness", "in_tiles"), [(8, True), (80, False)])
def test_a_method_of_any_size_gets_an_object_whole_and_a_wire_in_tiles(
    told: Teller, thickness: int, in_tiles: bool
) -> None:
    method = told(lambda request: request.image, context_least=16)
    mask = np.zeros((120, 1700), np.uint8)
    mask[20 : 20 + thickness, 50:1650] = 255
    calls = repair(Photo(np.zeros((*mask.shape, 3), np.uint8)), mask, method).calls
    assert (calls > 1) == in_tiles


def test_tiles_that_disagree_leave_no_seam(told: Teller) -> None:
    answers = iter(range(1000))
    method = told(
        lambda request: np.full_like(request.image, 0.2 * (next(answers) % 5)),
        size=SizeRule(most=192),
        context_least=24,
    )
    photo = Photo(np.zeros((400, 600, 3), np.uint8))
    mask = np.zeros((400, 600), np.uint8)
    mask[200:206, 10:590] = 255
    repair(photo, mask, method).apply(photo)
    row = photo.pixels[203, 10:590, 0].astype(int)
    assert len(np.unique(row)) > 10
    assert np.abs(np.diff(row)).max() <= 255 * 0.8 / 12


def test_the_weights_of_tiles_add_up_to_one() -> None:
    own = np.full((300, 500), 255, np.uint8)
    region = Region(Box(0, 0, 520, 320), Box(10, 10, 510, 310), own, radius=3)
    total = np.zeros((320, 520))
    for tile in tiles(region, side=128, overlap=16):
        assert max(tile.box.width, tile.box.height) <= 128
        total[tile.part.slices] += tile.weight
    assert np.allclose(total[region.hole.slices], 1)


def test_a_wide_hole_is_scaled_down(ramp: Photo, told: Teller) -> None:
    method = told(lambda request: request.image, size=SizeRule(most=128))
    mask = np.zeros((400, 600), np.uint8)
    mask[100:300, 150:450] = 255
    before = ramp.pixels.copy()
    repair(ramp, mask, method).apply(ramp)
    (request,) = method.requests
    assert max(request.mask.shape) == 128
    # What it was given, scaled up again, is the ramp.
    assert np.abs(ramp.pixels.astype(int) - before).max() <= 3


@pytest.mark.slow
def test_a_hole_as_big_as_a_12_megapixel_photo_is_one_small_call(told: Teller) -> None:
    photo = Photo(np.full((3000, 4000, 3), 90, np.uint8))
    mask = np.full((3000, 4000), 255, np.uint8)
    mask[:100] = 0
    method = told(lambda request: np.full_like(request.image, 0.5), size=SizeRule(most=256))
    done = repair(photo, mask, method)
    done.apply(photo)
    assert done.calls == 1
    assert np.isin(photo.pixels[100:], (127, 128)).all()
    assert (photo.pixels[:100] == 90).all()


def test_a_scaled_answer_is_read_box_by_box_as_if_at_once() -> None:
    small = np.random.default_rng(0).random((1, 40, 60, 3)).astype(np.float32)
    whole = SingleFill(Box(5, 7, 605, 407), small)
    all_of_it = whole.at(Box(5, 7, 605, 407))[0]
    part = whole.at(Box(105, 57, 305, 207))[0]
    assert np.allclose(part, all_of_it[50:200, 100:300], atol=1e-4)


def test_blended_tiles_keep_every_missing_pixel() -> None:
    own = (np.random.default_rng(0).random((30, 40)) < 0.3).astype(np.uint8)
    picture = np.random.default_rng(1).random((1, 30, 40, 3)).astype(np.float32)
    blended = TiledFill(Box(100, 50, 140, 80), own)
    blended.add(Box(100, 50, 140, 80), picture, np.ones((30, 40), np.float32), own)
    part = blended.at(Box(110, 60, 135, 75))
    assert np.array_equal(part[0][own[10:25, 10:35] > 0], picture[0, 10:25, 10:35][own[10:25, 10:35] > 0])


def test_later_tiles_may_have_more_alternatives() -> None:
    own = np.ones((1, 4), np.uint8)
    blended = TiledFill(Box(0, 0, 4, 1), own)
    half = np.full((1, 4), 0.5, np.float32)
    blended.add(Box(0, 0, 4, 1), np.full((1, 1, 4, 3), 1.0, np.float32), half, own)
    two = np.stack([np.zeros((1, 4, 3)), np.ones((1, 4, 3))]).astype(np.float32)
    blended.add(Box(0, 0, 4, 1), two, half, own)
    assert blended.at(Box(0, 0, 4, 1))[:, 0, 0, 0].tolist() == [0.5, 1.0]
