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


@dataclass(frozen=True)
class Cicp:
    """What the numbers of a colour mean, in the code points of ITU-T H.273."""

    primaries: int
    transfer: int
    matrix: int = 0
    full_range: bool = True

    @property
    def is_srgb(self) -> bool:
        """Or so near to it that programs show it as sRGB."""
        return self.primaries in _SRGB_PRIMARIES and self.transfer in _SRGB_TRANSFERS

    @property
    def name(self) -> str:
        """As in "BT.2020, PQ"."""
        first = _NAME_BY_PRIMARIES.get(self.primaries, f"H.273 {self.primaries}")
        return f"{first}, {_NAME_BY_TRANSFER.get(self.transfer, f'H.273 {self.transfer}')}"


_UNSPECIFIED_CODE = 2
_SRGB_PRIMARIES = frozenset({1, _UNSPECIFIED_CODE})
_SRGB_TRANSFERS = frozenset({1, _UNSPECIFIED_CODE, 6, 13, 14, 15})  # BT.709 and its kin, sRGB
_NAME_BY_PRIMARIES = {
    1: "BT.709",
    2: "BT.709",
    5: "BT.470 BG",
    6: "BT.601",
    9: "BT.2020",
    11: "DCI-P3",
    12: "Display P3",
}
_NAME_BY_TRANSFER = {1: "BT.709", 2: "sRGB", 8: "linear", 13: "sRGB", 16: "PQ", 18: "HLG"}


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Metadata that any format may take over, and what only the photo's own format can keep.

    exif: TIFF-structured block without prefix.  iptc: data sets of IPTC-IIM.  dpi: (x, y).  cicp: what the
    colours are where no profile says it and they are not sRGB.  texts: (key, words), as PNG has them.
    carried: the file_format's own blocks (PNG chunks, JPEG segments, TIFF tags), complete, to be written back
    in their order.  beside: notices of what else the file holds, which no file that is encoded anew does.
    own_only: notices of what only the own format can hold.  encoding: how the file_format had encoded the
    pixels (quantisation tables, compression …).
    page: its number in the file, from 1, where the photo is one of its `frames`.  keeps_other_pages: a save
    in the photo's own format writes the file's other pages too, as they are.
    """

    format: str = ""
    path: Path | None = None
    # (mtime in ns, size) of the file at `path` when it was read or written.
    stamp: tuple[int, int] | None = None
    orientation: int = 1
    bits: int = 8
    frames: int = 1
    page: int = 1
    keeps_other_pages: bool = False
    palette: Palette | None = None
    exif: bytes | None = None
    xmp: bytes | None = None
    iptc: bytes | None = None
    dpi: tuple[float, float] | None = None
    texts: tuple[tuple[str, str], ...] = ()
    carried: tuple[Any, ...] = ()
    cicp: Cicp | None = None
    beside: tuple[Text, ...] = ()
    own_only: tuple[Text, ...] = ()
    encoding: dict[str, Any] = field(default_factory=dict)

    def abroad(self) -> Origin:
        """What is left of it in another format."""
        return replace(self, format="", palette=None, carried=(), encoding={}, keeps_other_pages=False)


def stamp(path: Path) -> tuple[int, int]:
    """Tells whether another program wrote the file since."""
    state = path.stat()
    return state.st_mtime_ns, state.st_size
