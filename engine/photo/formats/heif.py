"""HEIC and HEIF through libheif: 8 to 12 bits.  It is lossy, and turns its pixels itself when it is read."""

from __future__ import annotations

from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from engine.photo import exif
from engine.photo.file_format import FileFormat
from engine.photo.limits import check
from engine.photo.model import Photo
from engine.photo.origin import Origin

QUALITY = 92
_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_MODES = {(1, False): "L", (1, True): "LA", (3, False): "RGB", (3, True): "RGBA"}


def known(head: bytes) -> bool:
    brands = {head[8:12]} | {head[at : at + 4] for at in range(16, len(head) - 3, 4)}
    return head[4:8] == b"ftyp" and bool(brands & _BRANDS) and not brands & {b"avif", b"avis"}


def read(file: BinaryIO) -> Photo:
    import pillow_heif

    pillow_heif.options.DECODE_THREADS = 2
    opened = pillow_heif.open_heif(file, convert_hdr_to_8bit=False)
    width, height = opened.size
    check(width, height, 6)
    info = opened.info
    pixels, alpha, bits = _planes(np.array(opened), opened.mode, int(info.get("bit_depth", 8)))
    block = exif.bare(info.get("exif") or b"") or None
    origin = Origin(
        bits=bits,
        frames=len(opened),
        exif=exif.upright(block) if block else None,  # the pixels are upright already
        xmp=info.get("xmp"),
        encoding={"chroma": info.get("chroma")},
    )
    return Photo(pixels, alpha, icc=info.get("icc_profile"), origin=origin)


def _planes(raster: NDArray[Any], mode: str, bits: int) -> tuple[NDArray[Any], NDArray[Any] | None, int]:
    """libheif gives 10 and 12 bits at the top of 16: the low bits are filled, so that white is 65535."""
    planes = raster[..., None] if raster.ndim == 2 else raster
    if planes.dtype == np.uint16:
        planes = planes | planes >> bits
    channels = 1 if mode.startswith("L") else 3
    alpha = np.ascontiguousarray(planes[..., channels]) if planes.shape[2] > channels else None
    return np.ascontiguousarray(planes[..., :channels]), alpha, bits


def write(photo: Photo, file: BinaryIO) -> None:
    import pillow_heif

    deep = photo.full > 255
    pixels = np.broadcast_to(photo.pixels, (*photo.pixels.shape[:2], 3)) if deep else photo.pixels
    raster = pixels if photo.alpha is None else np.concatenate([pixels, photo.alpha[..., None]], axis=-1)
    mode = _MODES[pixels.shape[2], photo.alpha is not None] + (";16" if deep else "")
    data = np.ascontiguousarray(raster).tobytes()
    picture = pillow_heif.from_bytes(mode, (photo.width, photo.height), data)
    chroma = photo.origin.encoding.get("chroma")
    settings: dict[str, Any] = {"chroma": chroma} if chroma in (420, 422, 444) else {}
    if photo.icc:
        picture.info["icc_profile"] = photo.icc
    picture.save(file, quality=QUALITY, exif=photo.origin.exif, xmp=photo.origin.xmp, **settings)


FILE_FORMAT = FileFormat(
    name="HEIC",
    suffixes=(".heic", ".heif", ".hif"),
    known=known,
    read=read,
    write=write,
    lossless=lambda photo: False,  # noqa: ARG005
    sixteen=True,
    longest=16384,
    pillow=False,
)
