"""Making a photo fit the format it is saved in, and saying what that costs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from engine.errors import PhotoNotSaved
from engine.photo import colour, exif, xmp
from engine.photo.family import Family
from engine.photo.model import Photo, Stored
from engine.photo.palette import indexed

_STRIP = 2**20  # pixels


def fit(photo: Photo, family: Family) -> tuple[Photo, tuple[str, ...]]:
    """The photo as `family` can write it (pixels shared where nothing changes), and notices for the person.

    In its own format all stays.  Elsewhere the family's own blocks stay behind, and the photo is turned
    upright for good where viewers of the format do not obey EXIF orientation.
    """
    if max(photo.width, photo.height) > family.longest:
        raise PhotoNotSaved(f"{family.name} holds at most {family.longest} pixels a side")
    own = family.name == photo.format
    fitted = Photo(
        photo.pixels, photo.alpha, icc=photo.icc, origin=photo.origin if own else photo.origin.abroad()
    )
    fitted.edited = photo.edited or not own
    notices = [note(fitted, family) for note in (_space, _depth, _opacity, _extras, _indices)]
    _turn(fitted, family, own=own)
    _clean(fitted)
    return fitted, tuple(notice for notice in notices if notice)


def _space(photo: Photo, family: Family) -> str:
    if photo.space in family.spaces:
        return ""
    notice = f"{family.name} holds no CMYK: saved as sRGB." if photo.space == "cmyk" else ""
    photo.pixels, photo.icc = _rgb(photo), None
    return notice


def _rgb(photo: Photo) -> Stored:
    """sRGB integers of the same depth."""
    converted = np.empty((*photo.pixels.shape[:2], 3), photo.pixels.dtype)
    rows = max(_STRIP // photo.width, 1)
    for top in range(0, photo.height, rows):
        part = photo.pixels[top : top + rows]
        if photo.space == "gray":
            converted[top : top + rows] = part
        else:
            converted[top : top + rows] = np.rint(colour.cmyk_to_rgb(part, photo.icc) * photo.full)
    return converted


def _depth(photo: Photo, family: Family) -> str:
    if photo.full == 255 or family.sixteen:
        return ""
    photo.pixels = _halved(photo.pixels)
    photo.alpha = None if photo.alpha is None else _halved(photo.alpha)
    photo.origin = replace(photo.origin, bits=8)
    return f"{family.name} holds 8 bits a channel: the finer steps are gone."


def _halved(integers: Stored) -> Stored:
    """16 to 8 bits, rounded."""
    return ((integers.astype(np.uint32) * 255 + 32767) // 65535).astype(np.uint8)


def _opacity(photo: Photo, family: Family) -> str:
    if photo.alpha is None or family.alpha:
        return ""
    alpha, photo.alpha = photo.alpha, None
    if (alpha == photo.full).all():
        return ""
    share = alpha[..., None].astype(np.float32) / photo.full
    white = 0 if photo.space == "cmyk" else photo.full
    photo.pixels = np.rint(white + share * (photo.pixels - np.float32(white))).astype(photo.pixels.dtype)
    return f"{family.name} holds no transparency: laid on white."


def _extras(photo: Photo, family: Family) -> str:
    origin = photo.origin
    lost = [
        word
        for word, there in (("profile", photo.icc), ("EXIF", origin.exif), ("XMP", origin.xmp))
        if there and not family.metadata
    ]
    return f"{family.name} holds no {', '.join(lost)}." if lost else ""


def _indices(photo: Photo, family: Family) -> str:
    if photo.origin.palette is None:
        return ""
    palette, fits = indexed(photo, photo.origin.palette)
    photo.origin = replace(photo.origin, palette=palette if fits or not family.full_colour else None)
    if fits:
        return ""
    way_out = "saved as full colour" if family.full_colour else "the nearest ones were taken"
    return f"The palette has no room for the repaired colours: {way_out}."


def _turn(photo: Photo, family: Family, *, own: bool) -> None:
    origin = photo.origin
    if origin.orientation == 1 or (family.metadata and (own or family.turned)):
        return
    photo.origin = replace(origin, orientation=1, exif=exif.upright(origin.exif) if origin.exif else None)


def _clean(photo: Photo) -> None:
    if not photo.edited:
        return
    origin = photo.origin
    photo.origin = replace(
        origin,
        exif=exif.without_thumbnail(origin.exif) if origin.exif else None,
        xmp=xmp.without_thumbnail(origin.xmp) if origin.xmp else None,
    )
