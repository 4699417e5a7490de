"""EXIF, as the TIFF-structured block every format carries: read and patched in place, so that nothing else
moves.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from engine.photo import embedded, notices
from engine.photo.redaction import Redaction

ORIENTATION_TAG = 0x0112
THUMBNAIL, THUMBNAIL_SIZE = 0x0201, 0x0202
EXIF_HEAD = b"Exif\0\0"
_SUB_DIRECTORIES = 0x014A
_PIXEL_DATA = ((0x0111, 0x0117), (0x0144, 0x0145), (THUMBNAIL, THUMBNAIL_SIZE))  # offsets and byte counts
_INTEGER_FORMATS = {1: "B", 3: "H", 4: "I", 13: "I"}  # struct's letter of the types that whole numbers have
_BYTE_TYPES = frozenset({1, 6, 7})  # types of bytes, in which anything may lie
# Large values that are known: XMP, IPTC, Photoshop's resources, a profile, the maker note, a comment, the
# titles and keywords of Windows, and settings for printers.
_DOCUMENTED_TAGS = frozenset({0x02BC, 0x83BB, 0x8649, 0x8773, 0x927C, 0x9286, *range(0x9C9B, 0x9CA0), 0xC4A5})
_EXIF_DIRECTORY = 0x8769
_MAX_DIRECTORIES = 16

Entry = tuple[int, int, int]  # type, count, position of the value field


def bare(block: bytes) -> bytes:
    """Without the "Exif" prefix that JPEG puts before it."""
    return block.removeprefix(EXIF_HEAD)


def orientation(block: bytes) -> int:
    """1 to 8; 1 where the block is silent, broken or says nonsense."""
    try:
        position, letter = _orientation_at(block)
        value: int = struct.unpack_from(letter, block, position)[0]
    except (struct.error, LookupError):
        return 1
    return value if 1 <= value <= 8 else 1


def upright(block: bytes) -> bytes:
    """The same block with orientation 1: for pixels that were turned for good."""
    try:
        position, letter = _orientation_at(block)
    except (struct.error, LookupError):
        return block
    return block[:position] + struct.pack(letter, 1) + block[position + struct.calcsize(letter) :]


def redacted(block: bytes, redaction: Redaction) -> bytes:
    """The same block, as long as it was, without a picture of the unrepaired photo.

    JPEG thumbnails and previews, a camera's own in its maker note too, are drawn anew in their place, those
    of other kinds blanked.
    """
    patched = bytearray(block)
    try:
        order, first = _header(block)
        for number, place in enumerate(_directories(block, order, first)):
            if _blank_pixels(patched, order, place, is_main=number == 0):
                redaction.say(notices.PREVIEWS_REMOVED)
            for tag in _blank_undocumented(patched, order, place):
                redaction.say(notices.blocks_left_out(f"EXIF {tag:#06x}"))
    except struct.error:
        pass
    patched = bytearray(embedded.redrawn(bytes(patched), redaction.redraw))
    _cut_off_empty_thumbnail(patched)
    return bytes(patched)


def _directories(block: bytes, order: str, first: int) -> Iterator[int]:
    """Where the directories lie: the main one, those behind it, and those below each."""
    waiting, seen = [first], set[int]()
    while waiting and len(seen) < _MAX_DIRECTORIES:
        place = waiting.pop(0)
        if place in seen or not 0 < place < len(block) - 1:
            continue
        seen.add(place)
        yield place
        entries = _entries(block, order, place)
        waiting += _numbers(block, order, entries.get(_SUB_DIRECTORIES))
        waiting += _numbers(block, order, entries.get(_EXIF_DIRECTORY))
        link = place + 2 + 12 * struct.unpack_from(order + "H", block, place)[0]
        if link + 4 <= len(block):
            waiting.append(struct.unpack_from(order + "I", block, link)[0])


def _blank_pixels(patched: bytearray, order: str, place: int, *, is_main: bool) -> bool:
    """Zeros in place of what a directory's offsets and byte counts enclose, but for JPEG files; whether there
    was anything.
    """
    before = bytes(patched)
    entries = _entries(bytes(patched), order, place)
    for offsets, counts in _PIXEL_DATA:
        starts = _numbers(patched, order, entries.get(offsets))
        sizes = _numbers(patched, order, entries.get(counts))
        for start, size in zip(starts, sizes, strict=False):
            end = min(start + size, len(patched))
            is_jpeg = patched[start + 1 : start + 3] == b"\xd8\xff"
            if start < end and not is_jpeg and not (is_main and start < 8):
                patched[start:end] = bytes(end - start)
    return patched != before


def _blank_undocumented(patched: bytearray, order: str, place: int) -> list[int]:
    """Zeros in place of values that nobody documents and that may be pixels; their tags.

    What holds a picture with a head of its own is left to `embedded.redrawn`.
    """
    blanked = []
    for tag, (kind, count, at) in _entries(bytes(patched), order, place).items():
        if kind not in _BYTE_TYPES or tag in _DOCUMENTED_TAGS or count <= 4:
            continue
        start = struct.unpack_from(order + "I", patched, at)[0]
        data = bytes(patched[start : start + count])
        if embedded.may_be_pixels(data) and not embedded.holds_picture(data):
            patched[start : start + count] = bytes(len(data))
            blanked.append(tag)
    return blanked


def _cut_off_empty_thumbnail(patched: bytearray) -> None:
    """Ends the chain of directories behind the main one where the thumbnail is no picture any more."""
    try:
        order, first = _header(bytes(patched))
        link = first + 2 + 12 * struct.unpack_from(order + "H", patched, first)[0]
        second = struct.unpack_from(order + "I", patched, link)[0]
        entries = _entries(bytes(patched), order, second) if second else {}
    except struct.error:
        return
    starts = _numbers(patched, order, entries.get(THUMBNAIL))
    if entries and not (starts and patched[starts[0] + 1 : starts[0] + 3] == b"\xd8\xff"):
        struct.pack_into(order + "I", patched, link, 0)


def _orientation_at(block: bytes) -> tuple[int, str]:
    """Position, and struct's letter of the value: some programs write a LONG."""
    order, first = _header(block)
    kind, _, at = _entries(block, order, first)[ORIENTATION_TAG]
    return at, order + _INTEGER_FORMATS[kind]


def _header(block: bytes) -> tuple[str, int]:
    order = "<" if block[:2] == b"II" else ">"
    return order, struct.unpack_from(order + "I", block, 4)[0]


def _entries(block: bytes, order: str, start: int) -> dict[int, Entry]:
    """The first entry of each tag of one directory; what is cut off is left out."""
    found: dict[int, Entry] = {}
    for index in range(struct.unpack_from(order + "H", block, start)[0]):
        at = start + 2 + 12 * index
        if at + 12 > len(block):
            break
        tag, kind, count = struct.unpack_from(order + "HHI", block, at)
        found.setdefault(tag, (kind, count, at + 8))
    return found


def _numbers(block: bytes | bytearray, order: str, entry: Entry | None) -> list[int]:
    """An entry's whole numbers; none where there is no entry or it is broken."""
    if entry is None or entry[0] not in _INTEGER_FORMATS:
        return []
    kind, count, at = entry
    size = struct.calcsize(_INTEGER_FORMATS[kind]) * count
    where = at if size <= 4 else struct.unpack_from(order + "I", block, at)[0]
    if where + size > len(block):
        return []
    return list(struct.unpack_from(f"{order}{count}{_INTEGER_FORMATS[kind]}", block, where))
