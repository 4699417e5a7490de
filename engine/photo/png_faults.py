"""PNG files that are cut off: what is there is decoded, the rest is marked as missing."""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import dataclass

import numpy as np

from engine.photo import chunks, notices
from engine.photo.chunks import PNG_SIGNATURE
from engine.photo.model import Photo
from engine.photo.orient import displayed, filed

_SAMPLES_BY_COLOUR_TYPE = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_INTERLACE_FACTOR = 2  # Interlaced passes hold more rows, 8 more at most, and each has a byte of its own.
_DEFLATE_LEVEL = 1  # of packing what is unpacked at once


@dataclass(frozen=True)
class RepairedPngFile:
    """A file as a decoder takes it.  rows: how many of its rows are there; None where nothing is wrong."""

    whole: bytes
    rows: int | None = None


def mended(bare: bytes) -> RepairedPngFile:
    """From `chunks.bare` of a file.  Raises ValueError where no row can be read."""
    header, kept, packed, ended = _parts(bare)
    if ended:
        return RepairedPngFile(bare)
    width, height, bits, kind, _, _, interlaced = struct.unpack(">IIBBBBB", header)
    row = 1 + -(-width * bits * _SAMPLES_BY_COLOUR_TYPE[kind] // 8)
    try:
        unpacked = zlib.decompressobj().decompress(packed, _INTERLACE_FACTOR * (height + 8) * row)
    except zlib.error as error:
        raise ValueError("its pixels are cut off") from error
    rows = height if interlaced else min(len(unpacked) // row, height)
    if rows == 0 or (interlaced and len(unpacked) < height * (row - 1)):
        raise ValueError("its pixels are cut off")
    if not interlaced:
        unpacked = unpacked[: rows * row].ljust(height * row, b"\0")
    whole = io.BytesIO()
    whole.write(PNG_SIGNATURE)
    for name, data in [*kept, (b"IDAT", zlib.compress(unpacked, _DEFLATE_LEVEL)), (b"IEND", b"")]:
        chunks.write(whole, name, data)
    return RepairedPngFile(whole.getvalue(), rows)


def report(photo: Photo, found: RepairedPngFile) -> None:
    """Say what was wrong with the file, and mark the rows that it does not hold."""
    if found.rows is None:
        return
    orientation = photo.origin.orientation
    height, width = filed(photo.pixels, orientation).shape[:2]
    if found.rows >= height:
        photo.notices += (notices.NO_END,)
        return
    mask = np.zeros((height, width), np.uint8)
    mask[found.rows :] = 255
    photo.missing = np.ascontiguousarray(displayed(mask, orientation))
    photo.notices += (notices.CUT_OFF,)


def _parts(bare: bytes) -> tuple[bytes, list[chunks.Chunk], bytes, bool]:
    """The header, the chunks but IDAT and IEND, the pixels as far as they go, and whether there is an end."""
    at, kept, packed, ended = len(PNG_SIGNATURE), list[chunks.Chunk](), [], False
    while at + 8 <= len(bare):
        size, kind = struct.unpack_from(">I4s", bare, at)
        data = bare[at + 8 : at + 8 + size]
        at += 12 + size
        if kind == b"IDAT":
            packed.append(data)
        elif kind == b"IEND":
            ended = True
        else:
            kept.append((kind, data))
    return kept[0][1], kept, b"".join(packed), ended
