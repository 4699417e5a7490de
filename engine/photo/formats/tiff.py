"""TIFF through tifffile: 1 to 16 bits, gray, palette, RGB, CMYK, alpha and further channels; its tags and
its other pages survive.
"""

from __future__ import annotations

import io
import math
from dataclasses import replace
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from engine.errors import FormatTooSmall, PageMissing, PhotoUnsupported
from engine.photo import directory, lab, tags, tiff_metadata, tiff_page_exchange, tiff_pages
from engine.photo.depth import from_floats, widened
from engine.photo.file_format import FileFormat
from engine.photo.infrared import UNSPECIFIED_SAMPLE
from engine.photo.layers import thinner_notes
from engine.photo.limits import check
from engine.photo.model import Photo
from engine.photo.notices import (
    CHANNELS_LEFT,
    INFRARED_LEFT,
    LAB_AS_RGB,
    PAGES_LEFT_NOTE,
    PREVIEWS_REMOVED,
    no_such_page,
    numbers_read,
)
from engine.photo.orient import displayed, filed
from engine.photo.origin import Origin, Palette
from engine.photo.palette import expanded
from engine.photo.tiff_layers import layers_tag
from engine.text import Text

_WHITE_IS_ZERO, _BLACK_IS_ZERO, _RGB, _PALETTE, _CMYK, _YCBCR = 0, 1, 2, 3, 5, 6
_LAB_PHOTOMETRICS = (lab.CIELAB, lab.ICCLAB)
_UNSIGNED, _FLOAT = 1, 3  # sample formats
_CHANNELS_BY_PHOTOMETRIC = {
    _WHITE_IS_ZERO: 1,
    _BLACK_IS_ZERO: 1,
    _RGB: 3,
    _PALETTE: 1,
    _CMYK: 4,
    tiff_pages.LINEAR_RAW: 3,
    **dict.fromkeys(_LAB_PHOTOMETRICS, 3),
}
_PHOTOMETRIC_BY_SPACE = {"gray": _BLACK_IS_ZERO, "rgb": _RGB, "cmyk": _CMYK}
# Lossless, and written by tifffile.
_KEPT_COMPRESSIONS = frozenset({"NONE", "LZW", "ADOBE_DEFLATE", "DEFLATE", "PACKBITS", "LZMA", "ZSTD"})
_MAX_FILE_BYTES = 2**32 - 2**26  # bytes; its offsets have 32 bits
_ALPHA_SAMPLES = (1, 2)  # associated, unassociated


def read(file: BinaryIO, number: int = 1) -> Photo:
    """The photo of this number, counted from 1.  Raises PageMissing."""
    import tifffile

    with tifffile.TiffFile(file) as tiff:
        photos = tiff_pages.photo_pages(tiff)
        if not 1 <= number <= len(photos):
            raise PageMissing(no_such_page(number, len(photos)))
        page = photos[number - 1]
        check(page.imagewidth, page.imagelength, page.samplesperpixel * max(page.bitspersample // 8, 1))
        if math.prod(page.chunked) > len(page.dataoffsets):
            raise ValueError("its strips or tiles are cut off")
        origin = replace(_origin(tiff, page, file), page=number, frames=len(photos))
        if page.photometric == _YCBCR and page.bitspersample == 8:
            return _through_pillow(file, page, origin)
        infrared = _infrared(tiff_pages.infrared_page(tiff, page), file)
        origin.encoding["infrared"] = infrared
        origin = replace(origin, own_only=(*origin.own_only, *_left_out(infrared, page)))
        raster, notices = _numbers(page)
        photo = _photo(raster, page, origin)
        photo.notices = (*photo.notices, *notices)
        if page.photometric not in _LAB_PHOTOMETRICS:  # there, the profile is of Lab and stays with the tags
            photo.icc = tags.profile(page, file)
        return photo


def page_count(file: BinaryIO) -> int:
    """The number of photos in a file; of most files without a look beyond the first directory."""
    import tifffile

    if directory.is_alone(file):
        return 1
    file.seek(0)
    with tifffile.TiffFile(file) as tiff:
        return len(tiff_pages.photo_pages(tiff))


def _origin(tiff: Any, page: Any, file: BinaryIO) -> Origin:
    origin = tags.origin(page, file)
    if tiff_pages.has_reduced(tiff, page):
        origin = replace(origin, beside=(*origin.beside, PREVIEWS_REMOVED))
    if not tiff_pages.kept_pages(tiff, page):
        return origin
    if tiff.is_bigtiff:  # The directories that are written have offsets of 32 bits.
        origin.encoding["writable"] = False
        return origin
    kind = tuple(tags.page_kind(page, file).items())
    return replace(origin, keeps_other_pages=True, carried=(*kind, *origin.carried))


def _left_out(infrared: Any, photo_page: Any) -> tuple[Text, ...]:
    """What no other format holds."""
    if infrared:
        return (INFRARED_LEFT,)
    own = _CHANNELS_BY_PHOTOMETRIC.get(photo_page.photometric, 0)
    clear = any(int(extra) in _ALPHA_SAMPLES for extra in photo_page.extrasamples)
    return (CHANNELS_LEFT,) if own and photo_page.samplesperpixel > own + clear else ()


def _infrared(page: Any | None, file: BinaryIO) -> dict[str, Any] | None:
    """The infrared page as it is: its pixels and its tags."""
    if page is None:
        return None
    return {"raster": page.asarray(), "tags": tags.metadata(page, file) | tags.page_kind(page, file)}


def _numbers(page: Any) -> tuple[NDArray[Any], tuple[Text, ...]]:
    """H×W×S, uint8 for up to 8 bits and uint16 beyond, and notices."""
    if page.photometric not in _CHANNELS_BY_PHOTOMETRIC:
        raise PhotoUnsupported(
            Text("its colours are {kind}", kind=getattr(page.photometric, "name", page.photometric))
        )
    bits = int(page.bitspersample)
    is_float = page.sampleformat == _FLOAT and bits in (16, 32, 64)
    is_plain = page.sampleformat == _UNSIGNED and (bits in (1, 2, 4) or 8 <= bits <= 32)
    if not (is_plain or (is_float and page.photometric in (_BLACK_IS_ZERO, _WHITE_IS_ZERO, _RGB))):
        raise PhotoUnsupported(Text("its pixels are {bits}-bit numbers of another kind", bits=bits))
    raster: NDArray[Any] = page.asarray()
    raster = np.moveaxis(raster, 0, -1) if page.axes == "SYX" else raster
    raster = raster[..., None] if raster.ndim == 2 else raster
    if raster.ndim != 3:
        raise PhotoUnsupported(Text("it is a stack of pictures"))
    if is_float:
        return from_floats(raster), (numbers_read(bits),)
    if bits > 16:
        return (raster >> (bits - 16)).astype(np.uint16), (numbers_read(bits),)
    if bits in (8, 16) or bits < 8:
        return raster.astype(np.uint16 if bits == 16 else np.uint8, copy=False), ()
    return widened(raster, bits), ()


def _photo(raster: NDArray[Any], page: Any, origin: Origin) -> Photo:
    kind, bits = int(page.photometric), int(page.bitspersample)
    colours = _CHANNELS_BY_PHOTOMETRIC[kind]
    own = raster[..., :colours]
    clear = next((n for n, kind in enumerate(page.extrasamples) if int(kind) in _ALPHA_SAMPLES), None)
    others = [n for n in range(raster.shape[2] - colours) if n != clear]
    origin.encoding.update(
        kind=kind,
        extrasamples=[int(extra) for extra in page.extrasamples],
        clear=clear,
        others=np.ascontiguousarray(raster[..., [colours + n for n in others]]) if others else None,
    )
    alpha = None if clear is None else raster[..., colours + clear]
    if kind == tiff_pages.LINEAR_RAW:
        _become_rgb(origin)
    if kind in _LAB_PHOTOMETRICS:
        return _in_lab(own, alpha, page, origin)
    if bits > 16 or page.sampleformat == _FLOAT:
        origin.encoding.update(writable=False, predictor=1)
    if kind == _PALETTE and not page.extrasamples:
        return _indexed(own[..., 0], page, origin)
    if kind == _PALETTE:
        kind, own = _RGB, _expanded(own[..., 0], page)
        origin.encoding["kind"] = kind
    if bits < 8:
        own = own * np.uint8(255 // (2**bits - 1))
    if kind == _WHITE_IS_ZERO:
        own = np.iinfo(own.dtype).max - own
    return Photo(_rotated(own, origin), None if alpha is None else _rotated(alpha, origin), origin=origin)


def _become_rgb(origin: Origin) -> None:
    """A scan in a DNG is written as RGB beside the channels that it has, and not over the DNG."""
    others = origin.encoding["others"]
    samples = [] if others is None else [UNSPECIFIED_SAMPLE] * others.shape[2]
    origin.encoding.update(kind=_RGB, extrasamples=samples, writable=False)


def _rotated(plane: NDArray[Any], origin: Origin) -> NDArray[Any]:
    return np.ascontiguousarray(displayed(plane, origin.orientation))


def _expanded(indices: NDArray[Any], page: Any) -> NDArray[np.uint8]:
    """The colours of a palette beside which there is alpha: H×W×3."""
    if page.bitspersample != 8:
        raise PhotoUnsupported(Text("it has a palette and alpha"))
    table = (np.asarray(page.colormap).T >> 8).astype(np.uint8)
    return np.asarray(table[indices], np.uint8)


def _indexed(indices: NDArray[Any], page: Any, origin: Origin) -> Photo:
    if indices.dtype != np.uint8:
        raise PhotoUnsupported(Text("its palette has more than 256 colours"))
    table = np.asarray(page.colormap).T
    colours = np.full((len(table), 4), 255, np.uint8)
    colours[:, :3] = table >> 8
    origin.encoding["colormap"] = table
    origin = replace(origin, palette=Palette(colours, np.ascontiguousarray(indices), len(table)))
    assert origin.palette is not None
    return Photo(*expanded(origin.palette, origin.orientation), origin=origin)


def _in_lab(stored: NDArray[Any], alpha: NDArray[Any] | None, page: Any, origin: Origin) -> Photo:
    """Shown and repaired as sRGB; the Lab integers stay for what nobody touches."""
    if stored.dtype == np.uint16 and page.bitspersample != 16:
        raise PhotoUnsupported(
            Text("its pixels are {bits}-bit numbers of another kind", bits=page.bitspersample)
        )
    stored = np.ascontiguousarray(stored)
    origin.encoding["lab"] = stored
    photo = Photo(
        _rotated(lab.to_rgb(stored, int(page.photometric)), origin),
        None if alpha is None else _rotated(alpha, origin),
        origin=origin,
    )
    photo.notices = (LAB_AS_RGB,)
    return photo


def _through_pillow(file: BinaryIO, page: Any, origin: Origin) -> Photo:
    """YCbCr, which is written back as RGB."""
    from PIL import Image

    from engine.photo.pillow import planes

    if page.treeindex[1:]:
        raise PhotoUnsupported(Text("its colours are {kind}", kind="YCbCr"))
    file.seek(0)
    with Image.open(file, formats=("TIFF",)) as image:
        image.seek(page.index)
        image.load()  # and Pillow turns it
        pixels, alpha = planes(image if image.mode == "RGB" else image.convert("RGB"))
    return Photo(pixels, alpha, icc=tags.profile(page, file), origin=origin)


def write(photo: Photo, file: BinaryIO) -> tuple[Text, ...]:
    """With the photo as it was and the repair as layers, where the photo knows how it was.

    The other pages of the file that it was read from stay as they are (Origin.keeps_other_pages).
    """
    if not photo.origin.keeps_other_pages:
        return _write_alone(photo, file)
    if photo.source_changed:
        return (*_write_alone(photo, file), PAGES_LEFT_NOTE)
    assert photo.path is not None
    alone = io.BytesIO()
    said = _write_alone(photo, alone)
    with photo.path.open("rb") as source:
        tiff_page_exchange.exchange(source, photo.origin.page, alone, file)
    if file.tell() > _MAX_FILE_BYTES:
        raise FormatTooSmall(Text("TIFF holds at most 4 GB"))
    return said


def _write_alone(photo: Photo, file: BinaryIO) -> tuple[Text, ...]:
    import tifffile

    samples = _samples(photo)
    if samples.nbytes > _MAX_FILE_BYTES:
        raise FormatTooSmall(Text("TIFF holds at most 4 GB"))
    before = photo.before() if photo.before is not None else None
    order = tags.byteorder(photo)
    layers = [] if before is None else [layers_tag(photo, before, order)]
    with tifffile.TiffWriter(file, bigtiff=False, byteorder=order) as writer:
        writer.write(samples, metadata=None, software=False, extratags=layers, **_layout(photo))
        if infrared := photo.origin.encoding.get("infrared"):
            writer.write(
                infrared["raster"],
                metadata=None,
                software=False,
                photometric=_BLACK_IS_ZERO,
                compression=_compression(photo),
            )
    tags.add(photo, file)
    return () if before is None else thinner_notes(photo, before)


def _samples(photo: Photo) -> NDArray[Any]:
    """As the file has them: H×W, or H×W×S, or S×H×W where the source kept its channels apart."""
    origin = photo.origin
    encoding = origin.encoding
    if origin.palette:
        return origin.palette.indices
    own = filed(photo.pixels, origin.orientation)
    if encoding.get("lab") is not None:
        own = lab.restored(np.ascontiguousarray(own), encoding["lab"], encoding["kind"])
    if encoding.get("kind") == _WHITE_IS_ZERO:
        own = photo.full - own
    if _is_small(photo):
        return (
            np.ascontiguousarray(own[..., 0] >= 128)
            if photo.bit_depth == 1
            else own[..., 0] // (255 // (2**photo.bit_depth - 1))
        )
    extra = _extra_planes(photo)
    raster = np.concatenate([own, *extra], axis=-1) if extra else own
    raster = raster[..., 0] if raster.shape[2] == 1 else raster
    return np.ascontiguousarray(np.moveaxis(raster, -1, 0) if _is_apart(photo, raster) else raster)


def _is_small(photo: Photo) -> bool:
    return photo.bit_depth < 8 and photo.space == "gray" and photo.alpha is None


def _is_apart(photo: Photo, raster: NDArray[Any]) -> bool:
    return raster.ndim == 3 and photo.origin.encoding.get("planar") == 2


def _extra_planes(photo: Photo) -> list[NDArray[Any]]:
    """Alpha and other channels in the file's order, H×W×1 each."""
    others = photo.origin.encoding.get("others")
    planes = [] if others is None else [others[..., n : n + 1] for n in range(others.shape[2])]
    if photo.alpha is not None:
        alpha = filed(photo.alpha, photo.origin.orientation)[..., None]
        planes.insert(photo.origin.encoding.get("clear") or 0, alpha)
    return planes


def _layout(photo: Photo) -> dict[str, Any]:
    origin = photo.origin
    encoding = origin.encoding
    kind = encoding.get("kind", _PHOTOMETRIC_BY_SPACE[photo.space])
    if kind == _PALETTE and not origin.palette:
        kind = _RGB
    found: dict[str, Any] = {
        "photometric": kind,
        "compression": _compression(photo),
        "extrasamples": encoding.get("extrasamples") or ([2] if photo.alpha is not None else None),
    }
    if _is_small(photo) and photo.bit_depth > 1:
        found["bitspersample"] = photo.bit_depth
    if origin.palette:
        found["colormap"] = _colormap(origin.palette, encoding["colormap"])
        found["bitspersample"] = photo.bit_depth
    elif not _is_small(photo) and found["compression"] not in ("NONE", "PACKBITS"):
        found["predictor"] = encoding.get("predictor", 1 if "kind" in encoding else 2)
    if encoding.get("planar") == 2 and not origin.palette:
        found["planarconfig"] = 2
    return found


def _compression(photo: Photo) -> str:
    compression: str = photo.origin.encoding.get("compression", "")
    return compression if compression in _KEPT_COMPRESSIONS else "ADOBE_DEFLATE"


def _colormap(palette: Palette, table: NDArray[Any]) -> NDArray[np.uint16]:
    """The source's 16-bit table; entries that were given new colours, in 16 bits."""
    colours = palette.colours[:, :3].astype(np.uint16) * 257
    same = (table[: len(colours)] >> 8) == palette.colours[: len(table), :3]
    return np.where(same, table, colours).T.astype(np.uint16)


def lossless(photo: Photo) -> bool:  # noqa: ARG001
    return True


FILE_FORMAT = FileFormat(
    name="TIFF",
    suffixes=(".tif", ".tiff"),
    known=lambda head: head[:4] in (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"),
    read=read,
    read_page=read,
    page_count=page_count,
    write=write,
    holds_whole=frozenset({"DNG"}),
    redacted=tiff_metadata.redacted,
    holds=frozenset({"profile", "EXIF", "XMP", "IPTC"}),
    moves_exif=True,
    spaces=frozenset({"gray", "rgb", "cmyk"}),
    deepest=16,
    viewers_rotate=True,
    layers="when asked",
)
