"""The HDR gain map that a JPEG has behind its picture: kept, and filled where the photo was repaired.

Read are gain maps as Ultra HDR (Adobe's XMP) and ISO 21496-1 describe them.  Multi-picture format (CIPA
DC-007) and Google's container say where they lie.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engine.photo import embedded, segments
from engine.photo.jpeg_blocks.changed_blocks import encode_changed_blocks
from engine.photo.jpeg_blocks.scans import segment
from engine.photo.jpeg_markers import APP0, APP1, APP2
from engine.photo.jpeg_metadata import ISO_GAIN_MAP_HEAD
from engine.photo.segments import MAX_SEGMENT_BYTES, XMP_HEAD, Segment
from engine.pixels.box import Box
from engine.pixels.morphology import dilated
from engine.pixels.pyramid import spread

Flags = NDArray[np.bool_]
Pieces = list[bytes | memoryview]
_DESCRIBES_GAIN_MAP = b"http://ns.adobe.com/hdr-gain-map/1.0/"
_BLEED_PX = 2  # of the map: it was reduced and encoded in blocks
_MOST_RATIO_DIFFERENCE = 0.03
_LEADS_HERE = (
    b'<rdf:Description rdf:about="" xmlns:hdrgm="http://ns.adobe.com/hdr-gain-map/1.0/"'
    b' xmlns:Container="http://ns.google.com/photos/1.0/container/"'
    b' xmlns:Item="http://ns.google.com/photos/1.0/container/item/"%s>%s</rdf:Description>'
)
_WITHOUT_MAP = _LEADS_HERE % (b"", b"")  # what is left of it where a map was removed
_CONTAINER_DIRECTORY = (
    b"<Container:Directory><rdf:Seq>"
    b'<rdf:li rdf:parseType="Resource"><Container:Item Item:Semantic="Primary" Item:Mime="image/jpeg"/>'
    b"</rdf:li>"
    b'<rdf:li rdf:parseType="Resource"><Container:Item Item:Semantic="GainMap" Item:Mime="image/jpeg"'
    b' Item:Length="%d"/></rdf:li></rdf:Seq></Container:Directory>'
)
_NEW_PACKET = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/">'
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"></rdf:RDF></x:xmpmeta>'
)
_MPF_HEADER = b"MPF\0"
_PRIMARY_TYPE = 0x030000
# Big-endian: version, number of pictures and entries (CIPA DC-007, 5.2); the entries follow at byte 50.
_MPF_DIRECTORY = struct.Struct(">4sIHHHI4sHHIIHHIIIIIIIIIII")


def with_gain_map(original: bytes, pieces: Sequence[bytes | memoryview], changed: Flags) -> Pieces | None:
    """The new file with the original's gain map behind it; None where it has none that can be kept.

    pieces: the new file, one segment each at its begin.  changed: H×W as the file lies, where the photo is
    another than in the original.  Raises BlocksNotKept, ValueError, OSError where the map is damaged.
    """
    found = find(original)
    filled = None if found is None else _filled(found, changed)
    own = segments.read(io.BytesIO(original))
    announced = None if filled is None else _announced(list(pieces), own, filled)
    if filled is None or announced is None:
        return None
    return [*_with_directory(announced, len(filled)), filled]


def find(data: bytes) -> bytes | None:
    """The gain map behind a JPEG: a JPEG too."""
    end = embedded.jpeg_end(data, 0)
    while end is not None and data[end : end + 2] == b"\xff\xd8":
        start, end = end, embedded.jpeg_end(data, end)
        if end is not None and _is_gain_map(data[start:end]):
            return data[start:end]
    return None


def _is_gain_map(coded: bytes) -> bool:
    """Whether it describes itself as one, and holds no further picture."""
    own = segments.carried(segments.read(io.BytesIO(coded)))
    described = any(
        (kind == APP1 and data.startswith(XMP_HEAD) and _DESCRIBES_GAIN_MAP in data)
        or (kind == APP2 and data.startswith(ISO_GAIN_MAP_HEAD))
        for kind, data in own
    )
    return described and not any(embedded.holds_picture(data) for _, data in own)


def _filled(coded: bytes, changed: Flags) -> bytes | None:
    """The map with a smooth fill where the photo changed; all its other blocks stay."""
    with Image.open(io.BytesIO(coded)) as image:
        pixels = np.array(image)
    height, width = pixels.shape[:2]
    if abs(width * changed.shape[0] / (height * changed.shape[1]) - 1) > _MOST_RATIO_DIFFERENCE:
        return None
    planes = pixels.reshape(height, width, -1)
    hole = _reduced(changed, width, height)
    if not hole.any():
        return coded
    if hole.all():
        return None
    smooth = spread(planes.astype(np.float32), hole)
    values = np.where(hole[..., None], np.rint(smooth), planes).astype(np.uint8)
    own = segments.carried(segments.read(io.BytesIO(coded)))
    return b"".join(encode_changed_blocks(coded, own, values, hole).pieces)


def _reduced(changed: Flags, width: int, height: int) -> Flags:
    """Which pixels of a map of this size lie over or beside a changed pixel."""
    hole = np.zeros((height, width), np.uint8)
    rows, columns = np.nonzero(changed)
    hole[rows * height // changed.shape[0], columns * width // changed.shape[1]] = 1
    return dilated(hole, _BLEED_PX, Box(0, 0, width, height)).astype(bool)


def _announced(pieces: Pieces, original: list[Segment], found: bytes) -> Pieces | None:
    """The new file, whose XMP and, where the original has it, ISO segment announce this map."""
    places = [n for n, piece in enumerate(pieces) if bytes(piece[4 : 4 + len(XMP_HEAD)]) == XMP_HEAD]
    place = places[0] if places else _behind_metadata(pieces)
    packet = bytes(pieces[place][4 + len(XMP_HEAD) :]) if places else _NEW_PACKET
    packet = packet.replace(_WITHOUT_MAP, b"")
    end = packet.rfind(b"</rdf:RDF>")
    version = b' hdrgm:Version="1.0"' if _DESCRIBES_GAIN_MAP in found else b""
    leads = _LEADS_HERE % (version, _CONTAINER_DIRECTORY % len(found))
    if end < 0 or b"xmlns:rdf=" not in packet or len(XMP_HEAD) + len(packet) + len(leads) > MAX_SEGMENT_BYTES:
        return None
    xmp = segment(APP1, XMP_HEAD + packet[:end] + leads + packet[end:])
    iso = [
        segment(kind, data) for kind, data in original if kind == APP2 and data.startswith(ISO_GAIN_MAP_HEAD)
    ]
    return [*pieces[:place], xmp, *iso, *pieces[place + bool(places) :]]


def _behind_metadata(pieces: Pieces) -> int:
    """Behind the last of the segments at the begin that hold metadata."""
    place = 1
    while pieces[place][0] == 0xFF and pieces[place][1] in (APP0, APP1, APP2):
        place += 1
    return place


def _with_directory(pieces: Pieces, length: int) -> Pieces:
    """The new file with a directory of its two pictures, whose second one has so many bytes."""
    place = _behind_metadata(pieces)
    head = sum(map(len, pieces[:place]))
    empty = _directory(0, 0, 0)
    whole = sum(map(len, pieces)) + len(empty)
    origin = head + len(empty) - _MPF_DIRECTORY.size  # offsets count from the directory's byte order
    return [*pieces[:place], _directory(whole, length, whole - origin), *pieces[place:]]


def _directory(primary_bytes: int, map_bytes: int, map_offset: int) -> bytes:
    version, count, entries = (0xB000, 7, 4), (0xB001, 4, 1), (0xB002, 7, 32)
    packed = _MPF_DIRECTORY.pack(
        *(b"MM\0*", 8, 3),
        *(*version, b"0100", *count, 2, *entries, 50, 0),
        *(_PRIMARY_TYPE, primary_bytes, 0, 0),
        *(0, map_bytes, map_offset, 0),
    )
    return segment(APP2, _MPF_HEADER + packed)
