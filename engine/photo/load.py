"""Reading a photo: what kind of file it is (by content, never by name), whether it fits, and its
file_format's reader.
"""

from __future__ import annotations

import logging
import struct
import warnings
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, TypeVar

from engine.errors import (
    PageMissing,
    PhotoError,
    PhotoNotFound,
    PhotoTooLarge,
    PhotoUnreadable,
    PhotoUnsupported,
)
from engine.photo.file_format import FileFormat, of_content, of_format, suffixes
from engine.photo.model import Photo
from engine.photo.notices import first_of_frames, no_such_page, one_of_pages
from engine.photo.origin import stamp
from engine.system.atomic import reason
from engine.text import Text, because, mark

Read = TypeVar("Read")

RAW_FILE_CAUSE = mark("{name} is a camera's RAW file")
BREAKS_OFF = Text("it breaks off")
NOT_ALLOWED = Text("reading it is not allowed")
_HEAD_BYTES = 64
RAW_SUFFIXES = frozenset(
    [
        ".3fr",
        ".arw",
        ".cr2",
        ".cr3",
        ".crw",
        ".dcr",
        ".erf",
        ".fff",
        ".gpr",
        ".iiq",
        ".k25",
        ".kdc",
        ".mef",
        ".mos",
        ".mrw",
        ".nef",
        ".nrw",
        ".orf",
        ".pef",
        ".raf",
        ".raw",
        ".rw2",
        ".rwl",
        ".sr2",
        ".srf",
        ".srw",
        ".x3f",
    ]
)
_RAW_HEADS = (
    b"FUJIFILMCCD-RAW",
    b"IIU\0",
    b"IIRO",
    b"IIRS",
    b"MMOR",
    b"\0MRM",
    b"FOVb",
    b"II\x1a\0\0\0HEAPCCDR",
)
_CUT_OFF_PHRASES = (
    "truncated",
    "too early",
    "failed to read",
    "too small",
    "unexpected end",
    "cut off",
    "break off",
    "only got",
)


def load(path: Path, page: int = 1) -> Photo:
    """Read a photo in display orientation.  page: counted from 1, of a file that has several.

    Raises PhotoNotFound, PhotoUnreadable (damaged, empty, no picture), PhotoUnsupported (RAW, video …),
    PhotoTooLarge, PageMissing.
    """
    try:
        with _opened(path) as file:
            file_format = _recognised(path, file)
            photo = _read(path, file_format, lambda: _photo(file, file_format, page))
            size = stamp(path)
    except OSError as error:
        raise _closed(path, error) from error
    photo.origin = replace(photo.origin, format=file_format.name, path=path, stamp=size)
    count = photo.origin.frames
    if count > 1 and photo.origin.keeps_other_pages:
        photo.notices += (one_of_pages(page, count),)
    elif count > 1 and file_format.write is not None:
        photo.notices += (first_of_frames(count),)
    return photo


def page_count(path: Path) -> int:
    """The number of photos that a file has as pages; 1 for formats without pages.

    Raises what `load` raises, as far as it shows before a page is decoded.
    """
    try:
        with _opened(path) as file:
            file_format = _recognised(path, file)
            count = file_format.page_count
            return 1 if count is None else _read(path, file_format, lambda: count(file))
    except OSError as error:
        raise _closed(path, error) from error


def _photo(file: BinaryIO, file_format: FileFormat, page: int) -> Photo:
    if file_format.read_page is not None:
        return file_format.read_page(file, page)
    if page != 1:
        raise PageMissing(no_such_page(page, 1))
    return file_format.read(file)


def preview(path: Path, side: int) -> Photo | None:
    """A small version of a JPEG in display orientation, both sides ≥ `side` where the photo's are; None for
    other formats.

    Several times faster than `load`, for a first paint.  Raises what `load` raises.
    """
    try:
        with _opened(path) as file:
            file_format = _recognised(path, file)
            small = file_format.preview
            if small is None:
                return None
            return _read(path, file_format, lambda: small(file, side))
    except OSError as error:
        raise _closed(path, error) from error


def recognise(path: Path) -> None:
    """Raise what `load` would raise, as far as the first bytes give it away; a damaged photo may pass."""
    try:
        with _opened(path) as file:
            _recognised(path, file)
    except OSError as error:
        raise _closed(path, error) from error


def _opened(path: Path) -> BinaryIO:
    if path.is_dir():
        raise PhotoUnreadable(Text("{name} is a folder", name=path.name or path))
    if path.exists() and not path.is_file():
        raise PhotoUnreadable(Text("{name} is not a file", name=path.name))
    return path.open("rb")


def _closed(path: Path, error: OSError) -> PhotoError:
    if isinstance(error, FileNotFoundError):
        return PhotoNotFound(str(path))
    if isinstance(error, PermissionError):
        return PhotoUnreadable(because(path.name, NOT_ALLOWED))
    return PhotoUnreadable(because(path.name, reason(error)))


def _recognised(path: Path, file: BinaryIO) -> FileFormat:
    head = file.read(_HEAD_BYTES)
    file.seek(0)
    if not head:
        raise PhotoUnreadable(Text("{name} is empty", name=path.name))
    suffix = path.suffix.lower()
    tiff = head[:4] in (b"II*\0", b"MM\0*")
    if (
        head.startswith(_RAW_HEADS)
        or head[4:12] == b"ftypcrx "
        or (tiff and (head[8:10] == b"CR" or suffix in RAW_SUFFIXES))
    ):
        raise PhotoUnsupported(Text(RAW_FILE_CAUSE, name=path.name))
    file_format = of_format("DNG") if tiff and suffix == ".dng" else of_content(head)
    if file_format is not None:
        return file_format
    if suffix in RAW_SUFFIXES:
        raise PhotoUnsupported(Text(RAW_FILE_CAUSE, name=path.name))
    if suffix in suffixes():
        raise PhotoUnreadable(
            Text("{name} holds no picture that Lacuna knows, whatever its name says", name=path.name)
        )
    raise PhotoUnsupported(Text("{name} is no photo that Lacuna knows", name=path.name))


def _read(path: Path, file_format: FileFormat, decoded: Callable[[], Read]) -> Read:
    """What a decoder reads of a file.  Raises PhotoError, whatever the decoder raises."""
    # What it finds odd is in the exception, or harmless.
    logging.getLogger("tifffile").setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of odd metadata, which is carried untouched
            return decoded()
    except PhotoError as error:
        raise type(error)(Text("{name}: {cause}", name=path.name, cause=error.cause)) from error
    except MemoryError as error:
        raise PhotoTooLarge(Text("{name} does not fit into memory", name=path.name)) from error
    except Exception as error:  # decoders raise whatever a damaged file trips them into
        how = BREAKS_OFF if _is_short(error) else Text("a damaged {kind} file", kind=file_format.name)
        raise PhotoUnreadable(because(path.name, how)) from error


def _is_short(error: Exception) -> bool:
    """Whether the decoder ran out of file, as far as its words say so."""
    said = str(error).lower()
    return isinstance(error, struct.error | EOFError) or any(phrase in said for phrase in _CUT_OFF_PHRASES)
