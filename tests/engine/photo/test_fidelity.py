"""The fidelity table: every format, there and back, untouched and repaired."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from engine.photo import Photo, load, save
from engine.photo.notices import EncodingNote
from engine.photo.save import keeps_pixels


def same(one: Photo, other: Photo) -> bool:
    if (one.alpha is None) != (other.alpha is None):
        return False
    return np.array_equal(one.pixels, other.pixels) and (
        one.alpha is None or np.array_equal(one.alpha, other.alpha)
    )


def test_every_format_opens(readable):
    photo = load(readable)
    assert (photo.width, photo.height) == (61, 40)
    assert photo.region(photo.box).shape == (40, 61, 3)
    assert photo.display(photo.box, 3).shape[:2] == (14, 21)


def test_every_format_that_opens_can_be_repaired(readable, repaired):
    photo = load(readable)
    before = photo.pixels.copy()
    inside = repaired(photo)
    assert not np.array_equal(photo.pixels[inside], before[inside])


def test_it_shows_what_pillow_shows(readable):
    photo = load(readable)
    if readable.suffix == ".heic" or photo.space == "cmyk" or photo.bit_depth == 16:
        pytest.skip("Pillow does not read it, or reads other integers")
    with Image.open(readable) as image:
        expected = np.asarray(image.convert("RGB"))
    assert np.array_equal(photo.display(photo.box)[..., :3], expected)


def test_an_untouched_photo_is_copied_byte_for_byte(sample):
    copy = sample.with_stem("copy")
    save(load(sample), copy)
    assert copy.read_bytes() == sample.read_bytes()


def test_encoding_again_changes_no_pixel(lossless):
    photo = load(lossless)
    photo.edited = True
    save(photo, out := lossless.with_stem("out"))
    assert same(photo, load(out))


def test_a_repair_changes_nothing_outside_its_mask(lossless, repaired):
    before, photo = load(lossless), load(lossless)
    inside = repaired(photo)
    save(photo, out := lossless.with_stem("out"))
    after = load(out)
    assert np.array_equal(before.pixels[~inside], after.pixels[~inside])
    assert before.alpha is None or np.array_equal(before.alpha[~inside], after.alpha[~inside])
    assert not np.array_equal(before.pixels[inside], after.pixels[inside])


def test_what_is_on_screen_is_what_is_saved(lossless, repaired):
    photo = load(lossless)
    repaired(photo)
    save(photo, out := lossless.with_stem("out"))
    assert same(photo, load(out))


def test_the_kind_of_file_stays(sample, repaired):
    photo = load(sample)
    repaired(photo)
    notices = save(photo, out := sample.with_stem("out"))
    noted = photo.format in ("JPEG", "HEIC") or sample.name.startswith("lossy")
    assert [isinstance(notice, EncodingNote) for notice in notices] == [True] * noted
    after = load(out)
    assert after.summary == photo.summary
    assert (after.space, after.save_as_only) == (photo.space, False)
    assert after.bit_depth == photo.bit_depth or photo.origin.palette  # which may grow to 256 entries


def test_the_word_lossless_is_right(sample):
    photo = load(sample)
    photo.edited = True
    save(photo, out := sample.with_stem("out"))
    assert not keeps_pixels(photo, out) or same(photo, load(out))


def test_no_lossy_format_is_called_lossless(lossy):
    assert not keeps_pixels(load(lossy), lossy)


def test_a_lossy_save_stays_close(lossy):
    photo = load(lossy)
    photo.edited = True
    save(photo, out := lossy.with_stem("out"))
    assert np.abs(photo.region(photo.box) - load(out).region(photo.box)).mean() < 0.012


@pytest.mark.parametrize("suffix", [".png", ".tif", ".jpg", ".webp", ".bmp", ".gif", ".heic"])
def test_every_format_is_written_in_every_other(sample, suffix):
    photo = load(sample)
    save(photo, out := sample.with_name(f"other{suffix}"))
    after = load(out)
    assert (after.width, after.height) == (photo.width, photo.height)
    if keeps_pixels(photo, out):
        assert np.array_equal(photo.display(photo.box)[..., :3], after.display(photo.box)[..., :3])
