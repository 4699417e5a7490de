"""The blocks that metadata come in, each by itself."""

from __future__ import annotations

import io
import struct

import numpy as np
import pytest
from PIL import Image

from engine.photo import Photo, embedded, exif, iptc, photoshop, xmp
from engine.photo.redaction import Redaction


def resource(kind: int, data: bytes, signature: bytes = b"8BIM") -> bytes:
    return signature + struct.pack(">HBBI", kind, 0, 0, len(data)) + data + bytes(len(data) % 2)


def redaction() -> Redaction:
    return Redaction(Photo.from_array(np.zeros((9, 9, 3), np.uint8)))


@pytest.mark.parametrize(
    "block", [b"", b"II", b"II*\0\x08\0\0\0", b"MM\0*\0\0\xff\xff", b"II*\0\x08\0\0\0\xff\xff" + bytes(30)]
)
def test_a_broken_exif_block_without_pictures_is_carried_as_it_is(block):
    assert exif.orientation(block) == 1
    assert exif.redacted(block, redaction()) == block
    assert exif.upright(block) == block


@pytest.mark.parametrize("nonsense", [0, 9, 600])
def test_nonsense_orientations_count_as_upright(nonsense):
    block = Image.Exif()
    block[0x0112] = nonsense
    assert exif.orientation(exif.bare(block.tobytes())) == 1


def test_an_orientation_may_be_a_long():
    block = b"II*\0\x08\0\0\0\1\0" + struct.pack("<HHII", 0x0112, 4, 1, 6) + bytes(4)
    assert exif.orientation(block) == 6
    assert exif.orientation(exif.upright(block)) == 1


@pytest.mark.parametrize("size", [0, 1, 2, 6, 64])
def test_noise_holds_no_picture(size):
    noise = np.random.default_rng(size).bytes(size * 1024)
    assert not embedded.holds_picture(noise)
    assert embedded.redrawn(noise, lambda picture: bytes(len(picture))) == noise


def test_the_end_of_a_jpeg_is_found_in_each_kind():
    for settings in ({}, {"progressive": True}, {"restart_marker_blocks": 1}, {"optimize": True}):
        buffer = io.BytesIO()
        Image.new("RGB", (48, 32)).save(buffer, "JPEG", **settings)
        coded = buffer.getvalue()
        assert embedded.jpeg_end(coded + b"more", 0) == len(coded)
        assert embedded.jpeg_end(coded[:-2], 0) is None
        assert embedded.jpeg_size(coded) == (48, 32)


def test_xmp_thumbnails_that_are_no_jpeg_are_emptied():
    for packet in (b"<a><xmpGImg:image>QUJD&#xA;</xmpGImg:image></a>", b"<a xmpGImg:image='QUJD' b='c'/>"):
        assert b"QUJD" not in xmp.redacted(packet, redaction())
    assert b"b='c'" in xmp.redacted(packet, redaction())


def test_a_packet_without_pictures_stays_byte_for_byte():
    packet = b'<x xmlns:d="http://purl.org/dc/terms/"><e xmpGImg:format="JPEG" d:provenances="a"/></x>'
    assert xmp.redacted(packet, redaction()) == packet


def test_photoshops_resources_go_there_and_back():
    block = resource(1028, b"abc") + resource(100, b"", b"MeSa") + bytes(2)
    assert photoshop.redacted(block, redaction()) == block[:-2]


def test_iptc_goes_there_and_back():
    sets = [(1, 90, b"\x1b%G"), (2, 120, b"a caption"), (2, 0, b""), (2, 25, bytes(40_000))]
    assert iptc.read(iptc.written(sets) + bytes(3)) == sets
    assert iptc.redacted(
        iptc.written([*sets, (2, 202, b"preview"), (8, 10, b"x")]), redaction()
    ) == iptc.written(sets)


@pytest.mark.parametrize("data", [b"\x1c\2\5\0\\9a", b"\x1c\2\5", b"\x1c\2\5\0\1abc"])
def test_iptc_that_breaks_off_is_carried_as_it_is(data):
    with pytest.raises(ValueError, match="IPTC"):
        iptc.read(data)
    assert iptc.redacted(data, redaction()) == data
