"""What Pillow reads and Lacuna does not write: AVIF, JPEG 2000, PPM.  Save becomes Save As."""

from __future__ import annotations

from typing import BinaryIO

from PIL import Image

from engine.photo import exif
from engine.photo.file_format import FileFormat
from engine.photo.limits import check
from engine.photo.model import Photo
from engine.photo.origin import Origin
from engine.photo.pillow import planes

_HEADS = (b"\0\0\0\x0cjP  \r\n\x87\n", b"\xff\x4f\xff\x51", b"P4", b"P5", b"P6")
_FORMATS = ("AVIF", "JPEG2000", "PPM")
_MODES = frozenset({"1", "L", "LA", "RGB", "RGBA", "CMYK"})


def known(head: bytes) -> bool:
    return head.startswith(_HEADS) or (head[4:8] == b"ftyp" and b"avif" in head[8:])


def read(file: BinaryIO) -> Photo:
    with Image.open(file, formats=_FORMATS) as image:
        check(*image.size)
        block = exif.bare(image.info.get("exif") or b"") or None
        orientation = exif.orientation(block) if block else 1
        whole = image if image.mode in _MODES else image.convert("RGB")
        origin = Origin(
            orientation=orientation,
            bits=1 if image.mode == "1" else 8,
            frames=int(getattr(image, "n_frames", 1)),
            exif=block,
            xmp=image.info.get("xmp"),
            encoding={"writable": False},
        )
        pixels, alpha = planes(whole, orientation)
        return Photo(pixels, alpha, icc=image.info.get("icc_profile"), origin=origin)


FILE_FORMAT = FileFormat(
    name="AVIF, JPEG 2000 or PPM",
    suffixes=(".avif", ".jp2", ".j2k", ".ppm", ".pgm", ".pbm"),
    known=known,
    read=read,
)
