"""Writing that was half found is completed by its ink; what is no writing stays as it was found."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from engine.detection.ink_reader import InkReader
from engine.detection.refiners import TextRefiner
from engine.detection.run import detect
from engine.detection.text import halo_width, reader_planes, text_pixels
from engine.job import Cancelled, Job
from engine.models.detector import CONFIDENCE_THRESHOLD, Detector, Kind
from engine.models.method import MethodInfo
from engine.networks.reader_planes import ReaderPlane
from engine.photo import Photo
from engine.repair.find_areas import dilated_finds

INK = (0.9, 0.1, 0.1)
REACH = 12
READER = InkReader()
shipped = pytest.mark.skipif(not READER.is_installed, reason="no weights of it here")


def by_colour(planes, passes):  # noqa: ARG001
    """A reader that goes by nothing but how near the ink is."""
    return planes[..., ReaderPlane.INK_NEARNESS]


def read(image, found, surest=None, *, crisp=True, reader=by_colour):
    return text_pixels(image, found, found if surest is None else surest, REACH, crisp=crisp, read=reader)


def ours(planes, passes):
    return READER.read(planes, passes, Job(), "cpu")


@pytest.fixture
def scene():
    """A gray slope with grain, and red letters on it with soft edges: (image, coverage 0..1)."""
    draw = np.random.default_rng(0)
    slope = np.linspace(0.2, 0.8, 128, dtype=np.float32)[None, :, None]
    photo = slope + draw.normal(0, 0.03, (96, 128, 3)).astype(np.float32)
    letters = np.zeros((96 * 4, 128 * 4), np.uint8)
    cv2.putText(letters, "letters", (40, 200), cv2.FONT_HERSHEY_SIMPLEX, 3.2, 255, 14)
    cover = cv2.resize(letters, (128, 96), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    image = photo * (1 - cover[..., None]) + np.float32(INK) * cover[..., None]
    return image.clip(0, 1).astype(np.float32), cover


def half_found(cover):
    """A network's answer: blobs around the first letters, doubt about the last, nothing elsewhere."""
    near = cv2.dilate((cover > 0).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    found = np.where(near, 200, 0).astype(np.uint8)
    found[:, 80:] = np.where(near[:, 80:], 60, 0)
    return found


@shipped
def test_the_letters_are_found_to_the_pixel_and_the_blobs_around_them_dropped(scene):
    image, cover = scene
    found = half_found(cover)
    seen = read(image, found, reader=ours)
    assert seen is not None
    truth = cover > 0.3
    assert (seen.ink & truth)[:, :92].sum() > 0.95 * truth[:, :92].sum()
    assert (seen.ink & (cover == 0)).sum() < 0.05 * truth.sum()
    assert (
        seen.sound[truth].mean() < 0.02
        and seen.sound[(found >= CONFIDENCE_THRESHOLD) & (cover == 0)].mean() > 0.8
    )


def test_what_the_reader_is_shown_lies_between_0_and_1(scene):
    image, cover = scene
    found = half_found(cover)
    planes = reader_planes(image, found, found, np.array([INK, (0, 0, 0)], np.float32), cover == 1)
    assert planes.shape == (96, 128, 12) and planes.min() >= 0 and planes.max() <= 1
    assert (planes[cover == 1][:, ReaderPlane.INK_NEARNESS] > 0.9).all() and np.array_equal(
        planes[..., ReaderPlane.EXACT_INK], cover == 1
    )


def test_writing_goes_on_a_little_and_not_across_the_photo(scene):
    image, cover = scene
    found = half_found(cover)
    seen = read(image, found)
    truth = cover > 0.3
    assert (seen.ink & truth)[:, 82:90].any() and not seen.ink[:, 80 + REACH + 4 :].any()


def test_without_a_colour_of_its_own_there_is_no_writing(scene):
    image, cover = scene
    gray = np.random.default_rng(1).random(image.shape, np.float32)
    found = half_found(cover)
    assert read(gray, found) is None
    assert read(image, np.zeros_like(found), found) is None


def test_thick_letters_of_a_large_photo_keep_what_was_found_at_their_rims(scene):
    image, cover = scene
    found = half_found(cover)
    thick = cv2.dilate(found, np.ones((5, 5), np.uint8))
    painted = image.copy()
    painted[thick >= 128] = INK
    rims = cv2.dilate(thick, np.ones((3, 3), np.uint8))
    sharp, soft = (read(painted, rims, crisp=crisp) for crisp in (True, False))
    assert sharp is not None and soft is not None
    assert sharp.sound.sum() > 1.2 * soft.sound.sum() and sharp.exact_edges.sum() > soft.exact_edges.sum()


def test_after_jpeg_the_soft_rims_of_thick_letters_are_written_too(scene):
    image, cover = scene
    thick = cv2.dilate(half_found(cover), np.ones((5, 5), np.uint8))
    exact = image.copy()
    exact[thick >= CONFIDENCE_THRESHOLD] = INK
    noise = np.random.default_rng(2).normal(0, 0.02, image.shape).astype(np.float32)
    drawn, saved = (read(one.clip(0, 1), thick) for one in (exact, exact + noise))
    assert drawn is not None and saved is not None
    assert saved.ink.sum() > 1.2 * drawn.ink.sum()
    assert drawn.exact_edges.any() and not saved.exact_edges.any()


def test_other_damage_beside_it_stays(scene):
    image, cover = scene
    found = half_found(cover)
    surest = found.copy()
    surest[70:90, 10:60] = 220  # a pasted piece, found by another kind
    seen = read(image, found, surest)
    assert seen is not None and not seen.sound[72:88, 12:58].any()


def test_reading_can_be_stopped():
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        READER.read(np.zeros((32, 32, 12), np.float32), 1, job, "cpu")


class Letters(Detector):
    info = MethodInfo(
        id="letters", title="-", year=2000, paper="-", purpose="-", limits="-", holes="any", blind=True
    )
    kinds = (Kind("text", "Text"), Kind("foreign", "Foreign", exact_edges=True))
    refiners = (TextRefiner("text", READER),)

    def __init__(self, planes):
        self.planes = planes

    def find(self, image, options, job, device):  # noqa: ARG002
        return self.planes.astype(np.float32) / 255


@shipped
def test_a_detection_is_completed_and_not_widened_where_ink_tells(scene):
    image, cover = scene
    found = half_found(cover)
    planes = np.stack([found, np.zeros_like(found)])
    planes[1, 80:90, 10:30] = 240
    photo = Photo(np.rint(image * 255).astype(np.uint8))
    detection = detect(photo, Letters(planes))
    mask = detection.mask()
    truth = cover > 0.3
    assert (mask > 0)[truth & (found >= 128)].mean() > 0.95 and (mask > 0)[:, 82:90][truth[:, 82:90]].any()
    blob = (found >= 128) & (cover == 0)
    assert (mask > 0)[blob].mean() < 0.1
    assert (mask > 0)[80:90, 10:30].all()
    # letters end where ink does, and pieces are tight
    assert np.array_equal(dilated_finds(mask, detection.exact_edges), mask)


@shipped
def test_a_small_second_line_in_another_colour_is_completed_too() -> None:
    photo = np.full((200, 640, 3), (60, 80, 110), np.uint8)
    letters = np.zeros((2, 200, 640), np.uint8)
    cv2.putText(letters[0], "CAPTION OF A PHOTO", (10, 70), cv2.FONT_HERSHEY_SIMPLEX, 1.9, 255, 7)
    cv2.putText(letters[1], "1998", (20, 150), cv2.FONT_HERSHEY_SIMPLEX, 0.7, 255, 2, cv2.LINE_8)
    for plane, colour in zip(letters, ((255, 255, 255), (255, 170, 60)), strict=True):
        photo[plane > 0] = colour
    found = letters.max(0)
    found[120:, ::3] = 0  # The second line is found in pieces.
    detection = detect(Photo(photo), Letters(np.stack([found, np.zeros_like(found)])))
    assert (detection.mask()[letters[1] > 0] > 0).mean() > 0.95


def test_a_photo_on_which_nothing_is_sure_is_left_alone(scene):
    image, cover = scene
    planes = np.stack([np.where(cover > 0, 100, 0), np.zeros_like(cover)])
    detection = detect(Photo(np.rint(image * 255).astype(np.uint8)), Letters(planes))
    assert not detection.mask().any() and np.array_equal(detection.confidence[0], np.rint(planes[0]))


@pytest.mark.parametrize("sharpened", [False, True])
def test_a_halo_is_seen_where_the_photo_was_sharpened(scene, sharpened):
    image, cover = scene
    over = image + np.float32(0.8 * sharpened) * (image - cv2.GaussianBlur(image, (0, 0), 1.5))
    letters = cover > 0.02
    assert (halo_width(over, letters, letters) > 0) == sharpened
