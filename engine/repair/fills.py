"""The fill of a region, read box by box, so that the fill of 24 MP never exists at full size at once."""

from __future__ import annotations

from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.models.method import Array
from engine.pixels.box import Box
from engine.pixels.mask import Mask


class RegionFill(Protocol):
    """The alternative fills of a region."""

    @property
    def count(self) -> int:
        """The number of alternatives."""

    @property
    def calls(self) -> int:
        """The number of calls of the method that it took."""

    def at(self, box: Box) -> Array:
        """count×H×W×3 float32 in [0, 1] for a box of the photo that lies in the region."""


class SingleFill:
    """The fill of one call, N×h×w×3 for a box; smaller than the box where the region was scaled down."""

    def __init__(self, box: Box, pixels: Array) -> None:
        self.calls = 1
        self.box = box
        self._pixels = pixels

    @property
    def count(self) -> int:
        return len(self._pixels)

    @property
    def scale(self) -> float:
        """The photo's pixels for each pixel of the fill, along the longer side."""
        return float(max(self.box.width, self.box.height) / max(self._pixels.shape[1:3]))

    def at(self, box: Box) -> Array:
        inside = box.shifted(-self.box.left, -self.box.top)
        if self._pixels.shape[1:3] == (self.box.height, self.box.width):
            return self._pixels[:, inside.slices[0], inside.slices[1]]
        return self.scaled(box, (box.height, box.width))

    def scaled(self, box: Box, sides: tuple[int, int]) -> Array:
        """A copy of the box scaled to (height, width), count×h×w×3.

        Not for sizes much below the fill's own.
        """
        inside = box.shifted(-self.box.left, -self.box.top)
        height, width = self._pixels.shape[1:3]
        across, down = width / self.box.width, height / self.box.height
        wide, high = box.width / sides[1] * across, box.height / sides[0] * down
        to_small = np.array(
            [
                [wide, 0, inside.left * across + 0.5 * wide - 0.5],
                [0, high, inside.top * down + 0.5 * high - 0.5],
            ]
        )
        flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
        large = [
            cv2.warpAffine(one, to_small, sides[::-1], flags=flags, borderMode=cv2.BORDER_REPLICATE)
            for one in self._pixels
        ]
        return np.clip(np.stack(large), 0, 1)


class TiledFill:
    """The weighted sum of overlapping tiles, stored for the missing pixels only."""

    def __init__(self, hole: Box, own: Mask) -> None:
        self._hole = hole
        self._at = np.flatnonzero(own)
        self._total = np.zeros((1, self._at.size, 3), np.float32)
        self.calls = 0

    @property
    def count(self) -> int:
        return len(self._total)

    def add(self, box: Box, tile: Array, weight: Array, own: Mask) -> None:
        """Add a weighted tile, N×h×w×3 for `box`, which is in the hole's box; own: the mask there."""
        self.calls += 1
        if len(tile) > self.count:  # Earlier tiles had fewer alternatives: repeat the last.
            more = np.repeat(self._total[-1:], len(tile) - self.count, axis=0)
            self._total = np.concatenate([self._total, more])
        rows, columns = np.nonzero(own)
        places = self._places(box, rows, columns)
        for choice in range(self.count):
            values = tile[min(choice, len(tile) - 1)][rows, columns]
            self._total[choice, places] += weight[rows, columns, None] * values

    def at(self, box: Box) -> Array:
        local = box.shifted(-self._hole.left, -self._hole.top)
        first = np.arange(local.top, local.bottom) * self._hole.width
        starts = np.searchsorted(self._at, first + local.left)
        ends = np.searchsorted(self._at, first + local.right)
        filled = np.zeros((self.count, box.height, box.width, 3), np.float32)
        for row, (start, end) in enumerate(zip(starts, ends, strict=True)):
            columns = self._at[start:end] - first[row] - local.left
            filled[:, row, columns] = self._total[:, start:end]
        return filled

    def _places(self, box: Box, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> NDArray[np.intp]:
        down, right = box.top - self._hole.top, box.left - self._hole.left
        return np.searchsorted(self._at, (rows + down) * self._hole.width + columns + right)
