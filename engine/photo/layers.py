"""The repair as a layer of its own over the photo as it was."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from engine.errors import PhotoUnsupported
from engine.photo import exif, notices
from engine.photo.changes import differing
from engine.photo.model import Photo
from engine.photo.origin import Origin
from engine.pixels.box import Box
from engine.text import Text

PHOTO_LAYER_NAME = "Photo"
REPAIR_LAYER_NAME = "Repair"
THINNER_NOTE = Text("Where the photo is half transparent, the layer of the repair shows it more opaque.")


def repair_layer(photo: Photo, before: Photo) -> tuple[Photo, Box] | None:
    """Every pixel that differs from the photo as it was, opaque, and the others clear, in the smallest box.

    Over `before` this layer shows `photo`, exactly where that is opaque or was clear.  None where nothing
    differs.
    """
    changed = differing(photo.pixels, before.pixels)
    if photo.alpha is not None and before.alpha is not None:
        changed |= photo.alpha != before.alpha
    rows, columns = np.flatnonzero(changed.any(axis=1)), np.flatnonzero(changed.any(axis=0))
    if not rows.size:
        return None
    box = Box(int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)
    inside = changed[box.slices]
    opaque = np.asarray(photo.full, photo.pixels.dtype) if photo.alpha is None else photo.alpha[box.slices]
    pixels = np.where(inside[..., None], photo.pixels[box.slices], 0).astype(photo.pixels.dtype)
    alpha = np.where(inside, opaque, 0).astype(photo.pixels.dtype)
    return Photo(pixels, alpha, icc=photo.icc, origin=layer_origin(photo)), box


def thinner_notes(photo: Photo, before: Photo) -> tuple[Text, ...]:
    """A notice where `repair_layer` over `before` does not show the photo as it is."""
    if photo.alpha is None or before.alpha is None:
        return ()
    changed = differing(photo.pixels, before.pixels)
    half = changed & (photo.alpha < photo.full) & (before.alpha > 0)
    return (THINNER_NOTE,) if half.any() else ()


def layer_origin(photo: Photo) -> Origin:
    """What a layer says of itself: how its numbers are to be read."""
    return Origin(bits=photo.pixels.dtype.itemsize * 8, cicp=photo.origin.cicp)


def with_plain_encoding(photo: Photo) -> Photo:
    """The photo as a TIFF with layers can hold it: upright, full colour, 8 or 16 bits; pixels are shared.

    Metadata that other formats hold stay, and the infrared channel of a scan.  Raises PhotoUnsupported.
    """
    if photo.space == "cmyk":
        raise PhotoUnsupported(Text("layers are written of gray and RGB photos, and this one is CMYK"))
    origin = photo.origin
    infrared = origin.encoding.get("infrared")
    plain = replace(
        origin.abroad(),
        orientation=1,
        bits=photo.pixels.dtype.itemsize * 8,
        exif=exif.upright(origin.exif) if origin.exif and origin.orientation != 1 else origin.exif,
        encoding={"infrared": infrared} if infrared and origin.orientation == 1 else {},
    )
    if plain.encoding:
        kept = tuple(notice for notice in origin.own_only if notice != notices.INFRARED_LEFT)
        plain = replace(plain, own_only=kept)
    copied = Photo(photo.pixels, photo.alpha, icc=photo.icc, origin=plain)
    copied.edited, copied.changed_pixels, copied.before = True, photo.changed_pixels, photo.before
    return copied
