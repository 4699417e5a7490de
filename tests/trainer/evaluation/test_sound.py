"""The measure of harm: what blind repair changes in photos that nothing is wrong with."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from engine.errors import UsageError
from trainer.cli.commands import main
from trainer.evaluation.evaluate import evaluate
from trainer.evaluation.scenes import scenes
from trainer.evaluation.sound import drawn, measure
from trainer.suites.sound import SOUND

PHOTOS = replace(SOUND, cases=SOUND.cases[:1])


@pytest.fixture
def sound_photos(tmp_path):
    """Three photos: one without black, one with a little, one that is mostly black."""
    plane = np.full((40, 60, 3), 200, np.uint8)
    for name, rows in (("clean", 0), ("little", 2), ("much", 20)):
        plane[:rows] = 0
        Image.fromarray(plane).save(tmp_path / f"{name}.png")
    (tmp_path / "broken.png").write_bytes(b"none")
    return tmp_path


@pytest.mark.usefixtures("black_detector")
def test_what_is_changed_is_counted_and_what_is_listed_is_not_blamed(sound_photos) -> None:
    (one,) = measure(PHOTOS, [sound_photos], ["black"])
    assert (one.photos, one.listed, one.changed) == (3, 1, ("little.png",))
    assert one.untouched == pytest.approx(1 / 3) and one.area == pytest.approx(22 / 40 / 3)


@pytest.mark.usefixtures("black_detector")
def test_the_command_prints_a_line_a_folder(sound_photos, capsys) -> None:
    words = ["evaluate", "--suite", "sound:photos", "--photos", str(sound_photos), "--methods", "black"]
    assert main([*words, "--limit", "4"]) == 0
    assert capsys.readouterr().out.endswith("1 changed without review: little.png\n")
    assert main([*words, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["rows"][0]["changed"] == ["little.png"]


@pytest.mark.usefixtures("black_detector")
def test_the_drawn_pictures_need_no_photos(capsys) -> None:
    words = ["evaluate", "--suite", "sound:flat art", "--methods", "black", "--limit", "1"]
    assert main(words) == 0
    assert capsys.readouterr().out.startswith("flat art black: ")
    with pytest.raises(UsageError, match="photos"):
        main(["evaluate", "--suite", "thin"])


def test_each_scene_is_a_case() -> None:
    assert [case.scene for case in SOUND.cases if case.scene] == list(scenes()) and len(scenes()) >= 9


@pytest.mark.parametrize("name", scenes())
def test_a_scene_is_a_picture_and_another_seed_another(name) -> None:
    first, again, second = (scenes()[name].draw(96, 128, np.random.default_rng(seed)) for seed in (0, 0, 1))
    assert first.shape == (96, 128, 3) and first.dtype == np.float32
    assert first.min() >= -0.01 and first.max() <= 1.01 and first.std() > 0.01
    assert np.array_equal(first, again) and not np.array_equal(first, second)


def test_a_drawn_picture_is_the_same_in_every_run() -> None:
    (_, first), (_, second) = drawn("stars", 2, 0)
    ((_, again),) = drawn("stars", 1, 0)
    assert first.pixels.dtype == np.uint8 and min(first.pixels.shape[:2]) >= 400
    assert np.array_equal(first.pixels, again.pixels)
    assert first.pixels.shape != second.pixels.shape or not np.array_equal(first.pixels, second.pixels)


def test_the_lens_lies_on_what_belongs_to_the_scene() -> None:
    """No letter on a sign is sharper than the grain and blur of its photo let it be."""
    ((_, photo),) = drawn("lettering", 1, 0)
    steps = np.abs(np.diff(photo.pixels.astype(int).mean(2), axis=1))
    ((_, art),) = drawn("flat_art", 1, 0)
    assert steps.max() < np.abs(np.diff(art.pixels.astype(int).mean(2), axis=1)).max()


def test_nothing_is_damaged_that_a_repair_could_be_measured_on(photos) -> None:
    with pytest.raises(UsageError, match="sound"):
        evaluate(SOUND, photos, ["telea"])
