"""Interlaced PNG files (PNG specification, 8.1): seven small pictures, each decoded as a file of its own.

libpng as imagecodecs calls it reads them as well, but writes a warning to the standard error stream.
"""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.photo import chunks
from engine.photo.chunks import PNG_SIGNATURE, Chunk

# Of each pass column and row of its first pixel, and the steps to the next ones.
INTERLACE_PASSES = (
    (0, 0, 8, 8),
    (4, 0, 8, 8),
    (0, 4, 4, 8),
    (2, 0, 4, 4),
    (0, 2, 2, 4),
    (1, 0, 2, 2),
    (0, 1, 1, 2),
)
SAMPLES_BY_COLOUR_TYPE = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_DEFLATE_LEVEL = 1  # of what is unpacked at once


def row_bytes(width: int, bits: int, kind: int) -> int:
    """Of a row with the number of its filter.  kind: the colour type."""
    return 1 + -(-width * bits * SAMPLES_BY_COLOUR_TYPE[kind] // 8)


def pass_size(width: int, height: int, number: int) -> tuple[int, int]:
    """How many columns and rows a pass has, from 0 on; one without columns has no rows either."""
    left, top, across, down = INTERLACE_PASSES[number]
    columns = max(-(-(width - left) // across), 0)
    return columns, max(-(-(height - top) // down), 0) if columns else 0


def decoded(header: bytes, others: list[Chunk], packed: bytes) -> NDArray[Any]:
    """H×W×S integers.  header: of IHDR.  others: PLTE and tRNS.  packed: the IDAT data.

    Raises ValueError where pixels are missing.
    """
    import imagecodecs

    width, height, bits, kind = struct.unpack(">IIBB", header[:10])
    sizes = [pass_size(width, height, number) for number in range(len(INTERLACE_PASSES))]
    total = sum(rows * row_bytes(columns, bits, kind) for columns, rows in sizes)
    unpacked = zlib.decompressobj().decompress(packed, total)
    if len(unpacked) < total:
        raise ValueError("its pixels are cut off")
    raster: NDArray[Any] | None = None
    at = 0
    for (columns, rows), (left, top, across, down) in zip(sizes, INTERLACE_PASSES, strict=True):
        if not rows:
            continue
        end = at + rows * row_bytes(columns, bits, kind)
        plain = struct.pack(">IIBBBBB", columns, rows, bits, kind, 0, 0, 0)
        part = imagecodecs.png_decode(_file(plain, others, unpacked[at:end])).reshape(rows, columns, -1)
        if raster is None:
            raster = np.zeros((height, width, part.shape[2]), part.dtype)
        raster[top::down, left::across] = part
        at = end
    assert raster is not None
    return raster


def _file(header: bytes, others: list[Chunk], unpacked: bytes) -> bytes:
    file = io.BytesIO()
    file.write(PNG_SIGNATURE)
    pixels = (b"IDAT", zlib.compress(unpacked, _DEFLATE_LEVEL))
    for name, data in [(b"IHDR", header), *others, pixels, (b"IEND", b"")]:
        chunks.write(file, name, data)
    return file.getvalue()
