"""PNG files that are cut off, or damaged from some row on: what is there is decoded, the rest is marked as
missing.
"""

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
from engine.photo.png_interlaced import INTERLACE_PASSES, pass_size, row_bytes

_DEFLATE_LEVEL = 1  # of packing what is unpacked at once
_UNPACKED_AT_ONCE_BYTES = 256  # of packed data: the part in which damage stands is lost
_UNWRITTEN_BYTES = 64  # so many zeros at the end of what is there are room that was never written
_LEAST_SHARE = 0.01  # of the rows: a file with an end and less than that is no photo that lost its rest
_INDEXED_TYPE = 3  # Of the colour type: Pillow, which decodes it, does not see that rows are missing.


@dataclass(frozen=True)
class RepairedPngFile:
    """A file as a decoder takes it.  rows: how many of its rows are there; None where nothing is wrong.

    every: 2 where an interlaced photo lacks every other row from there on, else 1.
    """

    whole: bytes
    rows: int | None = None
    every: int = 1


def mended(bare: bytes, *, damaged: bool = False) -> RepairedPngFile:
    """From `chunks.bare` of a file.  damaged: the decoder does not take it, although it has an end.

    Raises ValueError where too little can be read.
    """
    header, kept, packed, ended = parts(bare)
    width, height, bits, kind, _, _, interlaced = struct.unpack(">IIBBBBB", header)
    if ended and not damaged and kind != _INDEXED_TYPE:
        return RepairedPngFile(bare)
    row = row_bytes(width, bits, kind)
    sizes = (
        [pass_size(width, height, number) for number in range(len(INTERLACE_PASSES) - 1)]
        if interlaced
        else []
    )
    earlier = sum(rows * row_bytes(columns, bits, kind) for columns, rows in sizes)
    every = 2 if interlaced else 1
    last_rows = height // every
    unpacked = _unpacked(packed, earlier + last_rows * row)
    rows = (len(unpacked) - earlier) // row
    if ended and not damaged and rows == last_rows:
        return RepairedPngFile(bare)
    few = rows == 0 and not interlaced
    hollow = ended and rows < _LEAST_SHARE * last_rows
    if rows < 0 or few or hollow or (damaged and rows == last_rows):
        raise ValueError("its pixels are cut off")
    unpacked = unpacked[: earlier + rows * row].ljust(earlier + last_rows * row, b"\0")
    whole = io.BytesIO()
    whole.write(PNG_SIGNATURE)
    for name, data in [*kept, (b"IDAT", zlib.compress(unpacked, _DEFLATE_LEVEL)), (b"IEND", b"")]:
        chunks.write(whole, name, data)
    return RepairedPngFile(whole.getvalue(), height if rows == last_rows else rows * every, every)


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
    mask[found.rows + found.every - 1 :: found.every] = 255  # In the last pass, the odd rows are filed.
    photo.missing = np.ascontiguousarray(displayed(mask, orientation))
    photo.notices += (notices.CUT_OFF,)


def _unpacked(packed: bytes, most_bytes: int) -> bytes:
    """What unpacks, up to where the data break off or are damaged."""
    unpack = zlib.decompressobj()
    found = bytearray()
    try:
        for at in range(0, len(packed), _UNPACKED_AT_ONCE_BYTES):
            part = packed[at : at + _UNPACKED_AT_ONCE_BYTES]
            while part and len(found) < most_bytes:
                found += unpack.decompress(part, most_bytes - len(found))
                part = unpack.unconsumed_tail
    except zlib.error:
        pass
    return bytes(found)


def _written_part(packed: bytes) -> bytes:
    written = packed.rstrip(b"\0")
    return written if len(packed) - len(written) >= _UNWRITTEN_BYTES else packed


def parts(bare: bytes) -> tuple[bytes, list[chunks.Chunk], bytes, bool]:
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
    return kept[0][1], kept, _written_part(b"".join(packed)), ended
