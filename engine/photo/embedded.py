"""Pictures that lie inside other data: previews in maker notes, in texts, in blocks that nobody documents."""

from __future__ import annotations

import base64
import binascii
import re
import struct
from collections.abc import Callable, Iterator

from engine.photo.jpeg_markers import EOI, SOS

Redraw = Callable[[bytes], bytes]
"""Takes a picture's bytes, returns as many bytes that show nothing but the result."""

# Cameras alter the first byte of a preview, so that nobody takes it for the picture: it is not asked for.
_JPEG_HEAD = re.compile(rb".\xd8\xff[\xc0-\xc2\xc4\xdb\xdd\xe0-\xef\xfe]", re.DOTALL)
_PICTURE_HEADS = re.compile(
    rb"\x89PNG\r\n\x1a\n|GIF8[79]a|RIFF....WEBPVP8|\0\0\0\x0cjP  \r\n|\0\0\0\x0cJXL \r\n"
    rb"|\0\0..ftyp(?:heic|heix|mif1|avif|avis|qt  |isom|mp4)",
    re.DOTALL,
)
_BASE64_PICTURE = re.compile(  # begins as JPEG, PNG, GIF or WebP does; JSON may write / as \\/
    rb"(?:\\?/9j\\?/|iVBORw0KGgo|R0lGOD|UklGR)(?:[A-Za-z0-9+/\\\s]|&#x[AaDd];|&#1[03];){60,}={0,2}"
)
_HEX_RUN = re.compile(rb"(?:[0-9A-Fa-f]{2}\s*){64,}")
_LINE_BREAKS = re.compile(rb"\s|&#x[AaDd];|&#1[03];|\\n|\\")
_MAX_SMALL_BYTES = 1024  # No picture worth the name fits into undocumented data of this size.
_TEXT_SHARE = 0.9
_JPEG_MARKER = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")  # in a scan: neither a stuffed byte nor a restart
_MARKERS_WITHOUT_LENGTH = frozenset({0x01, *range(0xD0, 0xD9)})  # markers without a length
_FRAME_MARKERS = frozenset({0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB})


def pictures(data: bytes) -> list[tuple[int, int]]:
    """Where pictures lie as they are: (start, end) of each, in order, none inside another."""
    found: list[tuple[int, int]] = []
    end = 0
    for start in sorted([*_jpeg_starts(data), *(match.start() for match in _PICTURE_HEADS.finditer(data))]):
        if start >= end:
            stop = jpeg_end(data, start) if data[start + 1 : start + 2] == b"\xd8" else None
            end = len(data) if stop is None else stop
            found.append((start, end))
    return found


def holds_picture(data: bytes) -> bool:
    """Whether a picture lies in it, as it is or written in base64 or hexadecimal digits."""
    return bool(pictures(data)) or any(True for _ in _written(data))


def may_be_pixels(data: bytes) -> bool:
    """Whether undocumented data are neither text nor padding, and large enough for a picture."""
    if len(data) <= _MAX_SMALL_BYTES:
        return False
    readable = sum(byte in b"\t\n\r\0" or 32 <= byte < 127 for byte in data)
    return readable < _TEXT_SHARE * len(data)


def redrawn(data: bytes, redraw: Redraw) -> bytes:
    """The data, as long as it was, with every picture in it drawn anew from the result."""
    patched = bytearray(data)
    for start, end in pictures(data):
        patched[start:end] = redraw(data[start:end])
    for start, end, picture, write in _written(data):
        patched[start:end] = write(redraw(picture)).ljust(end - start)[: end - start]
    return bytes(patched)


def jpeg_end(data: bytes, start: int) -> int | None:
    """Where the JPEG that starts here ends; None where it is cut off or its markers break off."""
    at = start + 2
    while at + 2 <= len(data):
        if data[at] != 0xFF:
            return None
        marker = data[at + 1]
        at += 1 if marker == 0xFF else 2
        if marker == EOI:
            return at
        if marker in _MARKERS_WITHOUT_LENGTH or marker == 0xFF:
            continue
        if at + 2 > len(data):
            return None
        at += struct.unpack_from(">H", data, at)[0]
        if marker == SOS:
            at = scan_end(data, at)
    return None


def jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Width and height in a JPEG's frame header; None without one."""
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker in _FRAME_MARKERS:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height
        at += 2 if marker in _MARKERS_WITHOUT_LENGTH else 2 + struct.unpack_from(">H", data, at + 2)[0]
    return None


def scan_end(data: bytes, at: int) -> int:
    """Where the entropy-coded bytes from `at` on end: at the next marker that is none of the scan's own."""
    found = _JPEG_MARKER.search(data, at)
    return len(data) if found is None else found.start()


def _jpeg_starts(data: bytes) -> Iterator[int]:
    """Heads of JPEG files whose first segment is followed by another, which hardly ever happens by chance."""
    for match in _JPEG_HEAD.finditer(data):
        start = match.start()
        if start + 6 <= len(data):
            following = start + 4 + struct.unpack_from(">H", data, start + 4)[0]
            if data[following : following + 1] == b"\xff":
                yield start


def _written(data: bytes) -> Iterator[tuple[int, int, bytes, Callable[[bytes], bytes]]]:
    """Pictures written in digits: (start, end, the picture, how it is written)."""
    for match in _HEX_RUN.finditer(data):
        digits = _LINE_BREAKS.sub(b"", match[0])
        decoded = binascii.unhexlify(digits[: len(digits) // 2 * 2])
        if pictures(decoded):
            yield match.start(), match.end(), decoded, binascii.hexlify
    for match in _BASE64_PICTURE.finditer(data):
        digits = _LINE_BREAKS.sub(b"", match[0]).rstrip(b"=")
        digits = digits[:-1] if len(digits) % 4 == 1 else digits
        decoded = base64.b64decode(digits + b"=" * (-len(digits) % 4))
        yield match.start(), match.end(), decoded, base64.b64encode
