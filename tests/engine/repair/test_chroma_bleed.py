"""The colour of a mark in a JPEG with subsampled chroma: gone from around it, and nothing else changes."""

from __future__ import annotations

import io

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from engine.job import Job
from engine.photo import Photo
from engine.photo.colour import LUMA_WEIGHTS
from engine.pixels.mask import Mask
from engine.repair.chroma_bleed import RING_PX, remove_bleed

Bytes = NDArray[np.uint8]
SIDE = 160
COLOURS = {"red": (220, 30, 30), "yellow": (240, 230, 60), "blue": (40, 60, 200)}


@pytest.fixture(scope="module")
def clean() -> Bytes:
    """A photo of brown and green areas with a sharp edge between them, shaded, with grain."""
    across = np.arange(SIDE)[None, :, None]
    areas = np.where(across < 75, [150, 110, 70], [90, 140, 80])
    down = 30 * np.sin(np.arange(SIDE) / 9)[:, None, None]
    grain = np.random.default_rng(1).normal(0, 4, (SIDE, SIDE, 1))
    return np.clip(areas + down + grain, 0, 255).astype(np.uint8)


@pytest.fixture(scope="module")
def mask() -> Mask:
    drawn = np.zeros((SIDE, SIDE), np.uint8)
    for start, end, width in (((5, 20), (150, 60), 3), ((20, 150), (140, 90), 5), ((40, 5), (60, 155), 2)):
        cv2.line(drawn, start, end, 255, width)
    return drawn


def marked(clean: Bytes, mask: Mask, colour: str) -> Bytes:
    return np.where(mask[..., None] > 0, np.array(COLOURS[colour], np.uint8), clean)


def coded(pixels: Bytes, quality: int, subsampling: str) -> Bytes:
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "JPEG", quality=quality, subsampling=subsampling)
    return np.asarray(Image.open(file)).copy()


def ring(mask: Mask) -> NDArray[np.bool_]:
    away = cv2.distanceTransform((mask == 0).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    return np.asarray((away > 0) & (away <= RING_PX))


def chroma_error(pixels: Bytes, clean: Bytes, where: NDArray[np.bool_]) -> float:
    """The root of the mean square, in levels."""
    difference = pixels[where].astype(np.float32) - clean[where]
    return float(np.sqrt(((difference - (difference @ LUMA_WEIGHTS)[:, None]) ** 2).mean()))


@pytest.mark.parametrize("colour", COLOURS)
@pytest.mark.parametrize("quality", [50, 75, 95])
def test_the_error_in_the_ring_falls(clean: Bytes, mask: Mask, colour: str, quality: int) -> None:
    truth = coded(clean, quality, "4:2:0")
    photo = Photo(coded(marked(clean, mask, colour), quality, "4:2:0"))
    before = photo.pixels.copy()
    changed = remove_bleed(photo, mask, mask, Job())
    around = ring(mask)
    assert chroma_error(photo.pixels, truth, around) < 0.75 * chroma_error(before, truth, around)
    assert not changed[~around].any()
    assert np.array_equal((photo.pixels != before).any(-1) & (changed == 0), np.zeros_like(around))


def test_the_luma_stays(clean: Bytes, mask: Mask) -> None:
    photo = Photo(coded(marked(clean, mask, "blue"), 85, "4:2:0"))
    before = photo.pixels.copy()
    changed = remove_bleed(photo, mask, mask, Job()) > 0
    difference = (photo.pixels.astype(np.float32) - before) @ LUMA_WEIGHTS
    assert changed.any() and np.abs(difference).max() < 1


def test_sound_colour_edges_stay(clean: Bytes, mask: Mask) -> None:
    """Where the photo's own colour changes, the ring comes no further from the truth."""
    truth = coded(clean, 90, "4:2:0")
    photo = Photo(coded(marked(clean, mask, "red"), 90, "4:2:0"))
    before = photo.pixels.copy()
    remove_bleed(photo, mask, mask, Job())
    edge = ring(mask)
    edge[:, :70] = edge[:, 80:] = False
    assert chroma_error(photo.pixels, truth, edge) <= chroma_error(before, truth, edge)


@pytest.mark.parametrize("colour", COLOURS)
@pytest.mark.parametrize("quality", [50, 75, 95, None])
def test_full_chroma_changes_by_not_a_bit(clean: Bytes, mask: Mask, colour: str, quality: int | None) -> None:
    pixels = marked(clean, mask, colour)
    photo = Photo(pixels if quality is None else coded(pixels, quality, "4:4:4"))
    before = photo.pixels.copy()
    assert not remove_bleed(photo, mask, mask, Job()).any()
    assert np.array_equal(photo.pixels, before)


@pytest.mark.parametrize("quality", [50, 75, 95])
def test_a_mark_drawn_after_the_jpeg_leaves_nothing_to_correct(
    clean: Bytes, mask: Mask, quality: int
) -> None:
    photo = Photo(marked(coded(clean, quality, "4:2:0"), mask, "red"))
    assert not remove_bleed(photo, mask, mask, Job()).any()


def test_only_beside_what_was_found(clean: Bytes, mask: Mask) -> None:
    photo = Photo(coded(marked(clean, mask, "red"), 85, "4:2:0"))
    found = mask.copy()
    found[:, 80:] = 0
    changed = remove_bleed(photo, mask, found, Job())
    assert changed[:, :80].any() and not changed[:, 80 + RING_PX + 1 :].any()


def test_gray_photos_have_no_colour_to_correct(mask: Mask) -> None:
    photo = Photo(np.full((SIDE, SIDE, 1), 90, np.uint8))
    assert not remove_bleed(photo, mask, mask, Job()).any()
