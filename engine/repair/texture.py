"""Adds full-size texture from around the hole to a fill that is too soft."""

from __future__ import annotations

import cv2
import numpy as np

from engine.job import Job
from engine.models.method import Array
from engine.pixels.mask import Mask, bounds
from engine.repair.call import FillContext
from engine.repair.fills import SingleFill
from engine.repair.regions import Region

# The longest side that texture is computed at, surroundings included; it takes some 500 MB.
MAX_SIDE_PX = 2048
# Texture is taken from surroundings of half the hole's longer side, within these limits.
MIN_SURROUNDINGS_PX, MAX_SURROUNDINGS_PX = 192, 512
# A method for thin holes leaves strokes of this radius too soft.  Of letters of this width on 7 photos
# `restore` kept 0.2 of the detail; with texture they have 0.9 of it, at 1.2 dB.
MIN_TEXTURED_RADIUS_PX = 5.5
# Where MAX_SIDE_PX prevents full size, texture must be finer than the fill by this factor to be added.
MIN_SCALE_GAIN = 1.5


def add_texture(
    context: FillContext, region: Region, filled: SingleFill, job: Job, size_share: float = 1.0
) -> SingleFill:
    """A fill with texture, for the region's hole only.  size_share: of MAX_SIDE_PX, where memory was short.

    Raises Cancelled or MemoryError.
    """
    from engine.exemplar.guided import textured

    around = min(
        max(MIN_SURROUNDINGS_PX, max(region.hole.width, region.hole.height) // 2), MAX_SURROUNDINGS_PX
    )
    box = region.hole.grown(around) & filled.box
    scale = max(1.0, max(box.width, box.height) / (MAX_SIDE_PX * size_share))
    if scale > 1 and filled.scale < MIN_SCALE_GAIN * scale:
        return filled
    sides = (max(1, round(box.height / scale)), max(1, round(box.width / scale)))
    image = _scaled(context.photo.region(box), sides)
    hole = (_scaled((context.mask[box.slices] > 0).astype(np.float32), sides) > 0).astype(np.uint8)
    fills = filled.scaled(box, sides)
    for number, fill in enumerate(fills):
        part = job.part(number / len(fills), (number + 1) / len(fills))
        fills[number] = textured(
            image, hole, fill, scale=filled.scale / scale, seed=context.seed + number, job=part
        )
    return SingleFill(box, fills)


def add_texture_to_strokes(
    context: FillContext, region: Region, strokes: Mask, filled: SingleFill, job: Job
) -> SingleFill:
    """A fill of full size with texture in some of the region's holes, such as wide strokes of letters.

    strokes: H×W of region.hole, not 0 in those holes.  Raises Cancelled or MemoryError.
    """
    from engine.exemplar.guided import textured

    own = bounds(strokes).shifted(region.hole.left, region.hole.top)
    box = own.grown(MIN_SURROUNDINGS_PX) & filled.box
    if filled.scale > 1 or max(box.width, box.height) > MAX_SIDE_PX or box.empty:
        return filled
    pixels = filled.at(filled.box).copy()
    image, hole = context.photo.region(box), (context.mask[box.slices] > 0).view(np.uint8)
    chosen = np.zeros(hole.shape, bool)
    common = box & region.hole
    shown = strokes[common.shifted(-region.hole.left, -region.hole.top).slices] > 0
    chosen[common.shifted(-box.left, -box.top).slices] = shown
    inside = box.shifted(-filled.box.left, -filled.box.top).slices
    for number, fill in enumerate(pixels):
        part = job.part(number / len(pixels), (number + 1) / len(pixels))
        with_detail = textured(image, hole, fill[inside], scale=1.0, seed=context.seed + number, job=part)
        fill[inside][chosen] = with_detail[chosen]
    return SingleFill(filled.box, pixels)


def _scaled(plane: Array, sides: tuple[int, int]) -> Array:
    if plane.shape[:2] == sides:
        return plane
    return np.asarray(cv2.resize(plane, sides[::-1], interpolation=cv2.INTER_AREA), np.float32)
