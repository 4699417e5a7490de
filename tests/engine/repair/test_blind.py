"""Find, widen, fill: what comes of it, and what is told."""

from __future__ import annotations

import importlib
from collections.abc import Mapping

import numpy as np
import pytest

from engine.detection.result import DEFAULT_SENSITIVITY, Detection
from engine.errors import FoundAll, MethodUnknown, OptionInvalid
from engine.job import Cancelled, Job
from engine.models.detector import Detector
from engine.models.method import Array, ArrayMethod, MethodInfo, Request
from engine.options import Slider, Value
from engine.photo import Photo
from engine.repair.blind import MUCH_NOTE, NOTHING_NOTE, is_implausibly_large, repair_blind
from engine.repair.find_areas import dilated_finds

ROWS = 7  # Of the 60 rows; an eighth are 7.5.
pytestmark = pytest.mark.usefixtures("black_detector")


@pytest.fixture
def photo() -> Photo:
    """Grey, with a black line (found surely) and a white dot (found with 0.7)."""
    pixels = np.full((60, 90, 3), 120, np.uint8)
    pixels[30, 10:70] = 0
    pixels[50, 80] = 255
    return Photo(pixels)


def test_what_is_found_is_filled_and_nothing_else_changes(photo: Photo) -> None:
    before = photo.pixels.copy()
    done = repair_blind(photo, "telea")
    assert done.repair is not None and np.array_equal(photo.pixels, before)
    done.repair.apply(photo)
    assert np.array_equal(done.repair.mask, dilated_finds(done.mask, done.detection.exact_edges))
    assert np.array_equal((photo.pixels != before).any(2), done.mask > 0) and (photo.pixels == 120).all()


def test_what_counts_is_reckoned_once(photo: Photo, monkeypatch: pytest.MonkeyPatch) -> None:
    finds, asked = Detection.finds, []
    monkeypatch.setattr(Detection, "finds", lambda self, *given: asked.append(given) or finds(self, *given))
    assert repair_blind(photo, "telea").repair is not None
    assert len(asked) == 1


def test_sensitivity_decides_what_counts(photo: Photo) -> None:
    assert np.count_nonzero(repair_blind(photo, "telea", sensitivity=DEFAULT_SENSITIVITY).mask) == 61
    assert np.count_nonzero(repair_blind(photo, "telea", sensitivity=0.2).mask) == 60


def test_nothing_found_is_said_and_nothing_is_filled() -> None:
    done = repair_blind(Photo(np.full((20, 20, 3), 120, np.uint8)), "telea")
    assert done.repair is None and not done.mask.any() and done.notes == (NOTHING_NOTE,)


def test_finds_that_are_not_sure_are_counted_and_not_filled(photo: Photo) -> None:
    photo.pixels[:] = 120
    photo.pixels[10:15, 10:15] = photo.pixels[40:45, 60:65] = 255
    done = repair_blind(photo, "telea", sensitivity=0.2)
    assert done.repair is None and done.search.unsure == 2
    assert [str(note) for note in done.notes] == [
        "Nothing sure was found. The editor outlines unsure finds with dashes: 2."
    ]


@pytest.mark.parametrize(("rows", "told"), [(ROWS, False), (ROWS + 1, True)])
def test_more_than_an_eighth_is_told(photo: Photo, rows: int, told: bool) -> None:
    photo.pixels[:] = 120
    photo.pixels[:rows] = 0
    done = repair_blind(photo, "telea")
    assert is_implausibly_large(done.mask) == told and (MUCH_NOTE in done.notes) == told


def test_nothing_left_is_an_error_with_a_way_out(photo: Photo) -> None:
    photo.pixels[:] = 0
    photo.pixels[5, 5] = 120  # is filled too once the finds are dilated_finds
    with pytest.raises(FoundAll, match="Lower the sensitivity"):
        repair_blind(photo, "telea")


def test_wrong_words_are_told_before_the_search(photo: Photo) -> None:
    job = Job(lambda *_: pytest.fail("looked for damage in vain"))
    for method, options, error in (("magic", {}, MethodUnknown), ("telea", {"tempo": 1}, OptionInvalid)):
        with pytest.raises(error):
            repair_blind(photo, method, options=options, job=job)


def test_cancelled_while_filling(photo: Photo) -> None:
    job = Job(lambda _, note: job.cancel() if note == "Filling" else None)
    with pytest.raises(Cancelled):
        repair_blind(photo, "telea", job=job)


class Both(ArrayMethod, Detector):
    """Finds what is white and fills with one colour; remembers the options that finding was given."""

    info = MethodInfo(
        id="both",
        title="Both",
        year=2000,
        paper="-",
        purpose="-",
        limits="-",
        holes="any",
        blind=True,
        options=(Slider(id="level", title="Level", low=0, high=1, default=0.5),),
    )
    asked: Mapping[str, Value]

    def find(self, image: Array, options: Mapping[str, Value], job: Job, device: str) -> Array:  # noqa: ARG002
        self.asked = options
        return (image.min(2) == 1).astype(np.float32)[None]

    def fill(self, request: Request[Array], job: Job) -> Array:  # noqa: ARG002
        return np.full_like(request.image, request.options["level"])


@pytest.fixture
def both(monkeypatch: pytest.MonkeyPatch) -> Both:
    found = Both()
    monkeypatch.setattr(importlib.import_module("engine.models.catalog"), "catalog", lambda: {"both": found})
    return found


def test_a_method_that_finds_is_its_own_detector(photo: Photo, both: Both) -> None:
    done = repair_blind(photo, "both", options={"level": 0.25, "seamless": "off"})
    assert done.detection.detector == "both" and np.count_nonzero(done.mask) == 1
    assert done.repair is not None and both.asked == {"level": 0.25}
    done.repair.apply(photo)
    assert photo.pixels[50, 80, 0] == 64


def test_another_detector_may_be_named(photo: Photo, both: Both) -> None:
    done = repair_blind(photo, "both", detector="black", options={"level": 0.25})
    assert done.detection.detector == "black" and not hasattr(both, "asked")
