"""HEIC and HEIF through libheif: 8 to 12 bits.  It is lossy, and turns its pixels itself when it is read."""

from __future__ import annotations

import io
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from engine.photo import bmff, exif, notices
from engine.photo.file_format import FileFormat
from engine.photo.limits import check
from engine.photo.model import Photo
from engine.photo.origin import Cicp, Origin
from engine.text import Text

NEW_FILE_QUALITY = 92  # for photos of other formats
_MIN_MATCHED_QUALITY = 50  # Below it, encoding once more is seen.
# Measured on 1 megapixel: at the same size as "fast" within 0.1 dB, in a third of its time, and in a sixth of
# the time of x265's own "slow".
_X265_PRESET = "ultrafast"
# Measured on photos of 1 to 12 megapixels, with the preset above.
_SECONDS_A_MEGAPIXEL = 0.2
_MATCHING_SECONDS = 1.2  # To find the quality at which the file stays as large as it was.
_SAMPLE_SIDE_PX = 256
_SAMPLES_A_SIDE = 3
_DEEP_BITS = 10  # for photos of more than 8 bits from other formats: what phones and browsers decode
_HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_MODE_BY_PLANES = {(1, False): "L", (1, True): "LA", (3, False): "RGB", (3, True): "RGBA"}
_LIGHT_LEVEL_ITEMS = ("content_light_level", "mastering_display_colour_volume", "ambient_viewing_environment")
_BT2020, _BT2020_MATRIX, _BT601_MATRIX = 9, 9, 6


def known(head: bytes) -> bool:
    brands = {head[8:12]} | {head[at : at + 4] for at in range(16, len(head) - 3, 4)}
    return head[4:8] == b"ftyp" and bool(brands & _HEIF_BRANDS) and not brands & {b"avif", b"avis"}


def read(file: BinaryIO) -> Photo:
    import pillow_heif

    pillow_heif.options.DECODE_THREADS = 2
    data = file.read()
    opened = pillow_heif.open_heif(data, convert_hdr_to_8bit=False)
    width, height = opened.size
    check(width, height, 6)
    info = opened.info
    pixels, alpha, bits = _planes(np.array(opened), opened.mode, int(info.get("bit_depth", 8)))
    block = exif.bare(info.get("exif") or b"") or None
    icc = info.get("icc_profile")
    nclx = info.get("nclx_profile")
    cicp = None if nclx is None else _cicp(nclx)
    origin = Origin(
        bits=bits,
        frames=len(opened),
        exif=exif.upright(block) if block else None,  # the pixels are upright already
        xmp=info.get("xmp"),
        cicp=None if cicp is None or cicp.is_srgb or icc else cicp,
        beside=bmff.beside(data),
        encoding={
            "chroma": info.get("chroma"),
            "bytes": len(data),
            "bytes_a_pixel": bmff.media_bytes(data) / (width * height),
            "nclx": nclx,
            "thumbnails": info.get("thumbnails") or [],
            "light": {name: info[name] for name in _LIGHT_LEVEL_ITEMS if name in info},
        },
    )
    return Photo(pixels, alpha, icc=icc, origin=origin)


def _cicp(nclx: dict[str, Any]) -> Cicp:
    return Cicp(
        int(nclx["color_primaries"]),
        int(nclx["transfer_characteristics"]),
        int(nclx["matrix_coefficients"]),
        bool(nclx["full_range_flag"]),
    )


def _planes(raster: NDArray[Any], mode: str, bits: int) -> tuple[NDArray[Any], NDArray[Any] | None, int]:
    """libheif gives 10 and 12 bits at the top of 16: the low bits are filled, so that white is 65535."""
    planes = raster[..., None] if raster.ndim == 2 else raster
    if planes.dtype == np.uint16:
        planes = planes | planes >> bits
    channels = 1 if mode.startswith("L") else 3
    alpha = np.ascontiguousarray(planes[..., channels]) if planes.shape[2] > channels else None
    return np.ascontiguousarray(planes[..., :channels]), alpha, bits


def cost(photo: Photo) -> Text:
    """Time and size of a save, which takes the whole photo."""
    before = photo.origin.encoding.get("bytes") if photo.format == "HEIC" else None
    matching = 0.0 if before is None else _MATCHING_SECONDS
    seconds = matching + _SECONDS_A_MEGAPIXEL * photo.width * photo.height / 1e6
    return notices.encoded_whole("HEIC", seconds, before)


def write(photo: Photo, file: BinaryIO) -> tuple[Text, ...]:
    import pillow_heif

    origin = photo.origin
    deep = photo.full > 255
    pixels = np.broadcast_to(photo.pixels, (*photo.pixels.shape[:2], 3)) if deep else photo.pixels
    raster = pixels if photo.alpha is None else np.concatenate([pixels, photo.alpha[..., None]], axis=-1)
    mode = _MODE_BY_PLANES[pixels.shape[2], photo.alpha is not None] + (";16" if deep else "")
    data = np.ascontiguousarray(raster).tobytes()
    picture = pillow_heif.from_bytes(mode, (photo.width, photo.height), data)
    picture.info.update(origin.encoding.get("light") or {})
    picture.info["thumbnails"] = origin.encoding.get("thumbnails") or []  # Their sizes: they are drawn anew.
    if deep:
        picture.info["bit_depth"] = 12 if photo.format == "HEIC" and photo.bit_depth == 12 else _DEEP_BITS
    if photo.icc:
        picture.info["icc_profile"] = photo.icc
    if nclx := _nclx(photo):
        picture.info["nclx_profile"] = nclx
    chroma = origin.encoding.get("chroma")
    settings: dict[str, Any] = {"enc_params": {"preset": _X265_PRESET}}
    if chroma in (420, 422, 444):
        settings["chroma"] = chroma
    quality = _quality(raster, mode, origin.encoding.get("bytes_a_pixel"), settings)
    picture.save(file, quality=quality, exif=origin.exif, xmp=origin.xmp, **settings)
    before = origin.encoding.get("bytes")
    return () if before is None else (notices.whole_note("HEIC", before, file.seek(0, io.SEEK_END)),)


def _quality(raster: NDArray[Any], mode: str, bytes_a_pixel: float | None, settings: dict[str, Any]) -> int:
    """The lowest at which samples of the photo take as much room as the source did, found by bisection."""
    import pillow_heif

    if bytes_a_pixel is None:
        return NEW_FILE_QUALITY
    sample = _sample(raster)
    height, width = sample.shape[:2]
    least, most = _MIN_MATCHED_QUALITY, NEW_FILE_QUALITY
    while least < most:
        quality = (least + most) // 2
        coded = io.BytesIO()
        pillow_heif.from_bytes(mode, (width, height), sample.tobytes()).save(
            coded, quality=quality, **settings
        )
        if coded.tell() >= bytes_a_pixel * width * height:
            most = quality
        else:
            least = quality + 1
    return least


def _sample(raster: NDArray[Any]) -> NDArray[Any]:
    """Squares from all over a large photo side by side, or all of a small one."""
    height, width = raster.shape[:2]
    if min(height, width) < 2 * _SAMPLES_A_SIDE * _SAMPLE_SIDE_PX:
        return np.ascontiguousarray(raster)
    tops, lefts = (
        [(2 * n + 1) * side // (2 * _SAMPLES_A_SIDE) - _SAMPLE_SIDE_PX // 2 for n in range(_SAMPLES_A_SIDE)]
        for side in (height, width)
    )
    rows = [
        np.concatenate(
            [raster[top : top + _SAMPLE_SIDE_PX, left : left + _SAMPLE_SIDE_PX] for left in lefts], 1
        )
        for top in tops
    ]
    return np.concatenate(rows, axis=0)


def _nclx(photo: Photo) -> dict[str, Any] | None:
    """The colours of the source, as the file said them or for one of another format."""
    if photo.origin.encoding.get("nclx"):
        found: dict[str, Any] = photo.origin.encoding["nclx"]
        return found
    cicp = photo.origin.cicp
    if cicp is None:
        return None
    return {
        "color_primaries": cicp.primaries,
        "transfer_characteristics": cicp.transfer,
        "matrix_coefficients": _BT2020_MATRIX if cicp.primaries == _BT2020 else _BT601_MATRIX,
        "full_range_flag": 1,
    }


FILE_FORMAT = FileFormat(
    name="HEIC",
    suffixes=(".heic", ".heif", ".hif"),
    known=known,
    read=read,
    write=write,
    cost=cost,
    lossless=lambda photo: False,  # noqa: ARG005
    deepest=10,
    says_cicp=True,
    longest=16384,
    pillow=False,
)
