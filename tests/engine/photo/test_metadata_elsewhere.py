"""What one format says is kept in another, or it is said that it is not."""

from __future__ import annotations

import struct

import numpy as np
import pillow_heif
import pytest
import tifffile
from PIL import Image

from engine.photo import Photo, bmp_profile, gif_metadata, iptc, iptc_in_xmp, load, notices, save, segments
from engine.photo.jpeg_metadata import iptc_segments
from engine.photo.origin import Origin

CAPTIONS = iptc.written(
    [
        (1, 90, b"\x1b%G"),
        (2, 5, b"title"),
        (2, 25, b"one"),
        (2, 25, "zwö & drei".encode()),
        (2, 55, b"20240506"),
    ]
)


def with_iptc(tmp_path):
    Image.new("RGB", (32, 24)).save(tmp_path / "a.jpg")
    data = b"".join(segments.spliced((tmp_path / "a.jpg").read_bytes(), iptc_segments(CAPTIONS)))
    (tmp_path / "a.jpg").write_bytes(data)
    return load(tmp_path / "a.jpg")


def test_iptc_goes_into_tiff_and_back_into_jpeg(tmp_path):
    save(with_iptc(tmp_path), tmp_path / "b.tif")
    with tifffile.TiffFile(tmp_path / "b.tif") as tiff:
        assert bytes(tiff.pages[0].tags[33723].value) == CAPTIONS
    photo = load(tmp_path / "b.tif")
    assert save(photo, tmp_path / "c.jpg") == ()
    assert load(tmp_path / "c.jpg").origin.iptc == CAPTIONS


@pytest.mark.parametrize("suffix", [".png", ".webp", ".heic", ".gif"])
def test_iptc_goes_into_xmp_elsewhere(tmp_path, suffix):
    assert save(with_iptc(tmp_path), tmp_path / f"b{suffix}") == ()
    packet = load(tmp_path / f"b{suffix}").origin.xmp.decode()
    for words in (
        "<dc:subject><rdf:Bag><rdf:li>one</rdf:li><rdf:li>zwö &amp; drei</rdf:li>",
        "2024-05-06",
        "title",
    ):
        assert words in packet


def test_iptc_that_no_xmp_can_hold_is_said_to_be_lost(tmp_path):
    assert any("IPTC" in notice for notice in save(with_iptc(tmp_path), tmp_path / "b.bmp"))


def test_what_the_xmp_has_already_is_not_put_into_it_again():
    packet = b'<x:xmpmeta xmlns:x="x"><rdf:RDF xmlns:rdf="r"><d dc:title="own"/></rdf:RDF></x:xmpmeta>'
    merged = iptc_in_xmp.added(packet, CAPTIONS)
    assert merged.count(b"dc:title") == 1
    assert b"dc:subject" in merged
    assert iptc_in_xmp.added(merged, CAPTIONS) == merged


def test_rating_and_titles_of_windows_go_into_tiff(tmp_path):
    block = Image.Exif()
    block[0x4746], block[0x9C9B] = 4, "title".encode("utf-16-le")
    Image.new("RGB", (32, 24)).save(tmp_path / "a.jpg", exif=block)
    save(load(tmp_path / "a.jpg"), tmp_path / "b.tif")
    with tifffile.TiffFile(tmp_path / "b.tif") as tiff:
        assert tiff.pages[0].tags[0x4746].value == 4
        assert 0x9C9B in tiff.pages[0].tags


def with_maker_note(tmp_path, note: bytes):
    block = Image.Exif()
    block[0x8769] = {0x927C: note}
    Image.new("RGB", (32, 24)).save(tmp_path / "a.jpg", exif=block)
    return load(tmp_path / "a.jpg")


def test_a_maker_note_that_cannot_move_is_left_out_and_it_is_said(tmp_path):
    photo = with_maker_note(tmp_path, b"SONY DSC \0\0\0" + bytes(40))
    assert save(photo, tmp_path / "b.tif") == (notices.MAKER_NOTE_LEFT,)
    assert b"SONY" not in (tmp_path / "b.tif").read_bytes()
    assert save(photo, tmp_path / "b.png") == ()
    assert b"SONY" in (tmp_path / "b.png").read_bytes()


def test_a_maker_note_that_counts_from_itself_moves(tmp_path):
    photo = with_maker_note(tmp_path, b"Nikon\0\2\x10\0\0" + bytes(40))
    assert save(photo, tmp_path / "b.tif") == ()
    assert b"Nikon\0\2" in (tmp_path / "b.tif").read_bytes()


def test_xmp_above_64_kb_goes_into_jpeg_and_out_again(tmp_path):
    words = b"<d a='" + b"0123456789 " * 9000 + b"'/>"
    packet = b'<x:xmpmeta xmlns:x="x"><rdf:RDF xmlns:rdf="r">' + words + b"</rdf:RDF></x:xmpmeta>"
    photo = Photo.from_array(np.zeros((24, 32, 3), np.uint8))
    photo.origin = Origin(xmp=packet)
    assert save(photo, tmp_path / "a.jpg") == ()
    again = load(tmp_path / "a.jpg")
    assert words in again.origin.xmp
    save(again, tmp_path / "b.png")
    assert words in load(tmp_path / "b.png").origin.xmp


def test_exif_above_64_kb_is_said_to_be_lost(tmp_path):
    photo = Photo.from_array(np.zeros((24, 32, 3), np.uint8))
    photo.origin = Origin(exif=b"II*\0\x08\0\0\0\0\0\0\0\0\0" + bytes(70_000))
    assert any("EXIF" in notice for notice in save(photo, tmp_path / "a.jpg"))


@pytest.mark.parametrize("mode", ["RGB", "P", "L"])
def test_a_bitmap_keeps_its_profile(tmp_path, repaired, mode):
    coded = tmp_path / "plain.bmp"
    Image.new("RGB", (33, 24), "teal").convert(mode).save(coded)
    (tmp_path / "a.bmp").write_bytes(bmp_profile.added(coded.read_bytes(), b"a profile"))
    photo = load(tmp_path / "a.bmp")
    assert photo.icc == b"a profile"
    inside = repaired(photo)
    save(photo, tmp_path / "out.bmp")
    after = load(tmp_path / "out.bmp")
    assert after.icc == b"a profile"
    assert np.array_equal(after.pixels[~inside], photo.pixels[~inside])
    with Image.open(tmp_path / "out.bmp") as image:
        assert image.size == (33, 24)


def test_a_gif_keeps_profile_and_xmp(tmp_path, repaired):
    Image.new("P", (32, 24)).save(tmp_path / "plain.gif")
    data = gif_metadata.added((tmp_path / "plain.gif").read_bytes(), b"profile" * 90, b"<x:xmpmeta/>")
    (tmp_path / "a.gif").write_bytes(data)
    photo = load(tmp_path / "a.gif")
    assert (photo.icc, photo.origin.xmp) == (b"profile" * 90, b"<x:xmpmeta/>")
    repaired(photo)
    assert save(photo, tmp_path / "out.gif") == ()
    after = load(tmp_path / "out.gif")
    assert (after.icc, after.origin.xmp) == (photo.icc, photo.origin.xmp)


def test_texts_of_webp_are_said_to_be_left_out(tmp_path, repaired):
    Image.new("RGB", (32, 24)).save(tmp_path / "a.webp", lossless=True)
    data = (tmp_path / "a.webp").read_bytes()
    more = b"LIST" + struct.pack("<I", 12) + b"INFOICMT\0\0\0\0"
    (tmp_path / "a.webp").write_bytes(
        data[:4] + struct.pack("<I", len(data) - 8 + len(more)) + data[8:] + more
    )
    photo = load(tmp_path / "a.webp")
    repaired(photo)
    assert save(photo, tmp_path / "out.webp") == (notices.left_out("LIST"),)


def test_texts_of_png_are_said_to_be_lost(tmp_path):
    photo = Photo.from_array(np.zeros((24, 32, 3), np.uint8))
    photo.origin = Origin(texts=(("Title", "words"),))
    assert any("texts" in notice for notice in save(photo, tmp_path / "a.jpg"))
    assert save(photo, tmp_path / "a.png") == ()


def heic_photo(path, quality, size=(160, 200), **settings):
    noise = np.random.default_rng(1).normal(128, 25, (*size, 3)).clip(0, 255).astype(np.uint8)
    coded = pillow_heif.from_bytes("RGB", size[::-1], noise.tobytes())
    coded.save(path, quality=quality, **settings)
    return load(path)


@pytest.mark.parametrize("quality", [52, 60, 80])
def test_heic_stays_about_as_large_as_it_was_and_that_is_said(tmp_path, repaired, quality):
    photo = heic_photo(path := tmp_path / "a.heic", quality)
    repaired(photo)
    (note,) = save(photo, out := tmp_path / "out.heic")
    before, after = (one.stat().st_size for one in (path, out))
    assert 0.75 * before < after < 1.25 * before
    assert note == notices.whole_note("HEIC", before, after)


def test_the_video_of_a_motion_photo_does_not_count_as_its_size(tmp_path, repaired):
    photo = heic_photo(path := tmp_path / "a.heic", 52)
    size = path.stat().st_size
    path.write_bytes(path.read_bytes() + struct.pack(">I4s", 8 + 9 * size, b"mpvd") + bytes(9 * size))
    photo = load(path)
    repaired(photo)
    assert notices.VIDEO_REMOVED in save(photo, out := tmp_path / "out.heic")
    assert out.stat().st_size < 1.25 * size


def test_sizes_are_said_with_the_digits_that_count():
    note = notices.whole_note("HEIC", 2_240_000, 45_300)
    assert note.values["before"] == "2.2"
    assert note.values["after"] == "0.045"
