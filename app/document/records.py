"""The journal's file format: records that are whole or count for nothing.

A file is FILE_SIGNATURE and then records: length of the body and its CRC-32 (little-endian), length of the
head, the head as JSON, and the values of the head's boxes one after the other, deflated.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

import numpy as np

from app.document.packed import Packed
from engine.photo import Stored
from engine.pixels.box import Box

# A record of this kind replaces the one before: what is painted while a repair reads the mask, and waits.
NEXT_MASK_NOTE = "next mask"
FILE_SIGNATURE = b"LACUNA JOURNAL 1\n"
_FRAME_STRUCT = struct.Struct("<QI")
_HEAD_LENGTH_STRUCT = struct.Struct("<I")

Value = tuple[str, Box, Stored | Packed]  # plane, box, what it holds now
Values = list[Value]


@dataclass(frozen=True)
class JournalRecord:
    """One entry: `head` is plain JSON (kind, title …), `values` what boxes of planes hold from then on."""

    head: dict[str, Any]
    values: Values

    @property
    def size(self) -> int:
        """Bytes held in memory, roughly."""
        return sum(held.size if isinstance(held, Packed) else held.nbytes for _, _, held in self.values)


def begin(file: BinaryIO, first: JournalRecord) -> None:
    """Start a file.  Raises OSError."""
    _write(file, FILE_SIGNATURE)
    write(file, first)


def write(file: BinaryIO, record: JournalRecord) -> None:
    """Append a record at an unbuffered file's position.  Raises OSError; what it left then is no record."""
    boxes, pieces = [], []
    for plane, box, held in record.values:
        values = np.ascontiguousarray(held.unpack() if isinstance(held, Packed) else held)
        pieces.append(zlib.compress(values.data, 1))
        boxes.append([plane, *box, values.dtype.str, list(values.shape), len(pieces[-1])])
    head = json.dumps({**record.head, "boxes": boxes}).encode()
    body = [_HEAD_LENGTH_STRUCT.pack(len(head)), head, *pieces]
    check = 0
    for piece in body:
        check = zlib.crc32(piece, check)
    for piece in (_FRAME_STRUCT.pack(sum(map(len, body)), check), *body):
        _write(file, piece)


def read(file: BinaryIO) -> Iterator[JournalRecord]:
    """Whole records from the file's start; ends before the first torn one, positioned there."""
    if file.read(len(FILE_SIGNATURE)) != FILE_SIGNATURE:
        file.seek(0)
        return
    end = len(FILE_SIGNATURE)
    while (record := _next(file)) is not None:
        end = file.tell()
        yield record
    file.seek(end)


def summary(file: BinaryIO, room: int) -> tuple[int, frozenset[str]]:
    """How many records follow the first in a file of `room` bytes, and the planes that they change.

    The values are not read.
    """
    file.seek(len(FILE_SIGNATURE))
    planes: set[str] = set()
    found, end = -1, len(FILE_SIGNATURE)
    while len(frame := file.read(_FRAME_STRUCT.size)) == _FRAME_STRUCT.size:
        end += _FRAME_STRUCT.size + int(_FRAME_STRUCT.unpack(frame)[0])
        if end > room:
            break
        found += 1
        planes |= _planes(file)
        file.seek(end)
    return max(found, 0), frozenset(planes)


def _planes(file: BinaryIO) -> set[str]:
    """The planes of the record whose body begins here; none where its head is noise."""
    try:
        head = json.loads(file.read(_HEAD_LENGTH_STRUCT.unpack(file.read(_HEAD_LENGTH_STRUCT.size))[0]))
        return {str(box[0]) for box in head["boxes"]}
    except (ValueError, KeyError, TypeError, IndexError, struct.error):
        return set()


def _write(file: BinaryIO, piece: bytes) -> None:
    """All of it: an unbuffered file may take less at a time, on a disk that fills up for instance."""
    rest = memoryview(piece)
    while rest:
        rest = rest[file.write(rest) :]


def _next(file: BinaryIO) -> JournalRecord | None:
    frame = file.read(_FRAME_STRUCT.size)
    if len(frame) < _FRAME_STRUCT.size:
        return None
    length, check = _FRAME_STRUCT.unpack(frame)
    here = file.tell()
    # Torn, or a length that is noise.
    if length < _HEAD_LENGTH_STRUCT.size or length > file.seek(0, 2) - here:
        return None
    file.seek(here)
    body = file.read(length)
    if zlib.crc32(body) != check:
        return None
    start = _HEAD_LENGTH_STRUCT.size + _HEAD_LENGTH_STRUCT.unpack_from(body)[0]
    head = json.loads(body[_HEAD_LENGTH_STRUCT.size : start])
    return JournalRecord(head, list(_values(head.pop("boxes"), memoryview(body)[start:])))


def _values(boxes: Iterable[list[Any]], pieces: memoryview) -> Iterator[tuple[str, Box, Stored]]:
    at = 0
    for plane, left, top, right, bottom, kind, shape, length in boxes:
        flat = np.frombuffer(zlib.decompress(pieces[at : at + length]), np.dtype(kind))
        yield plane, Box(left, top, right, bottom), flat.reshape(shape)
        at += length
