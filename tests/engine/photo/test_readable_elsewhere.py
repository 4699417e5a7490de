"""What browsers, viewers and scanners read is read here too, or it is said why not."""

from __future__ import annotations

import io
import struct

import imagecodecs
import numpy as np
import pytest
from PIL import Image

from engine.errors import PhotoUnreadable, PhotoUnsupported
from engine.photo import load, notices, save


def colours(seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 120, (64, 80, 3), np.uint8)


def jpeg(**settings) -> bytes:
    coded = io.BytesIO()
    Image.fromarray(colours()).save(coded, "JPEG", **settings)
    return coded.getvalue()


@pytest.mark.parametrize("stray", [b"\0", b"\x12\x34", b"\xff\0abc", b"\xff\xff\xff"])
def test_stray_bytes_between_segments_are_skipped(tmp_path, repaired, stray):
    whole = jpeg()
    at = whole.index(b"\xff\xdb")
    (tmp_path / "a.jpg").write_bytes(whole[:at] + stray + whole[at:])
    (tmp_path / "b.jpg").write_bytes(whole)
    photo = load(tmp_path / "a.jpg")
    assert np.array_equal(photo.pixels, load(tmp_path / "b.jpg").pixels)
    assert photo.notices == ((notices.STRAY_BYTES,) if stray.strip(b"\xff") else ())
    repaired(photo)
    save(photo, tmp_path / "out.jpg")
    assert load(tmp_path / "out.jpg").notices == ()


def test_a_jpeg_without_its_end_has_all_its_pixels(tmp_path):
    (tmp_path / "a.jpg").write_bytes(jpeg()[:-2])
    photo = load(tmp_path / "a.jpg")
    assert (photo.notices, photo.missing) == ((notices.NO_END,), None)


@pytest.mark.parametrize("orientation", [1, 6, 3])
def test_what_a_cut_off_jpeg_lacks_is_marked(tmp_path, orientation):
    block = Image.Exif()
    block[0x0112] = orientation
    whole = jpeg(exif=block.tobytes())
    (tmp_path / "a.jpg").write_bytes(whole[: len(whole) * 2 // 3])
    (tmp_path / "b.jpg").write_bytes(whole)
    photo, sound = load(tmp_path / "a.jpg"), load(tmp_path / "b.jpg")
    assert photo.notices == (notices.CUT_OFF,)
    assert photo.missing.shape == photo.pixels.shape[:2]
    known = photo.missing == 0
    assert 0.1 < 1 - known.mean() < 0.6
    assert np.abs(photo.pixels[known].astype(int) - sound.pixels[known]).max() <= 8


def test_a_cut_off_progressive_jpeg_lacks_detail(tmp_path):
    whole = jpeg(progressive=True)
    (tmp_path / "a.jpg").write_bytes(whole[: len(whole) * 2 // 3])
    photo = load(tmp_path / "a.jpg")
    assert (photo.notices, photo.missing) == ((notices.DETAIL_CUT_OFF,), None)


def test_a_jpeg_without_a_single_row_is_damaged(tmp_path):
    whole = jpeg()
    (tmp_path / "a.jpg").write_bytes(whole[: whole.index(b"\xff\xda") + 16])
    with pytest.raises(PhotoUnreadable):
        load(tmp_path / "a.jpg")


def test_a_jpeg_of_12_bits_is_read_with_all_of_them(tmp_path):
    values = colours().astype(np.uint16) * 16
    (tmp_path / "a.jpg").write_bytes(
        imagecodecs.jpeg8_encode(values, level=100, bitspersample=12, subsampling="444")
    )
    photo = load(tmp_path / "a.jpg")
    assert photo.bit_depth == 12
    assert photo.save_as_only
    assert np.abs(photo.pixels / 16.0 - values).max() < 60
    assert save(photo, tmp_path / "out.png") == ()
    photo.edited = True
    assert notices.steps_lost("JPEG", 8) in save(photo, tmp_path / "out.jpg")


def test_a_lossless_jpeg_is_not_called_damaged(tmp_path):
    data = jpeg()
    at = data.index(b"\xff\xc0")
    (tmp_path / "a.jpg").write_bytes(
        data[: at + 1] + b"\xc3" + data[at + 2 : at + 4] + b"\x10" + data[at + 5 :]
    )
    with pytest.raises(PhotoUnsupported, match="16 bits"):
        load(tmp_path / "a.jpg")


def png(mode: str = "RGB") -> bytes:
    coded = io.BytesIO()
    Image.fromarray(colours()).convert(mode).save(coded, "PNG")
    return coded.getvalue()


@pytest.mark.parametrize("cut", [12, 10, 4])
@pytest.mark.parametrize("mode", ["RGB", "L", "P", "1"])
def test_a_png_without_its_end_has_all_its_pixels(tmp_path, repaired, mode, cut):
    (tmp_path / "a.png").write_bytes(png(mode)[:-cut])
    photo = load(tmp_path / "a.png")
    (tmp_path / "b.png").write_bytes(png(mode))
    assert np.array_equal(photo.pixels, load(tmp_path / "b.png").pixels)
    assert photo.notices == (() if cut == 4 else (notices.NO_END,))
    repaired(photo)
    save(photo, tmp_path / "out.png")
    assert load(tmp_path / "out.png").notices == ()


def test_what_a_cut_off_png_lacks_is_marked(tmp_path):
    whole = png()
    (tmp_path / "a.png").write_bytes(whole[: len(whole) // 2])
    photo = load(tmp_path / "a.png")
    assert photo.notices == (notices.CUT_OFF,)
    known = photo.missing == 0
    assert 0.2 < known.mean() < 0.8
    assert np.array_equal(photo.pixels[known], colours()[known])


def test_a_bitmap_with_its_own_bit_fields(tmp_path):
    masks = (0xFF000000, 0x00000FF0, 0x00FF0000)
    values = colours().astype(np.uint32)
    packed = values[..., 0] << 24 | values[..., 1] << 4 | values[..., 2] << 16
    head = struct.pack("<IiiHHIIiiII", 40, 80, 64, 1, 32, 3, 80 * 64 * 4, 2835, 2835, 0, 0)
    file = struct.pack("<2sIHHI", b"BM", 66 + 80 * 64 * 4, 0, 0, 66) + head + struct.pack("<III", *masks)
    (tmp_path / "a.bmp").write_bytes(file + packed[::-1].astype("<u4").tobytes())
    assert np.array_equal(load(tmp_path / "a.bmp").pixels, colours())


@pytest.mark.parametrize("depth", [np.uint8, np.uint16])
def test_jpeg_xl_is_read(tmp_path, depth):
    values = colours().astype(depth)
    (tmp_path / "a.jxl").write_bytes(imagecodecs.jpegxl_encode(values, lossless=True))
    photo = load(tmp_path / "a.jxl")
    assert np.array_equal(photo.pixels, values)
    assert photo.save_as_only
    assert photo.notices == (notices.TAKEN_FOR_SRGB,)


def psd(bits: int = 8) -> bytes:
    head = struct.pack(">4sH6sHIIHH", b"8BPS", 1, bytes(6), 3, 64, 80, bits, 3)
    planes = np.moveaxis(colours(), -1, 0).tobytes()
    return head + bytes(12) + b"\0\0" + planes


def test_the_flat_picture_of_a_photoshop_file_is_read(tmp_path):
    (tmp_path / "a.psd").write_bytes(psd())
    photo = load(tmp_path / "a.psd")
    assert np.array_equal(photo.pixels, colours())
    assert photo.notices == (notices.LAYERS_FLATTENED,)
    (tmp_path / "b.psd").write_bytes(psd(16))
    with pytest.raises(PhotoUnsupported, match="16 bits"):
        load(tmp_path / "b.psd")
