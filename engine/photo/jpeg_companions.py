"""What lies in a JPEG file behind its picture: gain maps, previews, video.

It shows the unrepaired photo, and is not written again.
"""

from __future__ import annotations

import re
import struct

from engine.photo import embedded, notices
from engine.photo.jpeg_markers import APP2
from engine.photo.jpeg_metadata import ISO_GAIN_MAP_HEAD, extended_xmp
from engine.photo.segments import CREDENTIALS_MARKER, Segment, xmp_packet
from engine.text import Text

MPF_HEAD = b"MPF\0"
_GAIN_MAP_XMP = re.compile(rb"http://ns\.(?:adobe\.com/hdr-gain-map|apple\.com/HDRGainMap)/")
_MOTION_XMP = re.compile(rb"""MotionPhoto\s*(?:=\s*["']1|>\s*1)|MicroVideo\s*(?:=\s*["']1|>\s*1)""")
_VIDEO_PATTERN = re.compile(rb"ftyp(?:mp4|isom|qt  |avc|3gp|iso)|MotionPhoto_Data")
_ENTRIES_TAG, _ENTRY_BYTES = 0xB002, 16
_LARGE_THUMBNAIL, _MULTI_FRAME = 0x01, 0x02  # classes of the type that an MPF entry names (CIPA DC-007)


def frames(segments: list[Segment]) -> int:
    """How many pictures the file holds that are pictures of their own: no previews and no gain maps."""
    return 1 + _classes(segments)[1:].count(_MULTI_FRAME)


def beside(segments: list[Segment], data: bytes) -> tuple[Text, ...]:
    """Notices of what a file that is encoded anew does not hold any more."""
    packet = (xmp_packet(segments) or b"") + (extended_xmp(segments) or b"")
    behind = _behind(data)
    classes = _classes(segments)[1:]
    found = {
        notices.CREDENTIALS_REMOVED: any(kind == CREDENTIALS_MARKER for kind, _ in segments),
        notices.GAIN_MAP_REMOVED: bool(_GAIN_MAP_XMP.search(packet + behind))
        or any(kind == APP2 and data.startswith(ISO_GAIN_MAP_HEAD) for kind, data in segments),
        notices.VIDEO_REMOVED: bool(_MOTION_XMP.search(packet) or _VIDEO_PATTERN.search(behind)),
        notices.PREVIEWS_REMOVED: _LARGE_THUMBNAIL in classes,
    }
    said = tuple(notice for notice, there in found.items() if there)
    return said if said or not behind.strip(b"\0\r\n\xff") else (notices.REST_LEFT_OUT,)


def _behind(data: bytes) -> bytes:
    """All that follows the end of the picture; nothing where the file breaks off before."""
    end = embedded.jpeg_end(data, 0)
    return b"" if end is None else data[end:]


def _classes(segments: list[Segment]) -> list[int]:
    """The class of each picture that the multi-picture directory lists."""
    blocks = (data for kind, data in segments if kind == APP2 and data.startswith(MPF_HEAD))
    block = next(blocks, b"").removeprefix(MPF_HEAD)
    order = "<" if block[:2] == b"II" else ">"
    try:
        first = struct.unpack_from(order + "I", block, 4)[0]
        for index in range(struct.unpack_from(order + "H", block, first)[0]):
            tag, _, size, at = struct.unpack_from(order + "HHII", block, first + 2 + 12 * index)
            if tag == _ENTRIES_TAG:
                places = range(at, min(at + size, len(block) - _ENTRY_BYTES + 1), _ENTRY_BYTES)
                return [struct.unpack_from(order + "I", block, place)[0] >> 16 & 0xFF for place in places]
    except struct.error:
        pass
    return []
