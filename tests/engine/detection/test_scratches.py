"""Scratches that were half found are followed along their colour, and end where it does."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from engine.detection.refiners import ScratchRefiner
from engine.detection.run import detect
from engine.detection.scratches import trace_scratches
from engine.models.detector import Detector, Kind
from engine.models.method import MethodInfo
from engine.photo import Photo

WHITE = np.float32(250 / 255)
SURE = 200
LINE = (slice(10, 110), slice(60, 63))  # 100 px long, 3 wide


@pytest.fixture
def photo():
    """Gray grain, H×W×3 in eighths of a bit, so that no two neighbours have one colour."""
    return np.random.default_rng(0).uniform(0.2, 0.7, (128, 128, 3)).astype(np.float32)


@pytest.fixture
def scratched(photo):
    photo[LINE] = WHITE
    return photo


@pytest.fixture
def half():
    """A network's answer: the upper half, and less sure what is beside it."""
    found = np.zeros((128, 128), np.uint8)
    found[10:60, 58:65] = 150
    found[10:60, 60:63] = SURE
    return found


def trace(image, found):
    return trace_scratches(lambda box: image[box.slices], found)


def test_a_scratch_found_in_half_is_found_to_its_end_and_to_the_pixel(scratched, half):
    seen = trace(scratched, half)
    truth = np.zeros((128, 128), bool)
    truth[LINE] = True
    assert np.array_equal(seen.confidence, np.where(truth, SURE, 0))
    assert np.array_equal(seen.sound, (half > 0) & ~truth)
    assert seen.exact_edges[truth].all() and not seen.exact_edges[:, :50].any()


@pytest.mark.parametrize("how", ["blurred", "JPEG"])
def test_where_rims_are_blurred_nothing_found_is_dropped_and_it_is_followed_all_the_same(
    scratched, half, how
):
    bytes_ = np.rint(scratched * 255).astype(np.uint8)
    bytes_[5:115, 56:67] = 90  # away from the grain
    bytes_[10:110, 59:64] = 250
    if how == "JPEG":
        bytes_ = cv2.imdecode(
            cv2.imencode(".jpg", bytes_, [cv2.IMWRITE_JPEG_QUALITY, 85])[1], cv2.IMREAD_COLOR
        )
    else:
        bytes_ = cv2.GaussianBlur(bytes_, (0, 0), 0.8)
    seen = trace(bytes_.astype(np.float32) / np.float32(255), half)
    assert (seen.confidence > 0)[80:105, 61].mean() > 0.9
    assert not seen.sound.any() and not seen.exact_edges.any()


def test_what_is_wider_and_has_the_same_colour_is_the_photos(scratched, half):
    scratched[70:, 40:90] = WHITE
    seen = trace(scratched, half)
    assert (seen.confidence > 0)[10:60, 61].all() and not (seen.confidence > 0)[60:].any()


def test_the_known_colour_is_taken_on_little_evidence_but_not_on_none(scratched, half):
    scratched[30, 20:24] = scratched[90, 20:24] = WHITE
    half[30, 21] = 15
    seen = trace(scratched, half)
    assert (seen.confidence > 0)[30, 20:24].all() and not (seen.confidence > 0)[90].any(
        where=np.arange(128) < 40
    )


def test_a_find_without_the_colour_is_none(scratched, half):
    half[20:24, 100:110] = SURE
    seen = trace(scratched, half)
    assert seen.sound[20:24, 100:110].all()


def test_where_most_finds_have_no_colour_that_is_no_sign_against_them(scratched, half):
    half[20:60, 80:120] = SURE
    seen = trace(scratched, half)
    assert (seen.confidence > 0)[LINE].all() and not seen.sound.any()


def test_of_two_that_cross_both_are_followed(scratched, half):
    scratched[30:33, 20:100] = 0.05
    half[30:33, 40:80] = SURE
    seen = trace(scratched, half)
    assert (seen.confidence > 0)[LINE].all() and (seen.confidence > 0)[30:33, 20:100].mean() > 0.95


def test_nothing_found_and_nothing_of_one_colour_tell_nothing(photo, half):
    assert trace(photo, np.zeros_like(half)) is None
    assert trace(photo, half) is None


class Half(Detector):
    """Finds the upper half of what is white, and all that is around it."""

    info = MethodInfo(
        id="half",
        title="Half",
        year=2000,
        paper="-",
        purpose="-",
        limits="-",
        holes="any",
    )
    kinds = (Kind("text", "Text"), Kind("scratches", "Scratches"))
    scale_mode = "native"
    refiners = (ScratchRefiner("scratches"),)

    def find(self, image, options, job, device):  # noqa: ARG002
        answer = np.zeros((2, *image.shape[:2]), np.float32)
        answer[1, 10:60, 58:65] = 0.6
        answer[1, 10:60, 60:63] = 0.8
        return answer


def test_a_detector_that_says_which_kind_is_scratches_gets_it(scratched):
    photo = Photo(np.rint(scratched * 255).astype(np.uint8))
    found = detect(photo, Half())
    wanted = np.zeros((128, 128), bool)
    wanted[LINE] = True
    assert np.array_equal(found.mask() > 0, wanted)
    assert found.exact_edges is not None and found.exact_edges[wanted].all()
