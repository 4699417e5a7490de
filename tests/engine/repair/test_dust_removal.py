"""Translucent dust is divided out by infrared; what is opaque is filled."""

from __future__ import annotations

import numpy as np
import pytest

from engine.detection.run import detect
from engine.job import Job
from engine.photo import Photo
from engine.repair.dust_removal import remove_dust
from engine.repair.marks import DUST_NOTE, repair_marks
from tests.fakes.infrared_scans import scan


def psnr(photo: Photo, clean: np.ndarray, where: np.ndarray) -> float:
    return float(-10 * np.log10(((photo.region(photo.box) - clean)[where] ** 2).mean()))


def test_translucent_dust_is_divided_out_and_opaque_dust_is_left_to_fill() -> None:
    one = scan(1)
    photo = one.photo
    found = detect(photo, "infrared").mask()
    before = photo.pixels.copy()
    rest = remove_dust(photo, found, found, Job())
    divided = (found > 0) & (rest == 0)
    assert divided.sum() > 0.2 * (found > 0).sum()
    assert psnr(photo, one.clean, divided) > 32
    assert (rest[one.transmission < 0.05] > 0).all()
    assert np.array_equal(photo.pixels[~divided], before[~divided])


def test_a_weak_infrared_divides_as_well() -> None:
    one = scan(2, strength=0.4)
    photo = one.photo
    found = detect(photo, "infrared").mask()
    divided = (found > 0) & (remove_dust(photo, found, found, Job()) == 0)
    assert psnr(photo, one.clean, divided) > 30


def test_what_the_infrared_does_not_show_is_filled_whole() -> None:
    photo = scan(3, dust=0).photo
    mask = np.zeros((photo.height, photo.width), np.uint8)
    mask[40:60, 40:60] = 255
    assert np.array_equal(remove_dust(photo, mask, mask, Job()), mask)


def test_photos_without_infrared_and_silver_film_are_filled_as_ever() -> None:
    one = scan(4, silver=True)
    mask = np.where(one.transmission < 0.9, np.uint8(255), np.uint8(0))
    for photo in (one.photo, Photo(one.visible.copy())):
        assert remove_dust(photo, mask, mask, Job()) is mask


@pytest.mark.slow
def test_only_dust_changes_and_the_note_says_that_it_was_divided_out() -> None:
    one = scan(5)
    photo = one.photo
    found = detect(photo, "infrared").mask()
    done = repair_marks(photo, found, found)
    before = photo.pixels.copy()
    done.apply(photo)
    changed = (photo.pixels != before).any(-1)
    assert DUST_NOTE in done.notes
    assert changed.any() and not (changed & (found == 0)).any() and not (changed & one.sound).any()


@pytest.mark.slow
def test_where_all_is_divided_out_nothing_is_filled() -> None:
    one = scan(6)
    photo = one.photo
    found = detect(photo, "infrared").mask()
    translucent = np.where(remove_dust(photo.copy(), found, found, Job()) == 0, found, np.uint8(0))
    done = repair_marks(photo, translucent, translucent)
    assert not done.calls or done.mask.any()
    done.apply(photo)
    assert (photo.pixels != one.visible).any()
