"""Exchanges one photo of a TIFF file of several pages; every other page keeps its bytes and its place.

The file is copied, the new pages are appended, and the pointers between the directories lead to them.  What
the old pages took up is filled with zeros, since it shows the unrepaired photo; at the end of the file it is
cut off.
"""

from __future__ import annotations

import io
import shutil
import struct
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from engine.photo import tiff_pages
from engine.photo.directory import directory_at, extents, order_of, packed
from engine.photo.tags import directory_offsets

Extent = tuple[int, int]  # (first byte, byte behind the last) of a file

_FIRST_POINTER = 4  # where the offset of the first directory stands
_DATA_TAGS = ((273, 279), (324, 325))  # offsets and byte counts: of strips, of tiles
_LETTER_BY_TYPE = {3: "H", 4: "I"}
_LONG_TYPE = 4
_PADDING_BYTES = 1  # that a writer leaves between what it writes and the next even offset


def exchange(source: BinaryIO, number: int, alone: BinaryIO, file: BinaryIO) -> None:
    """Write `source` to the empty `file`, with its photo `number`, counted from 1, as `alone` has it.

    source, alone: classic TIFF files of one byte order; alone holds the photo and nothing else but its
    infrared page.
    """
    import tifffile

    with tifffile.TiffFile(source) as tiff:
        photo = tiff_pages.photo_pages(tiff)[number - 1]
        replaced = tiff_pages.replaced_pages(tiff, photo)
        kept = tiff_pages.kept_pages(tiff, photo)
        source.seek(0)
        order = order_of(source.read(4))
        unused = list(_without(_of_pages(source, replaced, order), _of_pages(source, kept, order)))
        chain = [page.offset for page in tiff_pages.chain(tiff.pages)]
    source.seek(0)
    shutil.copyfileobj(source, file)
    _erase(file, unused)
    gone = {page.offset for page in replaced}
    place = min(chain.index(offset) for offset in gone)
    before = [offset for offset in chain[:place] if offset not in gone]
    behind = [offset for offset in chain[place:] if offset not in gone]
    new = _append(alone, file, order)
    _link(file, order, [*before, *new, *behind])
    file.seek(0, io.SEEK_END)


def _of_pages(file: BinaryIO, pages: Iterable[Any], order: str) -> list[Extent]:
    """All that pages and those below them take up."""
    found: list[Extent] = []
    for page in pages:
        found += extents(file, page.offset, order)
        found += [
            (at, at + size) for at, size in zip(page.dataoffsets, page.databytecounts, strict=False) if size
        ]
        found += _of_pages(file, tiff_pages.below(page), order)
    return found


def _without(extents: list[Extent], others: list[Extent]) -> Iterator[Extent]:
    """The parts of `extents` that no other covers, in their order, joined where they touch."""
    joined: list[Extent] = []
    for start, end in sorted(extents):
        if joined and start <= joined[-1][1] + _PADDING_BYTES:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    others = sorted(others)
    for start, end in joined:
        at = start
        for first, last in others:
            if last > at and first < end:
                if first > at:
                    yield at, first
                at = max(at, last)
        if at < end:
            yield at, end


def _erase(file: BinaryIO, unused: list[Extent]) -> None:
    """Fill the extents with zeros, and cut off one at the end of the file."""
    size = file.seek(0, io.SEEK_END)
    for start, end in unused:
        if end + _PADDING_BYTES >= size:
            file.truncate(start)
            continue
        file.seek(start)
        for at in range(start, end, 2**20):
            file.write(bytes(min(2**20, end - at)))


def _append(alone: BinaryIO, file: BinaryIO, order: str) -> list[int]:
    """Copy the pages of `alone` to the end of `file`.  Returns where their directories lie."""
    found = []
    for offset in directory_offsets(alone, order):
        own = directory_at(alone, offset)
        for offsets_tag, counts_tag in _DATA_TAGS:
            if offsets_tag not in own:
                continue
            entry, counts = own[offsets_tag], own[counts_tag]
            moved = []
            starts = struct.unpack(f"{order}{entry.count}{_LETTER_BY_TYPE[entry.kind]}", entry.data)
            sizes = struct.unpack(f"{order}{counts.count}{_LETTER_BY_TYPE[counts.kind]}", counts.data)
            for start, size in zip(starts, sizes, strict=True):
                moved.append(_even_end(file))
                alone.seek(start)
                file.write(alone.read(size))
            data = struct.pack(f"{order}{len(moved)}I", *moved)
            own[offsets_tag] = replace(entry, kind=_LONG_TYPE, data=data)
        at = _even_end(file)
        file.write(packed(own, order, at))
        found.append(at)
    return found


def _even_end(file: BinaryIO) -> int:
    """The end of the file, after a byte that makes it even."""
    at = file.seek(0, io.SEEK_END)
    if at % 2:
        file.write(b"\0")
    return at + at % 2


def _link(file: BinaryIO, order: str, chain: list[int]) -> None:
    """Let each directory's pointer lead to the next; that of the last is 0."""
    place = _FIRST_POINTER
    for offset in [*chain, 0]:
        file.seek(place)
        file.write(struct.pack(order + "I", offset))
        if offset:
            file.seek(offset)
            (count,) = struct.unpack(order + "H", file.read(2))
            place = offset + 2 + 12 * count
