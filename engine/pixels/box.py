"""Boxes: half-open rectangles of pixels, used by all code that works on parts of a photo."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

STRIP_PX = 512  # Rows of a strip, which bounds the memory that work on a large photo takes.


class Box(NamedTuple):
    """The pixels left ≤ x < right, top ≤ y < bottom."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def area(self) -> int:
        return max(self.width, 0) * max(self.height, 0)

    @property
    def empty(self) -> bool:
        return self.width <= 0 or self.height <= 0

    @property
    def slices(self) -> tuple[slice, slice]:
        """The index of the box in an H×W array."""
        return slice(self.top, self.bottom), slice(self.left, self.right)

    def __and__(self, other: Box) -> Box:
        return Box(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )

    def __or__(self, other: Box) -> Box:
        """The smallest box around both; an empty box adds nothing."""
        if self.empty or other.empty:
            return other if self.empty else self
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def grown(self, by: int) -> Box:
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def shifted(self, dx: int, dy: int) -> Box:
        return Box(self.left + dx, self.top + dy, self.right + dx, self.bottom + dy)

    def strips(self) -> Iterator[Box]:
        """The box in boxes of whole rows, from the top."""
        for top in range(self.top, self.bottom, STRIP_PX):
            yield Box(self.left, top, self.right, min(top + STRIP_PX, self.bottom))

    @staticmethod
    def of(shape: tuple[int, ...]) -> Box:
        """The box of a whole H×W(×C) array."""
        return Box(0, 0, shape[1], shape[0])


EMPTY_BOX = Box(0, 0, 0, 0)
