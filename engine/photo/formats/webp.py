"""WebP: lossless stays lossless, lossy is written at quality 92."""

from __future__ import annotations

import io
import struct
from typing import BinaryIO

from PIL import Image

from engine.photo import exif, notices
from engine.photo.file_format import FileFormat
from engine.photo.limits import check
from engine.photo.model import Photo
from engine.photo.orient import filed
from engine.photo.origin import Origin
from engine.photo.pillow import encode, picture, planes
from engine.text import Text

LOSSY_QUALITY = 92
_KNOWN_CHUNKS = frozenset({b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP", b"EXIF", b"XMP "})


def read(file: BinaryIO) -> Photo:
    exact = _is_lossless(file)
    beside = _beside(file)
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    with Image.open(file) as image:
        check(*image.size, 4)
        block = exif.bare(image.info.get("exif", b"")) or None
        origin = Origin(
            orientation=exif.orientation(block) if block else 1,
            frames=int(getattr(image, "n_frames", 1)),
            exif=block,
            xmp=image.info.get("xmp"),
            beside=beside,
            encoding={"lossless": exact, "bytes": size},
        )
        pixels, alpha = planes(image, origin.orientation)
        return Photo(pixels, alpha, icc=image.info.get("icc_profile"), origin=origin)


def _beside(file: BinaryIO) -> tuple[Text, ...]:
    """Notices of what a file that is encoded anew does not hold any more: texts, and blocks of programs."""
    file.seek(12)
    names = []
    while len(head := file.read(8)) == 8:
        kind, size = struct.unpack("<4sI", head)
        names += [] if kind in _KNOWN_CHUNKS else [kind.decode("latin-1").strip()]
        file.seek(size + size % 2, 1)
    return (notices.left_out(", ".join(dict.fromkeys(names))),) if names else ()


def _is_lossless(file: BinaryIO) -> bool:
    """Walks the RIFF chunks to the first picture (WebP container specification)."""
    file.seek(12)
    while len(head := file.read(8)) == 8:
        kind, size = struct.unpack("<4sI", head)
        if kind in (b"VP8 ", b"VP8L"):
            return bool(kind == b"VP8L")
        file.seek(16 if kind == b"ANMF" else size + size % 2, 1)
    return False


def write(photo: Photo, file: BinaryIO) -> tuple[Text, ...]:
    origin = photo.origin
    alpha = None if photo.alpha is None else filed(photo.alpha, origin.orientation)
    image = picture(filed(photo.pixels, origin.orientation), alpha)
    how = {"lossless": True, "exact": True} if lossless(photo) else {"quality": LOSSY_QUALITY, "method": 4}
    blocks = {"icc_profile": photo.icc, "exif": origin.exif, "xmp": origin.xmp}
    encode(image, file, "WEBP", **how, **{name: block for name, block in blocks.items() if block})
    before = origin.encoding.get("bytes")
    if before is None or lossless(photo):
        return ()
    return (notices.whole_note("WebP", before, file.seek(0, io.SEEK_END)),)


def lossless(photo: Photo) -> bool:
    return photo.format == "WebP" and bool(photo.origin.encoding.get("lossless"))


FILE_FORMAT = FileFormat(
    name="WebP",
    suffixes=(".webp",),
    known=lambda head: head[:4] == b"RIFF" and head[8:12] == b"WEBP",
    read=read,
    write=write,
    lossless=lossless,
    spaces=frozenset({"rgb"}),
    longest=16383,
)
