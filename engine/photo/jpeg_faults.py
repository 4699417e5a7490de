"""JPEG files with small damage that other programs read: stray bytes between segments, a missing end, scans
that end before their last row.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engine.photo import embedded, notices
from engine.photo.jpeg_blocks.scans import check_scans
from engine.photo.jpeg_blocks.stream import BLOCK_SIDE_PX, BlocksNotKept, Scan, Stream, parse
from engine.photo.jpeg_markers import EOI, RST0, RST7, SOS
from engine.photo.model import Photo
from engine.photo.orient import displayed, filed

_END_OF_IMAGE = bytes([0xFF, EOI])
_FILLER_BYTES = 4096  # enough for a block to differ, whatever the tables
_BLEED_PX = 2  # chroma is interpolated across the border of what is missing
# So many zeros at the end of a file without an end marker are room that was never written, not coded blocks.
_UNWRITTEN_BYTES = 64
_MISSING_VALUES = (127, 128)  # of all channels: what libjpeg shows where a scan has ended


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
    return RepairedJpegFile(_written_part(clean) + _END_OF_IMAGE if endless else clean, stray, endless)


def report(photo: Photo, found: RepairedJpegFile, *, progressive: bool) -> None:
    """Say what was wrong with the file, and mark the pixels that it does not hold.

    Raises ValueError where no pixel is there.
    """
    if found.stray:
        photo.notices += (notices.STRAY_BYTES,)
    orientation = photo.origin.orientation
    short = found.endless or _ends_without_data(filed(photo.pixels, orientation))
    if not short and not progressive:
        return
    differs = _depends_on_what_follows(found.whole) if short else np.zeros((1, 1), bool)
    try:
        stream = parse(found.whole)
    except BlocksNotKept:  # Arithmetic coding, for instance.
        stream = None
    missing = None
    if short and stream is not None and _begins_blocks(stream.scans[-1]):
        missing = _missing(stream, differs)
    if missing is not None:
        photo.notices += (notices.CUT_OFF,)
        photo.missing = np.ascontiguousarray(displayed(missing, orientation))
    elif found.endless:
        complete = not differs.any() and (stream is None or _sends_everything(stream))
        photo.notices += (notices.NO_END if complete else notices.DETAIL_CUT_OFF,)
    elif stream is not None and not _sends_everything(stream):
        photo.notices += (notices.DETAIL_MISSING,)


def _begins_blocks(scan: Scan) -> bool:
    """Whether the blocks of this scan have nothing before it, so that they are gray without it."""
    return scan.first_coefficient == 0 and scan.earlier_shift == 0


def _written_part(data: bytes) -> bytes:
    """Of a file without an end: without zeros that follow where a copy was broken off, and without a segment
    that is not there as a whole.
    """
    written = data.rstrip(b"\0")
    data = written if len(data) - len(written) >= _UNWRITTEN_BYTES else data
    at = 2
    while data[at : at + 1] == b"\xff":
        if data[at + 1 : at + 2] == b"\xff":  # a fill byte
            at += 1
            continue
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if at + 4 > len(data) or end > len(data):
            return data[:at]
        at = embedded.scan_end(data, end) if data[at + 1] == SOS else end
    return data


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


def _ends_without_data(pixels: NDArray[np.uint8]) -> bool:
    """Whether the last pixel, as the file lies, is as libjpeg shows what is missing."""
    return bool(np.isin(pixels[-1, -1], _MISSING_VALUES).all())


def _sends_everything(stream: Stream) -> bool:
    try:
        check_scans(stream)
    except BlocksNotKept:
        return False
    return True


def _depends_on_what_follows(whole: bytes) -> NDArray[np.bool_]:
    """H×W: the pixels that would be others if the last scan went on.

    Two continuations are decoded, and compared.
    """
    end = embedded.jpeg_end(whole, 0) or len(whole)
    last_bytes = whole[: end - len(_END_OF_IMAGE)]
    one, other = (
        _decoded(last_bytes + filler * _FILLER_BYTES + _END_OF_IMAGE) for filler in (b"\x35", b"\xca")
    )
    differs: NDArray[np.bool_] = (one != other).reshape(*one.shape[:2], -1).any(axis=-1)
    return differs


def _missing(stream: Stream, differs: NDArray[np.bool_]) -> NDArray[np.uint8] | None:
    """The mask of what the last scan does not hold: 255 = missing; None without any.

    differs: as _depends_on_what_follows.  Blocks follow each other row by row.
    """
    frame = stream.frame
    width, height = BLOCK_SIDE_PX * frame.horizontal, BLOCK_SIDE_PX * frame.vertical
    starts = [_first_without_interval(stream)]
    if differs.any():
        top = (int(np.flatnonzero(differs.any(axis=1))[0]) + _BLEED_PX) // height
        above_the_next = differs[top * height : (top + 1) * height - _BLEED_PX]
        columns = np.flatnonzero(above_the_next.any(axis=0))
        left = (int(columns[0]) + _BLEED_PX) // width if columns.size else frame.mcu_columns
        starts.append(top * frame.mcu_columns + left)
    start = min(starts)
    if start >= frame.mcu_columns * frame.mcu_rows:
        return None
    if start == 0:
        raise ValueError("its pixels are cut off")
    top, left = start // frame.mcu_columns * height, start % frame.mcu_columns * width
    mask = np.zeros(differs.shape, np.uint8)
    mask[max(top - _BLEED_PX, 0) : top + height, max(left - _BLEED_PX, 0) :] = 255
    mask[max(top + height - _BLEED_PX, 0) :] = 255
    return mask


def _first_without_interval(stream: Stream) -> int:
    """The first MCU of the restart intervals that the last scan lacks; the number of all MCUs without any."""
    frame, scan = stream.frame, stream.scans[-1]
    mcus = frame.mcu_columns * frame.mcu_rows
    if not scan.restart_interval or len(scan.components) < len(frame.components):
        return mcus
    return min((_restarts(scan) + 1) * scan.restart_interval, mcus)


def _restarts(scan: Scan) -> int:
    """How many restart markers a scan has."""
    then = scan.data[1:][scan.data[:-1] == 0xFF]
    return int(np.count_nonzero((then >= RST0) & (then <= RST7)))


def _decoded(data: bytes) -> NDArray[np.uint8]:
    with Image.open(io.BytesIO(data)) as image:
        return np.asarray(image)
