"""What every method of the catalog promises.  A new one is tested the moment its file exists."""

from __future__ import annotations

import contextlib
import re
import subprocess
import sys
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.errors import LacunaError, MaskFull
from engine.job import Cancelled, Job
from engine.methods import msnps, semantic_search
from engine.models.catalog import catalog
from engine.models.method import Array, ArrayMethod, Method, Request
from engine.models.weights import has_weights
from engine.options import resolve
from engine.photo import Photo
from engine.repair import auto
from engine.repair.run import repair

Bytes = NDArray[np.uint8]
METHODS = [found for found in catalog().values() if isinstance(found, Method)]
FILLERS = [found for found in METHODS if not found.info.blind]


@pytest.fixture(autouse=True)
def short_searches(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is promised holds after any number of steps, and by default these two take hundreds of them."""
    monkeypatch.setitem(semantic_search.STEPS_AND_ANSWERS, "fast", (20, 4))
    monkeypatch.setitem(msnps.LAYERS_AND_STEPS, "fast", (("relu4_1",), (4, 3, 2)))


def _runnable(method: Method) -> None:
    if not isinstance(method, ArrayMethod) and not any(
        has_weights(method.info.id, v) for v in method.info.weights
    ):
        pytest.skip("its weights are not here")


def every(methods: list[Method]) -> Any:
    return pytest.mark.parametrize("method", methods, ids=lambda method: method.info.id)


def answer(method: Method, image: Array, mask: Array, *, seed: int = 3, job: Job | None = None) -> Array:
    """What the method gives for an image as the pipeline would hand it over."""
    rule = method.info.size
    height, width = (rule.padded(side) for side in mask.shape)
    margin = ((0, height - mask.shape[0]), (0, width - mask.shape[1]))
    request = Request(
        image=np.pad(image, (*margin, (0, 0)), mode="reflect"),
        mask=np.pad(mask, margin, mode="reflect"),
        options=resolve(method.info.options, {}),
        seed=seed,
    )
    return method.run(request, job or Job(), "cpu")[:, : mask.shape[0], : mask.shape[1]]


@pytest.fixture
def image(astronaut: Bytes) -> Array:
    return astronaut.astype(np.float32) / 255


@pytest.fixture
def hole(mask: Bytes) -> Array:
    return mask.astype(np.float32) / 255


@every(METHODS)
@pytest.mark.parametrize("kind", [np.uint8, np.uint16])
@pytest.mark.parametrize("channels", [1, 3])
def test_known_pixels_survive(
    method: Method, kind: type, channels: int, astronaut: Bytes, mask: Bytes
) -> None:
    _runnable(method)
    pixels = astronaut[..., :channels].astype(kind) * (kind(257) if kind is np.uint16 else kind(1))
    photo = Photo(pixels.copy())
    repair(photo, mask, method).apply(photo)
    assert np.array_equal(photo.pixels[mask == 0], pixels[mask == 0])
    assert not np.array_equal(photo.pixels, pixels)


@every(METHODS)
def test_the_fill_is_finite_and_in_range(method: Method, image: Array, hole: Array) -> None:
    _runnable(method)
    for filled in answer(method, image, hole):
        assert filled.shape == image.shape
        if method.info.soft:  # what counts is the blend
            filled = image + hole[..., None] * (filled - image)
        assert np.isfinite(filled[hole > 0]).all()
        assert -0.2 < filled[hole > 0].min() <= filled[hole > 0].max() < 1.2


@every(FILLERS)
def test_what_is_under_the_hole_does_not_matter(method: Method, image: Array, hole: Array) -> None:
    _runnable(method)
    rubbish = np.random.default_rng(1).random(image.shape, np.float32)
    other = np.where(hole[..., None] > 0, rubbish, image)
    one, two = answer(method, image, hole), answer(method, other, hole)
    assert np.allclose(one[:, hole > 0], two[:, hole > 0], atol=1e-5)


@every(METHODS)
def test_the_same_seed_gives_the_same_answer(method: Method, image: Array, hole: Array) -> None:
    _runnable(method)
    assert np.array_equal(answer(method, image, hole), answer(method, image, hole))


@every([method for method in METHODS if method.info.seeded])
def test_another_seed_gives_another_answer(method: Method, image: Array, hole: Array) -> None:
    _runnable(method)
    assert not np.array_equal(answer(method, image, hole), answer(method, image, hole, seed=4))


@every(METHODS)
def test_cancel_stops_it_and_leaves_the_photo(method: Method, photo: Photo, mask: Bytes) -> None:
    _runnable(method)
    before = photo.pixels.copy()
    job = Job(lambda fraction, note: job.cancel())  # noqa: ARG005
    with pytest.raises(Cancelled):
        repair(photo, mask, method, job=job)
    assert np.array_equal(photo.pixels, before)


@every(METHODS)
def test_progress_only_grows(method: Method, image: Array, hole: Array) -> None:
    _runnable(method)
    seen: list[float] = []
    answer(method, image, hole, job=Job(lambda fraction, note: seen.append(fraction)))  # noqa: ARG005
    assert seen, "it never asked whether to stop"
    assert seen == sorted(seen)


@every(METHODS)
@pytest.mark.parametrize("shape", [(37, 53), (64, 3), (2, 40), (5, 5)], ids=str)
def test_odd_and_tiny_photos(method: Method, shape: tuple[int, int]) -> None:
    _runnable(method)
    photo = Photo(np.random.default_rng(0).integers(0, 256, (*shape, 3), np.uint8))
    before = photo.pixels.copy()
    mask = np.zeros(shape, np.uint8)
    mask[0, 0] = mask[-1, -1] = mask[shape[0] // 2, 1:3] = 255
    repair(photo, mask, method).apply(photo)
    assert np.array_equal(photo.pixels[mask == 0], before[mask == 0])


@every(METHODS)
def test_a_hole_that_leaves_one_row(method: Method, photo: Photo) -> None:
    _runnable(method)
    mask = np.full((photo.height, photo.width), 255, np.uint8)
    mask[0] = 0
    before = photo.pixels.copy()
    with contextlib.suppress(LacunaError):
        repair(photo, mask, method).apply(photo)
    assert np.array_equal(photo.pixels[0], before[0])


@every(METHODS)
def test_a_hole_as_large_as_the_photo_is_refused(method: Method, photo: Photo) -> None:
    with pytest.raises(MaskFull):
        repair(photo, np.full((photo.height, photo.width), 255, np.uint8), method)


@pytest.mark.parametrize("method", catalog().values(), ids=lambda method: method.info.id)
def test_it_says_what_it_is(method: Method) -> None:
    info = method.info
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", info.id)
    assert 1990 <= info.year <= 2026
    for text in (info.title, info.paper, info.purpose, info.limits, info.licence):
        assert text.strip() == text != ""
        assert not text.endswith(".")
    for option in info.options:
        assert option.parse(option.default) == option.default
        assert option.title


def test_what_auto_takes_is_in_the_catalog() -> None:
    assert {id for ids in auto.METHODS_BY_WIDTH.values() for id in ids} <= set(catalog())


def test_listing_the_catalog_imports_nothing_heavy() -> None:
    heavy = {"torch", "numba", "skimage", "scipy", "PySide6"}
    code = (
        f"import sys; from engine.models.catalog import catalog; catalog(); print({heavy} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
