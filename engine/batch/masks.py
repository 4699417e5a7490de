"""Where the mask of each photo comes from: a folder of masks, or one mask that is fitted to every photo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import numpy as np

import engine.photo.mask_file
from engine.photo.mask_file import AS_IT_LOOKS, MaskReading, ReadMask
from engine.pixels.mask import Mask

Side = Literal[
    "top-left", "top", "top-right", "left", "center", "right", "bottom-left", "bottom", "bottom-right"
]
_HORIZONTAL_SHARES = {"left": 0.0, "right": 1.0}
_VERTICAL_SHARES = {"top": 0.0, "bottom": 1.0}
ANCHOR_SIDES: tuple[Side, ...] = (
    "top-left",
    "top",
    "top-right",
    "left",
    "center",
    "right",
    "bottom-left",
    "bottom",
    "bottom-right",
)
ANCHOR_CORNERS: tuple[Side, ...] = ("top-left", "top-right", "bottom-left", "bottom-right")


@dataclass(frozen=True)
class MaskFolder:
    """The mask of a/b.jpg is a/b.png in this folder, or another name that `MaskFinder` knows."""

    folder: Path
    reading: MaskReading = AS_IT_LOOKS


@dataclass(frozen=True)
class Anchor:
    """Places one mask, with its proportions, against a side or corner of each photo.

    scaled: as large as fits into the photo; else pixel for pixel, as a camera's date stamp is.
    """

    side: Side
    scaled: bool = True


@dataclass(frozen=True)
class Corner:
    """Places one mask, with its proportions, in a corner, with measures in % of the photo.

    width: of the mask, in % of the photo's width.  across, down: its distance from the corner, in % of the
    photo's width and height.
    """

    corner: Side
    width: float
    across: float = 0.0
    down: float = 0.0


@dataclass(frozen=True)
class OneMask:
    """One mask file for all photos.  place: None scales it to photos of the same proportions only."""

    file: Path
    place: Anchor | Corner | None = None
    reading: MaskReading = AS_IT_LOOKS


Masks = MaskFolder | OneMask | None  # None: the damage is looked for.
Size = tuple[int, int]  # (width, height)
MaskForSize = Callable[[Size], ReadMask]


def mask_for_sizes(one: OneMask) -> MaskForSize:
    """A function that gives the mask for a photo of a size.  The last one is cached.

    Raises MaskError at once where the file cannot be read; the function raises it for other proportions.
    """
    last: dict[Size, ReadMask] = {}
    whole = engine.photo.mask_file.read_as_it_is(one.file, one.reading)

    def mask(size: Size) -> ReadMask:
        found = last.get(size)
        if found is None:
            if one.place:
                found = replace(whole, mask=one.reading.grown(_placed(whole.mask, one.place, size)))
            else:
                found = engine.photo.mask_file.read(one.file, size, one.reading)
            last.clear()
            last[size] = found
        return found

    return mask


def _placed(plane: Mask, place: Anchor | Corner, size: Size) -> Mask:
    """The plane scaled and put onto an empty mask of a size; what hangs over is cut off."""
    import cv2

    width, height = size
    if isinstance(place, Corner):
        scale = place.width / 100 * width / plane.shape[1]
    else:
        scale = min(width / plane.shape[1], height / plane.shape[0]) if place.scaled else 1.0
    new = max(1, round(plane.shape[1] * scale)), max(1, round(plane.shape[0] * scale))
    scaled = plane if scale == 1 else cv2.resize(plane, new, interpolation=cv2.INTER_NEAREST_EXACT)
    left, top = _corner(place, size, new) if isinstance(place, Corner) else _anchor(place.side, size, new)
    mask = np.zeros((height, width), np.uint8)
    down = slice(max(top, 0), max(top + new[1], 0))
    across = slice(max(left, 0), max(left + new[0], 0))
    view = mask[down, across]
    view[:] = scaled[max(-top, 0) :, max(-left, 0) :][: view.shape[0], : view.shape[1]]
    return mask


def _shares(side: Side) -> tuple[float, float]:
    """The shares of the free width and height that lie left of and above the mask, 0 … 1."""
    words = side.split("-")
    across = next((_HORIZONTAL_SHARES[word] for word in words if word in _HORIZONTAL_SHARES), 0.5)
    return across, next((_VERTICAL_SHARES[word] for word in words if word in _VERTICAL_SHARES), 0.5)


def _anchor(side: Side, size: Size, new: Size) -> tuple[int, int]:
    """(left, top) of a mask of size `new` against a side of a photo of `size`."""
    across, down = _shares(side)
    return round((size[0] - new[0]) * across), round((size[1] - new[1]) * down)


def _corner(place: Corner, size: Size, new: Size) -> tuple[int, int]:
    """(left, top) of a mask of size `new` in a corner of a photo of `size`."""
    left, top = round(place.across / 100 * size[0]), round(place.down / 100 * size[1])
    across, down = _shares(place.corner)
    return (
        size[0] - new[0] - left if across else left,
        size[1] - new[1] - top if down else top,
    )
