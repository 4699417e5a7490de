"""What work and the window see of a photo, and what may be put into it."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageCms

from engine.photo import Photo, load, preview, save
from engine.pixels.box import Box

BOX = Box(2, 1, 7, 5)


def photo(channels: int = 3, kind: type = np.uint8) -> Photo:
    rng = np.random.default_rng(1)
    return Photo.from_array(rng.integers(0, np.iinfo(kind).max + 1, (8, 9, channels)).astype(kind))


def fill(value: float = 0.5) -> np.ndarray:
    return np.full((BOX.height, BOX.width, 3), value, np.float32)


@pytest.mark.parametrize("kind", [np.uint8, np.uint16])
@pytest.mark.parametrize("channels", [1, 2, 3, 4])
def test_region_is_rgb_between_0_and_1(channels, kind):
    region = photo(channels, kind).region(BOX)
    assert region.shape == (4, 5, 3)
    assert region.dtype == np.float32
    assert 0 <= region.min() <= region.max() <= 1


@pytest.mark.parametrize("kind", [np.uint8, np.uint16])
@pytest.mark.parametrize("channels", [1, 2, 3, 4])
def test_nothing_changes_where_the_mask_is_0(channels, kind):
    one = photo(channels, kind)
    mask = np.zeros((4, 5), np.float32)
    mask[1, 2], mask[2, 2] = 1, 0.3
    blended = one.blended(BOX, fill(), mask)
    assert np.array_equal(blended[mask == 0], one.stored(BOX)[mask == 0])


@pytest.mark.parametrize("kind", [np.uint8, np.uint16])
def test_a_full_mask_gives_the_fill_itself(kind):
    one = photo(3, kind)
    blended = one.blended(BOX, fill(0.25), np.ones((4, 5), np.float32))
    assert (blended == round(0.25 * one.full)).all()


def test_its_own_region_blended_in_changes_nothing():
    for kind in (np.uint8, np.uint16):
        one = photo(3, kind)
        assert np.array_equal(one.blended(BOX, one.region(BOX), np.ones((4, 5), np.float32)), one.stored(BOX))


def test_stored_brings_alpha_back_too():
    one, before = photo(4), photo(4)
    kept = one.stored(BOX)
    one.put(BOX, kept * 0)
    assert one.edited
    one.put(BOX, kept)
    assert np.array_equal(one.pixels, before.pixels)
    assert np.array_equal(one.alpha, before.alpha)


def test_alpha_stays_but_what_was_clear_is_filled_as_much_as_the_mask_says():
    one = photo(4)
    one.alpha[:] = 77
    one.alpha[2, 3] = one.alpha[3, 3] = 0
    mask = np.ones((4, 5), np.float32)
    mask[2, 1] = 0.5
    one.put(BOX, one.blended(BOX, fill(), mask))
    assert (one.alpha[2, 3], one.alpha[3, 3], one.alpha[2, 4]) == (255, 128, 77)


def test_a_gray_photo_takes_the_brightness_of_a_fill():
    green = np.zeros((4, 5, 3), np.float32)
    green[..., 1] = 1
    blended = photo(1).blended(BOX, green, np.ones((4, 5), np.float32))
    assert (blended == round(0.587 * 255)).all()


def test_a_1_bit_photo_stays_black_and_white(make):
    one = load(make("gray 1.png"))
    box = Box(0, 0, 20, 20)
    ramp = np.linspace(0, 1, 400, dtype=np.float32).reshape(20, 20, 1).repeat(3, axis=2)
    assert set(np.unique(one.blended(box, ramp, np.ones((20, 20), np.float32)))) == {0, 255}


def test_display_takes_every_nth_pixel_as_8_bits():
    one = photo(4, np.uint16)
    shown = one.display(Box(1, 1, 9, 8), 3)
    assert shown.flags.c_contiguous
    assert np.array_equal(shown[..., :3], one.pixels[1:8:3, 1:9:3] >> 8)
    assert np.array_equal(shown[..., 3], one.alpha[1:8:3, 1:9:3] >> 8)


def test_gray_is_shown_in_three_equal_channels():
    one = photo(1)
    assert np.array_equal(one.display(BOX), np.repeat(one.stored(BOX), 3, axis=2))


def test_a_copy_has_its_own_pixels():
    one = photo(4)
    twin = one.copy()
    twin.put(BOX, twin.stored(BOX) * 0)
    assert one.stored(BOX).any()
    assert not one.edited


def test_nonsense_is_no_photo():
    with pytest.raises(ValueError, match="no photo"):
        Photo.from_array(np.zeros((4, 4, 5), np.uint8))
    with pytest.raises(ValueError, match="no photo"):
        Photo.from_array(np.zeros((4, 4), np.float32))


def test_a_pasted_picture_is_saved_like_any_other(tmp_path):
    one = photo(4)
    save(one, tmp_path / "pasted.png")
    again = load(tmp_path / "pasted.png")
    assert np.array_equal(again.pixels, one.pixels)
    assert np.array_equal(again.alpha, one.alpha)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("rgb.png", "PNG, sRGB built-in"),
        ("gray 16.png", "PNG, 16 bit, gray"),
        ("palette.gif", "GIF, palette"),
        ("cmyk.jpg", "JPEG, CMYK"),
        ("gray 1.png", "PNG, 1 bit, gray"),
        ("10 bit.heic", "HEIC, 10 bit"),
    ],
)
def test_the_summary_says_what_it_is(make, name, words):
    assert load(make(name)).summary == words


def test_cmyk_looks_right_without_a_profile(make):
    one = load(make("cmyk.jpg"))
    with Image.open(one.path) as image:
        expected = np.asarray(image.convert("RGB"), np.float32) / 255
    assert np.abs(one.region(one.box) - expected).max() < 0.01
    assert one.display_icc is None


def test_untouched_cmyk_keeps_its_inks_and_a_fill_gets_its_colour(make):
    one = load(make("cmyk 16.tif"))
    mask = np.zeros((40, 61), np.float32)
    mask[:20] = 1
    before = one.pixels.copy()
    colour = np.full((40, 61, 3), (0.9, 0.4, 0.2), np.float32)
    one.put(one.box, one.blended(one.box, colour, mask))
    assert np.array_equal(one.pixels[20:], before[20:])
    assert np.abs(one.region(Box(0, 0, 61, 20)) - colour[:20]).max() < 0.001


def test_only_a_profile_for_rgb_is_given_to_the_screen(make):
    one = load(make("rgb.png"))
    assert one.display_icc == one.icc
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    assert Photo(one.pixels, icc=lab).display_icc is None


def test_a_preview_of_a_jpeg_is_small_and_upright(tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (800, 400), "red").save(tmp_path / "big.jpg", exif=exif)
    small = preview(tmp_path / "big.jpg", 100)
    assert (small.width, small.height) == (100, 200)


def test_other_formats_have_no_preview(make):
    assert preview(make("rgb.png"), 10) is None


def test_formats_that_are_only_read_ask_for_another_name(make):
    assert load(make("photo.ppm")).save_as_only
    assert not load(make("rgb.png")).save_as_only
