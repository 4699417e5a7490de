from __future__ import annotations

import dataclasses

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from engine.models.catalog import catalog
from engine.models.method import MethodInfo, SizeRule
from engine.pixels.box import Box
from engine.repair.regions import Region, regions

Bytes = NDArray[np.uint8]


@pytest.fixture
def info() -> MethodInfo:
    return dataclasses.replace(catalog()["telea"].info, holes="any", context=0.5, context_least=16)


def specks(height: int, width: int, count: int) -> Bytes:
    mask = np.zeros((height, width), np.uint8)
    draw = np.random.default_rng(0)
    for _ in range(count):
        cv2.circle(
            mask, (int(draw.integers(width)), int(draw.integers(height))), int(draw.integers(2, 9)), 255, -1
        )
    return mask


def owners(found: list[Region], mask: Bytes) -> Bytes:
    """How many regions own each pixel."""
    count = np.zeros(mask.shape, np.uint8)
    for region in found:
        count[region.hole.slices] += (region.own > 0).astype(np.uint8)
    return count


def test_nothing_marked_is_nothing_to_do(info: MethodInfo) -> None:
    assert regions(np.zeros((50, 60), np.uint8), info) == []


def test_far_holes_are_apart_and_have_context(info: MethodInfo) -> None:
    mask = np.zeros((400, 400), np.uint8)
    mask[40:60, 40:80] = mask[300:310, 300:310] = 255
    first, second = regions(mask, info)
    assert first.hole == Box(40, 40, 80, 60)
    assert second.hole == Box(300, 300, 310, 310)
    assert first.box == Box(20, 20, 100, 84)  # half of 40 px, counted from the grid's 24 × 40 … 64


def test_near_holes_are_one(info: MethodInfo) -> None:
    mask = np.zeros((200, 200), np.uint8)
    mask[50:60, 50:60] = mask[50:60, 75:85] = 255
    assert len(regions(mask, info)) == 1


@pytest.mark.parametrize("count", [3, 60, 600])
def test_every_marked_pixel_has_one_owner(info: MethodInfo, count: int) -> None:
    mask = specks(900, 1200, count)
    assert np.array_equal(owners(regions(mask, info), mask), mask > 0)


def test_values_of_a_soft_mask_are_kept(info: MethodInfo) -> None:
    mask = np.zeros((60, 60), np.uint8)
    mask[20:30, 20:30] = 77
    (region,) = regions(mask, info)
    assert (region.own == 77).all()


def test_600_specks_on_12_megapixels_are_few_regions(info: MethodInfo) -> None:
    found = regions(specks(3000, 4000, 600), info)
    assert len(found) <= 40
    assert max(max(region.box.width, region.box.height) for region in found) <= 1536


def test_specks_share_less_where_thin_holes_are_filled(info: MethodInfo) -> None:
    mask = specks(3000, 4000, 100)
    shared, alone = (regions(mask, dataclasses.replace(info, holes=holes)) for holes in ("any", "thin"))
    assert len(shared) <= 40 < len(alone)
    assert sum(region.box.area for region in alone) < sum(region.box.area for region in shared) / 2
    assert np.array_equal(owners(alone, mask), mask > 0)


def test_two_methods_share_the_number_of_regions(info: MethodInfo) -> None:
    assert len(regions(specks(3000, 4000, 60), info, 16)) <= 20


def test_a_hole_inside_the_box_of_a_long_one_is_its_own(info: MethodInfo) -> None:
    mask = np.zeros((3000, 3000), np.uint8)
    cv2.line(mask, (10, 10), (2900, 2900), 255, 5)
    mask[500:800, 2000:2300] = 255
    found = regions(mask, info)
    assert len(found) == 2
    assert np.array_equal(owners(found, mask), mask > 0)


def test_the_radius_is_that_of_the_largest_disc(info: MethodInfo) -> None:
    mask = np.zeros((600, 600), np.uint8)
    cv2.line(mask, (10, 10), (580, 580), 255, 9)
    cv2.circle(mask, (300, 300), 40, 255, -1)
    (region,) = regions(mask, info)
    assert region.radius == pytest.approx(40, abs=3)


def test_joining_keeps_to_the_size_a_method_takes(info: MethodInfo) -> None:
    small = dataclasses.replace(info, size=SizeRule(most=128))
    mask = np.zeros((64, 400), np.uint8)
    mask[30:34, ::30] = 255
    assert max(region.box.width for region in regions(mask, small)) <= 128


def test_600_specks_of_thin_damage_are_few_calls_and_hardly_more_pixels(info: MethodInfo) -> None:
    mask = specks(3000, 4000, 600)
    found = regions(mask, dataclasses.replace(info, holes="thin", context_least=48, size=SizeRule(most=1024)))
    assert len(found) <= 40
    assert sum(region.box.area for region in found) < 1.3 * mask.size
    assert np.array_equal(owners(found, mask), mask > 0)
