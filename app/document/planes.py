"""What an edit can change: the photo's integers, and planes of 8 bits over it."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Protocol

import numpy as np

from app.document.tiles import tiles
from engine.photo import Photo, Stored
from engine.photo.changes import Flags
from engine.pixels.box import EMPTY_BOX, Box
from engine.pixels.mask import Mask, bounds

PHOTO_PLANE, MASK_PLANE, REPAIRED_PLANE = "photo", "mask", "repaired"
SOURCE_PLANE, SKETCH_PLANE = "source", "sketch"
GUIDE_PLANES = (SOURCE_PLANE, SKETCH_PLANE)
NEXT_MASK_PLANE = "next mask"  # In a journal alone: what is painted while a repair reads the mask.
# Of the sketch, 0 where nothing is said.  From afar the greatest value is seen.
NO_LINE_VALUE, ESTIMATED_LINE_VALUE, LINE_VALUE = 1, 2, 3


class Plane(Protocol):
    """Read and written by boxes inside the photo.  `dense` values do not pay to compress."""

    dense: bool

    def read(self, box: Box) -> Stored:
        """A copy of the box's values."""

    def write(self, box: Box, values: Stored) -> None: ...

    def settle(self, box: Box) -> None:
        """The values in the box will now stand for a while: update what is known of them."""


class PhotoPlane:
    """The photo's stored integers, H×W×C."""

    dense = True

    def __init__(self, photo: Photo) -> None:
        self._photo = photo

    def read(self, box: Box) -> Stored:
        return self._photo.stored(box)

    def write(self, box: Box, values: Stored, changed: Flags | None = None) -> None:
        """changed: H×W, as `changed` gives it, where that was computed beforehand."""
        self._photo.put(box, values, changed)

    def changed(self, before: Stored, after: Stored) -> Flags:
        """H×W: where the colours of values of one box differ."""
        return self._photo.changed(before, after)

    def settle(self, box: Box) -> None:
        """Nothing is known of photos."""


class Overlay:
    """uint8 H×W over the photo, mostly 0.  Memory is taken when the first value is written."""

    dense = False

    def __init__(self, whole: Box) -> None:
        self.whole = whole
        self._values: Mask | None = None
        self._occupied: dict[Box, Box] = {}  # tiles that hold anything but 0, and the bounds of that

    @property
    def values(self) -> Mask:
        """H×W.  Only edits write to it."""
        if self._values is None:
            self._values = np.zeros((self.whole.height, self.whole.width), np.uint8)
        return self._values

    @property
    def view(self) -> Mask:
        """`values`, read-only, live: for looking at, so that nothing changes but through an edit."""
        view = self.values.view()
        view.flags.writeable = False
        return view

    @property
    def occupied(self) -> list[Box]:
        """Tiles that hold anything but 0, top to bottom."""
        return sorted(self._occupied, key=lambda tile: (tile.top, tile.left))

    @property
    def bounds(self) -> Box:
        """The smallest box around all that is not 0."""
        return functools.reduce(Box.__or__, self._occupied.values(), EMPTY_BOX)

    def copy(self) -> Mask:
        """A copy of its own; empty tiles cost nothing."""
        copied = np.zeros((self.whole.height, self.whole.width), np.uint8)
        for tile in self._occupied:
            copied[tile.slices] = self.values[tile.slices]
        return copied

    def read(self, box: Box) -> Stored:
        return self.values[box.slices].copy()

    def write(self, box: Box, values: Stored) -> None:
        self.values[box.slices] = values

    def settle(self, box: Box) -> None:
        for tile in tiles(box, self.whole):
            inside = bounds(self.values[tile.slices])
            self.settled(tile, inside if inside.empty else inside.shifted(tile.left, tile.top))

    def settled(self, tile: Box, inside: Box) -> None:
        """settle() where the bounds are known: those of what is not 0 in a tile, empty if nothing is."""
        if inside.empty:
            self._occupied.pop(tile, None)
        else:
            self._occupied[tile] = inside


class Planes:
    """All that an edit can change: the photo, the mask, the guides, and what repairs have touched."""

    def __init__(self, photo: Photo) -> None:
        self.whole = photo.box
        self.photo = PhotoPlane(photo)
        self.overlays = {name: Overlay(photo.box) for name in (MASK_PLANE, *GUIDE_PLANES, REPAIRED_PLANE)}

    def __getitem__(self, name: str) -> Plane:
        return self.photo if name == PHOTO_PLANE else self.overlays[name]

    def held(self, *names: str) -> Iterator[tuple[str, Box]]:
        """These overlays' tiles that hold anything."""
        for name in names:
            for tile in self.overlays[name].occupied:
                yield name, tile
