"""Repairs in palette files: free entries, then the nearest colour, then full colour with a notice."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from engine.photo import Photo, load, save
from engine.pixels.box import Box


def palette_file(path, entries: int, *, used: int | None = None):
    """A ramp of `entries` grays, the first `used` of which occur."""
    image = Image.fromarray((np.arange(1024) % (used or entries)).astype(np.uint8).reshape(32, 32), "L")
    image.putpalette(b"".join(bytes([n * 255 // entries] * 3) for n in range(entries)))
    image.save(path)
    return load(path)


def painted(photo, colour):
    box = Box(4, 4, 8, 8)
    colours = np.full((4, 4, 3), colour, np.float32) / 255
    photo.put(box, photo.blended(box, colours, np.ones((4, 4), np.float32)))
    return box


@pytest.mark.parametrize("suffix", [".png", ".gif", ".bmp"])
def test_a_new_colour_takes_a_free_entry(tmp_path, suffix):
    photo = palette_file(tmp_path / f"ramp{suffix}", 100)
    box = painted(photo, (200, 30, 60))
    assert save(photo, photo.path) == ()
    after = load(photo.path)
    assert after.origin.palette is not None
    assert (after.pixels[box.slices] == (200, 30, 60)).all()


def test_an_entry_that_no_pixel_uses_is_free(tmp_path):
    photo = palette_file(tmp_path / "ramp.png", 256, used=200)
    box = painted(photo, (200, 30, 60))
    assert save(photo, photo.path) == ()
    assert (load(photo.path).pixels[box.slices] == (200, 30, 60)).all()


def test_a_full_palette_gives_the_nearest_colour(tmp_path):
    photo = palette_file(tmp_path / "ramp.png", 256)
    box = painted(photo, (100, 104, 100))
    assert save(photo, photo.path) == ()
    after = load(photo.path)
    assert after.origin.palette is not None
    assert np.abs(after.pixels[box.slices].astype(int) - (100, 104, 100)).max() <= 4


def test_a_colour_far_from_a_full_palette_makes_it_full_colour_and_says_so(tmp_path):
    photo = palette_file(tmp_path / "ramp.png", 256)
    before = photo.pixels.copy()
    box = painted(photo, (250, 0, 0))
    notices = save(photo, photo.path)
    after = load(photo.path)
    assert "full colour" in notices[0]
    assert (after.pixels[box.slices] == (250, 0, 0)).all()
    assert (after.pixels != before).any(axis=-1).sum() == box.area


def test_a_full_gif_takes_the_nearest_colour_and_leaves_the_rest_alone(tmp_path):
    photo = palette_file(tmp_path / "ramp.gif", 256)
    before = photo.pixels.copy()
    box = painted(photo, (250, 0, 0))
    notices = save(photo, photo.path)
    after = load(photo.path)
    assert "nearest" in notices[0]
    after.pixels[box.slices] = before[box.slices]
    assert np.array_equal(after.pixels, before)


def test_untouched_pixels_keep_their_very_entry(tmp_path):
    image = Image.fromarray((np.arange(64) % 4).astype(np.uint8).reshape(8, 8), "L")
    image.putpalette(bytes([9, 9, 9] * 4))  # four entries of one colour
    image.save(tmp_path / "same.png")
    photo = load(tmp_path / "same.png")
    painted(photo, (9, 9, 200))
    save(photo, photo.path)
    with Image.open(photo.path) as after:
        assert np.array_equal(np.asarray(after)[:4], np.asarray(image)[:4])


def test_clear_entries_stay_clear(make):
    photo = load(make("palette clear.png"))
    clear = photo.alpha == 0
    assert clear.any()
    painted(photo, (200, 30, 60))
    save(photo, photo.path)
    after = load(photo.path).alpha == 0
    after[4:8, 4:8] = clear[4:8, 4:8] = False
    assert np.array_equal(after, clear)


@pytest.mark.parametrize("alpha", [0, 3, 100])
def test_what_is_clear_in_a_gif_stays_clear_whatever_was_painted_there(tmp_path, alpha):
    """A GIF has one clear entry: a second one would be shown."""
    opacity = np.full((8, 8), 255, np.uint8)
    opacity[:, 4:] = 0
    pixels = np.arange(8 * 8 * 3, dtype=np.uint8).reshape(8, 8, 3)
    save(Photo(pixels, opacity), path := tmp_path / "a.gif")
    photo = load(path)
    stored = photo.stored(box := Box(6, 2, 8, 4))
    stored[:] = (9, 99, 199, alpha)
    photo.put(box, stored)
    save(photo, path)
    assert np.array_equal(load(path).alpha == 0, opacity == 0)
