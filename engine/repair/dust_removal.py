"""Divides translucent dust out of a scan by its infrared channel, so that only opaque dust is filled."""

from __future__ import annotations

import numpy as np

from engine.detection.dust import DustModel, dust_model
from engine.detection.specks import Specks, specks
from engine.errors import InfraredUnusable
from engine.job import Job
from engine.photo import Photo
from engine.photo.infrared import infrared
from engine.pixels.box import Box
from engine.pixels.mask import Mask

# Dust that lets less of the light pass leaves mostly noise of the photo: it is filled.
MIN_TRANSMISSION = 0.3
# A find is dust of the infrared where this certainty is reached.
MIN_CERTAINTY = 0.5


def remove_dust(photo: Photo, mask: Mask, found: Mask, job: Job) -> Mask:
    """Divide out the translucent dust among what was found; the photo is changed.

    mask: uint8 H×W, all that is missing.  found: uint8 H×W, not 0 at finds.  Returns the mask that is left to
    be filled; all of it where the photo has no infrared.  Raises Cancelled.
    """
    if infrared(photo) is None or not found.any():
        return mask
    try:
        model = dust_model(photo)
    except InfraredUnusable:
        return mask
    dust = np.zeros_like(mask)
    for box in photo.box.strips():
        own = (mask[box.slices] > 0) & (found[box.slices] > 0)
        if own.any():
            dust[box.slices][own & (model.certainty(box) >= MIN_CERTAINTY)] = 255
    pieces = specks(model, dust, job)
    rest = mask.copy()
    divided = [(box, *_divided(photo, model, pieces, box)) for box in photo.box.strips()]
    for box, stored, done in divided:  # After all were computed, as the model reads the photo.
        photo.put(box, stored)
        rest[box.slices][done] = 0
    return rest


def _divided(photo: Photo, model: DustModel, pieces: Specks, box: Box) -> tuple[np.ndarray, np.ndarray]:
    """The stored integers of a box without its translucent dust, and where that was, H×W."""
    own = pieces.regular[pieces.labels[box.slices]] & (pieces.labels[box.slices] > 0)
    if not own.any():
        return photo.stored(box), own
    depth, _ = model.depth(box)
    image = photo.region(box)
    own &= depth * float(pieces.exponents.max()) < -np.log(MIN_TRANSMISSION)
    own &= image.max(-1) > 0
    clean = image * np.exp(np.maximum(depth, 0)[..., None] * pieces.exponents)
    clean = np.clip(clean, 0, 1).astype(np.float32)
    return photo.blended(box, clean, own.astype(np.float32)), own
