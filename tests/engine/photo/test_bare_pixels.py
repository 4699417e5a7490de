"""Pixels without a head of their own, in blocks that nobody documents."""

from __future__ import annotations

import struct

import numpy as np
import pytest

from engine.photo import notices
from engine.photo.exif import EXIF_HEAD
from engine.photo.segments import PHOTOSHOP_HEAD
from tests.fakes.repaired_files import jpeg, mended

BARE_PIXELS = np.random.default_rng(2).integers(0, 256, 24 * 32 * 3, np.uint8).tobytes()
JAPANESE_TEXT = "写真".encode("utf-16-le") * 400


def directory(*entries: tuple[int, int, bytes]) -> bytes:
    """An EXIF block: tag, type and value of each entry, of which all are long."""
    data = bytearray(struct.pack("<2sHIH", b"II", 42, 8, len(entries)))
    values = b""
    start = len(data) + 12 * len(entries) + 4
    for tag, kind, value in entries:
        data += struct.pack("<HHII", tag, kind, len(value), start + len(values))
        values += value
    return bytes(data) + bytes(4) + values


PLUG_IN = b"8BIM" + struct.pack(">HHI", 4000, 0, len(BARE_PIXELS)) + BARE_PIXELS
SEGMENT_WITH_BARE_PIXELS = {
    "EXIF": (0xE1, EXIF_HEAD + directory((0xC7A1, 7, BARE_PIXELS)), "EXIF 0xc7a1"),
    "comment": (0xFE, BARE_PIXELS, "COM"),
    "plug-in": (0xED, PHOTOSHOP_HEAD + PLUG_IN, "Photoshop 4000"),
    "undocumented": (0xE5, b"RMETA\0" + BARE_PIXELS, "APP5"),
}


@pytest.mark.parametrize("name", SEGMENT_WITH_BARE_PIXELS)
def test_bare_pixels_in_a_block_that_nobody_documents_go_and_that_is_said(tmp_path, repaired, name):
    kind, data, named = SEGMENT_WITH_BARE_PIXELS[name]
    path = jpeg(tmp_path / "a.jpg", [(kind, data)])
    assert BARE_PIXELS[500:600] in path.read_bytes()
    file, said = mended(path, repaired)
    assert BARE_PIXELS[500:600] not in file
    assert said == (notices.blocks_left_out(named),)


@pytest.mark.parametrize(
    "entry",
    [(0x9286, 7, b"UNICODE\0" + JAPANESE_TEXT), (0x9C9C, 1, JAPANESE_TEXT), (0xC7A1, 7, bytes(3000))],
    ids=["comment", "Windows' comment", "padding"],
)
def test_long_values_that_are_no_pixels_stay(tmp_path, repaired, entry):
    path = jpeg(tmp_path / "a.jpg", [(0xE1, EXIF_HEAD + directory(entry))])
    file, said = mended(path, repaired)
    assert entry[2] in file
    assert said == ()
