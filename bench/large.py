"""Twelve megapixels on the default method: how often it is called, its seconds, its memory."""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path
from unittest.mock import patch

from bench.alone import alone
from bench.pictures import Picture, hole_mask, large, specks_mask
from engine.photo import Photo, load, save
from engine.repair.run import repair
from trainer.evaluation.peers import matchpatch

WIDTH_PX, HEIGHT_PX, OBJECT_SIDE_PX = 4000, 3000, 300


def _calls(mask: Picture, method: str) -> tuple[int, float]:
    """How often the method ran, and the seconds in all."""
    from engine.models.method import ArrayMethod
    from engine.models.network import NetworkMethod

    photo = Photo.from_array(large(WIDTH_PX, HEIGHT_PX))
    count = 0

    def counted(run):
        def call(*given):
            nonlocal count
            count += 1
            return run(*given)

        return call

    kinds = (ArrayMethod, NetworkMethod)
    with (
        patch.object(kinds[0], "run", counted(kinds[0].run)),
        patch.object(kinds[1], "run", counted(kinds[1].run)),
    ):
        started = time.perf_counter()
        repair(photo, mask, method)
    return count, time.perf_counter() - started


def _object(path: Path) -> tuple[str, float, float]:
    """(method, seconds of the first run, of the best of the others); the first loads compiled code."""
    photo = load(path)
    mask = hole_mask(HEIGHT_PX, WIDTH_PX, OBJECT_SIDE_PX)
    seconds = []
    for _ in range(3):
        started = time.perf_counter()
        done = repair(photo, mask)
        seconds.append(time.perf_counter() - started)
    return done.method, seconds[0], min(seconds[1:])


def main() -> None:
    for count in (60, 600):
        (calls, seconds), peak = alone(_calls, specks_mask(HEIGHT_PX, WIDTH_PX, count), "auto")
        print(
            f"{count} specks: {calls} calls of the method, {seconds:.2f} s, peak memory {peak:.2f} GB"
            "  (reach: 40 calls, 25 s, 1.5 GB)"
        )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "photo.jpg"
        save(Photo.from_array(large(WIDTH_PX, HEIGHT_PX)), path)
        (method, first, best), peak = alone(_object, path)
    print(
        f"object of {OBJECT_SIDE_PX} px, {method}: {best:.2f} s, the first time {first:.2f} s  (reach: 3 s)"
    )
    print(f"peak memory: {peak:.2f} GB  (reach: 1.5 GB)")
    _beside_gmic()


def _beside_gmic() -> None:
    photo, mask = large(600, 600), hole_mask(600, 600, OBJECT_SIDE_PX)
    seconds = []
    for _ in range(3):
        started = time.perf_counter()
        repair(Photo.from_array(photo.copy()), mask, "patchmatch")
        seconds.append(time.perf_counter() - started)
    beside = "G'MIC is not installed"
    if shutil.which("gmic"):
        peer = matchpatch(photo, mask)[1]
        beside = f"G'MIC {peer:.2f} s, ratio {min(seconds) / peer:.2f}"
    print(f"hole of {OBJECT_SIDE_PX} px in 600 x 600: patchmatch {min(seconds):.2f} s; {beside}")
