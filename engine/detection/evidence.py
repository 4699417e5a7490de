"""Whether a photo as a whole is damaged: marks come in numbers, sound content that looks like them does not.

A single find must be certain.  Several finds are evidence together, each of them with less: dust on a film
scan is some hundred likely specks, of which none is certain.  How sure a number of finds must be is measured
on sound photos (`evidence_limits` in trainer/families/judged_masks.py).  Ours, no paper.
"""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import maximum

from engine.models.detector import CONFIDENCE_THRESHOLD, Evidence
from engine.pixels.mask import Mask

# In a photo of up to this area the numbers of finds hold as they stand; in a larger one they grow with its
# side.  Of 12 sound photos of 1 to 9 megapixels the worst then reached two thirds of the evidence; with
# numbers that did not grow it reached more than twice as much.
COUNTED_AREA_PX = 768 * 768
CERTAIN_CONFIDENCE = 255
# More finds than this are no dust but what the scene is full of: stars, snow, sand.  Of 70 damaged photos the
# worst had 340, a star field 2,000.  The number grows as those of the evidence do.
MAX_MARKS = 800
# Marks of one photo are alike.  A find this many times as broad as their median must be certain by itself: on
# a dusty film scan the broad highlights of chrome were taken for dust.
MAX_BREADTH_TO_MEDIAN = 3.0
# Where a specialist is certain of nothing, it must suspect so much of the area of so many finds, or they are
# what the scene is full of.  Of seven scratched photos it suspected 0.55 to 1.0, of one of them 0.21; of
# craters 0.36, of the joints of a facade 0.45.  Few finds tell nothing.
MIN_SUSPECTED_SHARE, MIN_JUDGED_FINDS = 0.5, 16
# The photo is divided into so many parts a side.  Finds must lie in this share of the parts that as many
# finds at random places would reach.  On photos through a wet pane, and with drawn drops, they reached 0.94
# and more; in sound photos flowers, the dots of a dress, pebbles and buttons 0.2 to 0.75.
SPREAD_PARTS, MIN_SPREAD_SHARE = 4, 0.8
# Where more than this share of the finds holds a find of another kind, they are of that kind.
MAX_SHARE_OF_ANOTHER = 0.5


def halve_unless_spread(plane: Mask) -> None:
    """Halve, in place, the confidences of all finds where they lie in a part of the photo alone.

    Drops lie all over a pane, whatever is behind it; what is found in one part is something of the scene.
    """
    count, _, _, centres = cv2.connectedComponentsWithStats((plane >= CONFIDENCE_THRESHOLD).astype(np.uint8))
    if count < 2:
        return
    cells = (centres[1:] / (plane.shape[1], plane.shape[0]) * SPREAD_PARTS).astype(int)
    reached = len(np.unique(cells, axis=0))
    parts = SPREAD_PARTS**2
    expected = parts * (1 - (1 - 1 / parts) ** (count - 1))
    if reached < MIN_SPREAD_SHARE * expected:
        plane[plane >= CONFIDENCE_THRESHOLD] //= 2


def halve_where_another(plane: Mask, other: Mask) -> None:
    """Halve, in place, the confidences of all finds where most of them hold a find of another kind, `other`.

    Specks of dust all over a photo look like drops, and few drops look like dust.
    """
    labels, surest = surest_of_finds(plane)
    if not surest.size:
        return
    hit = np.unique(labels[other >= CONFIDENCE_THRESHOLD])
    if np.count_nonzero(hit) > MAX_SHARE_OF_ANOTHER * len(surest):
        plane[labels > 0] //= 2


def halve_unless_damaged(plane: Mask, evidence: tuple[Evidence, ...], searched_px: int) -> None:
    """Halve, in place, the confidences of finds that the photo as a whole does not bear out.

    plane: H×W, 255 = certain.  searched_px: the area of the largest scale at which it was searched, with
    which the numbers grow.  Where a piece of evidence is given, finds at least as sure as its `kept_from`
    keep their confidence, but for uncertain ones that are much broader; without any evidence none does, nor
    where there are more than MAX_MARKS.
    """
    labels, surest = surest_of_finds(plane)
    if not surest.size:
        return
    marked = np.flatnonzero(labels)  # Few of the photo's pixels.
    numbers = labels.ravel()[marked]
    kept_from = min((one.kept_from for one in evidence if is_given(one, surest, searched_px)), default=2.0)
    if len(surest) > MAX_MARKS * growth(searched_px):
        kept_from = 2.0
    is_kept = surest >= round(CERTAIN_CONFIDENCE * kept_from)
    if is_kept.any():
        distance = cv2.distanceTransform((labels > 0).astype(np.uint8), cv2.DIST_L2, 3).ravel()[marked]
        breadth = np.asarray(maximum(distance, numbers, np.arange(1, len(surest) + 1)))  # Its largest disc.
        is_alike = breadth <= MAX_BREADTH_TO_MEDIAN * np.median(breadth[is_kept])
        is_kept &= is_alike | (surest == CERTAIN_CONFIDENCE)
    plane.ravel()[marked[~is_kept[numbers - 1]]] //= 2


def halve_unless_seen(plane: Mask, specialist: Mask) -> None:
    """Halve, in place, the confidences of finds in which a specialist's plane has no find, or too many finds.

    Of most craters, which the finder took for scratches, the specialist has none; stars are more than
    MAX_MARKS.  A find that the specialist lacks evidence for, and halved, counts here, but for a photo with
    MIN_JUDGED_FINDS of which it suspects less than MIN_SUSPECTED_SHARE: there none counts.
    """
    labels = cv2.connectedComponents((plane >= CONFIDENCE_THRESHOLD).astype(np.uint8), connectivity=8)[1]
    marked = np.flatnonzero(labels)
    if not marked.size:
        return
    numbers = labels.ravel()[marked]
    is_seen = np.zeros(int(numbers.max()) + 1, bool)
    if len(is_seen) - 1 <= MAX_MARKS * growth(plane.size):
        is_seen[numbers[specialist.ravel()[marked] >= CONFIDENCE_THRESHOLD // 2]] = True
    if len(is_seen) > MIN_JUDGED_FINDS and specialist.max() < CONFIDENCE_THRESHOLD:
        is_seen &= bool(is_seen[numbers].mean() >= MIN_SUSPECTED_SHARE)
    plane.ravel()[marked[~is_seen[numbers]]] //= 2


def surest_of_finds(plane: NDArray[np.uint8]) -> tuple[NDArray[np.int32], NDArray[np.uint8]]:
    """Connected finds of the default sensitivity: their labels H×W from 1, and the surest pixel of each."""
    count, labels = cv2.connectedComponents((plane >= CONFIDENCE_THRESHOLD).astype(np.uint8), connectivity=8)
    marked = np.flatnonzero(labels)
    if not marked.size:
        return np.asarray(labels, np.int32), np.zeros(0, np.uint8)
    surest = maximum(plane.ravel()[marked], labels.ravel()[marked], np.arange(1, count))
    return np.asarray(labels, np.int32), np.asarray(surest, np.uint8)


def is_given(evidence: Evidence, surest: NDArray[np.uint8], area_px: int) -> bool:
    """Whether enough finds are sure enough.  surest: of each find its surest pixel."""
    needed = evidence.finds
    if needed > 1:
        needed = round(needed * growth(area_px))
    return int(np.count_nonzero(surest >= round(CERTAIN_CONFIDENCE * evidence.confidence))) >= needed


def growth(area_px: int) -> float:
    """By how much numbers of finds grow in a photo of that area."""
    return math.sqrt(max(1.0, area_px / COUNTED_AREA_PX))
