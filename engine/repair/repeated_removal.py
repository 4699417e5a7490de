"""Removes marks that stay put over the photos of a folder: divides out what is translucent."""

from __future__ import annotations

from collections.abc import Iterable

import cv2
import numpy as np

from engine.detection.repeated import NOISE_VARIANCE, Layer, RepeatedMark, key_of
from engine.photo import Photo
from engine.pixels.mask import Mask
from engine.repair.separation import estimated
from engine.text import Text

# A photo has the mark where it shows at least this share of it; a stamp may be missing in some.
MIN_PRESENCE = 0.5
# Where more than this share of a mark is opaque, its rim does not tell whether a photo has it.
MAX_OPAQUE_SHARE = 0.5
# The texture beside a mark is what is left of the photo without this blur.
TEXTURE_SIGMA_PX = 4.0
REPEATED_NOTE = Text("What stays put over the photos was divided out, and the photo under it was kept.")
NOT_REPEATED_NOTE = Text("It does not show what stays put over the other photos, or has another size.")


def remove_repeated(photo: Photo, mark: RepeatedMark) -> tuple[Mask, Mask]:
    """Divide the translucent parts of a mark out of a photo, which is changed.

    Returns (what was divided out, what is left to be filled), uint8 H×W.  Both are empty for a photo of
    another size.
    """
    divided = np.zeros((photo.height, photo.width), np.uint8)
    rest = np.zeros_like(divided)
    if key_of(photo) != mark.key:
        return divided, rest
    for layer, presence in zip(mark.layers, _presences(photo, mark.layers), strict=True):
        if presence < MIN_PRESENCE:
            continue
        image = photo.region(layer.box)
        opaque = layer.opaque
        rest[layer.box.slices][opaque] = 255
        clear = (layer.opacity > 0) & ~opaque
        share = np.maximum(1 - layer.opacity, 1e-3)[..., None]
        clean = np.clip((image - layer.offset) / share, 0, 1).astype(np.float32)
        photo.put(layer.box, photo.blended(layer.box, clean, clear.astype(np.float32)))
        divided[layer.box.slices][clear] = 255
    return divided, rest


def remove_all_repeated(photo: Photo, marks: Iterable[RepeatedMark]) -> tuple[Mask, Mask]:
    """As `remove_repeated`, for the mark of the photo's size among several."""
    own = next((mark for mark in marks if mark.key == key_of(photo)), None)
    if own is None:
        nothing = np.zeros((photo.height, photo.width), np.uint8)
        return nothing, nothing
    return remove_repeated(photo, own)


def _presences(photo: Photo, layers: Iterable[Layer]) -> list[float]:
    """How much of each layer a photo shows, 1 for all of it; all 0 where it shows little of them together."""
    shown = [_shown(photo.region(layer.box), layer) for layer in layers]
    whole = sum(expected for _, expected in shown)
    if sum(seen for seen, _ in shown) < MIN_PRESENCE * whole:
        return [0.0] * len(shown)
    return [seen / expected if expected else 1.0 for seen, expected in shown]


def _shown(image: np.ndarray, layer: Layer) -> tuple[float, float]:
    """How much of a mark is seen, and how much should be, both in units of the texture around it.

    Both are 0 for an opaque mark, of which the colour is not known.
    """
    marked = layer.opacity > 0
    if np.count_nonzero(layer.opaque) > MAX_OPAQUE_SHARE * np.count_nonzero(marked):
        return 0.0, 0.0
    beside = estimated(image, ~marked)
    expected = np.where(
        layer.opaque[..., None],
        0,
        layer.offset - layer.opacity[..., None] * beside,
    )[marked]
    texture = float(((image - cv2.GaussianBlur(image, (0, 0), TEXTURE_SIGMA_PX))[~marked] ** 2).mean())
    unit = texture + NOISE_VARIANCE
    seen = (image - beside)[marked]
    return float((seen * expected).sum()) / unit, float((expected**2).sum()) / unit
