"""OpenRaster: a zip of PNG layers, which GIMP and Krita open.  The photo as it was, and over it the repair.

Of other programs' files the flat picture is read.
"""

from __future__ import annotations

import io
import zipfile
from functools import partial
from typing import BinaryIO
from xml.etree import ElementTree as xml

import numpy as np

from engine.errors import PhotoUnsupported
from engine.photo import layers, notices, png_metadata
from engine.photo.file_format import FileFormat
from engine.photo.formats import png
from engine.photo.layers import PHOTO_LAYER_NAME, REPAIR_LAYER_NAME
from engine.photo.model import Photo
from engine.pixels.box import Box
from engine.text import Text

_MIME_TYPE = b"image/openraster"
_ZIP_SIGNATURE = b"PK\3\4"
_ZIP_HEADER_BYTES = 30
_MERGED_PATH, _STACK_PATH, _THUMBNAIL_PATH = "mergedimage.png", "stack.xml", "Thumbnails/thumbnail.png"
_PHOTO_PATH, _REPAIR_PATH = "data/photo.png", "data/repair.png"
_MAX_STACK_BYTES = 1 << 20
_MAX_PART_BYTES = 1 << 31
_THUMBNAIL_SIDE_PX = 256  # The longest that the format allows.
_STACK_VERSION = "0.0.5"


def _known(head: bytes) -> bool:
    return head.startswith(_ZIP_SIGNATURE) and head[_ZIP_HEADER_BYTES:].startswith(b"mimetype" + _MIME_TYPE)


def read(file: BinaryIO) -> Photo:
    with zipfile.ZipFile(file) as archive:
        if _MERGED_PATH not in archive.namelist():
            raise PhotoUnsupported(Text("it holds layers without the flat picture of them"))
        photo = png.read(io.BytesIO(_part(archive, _MERGED_PATH)))
        source = _photo_layer(archive)
        if source is None:
            photo.origin.encoding["writable"] = False
            photo.notices += (notices.LAYERS_FLATTENED,)
        else:
            photo.before = partial(_decoded, _part(archive, source))
    return photo


def _part(archive: zipfile.ZipFile, name: str, limit: int = _MAX_PART_BYTES) -> bytes:
    if archive.getinfo(name).file_size > limit:
        raise ValueError(f"{name} is too large")
    return archive.read(name)


def _decoded(data: bytes) -> Photo:
    return png.read(io.BytesIO(data))


def _photo_layer(archive: zipfile.ZipFile) -> str | None:
    """The file of the photo as it was, where the layers are those that `write` makes; else None."""
    stack = xml.fromstring(_part(archive, _STACK_PATH, _MAX_STACK_BYTES)).find("stack")
    names = [] if stack is None else [layer.get("name") for layer in stack]
    if stack is None or names not in ([REPAIR_LAYER_NAME, PHOTO_LAYER_NAME], [PHOTO_LAYER_NAME]):
        return None
    return stack[-1].get("src")


def write(photo: Photo, file: BinaryIO) -> tuple[Text, ...]:
    before = photo.before() if photo.before is not None else None
    if before is not None and before.pixels.shape != photo.pixels.shape:
        before = None  # The layer of a file that another program changed.
    repair = layers.repair_layer(photo, before) if before is not None else None
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        _add(archive, "mimetype", _MIME_TYPE)
        _add(archive, _STACK_PATH, _stack(photo, repair[1] if repair else None))
        _add(archive, _PHOTO_PATH, _encoded(_plain(before or photo)))
        if repair is not None:
            _add(archive, _REPAIR_PATH, _encoded(repair[0]))
        _add(archive, _MERGED_PATH, _encoded(photo))
        _add(archive, _THUMBNAIL_PATH, _encoded(_thumbnail(photo)))
    return layers.thinner_notes(photo, before) if before is not None else ()


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(name), data)  # Without the time: the same photo gives the same file.


def _encoded(photo: Photo) -> bytes:
    stream = io.BytesIO()
    png.write(photo, stream)
    return stream.getvalue()


def _plain(photo: Photo) -> Photo:
    return Photo(photo.pixels, photo.alpha, icc=photo.icc, origin=layers.layer_origin(photo))


def _thumbnail(photo: Photo) -> Photo:
    scale = min(_THUMBNAIL_SIDE_PX / max(photo.width, photo.height), 1.0)
    width, height = (max(round(side * scale), 1) for side in (photo.width, photo.height))
    small = photo.reduced(photo.box, width, height)
    return Photo.from_array(np.rint(small * 255).astype(np.uint8))


def _stack(photo: Photo, box: Box | None) -> bytes:
    image = xml.Element("image", version=_STACK_VERSION, w=str(photo.width), h=str(photo.height))
    stack = xml.SubElement(image, "stack")
    placed = [] if box is None else [(REPAIR_LAYER_NAME, _REPAIR_PATH, box.left, box.top)]
    for name, path, left, top in [*placed, (PHOTO_LAYER_NAME, _PHOTO_PATH, 0, 0)]:
        place = {"src": path, "x": str(left), "y": str(top), "opacity": "1.0", "visibility": "visible"}
        xml.SubElement(stack, "layer", {"name": name, **place, "composite-op": "svg:src-over"})
    return bytes(xml.tostring(image, encoding="UTF-8", xml_declaration=True))


FILE_FORMAT = FileFormat(
    name="OpenRaster",
    suffixes=(".ora",),
    known=_known,
    read=read,
    write=write,
    redacted=png_metadata.redacted,
    holds=frozenset({"profile", "EXIF", "XMP", "texts"}),
    spaces=frozenset({"rgb"}),
    deepest=16,
    says_cicp=True,
    layers="always",
    pillow=False,
)
