"""Removes the colour that marks leave beside themselves in a JPEG with subsampled chroma.

Such a file stores the chroma of 2×2 px as one value, in blocks of 16×16 px.  The colour of a mark therefore
reaches up to RING_PX beyond it, while its luma does not.  The chroma of that ring is estimated from pixels
beyond it that have the same luma, so that edges of the photo stay, and what differs is removed where it leans
towards the colour of the mark by more than chance explains.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.job import Job
from engine.models.method import Array
from engine.photo import Photo
from engine.photo.colour import LUMA_WEIGHTS
from engine.pixels.box import Box
from engine.pixels.mask import Mask, bounds
from engine.pixels.morphology import dilated
from engine.repair.chroma_subsampling import is_subsampled

Flags = NDArray[np.bool_]

# Half a block of 16×16 px: beyond it hardly anything of a mark's colour is left.
RING_PX = 8
# The ring is judged in these bands of distances from the mark, and ends before the first without a bleed.
BANDS_PX = (0.0, 1.5, 3.0, 5.0, float(RING_PX))
# The standard deviation of the neighbourhood from which a pixel's chroma is estimated; the neighbourhood
# reaches well beyond the ring.  The second one is for pixels that the first does not reach.
ESTIMATE_SIGMA_PX, WIDE_SIGMA_PX = 9.0, 27.0
# A neighbourhood of this size is left out to learn the error of an estimate across the ring.
LEFT_OUT_SIGMA_PX = 4.5
# Chroma is estimated on a grid reduced by this factor: it is smooth.
ESTIMATE_REDUCTION = 2
# The levels of luma between which chroma is estimated separately.
LUMA_LEVELS = 12
# The neighbourhoods over which the colour of a mark, the bleed in its ring and the error are averaged.
MARK_SIGMA_PX, BLEED_SIGMA_PX, ERROR_SIGMA_PX = 6.0, 4.0, 12.0
# An error is the same over about this area, which therefore counts as one observation.
CORRELATED_AREA_PX = 32.0
MIN_STANDARD_ERRORS = 3.0
# Less than this cannot be seen: the chroma of a mark against the photo's, and of the ring beside it.
MIN_MARK_CHROMA, MIN_RING_CHROMA = 5 / 255, 3 / 255
# The least share of a mark's colour that a bleed has beside the mark, and in the other bands.
MIN_NEAR_SHARE, MIN_SHARE = 0.15, 0.04
# The largest share of a mark's colour that quantisation of a block spreads, beside the share that subsampling
# spreads, which is known up to a factor: masks are not exact.
MAX_QUANTISED_SHARE, SUBSAMPLED_SHARE_FACTOR = 0.08, 1.3
# Estimates have at least the error of rounding to integers.
MIN_ERROR = 0.6 / 255
# Weights below this are as good as no observation.
MIN_WEIGHT = 1e-3
TILE_PX = 512


def remove_bleed(photo: Photo, mask: Mask, found: Mask, job: Job) -> Mask:
    """Correct the chroma around marks that were found; the photo is changed.

    mask: uint8 H×W, all that is missing.  found: uint8 H×W, not 0 at the marks.  Returns H×W, 255 where the
    photo differs now, which is outside of the mask.  Photos without subsampled chroma are not changed.
    Raises Cancelled.
    """
    changed = np.zeros_like(mask)
    if photo.space != "rgb" or not is_subsampled(photo, found):
        return changed
    original = photo.copy()
    for tile, window in _tiles(found):
        job.step(0.0)
        clean, differs = without_bleed(original.region(window), mask[window.slices], found[window.slices])
        inner = tile.shifted(-window.left, -window.top).slices
        weight = differs[inner].astype(np.float32)
        photo.put(tile, photo.blended(tile, clean[inner], weight))
        changed[tile.slices] = np.where(differs[inner], np.uint8(255), np.uint8(0))
    return changed


def _tiles(mask: Mask) -> Iterator[tuple[Box, Box]]:
    """Tiles that hold the rings of all marks, each with its surroundings.

    Both start at even pixels, as samples of chroma do.
    """
    whole = Box.of(mask.shape)
    around = bounds(mask).grown(RING_PX) & whole
    for top in range(around.top // 2 * 2, around.bottom, TILE_PX):
        for left in range(around.left // 2 * 2, around.right, TILE_PX):
            tile = Box(left, top, left + TILE_PX, top + TILE_PX) & whole
            if mask[(tile.grown(RING_PX) & whole).slices].any():
                yield tile, tile.grown(round(2 * WIDE_SIGMA_PX / 2) * 2) & whole


def without_bleed(image: Array, mask: Mask, found: Mask) -> tuple[Array, Flags]:
    """The image without the colour of the marks in the ring around them.

    image: H×W×3 in [0, 1], from an even row and column of the photo.  mask: H×W, all that is missing.
    found: H×W, the marks.  Returns the image and, H×W, where it differs, which is in the ring only.
    """
    away = cv2.distanceTransform((mask == 0).view(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    luma = image @ LUMA_WEIGHTS
    chroma = np.stack([image[..., 2] - luma, image[..., 0] - luma], -1)
    beyond = (away > RING_PX).astype(np.float32)
    plain = _plain_estimate(chroma, beyond)
    estimate, across = _estimates(luma, chroma, beyond, plain)
    change = _bleed(chroma - estimate, chroma - across, chroma - plain, away)
    near = dilated(found, RING_PX, Box.of(found.shape)) > 0
    differs = near & (np.abs(change).max(-1) >= 0.5 / 255)
    return np.where(differs[..., None], _rgb(luma, chroma - change), image), differs


def _rgb(luma: Array, chroma: Array) -> Array:
    blue, red = luma + chroma[..., 0], luma + chroma[..., 1]
    green = (luma - LUMA_WEIGHTS[0] * red - LUMA_WEIGHTS[2] * blue) / LUMA_WEIGHTS[1]
    return np.asarray(np.clip(np.stack([red, green, blue], -1), 0, 1), np.float32)


def _blurred(plane: Array, sigma: float) -> Array:
    return np.asarray(cv2.GaussianBlur(plane, (0, 0), sigma, borderType=cv2.BORDER_CONSTANT), np.float32)


def _mean(planes: Array, weight: Array, sigma: float) -> tuple[Array, Array]:
    """The local weighted mean of H×W×C, and the mean of the weights, H×W."""
    total = _blurred(weight, sigma)
    sums = _blurred(planes * weight[..., None], sigma).reshape(planes.shape)
    return np.asarray(sums / np.maximum(total, 1e-6)[..., None], np.float32), total


def _reduced(planes: Array) -> Array:
    height, width = planes.shape[:2]
    size = -(-width // ESTIMATE_REDUCTION), -(-height // ESTIMATE_REDUCTION)
    return np.asarray(cv2.resize(planes, size, interpolation=cv2.INTER_AREA), np.float32)


def _enlarged(planes: Array, like: Array) -> Array:
    height, width = like.shape[:2]
    return np.asarray(cv2.resize(planes, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)


def _plain_estimate(chroma: Array, beyond: Array) -> Array:
    """The mean chroma beyond the ring, near each pixel, H×W×2."""
    stack = _reduced(np.dstack([chroma * beyond[..., None], beyond]))
    near, wide = (_blurred(stack, sigma / ESTIMATE_REDUCTION) for sigma in (ESTIMATE_SIGMA_PX, WIDE_SIGMA_PX))
    # The wide neighbourhood counts where the near one is empty.
    both = _enlarged(near + np.float32(MIN_WEIGHT) * wide, chroma)
    return np.asarray(both[..., :2] / np.maximum(both[..., 2:], 1e-9), np.float32)


def _estimates(luma: Array, chroma: Array, beyond: Array, plain: Array) -> tuple[Array, Array]:
    """The chroma that pixels of the same luma have beyond the ring, near each pixel, H×W×2, twice.

    The second is without the nearest of them, so that its error beyond the ring is about that of the first
    in the ring.
    """
    levels = luma * LUMA_LEVELS
    stack = np.dstack([chroma, np.ones_like(luma)])
    # The plain estimate counts where no pixel of that luma is near.
    sums = [np.dstack([plain, np.ones_like(luma)]) * np.float32(MIN_WEIGHT) for _ in range(2)]
    left_out_share = (LEFT_OUT_SIGMA_PX / ESTIMATE_SIGMA_PX) ** 2
    for level in range(LUMA_LEVELS + 1):
        nearness = np.maximum(0, 1 - np.abs(levels - level)) * beyond
        wanted = np.maximum(0, 1 - np.abs(levels - level) / 2)[..., None]
        if not nearness.any() or not wanted.any():
            continue
        small = _reduced(stack * nearness[..., None])
        broad = _blurred(small, ESTIMATE_SIGMA_PX / ESTIMATE_REDUCTION)
        without_nearest = broad - left_out_share * _blurred(small, LEFT_OUT_SIGMA_PX / ESTIMATE_REDUCTION)
        for total, found in zip(sums, (broad, without_nearest), strict=True):
            total += _enlarged(found, luma) * wanted
    first, second = (total[..., :2] / total[..., 2:] for total in sums)
    return first, second


def _bleed(difference: Array, error: Array, mark: Array, away: Array) -> Array:
    """The part of the ring's difference from its estimate that is the colour of the mark, H×W×2.

    difference: of the image's chroma from its estimate, H×W×2.  error: of estimates beyond the ring.
    mark: the difference inside marks, H×W×2.  away: the distance of each pixel from the marks, in px.
    Returns 0 where chance explains the difference.
    """
    colour, _ = _mean(mark, (away == 0).astype(np.float32), MARK_SIGMA_PX)
    length = np.maximum(np.linalg.norm(colour, axis=-1), 1e-6)
    along = (difference * colour).sum(-1) / length
    squared = ((error * colour).sum(-1) / length) ** 2
    squared, _ = _mean(squared[..., None], (away > RING_PX).astype(np.float32), ERROR_SIGMA_PX)
    variance = np.maximum(squared[..., 0], MIN_ERROR**2)
    is_bleed = length > MIN_MARK_CHROMA
    kept = np.zeros_like(along)
    for low, high in pairwise(BANDS_PX):
        band = (away > low) & (away <= high)
        mean, weight = _mean(np.stack([along, along**2], -1), band.astype(np.float32), BLEED_SIGMA_PX)
        seen = np.maximum(1, weight * (4 * np.pi * BLEED_SIGMA_PX**2) / CORRELATED_AREA_PX)
        is_bleed &= mean[..., 0] > MIN_STANDARD_ERRORS * np.sqrt(variance / seen)
        is_bleed &= mean[..., 0] > (MIN_SHARE if low else MIN_NEAR_SHARE) * length
        is_bleed &= (mean[..., 0] > MIN_RING_CHROMA) | (low > 0)
        # The Wiener filter: what the error of the estimate explains stays.
        kept[band & is_bleed] = np.maximum(0, 1 - variance / np.maximum(mean[..., 1], 1e-9))[band & is_bleed]
    subsampled = _enlarged(_reduced((away == 0).astype(np.float32)), away)
    largest = SUBSAMPLED_SHARE_FACTOR * subsampled + MAX_QUANTISED_SHARE
    share = np.clip(along / length, -MAX_QUANTISED_SHARE, largest)
    return np.asarray((kept * share)[..., None] * colour, np.float32)
