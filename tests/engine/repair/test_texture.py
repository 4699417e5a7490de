"""Full-size texture as an option of every repair: where it comes in, and where it must not."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from skimage import data

from engine.models.method import SizeRule
from engine.photo import Photo
from engine.pixels.sharpness import sharpness
from engine.repair import auto
from engine.repair import texture as refining
from engine.repair.run import repair


@pytest.fixture
def brick() -> Photo:
    return Photo(np.repeat(data.brick()[:192, :192, None], 3, axis=2))


@pytest.fixture
def hole():
    marked = np.zeros((192, 192), np.uint8)
    marked[64:128, 64:128] = 255
    return marked


def energy(photo, hole, method, **options):
    """Of the fill against its surroundings; asserts that nothing else changed."""
    pixels = photo.pixels.copy()
    done = repair(photo, hole, method, options=options)
    done.apply(photo)
    assert np.array_equal(photo.pixels[hole == 0], pixels[hole == 0])
    return sharpness(photo.pixels.astype(np.float32) / 255, (hole > 0).astype(np.uint8))


def shown(told, **facts):
    """A network's stand-in: it answers with what it is shown, scaled down as that is."""
    return told(
        lambda request: request.image,
        **{"holes": "large", "weights": ("",), "size": SizeRule(most=48)} | facts,
    )


def test_a_fill_from_a_smaller_size_gets_the_texture_around(brick, hole, told):
    assert energy(brick, hole, shown(told)) > 0.7


def test_a_long_thin_hole_that_goes_in_tiles_gets_it_too(told):
    wall = Photo(np.repeat(np.tile(data.grass()[:96, :192], (1, 3))[:, :, None], 3, axis=2))
    hole = np.zeros((96, 576), np.uint8)
    hole[40:56, 20:556] = 255
    soft = told(
        lambda request: cv2.GaussianBlur(request.image, (0, 0), 4),
        holes="large",
        weights=("",),
        size=SizeRule(most=192),
        context_least=16,
    )
    plain, carried = (
        energy(Photo(wall.pixels.copy()), hole, soft, texture=texture) for texture in (False, True)
    )
    assert carried > 3 * plain


def test_it_can_be_turned_off(brick, hole, told):
    assert energy(brick, hole, shown(told), texture=False) < 0.4


def test_a_method_for_thin_holes_is_left_alone(brick, hole, told):
    assert energy(brick, hole, shown(told, holes="thin")) < 0.4


def test_what_is_no_network_is_left_alone(brick, hole, told):
    assert energy(brick, hole, shown(told, weights=())) < 0.4


def test_a_photo_narrower_than_a_patch_is_left_as_it_is(told):
    strip, hole = Photo(np.full((64, 3, 3), 90, np.uint8)), np.zeros((64, 3), np.uint8)
    hole[20:40] = 255
    repair(strip, hole, shown(told)).apply(strip)
    assert np.abs(strip.pixels.astype(int) - 90).max() <= 1


def test_at_full_size_a_soft_fill_is_refined(brick, hole, told):
    full = told(lambda request: cv2.GaussianBlur(request.image, (0, 0), 2), holes="large", weights=("",))
    plain, carried = (
        energy(Photo(brick.pixels.copy()), hole, full, texture=texture) for texture in (False, True)
    )
    assert plain < 0.4 < 0.7 < carried


def test_at_full_size_a_sharp_fill_stays(brick, hole, told):
    sharp = told(lambda request: request.image[::-1], holes="large", weights=("",))
    one, two = (
        repair(Photo(brick.pixels.copy()), hole, sharp, options={"texture": texture})
        for texture in (False, True)
    )
    assert np.array_equal(one.patches[0].alternatives[0], two.patches[0].alternatives[0])


def test_every_alternative_gets_its_own(brick, hole, told):
    def two(request):
        return np.stack([request.image, request.image * 0.5])

    done = repair(brick, hole, told(two, holes="large", weights=("",), size=SizeRule(most=48)))
    first, second = done.patches[0].alternatives
    assert 0.4 < second.mean() / first.mean() < 0.6
    assert second.std() > 0.3 * first.std()


def test_a_hole_too_large_for_full_size_is_refined_at_less(brick, hole, told, monkeypatch):
    monkeypatch.setattr(refining, "MAX_SIDE_PX", 96)
    assert energy(brick, hole, shown(told, size=SizeRule(most=24))) > 0.1


@pytest.mark.parametrize(("width", "textured"), [(15, True), (5, False)])
def test_wide_strokes_that_auto_fills_as_thin_ones_get_it(brick, told, monkeypatch, width, textured):
    soft = told(lambda request: cv2.GaussianBlur(request.image, (0, 0), 6), holes="thin", weights=("",))
    monkeypatch.setattr(auto, "recommended", lambda _: soft)
    stroke = np.zeros((192, 192), np.uint8)
    cv2.line(stroke, (30, 60), (160, 110), 255, width)
    plain, carried = (
        energy(Photo(brick.pixels.copy()), stroke, "auto", texture=texture) for texture in (False, True)
    )
    assert (carried > 1.5 * plain) is textured
    assert textured or carried == plain
