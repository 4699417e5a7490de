"""Making a photo fit the format it is saved in, and saying what that costs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import numpy as np

from engine.errors import FormatTooSmall
from engine.photo import colour, exif, iptc, iptc_in_xmp, notices, tags, xmp
from engine.photo.file_format import FileFormat
from engine.photo.model import Photo, Stored
from engine.photo.palette import indexed
from engine.photo.redaction import Redaction
from engine.text import NO_TEXT, Text

_STRIP_PIXELS = 2**20  # pixels


def fit(photo: Photo, file_format: FileFormat) -> tuple[Photo, tuple[Text, ...]]:
    """The photo as `file_format` can write it (pixels shared where nothing changes), and notices for the
    person.

    In its own format all stays.  Elsewhere the file_format's own blocks stay behind, and the photo is turned
    upright for good where viewers of the format do not obey EXIF orientation.
    """
    check_sides(photo, file_format)
    own = file_format.is_own(photo.format)
    fitted = Photo(
        photo.pixels, photo.alpha, icc=photo.icc, origin=photo.origin if own else photo.origin.abroad()
    )
    fitted.edited = photo.edited or not own
    fitted.changed_pixels = photo.changed_pixels
    if photo.before is not None and file_format.layers != "never":
        fitted.before = partial(_fitted_before, photo.before, file_format)
    said = [step(fitted, file_format) for step in _CONVERSION_STEPS]
    if not own and file_format.moves_exif and tags.has_fixed_maker_note(fitted.origin.exif):
        said.append(notices.MAKER_NOTE_LEFT)
    _turn(fitted, file_format, own=own)
    said += [*photo.origin.beside, *(() if own else photo.origin.own_only), *_redact(fitted, file_format)]
    return fitted, tuple(dict.fromkeys(notice for notice in said if notice))


def _fitted_before(before: Callable[[], Photo], file_format: FileFormat) -> Photo:
    """The photo as it was, as its layer."""
    photo = before()
    layer = Photo(photo.pixels, photo.alpha, icc=photo.icc, origin=photo.origin.abroad())
    for step in (_space, _depth):
        step(layer, file_format)
    return layer


def foreseen_losses(photo: Photo, file_format: FileFormat) -> tuple[Text, ...]:
    """Notices of the depth and the colours that a save in this format would lose, and of what its encoding
    costs; nothing is changed.
    """
    corner = Photo(photo.pixels[:1, :1].copy(), icc=photo.icc, origin=photo.origin)
    said = [step(corner, file_format) for step in (_colours, _space, _depth)]
    said += [] if file_format.cost is None else [file_format.cost(photo)]
    return tuple(notice for notice in said if notice)


def check_sides(photo: Photo, file_format: FileFormat) -> None:
    """Raise FormatTooSmall where a side is longer than the format holds."""
    if max(photo.width, photo.height) > file_format.longest:
        raise FormatTooSmall(
            Text(
                "{format} holds at most {side} pixels a side",
                format=file_format.name,
                side=file_format.longest,
            )
        )


def _space(photo: Photo, file_format: FileFormat) -> Text:
    if photo.space in file_format.spaces:
        return NO_TEXT
    cmyk = photo.space == "cmyk"
    photo.pixels, photo.icc = _rgb(photo), None
    return Text("{format} holds no CMYK: saved as sRGB.", format=file_format.name) if cmyk else NO_TEXT


def _rgb(photo: Photo) -> Stored:
    """sRGB integers of the same depth."""
    converted = np.empty((*photo.pixels.shape[:2], 3), photo.pixels.dtype)
    rows = max(_STRIP_PIXELS // photo.width, 1)
    for top in range(0, photo.height, rows):
        part = photo.pixels[top : top + rows]
        if photo.space == "gray":
            converted[top : top + rows] = part
        else:
            converted[top : top + rows] = np.rint(colour.cmyk_to_rgb(part, photo.icc) * photo.full)
    return converted


def _depth(photo: Photo, file_format: FileFormat) -> Text:
    if photo.bit_depth <= max(file_format.deepest, 8):
        return NO_TEXT
    if file_format.deepest > 8:
        own = file_format.is_own(photo.format)
        return NO_TEXT if own else notices.steps_lost(file_format.name, file_format.deepest)
    photo.pixels = _halved(photo.pixels)
    photo.alpha = None if photo.alpha is None else _halved(photo.alpha)
    photo.origin = replace(photo.origin, bits=8)
    return notices.steps_lost(file_format.name, file_format.deepest)


def _colours(photo: Photo, file_format: FileFormat) -> Text:
    cicp = photo.origin.cicp
    if cicp is None or file_format.says_cicp:
        return NO_TEXT
    photo.origin = replace(photo.origin, cicp=None)
    return notices.colours_unsaid(file_format.name, cicp.name)


def _halved(integers: Stored) -> Stored:
    """16 to 8 bits, rounded."""
    return ((integers.astype(np.uint32) * 255 + 32767) // 65535).astype(np.uint8)


def _opacity(photo: Photo, file_format: FileFormat) -> Text:
    if photo.alpha is None or file_format.alpha:
        return NO_TEXT
    alpha, photo.alpha = photo.alpha, None
    if (alpha == photo.full).all():
        return NO_TEXT
    share = alpha[..., None].astype(np.float32) / photo.full
    white = 0 if photo.space == "cmyk" else photo.full
    photo.pixels = np.rint(white + share * (photo.pixels - np.float32(white))).astype(photo.pixels.dtype)
    return Text("{format} holds no transparency: laid on white.", format=file_format.name)


def _captions(photo: Photo, file_format: FileFormat) -> Text:
    """IPTC goes into XMP where the format holds that alone."""
    origin = photo.origin
    if origin.iptc is None or origin.carried or "IPTC" in file_format.holds or "XMP" not in file_format.holds:
        return NO_TEXT
    try:
        packet = iptc_in_xmp.added(origin.xmp, origin.iptc)
    except ValueError:
        return NO_TEXT  # `_extras` says that it is lost
    photo.origin = replace(origin, xmp=packet, iptc=None)
    return NO_TEXT


def _extras(photo: Photo, file_format: FileFormat) -> Text:
    origin = photo.origin
    own = file_format.is_own(photo.format)
    held = [("profile", photo.icc), ("EXIF", origin.exif), ("XMP", origin.xmp), ("IPTC", origin.iptc)]
    lost = [word for word, there in held if there and not own and word not in file_format.holds]
    if not own and origin.exif and len(origin.exif) > file_format.most_exif:
        lost.append("EXIF")
    if origin.texts and not own and "texts" not in file_format.holds:
        lost.append("texts")
    return (
        Text("{format} holds no {lost}.", format=file_format.name, lost=", ".join(lost)) if lost else NO_TEXT
    )


def _indices(photo: Photo, file_format: FileFormat) -> Text:
    if photo.origin.palette is None:
        return NO_TEXT
    palette, fits = indexed(photo, photo.origin.palette)
    photo.origin = replace(photo.origin, palette=palette if fits or not file_format.full_colour else None)
    if fits:
        return NO_TEXT
    if file_format.full_colour:
        return Text("The palette has no room for the repaired colours: saved as full colour.")
    return Text("The palette has no room for the repaired colours: the nearest ones were taken.")


_CONVERSION_STEPS = (_colours, _space, _depth, _opacity, _captions, _extras, _indices)


def _turn(photo: Photo, file_format: FileFormat, *, own: bool) -> None:
    origin = photo.origin
    if origin.orientation == 1 or ("EXIF" in file_format.holds and (own or file_format.viewers_rotate)):
        return
    photo.origin = replace(origin, orientation=1, exif=exif.upright(origin.exif) if origin.exif else None)


def _redact(photo: Photo, file_format: FileFormat) -> tuple[Text, ...]:
    """Removes pictures of the unrepaired photo from the metadata of an edited one; returns notices."""
    if not photo.edited:
        return ()
    redaction = Redaction(photo)
    origin = photo.origin
    carried = origin.carried
    iptc_block = iptc.redacted(origin.iptc, redaction) if origin.iptc else None
    if carried and file_format.redacted is not None:
        carried = file_format.redacted(carried, redaction)
    photo.origin = replace(
        origin,
        exif=exif.redacted(origin.exif, redaction) if origin.exif else None,
        xmp=xmp.redacted(origin.xmp, redaction) if origin.xmp else None,
        iptc=iptc_block,
        carried=carried,
    )
    return redaction.notices
