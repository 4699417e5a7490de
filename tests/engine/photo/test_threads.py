"""Reading and writing let other threads run: the window's, for one."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageFile

from engine.photo import Photo, load, save
from engine.pixels.box import Box

TRIES = 5  # Another program may keep this thread waiting now and then, but not each time.


@pytest.mark.slow
def test_coding_a_jpeg_leaves_the_interpreter_to_others(tmp_path) -> None:
    noise = np.random.default_rng(1).integers(0, 256, (2500, 3000, 3), np.uint8)
    photo = Photo.from_array(noise)
    tries = (longest_wait_beside(photo, tmp_path / f"{number}.jpg") for number in range(TRIES))
    assert any(share < 0.4 for share in tries)
    assert (tmp_path / "0.jpg").exists()


def longest_wait_beside(photo: Photo, path: Path) -> float:
    """The longest that this thread had to wait while the photo was saved, as a share of the whole."""
    coding = threading.Thread(target=save, args=(photo, path))
    started = last = time.perf_counter()
    longest = 0.0
    coding.start()
    while coding.is_alive():
        time.sleep(0.001)
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
    return longest / (last - started)


@pytest.mark.parametrize("progressive", [False, True])
def test_the_grainiest_photo_can_be_saved_as_jpeg(tmp_path, monkeypatch, progressive: bool) -> None:
    noise = np.random.default_rng(1).integers(0, 256, (600, 700, 3), np.uint8)
    settings = {"quality": 100, "subsampling": 0, "progressive": progressive}
    with monkeypatch.context() as room:
        room.setattr(ImageFile, "MAXBLOCK", noise.size * 2)
        Image.fromarray(noise).save(tmp_path / "in.jpg", **settings)
    photo = load(tmp_path / "in.jpg")
    photo.put(Box(0, 0, 9, 9), 255 - photo.stored(Box(0, 0, 9, 9)))
    save(photo, tmp_path / "out.jpg")
    assert load(tmp_path / "out.jpg").width == 700


@pytest.mark.parametrize("size", [(2, 65500, 3), (65500, 1, 3), (1, 4000, 1)])
def test_the_narrowest_photo_can_be_saved_as_jpeg(tmp_path, size) -> None:
    noise = np.random.default_rng(1).integers(0, 256, size, np.uint8)
    save(Photo(noise), tmp_path / "a.jpg")
    assert load(tmp_path / "a.jpg").pixels.shape == size
