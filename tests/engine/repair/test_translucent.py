"""Marks that can be seen through are solved for, with known truth; opaque ones are left to be filled."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from engine.job import Cancelled, Job
from engine.photo import Photo
from engine.pixels.mask import Mask
from engine.repair.marks import UNBLEND_NOTE, repair_marks
from engine.repair.run import repair
from engine.repair.translucent import remove_translucent

Bytes = NDArray[np.uint8]
SIDE = 150
COLOURS = {"white": (255, 255, 255), "black": (0, 0, 0), "red": (200, 30, 30), "pale": (215, 210, 190)}


def textured(seed: int) -> Bytes:
    """A photo with detail of every size, as photos have it."""
    random = np.random.default_rng(seed)
    layers = [
        cv2.resize(
            random.normal(0, 9 * step**0.5, (SIDE // step + 2,) * 2),
            (SIDE, SIDE),
            interpolation=cv2.INTER_CUBIC,
        )
        for step in (2, 4, 8, 16, 40)
    ]
    tint = random.uniform(0.6, 1, 3)
    return np.clip(120 + sum(layers)[..., None] * tint, 0, 255).astype(np.uint8)


def lettering() -> NDArray[np.float32]:
    """The coverage of two lines of antialiased letters, H×W in [0, 1]."""
    drawn = np.zeros((SIDE, SIDE), np.uint8)
    for line, text in ((60, "Sample"), (115, "Photo")):
        cv2.putText(drawn, text, (8, line), cv2.FONT_HERSHEY_SIMPLEX, 1.15, 255, 7, cv2.LINE_AA)
    return drawn.astype(np.float32) / np.float32(255)


def overlaid(clean: Bytes, colour: str, opacity: float) -> tuple[Photo, Mask]:
    cover = lettering()[..., None] * np.float32(opacity)
    pixels = np.rint(clean * (1 - cover) + cover * np.array(COLOURS[colour])).astype(np.uint8)
    return Photo(pixels), np.where(cover[..., 0] > 0, np.uint8(255), np.uint8(0))


def psnr(photo: Photo, clean: Bytes, mask: Mask) -> float:
    return float(-10 * np.log10(((photo.pixels[mask > 0] / 255 - clean[mask > 0] / 255) ** 2).mean() + 1e-9))


def filled(photo: Photo, mask: Mask) -> Photo:
    result = photo.copy()
    repair(photo, mask, "telea").apply(result)
    return result


def solved(photo: Photo, mask: Mask) -> tuple[Photo, Mask]:
    """The photo without translucent marks and filled, and the mask that was left to fill."""
    result = photo.copy()
    rest = remove_translucent(result, mask, mask, Job())
    return filled(result, rest), rest


@pytest.mark.parametrize("opacity", [0.2, 0.45, 0.7])
@pytest.mark.parametrize("colour", COLOURS)
def test_solving_keeps_several_decibels_more_than_filling(colour: str, opacity: float) -> None:
    gains = []
    for seed in (1, 2):
        clean = textured(seed)
        photo, mask = overlaid(clean, colour, opacity)
        gains.append(psnr(solved(photo, mask)[0], clean, mask) - psnr(filled(photo, mask), clean, mask))
    assert min(gains) >= 0 and np.mean(gains) > 2


@pytest.mark.parametrize("reach", [1, 2, 3])
@pytest.mark.parametrize("opacity", [0.45, 1.0])
def test_a_generous_mask_does_no_harm(reach: int, opacity: float) -> None:
    clean = textured(3)
    photo, mask = overlaid(clean, "white", opacity)
    mask = cv2.dilate(mask, np.ones((2 * reach + 1,) * 2, np.uint8))
    assert psnr(solved(photo, mask)[0], clean, mask) > psnr(filled(photo, mask), clean, mask) - 0.3


@pytest.mark.parametrize("colour", COLOURS)
def test_opaque_marks_are_left_to_be_filled(colour: str) -> None:
    photo, mask = overlaid(textured(1), colour, 1.0)
    before = photo.pixels.copy()
    assert np.array_equal(remove_translucent(photo, mask, mask, Job()), mask)
    assert np.array_equal(photo.pixels, before)


def test_a_piece_of_another_photo_is_no_overlay() -> None:
    clean, other = textured(1), textured(9)
    mask = np.where(lettering() > 0, np.uint8(255), np.uint8(0))
    photo = Photo(np.where(mask[..., None] > 0, other, clean))
    assert np.array_equal(remove_translucent(photo, mask, mask, Job()), mask)


def test_on_a_flat_photo_marks_are_filled() -> None:
    """Filling is as good there, and does not strengthen noise."""
    photo, mask = overlaid(np.full((SIDE, SIDE, 3), (90, 120, 150), np.uint8), "white", 0.5)
    assert np.array_equal(remove_translucent(photo, mask, mask, Job()), mask)


def test_only_what_was_found_is_solved_and_nothing_changes_outside_the_mask() -> None:
    photo, mask = overlaid(textured(2), "white", 0.5)
    before = photo.pixels.copy()
    found = mask.copy()
    found[75:] = 0
    rest = remove_translucent(photo, mask, found, Job())
    assert np.array_equal(rest[75:], mask[75:]) and not np.array_equal(rest, mask)
    assert np.array_equal((photo.pixels != before).any(-1) & (found == 0), np.zeros((SIDE, SIDE), bool))


def test_repair_marks_solves_for_auto_and_fills_for_a_chosen_method() -> None:
    photo, mask = overlaid(textured(2), "white", 0.5)
    auto, telea = (repair_marks(photo, mask, mask, method) for method in ("auto", "telea"))
    assert UNBLEND_NOTE in auto.notes and np.array_equal(auto.mask, mask)
    assert UNBLEND_NOTE not in telea.notes


def test_it_can_be_cancelled() -> None:
    photo, mask = overlaid(textured(2), "white", 0.5)
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        remove_translucent(photo, mask, mask, job)
