"""The mask at halved sizes by maximum: a single marked pixel stays visible from any distance."""

from __future__ import annotations

import itertools
from collections import deque

import numpy as np

from engine.pixels.box import Box
from engine.pixels.mask import Mask

# A pixel stands for 2^7 photo pixels a side: finer than a view pixel at the smallest scale.
COARSEST_LEVEL = 7
BAND_PIXELS = 1 << 21  # Photo pixels that are halved at once.
FRAME_BUDGET_PIXELS = 3 << 21  # Photo pixels between two frames: some 15 ms.


def level_box(box: Box, level: int) -> Box:
    """The level pixels that a box of the photo touches."""
    size = 1 << level
    return Box(box.left // size, box.top // size, -(-box.right // size), -(-box.bottom // size))


class MaskLevels:
    """planes[0] is the document's own plane; planes[n] is uint8 at 1 / 2^n, each the maximum of 2 × 2 below.

    Changes are queued and worked off between two frames, a bounded number of pixels at a time.
    """

    def __init__(self, plane: Mask, marked: Box) -> None:
        self.planes: list[Mask] = [plane]
        while len(self.planes) <= COARSEST_LEVEL:
            height, width = self.planes[-1].shape
            self.planes.append(np.zeros((-(-height // 2), -(-width // 2)), np.uint8))
        self._queue: deque[Box] = deque()
        self.change(marked)

    @property
    def marked(self) -> bool:
        return bool(self.planes[-1].any())

    @property
    def behind(self) -> bool:
        """There is more to `catch_up` with."""
        return bool(self._queue)

    def change(self, box: Box) -> None:
        """The plane changed here.  A stroke goes before what is left of a large change."""
        whole = 1 << COARSEST_LEVEL
        box = box & Box.of(self.planes[0].shape)
        if box.empty:
            return
        if self._queue and (box | self._queue[0]).area <= BAND_PIXELS:
            box |= self._queue.popleft()
        rows = max(whole, BAND_PIXELS // box.width // whole * whole)
        edges = [box.top, *range((box.top // rows + 1) * rows, box.bottom, rows), box.bottom]
        bands = [Box(box.left, top, box.right, bottom) for top, bottom in itertools.pairwise(edges)]
        self._queue.extendleft(reversed(bands))

    def catch_up(self, budget: int = FRAME_BUDGET_PIXELS) -> list[Box]:
        """Bring the levels up to date for about `budget` pixels.  Returns the boxes that can be drawn now."""
        done = []
        while self._queue and budget > 0:
            box = self._queue.popleft()
            self._halve(box)
            budget -= box.area
            done.append(box)
        return done

    def _halve(self, box: Box) -> None:
        for level in range(1, len(self.planes)):
            below, plane = self.planes[level - 1], self.planes[level]
            part = level_box(box, level) & Box.of(plane.shape)
            source = Box(part.left * 2, part.top * 2, part.right * 2, part.bottom * 2) & Box.of(below.shape)
            plane[part.slices] = halved(below[source.slices])


def halved(mask: Mask) -> Mask:
    """⌈H/2⌉×⌈W/2⌉: the maximum of each 2 × 2; a last odd row or column stands for itself."""
    rows = mask[::2].copy()
    np.maximum(rows[: mask.shape[0] // 2], mask[1::2], out=rows[: mask.shape[0] // 2])
    columns = rows[:, ::2].copy()
    odd = columns[:, : mask.shape[1] // 2]
    np.maximum(odd, rows[:, 1::2], out=odd)
    return columns


def sampled(planes: list[Mask], area: Box, *, left: int, top: int, scale: float) -> Mask:
    """The mask under the view pixels of `area`, exact by maximum; 0 outside the photo.

    left, top: the view position of the photo's corner.  Each view pixel takes the maximum over the photo
    pixels from its own edge to the next one's, of which a level holds at most two a side.
    """
    level = min(max(0, int(np.floor(np.log2(1 / scale) + 1e-9))), len(planes) - 1)
    plane, step = planes[level], 1 / (scale * (1 << level))
    first_x, last_x, x = _span(area.left, area.right, left, step, plane.shape[1])
    first_y, last_y, y = _span(area.top, area.bottom, top, step, plane.shape[0])
    out = np.zeros((area.height, area.width), np.uint8)
    if not first_x.size or not first_y.size:
        return out
    near, far = int(first_x[0]), int(last_x[-1]) + 1
    rows = plane[first_y, near:far]
    if step > 1:
        rows = np.maximum(rows, plane[last_y, near:far])
    values = rows.take(first_x - near, axis=1)
    if step > 1:
        np.maximum(values, rows.take(last_x - near, axis=1), out=values)
    out[y, x] = values
    return out


def _span(start: int, stop: int, corner: int, step: float, size: int) -> tuple[np.ndarray, np.ndarray, slice]:
    """First and last level pixel of each view pixel from start to stop, and which are on the photo."""
    edges = np.floor((np.arange(start, stop + 1) - corner) * step + 1e-6).astype(np.int64)
    first, last = edges[:-1], np.maximum(edges[1:] - 1, edges[:-1])
    inside = np.flatnonzero((last >= 0) & (first < size))
    if not inside.size:
        return first[:0], last[:0], slice(0, 0)
    chosen = slice(int(inside[0]), int(inside[-1]) + 1)
    return np.clip(first[chosen], 0, size - 1), np.clip(last[chosen], 0, size - 1), chosen
