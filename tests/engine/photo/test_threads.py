"""Reading and writing let other threads run: the window's, for one."""

from __future__ import annotations

import threading
import time

import numpy as np
import pytest

from engine.photo import Photo, save


@pytest.mark.slow
def test_coding_a_jpeg_leaves_the_interpreter_to_others(tmp_path) -> None:
    noise = np.random.default_rng(1).integers(0, 256, (2500, 3000, 3), np.uint8)
    photo = Photo.from_array(noise)
    coding = threading.Thread(target=save, args=(photo, tmp_path / "noise.jpg"))
    started = last = time.perf_counter()
    longest = 0.0
    coding.start()
    while coding.is_alive():
        time.sleep(0.001)
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
    assert longest < 0.4 * (last - started)
