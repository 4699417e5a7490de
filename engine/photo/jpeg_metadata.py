"""What a JPEG carries beside its picture, and what of it may stay once the picture was repaired."""

from __future__ import annotations

import hashlib
import re
import struct

from engine.photo import embedded, exif, notices, photoshop, xmp
from engine.photo.jpeg_markers import APP0, APP1, APP2, APP13, COM
from engine.photo.redaction import Redaction
from engine.photo.segments import (
    CREDENTIALS_MARKER,
    ICC_HEAD,
    MAX_SEGMENT_BYTES,
    PHOTOSHOP_HEAD,
    XMP_HEAD,
    Segment,
    xmp_packet,
)

EXTENDED_XMP_HEAD = b"http://ns.adobe.com/xmp/extension/\0"
_EXTENSION_NAME = re.compile(rb"""(HasExtendedXMP\s*(?:=\s*["']|>\s*))([0-9A-Fa-f]{32})""")
_EXTENSION_HEAD = struct.Struct(">32sII")  # MD5 of the whole in digits, its size, offset of this part
_LEADS_TO_EXTENSION = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/">'
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
    b'xmlns:xmpNote="http://ns.adobe.com/xmp/note/" xmpNote:HasExtendedXMP="%s"/></rdf:RDF></x:xmpmeta>'
)
ISO_GAIN_MAP_HEAD = b"urn:iso:std:iso:ts:21496:-1\0"  # announces a gain map behind the picture
_JFIF_HEAD_BYTES = 12


def redacted(carried: tuple[Segment, ...], redaction: Redaction) -> tuple[Segment, ...]:
    """The segments without a picture of the unrepaired photo.

    What is documented is cleaned; what nobody documents stays only where it is text, or too small for a
    picture.
    """
    segments = _with_photoshop_redacted(carried, redaction)
    segments = _with_extended_xmp_redacted(segments, redaction)
    kept = [_redacted(segment, redaction) for segment in segments]
    suspect = {_kind(segment) for segment in segments if not _is_documented(segment)}
    suspect = {kind for kind in suspect if _may_show_photo(kind, segments)}
    for kind, _ in sorted(suspect):
        if kind != CREDENTIALS_MARKER:
            redaction.say(notices.blocks_left_out(f"APP{kind - APP0}"))
    return tuple(
        segment
        for segment, source in zip(kept, segments, strict=True)
        if segment is not None and _kind(source) not in suspect
    )


def _redacted(segment: Segment, redaction: Redaction) -> Segment | None:
    kind, data = segment
    if kind == APP1 and data.startswith(exif.EXIF_HEAD):
        return kind, exif.EXIF_HEAD + exif.redacted(exif.bare(data), redaction)
    if kind == APP1 and data.startswith(XMP_HEAD):
        return kind, XMP_HEAD + xmp.redacted(data.removeprefix(XMP_HEAD), redaction)
    if kind == APP0 and data.startswith(b"JFIF\0") and len(data) > _JFIF_HEAD_BYTES + 2:
        redaction.say(notices.PREVIEWS_REMOVED)
        return kind, data[:_JFIF_HEAD_BYTES] + b"\0\0"
    if kind == APP2 and data.startswith(ISO_GAIN_MAP_HEAD):
        return None
    if kind == APP0 and data.startswith(b"JFXX\0"):
        redaction.say(notices.PREVIEWS_REMOVED)
        return None
    if kind == COM:
        clean = embedded.redrawn(data, redaction.redraw)
        if clean == data and embedded.may_be_pixels(data):
            redaction.say(notices.blocks_left_out("COM"))
            return None
        return kind, clean
    return segment


def _is_documented(segment: Segment) -> bool:
    """Whether all of it is known: what it holds, and where a picture in it would lie."""
    kind, data = segment
    starts = {
        APP0: (b"JFIF\0", b"JFXX\0"),
        APP1: (exif.EXIF_HEAD, XMP_HEAD, EXTENDED_XMP_HEAD),
        APP2: (ICC_HEAD,),
        APP13: (PHOTOSHOP_HEAD,),
        COM: (b"",),
    }
    return data.startswith(starts.get(kind, ()))


def _kind(segment: Segment) -> tuple[int, bytes]:
    """Marker and name: segments of one kind belong together, however many they are."""
    kind, data = segment
    name = re.match(rb"[ -~]{1,32}", data[:32])
    return (kind, b"") if _is_documented(segment) and kind == COM else (kind, name[0] if name else b"")


def _may_show_photo(kind: tuple[int, bytes], segments: tuple[Segment, ...]) -> bool:
    if kind[0] == CREDENTIALS_MARKER:
        return True
    data = b"".join(data for marker, data in segments if _kind((marker, data)) == kind)
    return embedded.holds_picture(data) or embedded.may_be_pixels(data)


def _with_photoshop_redacted(carried: tuple[Segment, ...], redaction: Redaction) -> tuple[Segment, ...]:
    """Photoshop's block goes on from segment to segment: it is read as one, and split anew."""
    parts = [data.removeprefix(PHOTOSHOP_HEAD) for kind, data in carried if _is_photoshop((kind, data))]
    if not parts:
        return carried
    block = photoshop.redacted(b"".join(parts), redaction)
    if block == b"".join(parts):
        return carried
    room = MAX_SEGMENT_BYTES - len(PHOTOSHOP_HEAD)
    fresh = [(APP13, PHOTOSHOP_HEAD + block[at : at + room]) for at in range(0, len(block), room)]
    first = next(n for n, segment in enumerate(carried) if _is_photoshop(segment))
    rest = tuple(segment for segment in carried[first:] if not _is_photoshop(segment))
    return (*carried[:first], *fresh, *rest)


def _is_photoshop(segment: Segment) -> bool:
    return segment[0] == APP13 and segment[1].startswith(PHOTOSHOP_HEAD)


def extended_xmp(segments: tuple[Segment, ...] | list[Segment]) -> bytes | None:
    """The part of the XMP that did not fit into one segment, put together; None where a piece is missing."""
    found: dict[bytes, bytearray] = {}
    filled: dict[bytes, int] = {}
    for kind, data in segments:
        if kind == APP1 and data.startswith(EXTENDED_XMP_HEAD):
            start = len(EXTENDED_XMP_HEAD)
            if len(data) < start + _EXTENSION_HEAD.size:
                continue
            name, size, at = _EXTENSION_HEAD.unpack_from(data, start)
            part = data[start + _EXTENSION_HEAD.size :]
            whole = found.setdefault(name, bytearray(min(size, len(segments) * MAX_SEGMENT_BYTES)))
            whole[at : at + len(part)] = part
            filled[name] = filled.get(name, 0) + len(part)
    complete = [bytes(whole) for name, whole in found.items() if filled[name] == len(whole)]
    return complete[0] if complete else None


def _with_extended_xmp_redacted(segments: tuple[Segment, ...], redaction: Redaction) -> tuple[Segment, ...]:
    """Cleans the extension, and names it anew in the main packet; one that is not whole is left out."""
    if not any(_is_extension(segment) for segment in segments):
        return segments
    packet = extended_xmp(segments)
    clean = None if packet is None else xmp.redacted(packet, redaction)
    if packet is not None and clean == packet:
        return segments
    if packet is None:
        redaction.say(notices.blocks_left_out("XMP"))
    others = [segment for segment in segments if not _is_extension(segment)]
    if not clean:
        return tuple(others)
    name = hashlib.md5(clean, usedforsecurity=False).hexdigest().upper().encode()
    renamed = [
        (kind, _EXTENSION_NAME.sub(rb"\g<1>" + name, data) if data.startswith(XMP_HEAD) else data)
        for kind, data in others
    ]
    last = max((n for n, segment in enumerate(others) if segment[1].startswith(XMP_HEAD)), default=-1)
    return (*renamed[: last + 1], *extension(clean), *renamed[last + 1 :])


def extension(packet: bytes) -> list[Segment]:
    """Segments for a packet too large for one."""
    name = hashlib.md5(packet, usedforsecurity=False).hexdigest().upper().encode()
    room = MAX_SEGMENT_BYTES - len(EXTENDED_XMP_HEAD) - _EXTENSION_HEAD.size
    return [
        (APP1, EXTENDED_XMP_HEAD + _EXTENSION_HEAD.pack(name, len(packet), at) + packet[at : at + room])
        for at in range(0, len(packet), room)
    ]


def whole_xmp(segments: list[Segment]) -> bytes | None:
    """The main packet, with what its extension describes put into it."""
    packet, more = xmp_packet(segments), extended_xmp(segments)
    if packet is None or more is None:
        return packet or more
    inside = re.search(rb"<rdf:RDF[^>]*>(.*)</rdf:RDF>", more, re.DOTALL)
    end = packet.rfind(b"</rdf:RDF>")
    if inside is None or end < 0:
        return packet
    return packet[:end] + inside[1] + packet[end:]


def xmp_segments(packet: bytes | None) -> list[Segment]:
    """One segment, or a short packet and an extension where it is too large for one."""
    if packet is None:
        return []
    if len(XMP_HEAD) + len(packet) <= MAX_SEGMENT_BYTES:
        return [(APP1, XMP_HEAD + packet)]
    parts = extension(packet)
    name = parts[0][1][len(EXTENDED_XMP_HEAD) : len(EXTENDED_XMP_HEAD) + 32]
    return [(APP1, XMP_HEAD + _LEADS_TO_EXTENSION % name), *parts]


def iptc_block(segments: list[Segment]) -> bytes | None:
    parts = [data.removeprefix(PHOTOSHOP_HEAD) for kind, data in segments if _is_photoshop((kind, data))]
    return photoshop.find(b"".join(parts), photoshop.IPTC_RESOURCE) if parts else None


def iptc_segments(block: bytes | None) -> list[Segment]:
    """Photoshop's segments for data sets of another format."""
    if block is None:
        return []
    packed = photoshop.Resource(b"8BIM", photoshop.IPTC_RESOURCE, b"\0\0", block).packed()
    room = MAX_SEGMENT_BYTES - len(PHOTOSHOP_HEAD)
    return [(APP13, PHOTOSHOP_HEAD + packed[at : at + room]) for at in range(0, len(packed), room)]


def _is_extension(segment: Segment) -> bool:
    return segment[0] == APP1 and segment[1].startswith(EXTENDED_XMP_HEAD)
