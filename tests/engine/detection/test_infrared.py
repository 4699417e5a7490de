"""Dust by the infrared channel of a scan, against a known truth."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from engine.detection.dust import dust_model
from engine.detection.registration import best_shift
from engine.detection.run import detect
from engine.errors import InfraredMissing, InfraredUnusable
from engine.photo import Photo
from engine.photo.infrared import infrared
from tests.fakes.infrared_scans import FULL, HEIGHT, Scan, scan

SCANS = {
    "strong": {},
    "much crosstalk": {"crosstalk": 0.35},
    "weak": {"strength": 0.35, "noise": 0.005},
    "beside the colours": {"shift": (1.0, -0.6)},
}


def found(one: Scan) -> np.ndarray:
    return detect(one.photo, "infrared").mask() > 0


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("kind", SCANS)
def test_nine_specks_of_ten_and_no_sound_pixel(kind: str, seed: int) -> None:
    one = scan(seed, **SCANS[kind])
    mask = found(one)
    count, labels = cv2.connectedComponents((one.transmission < 0.9).astype(np.uint8))
    hit = [mask[labels == number].mean() >= 0.5 for number in range(1, count)]
    assert np.mean(hit) >= 0.9
    assert not (mask & one.sound).any()


@pytest.mark.parametrize("seed", [3, 4])
def test_a_scan_without_dust_has_none(seed: int) -> None:
    assert not found(scan(seed, dust=0)).any()


def test_dust_that_was_repaired_is_not_found_again() -> None:
    one = scan(5)
    repaired = Scan((one.clean * FULL).astype(np.uint16), one.infrared, one.clean, one.transmission)
    assert not found(repaired).any()


def test_of_a_half_repaired_scan_the_other_half_is_found() -> None:
    one = scan(6, dust=24)
    visible = one.visible.copy()
    visible[: HEIGHT // 2] = one.clean[: HEIGHT // 2] * FULL
    mask = found(Scan(visible, one.infrared, one.clean, one.transmission))
    dust = one.transmission < 0.8
    middle = HEIGHT // 2
    assert mask[: middle - 12].sum() < 0.4 * dust[: middle - 12].sum()  # Not told beside strong edges.
    assert mask[middle + 12 :][dust[middle + 12 :]].mean() > 0.8


def test_the_holder_of_the_film_is_no_dust() -> None:
    one = scan(7)
    visible, plane = one.visible.copy(), one.infrared.copy()
    visible[:, :20], plane[:, :20] = 300, 200
    mask = found(Scan(visible, plane, one.clean, one.transmission))
    assert not mask[:, :18].any() and mask[:, 24:].any()


def test_silver_black_and_white_is_refused() -> None:
    with pytest.raises(InfraredUnusable, match="silver"):
        found(scan(1, silver=True))


def test_a_selection_is_no_infrared() -> None:
    one = scan(1)
    selection = np.zeros_like(one.infrared)
    selection[50:90, 50:120] = FULL
    with pytest.raises(InfraredUnusable, match="fourth channel"):
        found(Scan(one.visible, selection, one.clean, one.transmission))


def test_a_photo_without_the_plane_is_refused_in_one_line() -> None:
    with pytest.raises(InfraredMissing) as refusal:
        detect(Photo(scan(1).visible), "infrared")
    assert "\n" not in str(refusal.value) and "another detector" in str(refusal.value)


@pytest.mark.parametrize("bits", [8, 16])
def test_crosstalk_is_fitted(bits: int) -> None:
    one = scan(2, crosstalk=0.3)
    photo = one.photo
    if bits == 8:
        photo = Photo((one.visible >> 8).astype(np.uint8))
        photo.origin.encoding["others"] = (one.infrared >> 8).astype(np.uint8)[..., None]
    assert dust_model(photo).crosstalk.sum() == pytest.approx(0.3, abs=0.05)


def test_the_plane_follows_the_orientation_of_the_file() -> None:
    plane = np.arange(6, dtype=np.uint8).reshape(2, 3)
    photo = Photo(np.zeros((3, 2, 3), np.uint8))
    photo.origin = type(photo.origin)(orientation=6, encoding={"others": plane[..., None]})
    shown = infrared(photo)
    assert shown is not None and shown.tolist() == [[3, 0], [4, 1], [5, 2]]


def test_a_shift_is_read_from_its_scores_and_none_where_they_are_highest_at_the_rim() -> None:
    down, across = np.mgrid[-3:4, -3:4]
    assert best_shift(-((across - 1.25) ** 2) - (down + 0.5) ** 2 + 50) == pytest.approx((1.25, -0.5))
    assert best_shift((across + 0.0) + 4) == (0.0, 0.0)
