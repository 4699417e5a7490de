"""How `lacuna repair` reads masks, and which numbers commands take."""

from __future__ import annotations

import importlib
import json
import os
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.__main__ import main
from app.cli.commands import Exit
from engine.photo import load


def repair(photo: Path, out: Path, *words: object) -> int:
    return main(["repair", str(photo), "-o", str(out), *map(str, words)])


@pytest.mark.parametrize(
    ("kept", "percent"),
    [(np.s_[10:20, 15:30], "93%"), (np.s_[10:12, 15:18], "99%")],
    ids=["93.75 %", "99.75 %"],
)
def test_more_than_half_is_said_before_the_work(
    photo: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    kept: tuple[slice, slice],
    percent: str,
) -> None:
    plane = np.full((40, 60), 255, np.uint8)
    plane[kept] = 0
    Image.fromarray(plane).save(tmp_path / "m.png")
    said = []

    def work(*_: object, **__: object) -> None:
        said.append(capsys.readouterr().err)
        raise KeyboardInterrupt

    monkeypatch.setattr(importlib.import_module("engine.repair.run"), "repair", work)
    assert repair(photo, tmp_path / "o.png", "--mask", tmp_path / "m.png") == Exit.STOPPED
    assert percent in said[0] and "--invert-mask" in said[0] and said[0].count("\n") == 1


READINGS = {
    "--invert-mask": 2250,
    "--grow 2": 266,
    "--grow auto": 330,
    "--mask-from labels": 150,
    "--mask-from luminance": 150,
}


@pytest.mark.parametrize("words", READINGS)
def test_a_mask_is_read_as_asked(
    words: str, photo: Path, mask: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = repair(photo, tmp_path / "o.png", "--mask", mask, "--method", "telea", "--json", *words.split())
    assert code == Exit.DONE
    assert abs(json.loads(capsys.readouterr().out)["pixels"] - READINGS[words]) <= 8  # a disc has no corners


@pytest.mark.parametrize(
    "words",
    ["--mask-from red", "--grow -1", "--grow 9999", "--grow much", "--mask-from alpha"],
)
def test_a_reading_that_cannot_be_gets_one_line(
    words: str, photo: Path, mask: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = repair(photo, tmp_path / "o.png", "--mask", mask, *words.split())
    assert code == (Exit.NOTHING_DONE if words.endswith("alpha") else Exit.USAGE)
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("words", ["--invert-mask", "--grow 3", "--mask-from labels", "--soft-mask"])
def test_a_reading_needs_a_mask(words: str, photo: Path, tmp_path: Path) -> None:
    assert repair(photo, tmp_path / "o.png", *words.split()) == Exit.USAGE


NUMBERS = ["0", "-1", "nan", "inf", "x", ""]
OUT_OF_RANGE = {
    "train teach --photos . --out r --minutes": NUMBERS,
    "train teach --photos . --out r --steps": NUMBERS,
    "train teach --photos . --out r --threads": NUMBERS,
    "train teach --photos . --out r --workers": NUMBERS[1:],
    "evaluate --photos . --corruption text --size": [*NUMBERS, "3", "10"],
    "evaluate --photos . --corruption text --limit": NUMBERS,
    "evaluate --photos . --corruption text --seed": NUMBERS[1:],
    "teach gate folder --photos . --limit": NUMBERS,
}


@pytest.mark.parametrize(
    ("words", "number"), [(w, n) for w, numbers in OUT_OF_RANGE.items() for n in numbers]
)
def test_a_number_out_of_range_is_a_wrong_word(
    words: str, number: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*words.split(), number]) == Exit.USAGE
    said = capsys.readouterr().err
    assert words.split()[-1] in said and said.count("\n") == 1


def test_a_mask_above_a_half_is_said_once(
    photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plane = np.full((40, 60), 255, np.uint8)
    plane[10:20, 15:30] = 0
    Image.fromarray(plane).save(tmp_path / "m.png")
    assert repair(photo, tmp_path / "o.png", "--mask", tmp_path / "m.png", "--method", "telea") == Exit.DONE
    told = capsys.readouterr()
    assert "93% of the photo" in told.err and "More than half" not in told.out + told.err
    words = ("--mask", tmp_path / "m.png", "--method", "telea", "--json", "--overwrite")
    assert repair(photo, tmp_path / "o.png", *words) == Exit.DONE
    assert any("half" in note for note in json.loads(capsys.readouterr().out)["notes"])


def test_a_mask_that_is_not_there_is_named(
    photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert repair(photo, tmp_path / "o.png", "--mask", tmp_path / "no.png") == Exit.NOTHING_DONE
    assert "There is no such mask" in capsys.readouterr().err


@pytest.fixture(params=["jpg", "png"])
def cut_off(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A photo whose file ends before its last rows."""
    pixels = np.random.default_rng(1).integers(0, 200, (96, 60, 3), np.uint8)
    path = tmp_path / f"cut.{request.param}"
    Image.fromarray(pixels).save(path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 3 // 4])
    return path


def missing(path: Path) -> np.ndarray:
    plane = load(path).missing
    assert plane is not None
    return plane


def test_a_missing_part_is_filled_with_what_a_mask_marks(
    cut_off: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plane = np.zeros((96, 60), np.uint8)
    plane[2:6, 2:6] = 255
    Image.fromarray(plane).save(tmp_path / "m.png")
    words = ("--mask", tmp_path / "m.png", "--method", "telea", "--save-mask", tmp_path / "filled.png")
    assert repair(cut_off, tmp_path / "o.png", *words) == Exit.DONE
    filled = np.asarray(Image.open(tmp_path / "filled.png"))
    assert np.array_equal(filled, np.maximum(plane, missing(cut_off)))
    before, after = load(cut_off).pixels, load(tmp_path / "o.png").pixels
    assert np.array_equal(after[filled == 0], before[filled == 0])
    assert "missing part of the picture was filled" in capsys.readouterr().out


@pytest.mark.usefixtures("black_detector")
def test_a_missing_part_is_filled_with_what_is_found(
    cut_off: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "o.png"
    assert repair(cut_off, out, "--method", "telea", "--save-mask", tmp_path / "m.png") == Exit.DONE
    filled = np.asarray(Image.open(tmp_path / "m.png"))
    assert (filled[missing(cut_off) > 0] == 255).all()
    assert "missing part of the picture was filled" in capsys.readouterr().out


@pytest.mark.usefixtures("black_detector")
def test_detect_marks_a_missing_part(
    cut_off: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["detect", str(cut_off), "-o", str(tmp_path / "m.png")]) == Exit.DONE
    assert (np.asarray(Image.open(tmp_path / "m.png"))[missing(cut_off) > 0] == 255).all()
    assert "is missing in its file" in capsys.readouterr().out


def odd_files(folder: Path) -> dict[str, Path]:
    """What is no file, or none for long, by its kind."""
    made = {
        name: folder / f"{name}.png" for name in ("folder", "pipe", "circle", "dead link", "missing", "ünï")
    }
    made["folder"].mkdir()
    os.mkfifo(made["pipe"])
    made["circle"].symlink_to(made["circle"])
    made["dead link"].symlink_to(folder / "gone.png")
    made["ünï"].write_bytes(b"")
    return made


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes in folders")
def test_what_is_no_file_gets_one_line(
    photo: Path, mask: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "odd").mkdir()
    for kind, path in odd_files(tmp_path / "odd").items():
        for words in ([photo, "--mask", path], [path, "--mask", mask]):
            line = ["repair", *map(str, words), "-o", str(tmp_path / "o.png"), "--method", "telea"]
            assert main(line) == Exit.NOTHING_DONE, kind
            said = capsys.readouterr().err
            assert said.startswith("lacuna: ") and said.count("\n") == 1, said
            assert "unforeseen" not in said.lower() and "foresee" not in said
    assert not (tmp_path / "o.png").exists()
