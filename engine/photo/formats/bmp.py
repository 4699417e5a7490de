"""BMP: 1-bit, palette and RGB; of metadata it holds the DPI."""

from __future__ import annotations

from typing import Any, BinaryIO

from PIL import Image

from engine.photo.file_format import FileFormat
from engine.photo.limits import check
from engine.photo.model import Photo
from engine.photo.origin import Origin
from engine.photo.palette import expanded, of_picture, to_picture
from engine.photo.pillow import encode, picture, planes


def read(file: BinaryIO) -> Photo:
    with Image.open(file) as image:
        check(*image.size)
        dpi = image.info.get("dpi")
        palette = of_picture(image) if image.mode == "P" else None
        origin = Origin(
            bits=1 if image.mode == "1" else 8,
            palette=palette,
            dpi=(float(dpi[0]), float(dpi[1])) if dpi else None,
        )
        return Photo(*(expanded(palette, 1) if palette else planes(image)), origin=origin)


def write(photo: Photo, file: BinaryIO) -> None:
    origin = photo.origin
    settings: dict[str, Any] = {"dpi": origin.dpi} if origin.dpi else {}
    if origin.palette:
        image = to_picture(origin.palette)
    elif photo.bit_depth == 1 and photo.space == "gray":
        image = Image.fromarray(photo.pixels[..., 0] >= 128)
    else:
        image = picture(photo.pixels)
    encode(image, file, "BMP", **settings)


FILE_FORMAT = FileFormat(
    name="BMP",
    suffixes=(".bmp", ".dib"),
    known=lambda head: head.startswith(b"BM"),
    read=read,
    write=write,
    alpha=False,  # few readers believe a BMP's fourth channel
    metadata=False,
)
