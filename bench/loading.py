"""A hundred megapixels from the disk into memory, whole; what is painted first is part of `start`."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from PIL import Image

from bench.alone import alone
from bench.pictures import LARGE_SIZE_PX, large
from engine.photo import load

TIMED_RUNS = 3


def _seconds(path: Path) -> float:
    """The best of some."""
    seconds = []
    for _ in range(TIMED_RUNS):
        started = time.perf_counter()
        load(path)
        seconds.append(time.perf_counter() - started)
    return min(seconds)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "photo.jpg"
        Image.fromarray(large(*LARGE_SIZE_PX)).save(path, quality=92)
        seconds, peak = alone(_seconds, path)
    megapixels = LARGE_SIZE_PX[0] * LARGE_SIZE_PX[1] / 1e6
    print(f"full load of a JPEG of {megapixels:.0f} MP: {seconds:.2f} s, the best of {TIMED_RUNS}")
    print(f"peak memory: {peak:.2f} GB")
