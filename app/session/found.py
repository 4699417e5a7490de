"""From a detection to the finds that are shown and the mask that goes with them.  For jobs: no Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from app.canvas.marks import Marks
from app.canvas.mask_levels import MaskLevels
from engine.geometry import Box
from engine.mask import Mask

if TYPE_CHECKING:  # brings OpenCV, for which the window does not wait
    from engine.detection import Detection, Find, Finds

AUTO = "auto"
ANYTHING = ""
DEFAULT = 0.5  # as engine.detection has it; a test holds them together
SAME = 0.5  # share of a find that an earlier one fills, from which it is that find


@dataclass(frozen=True)
class Wanted:
    """What is looked for.  kind: an id of the detector's kinds, or anything."""

    detector: str = AUTO
    kind: str = ANYTHING
    sensitivity: float = DEFAULT

    def with_(self, **changes: object) -> Wanted:
        return replace(self, **changes)  # type: ignore[arg-type]

    def finds(self, detection: Detection) -> Finds:
        """What of a detection that is.  A kind that its detector does not tell apart is anything."""
        known = self.kind in {kind.id for kind in detection.kinds}
        return detection.finds(self.sensitivity, {self.kind} if known else None)


@dataclass(frozen=True)
class Found:
    """Finds, and the mask in which they are marked."""

    marks: Marks
    mask: Mask


def levels_of(mask: Mask) -> MaskLevels:
    """Ready to be drawn."""
    levels = MaskLevels(mask, Box.of(mask.shape))
    while levels.behind:
        levels.catch_up()
    return levels


def looked_up(detection: Detection, wanted: Wanted, mask: Mask) -> Found:
    """The finds as they stand in a mask that has them already."""
    return Found(Marks(wanted.finds(detection), mask), mask)


def marked(detection: Detection, wanted: Wanted, mask: Mask, before: Marks | None, *, anew: bool) -> Found:
    """Mark the finds in a mask, in place of those before.

    anew: all that is sure; else what was dropped or picked before stays so.
    """
    from engine.blind import widened

    finds = wanted.finds(detection)
    rest = mask if before is None else before.without(mask)
    if before is None or anew:
        added = widened(finds.mask(), finds.tight)
    else:
        dropped, picked = _choices(before, finds)
        added = widened(finds.mask(dropped=dropped, picked=picked), finds.tight)
        left = [find.number for find in before.finds.found if find.sure and not before.inside[find.number]]
        added[np.isin(before.finds.labels, left)] = 0
    result = np.maximum(rest, added)
    return Found(Marks(finds, result), result)


def _choices(before: Marks, finds: Finds) -> tuple[set[int], set[int]]:
    """Which of the finds are dropped, which picked, where that was chosen before."""
    dropped, picked = set(), set()
    for find in before.finds.found:
        if find.sure == bool(before.inside[find.number]):
            continue
        now = _same(find, before, finds)
        if now and find.sure and find.area >= SAME * now.area:
            dropped.add(now.number)
        elif now and not find.sure:
            picked.add(now.number)
    return dropped, picked


def _same(find: Find, before: Marks, finds: Finds) -> Find | None:
    """The find in which most of an earlier one lies."""
    where = before.finds.labels[find.box.slices] == find.number
    numbers = finds.labels[find.box.slices][where]
    counts = np.bincount(numbers)
    counts[0] = 0
    number = int(counts.argmax())
    return finds.found[number - 1] if counts[number] * 2 >= find.area else None
