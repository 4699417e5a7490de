"""What browsers, viewers and scanners read is read here too, or it is said why not."""

from __future__ import annotations

import io
import struct
import zlib

import imagecodecs
import numpy as np
import pytest
from PIL import Image

from engine.errors import PhotoUnreadable, PhotoUnsupported
from engine.photo import load, notices, save
from engine.photo.chunks import PNG_SIGNATURE, write


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


def smooth_jpeg(**settings) -> bytes:
    y, x = np.mgrid[:64, :80]
    coded = io.BytesIO()
    Image.fromarray(np.stack([x * 3, y * 3, x + y], -1).astype(np.uint8)).save(coded, "JPEG", **settings)
    return coded.getvalue()


@pytest.mark.parametrize("tail", [b"", b"\xff\xd9", bytes(5000)], ids=["cut", "with an end", "zeros"])
@pytest.mark.parametrize(
    "settings",
    [
        {"subsampling": 0},
        {"subsampling": 2},
        {"restart_marker_blocks": 4},
        {"restart_marker_rows": 1, "subsampling": 2},
    ],
    ids=["4:4:4", "4:2:0", "restart", "restart rows"],
)
def test_what_is_not_marked_of_a_short_jpeg_is_as_it_was(tmp_path, settings, tail):
    whole = smooth_jpeg(**settings)
    (tmp_path / "b.jpg").write_bytes(whole)
    sound = load(tmp_path / "b.jpg")
    assert sound.notices == ()
    start = whole.index(b"\xff\xda")
    for at in range(start + 40, len(whole) - 60, (len(whole) - start) // 7):
        (tmp_path / "a.jpg").write_bytes(whole[:at] + tail)
        photo = load(tmp_path / "a.jpg")
        assert photo.notices == (notices.CUT_OFF,)
        known = photo.missing == 0
        assert 0 < known.mean() < 1
        assert np.array_equal(photo.pixels[known], sound.pixels[known])


@pytest.mark.parametrize("end", [b"", b"\xff\xd9"], ids=["cut", "with an end"])
@pytest.mark.parametrize("part", ["tables", "header", "scan"])
def test_a_progressive_jpeg_without_all_its_scans_lacks_detail(tmp_path, part, end):
    whole = jpeg(progressive=True)
    scan = whole.rindex(b"\xff\xda")
    at = {"tables": whole.rindex(b"\xff\xc4", 0, scan) + 9, "header": scan + 5, "scan": scan}[part]
    (tmp_path / "a.jpg").write_bytes(whole[:at] + (end if part == "scan" else b""))
    said = notices.DETAIL_MISSING if end and part == "scan" else notices.DETAIL_CUT_OFF
    photo = load(tmp_path / "a.jpg")
    assert (photo.notices, photo.missing) == ((said,), None)


@pytest.mark.parametrize("end", [b"", b"\xff\xd9"], ids=["cut", "with an end"])
def test_a_progressive_jpeg_that_ends_in_its_first_scan_has_a_hole(tmp_path, end):
    whole = jpeg(progressive=True)
    start = whole.index(b"\xff\xda")
    (tmp_path / "a.jpg").write_bytes(whole[: (start + 2 * whole.index(b"\xff\xc4", start)) // 3] + end)
    photo = load(tmp_path / "a.jpg")
    assert photo.notices == (notices.CUT_OFF,)
    assert photo.missing[-1, -1] == 255
    assert photo.missing[0, 0] == 0


def test_a_progressive_jpeg_without_its_end_marker_is_whole(tmp_path):
    (tmp_path / "a.jpg").write_bytes(jpeg(progressive=True)[:-2])
    photo = load(tmp_path / "a.jpg")
    assert (photo.notices, photo.missing) == ((notices.NO_END,), None)


def test_a_gray_corner_is_not_taken_for_missing(tmp_path):
    coded = io.BytesIO()
    Image.new("RGB", (40, 24), (128, 128, 128)).save(coded, "JPEG")
    (tmp_path / "a.jpg").write_bytes(coded.getvalue())
    photo = load(tmp_path / "a.jpg")
    assert (photo.notices, photo.missing) == ((), None)


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


ADAM7_PASSES = (
    (0, 0, 8, 8),
    (4, 0, 8, 8),
    (0, 4, 4, 8),
    (2, 0, 4, 4),
    (0, 2, 2, 4),
    (1, 0, 2, 2),
    (0, 1, 1, 2),
)


def filed_rows(pixels: np.ndarray, *, interlaced: bool) -> bytes:
    passes = ADAM7_PASSES if interlaced else ((0, 0, 1, 1),)
    return b"".join(
        b"\0" + row.tobytes() for left, top, across, down in passes for row in pixels[top::down, left::across]
    )


def png_file(pixels: np.ndarray, packed: bytes, end: bytes, *, interlaced: bool, indexed: bool) -> bytes:
    height, width = pixels.shape[:2]
    kind = 3 if indexed else 2
    found = [(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, int(interlaced)))]
    found += [(b"PLTE", np.arange(256, dtype=np.uint8).repeat(3).tobytes())] if indexed else []
    file = io.BytesIO()
    file.write(PNG_SIGNATURE)
    for name, data in [*found, (b"IDAT", packed)]:
        write(file, name, data)
    return file.getvalue() + end


PNG_END = struct.pack(">I4sI", 0, b"IEND", 0xAE426082)


@pytest.mark.parametrize("indexed", [False, True], ids=["colours", "palette"])
@pytest.mark.parametrize("interlaced", [False, True], ids=["rows", "interlaced"])
@pytest.mark.parametrize("way", ["few rows", "cut data", "zeros", "cut file"])
def test_what_is_not_marked_of_a_short_png_is_as_it_was(tmp_path, way, interlaced, indexed):
    pixels = colours()[..., :1] if indexed else colours()
    rows = filed_rows(pixels, interlaced=interlaced)
    packed = zlib.compress(rows, 1)
    share = 0.8
    kept = packed[: int(len(packed) * share)]
    file = {
        "few rows": lambda: (zlib.compress(rows[: int(len(rows) * share)]), PNG_END),
        "cut data": lambda: (kept, PNG_END),
        "zeros": lambda: (kept + bytes(len(packed) - len(kept)), b""),
        "cut file": lambda: (kept, b""),
    }[way]()
    (tmp_path / "a.png").write_bytes(png_file(pixels, *file, interlaced=interlaced, indexed=indexed))
    photo = load(tmp_path / "a.png")
    assert photo.notices == (notices.CUT_OFF,)
    known = photo.missing == 0
    assert 0.6 < known.mean() < 0.95
    assert np.array_equal(photo.pixels[known], np.broadcast_to(pixels, (*pixels.shape[:2], 3))[known])


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
