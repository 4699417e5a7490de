"""A TIFF file's tags: which are metadata, and how they come into a new file byte for byte."""

from __future__ import annotations

import io
import struct
from typing import Any, BinaryIO, Literal

from engine.photo import exif
from engine.photo.directory import (
    EXIF,
    GPS,
    ICC,
    XMP,
    Directory,
    Entry,
    block,
    directory_at,
    first,
    order_of,
    packed,
)
from engine.photo.model import Photo
from engine.photo.origin import Origin

_PAGE_KIND, _ORIENTATION = 254, 274
_RESOLUTION = (282, 283, 296)
_ORIENTATION_LETTERS = {3: "H", 4: "I"}  # by type: some programs write a LONG
_BYTE, _SHORT, _RATIONAL, _UNDEFINED = 1, 3, 5, 7
_INCH, _CENTIMETRE = 2, 3
# How the pixels lie in the file: the new file has its own.
_STRUCTURE = frozenset(
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
)
# What EXIF blocks of other formats also have in their first directory.
_COMMON = frozenset({270, 271, 272, 274, 305, 306, 315, 316, 33432, EXIF, GPS})


def origin(page: Any, file: BinaryIO, *, frames: int) -> Origin:
    """What a page says beside its pixels; one that lies below the first says the rest there."""
    order = order_of(_head(file))
    found = metadata(page, file)
    turned = found.get(_ORIENTATION)
    letter = _ORIENTATION_LETTERS.get(turned.kind, "") if turned else ""
    orientation = struct.unpack_from(order + letter, turned.data)[0] if turned and letter else 1
    common = {tag: entry for tag, entry in found.items() if tag in _COMMON}
    xmp = found.get(XMP)
    return Origin(
        orientation=orientation if 1 <= orientation <= 8 else 1,
        bits=int(page.bitspersample),
        frames=frames,
        exif=block(common, order) if common else None,
        xmp=xmp.data if xmp else None,
        dpi=_dpi(found, order),
        carried=tuple(found.items()),
        encoding={
            "byteorder": order,
            "compression": page.compression.name if hasattr(page.compression, "name") else "",
            "predictor": int(page.predictor),
            "planar": int(page.planarconfig or 1),
        },
    )


def metadata(page: Any, file: BinaryIO) -> Directory:
    """A page's tags that do not say how its pixels lie in the file."""
    found = directory_at(file, page.offset)
    found = found if page.treeindex[1:] == () else {**first(file), **found}
    return {tag: entry for tag, entry in found.items() if tag not in _STRUCTURE}


def page_kind(page: Any, file: BinaryIO) -> Directory:
    """What a page says that it is to the others: NewSubfileType."""
    found = directory_at(file, page.offset)
    return {_PAGE_KIND: found[_PAGE_KIND]} if _PAGE_KIND in found else {}


def profile(page: Any, file: BinaryIO) -> bytes | None:
    found = metadata(page, file).get(ICC)
    return found.data if found else None


def _head(file: BinaryIO) -> bytes:
    file.seek(0)
    return file.read(16)


def _dpi(found: Directory, order: str) -> tuple[float, float] | None:
    unit = found.get(296)
    scale = {_INCH: 1.0, _CENTIMETRE: 2.54}.get(
        struct.unpack(order + "H", unit.data[:2])[0] if unit else _INCH
    )
    sides = []
    for tag in _RESOLUTION[:2]:
        entry = found.get(tag)
        if entry is None or entry.kind != _RATIONAL or scale is None:
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
    for offset, found in reversed(list(zip(_offsets(file, order), metadata, strict=True))):
        own = {tag: entry for tag, entry in directory_at(file, offset).items() if tag not in _RESOLUTION}
        at = file.seek(0, io.SEEK_END)
        file.write(bytes(at % 2))
        at += at % 2
        file.write(packed({**own, **found}, order, at, following))
        following = at
    file.seek(4)
    file.write(struct.pack(order + "I", following))
    file.seek(0, io.SEEK_END)


def _offsets(file: BinaryIO, order: str) -> list[int]:
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


def _translated(photo: Photo, order: str) -> Directory:
    """Metadata of another format as tags."""
    origin = photo.origin
    found: Directory = {}
    if origin.exif:
        try:
            directory = first(io.BytesIO(exif.bare(origin.exif)))
            found = {tag: entry for tag, entry in directory.items() if tag in _COMMON}
        except struct.error:
            found = {}
    for tag, kind, data in ((XMP, _BYTE, origin.xmp), (ICC, _UNDEFINED, photo.icc)):
        if data:
            found[tag] = Entry(kind, len(data), data)
    if origin.dpi:
        for tag, value in zip(_RESOLUTION, origin.dpi, strict=False):
            found[tag] = Entry(_RATIONAL, 1, struct.pack(order + "II", round(value * 1000), 1000))
        found[_RESOLUTION[2]] = Entry(_SHORT, 1, struct.pack(order + "H", _INCH))
    return found
