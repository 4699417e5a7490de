"""TIFF directories as they lie in TIFF files and EXIF blocks, moved without touching a value (TIFF 6.0,
section 2).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import BinaryIO

EXIF_TAG, GPS_TAG, INTEROPERABILITY_TAG = 34665, 34853, 40965
XMP_TAG, IPTC_TAG, PHOTOSHOP_TAG, ICC_TAG, MAKER_NOTE_TAG = 700, 33723, 34377, 34675, 37500
_DIRECTORY_TAGS = frozenset({EXIF_TAG, GPS_TAG, INTEROPERABILITY_TAG})
_BYTES_BY_TYPE = {
    1: 1,
    2: 1,
    3: 2,
    4: 4,
    5: 8,
    6: 1,
    7: 1,
    8: 2,
    9: 4,
    10: 8,
    11: 4,
    12: 8,
    13: 4,
    16: 8,
    17: 8,
    18: 8,
}
_LONG_TYPE, _MAX_INLINE_BYTES = 4, 4
_MAX_VALUE_BYTES = 2**28  # bytes of one value


@dataclass(frozen=True)
class Entry:
    """A tag's type, count and value in the file's byte order; or the directory it points to."""

    kind: int
    count: int
    data: bytes
    nested: Directory | None = None


Directory = dict[int, Entry]


def order_of(head: bytes) -> str:
    """struct's sign of the byte order that a TIFF header names."""
    return "<" if head[:2] == b"II" else ">"


def first(file: BinaryIO) -> Directory:
    """The first directory of a TIFF file or EXIF block, BigTIFF too.  Raises struct.error where it breaks
    off.
    """
    file.seek(0)
    head = file.read(16)
    order = order_of(head)
    start: int = struct.unpack(
        order + ("Q" if _is_big(head) else "I"), head[8:16] if _is_big(head) else head[4:8]
    )[0]
    return directory_at(file, start)


def directory_at(file: BinaryIO, start: int) -> Directory:
    """The directory at an offset of a TIFF file.  Raises struct.error where it breaks off."""
    file.seek(0)
    head = file.read(16)
    return _read(file, start, order_of(head), big=_is_big(head), depth=0)


def _is_big(head: bytes) -> bool:
    """Whether it is a BigTIFF, whose offsets have 64 bits."""
    return bool(struct.unpack(order_of(head) + "H", head[2:4])[0] == 43)


def _read(file: BinaryIO, at: int, order: str, *, big: bool, depth: int) -> Directory:
    number, entry, field = ("Q", "HHQ", 8) if big else ("H", "HHI", 4)
    file.seek(at)
    (count,) = struct.unpack(order + number, file.read(struct.calcsize(order + number)))
    step = struct.calcsize(order + entry) + field
    table = file.read(min(count, 4096) * step)
    found: Directory = {}
    for start in range(0, len(table) - step + 1, step):
        tag, kind, values = struct.unpack_from(order + entry, table, start)
        place = table[start + step - field : start + step]
        size = _BYTES_BY_TYPE.get(kind, 0) * values
        where: int = struct.unpack(order + ("Q" if big else "I"), place)[0]
        if tag in _DIRECTORY_TAGS and depth < 2:
            found[tag] = Entry(_LONG_TYPE, 1, b"", _read(file, where, order, big=big, depth=depth + 1))
        elif 0 < size <= _MAX_VALUE_BYTES:
            file.seek(where)
            data = place[:size] if size <= field else file.read(size)
            if len(data) == size:
                found[tag] = Entry(kind, values, data)
    return found


def is_alone(file: BinaryIO) -> bool:
    """Whether no other directory follows the first of a TIFF file."""
    file.seek(0)
    head = file.read(16)
    order, big = order_of(head), _is_big(head)
    number, start = ("Q", 8) if big else ("H", 4)
    (at,) = struct.unpack_from(order + ("Q" if big else "I"), head, start)
    file.seek(at)
    (count,) = struct.unpack(order + number, file.read(struct.calcsize(order + number)))
    file.seek(count * (20 if big else 12), 1)
    following = file.read(8 if big else 4)
    return not any(following)


def extents(file: BinaryIO, start: int, order: str, *, depth: int = 0) -> list[tuple[int, int]]:
    """(first byte, byte behind the last) of what a directory of a classic TIFF takes up: its table, its
    values and the directories below it, but no pixels.
    """
    file.seek(start)
    (count,) = struct.unpack(order + "H", file.read(2))
    table = file.read(12 * count)
    found = [(start, start + 2 + 12 * count + 4)]
    for tag, kind, values, where in struct.iter_unpack(order + "HHII", table[: len(table) // 12 * 12]):
        size = _BYTES_BY_TYPE.get(kind, 0) * values
        if tag in _DIRECTORY_TAGS and depth < 2:
            found += extents(file, where, order, depth=depth + 1)
        elif _MAX_INLINE_BYTES < size <= _MAX_VALUE_BYTES:
            found.append((where, where + size))
    return found


def packed(directory: Directory, order: str, at: int, following: int = 0) -> bytes:
    """The directory as bytes that will lie at offset `at` (even) of a TIFF file.

    following: the offset of the next page's directory, 0 for the last.
    """
    table = bytearray(struct.pack(order + "H", len(directory)))
    behind = bytearray()
    start = at + 2 + 12 * len(directory) + 4
    for tag in sorted(directory):
        entry = directory[tag]
        place = start + len(behind)
        data = entry.data if entry.nested is None else packed(entry.nested, order, place)
        if entry.nested is None and len(data) <= _MAX_INLINE_BYTES:
            value = data.ljust(4, b"\0")
        else:
            value = struct.pack(order + "I", place)
            behind += data + bytes(len(data) % 2)
        table += struct.pack(order + "HHI", tag, entry.kind, entry.count) + value
    return bytes(table + struct.pack(order + "I", following) + behind)


def block(directory: Directory, order: str) -> bytes:
    """The directory as an EXIF block: a TIFF file without pixels."""
    return (
        (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", 8) + packed(directory, order, 8)
    )
