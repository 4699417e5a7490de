"""TIFF files of scanners and cameras: which page is the photo, and which colours and numbers they hold."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
import tifffile
from PIL import Image

from engine.errors import PhotoUnsupported
from engine.photo import lab, load, notices, save
from engine.photo.infrared import infrared
from tests.fakes.infrared_scans import bright_plane

SIDE = (60, 80)


def colours(seed: int = 1, kind: type = np.uint8, size: tuple[int, int] = SIDE) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return rng.integers(0, np.iinfo(kind).max, (*size, 3), kind, endpoint=True)


def written(path, *pages: tuple[np.ndarray, dict]):
    with tifffile.TiffWriter(path) as writer:
        for pixels, settings in pages:
            photometric = "rgb" if pixels.ndim == 3 else "minisblack"
            writer.write(pixels, **{"photometric": photometric, "metadata": None, **settings})
    return path


LARGE = colours(3)
SMALL = cv2.resize(LARGE, (20, 15), interpolation=cv2.INTER_AREA)
THUMBNAILS_FIRST = {
    "marked": [(SMALL, {"subfiletype": 1}), (LARGE, {})],
    "marked as of old": [(SMALL, {"extratags": [(255, 3, 1, 2, True)]}), (LARGE, {})],
    "not marked": [(SMALL, {}), (LARGE, {})],
    "above the photo": [(SMALL, {"subfiletype": 1, "subifds": 1}), (LARGE, {"subfiletype": 0})],
    "above the photo, not marked": [(SMALL, {"subifds": 1}), (LARGE, {"subfiletype": 0})],
    "two of them": [(SMALL, {"subfiletype": 1}), (SMALL[:7, :9], {"subfiletype": 1}), (LARGE, {})],
    "behind it": [(LARGE, {}), (SMALL, {"subfiletype": 1})],
    "below it": [(LARGE, {"subifds": 1}), (SMALL, {"subfiletype": 1})],
}


@pytest.mark.parametrize("name", THUMBNAILS_FIRST)
def test_a_thumbnail_is_not_taken_for_the_photo(tmp_path, repaired, name):
    photo = load(written(tmp_path / "a.tif", *THUMBNAILS_FIRST[name]))
    assert np.array_equal(photo.pixels, LARGE)
    assert (photo.origin.frames, photo.notices) == (1, ())
    inside = repaired(photo)
    assert save(photo, tmp_path / "out.tif") == (notices.PREVIEWS_REMOVED,)
    with tifffile.TiffFile(tmp_path / "out.tif") as tiff:
        assert [page.shape for page in tiff.pages] == [LARGE.shape]
        assert np.array_equal(tiff.asarray()[~inside], LARGE[~inside])


def test_pages_of_other_shapes_are_pictures_of_their_own(tmp_path):
    photo = load(written(tmp_path / "a.tif", (SMALL[:6], {}), (LARGE, {})))
    assert photo.pixels.shape == SMALL[:6].shape
    assert photo.origin.frames == 2


def test_the_metadata_above_a_photo_are_its_own(tmp_path, repaired):
    above = {"subfiletype": 1, "subifds": 1, "extratags": [(271, 2, 0, "A maker", True)]}
    photo = load(written(tmp_path / "a.tif", (SMALL, above), (LARGE, {"software": "a program"})))
    repaired(photo)
    save(photo, tmp_path / "out.tif")
    with tifffile.TiffFile(tmp_path / "out.tif") as tiff:
        assert tiff.pages[0].tags[271].value == "A maker"
        assert tiff.pages[0].tags[305].value == "a program"


def test_what_a_sensor_saw_is_not_supported(tmp_path):
    sensor = (LARGE[..., 0], {"photometric": 32803, "subfiletype": 0})
    path = written(tmp_path / "a.tif", (SMALL, {"subfiletype": 1, "subifds": 1}), sensor)
    with pytest.raises(PhotoUnsupported, match="sensor"):
        load(path)


@pytest.mark.parametrize("kind", [np.uint8, np.uint16])
def test_the_infrared_page_of_a_scan_stays(tmp_path, repaired, kind):
    scan, infrared = colours(4, kind), bright_plane(5, SIDE, kind)
    own = {"subfiletype": 2, "extratags": [(270, 2, 0, "infrared", True)]}
    photo = load(written(tmp_path / "a.tif", (scan, {"description": "scan"}), (infrared, own)))
    assert photo.origin.frames == 1
    inside = repaired(photo)
    assert save(photo, tmp_path / "out.tif") == ()
    with tifffile.TiffFile(tmp_path / "out.tif") as tiff:
        first, second = tiff.pages
        assert np.array_equal(first.asarray()[~inside], scan[~inside])
        assert np.array_equal(second.asarray(), infrared)
        assert [page.description for page in (first, second)] == ["scan", "infrared"]
        assert second.subfiletype == 2
    assert load(tmp_path / "out.tif").origin.frames == 1


def test_another_format_says_that_the_infrared_page_is_left(tmp_path):
    photo = load(written(tmp_path / "a.tif", (colours(4), {}), (bright_plane(5, SIDE), {})))
    said = save(photo, tmp_path / "out.png")
    assert said == (notices.INFRARED_LEFT,)


@pytest.mark.parametrize("bits", [8, 16])
@pytest.mark.parametrize("photometric", [lab.CIELAB, lab.ICCLAB])
def test_lab_keeps_its_values_outside_the_mask(tmp_path, repaired, photometric, bits):
    stored = colours(6, np.uint16 if bits == 16 else np.uint8)
    photo = load(written(tmp_path / "a.tif", (stored, {"photometric": photometric})))
    assert photo.notices == (notices.LAB_AS_RGB,)
    inside = repaired(photo)
    save(photo, tmp_path / "out.tif")
    with tifffile.TiffFile(tmp_path / "out.tif") as tiff:
        assert tiff.pages[0].photometric == photometric
        assert np.array_equal(tiff.asarray()[~inside], stored[~inside])
    again = load(tmp_path / "out.tif")
    step = 6 if bits == 8 else 40
    assert np.abs(again.pixels[inside].astype(int) - photo.pixels[inside]).max() <= step


@pytest.mark.parametrize("photometric", [lab.CIELAB, lab.ICCLAB, "rgb", "separated"])
def test_alpha_stays_beside_any_colours(tmp_path, repaired, photometric):
    channels = 5 if photometric == "separated" else 4
    stored = np.concatenate([colours(6), colours(7)], axis=-1)[..., :channels]
    settings = {"photometric": photometric, "extrasamples": [2]}
    photo = load(written(tmp_path / "a.tif", (stored, settings)))
    assert np.array_equal(photo.alpha, stored[..., -1])
    inside = repaired(photo)
    save(photo, tmp_path / "out.tif")
    assert np.array_equal(tifffile.imread(tmp_path / "out.tif")[~inside], stored[~inside])


def test_lab_is_what_it_looks_like():
    gray = np.array([[[0, 0, 0], [137, 0, 0], [255, 0, 0]]], np.uint8)  # L* of middle gray is 53.6
    assert np.abs(lab.to_rgb(gray, lab.CIELAB)[0].astype(int) - [[0] * 3, [128] * 3, [255] * 3]).max() <= 1
    red = np.array([[[136, 128 + 81, 128 + 70]]], np.uint8)  # sRGB's red is about (54.3, 80.8, 69.9) at D50
    assert np.abs(lab.to_rgb(red, lab.ICCLAB)[0, 0].astype(int) - (255, 0, 0)).max() <= 12


def test_lab_goes_into_another_format_as_srgb(tmp_path):
    photo = load(
        written(tmp_path / "a.tif", (colours(6), {"photometric": lab.CIELAB, "iccprofile": b"of Lab"}))
    )
    save(photo, tmp_path / "out.png")
    after = load(tmp_path / "out.png")
    assert np.array_equal(after.pixels, photo.pixels)
    assert after.icc is None


NUMBERS = {
    "float 32": (np.linspace(0, 1, 4800, dtype=np.float32), np.linspace(0, 65535, 4800), 32),
    "float 16": (np.linspace(0, 1, 4800).astype(np.float16), np.linspace(0, 65535, 4800), 16),
    "float 64, beyond 1": (np.linspace(0, 4, 4800), np.linspace(0, 65535, 4800), 64),
    "uint 32": (np.arange(4800, dtype=np.uint32) << 18, (np.arange(4800) << 18) >> 16, 32),
}


@pytest.mark.parametrize("name", NUMBERS)
def test_large_numbers_are_read_as_16_bits_and_it_is_said(tmp_path, name):
    values, expected, bits = NUMBERS[name]
    photo = load(written(tmp_path / "a.tif", (values.reshape(60, 80), {"predictor": False})))
    error = np.abs(photo.pixels[..., 0].astype(float) - expected.reshape(60, 80)).max()
    assert error <= (64 if bits == 16 else 1)
    assert photo.notices == (notices.numbers_read(bits),)
    assert photo.save_as_only
    photo.edited = True
    save(photo, tmp_path / "out.tif")
    assert np.array_equal(load(tmp_path / "out.tif").pixels, photo.pixels)


def test_numbers_that_are_none_are_black(tmp_path):
    values = np.full((4, 4), 0.5, np.float32)
    values[0] = np.nan, np.inf, -np.inf, -3
    assert load(written(tmp_path / "a.tif", (values, {}))).pixels[0, :, 0].tolist() == [0, 0, 0, 0]


def test_signed_numbers_are_not_supported(tmp_path):
    with pytest.raises(PhotoUnsupported, match="16-bit numbers"):
        load(written(tmp_path / "a.tif", (np.zeros((4, 4), np.int16), {})))


def test_an_orientation_may_be_a_long(tmp_path, repaired):
    photo = load(written(tmp_path / "a.tif", (LARGE, {"extratags": [(274, 4, 1, 6, True)]})))
    assert photo.pixels.shape == (80, 60, 3)
    repaired(photo)
    save(photo, tmp_path / "out.tif")
    assert load(tmp_path / "out.tif").pixels.shape == (80, 60, 3)


def test_a_palette_beside_alpha_keeps_both(tmp_path, repaired):
    indices, opacity = np.arange(2 * 24 * 32, dtype=np.uint8).reshape(2, 24, 32)
    both = np.stack([indices, opacity], axis=-1)
    image = Image.frombytes("PA", (32, 24), both.tobytes())
    image.putpalette(bytes(range(256)) * 3)
    image.save(path := tmp_path / "a.tif")
    photo = load(path)
    shown = np.asarray(image.convert("RGBA"))
    assert np.array_equal(photo.pixels, shown[..., :3])
    assert np.array_equal(photo.alpha, opacity)
    repaired(photo)
    save(photo, path)
    after = load(path)
    assert np.array_equal(after.pixels, photo.pixels)
    assert np.array_equal(after.alpha, photo.alpha)


@pytest.mark.parametrize("kind", [np.uint8, np.uint16])
def test_the_fourth_channel_of_a_scan_is_its_infrared_and_stays(tmp_path, repaired, kind):
    stored = np.concatenate([colours(4, kind), colours(5, kind)[..., :1]], axis=-1)
    photo = load(written(tmp_path / "a.tif", (stored, {"extrasamples": [0], "photometric": "rgb"})))
    assert photo.alpha is None and np.array_equal(infrared(photo), stored[..., 3])
    inside = repaired(photo)
    assert save(photo, tmp_path / "out.tif") == ()
    again = tifffile.imread(tmp_path / "out.tif")
    assert np.array_equal(again[..., 3], stored[..., 3])
    assert np.array_equal(again[~inside], stored[~inside])
    assert save(photo, tmp_path / "out.png") == (notices.CHANNELS_LEFT,)


def test_the_infrared_page_is_read_as_infrared(tmp_path):
    plane = bright_plane(5, SIDE, np.uint16)
    photo = load(written(tmp_path / "a.tif", (colours(4, np.uint16), {}), (plane, {})))
    assert np.array_equal(infrared(photo), plane)
    assert infrared(load(written(tmp_path / "b.tif", (colours(4), {})))) is None
