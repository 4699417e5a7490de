"""PNG: every colour type and depth; all ancillary chunks survive.

imagecodecs (libpng) codes the pixels: Pillow reads 16-bit colour as 8 bit, and OpenCV knows no gray with
alpha.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from engine.photo import chunks, exif, png_faults, png_interlaced, png_metadata
from engine.photo.chunks import PNG_SIGNATURE, Chunk
from engine.photo.file_format import FileFormat
from engine.photo.limits import check
from engine.photo.model import Photo
from engine.photo.orient import displayed, filed
from engine.photo.origin import Cicp, Origin, Palette
from engine.photo.palette import expanded
from engine.photo.png_interlaced import SAMPLES_BY_COLOUR_TYPE

_GRAY_TYPE, _RGB_TYPE, _INDEXED_TYPE, _ALPHA_BIT = 0, 2, 3, 4  # Of the colour type.
_INTERLACE_BYTE = 28  # of a file: the last of IHDR
_METRES_PER_INCH = 0.0254
_DEFLATE_LEVEL = 6


def read(file: BinaryIO) -> Photo:
    found, animated = chunks.read(file)
    width, height, bits, kind = struct.unpack(">IIBB", found[0][1][:10])
    check(width, height, SAMPLES_BY_COLOUR_TYPE[kind] * max(bits // 8, 1))
    block = exif.bare(chunks.find(found, b"eXIf") or b"") or None
    key = chunks.find(found, b"tRNS")
    origin = Origin(
        orientation=exif.orientation(block) if block else 1,
        bits=bits,
        frames=2 if animated else 1,
        beside=png_metadata.beside(found),
        exif=block,
        xmp=chunks.xmp(found),
        dpi=_dpi(chunks.find(found, b"pHYs")),
        cicp=_cicp(chunks.find(found, b"cICP")),
        texts=chunks.texts(found),
        carried=chunks.carried(found),
        encoding={"kind": kind} | ({"key": key} if key and kind in (_GRAY_TYPE, _RGB_TYPE) else {}),
    )
    bare = chunks.bare(file)
    data = png_faults.mended(bare)
    try:
        photo = _decoded(data.whole, origin, kind, found)
    except MemoryError:
        raise
    except Exception as error:  # Decoders raise whatever they like.
        try:
            data = png_faults.mended(bare, damaged=True)
        except ValueError:
            raise error from None
        photo = _decoded(data.whole, origin, kind, found)
    png_faults.report(photo, data)
    return photo


def _decoded(data: bytes, origin: Origin, kind: int, found: list[Chunk]) -> Photo:
    if kind == _INDEXED_TYPE:
        palette = _palette(data, found)
        pixels, alpha = expanded(palette, origin.orientation)
        origin = replace(origin, palette=palette)
    else:
        pixels, alpha = _planes(data, origin, kind)
    return Photo(pixels, alpha, icc=chunks.profile(found), origin=origin)


def _planes(data: bytes, origin: Origin, kind: int) -> tuple[NDArray[Any], NDArray[Any] | None]:
    import imagecodecs

    if data[_INTERLACE_BYTE]:
        header, others, packed, _ = png_faults.parts(data)
        raster = png_interlaced.decoded(header, others[1:], packed)
    else:
        raster = imagecodecs.png_decode(data)
    raster = raster[..., None] if raster.ndim == 2 else raster
    channels = 1 if kind in (0, 4) else 3
    shown = displayed(raster, origin.orientation)
    if raster.shape[2] == channels:
        return np.ascontiguousarray(shown), None
    return np.ascontiguousarray(shown[..., :channels]), np.ascontiguousarray(shown[..., channels])


def _palette(data: bytes, found: list[Chunk]) -> Palette:
    from PIL import Image

    with Image.open(io.BytesIO(data)) as image:
        indices = np.asarray(image).copy()
    table = np.frombuffer(chunks.find(found, b"PLTE") or b"", np.uint8).reshape(-1, 3)
    least = int(indices.max()) + 1  # an index beyond the table is an error that browsers show as black
    colours = np.zeros((max(len(table), least), 4), np.uint8)
    colours[:, 3] = 255
    colours[: len(table), :3] = table
    clear = np.frombuffer(chunks.find(found, b"tRNS") or b"", np.uint8)[: len(colours)]
    colours[: len(clear), 3] = clear
    return Palette(colours, indices)


def _dpi(data: bytes | None) -> tuple[float, float] | None:
    if data is None or len(data) < 9 or data[8] != 1:
        return None
    x, y = struct.unpack(">II", data[:8])
    return x * _METRES_PER_INCH, y * _METRES_PER_INCH


def _cicp(data: bytes | None) -> Cicp | None:
    if data is None or len(data) != 4:
        return None
    found = Cicp(data[0], data[1], data[2], bool(data[3]))
    return None if found.is_srgb else found


def write(photo: Photo, file: BinaryIO) -> None:
    """Chunks of a PNG source are written back as they were; a colour key stays one while it can."""
    origin = photo.origin
    key = _key_that_still_holds(photo)
    alpha = None if key else photo.alpha
    bits = _bits(photo, alpha)
    kind = (_GRAY_TYPE if photo.space == "gray" else _RGB_TYPE) | (0 if alpha is None else _ALPHA_BIT)
    kind = _INDEXED_TYPE if origin.palette else kind
    width, height = filed(photo.pixels, origin.orientation).shape[1::-1]
    file.write(PNG_SIGNATURE)
    chunks.write(file, b"IHDR", struct.pack(">IIBBBBB", width, height, bits, kind, 0, 0, 0))
    before, after = _metadata(photo, kind)
    for chunk in before:
        chunks.write(file, *chunk)
    for chunk in _table(origin.palette) if origin.palette else ([(b"tRNS", key)] if key else []):
        chunks.write(file, *chunk)
    for chunk in after:
        chunks.write(file, *chunk)
    for part in _packed(photo, alpha, bits):
        chunks.write(file, b"IDAT", part)
    chunks.write(file, b"IEND", b"")


def _bits(photo: Photo, alpha: NDArray[Any] | None) -> int:
    palette = photo.origin.palette
    if palette:
        least = photo.bit_depth if photo.format == "PNG" else 1
        return next(bits for bits in (1, 2, 4, 8) if bits >= least and 2**bits >= len(palette.colours))
    if photo.full > 255:
        return 16
    return photo.bit_depth if photo.bit_depth < 8 and photo.space == "gray" and alpha is None else 8


def _key_that_still_holds(photo: Photo) -> bytes | None:
    """tRNS of gray and RGB names one colour that is clear: kept if exactly the clear pixels have it."""
    key: bytes | None = photo.origin.encoding.get("key")
    if key is None or photo.alpha is None:
        return None
    channels = photo.pixels.shape[2]
    colour = np.frombuffer(key, ">u2")[:channels].astype(np.uint32)
    scale = photo.full // (2**photo.bit_depth - 1)
    clear = (photo.pixels == (colour * scale).astype(photo.pixels.dtype)).all(axis=-1)
    return key if np.array_equal(np.where(clear, 0, photo.full), photo.alpha) else None


def _table(palette: Palette) -> list[Chunk]:
    table: list[Chunk] = [(b"PLTE", palette.colours[:, :3].tobytes())]
    clear = np.flatnonzero(palette.colours[:, 3] < 255)
    if clear.size:
        table.append((b"tRNS", palette.colours[: clear[-1] + 1, 3].tobytes()))
    return table


_CHUNKS_BEFORE_PALETTE = frozenset({b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV", b"cLLI"})
_CHUNKS_BY_COLOUR_TYPE = frozenset({b"sBIT", b"bKGD"})  # their length depends on it


def _metadata(photo: Photo, kind: int) -> tuple[list[Chunk], list[Chunk]]:
    """Chunks before the palette, and after it."""
    origin = photo.origin
    found = list(origin.carried) or _translated(photo)
    if kind != origin.encoding.get("kind"):
        found = [chunk for chunk in found if chunk[0] not in _CHUNKS_BY_COLOUR_TYPE]
    first = [chunk for chunk in found if chunk[0] in _CHUNKS_BEFORE_PALETTE]
    return first, [chunk for chunk in found if chunk[0] not in _CHUNKS_BEFORE_PALETTE]


def _translated(photo: Photo) -> list[Chunk]:
    origin = photo.origin
    found: list[Chunk] = [chunks.profile_chunk(photo.icc)] if photo.icc else []
    if origin.cicp:
        found.append((b"cICP", bytes([origin.cicp.primaries, origin.cicp.transfer, 0, 1])))  # of RGB
    if origin.dpi:
        across, down = (round(dpi / _METRES_PER_INCH) for dpi in origin.dpi)
        found.append((b"pHYs", struct.pack(">IIB", across, down, 1)))
    found += [(b"eXIf", origin.exif)] if origin.exif else []
    found += [chunks.xmp_chunk(origin.xmp)] if origin.xmp else []
    return found + [chunks.text_chunk(*text) for text in origin.texts]


def _packed(photo: Photo, alpha: NDArray[Any] | None, bits: int) -> Iterator[bytes]:
    """The IDAT data."""
    orientation = photo.origin.orientation
    if photo.origin.palette:
        yield _small(photo.origin.palette.indices, bits)
    elif bits < 8:
        yield _small(filed(photo.pixels[..., 0], orientation) // (255 // (2**bits - 1)), bits)
    else:
        yield from _coded(
            filed(photo.pixels, orientation), None if alpha is None else filed(alpha, orientation)
        )


def _small(values: NDArray[Any], bits: int) -> bytes:
    """Rows of 1 to 8 bits a pixel, unfiltered, as the specification advises for them."""
    height, width = values.shape
    per_byte = 8 // bits
    padded = np.zeros((height, -(-width // per_byte) * per_byte), np.uint8)
    padded[:, :width] = values
    rows = np.zeros((height, 1 + padded.shape[1] // per_byte), np.uint8)
    for place in range(per_byte):
        rows[:, 1:] |= padded[:, place::per_byte] << (8 - bits * (place + 1))
    return zlib.compress(rows.tobytes(), _DEFLATE_LEVEL)


def _coded(pixels: NDArray[Any], alpha: NDArray[Any] | None) -> Iterator[bytes]:
    import imagecodecs

    raster = pixels if alpha is None else np.concatenate([pixels, alpha[..., None]], axis=-1)
    raster = raster[..., 0] if raster.shape[2] == 1 else raster
    coded = memoryview(imagecodecs.png_encode(np.ascontiguousarray(raster), level=_DEFLATE_LEVEL))
    at = len(PNG_SIGNATURE)
    while at < len(coded):
        size, kind = struct.unpack(">I4s", coded[at : at + 8])
        if kind == b"IDAT":
            yield bytes(coded[at + 8 : at + 8 + size])
        at += size + 12


FILE_FORMAT = FileFormat(
    name="PNG",
    suffixes=(".png",),
    known=lambda head: head.startswith(PNG_SIGNATURE),
    read=read,
    write=write,
    redacted=png_metadata.redacted,
    holds=frozenset({"profile", "EXIF", "XMP", "texts"}),
    deepest=16,
    says_cicp=True,
)
