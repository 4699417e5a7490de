"""Photoshop's image resources, which JPEG, TIFF and PNG carry (Photoshop File Formats Specification)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace

from engine.photo import embedded, exif, iptc, notices, xmp
from engine.photo.redaction import Redaction

IPTC_RESOURCE, EXIF_RESOURCE, XMP_RESOURCE = 1028, 1058, 1060
# The old one has red and blue exchanged.
_OLD_THUMBNAIL_RESOURCE, _THUMBNAIL_RESOURCE = 1033, 1036
_THUMBNAIL_HEAD_BYTES = 28
_MORE_EXIF_RESOURCE = 1059
_IPTC_DIGEST_RESOURCE = 1061  # MD5 of the IPTC block
_PLUG_IN_RESOURCES = range(4000, 5000)  # What they hold, only the plug-ins know.
_RESOURCE_SIGNATURES = frozenset({b"8BIM", b"PHUT", b"AgHg", b"DCSR", b"MeSa", b"8B64"})


@dataclass(frozen=True)
class Resource:
    """One resource.  name: with its length, padded to an even number of bytes."""

    signature: bytes
    number: int
    name: bytes
    data: bytes

    def packed(self) -> bytes:
        head = self.signature + struct.pack(">H", self.number) + self.name
        return head + struct.pack(">I", len(self.data)) + self.data + bytes(len(self.data) % 2)


def resources(block: bytes) -> list[Resource]:
    """All resources in their order.  Raises ValueError where they break off; zeros at the end are padding."""
    found, at = [], 0
    while at + 12 <= len(block) and block[at : at + 4] in _RESOURCE_SIGNATURES:
        signature, number = struct.unpack_from(">4sH", block, at)
        named = at + 6 + (block[at + 6] // 2 + 1) * 2
        if named + 4 > len(block):
            raise ValueError("its Photoshop block breaks off")
        (size,) = struct.unpack_from(">I", block, named)
        if named + 4 + size > len(block):
            raise ValueError("its Photoshop block breaks off")
        data = block[named + 4 : named + 4 + size]
        found.append(Resource(signature, number, block[at + 6 : named], data))
        at = named + 4 + size + size % 2
    if block[at:].strip(b"\0"):
        raise ValueError("its Photoshop block holds something else")
    return found


def find(block: bytes, number: int) -> bytes | None:
    """The data of the first resource of this number; None where there is none or the block is broken."""
    try:
        return next((one.data for one in resources(block) if one.number == number), None)
    except ValueError:
        return None


def redacted(block: bytes, redaction: Redaction) -> bytes:
    """The block less its thumbnails and other pictures; b"" where it cannot be read."""
    try:
        return b"".join(one.packed() for one in _kept(resources(block), redaction))
    except ValueError:
        if block.strip(b"\0"):
            redaction.say(notices.PHOTOSHOP_LEFT_OUT)
        return b""


def _kept(found: list[Resource], redaction: Redaction) -> Iterator[Resource]:
    for one in found:
        data = one.data
        if one.number == _THUMBNAIL_RESOURCE:
            data = embedded.redrawn(data, redaction.redraw)
        if one.number == _OLD_THUMBNAIL_RESOURCE or (
            one.number == _THUMBNAIL_RESOURCE and not _is_drawn(one.data, data)
        ):
            redaction.say(notices.PREVIEWS_REMOVED)
            continue
        if one.number in (EXIF_RESOURCE, _MORE_EXIF_RESOURCE):
            data = exif.redacted(data, redaction)
        elif one.number == XMP_RESOURCE:
            data = xmp.redacted(data, redaction)
        elif one.number == IPTC_RESOURCE:
            data = iptc.redacted(data, redaction)
        elif one.number != _THUMBNAIL_RESOURCE and embedded.holds_picture(data):
            redaction.say(notices.PREVIEWS_REMOVED)
            continue
        elif one.number in _PLUG_IN_RESOURCES and embedded.may_be_pixels(data):
            redaction.say(notices.blocks_left_out(f"Photoshop {one.number}"))
            continue
        yield replace(one, data=data)


def _is_drawn(before: bytes, after: bytes) -> bool:
    """Whether a thumbnail is a JPEG right behind its head, which was drawn anew, and nothing else."""
    start = _THUMBNAIL_HEAD_BYTES
    end = embedded.jpeg_end(before, start) if before[start : start + 2] == b"\xff\xd8" else None
    return end is not None and after[start : start + 2] == b"\xff\xd8" and not before[end:].strip(b"\0")
