"""From a detection to the finds that are shown and the mask that goes with them.  For jobs: no Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from app.document.find_marks import FindMarks
from app.document.mask_pyramid import MaskLevels
from app.document.prepared import Snapshot
from engine.pixels.box import Box
from engine.pixels.mask import Mask

if TYPE_CHECKING:  # brings OpenCV, for which the window does not wait
    from engine.detection.result import Detection, Finds

AUTO_DETECTOR, INFRARED_DETECTOR = "auto", "infrared"
LEFT_OUT, TAKEN_IN = 1, 2  # what a person chose of a pixel, in FindMarks.choices
DEFAULT_SENSITIVITY = 0.5  # As engine.detection.result has it; a test holds them together.
SAME_FIND_SHARE = 0.5  # Where a choice fills at least this share of a find, it is a choice of the whole find.


@dataclass(frozen=True)
class FindSelection:
    """What is looked for.  kinds: ids of the detector's kinds; none is anything.

    has_infrared: the photo is a scan with an infrared channel.
    """

    detector: str = AUTO_DETECTOR
    kinds: tuple[str, ...] = ()
    sensitivity: float = DEFAULT_SENSITIVITY
    has_infrared: bool = False

    def in_photo(self, *, has_infrared: bool) -> FindSelection:
        """The same in another photo, by a detector that can look at it."""
        able = has_infrared or self.detector != INFRARED_DETECTOR
        same = self if able else self.with_(detector=AUTO_DETECTOR, kinds=())
        return same.with_(has_infrared=has_infrared)

    def with_(self, **changes: object) -> FindSelection:
        return replace(self, **changes)  # type: ignore[arg-type]

    def finds(self, detection: Detection) -> Finds:
        """What of a detection that is.  Kinds that its detector does not tell apart do not count."""
        known = {kind.id for kind in detection.kinds}.intersection(self.kinds)
        return detection.finds(self.sensitivity, known or None)


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


def looked_up(snapshot: Snapshot, detection: Detection, wanted: FindSelection) -> MarkedFinds:
    """The finds as they stand in a mask that has them already."""
    from engine.repair.find_areas import find_areas

    finds = wanted.finds(detection)
    areas = find_areas(finds, snapshot.photo, detection)
    return MarkedFinds(FindMarks(finds, snapshot.mask, areas=areas), snapshot.mask)


def marked(
    snapshot: Snapshot, detection: Detection, wanted: FindSelection, before: FindMarks | None, *, anew: bool
) -> MarkedFinds:
    """Mark the finds in the mask of a document, in place of those before, as wide as they are filled.

    anew: all that is sure; else what a person dropped or picked stays so, whatever was shown in between.
    """
    from engine.repair.find_areas import find_areas

    finds, mask = wanted.finds(detection), snapshot.mask
    areas = find_areas(finds, snapshot.photo, detection)
    rest = mask if before is None else before.without(mask)
    if before is None or anew:
        choices = None
        added = areas.mask()
    else:
        choices = _choices(before, mask)
        out, taken = (_mostly(areas, choices == choice) for choice in (LEFT_OUT, TAKEN_IN))
        added = areas.mask(dropped=out, picked=taken)
        added[(choices == TAKEN_IN) & (areas.labels > 0)] = 255
        added[choices == LEFT_OUT] = 0
    result = np.maximum(rest, added)
    return MarkedFinds(FindMarks(finds, result, choices, areas), result)


def _choices(before: FindMarks, mask: Mask) -> Mask:
    """What a person decided of each pixel, by finds that are shown now; of others it stays as it was."""
    areas, marked = before.areas, mask >= 128
    choices = np.zeros(mask.shape, np.uint8) if before.choices is None else before.choices.copy()
    sure = areas.mask() > 0
    doubtful = (areas.labels > 0) & ~sure
    choices[sure & marked & (choices == LEFT_OUT)] = 0
    choices[sure & ~marked] = LEFT_OUT
    choices[doubtful & ~marked & (choices == TAKEN_IN)] = 0
    choices[doubtful & marked] = TAKEN_IN
    return choices


def _mostly(areas: Finds, chosen: NDArray[np.bool_]) -> set[int]:
    """Numbers of the finds that a choice fills for the most part."""
    size = len(areas.found) + 1
    pixels = np.bincount(areas.labels[chosen], minlength=size)
    all_pixels = np.bincount(areas.labels.ravel(), minlength=size)
    return {
        find.number
        for find in areas.found
        if pixels[find.number] >= SAME_FIND_SHARE * max(all_pixels[find.number], 1)
    }
