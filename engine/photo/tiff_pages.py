"""Which of a TIFF's pages is the photo, and what the others are to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from engine.errors import PhotoUnsupported
from engine.text import Text

_REDUCED, _MASK = 1, 4  # bits of NewSubfileType
_OLD_REDUCED = 2  # SubfileType, before TIFF 6
_SENSOR_PHOTOMETRICS = frozenset({32803, 34892})  # colour filter array, linear raw
_THUMBNAIL_SIDE_PX = 640
_MUCH_LARGER = 2.0  # times the side: a page beside a thumbnail that nobody marked as one
_SAME_SHAPE = 0.05  # by how much the proportions of a thumbnail may differ


def photo_page(tiff: Any) -> Any:
    """The page that is the photo: the first that is no reduced version of another.

    A first page that is small, and of the proportions of a larger one, is a thumbnail too where it does not
    say so.  Raises PhotoUnsupported where the photo is what the sensor saw.
    """
    pages = [page for page in _all(tiff.pages) if not is_reduced(page)] or list(_distinct(tiff.pages))
    page = pages[0]
    larger = [one for one in pages[1:] if _is_thumbnail_of(page, one)]
    page = larger[0] if larger else page
    if page.photometric in _SENSOR_PHOTOMETRICS:
        raise PhotoUnsupported(Text("it holds what a camera's sensor saw, and no finished picture"))
    return page


def others(tiff: Any, photo: Any) -> list[Any]:
    """The pages that are pictures of their own: no reduced versions, and not the photo's infrared channel."""
    infrared = infrared_page(tiff, photo)
    taken = {page.offset for page in (photo, infrared) if page is not None}
    return [
        page
        for page in _distinct(tiff.pages)
        if page.offset not in taken and not is_reduced(page) and not _is_thumbnail_of(page, photo)
    ]


def infrared_page(tiff: Any, photo: Any) -> Any | None:
    """The page of the photo's size with one channel that a scanner wrote beside it, if there is one."""
    found = [page for page in _distinct(tiff.pages) if page.offset != photo.offset and not is_reduced(page)]
    if len(found) != 1 or photo.samplesperpixel < 3:
        return None
    page = found[0]
    same_size = (page.imagewidth, page.imagelength) == (photo.imagewidth, photo.imagelength)
    return page if same_size and page.samplesperpixel == 1 and page.bitspersample in (8, 16) else None


def has_reduced(tiff: Any, photo: Any) -> bool:
    """Whether there are smaller versions of the photo, which show it as it was once it was repaired."""
    return any(
        page.offset != photo.offset and (is_reduced(page) or _is_thumbnail_of(page, photo))
        for page in _all(tiff.pages)
    )


def is_reduced(page: Any) -> bool:
    """A thumbnail or a smaller level of the same picture, not another picture."""
    old = page.tags.get(255)
    return bool(getattr(page, "subfiletype", 0) & _REDUCED) or (old is not None and old.value == _OLD_REDUCED)


def _is_thumbnail_of(page: Any, other: Any) -> bool:
    if page.offset == other.offset or max(page.imagewidth, page.imagelength) > _THUMBNAIL_SIDE_PX:
        return False
    across = other.imagewidth / max(page.imagewidth, 1)
    down = other.imagelength / max(page.imagelength, 1)
    return bool(min(across, down) >= _MUCH_LARGER) and bool(abs(across / down - 1) <= _SAME_SHAPE)


def _all(pages: Any) -> Iterator[Any]:
    """The pages, and behind each those that lie below it."""
    for page in _distinct(pages):
        yield page
        if page.subifds and page.pages is not None:
            yield from _distinct(page.pages)


def _distinct(pages: Any) -> Iterator[Any]:
    """The pages up to the first that was there before: in a damaged file they may lead in a circle."""
    offsets = set()
    for page in pages:
        if page.offset in offsets:
            return
        offsets.add(page.offset)
        yield page
