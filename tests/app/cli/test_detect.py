"""`lacuna detect`, and `lacuna repair` without a mask."""

from __future__ import annotations

import importlib
import json
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from app.__main__ import main
from app.cli import doctor
from app.cli.commands import Exit
from engine.models.detector import Kind

pytestmark = pytest.mark.usefixtures("black_detector")


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """Grey, with a black line of 50 px (found surely) and a white dot (found with 0.7)."""
    pixels = np.full((60, 90, 3), 120, np.uint8)
    pixels[30, 10:60] = 0
    pixels[50, 80] = 255
    Image.fromarray(pixels).save(tmp_path / "photo.png")
    return tmp_path / "photo.png"


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    Image.new("RGB", (90, 60), (120, 120, 120)).save(tmp_path / "clean.jpg", comment="mine")
    return tmp_path / "clean.jpg"


def pixels(path: Path) -> NDArray[np.uint8]:
    with Image.open(path) as image:
        return np.asarray(image)


def lacuna(*words: object) -> int:
    return main([str(word) for word in words])


def report(capsys: pytest.CaptureFixture[str], *words: object) -> dict[str, object]:
    assert lacuna(*words, "--json") == Exit.DONE
    told: dict[str, object] = json.loads(capsys.readouterr().out)
    return told


def test_detect_writes_a_mask_and_leaves_the_photo(photo: Path, tmp_path: Path) -> None:
    before = photo.read_bytes()
    assert lacuna("detect", photo, "-o", tmp_path / "m.png") == Exit.DONE
    mask = pixels(tmp_path / "m.png")
    assert mask.shape == (60, 90) and set(np.unique(mask)) == {0, 255}
    assert np.count_nonzero(mask) == 51 and photo.read_bytes() == before


@pytest.mark.parametrize(("sensitivity", "found"), [("0.2", 50), ("0.5", 51), ("0", 50), ("1", 51)])
def test_sensitivity_decides_what_counts(sensitivity: str, found: int, photo: Path, tmp_path: Path) -> None:
    lacuna("detect", photo, "-o", tmp_path / "m.png", "--sensitivity", sensitivity, "--detector", "black")
    assert np.count_nonzero(pixels(tmp_path / "m.png")) == found


def test_greys_say_how_sure_it_is(photo: Path, tmp_path: Path) -> None:
    lacuna("detect", photo, "-o", tmp_path / "m.png", "--soft")
    assert pixels(tmp_path / "m.png")[50, 80] == round(0.7 * 255)
    lacuna("detect", photo, "-o", tmp_path / "m.png", "--soft", "--sensitivity", "0.2")
    assert 0 < pixels(tmp_path / "m.png")[50, 80] < 128


def test_nothing_found_is_an_empty_mask(
    clean: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert lacuna("detect", clean, "-o", tmp_path / "m.png") == Exit.DONE
    assert not pixels(tmp_path / "m.png").any()
    assert "nothing found by black" in capsys.readouterr().out


def test_repair_finds_and_fills(photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = [
        "repair",
        photo,
        "-o",
        tmp_path / "o.png",
        "--method",
        "telea",
        "--save-mask",
        tmp_path / "m.png",
    ]
    told = report(capsys, *words)
    keys = "out method pixels regions calls seconds notes detector sensitivity kinds found finds"
    assert list(told) == [*keys.split(), "unchanged", "doubtful"]
    assert told["finds"] >= 1 and told["unchanged"] == told["doubtful"] == 0
    assert (told["method"], told["detector"], told["sensitivity"]) == ("telea", "black", 0.5)
    assert told["found"] == round(51 / 5400, 6)
    assert (pixels(tmp_path / "o.png") == 120).all()
    assert np.count_nonzero(pixels(tmp_path / "m.png")) == told["pixels"] == 50 * 3 + 2 + 5  # no corners


def test_a_clean_photo_is_copied_byte_for_byte(
    clean: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = report(capsys, "repair", clean, "-o", tmp_path / "o.jpg", "--save-mask", tmp_path / "m.png")
    assert (tmp_path / "o.jpg").read_bytes() == clean.read_bytes()
    assert (told["method"], told["pixels"], told["found"]) == (None, 0, 0.0)
    assert told["notes"] == ["Nothing was found."] and not pixels(tmp_path / "m.png").any()


def test_people_are_told_that_nothing_was_found(
    clean: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert lacuna("repair", clean, "-o", tmp_path / "o.jpg") == Exit.DONE
    assert "Nothing was found." in capsys.readouterr().out


def test_doubtful_finds_that_were_left_are_counted(
    photo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from engine.models.catalog import detectors

    kinds = (Kind("text", "Text", largest_part_share=0.001), Kind("scratches", "Scratches"))
    monkeypatch.setattr(type(detectors()["black"]), "kinds", kinds)
    assert lacuna("repair", photo, "-o", tmp_path / "o.png", "--method", "telea") == Exit.DONE
    assert "  1 doubtful find was left (--fill-doubtful" in capsys.readouterr().out


def test_more_than_a_quarter_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    half = np.full((60, 90, 3), 120, np.uint8)
    half[:30] = 0
    Image.fromarray(half).save(tmp_path / "half.png")
    told = report(capsys, "repair", tmp_path / "half.png", "-o", tmp_path / "o.png", "--method", "telea")
    assert told["found"] == 0.5 and "More than an eighth" in str(told["notes"])


WRONG: dict[str, tuple[list[str], Exit, str]] = {
    "sensitivity above 1": (["--sensitivity", "1.5"], Exit.USAGE, "from 0 to 1"),
    "sensitivity below 0": (["--sensitivity", "-0.1"], Exit.USAGE, "from 0 to 1"),
    "sensitivity that is no number": (["--sensitivity", "nan"], Exit.USAGE, "from 0 to 1"),
    "sensitivity in words": (["--sensitivity", "high"], Exit.USAGE, "--sensitivity"),
    "no such detector": (["--detector", "magic"], Exit.USAGE, "there are: auto, black"),
}
REPAIR_ALONE: dict[str, tuple[list[str], Exit, str]] = {
    "no such method": (["--method", "magic"], Exit.USAGE, "magic"),
    "no such option": (["--method", "telea", "--option", "tempo=1"], Exit.USAGE, "tempo"),
    "greys of no mask": (["--soft-mask"], Exit.USAGE, "--mask"),
    "a detector beside a mask": (["--mask", "m.png", "--detector", "black"], Exit.USAGE, "--mask"),
    "sensitivity beside a mask": (["--mask", "m.png", "--sensitivity", "0.5"], Exit.USAGE, "--mask"),
}


@pytest.mark.parametrize(
    ("command", "wrong"),
    [*(("detect", wrong) for wrong in WRONG), *(("repair", wrong) for wrong in WRONG | REPAIR_ALONE)],
)
def test_wrong_words_get_one_line(
    command: str, wrong: str, photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words, code, said = (WRONG | REPAIR_ALONE)[wrong]
    assert lacuna(command, photo, "-o", tmp_path / "o.png", *words) == code
    told = capsys.readouterr().err
    assert told.startswith("lacuna: ") and told.count("\n") == 1 and said in told
    assert not (tmp_path / "o.png").exists()


@pytest.mark.parametrize("name", ["photo.png", "mask.jpg", "no folder/m.png", "."])
def test_a_mask_goes_to_a_png_of_its_own(
    name: str, photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = photo.read_bytes()
    assert lacuna("detect", photo, "-o", tmp_path / name) == Exit.USAGE
    assert capsys.readouterr().err.count("\n") == 1 and photo.read_bytes() == before


@pytest.mark.parametrize("command", ["detect", "repair"])
def test_without_a_trained_detector_the_way_out_is_named(
    command: str,
    photo: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(importlib.import_module("engine.detection.run"), "DEFAULT_DETECTORS", ())
    assert lacuna(command, photo, "-o", tmp_path / "o.png") == Exit.NOTHING_DONE
    assert "Mark the damage yourself" in capsys.readouterr().err


@pytest.mark.slow
def test_doctor_opens_a_window_in_a_process_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    problems: list[tuple[str, str]] = []
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert doctor._window(problems) == "offscreen" and not problems
    monkeypatch.setenv("QT_QPA_PLATFORM", "none-of-that-name")
    assert doctor._window(problems) == "cannot open" and len(problems) == 1


def test_doctor_lists_detectors_and_their_weights(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Untaught:
        class info:
            id = "untaught"
            weights = ("",)

    for slow in ("_window", "_devices"):
        monkeypatch.setattr(f"app.cli.doctor.{slow}", lambda _: "")
    lacuna("doctor", "--json")
    assert "black" in json.loads(capsys.readouterr().out)["detectors"]
    monkeypatch.setattr("app.cli.doctor.detectors", lambda: {"untaught": Untaught})
    monkeypatch.setattr("app.cli.doctor.relied_on", lambda: {"untaught"})
    assert lacuna("doctor", "--json") == Exit.NOTHING_DONE
    told = json.loads(capsys.readouterr().out)
    assert told["detectors"] == ["untaught"] and told["weights"]["untaught"] == "missing"
