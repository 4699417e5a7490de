"""JPEG XL through libjxl, which is read and not written.  It turns its pixels itself."""

from __future__ import annotations

from typing import BinaryIO

import numpy as np

from engine.photo import bmff, exif, notices
from engine.photo.depth import from_floats
from engine.photo.file_format import FileFormat
from engine.photo.limits import check
from engine.photo.model import Photo
from engine.photo.origin import Origin

_FILE_HEADS = (b"\xff\x0a", b"\0\0\0\x0cJXL \r\n\x87\n")
_OFFSET_BYTES = 4  # before the EXIF block: where in it the TIFF header stands


def read(file: BinaryIO) -> Photo:
    import imagecodecs

    data = file.read()
    raster = imagecodecs.jpegxl_decode(data)
    raster = raster[..., None] if raster.ndim == 2 else raster
    if raster.ndim != 3 or raster.shape[2] > 4:
        raise ValueError("it holds several pictures")
    check(raster.shape[1], raster.shape[0])
    raster = raster if raster.dtype.kind == "u" and raster.dtype.itemsize <= 2 else from_floats(raster)
    channels = (raster.shape[2] - 1) // 2 * 2 + 1
    block = _box(data, b"Exif")
    block = None if block is None else exif.bare(block[_OFFSET_BYTES:]) or None
    origin = Origin(
        bits=raster.dtype.itemsize * 8,
        exif=exif.upright(block) if block else None,
        xmp=_box(data, b"xml "),
        encoding={"writable": False},
    )
    alpha = np.ascontiguousarray(raster[..., channels]) if raster.shape[2] > channels else None
    photo = Photo(np.ascontiguousarray(raster[..., :channels]), alpha, origin=origin)
    photo.notices = (notices.TAKEN_FOR_SRGB,)
    return photo


def _box(data: bytes, kind: bytes) -> bytes | None:
    place = bmff.find(data, kind) if data.startswith(_FILE_HEADS[1]) else None
    return None if place is None else data[place[0] : place[1]]


FILE_FORMAT = FileFormat(
    name="JPEG XL",
    suffixes=(".jxl",),
    known=lambda head: head.startswith(_FILE_HEADS),
    read=read,
    pillow=False,
)
