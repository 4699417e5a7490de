"""IPTC-IIM: captions and credits as records of data sets (IPTC-NAA Information Interchange Model 4.2)."""

from __future__ import annotations

import struct

from engine.photo import embedded, notices
from engine.photo.redaction import Redaction

DataSet = tuple[int, int, bytes]  # record, number, value
_TAG_MARKER = 0x1C
_LONG_LENGTH_BIT = 0x8000  # bit of a length that says how many bytes the length has
_PREVIEW_DATASETS = {(2, 200), (2, 201), (2, 202)}
_OBJECT_DATA = {7, 8, 9}  # records that hold the picture itself


def read(data: bytes) -> list[DataSet]:
    """The data sets in their order.  Raises ValueError where they break off; zeros at the end are padding."""
    found: list[DataSet] = []
    at = 0
    while at < len(data) and data[at] == _TAG_MARKER:
        if at + 5 > len(data):
            raise ValueError("its IPTC block breaks off")
        record, number, size = struct.unpack_from(">BBH", data, at + 1)
        at += 5
        if size & _LONG_LENGTH_BIT:
            digits = size & ~_LONG_LENGTH_BIT
            size = int.from_bytes(data[at : at + digits], "big")
            at += digits
        if at + size > len(data):
            raise ValueError("its IPTC block breaks off")
        found.append((record, number, data[at : at + size]))
        at += size
    if data[at:].strip(b"\0"):
        raise ValueError("its IPTC block holds something else")
    return found


def written(sets: list[DataSet]) -> bytes:
    parts = []
    for record, number, value in sets:
        short = len(value) < _LONG_LENGTH_BIT
        size = (
            struct.pack(">H", len(value)) if short else struct.pack(">HI", _LONG_LENGTH_BIT | 4, len(value))
        )
        parts.append(bytes([_TAG_MARKER, record, number]) + size + value)
    return b"".join(parts)


def redacted(data: bytes, redaction: Redaction) -> bytes:
    """The block less the picture's preview; in one that cannot be read, pictures are drawn anew."""
    try:
        sets = read(data)
    except ValueError:
        return embedded.redrawn(data, redaction.redraw)
    kept = [one for one in sets if one[:2] not in _PREVIEW_DATASETS and one[0] not in _OBJECT_DATA]
    if len(kept) == len(sets):
        return data
    redaction.say(notices.PREVIEWS_REMOVED)
    return written(kept)
