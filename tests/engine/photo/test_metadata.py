"""Everything in the file that is not a pixel survives a repair."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import tifffile
from PIL import Image

from engine.photo import Photo, load, save
from engine.photo.orient import displayed, filed

TURNED = [".jpg", ".png", ".tif", ".webp"]


def as_filed(path):
    """The pixels as they lie in the file; Pillow turns TIFF by itself."""
    if path.suffix == ".tif":
        return tifffile.imread(path)
    with Image.open(path) as image:
        return np.asarray(image)


def test_profile_exif_xmp_texts_and_dpi_survive(sample, repaired):
    photo = load(sample)
    repaired(photo)
    save(photo, out := sample.with_stem("out"))
    before, after = photo.origin, load(out).origin
    assert photo.icc == load(out).icc
    for name in ("exif", "xmp", "texts", "dpi", "orientation"):
        assert getattr(after, name) == getattr(before, name), name


def test_png_chunks_survive_byte_for_byte(make, repaired):
    photo = load(make("rgb.png"))
    repaired(photo)
    save(photo, out := photo.path.with_stem("out"))
    assert {b"gAMA", b"iCCP", b"pHYs", b"eXIf", b"tEXt", b"iTXt"} <= {
        kind for kind, _ in photo.origin.carried
    }
    assert sorted(load(out).origin.carried) == sorted(photo.origin.carried)


@pytest.mark.parametrize("name", ["444.jpg", "422.jpg", "420.jpg", "progressive.jpg", "gray.jpg", "cmyk.jpg"])
def test_jpeg_keeps_its_tables_sampling_and_scans(make, repaired, name):
    photo = load(make(name))
    repaired(photo)
    save(photo, out := photo.path.with_stem("out"))
    with Image.open(photo.path) as before, Image.open(out) as after:
        assert after.quantization == before.quantization
        assert after.layer == before.layer
        assert after.info.get("progressive") == before.info.get("progressive")


def test_jpeg_segments_survive_byte_for_byte(make, repaired):
    photo = load(make("444.jpg"))
    repaired(photo)
    save(photo, out := photo.path.with_stem("out"))
    assert load(out).origin.carried == photo.origin.carried


def test_tiff_tags_survive_byte_for_byte(make, repaired):
    photo = load(make("rgb 16.tif"))
    repaired(photo)
    save(photo, out := photo.path.with_stem("out"))
    assert {282, 283, 315, 700, 34675} <= {tag for tag, _ in photo.origin.carried}
    assert load(out).origin.carried == photo.origin.carried


@pytest.mark.parametrize("name", ["rgb 8.tif", "gray 16.tif", "tiles.tif", "rgb 16.tif"])
def test_tiff_keeps_its_compression_and_byte_order(make, repaired, name):
    photo = load(make(name))
    repaired(photo)
    save(photo, out := photo.path.with_stem("out"))
    for key in ("compression", "predictor", "byteorder", "planar"):
        assert load(out).origin.encoding[key] == photo.origin.encoding[key], key


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("suffix", TURNED)
def test_orientation_is_applied_for_work_and_kept_in_the_file(oriented, repaired, suffix, orientation):
    path = oriented(suffix, orientation)
    photo = load(path)
    assert photo.origin.orientation == orientation
    raw = as_filed(path)
    assert np.array_equal(filed(photo.pixels, orientation), raw)
    inside = filed(repaired(photo), orientation)
    save(photo, out := path.with_stem("out"))
    with Image.open(out) as image:
        assert image.getexif()[0x0112] == orientation
    assert suffix == ".jpg" or np.array_equal(as_filed(out)[~inside], raw[~inside])


@pytest.mark.parametrize("orientation", range(1, 9))
def test_turning_is_as_pillow_turns(orientation):
    from PIL import ImageOps

    image = Image.fromarray(np.arange(35, dtype=np.uint8).reshape(5, 7))
    image.getexif()[0x0112] = orientation
    assert np.array_equal(
        displayed(np.asarray(image), orientation), np.asarray(ImageOps.exif_transpose(image))
    )


@pytest.mark.parametrize("suffix", [".png", ".webp", ".tif", ".jpg", ".heic", ".bmp"])
@pytest.mark.parametrize("orientation", [3, 6])
def test_another_format_shows_it_upright(oriented, suffix, orientation):
    photo = load(oriented(".jpg", orientation))
    save(photo, out := photo.path.with_name(f"new{suffix}"))
    after = load(out)
    assert (after.width, after.height) == (photo.width, photo.height)
    assert np.abs(after.region(photo.box) - photo.region(photo.box)).mean() < 0.02
    assert after.origin.orientation == (orientation if suffix in (".tif", ".jpg") else 1)


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".webp"])
def test_a_thumbnail_is_drawn_anew_in_its_place(oriented, repaired, suffix):
    photo = load(oriented(suffix, 1))
    before = photo.origin.exif
    repaired(photo)
    save(photo, out := photo.path.with_stem("out"))
    after = load(out).origin.exif
    start = before.index(b"\xff\xd8\xff")
    assert after[:start] == before[:start]
    assert after[start : start + 3] == b"\xff\xd8\xff"
    assert after[start:] != before[start:]
    assert len(after) == len(before)


@pytest.mark.parametrize("suffix", [".png", ".tif", ".webp", ".heic"])
def test_metadata_goes_along_into_another_format(make, suffix):
    photo = load(make("444.jpg"))
    save(photo, out := photo.path.with_name(f"new{suffix}"))
    after = load(out)
    assert after.icc == photo.icc
    assert after.origin.xmp == photo.origin.xmp
    with Image.open(photo.path) as image:
        wanted = image.getexif()
    found = Image.Exif()
    found.load(after.origin.exif)
    assert found[0x010F] == wanted[0x010F]
    assert found.get_ifd(0x8769)[0x9003] == wanted.get_ifd(0x8769)[0x9003]


def test_dpi_goes_along_into_another_format(make):
    photo = load(make("444.jpg"))
    for suffix in (".png", ".tif", ".bmp"):
        save(photo, out := photo.path.with_name(f"new{suffix}"))
        assert load(out).origin.dpi == pytest.approx((300, 300), abs=0.1)


def test_what_a_format_cannot_hold_is_said(make):
    photo = load(make("rgb 16.png"))
    photo = Photo(photo.pixels, icc=b"profile", origin=replace(photo.origin))
    assert any("8 bits" in notice for notice in save(photo, photo.path.with_name("new.jpg")))
    photo.origin = replace(photo.origin, exif=b"II*\0\x08\0\0\0\0\0\0\0\0\0")
    assert any("EXIF" in notice for notice in save(photo, photo.path.with_name("new.bmp")))
    rgba = load(make("rgba.png"))
    assert any("white" in notice for notice in save(rgba, rgba.path.with_name("new.jpg")))
