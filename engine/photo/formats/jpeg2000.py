"""JPEG 2000, which is read and not written: through Pillow, above 8 bits through OpenJPEG itself."""

from __future__ import annotations

import io
import struct
from typing import BinaryIO

import numpy as np
from PIL import Image

from engine.errors import PhotoUnsupported
from engine.photo import bmff, exif
from engine.photo.depth import widened
from engine.photo.file_format import FileFormat
from engine.photo.limits import check
from engine.photo.model import Photo
from engine.photo.orient import displayed
from engine.photo.origin import Origin
from engine.photo.pillow import planes
from engine.text import Text

_DEEP_COLOURS = Text("JPEG 2000 of more than 8 bits in other colours than gray and RGB")
_FILE_HEADS = (b"\0\0\0\x0cjP  \r\n\x87\n", b"\xff\x4f\xff\x51")
_CODESTREAM_START = b"\xff\x4f\xff\x51"  # start of code stream, and the marker of its sizes
_PILLOW_MODES = frozenset({"1", "L", "LA", "RGB", "RGBA", "CMYK"})
_ENUMERATED, _ICC_METHODS = 1, (2, 3)
_SRGB_SPACE, _GRAY_SPACE = 16, 17
_XMP_UUID = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
_EXIF_UUID = b"JpgTiffExif->JP2"


def read(file: BinaryIO) -> Photo:
    data = file.read()
    width, height, depths = _sizes(data)
    bits = max(depths)
    check(width, height, len(depths) * (1 if bits <= 8 else 2))
    blocks = {
        data[start : start + 16]: data[start + 16 : end]
        for kind, start, end in bmff.boxes(data)
        if kind == b"uuid"
    }
    block = exif.bare(blocks.get(_EXIF_UUID, b"")) or None
    orientation = exif.orientation(block) if block else 1
    method, icc = _colours(data)
    origin = Origin(
        orientation=orientation,
        bits=bits,
        exif=block,
        xmp=blocks.get(_XMP_UUID),
        encoding={"writable": False},
    )
    if bits > 8:
        return _deep(data, bits, method, icc, origin)
    with Image.open(io.BytesIO(data), formats=("JPEG2000",)) as image:
        whole = image if image.mode in _PILLOW_MODES else image.convert("RGB")
        pixels, alpha = planes(whole, orientation)
    return Photo(pixels, alpha, icc=icc, origin=origin)


def _deep(data: bytes, bits: int, method: int, icc: bytes | None, origin: Origin) -> Photo:
    import imagecodecs

    if method not in (0, _SRGB_SPACE, _GRAY_SPACE):
        raise PhotoUnsupported(_DEEP_COLOURS)
    raster = imagecodecs.jpeg2k_decode(data)
    raster = raster[..., None] if raster.ndim == 2 else raster
    if raster.dtype.kind != "u" or raster.ndim != 3 or raster.shape[2] > 4:
        raise PhotoUnsupported(_DEEP_COLOURS)
    shown = widened(displayed(raster, origin.orientation), bits)
    channels = (shown.shape[2] - 1) // 2 * 2 + 1
    alpha = np.ascontiguousarray(shown[..., channels]) if shown.shape[2] > channels else None
    return Photo(np.ascontiguousarray(shown[..., :channels]), alpha, icc=icc, origin=origin)


def _sizes(data: bytes) -> tuple[int, int, list[int]]:
    """Width, height, and the bits of each component."""
    at = data.index(_CODESTREAM_START) + len(_CODESTREAM_START) + 4
    right, bottom, left, top = struct.unpack_from(">IIII", data, at)
    (count,) = struct.unpack_from(">H", data, at + 32)
    depths = [(data[at + 34 + 3 * n] & 0x7F) + 1 for n in range(count)]
    return right - left, bottom - top, depths


def _colours(data: bytes) -> tuple[int, bytes | None]:
    """The number of the colour space that the file names, 0 for none, and the profile."""
    place = bmff.find(data, b"jp2h", b"colr")
    if place is None:
        return 0, None
    start, end = place
    if data[start] == _ENUMERATED and start + 7 <= end:
        return int(struct.unpack_from(">I", data, start + 3)[0]), None
    return 0, data[start + 3 : end] if data[start] in _ICC_METHODS else None


FILE_FORMAT = FileFormat(
    name="JPEG 2000",
    suffixes=(".jp2", ".j2k", ".jpx", ".j2c"),
    known=lambda head: head.startswith(_FILE_HEADS),
    read=read,
)
