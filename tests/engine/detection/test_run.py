"""How a photo of any size and kind is shown to a detector, and what becomes of its answers."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from engine.detection.run import TILE_OVERLAP_PX, detect
from engine.errors import DetectorMissing, DetectorUnknown, OptionInvalid
from engine.job import Cancelled, Job
from engine.models.catalog import detectors
from engine.models.detector import Detector, ScaleMode
from engine.models.method import Array, MethodInfo, SizeRule
from engine.models.weights import has_weights
from engine.options import Value
from engine.photo import Photo


class Told(Detector):
    """Answers with what `rule` gives for an image, and remembers what it was shown."""

    def __init__(self, rule: Callable[[Array], Any], scale_mode: ScaleMode = "native", **size: int) -> None:
        self.info = MethodInfo(
            id="told",
            title="Told",
            year=2000,
            paper="-",
            purpose="-",
            limits="-",
            holes="any",
            size=SizeRule(**size),
        )
        self.rule, self.scale_mode, self.shown = rule, scale_mode, list[Array]()

    def find(self, image: Array, options: Mapping[str, Value], job: Job, device: str) -> Array:  # noqa: ARG002
        job.step(0.0)
        self.shown.append(image)
        answer: Array = np.asarray(self.rule(image), np.float32)[None]
        return answer

    @property
    def sizes(self) -> list[tuple[int, int]]:
        """Width and height of each image shown."""
        return [(image.shape[1], image.shape[0]) for image in self.shown]


def red(image: Array) -> Array:
    """As sure as a pixel is red."""
    return image[..., 0]


def noise(width: int, height: int) -> NDArray[np.uint8]:
    return np.random.default_rng(width * height).integers(0, 256, (height, width, 3), np.uint8)


@given(width=st.integers(1, 300), height=st.integers(1, 60), eighth=st.integers(2, 30))
@settings(max_examples=20)
def test_every_pixel_is_answered_for_once(width: int, height: int, eighth: int) -> None:
    pixels, detector = noise(width, height), Told(red, least=8, multiple=8, most=8 * eighth)
    assert np.array_equal(detect(Photo(pixels), detector).confidence[0], pixels[..., 0])
    assert all(side % 8 == 0 and side <= 8 * eighth for size in detector.sizes for side in size)


def test_a_tile_does_not_answer_for_its_own_rim() -> None:
    def rim(image: Array) -> Array:
        marked = np.ones(image.shape[:2])
        marked[TILE_OVERLAP_PX // 2 : -TILE_OVERLAP_PX // 2, TILE_OVERLAP_PX // 2 : -TILE_OVERLAP_PX // 2] = 0
        return marked

    detector = Told(rim, most=160)
    found = detect(Photo(noise(400, 300)), detector).confidence[0]
    assert len(detector.shown) == 4 * 3
    assert found[0].all() and not found[32:-32, 32:-32].any()


def test_tiles_are_no_larger_than_is_needed() -> None:
    detector = Told(red, multiple=32, most=1024)
    detect(Photo(noise(1100, 80)), detector)
    assert detector.sizes == [(608, 96), (608, 96)]


def test_reduced_is_the_whole_photo_at_once() -> None:
    pixels = np.zeros((250, 1000, 3), np.uint8)
    pixels[100:140, 800:860] = 255
    detector = Told(red, "reduced", most=200)
    found = detect(Photo(pixels), detector).confidence[0]
    assert detector.sizes == [(200, 50)] and found.shape == (250, 1000)
    rows, columns = np.nonzero(found > 127)
    assert abs(rows.mean() - 119.5) < 1 and abs(columns.mean() - 829.5) < 1


def test_what_is_not_too_large_is_not_reduced() -> None:
    pixels, detector = noise(90, 70), Told(red, "reduced", most=200)
    assert np.array_equal(detect(Photo(pixels), detector).confidence[0], pixels[..., 0])


@pytest.mark.parametrize(
    ("size", "views"),
    [
        ((300, 270), [(300, 270)]),
        ((1024, 768), [(341, 256), (1024, 768)]),
        ((4000, 3000), [(341, 256), (1168, 876), (4000, 3000)]),
    ],
)
def test_a_pyramid_is_seen_whole_first_and_then_larger(size: tuple[int, int], views: object) -> None:
    detector = Told(red, "pyramid")
    detect(Photo(np.zeros((*size[::-1], 3), np.uint8)), detector)
    assert detector.sizes == views


@pytest.mark.parametrize(
    ("size", "views"),
    [
        ((300, 270), [(300, 270)]),
        ((1024, 768), [(341, 256), (1024, 768)]),
        ((2000, 1500), [(341, 256), (1155, 866)]),
        ((3000, 40), [(3000, 40)]),
    ],
)
def test_a_pyramid_may_end_below_full_size(size: tuple[int, int], views: object) -> None:
    detector = Told(red, "pyramid")
    detector.finest_area_px = 1_000_000
    pixels = noise(*size)
    found = detect(Photo(pixels), detector).confidence
    assert detector.sizes == views and found.shape == (1, *size[::-1])


SMALL, LARGE = (384, 256), (1536, 1024)  # the two views of a photo of 1536 × 1024


def seen(near: object, far: object, *, large: bool = False, written: bool = False) -> NDArray[np.uint8]:
    """What is found where the whole photo and its full size answer with these, each for one half or both."""

    def answer(image: Array) -> Array:
        marked = np.zeros(image.shape[:2])
        marked[:, image.shape[1] // 2 :] = far if image.shape[1::-1] == SMALL else near
        return marked

    detector = Told(answer, "pyramid")
    kind = replace(detector.kinds[0], coarse_gated=large, finer_scales_replace=written)
    detector.kinds = (kind,)
    return detect(Photo(np.zeros((*LARGE[::-1], 3), np.uint8)), detector).confidence[0]


@pytest.mark.parametrize(("near", "far"), [(1.0, 0.0), (0.0, 1.0), (1.0, 1.0)])
def test_the_surest_scale_counts(near: float, far: float) -> None:
    found = seen(near, far)
    assert (found[:, 800:] == 255).all() and not found[:, :700].any()


def test_what_is_large_is_seen_in_the_whole_photo_or_not_at_all() -> None:
    assert not seen(1.0, 0.0, large=True).any()
    assert seen(0.0, 1.0, large=True)[:, 800:].all()


def test_letters_that_full_size_finds_have_its_edges() -> None:
    found = seen(np.tile([1.0, 0.0], LARGE[0] // 4), 1.0, written=True)
    assert np.array_equal(found[:, 768::2], np.full((1024, 384), 255)) and not found[:, 769::2].any()


KINDS: dict[str, tuple[int, type[np.unsignedinteger[Any]]]] = {
    "gray": (1, np.uint8),
    "gray 16": (1, np.uint16),
    "rgb 16": (3, np.uint16),
    "cmyk": (4, np.uint8),
}


@pytest.mark.parametrize("scale_mode", ["native", "reduced", "pyramid"])
@pytest.mark.parametrize("kind", KINDS)
def test_detectors_see_rgb_of_any_photo(kind: str, scale_mode: ScaleMode) -> None:
    channels, dtype = KINDS[kind]
    stored = np.random.default_rng(0).integers(0, np.iinfo(dtype).max, (90, 150, channels), dtype)
    photo, detector = Photo(stored.copy()), Told(red, scale_mode, most=100)
    found = detect(photo, detector).confidence
    assert found.shape == (1, 90, 150) and found.dtype == np.uint8 and found.any()
    assert {image.shape[2] for image in detector.shown} == {3}
    assert all(image.dtype == np.float32 and 0 <= image.min() <= image.max() <= 1 for image in detector.shown)
    assert np.array_equal(photo.pixels, stored) and not photo.edited


def test_what_is_transparent_is_no_damage() -> None:
    alpha = np.full((20, 30), 255, np.uint8)
    alpha[:10] = 0
    alpha[10] = 1
    photo = Photo(np.full((20, 30, 3), 255, np.uint8), alpha)
    assert np.array_equal(detect(photo, Told(red)).confidence[0] > 0, alpha > 0)


def test_a_small_photo_is_mirrored_up_to_what_is_accepted() -> None:
    pixels, detector = noise(5, 3), Told(red, least=64, multiple=32)
    assert np.array_equal(detect(Photo(pixels), detector).confidence[0], pixels[..., 0])
    assert detector.sizes == [(64, 64)]
    assert np.array_equal(detector.shown[0][2, 5], detector.shown[0][2, 4])


def test_confidence_stays_in_its_range() -> None:
    detector = Told(lambda image: np.where(image[..., 0] > 0.5, 7.0, -7.0))
    assert set(np.unique(detect(Photo(noise(9, 9)), detector).confidence)) == {0, 255}


def test_progress_goes_on_and_cancel_stops_at_the_next_tile() -> None:
    told: list[float] = []
    job = Job(lambda fraction, _: told.append(fraction))
    detect(Photo(noise(300, 300)), Told(red, "pyramid", most=128), job=job)
    assert told == sorted(told) and told[-1] == 1
    detector = Told(lambda image: job.cancel() or red(image), most=128)  # type: ignore[func-returns-value]
    with pytest.raises(Cancelled):
        detect(Photo(noise(300, 300)), detector, job=job)
    assert len(detector.shown) <= 1


@pytest.mark.usefixtures("black_detector")
def test_auto_is_the_recommended_detector(photo: Photo) -> None:
    assert detect(photo).detector == "black"


def test_without_weights_the_way_out_is_named(photo: Photo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.import_module("engine.detection.run"), "DEFAULT_DETECTORS", ())
    with pytest.raises(DetectorMissing, match=r"Mark the damage yourself"):
        detect(photo)


@pytest.mark.usefixtures("black_detector")
def test_wrong_words_are_named(photo: Photo) -> None:
    with pytest.raises(DetectorUnknown, match=r"'magic'; there are: auto, .*black"):
        detect(photo, "magic")
    with pytest.raises(OptionInvalid):
        detect(photo, "black", options={"strength": 1})


@pytest.mark.parametrize("detector", detectors().values(), ids=lambda one: one.info.id)
def test_what_every_detector_says_of_itself(detector: Detector) -> None:
    ids = [kind.id for kind in detector.kinds]
    assert ids and len(set(ids)) == len(ids) and all(kind.title for kind in detector.kinds)
    assert detector.info.blind and detector.scale_mode in get_args(ScaleMode)
    assert detector.info.size.most or detector.scale_mode == "native"


@pytest.mark.slow
@pytest.mark.parametrize(
    "id", [id for id, one in detectors().items() if has_weights(id, *one.info.weights[:1])]
)
def test_what_ships_finds_the_same_twice(id: str, photo: Photo) -> None:
    first, second = detect(photo, id, device="cpu"), detect(photo, id, device="cpu")
    assert first.confidence.shape == (len(detectors()[id].kinds), 96, 80)
    assert np.array_equal(first.confidence, second.confidence)


def test_a_kind_that_nothing_proves_is_doubtful() -> None:
    """A few pixels beyond all doubt make the finds of the whole photo sure."""
    pixels = np.zeros((256, 256, 3), np.uint8)
    pixels[:8, :8] = 200
    detector = Told(red)
    detector.min_certain_px = 12
    assert not detect(Photo(pixels), detector).mask().any()
    assert detect(Photo(pixels), detector).confidence.max() == 100
    pixels[100, :12] = 255
    assert np.count_nonzero(detect(Photo(pixels), detector).mask()) == 64 + 12


def test_a_larger_photo_needs_more_evidence() -> None:
    pixels = np.zeros((512, 512, 3), np.uint8)
    pixels[100, :16] = 255
    detector = Told(red)
    detector.min_certain_px = 12
    assert not detect(Photo(pixels), detector).mask().any()
    pixels[100, :17] = 255
    assert detect(Photo(pixels), detector).mask().any()
