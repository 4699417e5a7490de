"""From a detection to the finds that are shown and the mask that goes with them.  For jobs: no Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from app.document.find_marks import FindMarks
from app.document.mask_pyramid import MaskLevels
from engine.pixels.box import Box
from engine.pixels.mask import Mask

if TYPE_CHECKING:  # brings OpenCV, for which the window does not wait
    from engine.detection.result import Detection, Finds

AUTO_DETECTOR = "auto"
ANY_KIND = ""
LEFT_OUT, TAKEN_IN = 1, 2  # what a person chose of a pixel, in FindMarks.choices
DEFAULT_SENSITIVITY = 0.5  # As engine.detection.result has it; a test holds them together.
SAME_FIND_SHARE = 0.5  # Where a choice fills at least this share of a find, it is a choice of the whole find.


@dataclass(frozen=True)
class FindSelection:
    """What is looked for.  kind: an id of the detector's kinds, or anything."""

    detector: str = AUTO_DETECTOR
    kind: str = ANY_KIND
    sensitivity: float = DEFAULT_SENSITIVITY

    def with_(self, **changes: object) -> FindSelection:
        return replace(self, **changes)  # type: ignore[arg-type]

    def finds(self, detection: Detection) -> Finds:
        """What of a detection that is.  A kind that its detector does not tell apart is anything."""
        known = self.kind in {kind.id for kind in detection.kinds}
        return detection.finds(self.sensitivity, {self.kind} if known else None)


@dataclass(frozen=True)
class MarkedFinds:
    """Finds, and the mask in which they are marked."""

    marks: FindMarks
    mask: Mask


def levels_of(mask: Mask) -> MaskLevels:
    """PreparedChange to be drawn."""
    levels = MaskLevels(mask, Box.of(mask.shape))
    while levels.behind:
        levels.catch_up()
    return levels


def looked_up(detection: Detection, wanted: FindSelection, mask: Mask) -> MarkedFinds:
    """The finds as they stand in a mask that has them already."""
    return MarkedFinds(FindMarks(wanted.finds(detection), mask), mask)


def marked(
    detection: Detection, wanted: FindSelection, mask: Mask, before: FindMarks | None, *, anew: bool
) -> MarkedFinds:
    """Mark the finds in a mask, in place of those before.

    anew: all that is sure; else what a person dropped or picked stays so, whatever was shown in between.
    """
    from engine.repair.blind import dilated_finds

    finds = wanted.finds(detection)
    rest = mask if before is None else before.without(mask)
    if before is None or anew:
        choices = None
        added = dilated_finds(finds.mask(), finds.exact_edges)
    else:
        choices = _choices(before, mask)
        out, taken = (_mostly(finds, choices == choice) for choice in (LEFT_OUT, TAKEN_IN))
        added = dilated_finds(finds.mask(dropped=out, picked=taken), finds.exact_edges)
        added[(choices == TAKEN_IN) & (finds.labels > 0)] = 255
        added[choices == LEFT_OUT] = 0
    result = np.maximum(rest, added)
    return MarkedFinds(FindMarks(finds, result, choices), result)


def _choices(before: FindMarks, mask: Mask) -> Mask:
    """What a person decided of each pixel, by finds that are shown now; of others it stays as it was."""
    from engine.repair.blind import dilated_finds

    finds, marked = before.finds, mask >= 128
    choices = np.zeros(mask.shape, np.uint8) if before.choices is None else before.choices.copy()
    sure = dilated_finds(finds.mask(), finds.exact_edges) > 0
    doubtful = (finds.labels > 0) & ~sure
    choices[sure & marked & (choices == LEFT_OUT)] = 0
    choices[sure & ~marked] = LEFT_OUT
    choices[doubtful & ~marked & (choices == TAKEN_IN)] = 0
    choices[doubtful & marked] = TAKEN_IN
    return choices


def _mostly(finds: Finds, chosen: NDArray[np.bool_]) -> set[int]:
    """Numbers of the finds that a choice fills for the most part."""
    pixels = np.bincount(finds.labels[chosen], minlength=len(finds.found) + 1)
    return {find.number for find in finds.found if pixels[find.number] >= SAME_FIND_SHARE * find.area}
