"""Which of a TIFF's pages are photos, and what the others are to them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from engine.errors import PhotoUnsupported
from engine.photo.tiff_page_content import may_be_infrared, shows_the_same
from engine.text import Text

_REDUCED_BIT, _MASK_BIT = 1, 4  # of NewSubfileType
_OLD_REDUCED = 2  # SubfileType, before TIFF 6
_COLOUR_FILTER_ARRAY = 32803
LINEAR_RAW = 34892  # of DNG
_SCANNER_PROGRAM, _INFRARED_SAMPLES = "VueScan", 4
_THUMBNAIL_SIDE_PX = 640
_MUCH_LARGER = 2.0  # times the side: a page beside a thumbnail that nobody marked as one
_SAME_SHAPE = 0.05  # by how much the proportions of a thumbnail may differ


def photo_pages(tiff: Any) -> list[Any]:
    """The pages that are photos of their own, in their order: neither reduced versions nor masks, and not
    the infrared channel of another.

    Raises PhotoUnsupported where the first is what a camera's sensor saw.
    """
    first = _first_photo(tiff)
    pages = [first]
    for page in chain(tiff.pages):
        is_own = not (is_reduced(page) or _is_mask(page) or _is_thumbnail_of(page, first))
        if page.offset != first.offset and is_own:
            pages.append(page)
    taken = {page.offset for page in _infrared_by_photo(tiff, first).values()}
    return [page for page in pages if page.offset not in taken]


def _first_photo(tiff: Any) -> Any:
    """The first page that is no reduced version of another.

    A first page that is small, and of the proportions of a larger one that shows the same, is a thumbnail too
    where it does not say so.
    """
    pages = [page for page in _all(tiff.pages) if not is_reduced(page)] or list(chain(tiff.pages))
    page = pages[0]
    larger = [one for one in pages[1:] if _is_thumbnail_of(page, one)]
    page = larger[0] if larger else page
    if page.photometric == _COLOUR_FILTER_ARRAY or (
        page.photometric == LINEAR_RAW and not _is_scan(tiff, page)
    ):
        raise PhotoUnsupported(Text("it holds what a camera's sensor saw, and no finished picture"))
    return page


def _is_scan(tiff: Any, page: Any) -> bool:
    """Whether linear raw is of a film scanner and not of a camera."""
    programs = (str(one.software) for one in (tiff.pages[0], page))
    return page.samplesperpixel == _INFRARED_SAMPLES or any(_SCANNER_PROGRAM in name for name in programs)


def infrared_page(tiff: Any, photo: Any) -> Any | None:
    """The page of the photo's size with one channel that a scanner wrote beside it, if there is one that does
    not plainly show something else.
    """
    return _infrared_by_photo(tiff, _first_photo(tiff)).get(photo.offset)


def _infrared_by_photo(tiff: Any, first: Any) -> dict[int, Any]:
    """The infrared pages by the offsets of their photos; in a file of several photos each is followed by one.

    first: the first photo.
    """
    pages = [page for page in chain(tiff.pages) if not (is_reduced(page) or _is_mask(page))]
    others = [page for page in pages if page.offset != first.offset]
    if len(others) == 1:
        return {first.offset: others[0]} if _is_infrared_of(others[0], first) else {}
    pairs = list(zip(pages[::2], pages[1::2], strict=False))
    if len(pages) % 2 or not all(_is_infrared_of(second, one) for one, second in pairs):
        return {}
    return {one.offset: second for one, second in pairs}


def _is_infrared_of(page: Any, photo: Any) -> bool:
    same_size = (page.imagewidth, page.imagelength) == (photo.imagewidth, photo.imagelength)
    has_one_channel = page.samplesperpixel == 1 and page.bitspersample in (8, 16)
    return same_size and has_one_channel and photo.samplesperpixel >= 3 and may_be_infrared(page, photo)


def replaced_pages(tiff: Any, photo: Any) -> list[Any]:
    """The pages of the file's chain that a save of this photo writes anew or leaves out: the photo, or the
    page that it lies below, its infrared channel and its reduced versions.
    """
    photos = [page.offset for page in photo_pages(tiff)]
    infrared = infrared_page(tiff, photo)
    own = {photo.offset, *([infrared.offset] if infrared is not None else [])}
    replaced, owner = [], photos[0]  # A reduced version that stands before the first photo is of that one.
    for page in chain(tiff.pages):
        nested = {one.offset for one in below(page)}
        owner = next((one for one in photos if one in {page.offset, *nested}), owner)
        is_version = is_reduced(page) or _is_thumbnail_of(page, photo)
        if own & {page.offset, *nested} or (is_version and owner == photo.offset):
            replaced.append(page)
    return replaced


def kept_pages(tiff: Any, photo: Any) -> list[Any]:
    """The pages of the file's chain that a save of this photo leaves as they are."""
    replaced = {page.offset for page in replaced_pages(tiff, photo)}
    return [page for page in chain(tiff.pages) if page.offset not in replaced]


def has_reduced(tiff: Any, photo: Any) -> bool:
    """Whether there are smaller versions of the photo, which show it as it was once it was repaired."""
    return any(
        page.offset != photo.offset and (is_reduced(page) or _is_thumbnail_of(page, photo))
        for top in replaced_pages(tiff, photo)
        for page in (top, *below(top))
    )


def is_reduced(page: Any) -> bool:
    """A thumbnail or a smaller level of the same picture, not another picture."""
    old = page.tags.get(255)
    says_so = bool(getattr(page, "subfiletype", 0) & _REDUCED_BIT)
    return says_so or (old is not None and old.value == _OLD_REDUCED)


def _is_mask(page: Any) -> bool:
    """Whether a page says which pixels of another are transparent."""
    return bool(getattr(page, "subfiletype", 0) & _MASK_BIT)


def _is_thumbnail_of(page: Any, other: Any) -> bool:
    if page.offset == other.offset or max(page.imagewidth, page.imagelength) > _THUMBNAIL_SIDE_PX:
        return False
    across = other.imagewidth / max(page.imagewidth, 1)
    down = other.imagelength / max(page.imagelength, 1)
    has_shape = min(across, down) >= _MUCH_LARGER and abs(across / down - 1) <= _SAME_SHAPE
    return has_shape and shows_the_same(page, other)


def _all(pages: Any) -> Iterator[Any]:
    """The pages, and behind each those that lie below it."""
    for page in chain(pages):
        yield page
        yield from below(page)


def below(page: Any) -> Iterator[Any]:
    """The pages of a page's own chain (SubIFDs)."""
    if page.subifds and page.pages is not None:
        yield from chain(page.pages)


def chain(pages: Any) -> Iterator[Any]:
    """The pages up to the first that was there before: in a damaged file they may lead in a circle."""
    offsets = set()
    for page in pages:
        if page.offset in offsets:
            return
        offsets.add(page.offset)
        yield page
