"""Twelve megapixels with damage nobody marked: finding it, and finding and filling it."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import numpy as np

from bench.alone import alone
from bench.pictures import large, specks_mask, text_mask
from engine.detection.run import detect, recommended
from engine.errors import DetectorMissing
from engine.photo import Photo, load, save
from engine.repair.blind import repair_blind

WIDTH_PX, HEIGHT_PX = 4000, 3000
TEXT_HEIGHT_PX = 400  # px of height that bear text


def _damaged(path: Path) -> None:
    """White text at the foot of the photo, as a stamp is, and dust all over it."""
    photo = large(WIDTH_PX, HEIGHT_PX)
    mask = specks_mask(HEIGHT_PX, WIDTH_PX, 60)
    mask[-TEXT_HEIGHT_PX:] |= text_mask(TEXT_HEIGHT_PX, WIDTH_PX, pitch=57)
    save(Photo.from_array(np.where(mask[..., None] > 0, np.uint8(255), photo)), path)


def _finding(path: Path) -> tuple[float, float, float]:
    """(seconds of the first, of the second, share marked)."""
    photo = load(path)
    seconds = []
    for _ in range(2):
        started = time.perf_counter()
        found = detect(photo)
        seconds.append(time.perf_counter() - started)
    return seconds[0], seconds[1], float((found.mask() > 0).mean())


def _repairing(path: Path) -> tuple[float, float, str]:
    """(seconds of the first, of the second, the method)."""
    photo = load(path)
    seconds = []
    for _ in range(2):
        started = time.perf_counter()
        done = repair_blind(photo)
        seconds.append(time.perf_counter() - started)
    return seconds[0], seconds[1], done.repair.method if done.repair else "nothing found"


def main() -> None:
    try:
        detector = recommended()
    except DetectorMissing as error:
        print(f"left out: {error.title}")
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "photo.jpg"
        _damaged(path)
        (first, again, share), peak = alone(_finding, path)
        print(f"detection, {detector}: {again:.2f} s, the first time {first:.2f} s  (reach: 5 s)")
        print(f"  {share:.1%} of the photo marked, peak memory {peak:.2f} GB")
        (first, again, method), peak = alone(_repairing, path)
        print(f"blind repair, {method}: {again:.2f} s, the first time {first:.2f} s  (reach: 15 s)")
        print(f"  peak memory {peak:.2f} GB")
