"""EXIF, as the TIFF-structured block every format carries: read and patched in place, so that nothing else
moves.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

ORIENTATION = 0x0112
THUMBNAIL, THUMBNAIL_SIZE = 0x0201, 0x0202
PREFIX = b"Exif\0\0"
_SHORT, _LONG = 3, 4


def bare(block: bytes) -> bytes:
    """Without the "Exif" prefix that JPEG puts before it."""
    return block.removeprefix(PREFIX)


def orientation(block: bytes) -> int:
    """1 to 8; 1 where the block is silent, broken or says nonsense."""
    try:
        position, order = _orientation_at(block)
        value: int = struct.unpack_from(order + "H", block, position)[0]
    except (struct.error, LookupError):
        return 1
    return value if 1 <= value <= 8 else 1


def upright(block: bytes) -> bytes:
    """The same block with orientation 1: for pixels that were turned for good."""
    try:
        position, order = _orientation_at(block)
    except (struct.error, LookupError):
        return block
    return block[:position] + struct.pack(order + "H", 1) + block[position + 2 :]


def without_thumbnail(block: bytes) -> bytes:
    """The same block with its thumbnail (IFD1) cut off and blanked: it may show what was erased.

    Previews inside a camera's own MakerNote are not known to us and stay.
    """
    try:
        order, first = _header(block)
        link = first + 2 + 12 * struct.unpack_from(order + "H", block, first)[0]
        second = struct.unpack_from(order + "I", block, link)[0]
        if not second:
            return block
        found = {
            tag: struct.unpack_from(order + "I", block, at)[0]
            for tag, _, at in _entries(block, order, second)
        }
    except struct.error:
        return block
    patched = bytearray(block)
    struct.pack_into(order + "I", patched, link, 0)
    start = found.get(THUMBNAIL, 0)
    end = min(start + found.get(THUMBNAIL_SIZE, 0), len(patched))
    patched[start:end] = bytes(max(end - start, 0))
    return bytes(patched)


def _orientation_at(block: bytes) -> tuple[int, str]:
    order, first = _header(block)
    for tag, kind, at in _entries(block, order, first):
        if tag == ORIENTATION and kind == _SHORT:
            return at, order
    raise LookupError


def _header(block: bytes) -> tuple[str, int]:
    order = "<" if block[:2] == b"II" else ">"
    return order, struct.unpack_from(order + "I", block, 4)[0]


def _entries(block: bytes, order: str, start: int) -> Iterator[tuple[int, int, int]]:
    """(tag, type, position of the value field) of one directory."""
    for index in range(struct.unpack_from(order + "H", block, start)[0]):
        at = start + 2 + 12 * index
        tag, kind = struct.unpack_from(order + "HH", block, at)
        yield tag, kind, at + 8
