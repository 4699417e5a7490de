"""Boxes of ISO base media files (ISO/IEC 14496-12), which HEIC, AVIF and JPEG 2000 are made of, and what they
say of a file's primary picture (ISO/IEC 23008-12).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from engine.photo import notices
from engine.photo.model import Stored
from engine.photo.origin import Cicp
from engine.pixels.box import Box
from engine.text import Text

_WITH_VERSION = 4  # bytes of version and flags before what is in a full box
_C2PA_UUID = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")

# What the names of auxiliary pictures say that they are; those of opacity are read as the photo's own.
_AUXILIARY = {
    b"gainmap": notices.GAIN_MAP_REMOVED,
    b"depth": notices.DEPTH_REMOVED,
    b"auxid:2": notices.DEPTH_REMOVED,
    b"matte": notices.MATTES_REMOVED,
}
_ALPHA = (b"auxid:1", b":alpha")

FileBox = tuple[bytes, int, int]  # kind, where its content begins and ends


@dataclass(frozen=True)
class Primary:
    """What the container says of the primary picture.

    bits: of a channel, None where it is silent.  transforms: irot, imir and clap with their contents, in the
    order in which they apply.
    """

    bits: int | None = None
    cicp: Cicp | None = None
    transforms: tuple[tuple[bytes, bytes], ...] = ()


def boxes(data: bytes, start: int = 0, end: int | None = None) -> Iterator[FileBox]:
    """The boxes of one level, up to where they break off."""
    end = len(data) if end is None else end
    while start + 8 <= end:
        size, kind = struct.unpack_from(">I4s", data, start)
        head = 8
        if size == 1 and start + 16 <= end:
            (size,) = struct.unpack_from(">Q", data, start + 8)
            head = 16
        stop = end if size == 0 else start + size
        if stop > end or stop < start + head:
            return
        yield kind, start + head, stop
        start = stop


def find(data: bytes, *path: bytes) -> tuple[int, int] | None:
    """Where the content of the first box lies that this path of kinds leads to."""
    start, end = 0, len(data)
    for step, kind in enumerate(path):
        inside = next(((a, b) for one, a, b in boxes(data, start, end) if one == kind), None)
        if inside is None:
            return None
        start, end = inside
        if kind == b"meta" and step + 1 < len(path):
            start += _WITH_VERSION
    return start, end


def media_bytes(data: bytes) -> int:
    """How many bytes hold coded pictures; not those of a motion photo's video."""
    return sum(end - start for kind, start, end in boxes(data) if kind == b"mdat")


def beside(data: bytes) -> tuple[Text, ...]:
    """Notices of what a file that is encoded anew does not hold any more."""
    on_top = {(kind, data[start : start + 16] if kind == b"uuid" else b"") for kind, start, _ in boxes(data)}
    auxiliary = {
        next((notice for word, notice in _AUXILIARY.items() if word in said), notices.AUXILIARY_REMOVED)
        for kind, start, end in _all_properties(data)
        if kind == b"auxC" and not (said := data[start:end].lower()).rstrip(b"\0").endswith(_ALPHA)
    }
    found = {
        notices.CREDENTIALS_REMOVED: bool(on_top & {(b"jumb", b""), (b"uuid", _C2PA_UUID)}),
        notices.GAIN_MAP_REMOVED: _has_item(data, b"tmap"),
        notices.DEPTH_REMOVED: False,
        notices.MATTES_REMOVED: False,
        notices.AUXILIARY_REMOVED: False,
        notices.VIDEO_REMOVED: (b"mpvd", b"") in on_top,
    }
    return tuple(notice for notice, there in found.items() if there or notice in auxiliary)


def _has_item(data: bytes, kind: bytes) -> bool:
    place = find(data, b"meta", b"iinf")
    return place is not None and kind in data[place[0] : place[1]]


def _all_properties(data: bytes) -> Iterator[FileBox]:
    place = find(data, b"meta", b"iprp", b"ipco")
    return iter(()) if place is None else boxes(data, *place)


def primary(data: bytes) -> Primary:
    """Of the primary item's properties; what is broken counts as unsaid."""
    try:
        properties = _properties(data)
    except struct.error:
        return Primary()
    bits = cicp = None
    transforms = []
    for kind, content in properties:
        if kind == b"pixi" and len(content) >= 6:
            bits = content[5]
        elif kind == b"av1C" and len(content) >= 3 and bits is None:
            bits = (12 if content[2] & 0x20 else 10) if content[2] & 0x40 else 8
        elif kind == b"colr" and content[:4] == b"nclx" and len(content) >= 11:
            primaries, transfer, matrix = struct.unpack_from(">HHH", content, 4)
            cicp = Cicp(primaries, transfer, matrix, bool(content[10] & 0x80))
        elif kind in (b"irot", b"imir", b"clap"):
            transforms.append((kind, content))
    return Primary(bits=bits, cicp=cicp, transforms=tuple(transforms))


def _properties(data: bytes) -> list[tuple[bytes, bytes]]:
    """Kind and content of each property of the primary item, in the order of its associations."""
    item_box, links = find(data, b"meta", b"pitm"), find(data, b"meta", b"iprp", b"ipma")
    if item_box is None or links is None:
        return []
    wide = data[item_box[0]] > 0
    (item,) = struct.unpack_from(">I" if wide else ">H", data, item_box[0] + _WITH_VERSION)
    all_properties = [(kind, data[start:end]) for kind, start, end in _all_properties(data)]
    return [
        all_properties[index - 1]
        for index in _associated(data, links[0], item)
        if 0 < index <= len(all_properties)
    ]


def _associated(data: bytes, at: int, wanted: int) -> list[int]:
    """The property numbers, from 1, that an ipma box gives an item."""
    item_format = ">I" if data[at] > 0 else ">H"
    wide = bool(data[at + 3] & 1)
    (count,) = struct.unpack_from(">I", data, at + _WITH_VERSION)
    at += _WITH_VERSION + 4
    for _ in range(count):
        (item,) = struct.unpack_from(item_format, data, at)
        at += struct.calcsize(item_format)
        number, step = data[at], 2 if wide else 1
        at += 1
        if item == wanted:
            numbers = struct.unpack_from(f">{number}{'H' if wide else 'B'}", data, at)
            return [one & (0x7FFF if wide else 0x7F) for one in numbers]
        at += number * step
    return []


def transformed(raster: Stored, transforms: tuple[tuple[bytes, bytes], ...]) -> Stored:
    """H×W(×C) as it is coded → as it is to be shown: cropped, rotated, mirrored."""
    for kind, content in transforms:
        if kind == b"irot":
            raster = np.rot90(raster, content[0] & 3)
        elif kind == b"imir":
            raster = raster[:, ::-1] if content[0] & 1 else raster[::-1]
        else:
            raster = _cropped(raster, content)
    return np.ascontiguousarray(raster)


def _cropped(raster: Stored, content: bytes) -> Stored:
    """The clean aperture; all of it where the aperture lies outside or is nonsense."""
    if len(content) < 32:
        return raster
    numbers = struct.unpack_from(">IIIIiIiI", content)
    if not all(numbers[1::2]):
        return raster
    fractions = zip(numbers[::2], numbers[1::2], strict=True)
    width, height, right, down = (above / below for above, below in fractions)
    left = right + (raster.shape[1] - width) / 2
    top = down + (raster.shape[0] - height) / 2
    aperture = Box(round(left), round(top), round(left + width), round(top + height))
    whole = Box(0, 0, raster.shape[1], raster.shape[0])
    return raster[aperture.slices] if not aperture.empty and aperture & whole == aperture else raster
