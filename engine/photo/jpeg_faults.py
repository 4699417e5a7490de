"""JPEG files with small damage that other programs read: stray bytes between segments, a missing end."""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engine.photo import embedded, notices
from engine.photo.jpeg_markers import EOI, SOS
from engine.photo.model import Photo
from engine.photo.orient import displayed

_END_OF_IMAGE = bytes([0xFF, EOI])
_FILLER_BYTES = 4096  # enough for a block to differ, whatever the tables
_BLEED_PX = 2  # chroma is interpolated across the border of what is missing


@dataclass(frozen=True)
class RepairedJpegFile:
    """A file as a decoder takes it, and what was wrong with it."""

    whole: bytes
    stray: bool = False
    endless: bool = False


def mended(data: bytes) -> RepairedJpegFile:
    """Without stray bytes, and with an end."""
    clean, stray = _without_stray_bytes(data)
    endless = embedded.jpeg_end(clean, 0) is None
    return RepairedJpegFile(clean + _END_OF_IMAGE if endless else clean, stray, endless)


def report(photo: Photo, found: RepairedJpegFile, unit: tuple[int, int], *, progressive: bool) -> None:
    """Say what was wrong with the file, and mark the pixels that it does not hold.

    unit: width and height of the blocks that are coded together.  Raises ValueError where no pixel is there.
    """
    if found.stray:
        photo.notices += (notices.STRAY_BYTES,)
    if found.endless and progressive:
        photo.notices += (notices.DETAIL_CUT_OFF,)
    elif found.endless:
        missing = _missing(found.whole, unit)
        if missing is None:
            photo.notices += (notices.NO_END,)
        else:
            photo.notices += (notices.CUT_OFF,)
            photo.missing = np.ascontiguousarray(displayed(missing, photo.origin.orientation))


def _without_stray_bytes(data: bytes) -> tuple[bytes, bool]:
    """The file with its segments one right after the other up to the first scan."""
    at, kept, stray = 2, [data[:2]], False
    while at + 4 <= len(data):
        start = at
        while at + 1 < len(data) and (data[at] != 0xFF or data[at + 1] in (0, 0xFF)):
            at += 1
        stray = stray or any(byte != 0xFF for byte in data[start:at])
        if at + 4 > len(data) or data[at + 1] == SOS:
            break
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        kept.append(data[at:end])
        at = end
    return (b"".join([*kept, data[at:]]), True) if stray else (data, False)


def _missing(whole: bytes, unit: tuple[int, int]) -> NDArray[np.uint8] | None:
    """The mask of what depends on bytes behind those of the file: 255 = missing; None without any.

    Two continuations are decoded, and compared: blocks follow each other row by row.
    """
    one, other = (
        _decoded(whole[: -len(_END_OF_IMAGE)] + filler * _FILLER_BYTES + _END_OF_IMAGE)
        for filler in (b"\x35", b"\xca")
    )
    differs = (one != other).reshape(*one.shape[:2], -1).any(axis=-1)
    if not differs.any():
        return None
    width, height = unit
    top = (int(np.flatnonzero(differs.any(axis=1))[0]) + _BLEED_PX) // height * height
    columns = np.flatnonzero(differs[top : top + height].any(axis=0))
    left = (int(columns[0]) + _BLEED_PX) // width * width if columns.size else one.shape[1]
    if top == 0 and left == 0:
        raise ValueError("its pixels are cut off")
    mask = np.zeros(differs.shape, np.uint8)
    mask[max(top - _BLEED_PX, 0) : top + height, max(left - _BLEED_PX, 0) :] = 255
    mask[max(top + height - _BLEED_PX, 0) :] = 255
    return mask


def _decoded(data: bytes) -> NDArray[np.uint8]:
    with Image.open(io.BytesIO(data)) as image:
        return np.asarray(image)
