"""How `lacuna repair` reads masks, and which numbers commands take."""

from __future__ import annotations

import importlib
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.__main__ import main
from app.cli.commands import Exit


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
