"""GIF's application extensions that hold a profile or XMP (GIF89a, 26; ICC.1 annex B; XMP part 3)."""

from __future__ import annotations

from collections.abc import Iterator

_XMP_EXTENSION_ID, _ICC_EXTENSION_ID = b"XMP DataXMP", b"ICCRGBG1012"
_XMP_TRAILER = b"\x01" + bytes(range(255, -1, -1)) + b"\0"  # ends XMP for readers that walk it as blocks
_EXTENSION, _APPLICATION, _IMAGE = 0x21, 0xFF, 0x2C
_SCREEN_END = 13  # header and logical screen
_MAX_BLOCK_BYTES = 255


def read(data: bytes) -> tuple[bytes | None, bytes | None]:
    """Profile and XMP; None where there is none."""
    icc = xmp = None
    for name, start, end in _applications(data):
        if name == _ICC_EXTENSION_ID:
            icc = _joined(data, start)
        elif name == _XMP_EXTENSION_ID:
            xmp = data[start : max(end - len(_XMP_TRAILER), start)] or None
    return icc or None, xmp


def added(data: bytes, icc: bytes | None, xmp: bytes | None) -> bytes:
    """The file with them, behind its colour table."""
    head = b""
    if icc:
        blocks = [icc[at : at + _MAX_BLOCK_BYTES] for at in range(0, len(icc), _MAX_BLOCK_BYTES)]
        head += _opened(_ICC_EXTENSION_ID) + b"".join(bytes([len(block)]) + block for block in blocks) + b"\0"
    if xmp:
        head += _opened(_XMP_EXTENSION_ID) + xmp + _XMP_TRAILER
    at = _table_end(data)
    return b"GIF89a" + data[6:at] + head + data[at:] if head else data


def _opened(name: bytes) -> bytes:
    return bytes([_EXTENSION, _APPLICATION, len(name)]) + name


def _table_end(data: bytes) -> int:
    flags = data[10]
    return _SCREEN_END + (3 << (flags & 7) + 1 if flags & 0x80 else 0)


def _applications(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Name, and where the blocks begin and end, of each application extension before the first picture."""
    at = _table_end(data)
    while at + 3 < len(data) and data[at] == _EXTENSION:
        kind, size = data[at + 1], data[at + 2]
        start = at + 3 + size
        end = _blocks_end(data, start)
        if kind == _APPLICATION:
            yield data[at + 3 : start], start, end
        at = end


def _blocks_end(data: bytes, at: int) -> int:
    while at < len(data) and data[at]:
        at += 1 + data[at]
    return at + 1


def _joined(data: bytes, at: int) -> bytes:
    parts = []
    while at < len(data) and data[at]:
        parts.append(data[at + 1 : at + 1 + data[at]])
        at += 1 + data[at]
    return b"".join(parts)
