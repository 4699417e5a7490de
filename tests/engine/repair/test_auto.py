from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import pytest

from engine.photo import Photo
from engine.repair import auto
from engine.repair.auto import choose, recommended
from engine.repair.run import repair


@pytest.fixture
def both() -> Any:
    """A thin line and a wide disc, apart."""
    mask = np.zeros((300, 300), np.uint8)
    cv2.line(mask, (5, 20), (290, 40), 255, 4)
    cv2.circle(mask, (150, 180), 40, 255, -1)
    return mask


def test_each_hole_goes_to_one_method_as_a_whole(both: Any) -> None:
    wide, thin = choose(both)
    assert (wide.width, thin.width) == ("wide", "thin")
    assert np.array_equal(wide.mask | thin.mask, both)
    assert not (wide.mask[:60].any() or thin.mask[60:].any())


def test_a_wire_that_touches_a_wide_hole_goes_with_it(both: Any) -> None:
    cv2.line(both, (150, 180), (150, 20), 255, 3)
    assert [choice.width for choice in choose(both)] == ["wide"]


def test_thin_is_counted_without_what_the_program_added(both: Any) -> None:
    thin = np.where(np.arange(300)[:, None] < 60, both, np.uint8(0))
    grown = cv2.dilate(thin, np.ones((21, 21), np.uint8))
    assert [choice.width for choice in choose(grown)] == ["wide"]
    assert [choice.width for choice in choose(grown, grown=10)] == ["thin"]


def test_thin_is_wider_on_a_larger_photo() -> None:
    mask = np.zeros((4000, 4000), np.uint8)
    mask[100:119, 100:3000] = 255
    assert [choice.width for choice in choose(mask)] == ["thin"]


@pytest.mark.parametrize(("radius", "width"), [(4, "thin"), (8, "wide")])
def test_drops_are_wide_before_strokes_are(radius: int, width: str) -> None:
    drops = np.zeros((300, 300), np.uint8)
    for at in (60, 60 + 2 * radius, 60 + 4 * radius):  # They touch.
        cv2.circle(drops, (at, 100), radius, 255, -1)
    assert [choice.width for choice in choose(drops)] == [width]
    stroke = np.zeros((300, 300), np.uint8)
    cv2.line(stroke, (40, 100), (240, 140), 255, 2 * radius - 1)
    assert [choice.width for choice in choose(stroke)] == ["thin"]


@pytest.mark.parametrize(("distance", "width"), [(80, "wide"), (20, "crowded")])
def test_drops_that_leave_little_between_them_keep_their_place(distance: int, width: str) -> None:
    drops = np.zeros((320, 320), np.uint8)
    for x in range(20, 320, distance):
        for y in range(20, 320, distance):
            cv2.circle(drops, (x, y), 8, 255, -1)
    assert [choice.width for choice in choose(drops)] == [width]


def test_one_large_hole_is_no_crowd() -> None:
    hole = np.zeros((320, 320), np.uint8)
    cv2.circle(hole, (160, 160), 70, 255, -1)
    assert [choice.width for choice in choose(hole)] == ["wide"]


def test_what_cannot_run_here_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(auto, "has_weights", lambda id, variant: False)  # noqa: ARG005
    assert recommended("thin").info.id == "biharmonic"


def test_the_notes_say_which_method_did_what(both: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    quick = {"thin": ("navier-stokes",), "wide": ("telea",)}
    monkeypatch.setattr(auto, "METHODS_BY_WIDTH", quick)
    photo = Photo(np.random.default_rng(0).integers(0, 256, (300, 300, 3), np.uint8))
    done = repair(photo, both)
    wide, thin = recommended("wide").info, recommended("thin").info
    assert done.method == f"{wide.id} + {thin.id}"
    assert any(wide.title in note for note in done.notes)
    assert any(thin.title in note for note in done.notes)
