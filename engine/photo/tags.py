"""A TIFF file's tags: which are metadata, and how they come into a new file byte for byte."""

from __future__ import annotations

import io
import struct
from dataclasses import replace
from typing import Any, BinaryIO, Literal

from engine.photo import exif, photoshop
from engine.photo.directory import (
    EXIF_TAG,
    GPS_TAG,
    ICC_TAG,
    IPTC_TAG,
    MAKER_NOTE_TAG,
    PHOTOSHOP_TAG,
    XMP_TAG,
    Directory,
    Entry,
    block,
    directory_at,
    first,
    order_of,
    packed,
)
from engine.photo.model import Photo
from engine.photo.notices import MAKER_NOTE_LEFT
from engine.photo.origin import Origin
from engine.text import Text

_PAGE_KIND_TAG, _ORIENTATION_TAG = 254, 274
_RESOLUTION_TAGS = (282, 283, 296)
_ORIENTATION_LETTERS = {3: "H", 4: "I"}  # by type: some programs write a LONG
_BYTE_TYPE, _SHORT_TYPE, _RATIONAL_TYPE, _UNDEFINED_TYPE = 1, 3, 5, 7
_INCH_UNIT, _CENTIMETRE_UNIT = 2, 3
# How the pixels lie in the file: the new file has its own.
_LAYOUT_TAGS = frozenset(
    {
        254,
        255,
        256,
        257,
        258,
        259,
        262,
        266,
        273,
        277,
        278,
        279,
        284,
        288,
        289,
        292,
        293,
        301,
        317,
        320,
        322,
        323,
        324,
        325,
    }
    | {330, 338, 339, 340, 341, 347, *range(512, 522), 529, 530, 531, 532, 32995, 32997, 34232}
    | {*range(50706, 51126), *range(52525, 52554)}  # DNG's
)
# Maker notes whose offsets count from their own beginning.
_MOVABLE_MAKER_NOTES = (b"Nikon\0\2", b"FUJIFILM", b"OLYMPUS\0", b"OM SYSTEM", b"Apple iOS", b"PENTAX \0")
# What EXIF blocks of other formats also have in their first directory.
_COMMON_TAGS = frozenset({269, 270, 271, 272, 274, 305, 306, 315, 316, 18246, 18249, 33432})
_COMMON_TAGS |= {EXIF_TAG, GPS_TAG}
_COMMON_TAGS |= frozenset(range(40091, 40096))  # titles and keywords of Windows


def origin(page: Any, file: BinaryIO) -> Origin:
    """What a page says beside its pixels; one that lies below the first says the rest there."""
    order = order_of(_head(file))
    found = metadata(page, file)
    entry_found = found.get(_ORIENTATION_TAG)
    letter = _ORIENTATION_LETTERS.get(entry_found.kind, "") if entry_found else ""
    orientation = struct.unpack_from(order + letter, entry_found.data)[0] if entry_found and letter else 1
    common = _common(found)
    xmp = found.get(XMP_TAG)
    return Origin(
        orientation=orientation if 1 <= orientation <= 8 else 1,
        bits=int(page.bitspersample),
        exif=block(common, order) if common else None,
        xmp=xmp.data if xmp else None,
        iptc=_iptc(found),
        own_only=_own_only(found),
        dpi=_dpi(found, order),
        carried=tuple(found.items()),
        encoding={
            "byteorder": order,
            "compression": page.compression.name if hasattr(page.compression, "name") else "",
            "predictor": int(page.predictor),
            "planar": int(page.planarconfig or 1),
        },
    )


def _own_only(found: Directory) -> tuple[Text, ...]:
    below = found[EXIF_TAG].nested if EXIF_TAG in found else None
    return (MAKER_NOTE_LEFT,) if below is not None and loses_its_way(below) else ()


def _iptc(found: Directory) -> bytes | None:
    """The data sets, in a tag of their own or among Photoshop's resources."""
    if IPTC_TAG in found:
        return found[IPTC_TAG].data.rstrip(b"\0") or None
    block = found.get(PHOTOSHOP_TAG)
    return photoshop.find(block.data, photoshop.IPTC_RESOURCE) if block is not None else None


def metadata(page: Any, file: BinaryIO) -> Directory:
    """A page's tags that do not say how its pixels lie in the file."""
    found = directory_at(file, page.offset)
    found = found if page.treeindex[1:] == () else {**first(file), **found}
    return {tag: entry for tag, entry in found.items() if tag not in _LAYOUT_TAGS}


def page_kind(page: Any, file: BinaryIO) -> Directory:
    """What a page says that it is to the others: NewSubfileType."""
    found = directory_at(file, page.offset)
    return {_PAGE_KIND_TAG: found[_PAGE_KIND_TAG]} if _PAGE_KIND_TAG in found else {}


def profile(page: Any, file: BinaryIO) -> bytes | None:
    found = metadata(page, file).get(ICC_TAG)
    return found.data if found else None


def _head(file: BinaryIO) -> bytes:
    file.seek(0)
    return file.read(16)


def _dpi(found: Directory, order: str) -> tuple[float, float] | None:
    unit = found.get(296)
    scale = {_INCH_UNIT: 1.0, _CENTIMETRE_UNIT: 2.54}.get(
        struct.unpack(order + "H", unit.data[:2])[0] if unit else _INCH_UNIT
    )
    sides = []
    for tag in _RESOLUTION_TAGS[:2]:
        entry = found.get(tag)
        if entry is None or entry.kind != _RATIONAL_TYPE or scale is None:
            return None
        above, below = struct.unpack(order + "II", entry.data[:8])
        sides.append(above / below * scale if below else 0.0)
    return (sides[0], sides[1]) if min(sides) > 0 else None


def byteorder(photo: Photo) -> Literal["<", ">"]:
    """That of the source's file or EXIF block, whose values are carried as they are."""
    order = photo.origin.encoding.get("byteorder") or order_of(photo.origin.exif or b"II")
    return ">" if order == ">" else "<"


def add(photo: Photo, file: BinaryIO) -> None:
    """Give a TIFF file that holds pixels alone the photo's metadata: new directories at its end take the
    place of its own.
    """
    order = byteorder(photo)
    infrared = photo.origin.encoding.get("infrared")
    metadata = [_metadata(photo, order), *([dict(infrared["tags"])] if infrared else [])]
    following = 0
    for offset, found in reversed(list(zip(directory_offsets(file, order), metadata, strict=True))):
        own = {tag: entry for tag, entry in directory_at(file, offset).items() if tag not in _RESOLUTION_TAGS}
        at = file.seek(0, io.SEEK_END)
        file.write(bytes(at % 2))
        at += at % 2
        file.write(packed({**own, **found}, order, at, following))
        following = at
    file.seek(4)
    file.write(struct.pack(order + "I", following))
    file.seek(0, io.SEEK_END)


def directory_offsets(file: BinaryIO, order: str) -> list[int]:
    """Where the directories of a classic TIFF lie, page by page."""
    found: list[int] = []
    place = 4
    while True:
        file.seek(place)
        (offset,) = struct.unpack(order + "I", file.read(4))
        if not offset:
            return found
        found.append(offset)
        file.seek(offset)
        (count,) = struct.unpack(order + "H", file.read(2))
        place = offset + 2 + 12 * count


def _metadata(photo: Photo, order: str) -> Directory:
    return dict(photo.origin.carried) or _translated(photo, order)


def _common(found: Directory) -> Directory:
    """What EXIF blocks and TIFF files both have; no maker note that would lose its way when it moves."""
    common = {tag: entry for tag, entry in found.items() if tag in _COMMON_TAGS}
    below = common[EXIF_TAG].nested if EXIF_TAG in common else None
    if below is not None and loses_its_way(below):
        kept = {tag: entry for tag, entry in below.items() if tag != MAKER_NOTE_TAG}
        common[EXIF_TAG] = replace(common[EXIF_TAG], nested=kept)
    return common


def loses_its_way(below: Directory) -> bool:
    """Whether an EXIF directory has a maker note with offsets that count from outside of it."""
    return MAKER_NOTE_TAG in below and not below[MAKER_NOTE_TAG].data.startswith(_MOVABLE_MAKER_NOTES)


def has_fixed_maker_note(exif_block: bytes | None) -> bool:
    """Whether a block's maker note can only stay where it is."""
    try:
        below = first(io.BytesIO(exif.bare(exif_block or b""))).get(EXIF_TAG)
    except struct.error:
        return False
    return below is not None and below.nested is not None and loses_its_way(below.nested)


def _translated(photo: Photo, order: str) -> Directory:
    """Metadata of another format as tags."""
    origin = photo.origin
    found: Directory = {}
    if origin.exif:
        try:
            directory = first(io.BytesIO(exif.bare(origin.exif)))
            found = _common(directory)
        except struct.error:
            found = {}
    blocks = (
        (XMP_TAG, _BYTE_TYPE, origin.xmp),
        (ICC_TAG, _UNDEFINED_TYPE, photo.icc),
        (IPTC_TAG, _UNDEFINED_TYPE, origin.iptc),
    )
    for tag, kind, data in blocks:
        if data:
            found[tag] = Entry(kind, len(data), data)
    if origin.dpi:
        for tag, value in zip(_RESOLUTION_TAGS, origin.dpi, strict=False):
            found[tag] = Entry(_RATIONAL_TYPE, 1, struct.pack(order + "II", round(value * 1000), 1000))
        found[_RESOLUTION_TAGS[2]] = Entry(_SHORT_TYPE, 1, struct.pack(order + "H", _INCH_UNIT))
    return found
