from __future__ import annotations

from collections.abc import Callable
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from engine.errors import MaskEmpty, MaskError, MethodUnknown, OptionInvalid, RepairError
from engine.job import Cancelled, Job
from engine.models.method import SizeRule
from engine.options import Slider
from engine.photo import Photo
from engine.pixels.mask import automatic_growth, grow
from engine.repair.run import prepare, repair

Bytes = NDArray[np.uint8]
Teller = Callable[..., Any]


def test_neither_photo_nor_mask_changes_before_apply(photo: Photo, mask: Bytes) -> None:
    pixels, marked = photo.pixels.copy(), mask.copy()
    repair(photo, mask, "telea")
    assert np.array_equal(photo.pixels, pixels)
    assert np.array_equal(mask, marked)


def test_the_patches_bring_the_photo_back(photo: Photo, mask: Bytes) -> None:
    pixels = photo.pixels.copy()
    done = repair(photo, mask, "telea")
    done.apply(photo)
    for patch in done.patches:
        photo.put(patch.box, patch.before)
    assert np.array_equal(photo.pixels, pixels)


def test_a_soft_pixel_is_mixed(photo: Photo, mask: Bytes, grey: Any) -> None:
    before = int(photo.pixels[70, 20, 0])
    repair(photo, mask, grey).apply(photo)
    assert int(photo.pixels[70, 20, 0]) == pytest.approx(before + 90 / 255 * (127.5 - before), abs=1)


def test_a_mask_of_another_size_is_refused(photo: Photo) -> None:
    with pytest.raises(MaskError):
        repair(photo, np.full((5, 5), 255, np.uint8))


def test_an_empty_mask_is_refused(photo: Photo) -> None:
    with pytest.raises(MaskEmpty):
        repair(photo, np.zeros((96, 80), np.uint8))


def test_an_unknown_method_is_refused(photo: Photo, mask: Bytes) -> None:
    with pytest.raises(MethodUnknown):
        repair(photo, mask, "magic")


def test_the_pipelines_options_go_with_the_methods(photo: Photo, mask: Bytes, told: Teller) -> None:
    strength = Slider(id="strength", title="Strength", low=0, high=9, default=1)
    method = told(lambda request: request.image, options=(strength,))
    repair(photo, mask, method, options={"seamless": True, "strength": 4})
    assert method.requests[0].options == {"strength": 4}


def test_an_option_nobody_knows_is_refused(photo: Photo, mask: Bytes) -> None:
    with pytest.raises(OptionInvalid, match="seamless"):
        repair(photo, mask, "telea", options={"colour": 1})


def test_auto_grows_the_mask_only_when_asked(photo: Photo, mask: Bytes) -> None:
    assert np.array_equal(repair(photo, mask, "auto").mask, mask)
    grown = repair(photo, mask, "auto", grow=None)
    assert np.array_equal(grown.mask, grow(mask, automatic_growth(80, 96)))


def test_outside_the_grown_mask_nothing_changes(photo: Photo, mask: Bytes) -> None:
    before = photo.pixels.copy()
    done = repair(photo, mask, "auto", grow=None)
    done.apply(photo)
    assert np.array_equal(photo.pixels[done.mask == 0], before[done.mask == 0])


def test_another_method_grows_by_what_it_is_told(mask: Bytes) -> None:
    assert np.array_equal(prepare(mask, "telea"), mask)
    assert np.array_equal(prepare(mask, "telea", 5), grow(mask, 5))


def test_a_request_is_padded_to_the_size_rule(photo: Photo, mask: Bytes, told: Teller) -> None:
    method = told(lambda request: np.full_like(request.image, 0.5), size=SizeRule(least=48, multiple=32))
    before = photo.pixels.copy()
    repair(photo, mask, method).apply(photo)
    for request in method.requests:
        assert all(side >= 48 and side % 32 == 0 for side in request.mask.shape)
    assert np.array_equal(photo.pixels[mask == 0], before[mask == 0])
    assert (photo.pixels[mask == 255] == 128).all()


def test_a_hole_at_the_photos_border_gets_a_margin(photo: Photo, told: Teller) -> None:
    method = told(lambda request: request.image + request.mask[..., None], size=SizeRule(margin=8))
    mask = np.zeros((96, 80), np.uint8)
    mask[90:, 30:40] = 255
    before = photo.pixels.copy()
    repair(photo, mask, method).apply(photo)
    (request,) = method.requests
    rows = np.flatnonzero(request.mask.any(axis=1))
    assert rows[0] > 0 and rows[-1] < len(request.mask) - 1
    assert np.array_equal(photo.pixels[mask == 0], before[mask == 0])
    assert (photo.pixels[mask == 255] == 255).all()


def test_alternatives_can_be_chosen(photo: Photo, mask: Bytes, told: Teller) -> None:
    method = told(lambda request: np.stack([np.full_like(request.image, v) for v in (0.0, 1.0)]))
    done = repair(photo, mask, method)
    done.apply(photo, choice=1)
    assert (photo.pixels[mask == 255] == 255).all()
    done.apply(photo, choice=0)
    assert (photo.pixels[mask == 255] == 0).all()


def test_guides_are_cropped_and_only_declared_ones_given(photo: Photo, mask: Bytes, told: Teller) -> None:
    method = told(lambda request: request.image, guides=frozenset({"edges"}), context_least=4)
    edges = np.zeros_like(mask)
    edges[45, 35] = 255
    done = repair(photo, mask, method, guides={"edges": edges, "sketch": edges})
    assert all(set(request.guides) == {"edges"} for request in method.requests)
    assert sum(request.guides["edges"].sum() for request in method.requests) == pytest.approx(1)
    assert any("sketch" in note for note in done.notes)


def test_a_far_source_is_within_reach(told: Teller) -> None:
    photo = Photo(np.zeros((300, 300, 3), np.uint8))
    mask, source = np.zeros((2, 300, 300), np.uint8)
    mask[10:30, 10:30] = source[250:290, 250:290] = 255
    method = told(lambda request: request.image, guides=frozenset({"source"}))
    repair(photo, mask, method, guides={"source": source})
    assert (method.requests[0].guides["source"] == 1).sum() == 1600


@pytest.mark.parametrize(
    "answer",
    [
        lambda request: np.full_like(request.image, np.nan),
        lambda request: request.image[:-1],
        lambda request: request.mask,
        lambda request: np.zeros((0, *request.image.shape), np.float32),
    ],
    ids=["nan", "small", "gray", "none"],
)
def test_an_unusable_answer_is_an_error(photo: Photo, mask: Bytes, told: Teller, answer: Any) -> None:
    before = photo.pixels.copy()
    with pytest.raises(RepairError, match="answer"):
        repair(photo, mask, told(answer))
    assert np.array_equal(photo.pixels, before)


def test_a_method_that_fails_is_named_with_its_cause(photo: Photo, mask: Bytes, told: Teller) -> None:
    with pytest.raises(RepairError, match=r"Told stopped with ZeroDivisionError") as caught:
        repair(photo, mask, told(lambda request: 1 / 0))  # noqa: ARG005
    assert isinstance(caught.value.__cause__, ZeroDivisionError)


def test_cancel_half_way(told: Teller) -> None:
    photo, mask = Photo(np.zeros((600, 600, 3), np.uint8)), np.zeros((600, 600), np.uint8)
    mask[10:20, 10:20] = mask[500:510, 500:510] = 255
    job = Job()

    def cancel_then_fill(request: Any) -> Any:
        job.cancel()
        return request.image

    method = told(cancel_then_fill)
    with pytest.raises(Cancelled):
        repair(photo, mask, method, job=job)
    assert len(method.requests) == 1


def test_progress_ends_at_one_and_never_goes_back(photo: Photo, mask: Bytes) -> None:
    seen: list[float] = []
    repair(photo, mask, "auto", job=Job(lambda fraction, note: seen.append(fraction)))  # noqa: ARG005
    assert seen == sorted(seen)
    assert seen[-1] == 1


@pytest.mark.slow
def test_600_specks_on_12_megapixels_take_at_most_40_calls(grey: Any) -> None:
    photo = Photo(np.zeros((3000, 4000, 3), np.uint8))
    mask = np.zeros((3000, 4000), np.uint8)
    draw = np.random.default_rng(0)
    for _ in range(600):
        cv2.circle(mask, (int(draw.integers(4000)), int(draw.integers(3000))), 5, 255, -1)
    done = repair(photo, mask, grey)
    assert done.calls == len(grey.requests) <= 40
    done.apply(photo)
    assert np.array_equal(photo.pixels[..., 0] > 0, mask > 0)


def test_the_next_seed_of_a_seeded_method_gives_another_fill(photo: Photo) -> None:
    mask = np.zeros((photo.height, photo.width), np.uint8)
    mask[30:60, 20:50] = 255
    one, two = (
        repair(photo, mask, "patchmatch", seed=seed, options={"quality": "fast"}).patches[0].alternatives[0]
        for seed in (0, 1)
    )
    assert not np.array_equal(one, two)
