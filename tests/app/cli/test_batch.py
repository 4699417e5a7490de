"""`lacuna batch` as other programs call it."""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from skimage import data

from app.__main__ import main
from app.cli.options import Exit
from engine.batch.listing import Listing, listing
from engine.errors import FileNotSaved
from engine.job import Cancelled
from engine.system.process import stop_on_termination

ROOT = Path(__file__).resolve().parents[3]
KEYS = "photos out kinds total done nothing_found doubtful failed left earlier review seconds passed_over"
KEYS += " per_minute cancelled stopped sheet report files"
FILE_KEYS = "photo result state review method detector found confidence seconds earlier notes problem"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in" / "sub").mkdir(parents=True)
    for number, name in enumerate(("a.jpg", "ü.png", "sub/c.png")):
        Image.fromarray(np.roll(data.astronaut()[100:140, 200:260], number, 1)).save(tmp_path / "in" / name)
    return tmp_path / "in"


@pytest.fixture
def mask(tmp_path: Path) -> Path:
    plane = np.zeros((40, 60), np.uint8)
    plane[10:14, 15:40] = 255
    Image.fromarray(plane).save(tmp_path / "mask.png")
    return tmp_path / "mask.png"


@pytest.fixture
def batch(folder: Path, mask: Path, tmp_path: Path):
    """batch(words…): telea with one mask for all, from IN to OUT."""
    words = ["batch", folder, tmp_path / "out", "--mask", mask, "--method", "telea"]
    return lambda *more: main([str(word) for word in (*words, *more)])


def test_a_folder_is_done(batch, tmp_path, capsys) -> None:
    assert batch("--recursive") == Exit.DONE
    assert (tmp_path / "out" / "sub" / "c.png").exists()
    told = capsys.readouterr()
    assert "3 of 3 done" in told.out
    assert told.err == ""


def test_what_is_encoded_as_a_whole_is_said_before_it_is(batch, folder, capsys, monkeypatch) -> None:
    def not_now(*_: object, **__: object) -> None:
        raise Cancelled

    (folder / "d.heic").touch()
    monkeypatch.setattr("engine.batch.run", not_now)
    batch()
    assert capsys.readouterr().err.startswith("lacuna: HEIC is encoded as a whole")
    batch("--format", "png")
    assert "whole" not in capsys.readouterr().err


def test_every_key_of_the_report(batch, capsys, tmp_path) -> None:
    assert batch("--json", "--report", tmp_path / "r.csv") == Exit.DONE
    told = json.loads(capsys.readouterr().out)
    assert list(told) == KEYS.split()
    assert list(told["files"][0]) == FILE_KEYS.split()
    assert (told["total"], told["done"], told["failed"]) == (2, 2, 0)
    assert Path(told["sheet"]).exists()
    assert Path(told["report"]).read_text(encoding="utf-8").count("\n") == 3


def test_each_failed_file_gets_a_line_and_the_rest_is_done(batch, folder, capsys) -> None:
    (folder / "empty.jpg").touch()
    (folder / "text.png").write_text("Dear diary")
    assert batch() == Exit.SOME_FAILED
    told = capsys.readouterr()
    assert [line.split(": ")[:2] for line in told.err.splitlines()] == [
        ["lacuna", "empty.jpg"],
        ["lacuna", "text.png"],
    ]
    assert "2 of 4 done, 2 failed" in told.out


def test_nothing_done_is_told_by_the_exit_code(batch, folder, capsys) -> None:
    for path in folder.glob("*.*"):
        path.write_bytes(b"")
    assert batch() == Exit.NOTHING_DONE
    for path in folder.glob("*.*"):
        path.unlink()
    assert batch() == Exit.NOTHING_DONE
    assert "There is no photo in this folder" in capsys.readouterr().err


def test_a_resumed_run_reports_the_whole_folder(batch, folder, capsys) -> None:
    good = (folder / "ü.png").read_bytes()
    (folder / "ü.png").write_bytes(b"")
    assert batch() == Exit.SOME_FAILED
    assert batch("--resume") == Exit.SOME_FAILED
    (folder / "ü.png").write_bytes(good)
    capsys.readouterr()
    assert batch("--resume", "--json") == Exit.DONE
    told = json.loads(capsys.readouterr().out)
    assert (told["done"], told["earlier"]) == (2, 1)


WRONG = {
    "two kinds of masks": ["--masks", "."],
    "a place that is none": ["--mask-at", "somewhere"],
    "a place of two words": ["--mask-at", "top:left"],
    "measures from a side": ["--mask-at", "top:10"],
    "a measure too many": ["--mask-at", "top-left:1,2,3,4"],
    "a mask and a detector": ["--detector", "finder"],
    "no such option": ["--option", "strength=1"],
    "no such format": ["--format", "xyz"],
    "a name without the photo's": ["--name", "x"],
    "no worker": ["--workers", "0"],
    "workers beside those of a cluster": ["--workers", "2", "--scheduler", "tcp://here:8786"],
    "a report in no folder": ["--report", "no folder/r.csv"],
    "a report among the photos": ["--report", "out/r.csv"],
    "a report where no file can be": ["--report", "/proc/1/r.csv"],
    "a reading that is none": ["--mask-from", "red"],
}


@pytest.mark.parametrize("wrong", WRONG)
def test_wrong_words_get_one_line(batch, tmp_path, capsys, monkeypatch, wrong) -> None:
    monkeypatch.chdir(tmp_path)
    assert batch(*WRONG[wrong]) == Exit.USAGE
    said = capsys.readouterr().err
    assert said.startswith("lacuna: ")
    assert said.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_a_report_that_failed_is_called_what_it_is(batch, tmp_path, capsys, monkeypatch) -> None:
    def full(*_: object) -> None:
        raise FileNotSaved("r.csv (the disk is full)")

    monkeypatch.setattr("engine.batch.table", full)
    assert batch("--report", str(tmp_path / "r.csv")) == Exit.SOME_FAILED
    said = capsys.readouterr().err
    assert said.startswith("lacuna: A file could not be written: r.csv") and said.count("\n") == 1


def test_a_side_too_long_is_said_before_the_repair(batch, folder, tmp_path, capsys, monkeypatch) -> None:
    for path in folder.glob("*.*"):
        path.unlink()
    Image.new("L", (16384, 4)).save(folder / "long.png")
    Image.new("L", (16384, 4), 255).save(tmp_path / "mask.png")
    monkeypatch.setattr("engine.batch.photo_task.repair", lambda *_, **__: pytest.fail("worked in vain"))
    assert batch("--format", "webp") == Exit.NOTHING_DONE
    assert "another format" in capsys.readouterr().err


def test_a_place_without_a_mask(folder, tmp_path, capsys) -> None:
    assert main(["batch", str(folder), str(tmp_path / "out"), "--mask-at", "top"]) == Exit.USAGE
    assert "--mask" in capsys.readouterr().err


@pytest.mark.parametrize("place", ["bottom-right", "center:pixels", "bottom-right:20", "top-left:20,1.5,2"])
def test_a_mask_has_its_place(batch, place) -> None:
    assert batch("--mask-at", place) == Exit.DONE


@pytest.mark.usefixtures("black_detector")
def test_blind_the_clean_and_the_doubtful_are_told(folder, tmp_path, capsys) -> None:
    plane = np.full((40, 60, 3), 200, np.uint8)
    Image.fromarray(plane).save(folder / "clean.png")
    plane[:15] = 0
    Image.fromarray(plane).save(folder / "much.png")
    words = ["batch", str(folder), str(tmp_path / "out"), "--sensitivity", "0.4", "--method", "telea"]
    assert main(words) == Exit.DONE
    said = capsys.readouterr().out
    assert "3 of them as they were" in said
    assert "look at much.png: More than an eighth" in said
    assert main([*words, "--json"]) == Exit.DONE
    assert json.loads(capsys.readouterr().out)["review"] == ["much.png"]


@pytest.mark.usefixtures("heeds_ctrl_c")
def test_ctrl_c_while_it_looks_for_photos(batch, monkeypatch, capsys) -> None:
    def interrupted(*_: object) -> None:
        signal.raise_signal(signal.SIGINT)
        raise Cancelled

    monkeypatch.setattr("engine.batch.runner.listing", interrupted)
    assert batch() == Exit.STOPPED
    assert capsys.readouterr().err == "lacuna: stopped\n"
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)
    stop_on_termination()  # forgets the signal


@pytest.mark.usefixtures("heeds_ctrl_c")
def test_a_watched_folder_ends_with_ctrl_c_and_no_error(batch, tmp_path, monkeypatch, capsys) -> None:
    watching = importlib.import_module("engine.batch.watch")
    looks = []

    def look(*words: object) -> Listing:
        looks.append(words)
        if len(looks) == 6:
            signal.raise_signal(signal.SIGINT)
        return listing(*words)

    monkeypatch.setattr(watching, "listing", look)
    monkeypatch.setattr(watching, "POLL_INTERVAL_S", 0)
    assert batch("--watch") == Exit.DONE
    said = capsys.readouterr()
    assert "a.jpg: done" in said.out and "2 of 2 done" in said.out
    assert said.err.startswith("lacuna: watching") and said.err.count("\n") == 1
    assert (tmp_path / "out" / "a.jpg").exists()


# As a process of its own


def started(folder: Path, out: Path, mask: Path, *words: str) -> subprocess.Popen[str]:
    line = [sys.executable, "-m", "app", "batch", str(folder), str(out), "--mask", str(mask)]
    pipe = subprocess.PIPE
    return subprocess.Popen(
        [*line, "--method", "telea", *words], cwd=ROOT, stdout=pipe, stderr=pipe, text=True
    )


def thousand(folder: Path) -> None:
    """1000 tiny photos, every twentieth broken in one of five ways."""
    folder.mkdir()
    pixels = data.astronaut()[100:140, 200:260]
    broken = (b"", b"Dear diary", b"\x89PNG\r\n\x1a\n", _giant(), b"\xff\xd8\xff\xe0\0\x10JFIF")
    for number in range(1000):
        path = folder / f"{number:04}.{('png', 'jpg')[number % 2]}"
        if number % 20 == 7:
            path.write_bytes(broken[number // 20 % 5])
        else:
            Image.fromarray(np.roll(pixels, number, 1)).save(path)


def _giant() -> bytes:
    """A PNG that says it has 10^12 pixels."""
    import struct
    import zlib

    head = b"IHDR" + struct.pack(">IIBBBBB", 2**20, 2**20, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))


def finished(out: Path) -> dict[str, int]:
    """Each result and its inode: one that was done again has another."""
    return {path.name: path.stat().st_ino for path in out.glob("[0-9]*")}


def waited(process: subprocess.Popen[str], out: Path, count: int) -> None:
    while len(finished(out)) < count:
        assert process.poll() is None, process.communicate()
        time.sleep(0.01)


def memory(process: subprocess.Popen[str], out: Path) -> Iterator[tuple[int, float]]:
    """(results there, MB in use), each tenth of a second until the process ends."""
    while process.poll() is None:
        with contextlib.suppress(OSError, IndexError):
            pages = Path(f"/proc/{process.pid}/statm").read_text().split()[1]
            yield len(finished(out)), int(pages) * os.sysconf("SC_PAGESIZE") / 1e6
        time.sleep(0.1)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="kills, and asks /proc")
def test_a_thousand_files_killed_half_way_are_resumed_exactly(mask, tmp_path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    thousand(folder)
    first = started(folder, out, mask)
    waited(first, out, 475)
    first.kill()
    first.communicate()
    before = finished(out)
    assert len(before) < 950

    with (tmp_path / "told").open("w") as told, (tmp_path / "failed").open("w") as failed:
        line = [sys.executable, "-m", "app", "batch", folder, out, "--mask", mask, "--method", "telea"]
        second = subprocess.Popen([*line, "--resume", "--json"], cwd=ROOT, stdout=told, stderr=failed)
        used = list(memory(second, out))
    assert second.returncode == Exit.SOME_FAILED
    report = json.loads((tmp_path / "told").read_text())
    assert (report["total"], report["done"], report["failed"], report["left"]) == (1000, 950, 50, 0)
    assert len((tmp_path / "failed").read_text().splitlines()) == 50
    assert before.items() <= finished(out).items()
    assert report["earlier"] in (len(before), len(before) + 1)  # killed between the record and the move
    assert sorted(path.name for path in out.iterdir()) == sorted(
        one["result"] for one in report["files"] if one["result"]
    )
    early = max(size for count, size in used if len(before) < count < 700)
    late = max(size for count, size in used if 800 < count < 940)
    assert late - early < 15, used


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="signals")
@pytest.mark.usefixtures("heeds_ctrl_c")
def test_ctrl_c_stops_it_and_leaves_photos_alone(mask, tmp_path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    thousand(folder)
    process = started(folder, out, mask)
    waited(process, out, 50)
    process.send_signal(signal.SIGINT)
    said, complained = process.communicate()
    assert process.returncode == Exit.STOPPED
    assert complained.endswith("lacuna: stopped\n")
    assert "left" in said
    assert [path.name for path in out.iterdir() if path.name.startswith(".")] == []


def test_files_that_are_no_photos_are_named_at_the_end_and_in_the_report(
    batch, folder, tmp_path, capsys
) -> None:
    for name in ("clip.MOV", "notes.txt", "sub/deep.xmp", ".hidden", "raw.bin", "x.zip", "y.zip", "z.zip"):
        (folder / name).write_bytes(b"x")
    assert batch("--recursive", "--report", tmp_path / "r.csv") == Exit.DONE
    said = capsys.readouterr().out
    assert "7 files that are no photos were passed over: clip.MOV, notes.txt, raw.bin" in said
    assert "and 2 more" in said
    rows = (tmp_path / "r.csv").read_text(encoding="utf-8").splitlines()
    assert len(rows) == 1 + 3 + 7
    assert rows[4].startswith('"clip.MOV","","passed over"')
    capsys.readouterr()
    assert batch("--resume", "--recursive", "--json") == Exit.DONE
    assert len(json.loads(capsys.readouterr().out)["passed_over"]) == 7


def test_the_results_folder_may_be_named_as_other_programs_do(folder, mask, tmp_path) -> None:
    words = ["batch", "--mask", str(mask), "--method", "telea"]
    assert main([*words, str(folder), "--out", str(tmp_path / "one")]) == Exit.DONE
    assert main([*words, "-o", str(tmp_path / "two"), str(folder)]) == Exit.DONE
    assert (tmp_path / "one" / "a.jpg").exists() and (tmp_path / "two" / "a.jpg").exists()


@pytest.mark.parametrize("words", [[], ["out", "--out", "other"]], ids=["none", "two"])
def test_a_results_folder_is_named_once(folder, capsys, words) -> None:
    assert main(["batch", str(folder), *words]) == Exit.USAGE
    said = capsys.readouterr().err
    assert "folder for" in said and said.count("\n") == 1


def cut_off(path: Path, share: float) -> None:
    """A JPEG that ends before all of its rows are there."""
    pixels = np.random.default_rng(1).integers(0, 200, (96, 60, 3), np.uint8)
    Image.fromarray(pixels).save(path, quality=90)
    path.write_bytes(path.read_bytes()[: round(share * path.stat().st_size)])


@pytest.mark.parametrize(("share", "filled"), [(0.96, True), (0.5, False)])
def test_a_missing_part_is_filled_and_shown_unless_it_is_large(
    folder, tmp_path, capsys, share, filled
) -> None:
    for path in folder.glob("*.*"):
        path.unlink()
    cut_off(folder / "a.jpg", share)
    plane = np.zeros((96, 60), np.uint8)
    plane[10:14, 15:40] = 255
    Image.fromarray(plane).save(tmp_path / "m.png")
    words = ["batch", folder, tmp_path / "out", "--mask", tmp_path / "m.png", "--method", "telea", "--json"]
    assert main([str(word) for word in words]) == Exit.DONE
    (told,) = json.loads(capsys.readouterr().out)["files"]
    assert ("was filled" in told["review"][0]) is filled
    result = np.asarray(Image.open(tmp_path / "out" / "a.jpg"))
    assert bool(np.ptp(result[-1].astype(int)) > 8) is filled  # what is missing is even gray
