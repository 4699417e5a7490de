"""No small copy of what was erased stays in the file."""

from __future__ import annotations

import struct

import pytest
from PIL import Image

from engine.photo import exif, load, save, segments, xmp


def resource(kind: int, data: bytes) -> bytes:
    return b"8BIM" + struct.pack(">HBBI", kind, 0, 0, len(data)) + data + bytes(len(data) % 2)


def test_photoshops_thumbnails_go_and_the_rest_stays():
    caption, small = resource(1028, b"caption"), resource(1036, b"thumb")
    assert xmp.photoshop_without_thumbnail(caption + small + caption) == caption + caption


def test_a_photoshop_block_that_does_not_parse_is_left_alone():
    for block in (b"", b"8BIM", b"nonsense of some length", resource(1036, b"x")[:9]):
        assert xmp.photoshop_without_thumbnail(block) == block


@pytest.mark.parametrize(
    "packet", [b"<a><xmpGImg:image>QUJD&#xA;</xmpGImg:image></a>", b"<a xmpGImg:image='QUJD' b='c'/>"]
)
def test_xmp_thumbnails_are_emptied(packet):
    assert b"QUJD" in packet
    assert b"QUJD" not in xmp.without_thumbnail(packet)


def test_every_thumbnail_of_a_jpeg_goes(tmp_path, repaired):
    pieces = [
        (segments.APP1, segments.XMP + b"<xmpGImg:image>THUMB</xmpGImg:image>"),
        (segments.APP13, b"Photoshop 3.0\0" + resource(1036, b"THUMB") + resource(1028, b"caption")),
        (segments.APP2, b"MPF\0THUMB"),
        (segments.APP0, b"JFIF\0\1\2\0\0\1\0\1\1\1THU"),
    ]
    Image.new("RGB", (30, 20), "gray").save(tmp_path / "plain.jpg")
    data = (tmp_path / "plain.jpg").read_bytes()
    (tmp_path / "full.jpg").write_bytes(b"".join(segments.spliced(data, pieces)))
    photo = load(tmp_path / "full.jpg")
    repaired(photo)
    save(photo, out := tmp_path / "out.jpg")
    assert b"THU" in photo.path.read_bytes()
    assert b"THU" not in out.read_bytes()
    assert b"caption" in out.read_bytes()


def test_layers_of_photoshop_do_not_survive_a_repair(tmp_path, repaired):
    import numpy as np
    import tifffile

    layers = [(37724, 7, 6, b"LAYERS", True), (34377, 1, 4, b"kept", True)]
    tifffile.imwrite(tmp_path / "a.tif", np.zeros((40, 61, 3), np.uint8), photometric="rgb", extratags=layers)
    photo = load(tmp_path / "a.tif")
    repaired(photo)
    save(photo, out := tmp_path / "out.tif")
    assert b"LAYERS" not in out.read_bytes()
    assert b"kept" in out.read_bytes()


@pytest.mark.parametrize(
    "block", [b"", b"II", b"II*\0\x08\0\0\0", b"MM\0*\0\0\xff\xff", b"II*\0\x08\0\0\0\xff\xff" + bytes(30)]
)
def test_a_broken_exif_block_is_carried_as_it_is(block):
    assert exif.orientation(block) == 1
    assert exif.without_thumbnail(block) == block
    assert exif.upright(block) == block


@pytest.mark.parametrize("nonsense", [0, 9, 600])
def test_nonsense_orientations_count_as_upright(nonsense):
    block = Image.Exif()
    block[0x0112] = nonsense
    assert exif.orientation(exif.bare(block.tobytes())) == 1
