"""What the Mask menu does, computed from a copy, so that 50 MP can be grown off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from app.document.tiles import tiles
from engine.errors import MaskError
from engine.job import Job
from engine.pixels import mask as masks
from engine.pixels.box import Box
from engine.pixels.mask import Mask
from engine.text import Text

CHUNK_SIDE_PX = 1024


@dataclass(frozen=True)
class MaskCommand:
    """A new mask from the old one.

    change: of the mask in a window and the window's box in the photo, to the same size.  It may look `reach`
    px far.  Where nothing is marked within reach nothing changes, unless `everywhere`.
    """

    title: str
    change: Callable[[Mask, Box], Mask]
    reach: int = 0
    everywhere: bool = False


def clear() -> MaskCommand:
    return MaskCommand("Clear the mask", lambda window, _: np.zeros_like(window))


def invert() -> MaskCommand:
    return MaskCommand("Invert the mask", lambda window, _: ~window, everywhere=True)


def grow(by: int) -> MaskCommand:
    """By `by` px on all sides."""
    return MaskCommand("Grow the mask", lambda window, _: masks.grow(window, by), reach=by)


def shrink(by: int) -> MaskCommand:
    return MaskCommand("Shrink the mask", lambda window, _: masks.grow(window, -by), reach=by)


def feather(by: int) -> MaskCommand:
    """A soft rim of `by` px outside."""
    return MaskCommand("Feather the mask", lambda window, _: masks.feather(window, by), reach=by + 2)


def adjust(by: int, soft: int) -> MaskCommand:
    """Wider by `by` px on all sides, narrower where it is negative, then a soft rim of `soft` px outside."""
    if not soft:
        return grow(by) if by >= 0 else shrink(-by)
    if not by:
        return feather(soft)
    return MaskCommand(
        "Adjust the mask",
        lambda window, _: masks.feather(masks.grow(window, by), soft),
        reach=abs(by) + soft + 2,
    )


def replace(mask: Mask, title: str = "Import the mask") -> MaskCommand:
    """mask: uint8 H×W of the photo's size.  Found damage comes in like this too."""
    return MaskCommand(title, lambda _, box: _part(mask, box), everywhere=True)


def add(mask: Mask, title: str = "Add to the mask") -> MaskCommand:
    """Marked is what was marked or is marked in `mask` (uint8 H×W of the photo's size)."""
    return MaskCommand(title, lambda window, box: np.maximum(window, _part(mask, box)), everywhere=True)


def draw(area: Box, coverage: Mask, *, title: str, erase: bool) -> MaskCommand:
    """Mark what is covered, or take it from what is marked.  coverage: uint8 of the area's size."""

    def change(window: Mask, box: Box) -> Mask:
        part = box & area
        if part.empty:
            return window
        changed = window.copy()
        here = changed[part.shifted(-box.left, -box.top).slices]
        drawn = coverage[part.shifted(-area.left, -area.top).slices]
        (np.minimum if erase else np.maximum)(here, ~drawn if erase else drawn, out=here)
        return changed

    return MaskCommand(title, change, everywhere=True)


class MaskWriter(Protocol):
    """What takes the mask's new values."""

    def set_mask(self, box: Box, values: Mask) -> None: ...


class MaskCopy:
    """A mask that is changed in place, to be looked at."""

    def __init__(self, mask: Mask) -> None:
        self.mask = mask

    def set_mask(self, box: Box, values: Mask) -> None:
        self.mask[box.slices] = values


def carried_out(command: MaskCommand, mask: Mask, marked: list[Box], *, draft: MaskWriter, job: Job) -> None:
    """Lay what differs into the draft.  mask: the whole, not changed.  marked: boxes outside which it is 0.

    Raises MaskError, Cancelled.
    """
    whole = Box.of(mask.shape)
    chunks = list(tiles(whole, whole, CHUNK_SIDE_PX))
    for done, chunk in enumerate(chunks):
        job.step(done / len(chunks))
        window = chunk.grown(command.reach) & whole
        if command.everywhere or not all((window & box).empty for box in marked):
            changed = command.change(mask[window.slices], window)
            for tile in tiles(chunk, chunk):
                values = changed[tile.shifted(-window.left, -window.top).slices]
                if not np.array_equal(values, mask[tile.slices]):
                    draft.set_mask(tile, values)


def _part(mask: Mask, box: Box) -> Mask:
    if mask.shape[0] < box.bottom or mask.shape[1] < box.right:
        raise MaskError(
            Text("the mask is {mask}, smaller than the photo", mask=f"{mask.shape[1]} × {mask.shape[0]}")
        )
    return mask[box.slices]
