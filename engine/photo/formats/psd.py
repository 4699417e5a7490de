"""Photoshop's own files, which are read and not written: the flat picture that goes with the layers."""

from __future__ import annotations

import struct
from typing import BinaryIO

from PIL import Image

from engine.errors import PhotoUnsupported
from engine.photo import notices, photoshop
from engine.photo.file_format import FileFormat
from engine.photo.limits import check
from engine.photo.model import Photo
from engine.photo.origin import Origin
from engine.photo.pillow import planes
from engine.text import Text

_ICC_RESOURCE = 1039  # resource
_PILLOW_MODES = frozenset({"1", "L", "RGB", "RGBA", "CMYK"})
_DEPTH_BYTE = 22


def read(file: BinaryIO) -> Photo:
    head = file.read(26)
    (bits,) = struct.unpack_from(">H", head, _DEPTH_BYTE)
    if bits not in (1, 8):
        raise PhotoUnsupported(Text("a Photoshop file of {bits} bits a channel", bits=bits))
    (size,) = struct.unpack(">I", file.read(4))
    file.seek(size, 1)
    (size,) = struct.unpack(">I", file.read(4))
    block = file.read(size)
    file.seek(0)
    with Image.open(file, formats=("PSD",)) as image:
        check(*image.size)
        pixels, alpha = planes(image if image.mode in _PILLOW_MODES else image.convert("RGB"))
    xmp = photoshop.find(block, photoshop.XMP_RESOURCE)
    origin = Origin(bits=bits, xmp=xmp, encoding={"writable": False})
    photo = Photo(pixels, alpha, icc=photoshop.find(block, _ICC_RESOURCE), origin=origin)
    photo.notices = (notices.LAYERS_FLATTENED,)
    return photo


FILE_FORMAT = FileFormat(
    name="PSD", suffixes=(".psd",), known=lambda head: head.startswith(b"8BPS\0\1"), read=read
)
