"""File formats: one module of `formats` each, found here; there is no list to keep."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Literal

from engine.errors import PhotoUnsupported
from engine.photo.model import Photo
from engine.photo.redaction import Redaction
from engine.text import Text


@dataclass(frozen=True, kw_only=True)
class FileFormat:
    """One file format.

    known: whether a file's first 64 bytes are of this format.  read: the photo at the start of a file, any
    exception means it is damaged.  write: a photo that fits (see convert.fit) to an empty file; it may return
    notices.  cost: what encoding costs a person, known before; None for most formats.  preview: a small
    version, quickly.  redacted: the format's own blocks (Origin.carried) without
    pictures of the unrepaired photo.
    read_page: the photo on a page, counted from 1, of a format that has pages; raises PageMissing.
    page_count: how many there are, without decoding one.  written_as: the name of the format that photos of
    this one are delivered in where none is chosen; "": its own.
    holds_whole: the names of other formats whose photos go into this one with all that they have.
    deepest: the bits of a channel that any photo may have.  says_cicp: it can say that colours are PQ, or
    BT.2020.  full_colour: False where all is in a palette.  longest: the longest side the format holds.
    viewers_rotate: most viewers of this format obey the EXIF orientation.  holds: which metadata of other
    formats; IPTC goes into XMP where it is not held.  moves_exif: offsets in EXIF change.  most_exif: bytes.
    layers: whether the photo as it was and the repair over it are written as layers.
    pillow: Pillow decodes it without another library.
    """

    name: str
    suffixes: tuple[str, ...]
    known: Callable[[bytes], bool]
    read: Callable[[BinaryIO], Photo]
    read_page: Callable[[BinaryIO, int], Photo] | None = None
    page_count: Callable[[BinaryIO], int] | None = None
    written_as: str = ""
    holds_whole: frozenset[str] = frozenset()
    write: Callable[[Photo, BinaryIO], tuple[Text, ...] | None] | None = None
    cost: Callable[[Photo], Text] | None = None
    preview: Callable[[BinaryIO, int], Photo] | None = None
    redacted: Callable[[tuple[Any, ...], Redaction], tuple[Any, ...]] | None = None
    lossless: Callable[[Photo], bool] = lambda photo: True  # noqa: ARG005
    spaces: frozenset[str] = frozenset({"gray", "rgb"})
    deepest: int = 8
    says_cicp: bool = False
    alpha: bool = True
    full_colour: bool = True
    longest: int = 2**31 - 1
    viewers_rotate: bool = False
    holds: frozenset[str] = frozenset({"profile", "EXIF", "XMP"})
    moves_exif: bool = False
    most_exif: int = 2**31 - 1
    layers: Literal["never", "when asked", "always"] = "never"
    pillow: bool = True

    def is_own(self, name: str) -> bool:
        """Whether a photo of the format `name` goes into this one with all that it has."""
        return name == self.name or name in self.holds_whole


@functools.cache
def file_formats() -> tuple[FileFormat, ...]:
    """Every format, in alphabetical order of its module."""
    from engine.photo import formats

    names = [module.name for module in pkgutil.iter_modules(formats.__path__)]
    return tuple(importlib.import_module(f"{formats.__name__}.{name}").FILE_FORMAT for name in names)


def of_content(head: bytes) -> FileFormat | None:
    """The format of a file that starts so."""
    return next((file_format for file_format in file_formats() if file_format.known(head)), None)


def of_name(path: Path) -> FileFormat:
    """The format to write under this name, or PhotoUnsupported."""
    suffix = path.suffix.lower()
    for file_format in file_formats():
        if suffix in file_format.suffixes and file_format.write is not None:
            return file_format
    known = ", ".join(
        file_format.suffixes[0] for file_format in file_formats() if file_format.write is not None
    )
    raise PhotoUnsupported(
        Text("{name} has no suffix of a format that can be written ({known})", name=path.name, known=known)
    )


def suffixes() -> tuple[str, ...]:
    """All suffixes that can be opened, for file dialogs and folders."""
    return tuple(suffix for file_format in file_formats() for suffix in file_format.suffixes)


def paged_suffixes() -> frozenset[str]:
    """The suffixes of formats that have pages."""
    return frozenset(
        suffix for one in file_formats() if one.page_count is not None for suffix in one.suffixes
    )


def delivered_format(name: str) -> FileFormat | None:
    """The format that a photo of the format `name` is delivered in where none is chosen."""
    own = of_format(name)
    return of_format(own.written_as) if own is not None and own.written_as else own


def pillow_suffixes() -> frozenset[str]:
    """The suffixes of what Pillow decodes by itself, and so of what a training reads."""
    return frozenset(suffix for one in file_formats() if one.pillow for suffix in one.suffixes)


def saving_formats() -> tuple[FileFormat, ...]:
    """Those that take any photo in full colour, for file dialogs: JPEG, PNG, then the others by name."""
    found = [one for one in file_formats() if one.write is not None and one.full_colour]
    return tuple(sorted(found, key=lambda one: (one.name != "JPEG", one.name != "PNG", one.name)))


def layered_formats() -> tuple[FileFormat, ...]:
    """Those that hold the repair as a layer, first those that always do."""
    found = [one for one in file_formats() if one.layers != "never"]
    return tuple(sorted(found, key=lambda one: (one.layers != "always", one.name)))


def of_format(name: str) -> FileFormat | None:
    """The format of this name, as Photo.format has it."""
    return next((file_format for file_format in file_formats() if file_format.name == name), None)
