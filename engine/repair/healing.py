"""Healing: texture that is copied from elsewhere takes on the colours of the place where it goes.

As the healing brush of photo editors does it (Georgiev, "Photoshop healing brush: a tool for seamless
cloning", ECCV workshop 2004), here with the membrane of Poisson image editing.
"""

from __future__ import annotations

import math

import cv2
import numpy as np

from engine.job import Job
from engine.photo import Stored
from engine.pixels.plane import Array
from engine.pixels.poisson import membrane
from engine.pixels.pyramid import Hole

# The correction of a stroke with a larger area is computed at this area and scaled up: it is smooth, and the
# person waits for it, some 30 ms on one core.
MAX_CORRECTION_AREA_PX = 1 << 14

MAX_CHANNELS = 4  # So many OpenCV scales at once: inks; their alpha stays what was copied.


def healed(before: Stored, copied: Stored, covered: Hole) -> Stored:
    """The copied pixels, shifted smoothly so that they meet the photo at the rim of what is covered.

    before: the photo, H×W×C, as Photo.stored gives it.  copied: what is to be painted into it, of the same
    shape and type.  covered: H×W, where the stroke is.
    """
    if covered.all() or not covered.any():
        return copied
    if copied.shape[2] > MAX_CHANNELS:
        colours = healed(before[..., :MAX_CHANNELS], copied[..., :MAX_CHANNELS], covered)
        return np.concatenate([colours, copied[..., MAX_CHANNELS:]], axis=-1)
    full = np.float32(np.iinfo(copied.dtype).max)
    every = math.ceil((covered.size / MAX_CORRECTION_AREA_PX) ** 0.5)
    size = math.ceil(covered.shape[1] / every), math.ceil(covered.shape[0] / every)
    hole = _scaled(covered.astype(np.float32)[..., None], size)[..., 0] > 0
    if hole.all():
        return copied
    photo, texture = (_scaled(one.astype(np.float32) / full, size) for one in (before, copied))
    shift = membrane(texture, photo, hole, Job()) - texture
    whole = _scaled(shift, covered.shape[::-1], cv2.INTER_LINEAR)
    values: Stored = np.rint(np.clip(copied + whole * full, 0, full)).astype(copied.dtype)
    return values


def _scaled(plane: Array, size: tuple[int, ...], interpolation: int = cv2.INTER_AREA) -> Array:
    """H×W×C at another size (width, height)."""
    if plane.shape[1::-1] == size:
        return plane
    width, height = size
    scaled = cv2.resize(plane, (width, height), interpolation=interpolation)
    return np.asarray(scaled, np.float32).reshape(height, width, plane.shape[2])
