"""A JPEG with some pixels changed, in which all blocks without a changed pixel are as they were."""

from __future__ import annotations

import io
import warnings
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engine.photo.changes import ChangedPixels, differing
from engine.photo.jpeg_blocks.samples import changed_mcus, encode_blocks
from engine.photo.jpeg_blocks.scans import check_scans, read_coefficients, segment, written_scans
from engine.photo.jpeg_blocks.stream import (
    BLOCK_SIDE_PX,
    BlocksNotKept,
    Frame,
    Stream,
    parse,
)
from engine.photo.jpeg_markers import APP14, EOI, SOI
from engine.photo.pillow import strips
from engine.photo.segments import Segment
from engine.pixels.box import Box

Flags = NDArray[np.bool_]
_LONGEST_SEGMENT_BYTES = 65533
# Where chroma is subsampled, decoders mix a chroma sample with the next ones: a changed one is seen so far.
UPSAMPLING_REACH_PX = 1


@dataclass(frozen=True)
class BlockEncoding:
    """pieces: the file, to be written one after the other.  changed, total: blocks of 8 × 8 samples.

    changed_pixels: those that are others than in the file, as it lies.
    """

    pieces: Sequence[bytes | memoryview]
    changed: int
    total: int
    changed_pixels: ChangedPixels


def encode_changed_blocks(
    original: bytes, metadata: Sequence[Segment], pixels: NDArray[np.uint8], candidates: Flags
) -> BlockEncoding:
    """Encode only the blocks of `original` in which pixels changed; all others keep their coefficients.

    metadata: the segments of the new file beside those of the encoding, which stay as they are.  pixels:
    H×W×C uint8 as they lie in the file (before its orientation is obeyed).  candidates: H×W, where pixels may
    have changed; those that are as libjpeg decodes them did not.
    Size, tables, subsampling, order of scans and restart markers stay.  Pixels of an MCU without a changed
    block decode as before; where chroma is subsampled, decoders mix chroma samples with their neighbours', so
    that the outermost pixels (UPSAMPLING_REACH_PX) beside a changed block may differ, with the same
    coefficients.  This is checked with libjpeg before the result is given.
    Raises BlocksNotKept where it cannot be done: arithmetic coding, 12 bits, damaged scans and the like.
    """
    stream = parse(original)
    check_scans(stream)
    frame = stream.frame
    if candidates.shape != (frame.height, frame.width) or pixels.shape[:2] != candidates.shape:
        raise BlocksNotKept("the photo has another size than its file")
    with _opened(original) as image:
        changed = _changed(image, pixels, candidates)
        mcus = changed_mcus(frame, changed)
        before = _sum_of_others(image, frame, mcus)
    coefficients = read_coefficients(stream)
    count = encode_blocks(stream, coefficients, pixels, changed)
    pieces = [bytes([0xFF, SOI]), *_headers(stream, metadata)]
    pieces += [*written_scans(stream, coefficients), bytes([0xFF, EOI])]
    del coefficients
    changed_pixels = ChangedPixels(frame.width, frame.height)
    changed_pixels.add(Box(0, 0, frame.width, frame.height), changed)
    del changed
    try:
        with _opened(b"".join(pieces)) as image:
            kept = image.size == (frame.width, frame.height) and _sum_of_others(image, frame, mcus) == before
    except (OSError, SyntaxError) as error:
        raise BlocksNotKept("libjpeg does not read what was written") from error
    if not kept:
        raise BlocksNotKept("libjpeg decodes other pixels where none changed")
    total = sum(one.rows * one.columns for one in frame.components)
    return BlockEncoding(pieces, count, total, changed_pixels)


@contextmanager
def _opened(coded: bytes) -> Iterator[Image.Image]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns of odd metadata, which is carried untouched
        with Image.open(io.BytesIO(coded)) as image:
            yield image


def _headers(stream: Stream, metadata: Sequence[Segment]) -> list[bytes | memoryview]:
    """Metadata, then the stream's own colour flag, quantisation tables and frame."""
    others = [
        (marker, data)
        for marker, data in metadata
        if len(data) <= _LONGEST_SEGMENT_BYTES and not (marker == APP14 and data.startswith(b"Adobe"))
    ]
    return [segment(marker, data) for marker, data in [*others, *stream.header]]


def _changed(image: Image.Image, pixels: NDArray[np.uint8], candidates: Flags) -> Flags:
    """H×W: which of the candidates differ from what the file holds."""
    if (image.height, image.width, len(image.getbands())) != pixels.shape:
        raise BlocksNotKept("the photo has another size or other channels than its file")
    changed = np.zeros_like(candidates)
    for top, strip in strips(image):
        rows = slice(top, top + len(strip))
        if candidates[rows].any():
            planes = strip if strip.ndim == 3 else strip[..., None]
            changed[rows] = differing(planes, pixels[rows]) & candidates[rows]
    return changed


def _sum_of_others(image: Image.Image, frame: Frame, mcus: Flags) -> int:
    """A checksum of all decoded pixels but those of the given MCUs and what they reach."""
    reach = UPSAMPLING_REACH_PX if frame.horizontal > 1 or frame.vertical > 1 else 0
    across = _reached(mcus, frame.width, BLOCK_SIDE_PX * frame.horizontal, reach, axis=1)
    near = _reached(np.any(mcus, axis=1), frame.height, BLOCK_SIDE_PX * frame.vertical, reach, axis=0)
    total = 0
    for top, strip in strips(image):
        others = strip
        if near[top : top + len(strip)].any():
            rows = slice(top, top + len(strip))
            others = strip.copy()
            others[_reached(across, frame.height, BLOCK_SIDE_PX * frame.vertical, reach, 0, rows)] = 0
        total = zlib.crc32(np.ascontiguousarray(others).data, total)
    return total


def _reached(mcus: Flags, length: int, side: int, reach: int, axis: int, part: slice = slice(None)) -> Flags:
    """Flags of MCUs of `side` px along an axis → flags of the `part` of its `length` px: those of a flagged
    MCU, or `reach` px from it.
    """
    at = np.arange(length)[part]
    nearest = {by: np.clip(at + by, 0, length - 1) // side for by in (-reach, 0, reach)}
    return np.asarray(np.logical_or.reduce([mcus.take(places, axis) for places in nearest.values()]))
