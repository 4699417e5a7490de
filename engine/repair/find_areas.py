"""What is filled of each find: mostly more than the find, and of letters less than what lies between them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.detection.result import Detection, Finds
from engine.photo import Photo
from engine.pixels.mask import Mask
from engine.repair.composite import Patch
from engine.repair.drops import DROPS_KIND, MAX_RIM_PX, with_rims
from engine.repair.separation import LETTERING_KIND, tightened

# Letters tint pixels beside those a detector is certain of: above, below and on either side.  With the
# corners too, scratches would lose half a dB.
DILATION_KERNEL = np.array([[0, 1, 0], [1, 1, 1], [0, 1, 0]], np.uint8)
# A find's area reaches at most so far beyond its pixels: the dilation, and the rim of a drop.
MAX_AREA_REACH_PX = 1 + MAX_RIM_PX
# A pixel that differs by less than this, with 1 for white, looks as it did.
MIN_VISIBLE_CHANGE = 4 / 255
COMPARED_ROWS = 256  # At once, which bounds the memory that a large patch takes.


def dilated_finds(mask: Mask, exact_edges: NDArray[np.bool_] | None) -> Mask:
    """A mask of finds, dilated to be filled, except where edges are exact.

    exact_edges: as in Detection, of the mask's shape.
    """
    if exact_edges is None:
        return np.asarray(cv2.dilate(mask, DILATION_KERNEL), np.uint8)
    return np.maximum(mask, cv2.dilate(np.where(exact_edges, np.uint8(0), mask), DILATION_KERNEL))


def of_kind(detection: Detection, found: Mask, kind: str) -> Mask:
    """The part of a mask of finds of which a kind, by its id, is the likeliest."""
    kinds = [known.id for known in detection.kinds]
    if kind not in kinds:
        return np.zeros_like(found)
    likeliest = detection.confidence[kinds.index(kind)] == detection.soft()
    return np.where(likeliest, found, np.uint8(0))


def fitted(photo: Photo, mask: Mask, detection: Detection, found: Mask) -> Mask:
    """A mask that is filled, with raindrops to the end of their rims and without the photo between letters.

    mask: uint8 H×W, the dilated finds.  found: the finds themselves.
    """
    lettering = np.asarray(cv2.dilate(of_kind(detection, found, LETTERING_KIND), DILATION_KERNEL), np.uint8)
    mask = tightened(photo, mask, lettering)
    rims = with_rims(photo, mask, of_kind(detection, found, DROPS_KIND))
    return mask if rims.all() else rims


def find_areas(finds: Finds, photo: Photo | None = None, detection: Detection | None = None) -> Finds:
    """The finds with what is filled of each as their labels.

    photo, detection: what they were found in and by; without them the finds are dilated alone.
    """
    found = np.where(finds.labels > 0, np.uint8(255), np.uint8(0))
    mask = dilated_finds(found, finds.exact_edges)
    if photo is not None and detection is not None:
        mask = fitted(photo, mask, detection, found)
    numbers = np.where(mask > 0, finds.labels, 0).astype(np.float32)  # OpenCV dilates no int32.
    near = np.where(finds.labels > 0, finds.labels, 0).astype(np.float32)
    for _ in range(MAX_AREA_REACH_PX):
        open_ = (mask > 0) & (numbers == 0)
        if not open_.any():
            break
        near = np.where(near > 0, near, cv2.dilate(near, np.ones((3, 3), np.uint8)))
        numbers[open_] = near[open_]
    return replace(finds, labels=numbers.astype(np.int32))


def visibly_changed(areas: Finds, patches: Iterable[Patch], full: int) -> NDArray[np.bool_]:
    """By number: whether a change that can be seen was made to a find.  full: the stored integer of white."""
    changed = np.zeros(len(areas.found) + 1, bool)
    for patch in patches:
        before, after = patch.before.astype(np.int32), patch.alternatives[0].astype(np.int32)
        differs = np.abs(after - before) >= MIN_VISIBLE_CHANGE * full
        changed[areas.labels[patch.box.slices][differs.any(-1)]] = True
    changed[0] = False
    return changed


def is_visible(patches: Iterable[Patch], full: int) -> bool:
    """Whether any change of the patches can be seen.  full: the stored integer of white."""
    for patch in patches:
        after = patch.alternatives[0]
        for top in range(0, after.shape[0], COMPARED_ROWS):
            rows = slice(top, top + COMPARED_ROWS)
            differs = np.abs(after[rows].astype(np.int32) - patch.before[rows])
            if (differs >= MIN_VISIBLE_CHANGE * full).any():
                return True
    return False
