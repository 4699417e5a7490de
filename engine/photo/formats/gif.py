"""GIF: the first frame, in its palette; more colours than 256 are reduced, and a notice says so."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any, BinaryIO

import numpy as np
from PIL import Image

from engine.photo import gif_metadata
from engine.photo.file_format import FileFormat
from engine.photo.limits import check
from engine.photo.model import Photo
from engine.photo.origin import Origin, Palette
from engine.photo.palette import expanded, of_picture, to_picture
from engine.photo.pillow import encode, picture, planes

_LEAST_OPAQUE = 128  # alpha from which a pixel is opaque


def read(file: BinaryIO) -> Photo:
    with Image.open(file) as image:
        check(*image.size)
        image.load()
        comment = image.info.get("comment")
        file.seek(0)
        icc, packet = gif_metadata.read(file.read())
        palette = of_picture(image) if image.mode == "P" else None
        origin = Origin(
            frames=int(getattr(image, "n_frames", 1)),
            palette=palette,
            xmp=packet,
            encoding={"comment": comment} if comment else {},
        )
        image.seek(0)
        image.load()
        return Photo(*(expanded(palette, 1) if palette else planes(image)), icc=icc, origin=origin)


def write(photo: Photo, file: BinaryIO) -> None:
    origin = photo.origin
    palette = origin.palette or _reduced(photo)
    settings: dict[str, Any] = {name: value for name, value in origin.encoding.items() if name == "comment"}
    clear = np.flatnonzero(palette.colours[:, 3] < _LEAST_OPAQUE)
    if clear.size:  # A GIF has one clear entry: the others' pixels get it too.
        settings["transparency"] = int(clear[0])
        palette = replace(
            palette,
            indices=np.where(np.isin(palette.indices, clear), clear[0], palette.indices).astype(np.uint8),
        )
    if photo.icc is None and origin.xmp is None:
        encode(to_picture(palette), file, "GIF", optimize=False, **settings)
        return
    coded = io.BytesIO()
    to_picture(palette).save(coded, "GIF", optimize=False, **settings)
    file.write(gif_metadata.added(coded.getvalue(), photo.icc, origin.xmp))


def _reduced(photo: Photo) -> Palette:
    """255 colours by octree, the last entry for what is more clear than opaque."""
    if photo.space == "gray" and photo.alpha is None:
        ramp = np.arange(256, dtype=np.uint8)
        return Palette(np.stack([ramp, ramp, ramp, np.full_like(ramp, 255)], axis=1), photo.pixels[..., 0])
    rgb = np.broadcast_to(photo.pixels, (*photo.pixels.shape[:2], 3))
    few = picture(rgb).quantize(255, Image.Quantize.FASTOCTREE)
    found = of_picture(few)
    if photo.alpha is None:
        return found
    indices = np.where(photo.alpha < _LEAST_OPAQUE, np.uint8(len(found.colours)), found.indices)
    return Palette(np.concatenate([found.colours, np.zeros((1, 4), np.uint8)]), indices)


def lossless(photo: Photo) -> bool:
    return photo.origin.palette is not None and photo.format == "GIF"


FILE_FORMAT = FileFormat(
    name="GIF",
    suffixes=(".gif",),
    known=lambda head: head.startswith((b"GIF87a", b"GIF89a")),
    read=read,
    write=write,
    lossless=lossless,
    full_colour=False,
    longest=65535,
    holds=frozenset({"profile", "XMP"}),
)
