"""Which pixels of a photo were written since its file was read or saved: one bit for each."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.pixels.box import Box

Flags = NDArray[np.bool_]


def differing(one: NDArray[Any], other: NDArray[Any]) -> Flags:
    """H×W: where two pictures, H×W×C, differ in any channel.  `any(axis=-1)` takes ten times as long."""
    unlike = one != other
    found: Flags = unlike[..., 0].copy()
    for channel in range(1, unlike.shape[2]):
        found |= unlike[..., channel]
    return found


class ChangedPixels:
    """H×W flags at an eighth of a byte each.  Memory is taken when the first one is set."""

    def __init__(self, width: int, height: int) -> None:
        self._width, self._height = width, height
        self._bits: NDArray[np.uint8] | None = None  # H×⌈W/8⌉, as np.packbits packs rows.

    def add(self, box: Box, changed: Flags) -> None:
        """Set the flags of a box's pixels where `changed` (H×W of the box) is true."""
        if not changed.any():
            return
        if self._bits is None:
            self._bits = np.zeros((self._height, -(-self._width // 8)), np.uint8)
        first, after = box.left // 8, -(-box.right // 8)
        row_of_bytes = np.zeros((box.height, 8 * (after - first)), bool)
        row_of_bytes[:, box.left - 8 * first : box.right - 8 * first] = changed
        self._bits[box.top : box.bottom, first:after] |= np.packbits(row_of_bytes, axis=1)

    def flags(self) -> Flags:
        """All flags, H×W: a new array with a byte for each pixel."""
        if self._bits is None:
            return np.zeros((self._height, self._width), bool)
        return np.unpackbits(self._bits, axis=1, count=self._width).view(bool)

    def clear(self) -> None:
        """The file now holds what the photo holds."""
        self._bits = None

    def copy(self) -> ChangedPixels:
        copied = ChangedPixels(self._width, self._height)
        copied._bits = None if self._bits is None else self._bits.copy()
        return copied
