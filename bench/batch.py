"""A folder of 1000 photos, 50 of them broken, killed half way and resumed; a blind one with its memory."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import IO, Any

import cv2
import numpy as np
from PIL import Image

from bench.pictures import photos, text_mask

PHOTO_COUNT, BROKEN_EVERY = 1000, 20  # photos, and which of them is broken: every 20th
BROKEN_CONTENTS = (
    b"",
    b"Dear diary",
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff\xe0\0\x10JFIF",
    b"RIFF\x24\0\0\0WEBPVP8 ",
)
BLIND_PHOTO_COUNT = 48  # photos of 1000 × 750


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["XDG_STATE_HOME"] = str(folder / "state")
        _thousand(folder)
    with tempfile.TemporaryDirectory() as name:
        os.environ["XDG_STATE_HOME"] = str(Path(name) / "state")
        _blind(Path(name))


def _thousand(folder: Path) -> None:
    _write(folder / "in", PHOTO_COUNT, (240, 180), broken=True)
    Image.fromarray(text_mask(180, 240)).save(folder / "mask.png")
    words = [folder / "in", folder / "out", "--mask", folder / "mask.png", "--method", "telea"]
    killed, _, _ = _run(words, until=PHOTO_COUNT // 2)
    before = _inodes(folder / "out")
    code, used, told = _run([*words, "--resume"])
    after = _inodes(folder / "out")
    print(f"killed with signal {-killed} after {len(before)} of {PHOTO_COUNT} photos, then resumed:")
    counts = f"{told['done']} done, {told['failed']} listed as failed, {told['left']} left, exit {code}"
    print(f"{counts}  (reach: 950, 50, 0, 3)")
    print(f"done twice or lost: {len(before.items() - after.items())}; files in OUT: {len(after)}")
    print(f"{told['per_minute']:.0f} photos a minute; {_memory(used)}")


def _blind(folder: Path) -> None:
    _write(folder / "in", BLIND_PHOTO_COUNT, (1000, 750), marked=True)
    for workers in (1, 2):
        words = [folder / "in", folder / f"out{workers}", "--workers", workers, "--device", "cpu"]
        code, used, told = _run(words)
        counts = f"{told['done']} of {BLIND_PHOTO_COUNT} done, exit {code}, {told['per_minute']:.1f} a minute"
        print(f"blind, {workers} at a time: {counts}; {_memory(used)}")
    with (folder / "told").open("w") as told_to:
        process = _started([folder / "in", folder / "out3", "--device", "cpu"], told_to)
        while not _inodes(folder / "out3"):
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        asked = time.perf_counter()
        process.wait()
    print(f"Ctrl+C while networks work: ended after {time.perf_counter() - asked:.2f} s  (reach: 1 s)")


def _started(words: list[Any], out: IO[str]) -> subprocess.Popen[str]:
    line = [sys.executable, "-m", "app", "batch", *map(str, words), "--json"]
    return subprocess.Popen(line, stdout=out, stderr=subprocess.DEVNULL, text=True)


def _run(words: list[Any], until: int | None = None) -> tuple[int, list[float], dict[str, Any]]:
    """Exit code, MB in use every 0.1 s, the report; killed once OUT holds `until` files."""
    used = []
    with tempfile.TemporaryFile("w+") as told_to:
        process = _started(words, told_to)
        while process.poll() is None:
            pages = Path(f"/proc/{process.pid}/statm").read_text().split()
            used.append(int(pages[1]) * os.sysconf("SC_PAGESIZE") / 1e6)
            if until is not None and len(_inodes(words[1])) >= until:
                process.kill()
            time.sleep(0.1)
        told_to.seek(0)
        said = told_to.read()
    return process.returncode, [one for one in used if one], json.loads(said) if said else {}


def _inodes(out: Path) -> dict[str, int]:
    """Each result and its inode: one that was done again has another."""
    return {path.name: path.stat().st_ino for path in out.glob("[0-9]*")}


def _memory(used: list[float]) -> str:
    """Quarter by quarter, the most in use."""
    quarter = max(1, len(used) // 4)
    peaks = [max(used[at : at + quarter]) for at in range(0, 4 * quarter, quarter)]
    return "MB in each quarter: " + ", ".join(f"{peak:.0f}" for peak in peaks)


def _write(
    folder: Path, count: int, size: tuple[int, int], *, broken: bool = False, marked: bool = False
) -> None:
    folder.mkdir()
    basis = [cv2.resize(one, size, interpolation=cv2.INTER_AREA) for one in photos().values()]
    for number in range(count):
        path = folder / f"{number:04}.{('jpg', 'png')[number % 2]}"
        pixels = np.roll(basis[number % len(basis)], number, axis=1)
        if marked:
            at, font = (60, 90 + number), cv2.FONT_HERSHEY_SIMPLEX
            cv2.putText(pixels, f"No. {number}", at, font, 2, (255, 255, 255), 5)
        if broken and number % BROKEN_EVERY == 7:
            path.write_bytes(BROKEN_CONTENTS[number // BROKEN_EVERY % len(BROKEN_CONTENTS)])
        else:
            Image.fromarray(pixels).save(path)
