"""The depth and the colours of a file stay, or it is said that they do not."""

from __future__ import annotations

import struct

import imagecodecs
import numpy as np
import pillow_heif
import pytest
from PIL import Image

from engine.errors import PhotoUnsupported
from engine.photo import bmff, load, notices, save
from engine.photo.convert import foreseen_losses
from engine.photo.depth import scaled, widened
from engine.photo.file_format import file_formats
from engine.photo.notices import EncodingNote
from engine.photo.origin import Cicp

PQ = Cicp(9, 16, 9)


def ramp(bits: int, channels: int = 1) -> np.ndarray:
    values = np.arange(24 * 32 * channels) * 37 % 2**bits
    return values.reshape(24, 32, channels).squeeze().astype(np.uint8 if bits <= 8 else np.uint16)


def pnm(path, values: np.ndarray, most: int, *, digits: bool = False):
    channels = 1 if values.ndim == 2 else 3
    kind = {1: 2, 3: 3}[channels] if digits else {1: 5, 3: 6}[channels]
    head = b"P%d\n# made by a test\n%d %d\n%d\n" % (kind, values.shape[1], values.shape[0], most)
    body = (
        b" ".join(b"%d" % one for one in values.ravel())
        if digits
        else values.astype(">u2" if most > 255 else "u1").tobytes()
    )
    path.write_bytes(head + body)
    return path


@pytest.mark.parametrize("digits", [False, True], ids=["bytes", "digits"])
@pytest.mark.parametrize("channels", [1, 3])
@pytest.mark.parametrize("bits", [4, 8, 10, 12, 16])
def test_netpbm_of_any_depth_keeps_its_values(tmp_path, bits, channels, digits):
    values = ramp(bits, channels)
    photo = load(pnm(tmp_path / "a.ppm", values, 2**bits - 1, digits=digits))
    full = 255 if bits <= 8 else 65535
    assert photo.full == full
    expected = np.rint(values * (full / (2**bits - 1))).reshape(photo.pixels.shape)
    assert np.array_equal(photo.pixels, expected)
    assert photo.bit_depth == bits


@pytest.mark.parametrize("text", [b"P1\n3 2\n0 1 0\n101\n", b"P4 3 2\n" + bytes([0b01000000, 0b10100000])])
def test_bitmaps_are_black_where_they_are_1(tmp_path, text):
    (tmp_path / "a.pbm").write_bytes(text)
    assert load(tmp_path / "a.pbm").pixels[..., 0].tolist() == [[255, 0, 255], [0, 255, 0]]


@pytest.mark.parametrize("suffix", [".png", ".tif"])
def test_deep_gray_is_saved_as_it_was_outside_the_mask(tmp_path, repaired, suffix):
    values = ramp(16)
    photo = load(pnm(tmp_path / "a.pgm", values, 65535))
    inside = repaired(photo)
    assert save(photo, out := tmp_path / f"out{suffix}") == ()
    assert np.array_equal(load(out).pixels[~inside][:, 0], values[~inside])


@pytest.mark.parametrize("channels", [1, 3])
@pytest.mark.parametrize("bits", [8, 10, 12, 16])
def test_jpeg_2000_of_any_depth_keeps_its_values(tmp_path, bits, channels):
    values = ramp(bits, channels)
    (tmp_path / "a.jp2").write_bytes(imagecodecs.jpeg2k_encode(values, bitspersample=bits, reversible=True))
    photo = load(tmp_path / "a.jp2")
    assert photo.bit_depth == bits
    assert np.array_equal(photo.pixels, widened(values, bits).reshape(photo.pixels.shape))


def test_deep_jpeg_2000_in_other_colours_is_not_supported(tmp_path):
    data = imagecodecs.jpeg2k_encode(ramp(12, 3), bitspersample=12, reversible=True)
    at = data.index(b"colr") + 4
    (tmp_path / "a.jp2").write_bytes(data[: at + 3] + struct.pack(">I", 18) + data[at + 7 :])
    with pytest.raises(PhotoUnsupported, match="8 bits"):
        load(tmp_path / "a.jp2")


@pytest.mark.parametrize("bits", [10, 12])
def test_deep_avif_keeps_its_values(tmp_path, bits):
    values = ramp(bits, 3)
    (tmp_path / "a.avif").write_bytes(imagecodecs.avif_encode(values, bitspersample=bits, level=100))
    photo = load(tmp_path / "a.avif")
    assert photo.bit_depth == bits
    assert np.array_equal(photo.pixels, widened(values, bits))


def test_animated_avif_opens_at_its_first_picture(tmp_path):
    films = [Image.new("RGB", (32, 24), colour) for colour in ("red", "blue")]
    films[0].save(tmp_path / "a.avif", save_all=True, append_images=films[1:], quality=100)
    photo = load(tmp_path / "a.avif")
    assert photo.origin.frames == 2
    assert photo.pixels[5, 5, 0] > 240


TRANSFORMS = [
    ((b"irot", b"\1"), lambda raster: np.rot90(raster)),
    ((b"irot", b"\2"), lambda raster: raster[::-1, ::-1]),
    ((b"imir", b"\0"), lambda raster: raster[::-1]),
    ((b"imir", b"\1"), lambda raster: raster[:, ::-1]),
    ((b"clap", struct.pack(">IIIIiIiI", 10, 1, 6, 1, 0, 1, 0, 1)), lambda raster: raster[9:15, 11:21]),
    ((b"clap", struct.pack(">IIIIiIiI", 10, 1, 6, 1, -11, 1, 9, 1)), lambda raster: raster[18:24, 0:10]),
    ((b"clap", struct.pack(">IIIIiIiI", 99, 1, 6, 1, 0, 1, 0, 1)), lambda raster: raster),
    ((b"clap", struct.pack(">IIIIiIiI", 10, 0, 6, 0, 0, 1, 0, 1)), lambda raster: raster),
    ((b"clap", b"short"), lambda raster: raster),
]


@pytest.mark.parametrize(("transform", "expected"), TRANSFORMS)
def test_a_container_crops_rotates_and_mirrors(transform, expected):
    raster = ramp(8, 3)
    assert np.array_equal(bmff.transformed(raster, (transform,)), expected(raster))


def test_transforms_apply_one_after_the_other():
    crop = (b"clap", struct.pack(">IIIIiIiI", 10, 1, 6, 1, 0, 1, 0, 1))
    raster = ramp(8)
    assert np.array_equal(bmff.transformed(raster, (crop, (b"irot", b"\1"))), np.rot90(raster[9:15, 11:21]))


def test_an_avif_is_cropped_as_its_container_says(tmp_path):
    data = imagecodecs.avif_encode(ramp(8, 3), level=100)
    (tmp_path / "a.avif").write_bytes(
        with_property(data, b"clap", struct.pack(">IIIIiIiI", 10, 1, 6, 1, 0, 1, 0, 1))
    )
    assert np.array_equal(load(tmp_path / "a.avif").pixels, ramp(8, 3)[9:15, 11:21])


def with_property(data: bytes, kind: bytes, content: bytes) -> bytes:
    """The file with one more property of its first item; all offsets in it follow."""
    box = struct.pack(">I4s", 8 + len(content), kind) + content
    kinds, links = (bmff.find(data, b"meta", b"iprp", one) for one in (b"ipco", b"ipma"))
    number = sum(1 for _ in bmff.boxes(data, *kinds)) + 1
    count_at = links[0] + 4 + 4 + 2
    grown = bytearray(data)
    grown[count_at] += 1
    at = count_at + 1 + data[count_at]
    grown[at:at] = bytes([0x80 | number])  # essential
    grown[kinds[1] : kinds[1]] = box
    step = len(box) + 1
    meta, iprp = bmff.find(data, b"meta"), bmff.find(data, b"meta", b"iprp")
    for start, by in ((meta[0], step), (iprp[0], step), (kinds[0], len(box)), (links[0] + len(box), 1)):
        (size,) = struct.unpack_from(">I", grown, start - 8)
        struct.pack_into(">I", grown, start - 8, size + by)
    return moved(bytes(grown), step)


def moved(data: bytes, step: int) -> bytes:
    """With the first item's place in the file `step` bytes further."""
    at = bmff.find(data, b"meta", b"iloc")[0]
    assert data[at] == 0
    assert data[at + 4] == 0x44
    base = data[at + 5] >> 4
    place = at + 8 + 2 + 2 + base + 2
    (offset,) = struct.unpack_from(">I", data, place)
    return data[:place] + struct.pack(">I", offset + step) + data[place + 4 :]


def pq_heic(path, bits: int = 10):
    picture = pillow_heif.from_bytes("RGB;16", (32, 24), widened(ramp(bits, 3), bits).tobytes())
    picture.info["bit_depth"] = bits
    picture.info["nclx_profile"] = {
        "color_primaries": 9,
        "transfer_characteristics": 16,
        "matrix_coefficients": 9,
        "full_range_flag": 1,
    }
    picture.save(path, quality=95, chroma=444)
    return path


@pytest.mark.parametrize("bits", [10, 12])
def test_heic_keeps_its_depth_and_its_hdr_colours(tmp_path, repaired, bits):
    photo = load(pq_heic(tmp_path / "a.heic", bits))
    repaired(photo)
    assert [isinstance(one, EncodingNote) for one in save(photo, tmp_path / "out.heic")] == [True]
    after = load(tmp_path / "out.heic")
    assert (after.bit_depth, after.origin.cicp) == (bits, PQ)


def test_hdr_colours_go_into_png_and_back_into_heic(tmp_path):
    save(load(pq_heic(tmp_path / "a.heic")), tmp_path / "b.png")
    photo = load(tmp_path / "b.png")
    assert (photo.origin.cicp.primaries, photo.origin.cicp.transfer) == (9, 16)
    save(photo, tmp_path / "c.heic")
    assert load(tmp_path / "c.heic").origin.cicp == PQ


@pytest.mark.parametrize("suffix", [".tif", ".jpg", ".webp"])
def test_what_cannot_say_hdr_colours_says_that(tmp_path, suffix):
    said = save(load(pq_heic(tmp_path / "a.heic")), tmp_path / f"b{suffix}")
    name = {".tif": "TIFF", ".jpg": "JPEG", ".webp": "WebP"}[suffix]
    assert notices.colours_unsaid(name, "BT.2020, PQ") in said


def test_srgb_needs_no_word(tmp_path):
    pillow_heif.from_pillow(Image.new("RGB", (32, 24))).save(tmp_path / "a.heic")
    photo = load(tmp_path / "a.heic")
    assert photo.origin.cicp is None
    assert save(photo, tmp_path / "b.tif") == ()


def test_heic_says_that_it_holds_ten_bits(tmp_path):
    photo = load(pnm(tmp_path / "a.pgm", ramp(16), 65535))
    assert save(photo, tmp_path / "b.heic") == (notices.steps_lost("HEIC", 10),)


@pytest.mark.parametrize("most", [1, 15, 100, 255, 256, 1023, 4095, 65535])
def test_scaling_reaches_black_and_white(most):
    values = np.arange(most + 1)
    spread = scaled(values, most)
    assert spread[0] == 0
    assert spread[-1] == np.iinfo(spread.dtype).max
    assert (np.diff(spread.astype(int)) > 0).all()


def test_what_will_be_lost_is_known_before(tmp_path):
    photo = load(pq_heic(tmp_path / "a.heic"))
    before = photo.pixels.copy()
    losses = {one.name: foreseen_losses(photo, one) for one in file_formats() if one.write}
    assert losses["JPEG"] == (notices.colours_unsaid("JPEG", "BT.2020, PQ"), notices.steps_lost("JPEG", 8))
    assert losses["PNG"] == ()
    assert losses["HEIC"] == (notices.encoded_whole("HEIC", 1, (tmp_path / "a.heic").stat().st_size),)
    assert np.array_equal(photo.pixels, before)
    assert photo.origin.cicp == PQ
