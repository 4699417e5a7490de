"""Whatever a person opens: a photo, or one clear line."""

from __future__ import annotations

import os
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from engine.errors import PhotoError, PhotoNotFound, PhotoTooLarge, PhotoUnreadable, PhotoUnsupported
from engine.photo import load, recognise, save
from engine.photo.origin import stamp

RUNS = settings(max_examples=6, suppress_health_check=list(HealthCheck))


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def bomb(side: int) -> bytes:
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(9999))) + chunk(b"IEND", b"")


BAD = {
    "missing": (None, PhotoNotFound),
    "empty.jpg": (b"", PhotoUnreadable),
    "text.png": (b"Dear diary,\n", PhotoUnreadable),
    "text.txt": (b"Dear diary,\n", PhotoUnsupported),
    "page.ps": (b"%!PS-Adobe-3.0\n", PhotoUnsupported),
    "film.mp4": (b"\0\0\0\x20ftypisom" + bytes(60), PhotoUnsupported),
    "raw.CR2": (b"II*\0\x10\0\0\0CR\x02\0" + bytes(60), PhotoUnsupported),
    "raw.cr3": (b"\0\0\0\x18ftypcrx " + bytes(60), PhotoUnsupported),
    "raw.nef": (b"MM\0*\0\0\0\x08" + bytes(60), PhotoUnsupported),
    "hollow.dng": (b"II*\0\x08\0\0\0" + bytes(60), PhotoUnreadable),
    "raw.raf": (b"FUJIFILMCCD-RAW 0201" + bytes(60), PhotoUnsupported),
    "raw.x3f": (b"something else", PhotoUnsupported),
    "bomb.png": (bomb(2**20), PhotoTooLarge),
    "hollow.png": (bomb(3000), PhotoUnreadable),
    "head only.jpg": (b"\xff\xd8\xff\xe0\0\x10JFIF\0", PhotoUnreadable),
    "head only.tif": (b"II*\0\x08\0\0\0", PhotoUnreadable),
    "head only.webp": (b"RIFF\x24\0\0\0WEBPVP8 ", PhotoUnreadable),
}


SHALLOW = {
    "bomb.png",
    "hollow.png",
    "hollow.dng",
    "head only.jpg",
    "head only.tif",
    "head only.webp",
}  # begin as photos do


@pytest.mark.parametrize("name", sorted(BAD.keys() - SHALLOW))
def test_the_first_bytes_tell_what_is_no_photo(tmp_path, name):
    content, _ = BAD[name]
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(PhotoError) as loaded:
        load(path)
    with pytest.raises(PhotoError) as told:
        recognise(path)
    assert str(told.value) == str(loaded.value)


@pytest.mark.parametrize("name", BAD)
def test_each_bad_file_has_its_error_in_one_line(tmp_path, name):
    content, error = BAD[name]
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(error) as caught:
        load(path)
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_folder_is_no_photo(tmp_path):
    with pytest.raises(PhotoUnreadable, match="is a folder"):
        load(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a pipe")
def test_a_pipe_does_not_hang(tmp_path):
    os.mkfifo(tmp_path / "pipe.jpg")
    with pytest.raises(PhotoUnreadable, match="is not a file"):
        load(tmp_path / "pipe.jpg")


def test_what_may_not_be_read_says_so(make, monkeypatch):
    path = make("rgb.png")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(PhotoUnreadable, match="not allowed"):
        load(path)


def test_a_path_beyond_what_the_disk_allows(tmp_path):
    with pytest.raises(PhotoError, match="too long"):
        load(tmp_path / ("x" * 300 + ".png"))


@given(share=st.floats(0, 1, exclude_max=True))
@RUNS
def test_a_cut_off_file_is_an_error_or_a_photo(readable, share):
    data = readable.read_bytes()
    cut = readable.with_stem("cut")
    cut.write_bytes(data[: int(len(data) * share)])
    try:
        photo = load(cut)
    except PhotoError as error:
        assert "\n" not in str(error)
    else:
        assert photo.region(photo.box).shape == (40, 61, 3)


@given(at=st.floats(0, 1, exclude_max=True), value=st.integers(0, 255))
@RUNS
def test_a_damaged_file_is_an_error_or_a_photo(readable, at, value):
    data = bytearray(readable.read_bytes())
    data[int(len(data) * at)] = value
    hurt = readable.with_stem("hurt")
    hurt.write_bytes(data)
    try:
        photo = load(hurt)
    except PhotoError as error:
        assert "\n" not in str(error)
    else:
        assert photo.pixels.size


@pytest.mark.parametrize(
    "name", ["ünï çødé 写真.png", "with  spaces .png", "x" * 230 + ".png", "$(rm) 'quoted\".png"]
)
def test_odd_names_open_and_save(make, name):
    path = make("rgb.png").rename(make("rgb.png").with_name(name))
    photo = load(path)
    photo.edited = True
    save(photo, path)
    assert np.array_equal(load(path).pixels, photo.pixels)


def test_a_misnamed_file_opens_and_keeps_its_format(make, repaired):
    path = make("rgb.png").rename(make("rgb.png").with_name("really.jpg"))
    photo = load(path)
    assert photo.format == "PNG"
    repaired(photo)
    save(photo, path)
    with Image.open(path) as image:
        assert image.format == "PNG"


def test_200_megapixels_are_never_too_large():
    from engine.photo.limits import check

    check(20_000, 10_000, 8)


@pytest.mark.parametrize(("name", "frames"), [("film.gif", 3), ("film.webp", 3), ("film.png", 2)])
def test_of_several_pictures_the_first_is_edited_and_save_becomes_save_as(tmp_path, name, frames):
    pictures = [Image.new("RGB", (20, 10), (90 * n, 50, 0)) for n in range(3)]
    pictures[0].save(tmp_path / name, save_all=True, append_images=pictures[1:])
    photo = load(tmp_path / name)
    assert photo.save_as_only
    assert photo.origin.frames == frames
    assert photo.notices
    assert np.abs(photo.pixels[0, 0].astype(int) - (0, 50, 0)).max() < 9


def test_a_source_that_another_program_wrote_is_noticed(make):
    photo = load(make("rgb.png"))
    assert not photo.source_changed
    os.utime(photo.path, ns=(1, 1))
    assert photo.source_changed
    assert stamp(photo.path) != photo.origin.stamp


def test_an_unedited_photo_is_not_copied_from_a_changed_source(make):
    photo = load(make("rgb.png"))
    photo.path.write_bytes(b"gone")
    save(photo, out := photo.path.with_stem("out"))
    assert np.array_equal(load(out).pixels, photo.pixels)


def test_pages_of_a_tiff_that_lead_in_a_circle_are_seen_once(tmp_path):
    path = tmp_path / "circle.tif"
    Image.new("RGB", (32, 24), "teal").save(path)
    data = bytearray(path.read_bytes())
    (at,) = struct.unpack_from("<I", data, 4)
    (tags,) = struct.unpack_from("<H", data, at)
    struct.pack_into("<I", data, at + 2 + 12 * tags, at)
    path.write_bytes(data)
    photo = load(path)
    assert (photo.width, photo.height, photo.origin.frames) == (32, 24, 1)


def test_pixels_beyond_those_of_the_header_are_not_unpacked(tmp_path, monkeypatch):
    unpacked = []
    original = zlib.decompressobj

    class Counting:
        def __init__(self) -> None:
            self._original = original()

        def decompress(self, data: bytes, most: int = 0) -> bytes:
            result = self._original.decompress(data, most)
            unpacked.append(len(result))
            return result

        @property
        def unconsumed_tail(self) -> bytes:
            return self._original.unconsumed_tail

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 10, 10, 8, 2, 0, 0, 0))
    file = b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(1 << 22)))
    (tmp_path / "a.png").write_bytes(file)
    monkeypatch.setattr(zlib, "decompressobj", Counting)
    assert load(tmp_path / "a.png").width == 10
    assert sum(unpacked) < 10_000
