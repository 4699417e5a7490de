"""JPEG's marker segments, so that EXIF, XMP, IPTC, profiles and comments survive byte for byte (ITU-T T.81,
annex B).
"""

from __future__ import annotations

import struct
from typing import BinaryIO

from engine.photo import exif
from engine.photo.jpeg_markers import APP0, APP1, APP2, APP11, APP14, COM, EOI, FRAME_MARKERS, SOS

Segment = tuple[int, bytes]
CREDENTIALS_MARKER = APP11  # Boxes of JUMBF.
# What data of the markers APP1, APP2 and APP13 begins with.
XMP_HEAD = b"http://ns.adobe.com/xap/1.0/\0"
ICC_HEAD = b"ICC_PROFILE\0"
PHOTOSHOP_HEAD = b"Photoshop 3.0\0"
_ADOBE_TRANSFORM_BYTE = 11
MAX_SEGMENT_BYTES = 65533  # of one segment, less its length


def read(file: BinaryIO) -> list[Segment]:
    """Segments up to the first scan.  Raises ValueError where they break off.

    Bytes between segments that belong to none are skipped, as decoders do.
    """
    file.seek(2)
    found: list[Segment] = []
    while True:
        marker = file.read(2)
        while len(marker) == 2 and (marker[0] != 0xFF or marker[1] in (0, 0xFF)):  # stray or fill bytes
            marker = marker[1:] + file.read(1)
        if len(marker) < 2:
            raise ValueError("its segments break off")
        if marker[1] in (SOS, EOI):
            return found
        (size,) = struct.unpack(">H", file.read(2).ljust(2, b"\0"))
        data = file.read(max(size - 2, 0))
        if len(data) != size - 2:
            raise ValueError("its segments break off")
        found.append((marker[1], data))


def carried(segments: list[Segment]) -> tuple[Segment, ...]:
    """What is written back as it is.  Not: the coder's own (tables, frames, Adobe's colour flag), and the
    directory of further pictures in the file (MPF), which are not."""
    metadata = [(kind, data) for kind, data in segments if APP0 <= kind <= APP0 + 15 or kind == COM]
    return tuple((kind, data) for kind, data in metadata if kind != APP14 and not data.startswith(b"MPF\0"))


def exif_block(segments: list[Segment]) -> bytes | None:
    return _payload(segments, exif.EXIF_HEAD)


def xmp_packet(segments: list[Segment]) -> bytes | None:
    return _payload(segments, XMP_HEAD)


def _payload(segments: list[Segment], prefix: bytes) -> bytes | None:
    return next(
        (data[len(prefix) :] for kind, data in segments if kind == APP1 and data.startswith(prefix)), None
    )


def profile(segments: list[Segment]) -> bytes | None:
    """The ICC profile, its parts put together; None where one is missing."""
    start = len(ICC_HEAD)
    parts = sorted(
        data[start:]
        for kind, data in segments
        if kind == APP2 and data.startswith(ICC_HEAD) and len(data) > start + 2
    )
    if not parts or len(parts) != parts[0][1]:
        return None
    return b"".join(part[2:] for part in parts)


def built(*, exif_block: bytes | None, icc: bytes | None) -> list[Segment]:
    """Segments for metadata of another format; EXIF beyond 64 KB is left out, a profile is split."""
    found = []
    if exif_block and len(exif.EXIF_HEAD) + len(exif_block) <= MAX_SEGMENT_BYTES:
        found.append((APP1, exif.EXIF_HEAD + exif_block))
    room = MAX_SEGMENT_BYTES - len(ICC_HEAD) - 2
    parts = [(icc or b"")[start : start + room] for start in range(0, len(icc or b""), room)]
    return found + [(APP2, ICC_HEAD + bytes([n + 1, len(parts)]) + part) for n, part in enumerate(parts)]


def components(segments: list[Segment]) -> list[tuple[int, int, int]]:
    """(horizontal sampling, vertical sampling, quantisation table) of each component, from the frame
    header.
    """
    for kind, data in segments:
        if kind in FRAME_MARKERS:
            rows = [data[6 + 3 * n : 9 + 3 * n] for n in range(data[5])]
            return [(row[1] >> 4, row[1] & 15, row[2]) for row in rows]
    return []


def is_rgb(segments: list[Segment]) -> bool:
    """Whether its three components are red, green and blue, and not luma and chroma: as libjpeg decides."""
    ids = next((data[6 : 6 + 3 * data[5] : 3] for kind, data in segments if kind in FRAME_MARKERS), b"")
    if len(ids) != 3 or any(kind == APP0 and data.startswith(b"JFIF\0") for kind, data in segments):
        return False
    adobe = next((data for kind, data in segments if kind == APP14 and data.startswith(b"Adobe")), b"")
    if len(adobe) > _ADOBE_TRANSFORM_BYTE:
        return adobe[_ADOBE_TRANSFORM_BYTE] == 0
    return ids == b"RGB"


def precision(segments: list[Segment]) -> int:
    """Bits of a sample, from the frame header; 8 where there is none."""
    return next((data[0] for kind, data in segments if kind in FRAME_MARKERS and data), 8)


def size(segments: list[Segment]) -> tuple[int, int]:
    """Width and height, from the frame header."""
    for kind, data in segments:
        if kind in FRAME_MARKERS:
            height, width = struct.unpack(">HH", data[1:5])
            return width, height
    raise ValueError("it has no frame header")


def spliced(coded: bytes, segments: list[Segment]) -> list[bytes | memoryview]:
    """A coded JPEG with `segments` in place of its own JFIF header: pieces to write one after the other."""
    view = memoryview(coded)
    at = 2
    if coded[2:4] == bytes([0xFF, APP0]) and (segments and any(kind == APP0 for kind, _ in segments)):
        at += 2 + struct.unpack(">H", coded[4:6])[0]
    heads = [
        bytes([0xFF, kind]) + struct.pack(">H", len(data) + 2) + data
        for kind, data in segments
        if len(data) <= MAX_SEGMENT_BYTES
    ]
    return [view[:2], *heads, view[at:]]
