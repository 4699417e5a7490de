"""What was taught keeps the promises of every method, and takes off what can be seen through."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from app.cli.commands import run
from engine.errors import LacunaError
from engine.job import Cancelled, Job
from engine.models.catalog import catalog, detector, method
from engine.photo import Photo, save
from engine.repair.blind import repair_blind
from engine.repair.run import repair
from engine.taught import keep

Bytes = NDArray[np.uint8]


@pytest.fixture(params=[0.9, 0.0], ids=["takes off", "fills"])
def own(request: Any, train: Any) -> Any:
    return method(keep(train(opaque=request.param), "My font"))


@pytest.mark.parametrize("kind", [np.uint8, np.uint16])
def test_known_pixels_survive(own: Any, kind: type, astronaut: Bytes, mask: Bytes) -> None:
    pixels = astronaut.astype(kind) * (kind(257) if kind is np.uint16 else kind(1))
    photo = Photo(pixels.copy())
    repair(photo, mask, own).apply(photo)
    assert np.array_equal(photo.pixels[mask == 0], pixels[mask == 0])
    assert not np.array_equal(photo.pixels, pixels)


@pytest.mark.parametrize("shape", [(37, 53), (64, 3), (2, 40), (5, 5)], ids=str)
def test_odd_and_tiny_photos(own: Any, shape: tuple[int, int]) -> None:
    photo = Photo(np.random.default_rng(0).integers(0, 256, (*shape, 3), np.uint8))
    before = photo.pixels.copy()
    mask = np.zeros(shape, np.uint8)
    mask[0, 0] = mask[-1, -1] = mask[shape[0] // 2, 1:3] = 255
    repair(photo, mask, own).apply(photo)
    assert np.array_equal(photo.pixels[mask == 0], before[mask == 0])


def test_a_hole_that_leaves_one_row(own: Any, photo: Photo) -> None:
    mask = np.full((photo.height, photo.width), 255, np.uint8)
    mask[0] = 0
    before = photo.pixels.copy()
    try:
        repair(photo, mask, own).apply(photo)
    except LacunaError:
        assert np.array_equal(photo.pixels, before)
    assert np.array_equal(photo.pixels[0], before[0])


def test_the_same_photo_gives_the_same_answer(own: Any, photo: Photo, mask: Bytes) -> None:
    one, two = (Photo(photo.pixels.copy()) for _ in range(2))
    for each in (one, two):
        repair(each, mask, own).apply(each)
    assert np.array_equal(one.pixels, two.pixels)


def test_cancel_stops_it_and_progress_only_grows(own: Any, photo: Photo, mask: Bytes) -> None:
    seen: list[float] = []
    repair(photo, mask, own, job=Job(lambda fraction, note: seen.append(fraction)))  # noqa: ARG005
    assert seen == sorted(seen) and seen[-1] == 1
    job = Job(lambda fraction, note: job.cancel())  # noqa: ARG005
    with pytest.raises(Cancelled):
        repair(photo, mask, own, job=job)


def test_a_veil_is_taken_off_and_what_lay_under_it_comes_back(
    train: Any, astronaut: Bytes, mask: Bytes
) -> None:
    own = method(keep(train(alpha=0.5), "Veil"))
    mask = mask // 255 * 255  # what is soft would be blended with the veil
    veiled = np.where(mask[..., None] > 0, astronaut // 2 + 128, astronaut).astype(np.uint8)
    photo = Photo(veiled.copy())
    repair(photo, mask, own).apply(photo)
    off = np.abs(photo.pixels.astype(int) - astronaut)
    assert np.abs(veiled.astype(int) - astronaut).max() > 60 and off.max() <= 4


@pytest.mark.parametrize("facts", [{"opaque": 0.0}, {"logit": -3.0}], ids=["opaque", "painted by hand"])
def test_what_is_opaque_or_painted_by_hand_is_filled_from_around_it(
    facts: dict[str, float], train: Any, photo: Photo, mask: Bytes
) -> None:
    own = method(keep(train(**facts), "Opaque"))
    mask = mask // 255 * 255
    one, two = (
        Photo(photo.pixels.copy()),
        Photo(np.where(mask[..., None] > 0, 7, photo.pixels).astype(np.uint8)),
    )
    for each in (one, two):
        repair(each, mask, own).apply(each)
    assert np.abs(one.pixels.astype(int) - two.pixels).max() <= 1


def test_it_finds_by_itself(train: Any, photo: Photo) -> None:
    id = keep(train(logit=3.0), "Everything")
    with pytest.raises(LacunaError, match="All of the photo looks damaged"):
        repair_blind(photo, id)
    assert (detector(id).find(photo.pixels.astype(np.float32) / 255, {}, Job(), "cpu") == 1).all()
    assert repair_blind(photo, keep(train(logit=-3.0, run="other"), "Nothing")).repair is None


def test_the_command_line_has_it(train: Any, photo: Photo, tmp_path: Any, capsys: Any) -> None:
    id = keep(train(logit=-3.0), "Müller's font")
    assert id == "mullers-font" and id in catalog()
    save(photo, tmp_path / "photo.png")
    words = [str(tmp_path / "photo.png"), "-o", str(tmp_path / "out.png")]
    assert run(["repair", *words, "--method", id]) == 0
    assert run(["detect", *words, "--detector", id]) == 0
    capsys.readouterr()
    run(["methods", "--json"])
    about = next(one for one in json.loads(capsys.readouterr().out) if one["id"] == id)
    assert about["title"] == "Müller's font" and about["blind"] and about["detector"] and about["has_weights"]
    assert about["purpose"] == "A veil of white" and about["trained"]["photos"] == 5
