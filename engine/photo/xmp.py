"""XMP and Photoshop blocks: carried as they are, but for the thumbnails in them, which may show what was
erased.
"""

from __future__ import annotations

import re
import struct

_ELEMENT = re.compile(rb"(<xmpGImg:image>)[^<]*(</xmpGImg:image>)")
_ATTRIBUTE = re.compile(rb"""(xmpGImg:image=)("[^"]*"|'[^']*')""")
_THUMBNAILS = {1033, 1036}  # Photoshop resources, old and new


def without_thumbnail(packet: bytes) -> bytes:
    """The packet with its base64 thumbnails emptied."""
    return _ATTRIBUTE.sub(rb'\1""', _ELEMENT.sub(rb"\1\2", packet))


def photoshop_without_thumbnail(block: bytes) -> bytes:
    """Photoshop's resources ("8BIM" …) less its thumbnails; a block that does not parse is returned as it
    is.
    """
    kept, at = [], 0
    while at + 12 <= len(block):
        if block[at : at + 4] != b"8BIM":
            return block
        (kind,) = struct.unpack_from(">H", block, at + 4)
        named = at + 6 + (block[at + 6] // 2 + 1) * 2
        if named + 4 > len(block):
            return block
        (size,) = struct.unpack_from(">I", block, named)
        end = named + 4 + size + size % 2
        if kind not in _THUMBNAILS:
            kept.append(block[at:end])
        at = end
    return b"".join(kept) + block[at:]
