"""The journal's file format: records that are whole or count for nothing.

A file is MAGIC and then records: length of the body and its CRC-32 (little-endian), length of the head, the
head as JSON, and the values of the head's boxes one after the other, deflated.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

import numpy as np

from app.document.history import Packed
from engine.photo import Stored
from engine.pixels.box import Box

MAGIC = b"LACUNA JOURNAL 1\n"
_FRAME = struct.Struct("<QI")
_HEAD = struct.Struct("<I")

Value = tuple[str, Box, Stored | Packed]  # plane, box, what it holds now
Values = list[Value]


@dataclass(frozen=True)
class Record:
    """One entry: `head` is plain JSON (kind, title …), `values` what boxes of planes hold from then on."""

    head: dict[str, Any]
    values: Values

    @property
    def size(self) -> int:
        """Bytes held in memory, roughly."""
        return sum(held.size if isinstance(held, Packed) else held.nbytes for _, _, held in self.values)


def begin(file: BinaryIO, first: Record) -> None:
    """Start a file.  Raises OSError."""
    _write(file, MAGIC)
    write(file, first)


def write(file: BinaryIO, record: Record) -> None:
    """Append a record at an unbuffered file's position.  Raises OSError; what it left then is no record."""
    boxes, pieces = [], []
    for plane, box, held in record.values:
        values = np.ascontiguousarray(held.unpack() if isinstance(held, Packed) else held)
        pieces.append(zlib.compress(values.data, 1))
        boxes.append([plane, *box, values.dtype.str, list(values.shape), len(pieces[-1])])
    head = json.dumps({**record.head, "boxes": boxes}).encode()
    body = [_HEAD.pack(len(head)), head, *pieces]
    check = 0
    for piece in body:
        check = zlib.crc32(piece, check)
    for piece in (_FRAME.pack(sum(map(len, body)), check), *body):
        _write(file, piece)


def read(file: BinaryIO) -> Iterator[Record]:
    """Whole records from the file's start; ends before the first torn one, positioned there."""
    if file.read(len(MAGIC)) != MAGIC:
        file.seek(0)
        return
    end = len(MAGIC)
    while (record := _next(file)) is not None:
        end = file.tell()
        yield record
    file.seek(end)


def count(file: BinaryIO, room: int) -> int:
    """How many records follow the first in a file of `room` bytes, by their lengths alone."""
    file.seek(len(MAGIC))
    found, end = -1, len(MAGIC)
    while len(frame := file.read(_FRAME.size)) == _FRAME.size:
        end += _FRAME.size + int(_FRAME.unpack(frame)[0])
        if end > room:
            break
        found += 1
        file.seek(end)
    return max(found, 0)


def _write(file: BinaryIO, piece: bytes) -> None:
    """All of it: an unbuffered file may take less at a time, on a disk that fills up for instance."""
    rest = memoryview(piece)
    while rest:
        rest = rest[file.write(rest) :]


def _next(file: BinaryIO) -> Record | None:
    frame = file.read(_FRAME.size)
    if len(frame) < _FRAME.size:
        return None
    length, check = _FRAME.unpack(frame)
    here = file.tell()
    if length < _HEAD.size or length > file.seek(0, 2) - here:  # torn, or a length that is noise
        return None
    file.seek(here)
    body = file.read(length)
    if zlib.crc32(body) != check:
        return None
    start = _HEAD.size + _HEAD.unpack_from(body)[0]
    head = json.loads(body[_HEAD.size : start])
    return Record(head, list(_values(head.pop("boxes"), memoryview(body)[start:])))


def _values(boxes: Iterable[list[Any]], pieces: memoryview) -> Iterator[tuple[str, Box, Stored]]:
    at = 0
    for plane, left, top, right, bottom, kind, shape, length in boxes:
        flat = np.frombuffer(zlib.decompress(pieces[at : at + length]), np.dtype(kind))
        yield plane, Box(left, top, right, bottom), flat.reshape(shape)
        at += length
