"""The method informed-mask on a tiny untrained network; with the shipped weights, what they promise."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
import torch
from skimage import data

from engine.detection.run import detect
from engine.job import Job
from engine.methods.informed_mask import DAMAGED_FROM_SHARE, GRID_SHIFTS_PX, ID, METHOD, InformedMaskMethod
from engine.models import weights
from engine.models.method import Array, Request
from engine.networks.informed_mask import InformedMask, Size, replaced_share
from engine.options import resolve
from engine.photo import Photo
from engine.repair.blind import repair_blind
from engine.repair.run import repair

TINY = Size(mask_width=4, edge_width=4, edge_blocks=1, cnum=12, dilations=(2,))


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def network() -> InformedMask:
    torch.manual_seed(7)
    return InformedMask(TINY).eval()


@pytest.fixture
def method(network: InformedMask, monkeypatch: pytest.MonkeyPatch) -> InformedMaskMethod:
    """In float32 on every machine."""
    made = InformedMaskMethod()
    exact = torch.autocast("cpu", enabled=False)
    monkeypatch.setattr("engine.models.precision.autocast", lambda device: exact)  # noqa: ARG005
    monkeypatch.setattr(made, "load", lambda variant: network)  # noqa: ARG005
    return made


@pytest.fixture
def image() -> Array:
    return np.asarray(data.astronaut()[40:104, 180:260], np.float32) / np.float32(255)


@pytest.fixture
def share() -> Array:
    """Everything lost a little, a square all, a corner nothing."""
    share = np.full((64, 80), 0.2, np.float32)
    share[20:40, 20:40] = 1
    share[:10, :10] = 0.01
    return share


def filled(method: InformedMaskMethod, image: Array, share: Array, **options: float | bool) -> Array:
    request = Request(
        image=image,
        mask=share,
        options=resolve(method.info.options, {"steady": False, **options}),
    )
    return method.run(request, Job(), "cpu")[0]


def painted(network: InformedMask, image: Array, share: Array) -> Array:
    """The painted picture, from the network itself."""
    with torch.inference_mode():
        planes = torch.from_numpy(image.transpose(2, 0, 1).copy())[None], torch.from_numpy(share)[None, None]
        fine: Array = network(*planes)[2].fine[0].permute(1, 2, 0).numpy()
    return fine


@pytest.mark.parametrize("gain", [1.0, 2.0])
def test_laid_on_by_the_mask_the_answer_replaces_what_it_should(
    method: InformedMaskMethod, network: InformedMask, image: Array, share: Array, gain: float
) -> None:
    found = image + share[..., None] * (filled(method, image, share, gain=gain) - image)
    fine = painted(network, image, share)
    planes = [torch.from_numpy(plane.copy())[None] for plane in (image, fine)]
    photo, painting = (plane.permute(0, 3, 1, 2) for plane in planes)
    laid = (
        replaced_share(photo, painting, torch.from_numpy(share)[None, None], gain)[0].permute(1, 2, 0).numpy()
    )
    assert np.abs(found - (image + laid * (fine - image))).max() < 1e-3
    assert found.min() > -1e-3 and found.max() < 1.001


def test_what_lost_next_to_nothing_stays(method: InformedMaskMethod, image: Array, share: Array) -> None:
    assert np.array_equal(filled(method, image, share)[:10, :10], image[:10, :10])


def test_steady_is_the_mean_of_shifted_paintings(
    method: InformedMaskMethod, network: InformedMask, image: Array, share: Array
) -> None:
    share = np.full_like(share, 1.0)
    pictures = []
    for down, right in GRID_SHIFTS_PX:
        margin = ((down, 16 - down), (right, 16 - right)) if (down, right) != (0, 0) else ((0, 0), (0, 0))
        wide = painted(
            network, np.pad(image, (*margin, (0, 0)), mode="reflect"), np.pad(share, margin, mode="reflect")
        )
        pictures.append(wide[down : down + 64, right : right + 80])
    assert np.abs(filled(method, image, share, steady=True) - np.mean(pictures, 0)).max() < 1e-3


def test_its_map_is_the_share_lost(method: InformedMaskMethod, network: InformedMask, image: Array) -> None:
    found = detect(Photo((image * 255).astype(np.uint8)), method)
    planes = torch.from_numpy(image.transpose(2, 0, 1).copy())[None]
    with torch.inference_mode():
        share = network.mask(planes)[0, 0].numpy()
    assert found.partial_damage_threshold == DAMAGED_FROM_SHARE
    assert np.abs(found.lost_share(0.999) / 255 - np.where(share > 0.01, share, 0)).max() < 0.03


def test_a_photo_that_is_noisy_all_over_is_repaired(
    method: InformedMaskMethod, image: Array, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An untrained mask network says about a half everywhere."""
    monkeypatch.setattr(METHOD, "load", method.load)
    monkeypatch.setattr(METHOD, "_loaded", {})
    photo = Photo((image * 255).astype(np.uint8))
    done = repair_blind(photo, ID).repair
    assert done is not None and done.mask.min() > 0
    before = photo.pixels.copy()
    done.apply(photo)
    assert not np.array_equal(photo.pixels, before)


needs_weights = pytest.mark.skipif(not weights.has_weights(ID), reason="its weights are not here")


@needs_weights
@pytest.mark.slow
def test_it_tells_the_level_of_noise() -> None:
    rng = np.random.default_rng(0)
    clean = data.astronaut()[:192, 128:320] / 255
    levels = [0.05, 0.1, 0.2, 0.3]
    told = []
    for level in levels:
        noisy = np.clip(clean + rng.normal(0, level, clean.shape), 0, 1)
        told.append(detect(Photo((noisy * 255).round().astype(np.uint8)), METHOD).lost_share(0.9).mean())
    assert np.corrcoef(told, levels)[0, 1] >= 0.9


@needs_weights
@pytest.mark.slow
def test_it_takes_noise_away() -> None:
    clean = data.astronaut()[:192, 128:320]
    noisy = np.clip(clean / 255 + np.random.default_rng(1).normal(0, 0.1, clean.shape), 0, 1)
    photo = Photo((noisy * 255).round().astype(np.uint8))
    before = photo.pixels.astype(float)
    found = detect(photo, METHOD)
    repair(photo, found.lost_share(), METHOD).apply(photo)
    errors = [np.mean((picture - clean) ** 2.0) for picture in (before, photo.pixels.astype(float))]
    assert 10 * np.log10(errors[0] / errors[1]) > 1
