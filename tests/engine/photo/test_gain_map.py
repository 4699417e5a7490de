"""An HDR gain map is filled where the photo was and kept, or gone with all that promises it."""

from __future__ import annotations

import io
import re
import struct
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.photo import exif, gain_map, load, notices, save, segments
from engine.photo.jpeg_metadata import ISO_GAIN_MAP_HEAD
from engine.pixels.box import Box

WIDTH, HEIGHT, SCALE = 96, 64, 2
SIGN = Box(16, 16, 40, 32)  # bright in photo and map, and erased
DESCRIBED = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description xmlns:hdrgm="http://ns.adobe.com/hdr-gain-map/1.0/" hdrgm:GainMapMax="3"/></rdf:RDF>'
    b"</x:xmpmeta>"
)
PROMISED = DESCRIBED.replace(b"GainMapMax", b"Version")
XMP_MAP = [(0xE1, segments.XMP_HEAD + DESCRIBED)]
ISO_MAP = [(0xE2, ISO_GAIN_MAP_HEAD + bytes(60))]


def coded(pixels: np.ndarray, pieces: list[segments.Segment]) -> bytes:
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "JPEG", quality=92)
    return b"".join(segments.spliced(file.getvalue(), pieces))


def with_sign(width: int, height: int, scale: int, channels: int) -> np.ndarray:
    rows = np.linspace(40, 90, height)[:, None, None]
    pixels = np.broadcast_to(rows, (height, width, channels)).astype(np.uint8)
    box = slice(SIGN.top // scale, SIGN.bottom // scale), slice(SIGN.left // scale, SIGN.right // scale)
    pixels[box] = 240
    return pixels if channels == 3 else pixels[..., 0]


def ultra_hdr(path: Path, pieces=XMP_MAP, *, channels: int = 1, size=(WIDTH, HEIGHT), own=()) -> bytes:
    """A photo with a gain map of half its size; the map."""
    behind = coded(with_sign(size[0] // SCALE, size[1] // SCALE, SCALE, channels), list(pieces))
    promises = [(0xE1, segments.XMP_HEAD + PROMISED), *own]
    path.write_bytes(coded(with_sign(WIDTH, HEIGHT, 1, 3), promises) + behind)
    return behind


def erase(path: Path, box: Box = SIGN) -> tuple[bytes, tuple[str, ...]]:
    photo = load(path)
    stored = photo.stored(box)
    stored[:] = 66
    photo.put(box, stored)
    said = save(photo, out := path.with_stem("out"))
    return out.read_bytes(), said


def decoded(data: bytes) -> np.ndarray:
    with Image.open(io.BytesIO(data)) as image:
        return np.asarray(image).astype(int)


@pytest.mark.parametrize("channels", [1, 3])
@pytest.mark.parametrize("pieces", [XMP_MAP, ISO_MAP], ids=["XMP", "ISO"])
def test_the_map_is_filled_and_all_else_of_it_stays(tmp_path, pieces, channels):
    own = pieces if pieces is ISO_MAP else ()
    before = ultra_hdr(tmp_path / "a.jpg", pieces, channels=channels, own=own)
    data, said = erase(tmp_path / "a.jpg")
    after = gain_map.find(data)
    assert notices.GAIN_MAP_KEPT in said
    assert notices.GAIN_MAP_REMOVED not in said
    assert decoded(after)[10:14, 10:18].max() < 110
    assert np.array_equal(decoded(after)[:, 32:], decoded(before)[:, 32:])
    assert segments.carried(segments.read(io.BytesIO(after))) == segments.carried(
        segments.read(io.BytesIO(before))
    )
    assert (ISO_GAIN_MAP_HEAD in data[: data.index(after)]) == (pieces is ISO_MAP)


def test_readers_find_the_map_where_the_file_says(tmp_path):
    ultra_hdr(tmp_path / "a.jpg")
    data, _ = erase(tmp_path / "a.jpg")
    (length,) = re.findall(rb'Item:Semantic="GainMap"[^>]*Item:Length="(\d+)"', data)
    assert gain_map.find(data) == data[-int(length) :]
    start = data.index(b"MPF\0") + 4
    first, second = (struct.unpack_from(">IIII", data, start + 50 + 16 * n) for n in range(2))
    assert first[1] == len(data) - int(length)
    assert second[1:3] == (int(length), len(data) - int(length) - start)
    assert PROMISED.count(b"hdrgm:Version") == data.count(b"hdrgm:Version")


@pytest.mark.parametrize("orientation", [3, 6])
def test_in_a_rotated_photo_the_right_place_is_filled(tmp_path, orientation):
    block = Image.Exif()
    block[0x0112] = orientation
    ultra_hdr(path := tmp_path / "a.jpg", own=[(0xE1, exif.EXIF_HEAD + exif.bare(block.tobytes()))])
    photo = load(path)
    bright = np.argwhere(photo.pixels[..., 0] > 200)
    (top, left), (bottom, right) = bright.min(axis=0).tolist(), (bright.max(axis=0) + 1).tolist()
    data, _ = erase(path, Box(left, top, right, bottom))
    assert decoded(gain_map.find(data))[9:15, 9:19].max() < 110


def test_another_save_adds_nothing_and_keeps_the_map(tmp_path):
    ultra_hdr(tmp_path / "a.jpg")
    once, _ = erase(tmp_path / "a.jpg")
    (tmp_path / "b.jpg").write_bytes(once)
    twice, said = erase(tmp_path / "b.jpg", Box(60, 8, 61, 9))
    assert notices.GAIN_MAP_KEPT in said
    assert abs(len(twice) - len(once)) < 60


def test_a_save_without_a_changed_pixel_keeps_the_map_as_it_is(tmp_path):
    before = ultra_hdr(path := tmp_path / "a.jpg")
    photo = load(path)
    photo.edited = True
    save(photo, out := tmp_path / "out.jpg")
    assert gain_map.find(out.read_bytes()) == before


@pytest.mark.parametrize(
    "settings",
    [
        {"size": (WIDTH, WIDTH)},  # another shape
        {"pieces": []},  # nothing says what its values mean
        {"pieces": [*XMP_MAP, (0xE3, coded(np.zeros((9, 9, 3), np.uint8), []))]},  # holds a picture
    ],
    ids=["another shape", "undescribed", "with a preview"],
)
def test_a_map_that_cannot_be_kept_goes_with_what_promises_it(tmp_path, settings):
    ultra_hdr(tmp_path / "a.jpg", **settings)
    data, said = erase(tmp_path / "a.jpg")
    assert notices.GAIN_MAP_REMOVED in said
    assert notices.GAIN_MAP_KEPT not in said
    assert gain_map.find(data) is None
    assert b"hdrgm:Version" not in data
    assert b"MPF\0" not in data


def test_a_damaged_map_never_stops_a_save(tmp_path):
    behind = ultra_hdr(path := tmp_path / "a.jpg")
    path.write_bytes(path.read_bytes().replace(behind[-60:-2], bytes([0xAB]) * 58))
    data, said = erase(path)
    assert {notices.GAIN_MAP_REMOVED, notices.GAIN_MAP_KEPT} & set(said)
    assert decoded(data).shape == (HEIGHT, WIDTH, 3)


def test_another_format_says_that_the_map_is_gone(tmp_path):
    ultra_hdr(tmp_path / "a.jpg")
    photo = load(tmp_path / "a.jpg")
    photo.edited = True
    assert notices.GAIN_MAP_REMOVED in save(photo, tmp_path / "a.png")
