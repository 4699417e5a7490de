"""A 100 MP photo opens in bounded memory, and its first paint need not wait for all of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

PROGRAM = """
import resource, sys
from pathlib import Path
from engine.photo import load, save
from engine.pixels.box import Box
import imagecodecs, tifffile
start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
photo = load(Path(sys.argv[1]))
opened = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
photo.put(Box(0, 0, 9, 9), photo.stored(Box(0, 0, 9, 9)))
save(photo, Path(sys.argv[1]))
saved = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(photo.pixels.nbytes, (opened - start) * 1024, (saved - start) * 1024)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="ru_maxrss is in other units")
@pytest.mark.parametrize("suffix", [".jpg", ".png", ".tif", ".webp"])
def test_a_large_photo_needs_its_pixels_and_little_more_than_one_copy(tmp_path, suffix):
    ramp = np.add.outer(np.arange(10_000) // 40, np.arange(10_000) // 40).astype(np.uint8)
    side = 10_000 if suffix != ".webp" else 5_000
    path = tmp_path / f"large{suffix}"
    Image.fromarray(ramp[:side, :side]).convert("RGB").save(path)
    root = Path(__file__).resolve().parents[3]
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(path)], cwd=root, capture_output=True, text=True, check=True
    )
    pixels, opened, saved = map(int, run.stdout.split())
    assert pixels == side * side * 3
    assert opened < pixels * 2.6
    assert saved < pixels * 3.2
