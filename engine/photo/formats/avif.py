"""AVIF, which is read and not written: 8 bits through Pillow, more through libavif itself.

Neither crops, rotates or mirrors as the container says.
"""

from __future__ import annotations

import io
from typing import BinaryIO

import numpy as np
from PIL import Image

from engine.photo import bmff, exif
from engine.photo.depth import widened
from engine.photo.file_format import FileFormat
from engine.photo.limits import check
from engine.photo.model import Photo, Stored
from engine.photo.origin import Origin
from engine.text import Text

_AVIF_BRANDS = frozenset({b"avif", b"avis"})
_PILLOW_MODES = frozenset({"L", "LA", "RGB", "RGBA"})


def known(head: bytes) -> bool:
    brands = {head[8:12]} | {head[at : at + 4] for at in range(16, len(head) - 3, 4)}
    return head[4:8] == b"ftyp" and bool(brands & _AVIF_BRANDS)


def read(file: BinaryIO) -> Photo:
    data = file.read()
    primary = bmff.primary(data)
    bits = primary.bits or 8
    with Image.open(io.BytesIO(data), formats=("AVIF",)) as image:
        check(*image.size, 6)
        info, frames = dict(image.info), int(getattr(image, "n_frames", 1))
        is_deep = bits > 8 and frames == 1  # of several, imagecodecs decodes none without crashing
        raster = _deep(data, bits) if is_deep else _shallow(image)
    raster = bmff.transformed(raster, primary.transforms)
    channels = (raster.shape[2] - 1) // 2 * 2 + 1
    block = exif.bare(info.get("exif") or b"") or None
    icc, cicp = info.get("icc_profile"), primary.cicp
    origin = Origin(
        bits=bits if is_deep else 8,
        frames=frames,
        exif=exif.upright(block) if block else None,  # the container's transforms are what counts
        xmp=info.get("xmp"),
        cicp=None if cicp is None or cicp.is_srgb or icc else cicp,
        beside=bmff.beside(data),
        encoding={"writable": False},
    )
    alpha = np.ascontiguousarray(raster[..., channels]) if raster.shape[2] > channels else None
    photo = Photo(np.ascontiguousarray(raster[..., :channels]), alpha, icc=icc, origin=origin)
    if bits > photo.bit_depth:
        photo.notices += (
            Text(
                "Its {bits} bits a channel are read as {read}: the finer steps are gone.",
                bits=bits,
                read=photo.bit_depth,
            ),
        )
    return photo


def _shallow(image: Image.Image) -> Stored:
    """H×W×C uint8, as coded."""
    whole = image if image.mode in _PILLOW_MODES else image.convert("RGB")
    raster = np.asarray(whole)
    return raster[..., None] if raster.ndim == 2 else raster


def _deep(data: bytes, bits: int) -> Stored:
    """H×W×C uint16, as coded."""
    import imagecodecs

    raster = imagecodecs.avif_decode(data)
    return widened(raster[..., None] if raster.ndim == 2 else raster, bits)


FILE_FORMAT = FileFormat(name="AVIF", suffixes=(".avif", ".avifs"), known=known, read=read)
