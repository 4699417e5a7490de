"""The ICC profile of a BMP: behind the pixels, named by a header of version 5 (BITMAPV5HEADER)."""

from __future__ import annotations

import struct

_HEADER, _INFO_BYTES, _V5_BYTES = 14, 40, 124
_SPACE, _PLACE = 70, 126  # of the colour space's name, and of the profile's place and size
_EMBEDDED_PROFILE_TYPE = b"DEBM"
_INTENT_PICTURES = 4


def read(data: bytes) -> bytes | None:
    """The profile; None where there is none."""
    if len(data) < _PLACE + 8 or struct.unpack_from("<I", data, _HEADER)[0] < _V5_BYTES:
        return None
    if data[_SPACE : _SPACE + 4] != _EMBEDDED_PROFILE_TYPE:
        return None
    place, size = struct.unpack_from("<II", data, _PLACE)
    found = data[_HEADER + place : _HEADER + place + size]
    return found if len(found) == size and size else None


def added(data: bytes, icc: bytes) -> bytes:
    """A file with the usual header of 40 bytes, given one of version 5 and the profile."""
    grown = _V5_BYTES - _INFO_BYTES
    (offset,) = struct.unpack_from("<I", data, 10)
    info = struct.pack("<I", _V5_BYTES) + data[_HEADER + 4 : _HEADER + _INFO_BYTES]
    rest = data[_HEADER + _INFO_BYTES :]
    place = _V5_BYTES + len(rest)
    more = (
        bytes(16)
        + _EMBEDDED_PROFILE_TYPE
        + bytes(48)
        + struct.pack("<IIII", _INTENT_PICTURES, place, len(icc), 0)
    )
    head = b"BM" + struct.pack("<IHHI", len(data) + grown + len(icc), 0, 0, offset + grown)
    return head + info + more + rest + icc
