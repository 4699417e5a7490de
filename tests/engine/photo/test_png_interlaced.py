"""Interlaced PNG files hold the same pixels as plain ones, and are read without a word."""

from __future__ import annotations

import io
import struct
import zlib

import numpy as np
import pytest

from engine.photo import load
from engine.photo.chunks import PNG_SIGNATURE, write
from engine.photo.png_interlaced import INTERLACE_PASSES

CHANNELS_BY_KIND = {0: 1, 2: 3, 4: 2, 6: 4}


def png(pixels: np.ndarray, kind: int, *, interlaced: bool, key: bytes = b"") -> bytes:
    height, width = pixels.shape[:2]
    bits = 8 * pixels.dtype.itemsize
    rows = b"".join(
        b"\0" + row.astype(f">u{pixels.dtype.itemsize}").tobytes()
        for left, top, across, down in (INTERLACE_PASSES if interlaced else [(0, 0, 1, 1)])
        if left < width
        for row in pixels[top::down, left::across]
    )
    header = struct.pack(">IIBBBBB", width, height, bits, kind, 0, 0, interlaced)
    chunks = [(b"IHDR", header), *([(b"tRNS", key)] if key else []), (b"IDAT", zlib.compress(rows))]
    file = io.BytesIO()
    file.write(PNG_SIGNATURE)
    for name, data in [*chunks, (b"IEND", b"")]:
        write(file, name, data)
    return file.getvalue()


@pytest.mark.parametrize("size", [(1, 1), (2, 5), (5, 2), (9, 17), (23, 31)])
@pytest.mark.parametrize("depth", [np.uint8, np.uint16])
@pytest.mark.parametrize("kind", CHANNELS_BY_KIND)
def test_every_kind_and_size_is_read_as_it_is(tmp_path, capfd, kind, depth, size):
    shape = (*size, CHANNELS_BY_KIND[kind])
    pixels = np.random.default_rng(kind).integers(0, np.iinfo(depth).max, shape, depth, endpoint=True)
    (tmp_path / "a.png").write_bytes(png(pixels, kind, interlaced=True))
    photo = load(tmp_path / "a.png")
    planes = photo.pixels if photo.alpha is None else np.dstack([photo.pixels, photo.alpha])
    assert np.array_equal(planes, pixels)
    assert photo.notices == ()
    assert capfd.readouterr() == ("", "")


def test_a_colour_that_is_clear_stays_clear(tmp_path):
    pixels = np.random.default_rng(1).integers(0, 2, (12, 10, 3), np.uint8) * 200
    pixels[3:6] = (1, 2, 3)
    found = []
    for interlaced in (False, True):
        path = tmp_path / f"{interlaced}.png"
        path.write_bytes(png(pixels, 2, interlaced=interlaced, key=struct.pack(">HHH", 1, 2, 3)))
        found.append(load(path))
    assert np.array_equal(found[0].alpha, found[1].alpha)
    assert found[1].alpha[4, 4] == 0
    assert np.array_equal(found[0].pixels, found[1].pixels)
