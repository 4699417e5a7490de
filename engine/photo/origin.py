"""What a photo's file said, beside the pixels: all that has to survive a save."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.text import Text


@dataclass(frozen=True)
class Palette:
    """colours: N×4 uint8 RGBA.  indices: H×W uint8 as they lay in the file.  size: entries the format
    allows.
    """

    colours: NDArray[np.uint8]
    indices: NDArray[np.uint8]
    size: int = 256


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Metadata that any format may take over, and what only the photo's own format can keep.

    exif: TIFF-structured block without prefix.  dpi: (x, y).  texts: (key, words), as PNG has them.
    carried: the file_format's own blocks (PNG chunks, JPEG segments, TIFF tags), complete, to be written back
    in their order.  beside: notices of what else the file holds, which no file that is encoded anew does.
    encoding: how the file_format had encoded the pixels (quantisation tables, compression …).
    """

    format: str = ""
    path: Path | None = None
    stamp: tuple[int, int] | None = (
        None  # (mtime in ns, size) of the file at `path` when it was read or written
    )
    orientation: int = 1
    bits: int = 8
    frames: int = 1
    palette: Palette | None = None
    exif: bytes | None = None
    xmp: bytes | None = None
    dpi: tuple[float, float] | None = None
    texts: tuple[tuple[str, str], ...] = ()
    carried: tuple[Any, ...] = ()
    beside: tuple[Text, ...] = ()
    encoding: dict[str, Any] = field(default_factory=dict)

    def abroad(self) -> Origin:
        """What is left of it in another format."""
        return replace(self, format="", palette=None, carried=(), encoding={})


def stamp(path: Path) -> tuple[int, int]:
    """Tells whether another program wrote the file since."""
    state = path.stat()
    return state.st_mtime_ns, state.st_size
