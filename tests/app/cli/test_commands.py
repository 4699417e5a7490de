"""`lacuna` as other programs call it: words in, files and one line out, an exit code."""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
from pathlib import Path

import imagecodecs
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from app.__main__ import main
from app.cli.commands import Exit
from app.cli.guides import guide_planes
from engine.models.method import ESTIMATED_TOLERANCE


def pixels(path: Path) -> NDArray[np.uint8]:
    with Image.open(path) as image:
        return np.asarray(image)


def repair(photo: Path, out: Path, *words: object) -> int:
    return main(["repair", str(photo), "-o", str(out), *map(str, words)])


def test_repair_changes_the_mask_alone(photo: Path, mask: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.png"
    assert repair(photo, out, "--mask", mask, "--method", "telea") == Exit.DONE
    before, after = pixels(photo), pixels(out)
    changed = (before != after).any(axis=-1)
    assert changed[10:20, 15:30].any()
    changed[10:20, 15:30] = False
    assert not changed.any()


def test_auto_takes_the_mask_as_given(photo: Path, mask: Path, tmp_path: Path) -> None:
    assert (
        repair(photo, tmp_path / "o.png", "--mask", mask, "--save-mask", tmp_path / "used.png") == Exit.DONE
    )
    assert np.array_equal(pixels(tmp_path / "used.png"), pixels(mask))


def test_the_report_says_what_was_done(
    photo: Path, mask: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    repair(photo, tmp_path / "o.png", "--mask", mask, "--method", "telea", "--json")
    report = json.loads(capsys.readouterr().out)
    assert set(report) == {"out", "method", "pixels", "regions", "calls", "seconds", "notes"}
    assert (report["method"], report["pixels"], report["regions"]) == ("telea", 150, 1)


def test_what_a_heic_costs_is_said_before_the_work(
    photo: Path,
    mask: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(importlib.import_module("engine.repair.run"), "repair", _not_now)
    assert repair(photo, tmp_path / "o.heic", "--mask", mask, "--method", "telea") == Exit.STOPPED
    said = capsys.readouterr().err.splitlines()
    assert said[0].startswith("lacuna: HEIC is encoded as a whole, in about 1 s")
    assert repair(photo, tmp_path / "o.png", "--mask", mask, "--method", "telea") == Exit.STOPPED
    assert "whole" not in capsys.readouterr().err


def _not_now(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def test_an_existing_file_is_kept(
    photo: Path, mask: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.png"
    out.write_bytes(b"precious")
    assert repair(photo, out, "--mask", mask) == Exit.USAGE
    assert out.read_bytes() == b"precious"
    assert "--overwrite" in capsys.readouterr().err


@pytest.mark.parametrize(
    "name", ["x" * 300 + ".png", "no folder/out.png", "."], ids=["long", "no folder", "folder"]
)
def test_an_impossible_name_gets_one_line(
    name: str, photo: Path, mask: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert repair(photo, tmp_path / name, "--mask", mask) == Exit.USAGE
    assert capsys.readouterr().err.count("\n") == 1


def test_what_the_format_cannot_hold_is_told(
    mask: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    deep = tmp_path / "deep.png"
    deep.write_bytes(imagecodecs.png_encode(np.full((40, 60, 3), 40_000, np.uint16)))
    assert repair(deep, tmp_path / "out.jpg", "--mask", mask, "--method", "telea", "--json") == Exit.DONE
    assert json.loads(capsys.readouterr().out)["notes"]


def test_overwrite_may_replace_the_source(photo: Path, mask: Path) -> None:
    assert repair(photo, photo, "--mask", mask, "--method", "telea", "--overwrite") == Exit.DONE
    assert pixels(photo).shape == (40, 60, 3)


WRONG = {
    "no such method": (["--method", "magic"], Exit.USAGE),
    "no such option": (["--method", "telea", "--option", "strength=1"], Exit.USAGE),
    "an option out of range": (["--method", "telea", "--option", "radius=900"], Exit.USAGE),
    "an option without a value": (["--option", "radius"], Exit.USAGE),
    "a seed that is no number": (["--seed", "x"], Exit.USAGE),
    "no such device": (["--device", "abacus"], Exit.USAGE),
    "no such device, for a method on the CPU": (["--device", "abacus", "--method", "telea"], Exit.USAGE),
    "a mask that is no PNG": (["--save-mask", "used.jpg"], Exit.USAGE),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_wrong_words_get_one_line(
    wrong: str, photo: Path, mask: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words, code = WRONG[wrong]
    assert repair(photo, tmp_path / "o.png", "--mask", mask, *words) == code
    said = capsys.readouterr().err
    assert said.startswith("lacuna: ")
    assert said.count("\n") == 1
    assert not (tmp_path / "o.png").exists()


@pytest.mark.parametrize("name", ["o.png", "Straße 1.png"], ids=["OUT", "PHOTO"])
def test_the_mask_never_takes_a_photos_place(name: str, photo: Path, mask: Path, tmp_path: Path) -> None:
    before = photo.read_bytes()
    words = ["--mask", mask, "--overwrite", "--save-mask", tmp_path / name]
    assert repair(photo, tmp_path / "o.png", *words) == Exit.USAGE
    assert photo.read_bytes() == before


def test_other_frames_are_not_overwritten(mask: Path, tmp_path: Path) -> None:
    frames = [Image.new("L", (60, 40), gray) for gray in (50, 90)]
    frames[0].save(film := tmp_path / "film.gif", save_all=True, append_images=frames[1:])
    before = film.read_bytes()
    assert repair(film, film, "--mask", mask, "--method", "telea", "--overwrite") == Exit.USAGE
    assert film.read_bytes() == before


def test_only_a_file_is_replaced(photo: Path, mask: Path, tmp_path: Path) -> None:
    os.mkfifo(pipe := tmp_path / "pipe.png")
    assert repair(photo, pipe, "--mask", mask, "--method", "telea", "--overwrite") == Exit.USAGE
    assert pipe.is_fifo()


def test_a_format_that_cannot_be_written_is_told_before_the_work(
    photo: Path, mask: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        importlib.import_module("engine.repair.run"),
        "repair",
        lambda *_, **__: pytest.fail("worked for nothing"),
    )
    assert repair(photo, tmp_path / "out.txt", "--mask", mask) == Exit.NOTHING_DONE


@pytest.mark.parametrize(
    ("suffix", "side"), [(".webp", 16384), (".heic", 16385), (".gif", 65536), (".jpg", 65501)]
)
def test_a_side_too_long_for_the_format_is_said_before_the_work(
    suffix: str,
    side: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    Image.new("L", (side, 4)).save(tmp_path / "long.png")
    Image.new("L", (side, 4), 255).save(tmp_path / "m.png")
    monkeypatch.setattr(
        importlib.import_module("engine.repair.run"),
        "repair",
        lambda *_, **__: pytest.fail("worked for nothing"),
    )
    words = "--mask", tmp_path / "m.png"
    assert repair(tmp_path / "long.png", tmp_path / f"out{suffix}", *words) == Exit.NOTHING_DONE
    said = capsys.readouterr().err
    assert "another format" in said and "make room" not in said and said.count("\n") == 1


def test_no_home_is_no_obstacle(
    photo: Path, mask: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(photo / "no folder"))
    assert repair(photo, tmp_path / "out.png", "--mask", mask, "--method", "biharmonic") == Exit.DONE
    assert main(["methods"]) == Exit.DONE


def test_doctor_names_closed_folders(
    photo: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(photo))
    assert main(["doctor", "--json"]) == Exit.NOTHING_DONE
    assert "XDG_STATE_HOME" in json.loads(capsys.readouterr().out)["problems"][0]["way_out"]


def test_a_crash_without_a_home_gets_one_line(
    photo: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(photo))
    monkeypatch.setattr("app.cli.doctor.examine", lambda: 1 / 0)
    assert main(["doctor"]) == Exit.NOTHING_DONE
    assert capsys.readouterr().err.count("\n") == 1


def test_ctrl_c_gets_one_line(
    photo: Path,
    mask: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(importlib.import_module("engine.repair.run"), "repair", interrupted)
    assert repair(photo, tmp_path / "out.png", "--mask", mask) == Exit.STOPPED
    assert capsys.readouterr().err == "lacuna: stopped\n"
    assert not (tmp_path / "out.png").exists()


def test_a_reader_that_leaves_early_is_no_fault() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    words = [sys.executable, "-m", "app", "methods"]
    run = subprocess.run(words, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (run.returncode, run.stderr) == (Exit.DONE, b"")


@pytest.mark.slow
def test_without_a_standard_output_the_photo_is_written(photo: Path, mask: Path, tmp_path: Path) -> None:
    words = ["repair", str(photo), "--mask", str(mask), "-o", str(tmp_path / "o.png"), "--method", "telea"]
    program = (
        "import os, sys; os.close(1); sys.stdout = None; from app.__main__ import main; sys.exit(main())"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, *words], stderr=subprocess.PIPE, check=False, stdin=subprocess.DEVNULL
    )
    assert (run.returncode, run.stderr) == (Exit.DONE, b"")
    assert pixels(tmp_path / "o.png").shape == (40, 60, 3)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("words", [["methods"], ["methods", "--json"]], ids=" ".join)
def test_what_cannot_be_printed_is_said_in_plain_words(words: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        run = subprocess.run(
            [sys.executable, "-m", "app", *words], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert run.returncode == Exit.SOME_FAILED
    assert run.stderr == b"lacuna: what was done could not be printed (the disk is full)\n"


def test_without_a_screen_the_editor_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    assert main(["photo.jpg"]) == Exit.NOTHING_DONE
    assert capsys.readouterr().err.count("\n") == 1


def test_a_broken_photo_gets_one_line(mask: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.jpg").write_bytes(b"\xff\xd8\xff not a photo")
    assert repair(tmp_path / "x.jpg", tmp_path / "o.png", "--mask", mask) == Exit.NOTHING_DONE
    assert capsys.readouterr().err.count("\n") == 1


def test_a_mask_of_another_shape_is_refused(photo: Path, tmp_path: Path) -> None:
    Image.new("L", (10, 10), 255).save(tmp_path / "m.png")
    assert repair(photo, tmp_path / "o.png", "--mask", tmp_path / "m.png") == Exit.NOTHING_DONE


def test_a_missing_mask_is_not_called_a_photo(
    photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert repair(photo, tmp_path / "o.png", "--mask", tmp_path / "none.png") == Exit.NOTHING_DONE
    assert capsys.readouterr().err.startswith("lacuna: There is no such mask: ")


def test_an_empty_mask_says_so(photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Image.new("L", (60, 40)).save(tmp_path / "m.png")
    assert repair(photo, tmp_path / "o.png", "--mask", tmp_path / "m.png") == Exit.NOTHING_DONE
    assert "Nothing is marked" in capsys.readouterr().err


def test_a_guide_says_where_the_fill_may_come_from(tmp_path: Path) -> None:
    """Left of the hole the photo is dark, right of it light: what may be copied decides."""
    plane = np.full((64, 96, 3), 40, np.uint8)
    plane[:, 48:] = 200
    plane += np.random.default_rng(0).integers(0, 12, plane.shape, np.uint8)
    Image.fromarray(plane).save(tmp_path / "photo.png")
    for name, columns in (("mask", slice(40, 56)), ("light", slice(56, 96)), ("dark", slice(0, 40))):
        drawn = np.zeros((64, 96), np.uint8)
        drawn[24 : 40 if name == "mask" else 64, columns] = 255
        Image.fromarray(drawn).save(tmp_path / f"{name}.png")
    filled = {}
    for name in ("light", "dark"):
        words = ("--mask", tmp_path / "mask.png", "--method", "patchmatch")
        guide = f"source={tmp_path / name}.png"
        assert repair(tmp_path / "photo.png", tmp_path / f"{name}-out.png", *words, "--guide", guide) == 0
        filled[name] = pixels(tmp_path / f"{name}-out.png")[28:36, 44:52].mean()
    assert filled["light"] > 180 and filled["dark"] < 80


@pytest.mark.parametrize(
    ("word", "cause"),
    [
        ("colour=a.png", "sketch, edges"),
        ("sketch=", "sketch"),
        ("sketch", "K=V"),
        ("sketch=no-such.png", "no-such"),
    ],
)
def test_a_wrong_guide_is_one_line(
    photo: Path, mask: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], word: str, cause: str
) -> None:
    assert repair(photo, tmp_path / "o.png", "--mask", mask, "--guide", word) != Exit.DONE
    said = capsys.readouterr().err
    assert cause in said and said.count("\n") == 1 and not (tmp_path / "o.png").exists()


def test_edges_are_given_as_the_editor_gives_them(tmp_path: Path) -> None:
    """White is an edge, black is none and grey is left open; a thin edge outweighs the black around it."""
    drawn = np.full((32, 32), 128, np.uint8)
    drawn[8:24, 8:24] = 0
    drawn[15:17, 8:24] = 255
    Image.fromarray(drawn).save(tmp_path / "edges.png")
    plane = guide_planes({"edges": tmp_path / "edges.png"}, (32, 32))["edges"] / 255
    assert abs(plane[0, 0] - 0.5) <= ESTIMATED_TOLERANCE
    assert plane[10, 10] < 0.5 - ESTIMATED_TOLERANCE and plane[15, 10] == 1
    small = plane.reshape(4, 8, 4, 8).mean(axis=(1, 3))
    assert small[1, 1] > 0.5 + ESTIMATED_TOLERANCE


def test_a_guide_needs_a_mask(photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert repair(photo, tmp_path / "o.png", "--guide", "sketch=a.png") == Exit.USAGE
    assert "no mask" in capsys.readouterr().err


def test_methods_lists_every_key(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["methods", "--json"]) == Exit.DONE
    keys = "id title year paper purpose limits departure blind detector holes options has_weights variants"
    keys += " trained scores licence"
    for row in json.loads(capsys.readouterr().out):
        assert list(row) == keys.split()


def test_doctor_finds_nothing_wrong_here(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--json"]) == Exit.DONE
    report = json.loads(capsys.readouterr().out)
    assert report["problems"] == []
    assert report["libraries"]["numpy"] and report["weights"]["ink"] == "ok"


def test_doctor_names_a_missing_weights_file(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("app.cli.doctor.catalog", lambda: {"nothing-here": _WithWeights})
    monkeypatch.setattr("app.cli.doctor.relied_on", lambda: {"nothing-here"})
    assert main(["doctor"]) == Exit.NOTHING_DONE
    assert "nothing-here.safetensors" in capsys.readouterr().out


def test_doctor_does_not_miss_what_was_never_trained(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("app.cli.doctor.catalog", lambda: {"nothing-here": _WithWeights})
    assert main(["doctor"]) == Exit.DONE
    assert "nothing-here not trained" in capsys.readouterr().out


class _WithWeights:
    class info:
        id = "nothing-here"
        weights = ("",)


def test_the_editor_opens_one_photo(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["a.jpg", "b.jpg"]) == Exit.USAGE
    assert "one photo" in capsys.readouterr().err
