"""BMP: 1-bit, palette and RGB; of metadata it holds the DPI and the profile."""

from __future__ import annotations

import io
import struct
from typing import Any, BinaryIO

import numpy as np
from PIL import Image

from engine.photo import bmp_profile
from engine.photo.file_format import FileFormat
from engine.photo.limits import check
from engine.photo.model import Photo
from engine.photo.origin import Origin
from engine.photo.palette import expanded, of_picture, to_picture
from engine.photo.pillow import encode, picture, planes

_PIXELS_BYTE, _SIZE_BYTE, _MASKS_BYTE = 10, 18, 54  # where their offset, the sizes and the masks stand
_BIT_FIELDS = (3, 6)  # compression, without and with a mask of alpha


def read(file: BinaryIO) -> Photo:
    try:
        return _through_pillow(file)
    except (OSError, ValueError):  # of bit fields, Pillow knows the usual ones
        file.seek(0)
        return _in_bit_fields(file.read())


def _in_bit_fields(data: bytes) -> Photo:
    """16 or 32 bits a pixel, of which masks say what is red, green and blue."""
    (start,) = struct.unpack_from("<I", data, _PIXELS_BYTE)
    width, height, _, bits, compression = struct.unpack_from("<iiHHI", data, _SIZE_BYTE)
    if compression not in _BIT_FIELDS or bits not in (16, 32):
        raise ValueError("its pixels are packed in another way")
    check(width, abs(height))
    rows = np.frombuffer(data, f"<u{bits // 8}", -(-width * bits // 32) * 32 // bits * abs(height), start)
    packed = rows.reshape(abs(height), -1)[:, :width]
    packed = packed[::-1] if height > 0 else packed
    planes = []
    for mask in struct.unpack_from("<III", data, _MASKS_BYTE):
        low = mask & -mask
        if not mask:
            raise ValueError("one of its masks is empty")
        planes.append((packed & mask).astype(np.uint64) // low * 255 // (mask // low))
    return Photo(np.stack(planes, axis=-1).astype(np.uint8))


def _through_pillow(file: BinaryIO) -> Photo:
    with Image.open(file) as image:
        check(*image.size)
        dpi = image.info.get("dpi")
        palette = of_picture(image) if image.mode == "P" else None
        origin = Origin(
            bits=1 if image.mode == "1" else 8,
            palette=palette,
            dpi=(float(dpi[0]), float(dpi[1])) if dpi else None,
        )
        photo = Photo(*(expanded(palette, 1) if palette else planes(image)), origin=origin)
    file.seek(0)
    photo.icc = bmp_profile.read(file.read())
    return photo


def write(photo: Photo, file: BinaryIO) -> None:
    origin = photo.origin
    settings: dict[str, Any] = {"dpi": origin.dpi} if origin.dpi else {}
    if origin.palette:
        image = to_picture(origin.palette)
    elif photo.bit_depth == 1 and photo.space == "gray":
        image = Image.fromarray(photo.pixels[..., 0] >= 128)
    else:
        image = picture(photo.pixels)
    if photo.icc is None:
        encode(image, file, "BMP", **settings)
        return
    coded = io.BytesIO()
    image.save(coded, "BMP", **settings)
    file.write(bmp_profile.added(coded.getvalue(), photo.icc))


FILE_FORMAT = FileFormat(
    name="BMP",
    suffixes=(".bmp", ".dib"),
    known=lambda head: head.startswith(b"BM"),
    read=read,
    write=write,
    alpha=False,  # few readers believe a BMP's fourth channel
    holds=frozenset({"profile"}),
)
