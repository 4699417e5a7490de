"""What is filled of each find."""

from __future__ import annotations

import importlib

import cv2
import numpy as np
import pytest

from app.document import find_marks
from engine.detection.result import Detection
from engine.models.detector import Kind
from engine.photo import Photo
from engine.pixels.box import Box
from engine.repair.blind import UNCHANGED_NOTE, fill_found, find_damage
from engine.repair.composite import Patch
from engine.repair.find_areas import MAX_AREA_REACH_PX, find_areas, visibly_changed

KINDS = (Kind("text", "Text"), Kind("raindrops", "Drops"))
DROP_RADIUS_PX = 12


def drop() -> tuple[Photo, Detection]:
    """A grey photo with a drop whose rim of 4 px no detector marks, and a doubtful one beside it."""
    y, x = np.mgrid[:80, :160]
    pixels = 110 + np.random.default_rng(0).normal(0, 4, (80, 160, 1)) + np.zeros(3)
    confidence = np.zeros((2, 80, 160), np.uint8)
    for centre, sure in ((40, 240), (120, 100)):
        away = np.hypot(y - 40, x - centre)
        pixels[away <= DROP_RADIUS_PX + 4] = 170
        pixels[away <= DROP_RADIUS_PX] = 90
        confidence[1][away <= DROP_RADIUS_PX] = sure
    return Photo(pixels.astype(np.uint8)), Detection("x", KINDS, confidence)


def lettering() -> tuple[Photo, Detection]:
    """White letters on a photo, found with all that lies between them."""
    pixels = np.full((80, 240, 3), 90, np.uint8) + np.random.default_rng(1).integers(0, 6, (80, 240, 1))
    pixels = np.ascontiguousarray(pixels.astype(np.uint8))
    cv2.putText(pixels, "HELLO", (20, 55), cv2.FONT_HERSHEY_SIMPLEX, 1.6, (255, 255, 255), 3)
    confidence = np.zeros((2, 80, 240), np.uint8)
    confidence[0, 15:62, 14:190] = 250
    return Photo(pixels), Detection("x", KINDS, confidence)


def test_a_drop_is_filled_to_its_rim_and_a_doubtful_one_once_it_is_picked() -> None:
    photo, detection = drop()
    areas = find_areas(detection.finds(), photo, detection)
    sure = areas.mask()
    assert sure[40, 40 + DROP_RADIUS_PX + 4] and not sure[:, 90:].any()
    both = areas.mask(picked={2})
    assert both[40, 120 + DROP_RADIUS_PX + 4] and not both[40, 120 + DROP_RADIUS_PX + 8]


def test_the_photo_between_letters_stays() -> None:
    photo, detection = lettering()
    finds = detection.finds()
    mask = find_areas(finds, photo, detection).mask()
    assert mask[(photo.pixels == 255).all(-1)].all()
    assert (mask > 0).sum() < 0.7 * (finds.mask() > 0).sum()


@pytest.mark.parametrize("made", [drop, lettering])
def test_the_window_and_the_command_line_fill_the_same(made, monkeypatch: pytest.MonkeyPatch) -> None:
    blind = importlib.import_module("engine.repair.blind")
    photo, detection = made()
    monkeypatch.setattr(blind, "detect", lambda *_, **__: detection)
    done = fill_found(photo, find_damage(photo), "telea")
    window = find_areas(detection.finds(), photo, detection).mask()
    assert np.array_equal(done.repair.mask > 0, window > 0)


def test_every_find_keeps_its_number() -> None:
    photo, detection = drop()
    finds = detection.finds()
    areas = find_areas(finds, photo, detection)
    assert areas.found == finds.found
    for number in (1, 2):
        assert (areas.labels == number)[finds.labels == number].all()


def test_nothing_found_has_no_area() -> None:
    detection = Detection("x", KINDS, np.zeros((2, 8, 8), np.uint8))
    assert not find_areas(detection.finds(), Photo(np.zeros((8, 8, 3), np.uint8)), detection).labels.any()


def test_the_canvas_looks_as_far_around_a_find_as_its_area_reaches() -> None:
    assert find_marks.AREA_REACH_PX >= MAX_AREA_REACH_PX


@pytest.mark.parametrize(("by", "seen"), [(0, False), (3, False), (5, True), (-60, True)])
@pytest.mark.parametrize("channels", [1, 3])
@pytest.mark.parametrize("full", [255, 65535])
def test_only_a_change_that_can_be_seen_counts(by: int, seen: bool, channels: int, full: int) -> None:
    areas = drop()[1].finds()
    before = np.full((80, 160, channels), 100 * full // 255, np.uint8 if full == 255 else np.uint16)
    after = before.copy()
    after[38:42, 38:42] = (100 + by) * full // 255
    patch = Patch(Box.of((80, 160)), before, (after,))
    assert visibly_changed(areas, [patch], full).tolist() == [False, seen, False]


def test_a_repair_says_what_cannot_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """A find on an even photo is filled with what was there."""
    confidence = np.zeros((2, 40, 40), np.uint8)
    confidence[0, 10:14, 10:14], confidence[0, 30:34, 30:34] = 250, 250
    detection = Detection("x", KINDS, confidence)
    blind = importlib.import_module("engine.repair.blind")
    monkeypatch.setattr(blind, "detect", lambda *_, **__: detection)
    pixels = np.full((40, 40, 3), 90, np.uint8)
    even = fill_found(Photo(pixels), find_damage(Photo(pixels)), "telea")
    assert (even.filled, even.unchanged) == (2, 2) and UNCHANGED_NOTE in even.notes
    pixels[10:14, 10:14] = 255
    spot = fill_found(Photo(pixels), find_damage(Photo(pixels)), "telea")
    assert (spot.filled, spot.unchanged) == (2, 1) and UNCHANGED_NOTE not in spot.notes
