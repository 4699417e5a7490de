"""Finds as the canvas knows them: which is under a point, and a plane of codes for how each is drawn."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from app.document.mask_pyramid import MaskLevels
from engine.pixels.box import Box
from engine.pixels.mask import Mask

if TYPE_CHECKING:  # brings OpenCV, for which the window does not wait
    from engine.detection.result import Find, Finds
    from engine.repair.composite import Patch

# The first code of each class, which holds CODES_PER_CLASS of them, by confidence.  Of several pixels that
# a coarser level merges the greatest code counts.
DROPPED_FROM, DOUBTFUL_FROM, HIGHLIGHTED_FROM, INSIDE_FROM, HIGHLIGHTED_INSIDE_FROM = 1, 51, 101, 151, 201
CODES_PER_CLASS = 50
SAMPLES_PER_FIND = 64  # So many pixels of a find decide whether it is in the mask.
AREA_REACH_PX = 7  # As engine.repair.find_areas has it; a test holds them together.


class FindMarks:
    """The finds of a photo.  inside: by their numbers, whether they are in the mask, and so will be repaired.

    choices: what was decided while other finds were shown, see app/session/find_selection.py; None: nothing.
    areas: the same finds with what is filled of each as their labels; None: they are dilated.
    Made in a job, then changed on the GUI thread alone.
    """

    def __init__(
        self, finds: Finds, mask: Mask, choices: Mask | None = None, areas: Finds | None = None
    ) -> None:
        from engine.repair.find_areas import find_areas

        self.finds = finds
        self.areas = find_areas(finds) if areas is None else areas
        self.choices = choices
        self._order, self._at = _samples(self.areas.labels, len(finds.found))
        self.inside = self.within(mask)
        self.highlighted = 0
        confidence = [0.0, *(find.confidence for find in finds.found)]
        self._shades = np.rint(np.array(confidence) * (CODES_PER_CLASS - 1)).astype(np.uint8)
        self._sure = np.array([False, *(find.sure for find in finds.found)])
        self.whole = Box.of(finds.labels.shape)
        self.levels = MaskLevels(self._coded(self.whole), self.whole)
        while self.levels.behind:
            self.levels.catch_up()

    @property
    def chosen(self) -> int:
        """How many are in the mask."""
        return int(self.inside.sum())

    @property
    def unsure(self) -> int:
        """How many of the others wait for a yes."""
        return int((~self._sure & ~self.inside)[1:].sum())

    @property
    def implausible(self) -> int:
        """How many of those are left because of their size, shape or surroundings."""
        return sum(bool(find.doubt) and not self.inside[find.number] for find in self.finds.found)

    def changed_by(self, patches: Iterable[Patch], full: int) -> int:
        """In how many finds of the mask these patches make a change that can be seen.  Any thread may ask.

        full: the stored integer of white.
        """
        from engine.repair.find_areas import visibly_changed

        return int((visibly_changed(self.areas, patches, full) & self.inside).sum())

    @property
    def share(self) -> float:
        """Of the photo, in finds that are in the mask."""
        area = sum(find.area for find in self.finds.found if self.inside[find.number])
        return area / max(self.whole.area, 1)

    def within(self, mask: Mask) -> NDArray[np.bool_]:
        """By number: whether more than half of what is filled of a find is marked."""
        marked = mask.ravel()[self._at] >= 128
        size = len(self.finds.found) + 1
        return np.bincount(self._order[marked], minlength=size) * 2 > np.bincount(self._order, minlength=size)

    def near(self, x: int, y: int, reach: int) -> Find | None:
        """The find under a pixel, or the nearest one at most `reach` px away."""
        window = Box(x - reach, y - reach, x + reach + 1, y + reach + 1) & self.whole
        if window.empty:
            return None
        part = self.finds.labels[window.slices]
        rows, columns = np.nonzero(part)
        away = (rows + window.top - y) ** 2 + (columns + window.left - x) ** 2
        if not away.size or away.min() > reach * reach:
            return None
        nearest = int(away.argmin())
        return self.finds.found[int(part[rows[nearest], columns[nearest]]) - 1]

    def plane(self, number: int) -> tuple[Box, Mask]:
        """What is filled of one find, and where: 255, else 0."""
        window = self._room(number)
        filled = self.areas.labels[window.slices] == number
        return window, np.where(filled, np.uint8(255), np.uint8(0))

    def without(self, mask: Mask) -> Mask:
        """The mask without the finds in it: what a person painted.  Any thread may ask."""
        return np.where(self.levels.planes[0] >= INSIDE_FROM, np.uint8(0), mask)

    def marked(self, mask: Mask) -> Mask:
        """The mask without what a person painted.  Any thread may ask."""
        return np.where(self.levels.planes[0] >= INSIDE_FROM, mask, np.uint8(0))

    # How they are drawn; each returns what looks different now

    def highlight(self, number: int) -> list[Box]:
        """Highlight one find (0: none) in place of the one before.  Returns the boxes to be drawn anew."""
        if number == self.highlighted:
            return []
        changed = [one for one in (self.highlighted, number) if one]
        self.highlighted = number
        return self._recode(changed)

    def set_inside(self, inside: NDArray[np.bool_]) -> list[Box]:
        """Others are in the mask now."""
        changed = np.flatnonzero(inside != self.inside)
        self.inside = inside
        return self._recode(changed.tolist())

    def _recode(self, numbers: list[int]) -> list[Box]:
        windows = [self._room(number) for number in numbers]
        if sum(window.area for window in windows) > self.whole.area:
            windows = [self.whole]
        for window in windows:
            self.levels.planes[0][window.slices] = self._coded(window)
            self.levels.change(window)
        return windows

    def _room(self, number: int) -> Box:
        return self.finds.found[number - 1].box.grown(AREA_REACH_PX + 1) & self.whole

    def _coded(self, window: Box) -> Mask:
        """The codes of a window: what will be filled as wide as it is filled, the rest as it was found."""
        classes = np.where(self.inside, INSIDE_FROM, np.where(self._sure, DROPPED_FROM, DOUBTFUL_FROM))
        if self.highlighted:
            classes[self.highlighted] = (
                HIGHLIGHTED_INSIDE_FROM if self.inside[self.highlighted] else HIGHLIGHTED_FROM
            )
        codes = (classes + self._shades).astype(np.uint8)
        codes[0] = 0
        values, filled = codes[self.finds.labels[window.slices]], codes[self.areas.labels[window.slices]]
        values = np.where(values >= INSIDE_FROM, np.uint8(0), values)
        return np.where(filled >= INSIDE_FROM, filled, values)


def _samples(labels: NDArray[np.int32], count: int) -> tuple[NDArray[np.int64], NDArray[np.intp]]:
    """(number, flat index) of up to about SAMPLES_PER_FIND pixels of each find, spread over it."""
    at = np.flatnonzero(labels)
    numbers = labels.ravel()[at].astype(np.int64)
    area = np.bincount(numbers, minlength=count + 1)
    order = np.argsort(numbers, kind="stable")
    first = np.concatenate(([0], np.cumsum(area)[:-1]))
    place = np.arange(len(at)) - first[numbers[order]]
    step = np.maximum(area // SAMPLES_PER_FIND, 1)[numbers[order]]
    picked = order[place % step == 0]
    return numbers[picked], at[picked]
