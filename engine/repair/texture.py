"""Full-size texture for a fill that is too soft, from what lies around its hole."""

from __future__ import annotations

import cv2
import numpy as np

from engine.job import Job
from engine.models.method import Array
from engine.repair.call import Work
from engine.repair.fills import Whole
from engine.repair.regions import Region

MOST = 2048  # px: the longest side worked on, with surroundings; that takes some 500 MB
LEAST, FAR = 192, 512  # px of surroundings to take from: half of the hole's longer side, within these
WORTH = 1.5  # how much finer than the fill it must be, where MOST keeps it from full size


def refined(work: Work, region: Region, found: Whole, job: Job, share: float = 1.0) -> Whole:
    """`found` with texture, for the region's hole alone.  share: of MOST, where memory was short.

    Raises Cancelled or MemoryError.
    """
    from engine.exemplar.guided import textured

    around = min(max(LEAST, max(region.hole.width, region.hole.height) // 2), FAR)
    box = region.hole.grown(around) & found.box
    scale = max(1.0, max(box.width, box.height) / (MOST * share))
    if scale > 1 and found.scale < WORTH * scale:
        return found
    sides = (max(1, round(box.height / scale)), max(1, round(box.width / scale)))
    image = _scaled(work.photo.region(box), sides)
    hole = (_scaled((work.mask[box.slices] > 0).astype(np.float32), sides) > 0).astype(np.uint8)
    fills = found.scaled(box, sides)
    for number, fill in enumerate(fills):
        part = job.part(number / len(fills), (number + 1) / len(fills))
        fills[number] = textured(
            image, hole, fill, scale=found.scale / scale, seed=work.seed + number, job=part
        )
    return Whole(box, fills)


def _scaled(plane: Array, sides: tuple[int, int]) -> Array:
    if plane.shape[:2] == sides:
        return plane
    return np.asarray(cv2.resize(plane, sides[::-1], interpolation=cv2.INTER_AREA), np.float32)
