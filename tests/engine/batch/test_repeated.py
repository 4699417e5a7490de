"""What stays put over a folder's photos: found against a known truth, and divided out."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.batch import Plan, State, find_repeated, run, within
from engine.batch.repeated import MIN_PHOTOS
from engine.errors import NothingRepeated
from tests.fakes.repeated_marks import HEIGHT, WIDTH, Series, series


def written(folder: Path, photos: list[np.ndarray]) -> Path:
    folder.mkdir()
    for number, pixels in enumerate(photos):
        Image.fromarray(pixels).save(folder / f"{number:02}.png", compress_level=1)
    return folder


@pytest.fixture(scope="module")
def thirty() -> Series:
    return series(30, seed=2)


@pytest.fixture(scope="module")
def plan(thirty, tmp_path_factory) -> Plan:
    place = tmp_path_factory.mktemp("series")
    return Plan(photos=written(place / "in", thirty.marked), out=place / "out", method="telea", workers=1)


@pytest.fixture(scope="module")
def marks(plan):
    return find_repeated(plan)


def psnr(pixels: np.ndarray, clean: np.ndarray) -> float:
    return float(-10 * np.log10((((pixels.astype(float) - clean) / 255) ** 2).mean()))


def test_logo_and_sensor_dust_are_found(marks, thirty) -> None:
    assert [(mark.key, mark.photos) for mark in marks] == [((WIDTH, HEIGHT, 1), 30)]
    found = marks[0].mask() > 0
    hit = np.count_nonzero(found & thirty.truth)
    assert 2 * hit / (np.count_nonzero(found) + np.count_nonzero(thirty.truth)) >= 0.95


def test_they_are_divided_out_of_each_photo(marks, plan, thirty, tmp_path) -> None:
    ready = Plan(photos=plan.photos, out=tmp_path / "out", method="telea", repeated=marks, workers=1)
    summary = run(ready)
    assert len(summary.done) == 30 and all(one.state == State.DONE for one in summary.done)
    results = [np.asarray(Image.open(ready.out / f"{number:02}.png")) for number in range(30)]
    assert np.mean([psnr(*pair) for pair in zip(results, thirty.clean, strict=True)]) >= 45
    away = marks[0].mask() == 0
    assert all(
        np.array_equal(result[away], marked[away])
        for result, marked in zip(results, thirty.marked, strict=True)
    )


def test_a_photo_without_the_mark_comes_out_as_it_went_in(marks, thirty, tmp_path) -> None:
    folder = written(tmp_path / "in", thirty.clean[:2])
    ready = Plan(photos=folder, out=tmp_path / "out", method="telea", repeated=marks, workers=1)
    assert len(run(ready).nothing_found) == 2
    assert (ready.out / "00.png").read_bytes() == (folder / "00.png").read_bytes()


def test_an_opaque_stamp_is_filled(tmp_path) -> None:
    one = series(12, seed=4, logo=1.0, dust=0)
    folder = written(tmp_path / "in", one.marked)
    marks = find_repeated(Plan(photos=folder, out=tmp_path / "out"))
    core = one.logo & (marks[0].mask() > 0)
    assert core.sum() > 0.9 * one.logo.sum()
    ready = Plan(photos=folder, out=tmp_path / "out", method="telea", repeated=marks, workers=1)
    assert {result.method for result in run(ready).outcomes} == {"telea"}


def test_photos_that_have_nothing_in_common_are_left(thirty, tmp_path) -> None:
    folder = written(tmp_path / "in", thirty.clean)
    with pytest.raises(NothingRepeated, match="differ everywhere"):
        find_repeated(Plan(photos=folder, out=tmp_path / "out"))


def test_a_few_photos_are_not_compared(thirty, tmp_path) -> None:
    folder = written(tmp_path / "in", thirty.marked[: MIN_PHOTOS - 1])
    with pytest.raises(NothingRepeated, match=f"it takes {MIN_PHOTOS} photos"):
        find_repeated(Plan(photos=folder, out=tmp_path / "out"))


def test_a_mask_limits_what_is_removed(marks, tmp_path) -> None:
    half = np.zeros((HEIGHT, WIDTH), np.uint8)
    half[:, : WIDTH // 2] = 255
    Image.fromarray(half).save(tmp_path / "half.png")
    (only,) = within(marks, tmp_path / "half.png")
    assert not only.mask()[:, WIDTH // 2 :].any()
    assert np.array_equal(only.mask()[:, : WIDTH // 2], marks[0].mask()[:, : WIDTH // 2])
