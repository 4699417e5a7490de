"""JPEG: blocks without a changed pixel are kept (see `jpeg_blocks`); what must be encoded whole gets the
source's own quantisation tables, subsampling and order of scans.
"""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any, BinaryIO

from PIL import Image

from engine.errors import PhotoUnsupported
from engine.photo import exif, jpeg_companions, jpeg_faults, jpeg_metadata, segments
from engine.photo.depth import widened
from engine.photo.file_format import FileFormat
from engine.photo.limits import check
from engine.photo.model import Photo
from engine.photo.orient import displayed, filed
from engine.photo.origin import Origin
from engine.photo.pillow import encoded, picture, planes
from engine.text import Text

NEW_FILE_QUALITY = 95  # for what was no JPEG before
FULL_CHROMA_FROM_QUALITY = 90  # Below it colours are stored at half the size, as other programs do.
_USUAL_BITS, _DEEP_BITS = 8, 12
_YCCK_TRANSFORM = 2  # Adobe's flag
_PILLOW_SUBSAMPLING = {((1, 1),): 0, ((2, 1),): 1, ((2, 2),): 2}


def read(file: BinaryIO) -> Photo:
    found, origin = _header(file)
    if segments.precision(found) != _USUAL_BITS:
        return _deep(file, found, origin)
    file.seek(0)
    data = jpeg_faults.mended(file.read())
    with Image.open(io.BytesIO(data.whole)) as image:
        origin = _with_pillows(origin, image, found)
        pixels, _ = planes(image, origin.orientation)
    origin = replace(origin, beside=jpeg_companions.beside(found, data.whole))
    photo = Photo(pixels, icc=segments.profile(found), origin=origin)
    jpeg_faults.report(photo, data, progressive=origin.encoding["progressive"])
    return photo


def _deep(file: BinaryIO, found: list[segments.Segment], origin: Origin) -> Photo:
    """12 bits a sample, which is read and not written."""
    import imagecodecs

    bits = segments.precision(found)
    if bits != _DEEP_BITS:
        raise PhotoUnsupported(Text("a JPEG of {bits} bits", bits=bits))
    file.seek(0)
    try:
        raster = imagecodecs.jpeg8_decode(file.read())
    except RuntimeError as error:
        raise PhotoUnsupported(Text("a JPEG of {bits} bits", bits=bits)) from error
    raster = displayed(raster[..., None] if raster.ndim == 2 else raster, origin.orientation)
    origin = replace(origin, bits=bits, encoding={"writable": False})
    return Photo(widened(raster, bits), icc=segments.profile(found), origin=origin)


def preview(file: BinaryIO, side: int) -> Photo:
    """Decoded at an eighth, a quarter or half of its size, whichever is the smallest that has `side`
    pixels.
    """
    found, origin = _header(file)
    file.seek(0)
    with Image.open(file) as image:
        image.draft(None, (side, side))
        pixels, _ = planes(image, origin.orientation)
    return Photo(pixels, icc=segments.profile(found), origin=origin)


def _header(file: BinaryIO) -> tuple[list[segments.Segment], Origin]:
    found = segments.read(file)
    check(*segments.size(found))
    block = segments.exif_block(found)
    orientation = exif.orientation(block) if block else 1
    carried = segments.carried(found)
    return found, Origin(
        orientation=orientation,
        exif=block,
        xmp=jpeg_metadata.whole_xmp(found),
        iptc=jpeg_metadata.iptc_block(found),
        carried=carried,
    )


def _with_pillows(origin: Origin, image: Image.Image, found: list[segments.Segment]) -> Origin:
    """Adds what only the decoder knows: tables in natural order, DPI."""
    rows = segments.components(found)
    encoding: dict[str, Any] = {
        "tables": dict(getattr(image, "quantization", {})),
        "components": rows,
        "progressive": bool(image.info.get("progressive")),
        "transform": image.info.get("adobe_transform"),
        "is_rgb": segments.is_rgb(found),
    }
    dpi = image.info.get("dpi")
    return replace(
        origin,
        encoding=encoding,
        frames=jpeg_companions.frames(found),
        dpi=(float(dpi[0]), float(dpi[1])) if dpi else None,
    )


def write(photo: Photo, file: BinaryIO) -> tuple[Text, ...]:
    from engine.photo.jpeg_blocks.saving import changed_blocks

    metadata = _metadata(photo)
    chosen = "quality" in photo.origin.encoding
    pieces, notices = (None, ()) if chosen else changed_blocks(photo, metadata)
    for piece in _encoded_whole(photo, metadata) if pieces is None else pieces:
        file.write(piece)
    return notices


def _encoded_whole(photo: Photo, metadata: list[segments.Segment]) -> list[bytes | memoryview]:
    image = picture(filed(photo.pixels, photo.origin.orientation))
    return segments.spliced(encoded(image, "JPEG", **_settings(photo)), metadata)


def _settings(photo: Photo) -> dict[str, Any]:
    encoding = photo.origin.encoding
    dpi = photo.origin.dpi
    basic: dict[str, Any] = {"dpi": (round(dpi[0]), round(dpi[1]))} if dpi else {}
    if not encoding.get("tables"):
        quality = encoding.get("quality", NEW_FILE_QUALITY)
        sampling = 0 if quality >= FULL_CHROMA_FROM_QUALITY else _PILLOW_SUBSAMPLING[((2, 2),)]
        return basic | {"quality": quality, "subsampling": sampling, "optimize": True}
    rows = encoding["components"]
    # YCCK is written as plain inks, none of which may get the coarse chroma table.
    if encoding["transform"] == _YCCK_TRANSFORM:
        rows = rows[:1]
    settings = basic | {"qtables": _tables(encoding["tables"], rows), "optimize": True}
    if encoding["progressive"]:
        settings["progressive"] = True
    if encoding["is_rgb"]:
        settings["keep_rgb"] = True
    elif len(rows) == 3:
        settings["subsampling"] = _sampling(rows)
    return settings


def _tables(tables: dict[int, list[int]], rows: list[tuple[int, int, int]]) -> list[list[int]]:
    """In the order in which Pillow deals them out: one for each component, the last one for those that are
    left.
    """
    dealt = [list(tables[row[2]]) for row in rows]
    while len(dealt) > 1 and dealt[-1] == dealt[-2]:
        dealt.pop()
    return dealt


def _sampling(rows: list[tuple[int, int, int]]) -> int:
    """Pillow's number for the luma sampling; full chroma for the rare ones that it cannot write (4:4:0,
    4:1:1).
    """
    chroma_is_plain = all(row[:2] == (1, 1) for row in rows[1:])
    return _PILLOW_SUBSAMPLING.get((rows[0][:2],), 0) if chroma_is_plain else 0


def _metadata(photo: Photo) -> list[segments.Segment]:
    origin = photo.origin
    if not origin.carried:
        found = segments.built(exif_block=origin.exif, icc=photo.icc)
        return found + jpeg_metadata.xmp_segments(origin.xmp) + jpeg_metadata.iptc_segments(origin.iptc)
    return list(origin.carried)


def lossless(photo: Photo) -> bool:  # noqa: ARG001
    return False


FILE_FORMAT = FileFormat(
    name="JPEG",
    suffixes=(".jpg", ".jpeg", ".jpe", ".jfif"),
    known=lambda head: head.startswith(b"\xff\xd8\xff"),
    read=read,
    write=write,
    preview=preview,
    lossless=lossless,
    holds=frozenset({"profile", "EXIF", "XMP", "IPTC"}),
    most_exif=segments.MAX_SEGMENT_BYTES - len(exif.EXIF_HEAD),
    redacted=jpeg_metadata.redacted,
    spaces=frozenset({"gray", "rgb", "cmyk"}),
    alpha=False,
    longest=65500,
    viewers_rotate=True,
)
