"""Pieces of dust that infrared shows: how deep each is in the visible channels, and whether it is there."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.detection.dust import MIN_VISIBLE, DustModel
from engine.job import Job
from engine.models.method import Array
from engine.pixels.box import Box
from engine.pixels.mask import Mask

# The photo beside dust is averaged over this neighbourhood.  The rim of dust is left out of it.
BESIDE_PX, RIM_PX = 15, 2
# Deeper dust leaves too little of the photo for a measurement, as does a darker photo.
MAX_MEASURED_DEPTH, MIN_MEASURED_VALUE = 1.2, 0.03
# Dust that is this much less deep in the photo than its infrared says is no longer there: it was repaired.
GONE_SHARE, SURE_DEVIATIONS = 0.4, 3.0
# Below this exponent nothing of the dust is seen in the photo.
MIN_EXPONENT = 0.15
# The least variance that the photo beside dust is taken to have, in the logarithm.
MIN_NOISE = 1e-4
# In a scan that was repaired in part, the dust that is still there is in this quantile, and its exponent is
# more than this share of that.
USUAL_QUANTILE, SEEN_SHARE = 0.75, 0.4
# Dust of which the depth in the photo differs by more from what its infrared says is filled, not divided out.
MAX_EXPONENT_ERROR = 0.35


@dataclass(frozen=True)
class Specks:
    """The connected pieces of a mask of dust.

    labels: int32 H×W, 0 for none.  exponents: for each of the three channels, the depth of dust in the photo
    as a multiple of its depth in the infrared.  gone, regular: for each label, whether nothing of it is seen
    in the photo, and whether it is as deep as the infrared says.
    """

    labels: NDArray[np.int32]
    exponents: Array
    gone: NDArray[np.bool_]
    regular: NDArray[np.bool_]


def specks(model: DustModel, dust: Mask, job: Job) -> Specks:
    """Measure each connected piece of `dust`, uint8 H×W.  Raises Cancelled."""
    count, found = cv2.connectedComponents((dust > 0).view(np.uint8), connectivity=8)
    labels = np.asarray(found, np.int32)
    sums = _Sums(count)
    for box in model.photo.box.strips():
        job.step(box.top / model.photo.height)
        sums.add(model, box, dust, labels)
    return sums.judged(labels)


class _Sums:
    """Of each label: the products of its depths in the photo and in the infrared, channel by channel."""

    def __init__(self, count: int) -> None:
        self._products = np.zeros((count, 4))  # The last column is of the mean of the channels.
        self._squares, self._pixels = np.zeros(count), np.zeros(count)
        self._beside, self._beside_px = np.zeros(count), np.zeros(count)

    def add(self, model: DustModel, box: Box, dust: Mask, labels: NDArray[np.int32]) -> None:
        wide = box.grown(BESIDE_PX) & model.photo.box
        inner = box.shifted(-wide.left, -wide.top).slices
        if not dust[wide.slices].any():
            return
        values = np.log(np.maximum(model.photo.region(wide), np.float32(MIN_VISIBLE)))
        kernel = np.ones((2 * RIM_PX + 1,) * 2, np.uint8)
        covered = cv2.dilate(dust[wide.slices], kernel) > 0
        weight = (~covered).astype(np.float32)
        size = (2 * BESIDE_PX + 1,) * 2
        whole = cv2.blur(weight, size)[..., None]
        beside = cv2.blur(values * weight[..., None], size) / np.maximum(whole, 1e-6)
        lost = np.asarray((beside - values)[inner], np.float32)
        lost = np.concatenate([lost, lost.mean(-1, keepdims=True)], axis=-1)
        own = labels[box.slices]
        depth, _ = model.depth(box)
        known = (whole[..., 0] > 0.02)[inner] & (beside.mean(-1)[inner] > np.log(MIN_MEASURED_VALUE))
        self._add_dust(own, lost, depth, known & (own > 0) & (depth > 0) & (depth < MAX_MEASURED_DEPTH))
        ring = cv2.dilate(labels[wide.slices].astype(np.float32), np.ones((11, 11), np.uint8))[inner]
        around = (ring > 0) & ~covered[inner] & known
        number, error = ring[around].astype(np.intp), lost[..., 3][around]
        self._beside += np.bincount(number, error * error, minlength=len(self._beside))
        self._beside_px += np.bincount(number, minlength=len(self._beside))

    def _add_dust(self, own: NDArray[np.int32], lost: Array, depth: Array, used: NDArray[np.bool_]) -> None:
        number, deep = own[used], depth[used]
        for channel in range(lost.shape[-1]):
            product = lost[..., channel][used] * deep
            self._products[:, channel] += np.bincount(number, product, minlength=len(self._squares))
        self._squares += np.bincount(number, deep * deep, minlength=len(self._squares))
        self._pixels += np.bincount(number, minlength=len(self._squares))

    def judged(self, labels: NDArray[np.int32]) -> Specks:
        measured = self._squares > 0
        own = self._products / np.maximum(self._squares, 1e-9)[:, None]
        noise = self._beside / np.maximum(self._beside_px, 1) + MIN_NOISE
        weight = self._squares / noise
        usual = _quantile(own[measured, 3], weight[measured], USUAL_QUANTILE)
        seen = measured & (own[:, 3] > SEEN_SHARE * max(usual, MIN_EXPONENT))
        exponents = np.asarray([_quantile(own[seen, at], weight[seen], 0.5) for at in range(4)])
        # Texture spans several pixels: of N pixels in a speck, about the root of N are independent.
        error = np.sqrt(noise / np.maximum(self._squares, 1e-9)) * np.maximum(self._pixels, 1) ** 0.25
        whole, each = exponents[3], own[:, 3]
        visible = usual >= MIN_EXPONENT
        gone = measured & (each + SURE_DEVIATIONS * error < GONE_SHARE * whole) if visible else measured
        limit = MAX_EXPONENT_ERROR * whole + error
        regular = measured & visible & (np.abs(each - whole) < limit)
        return Specks(labels, np.asarray(exponents[:3], np.float32), gone, regular)


def _quantile(values: NDArray[np.float64], weights: NDArray[np.float64], share: float) -> float:
    """The value below which so much of the weight lies; 0 for none."""
    if not values.size:
        return 0.0
    order = np.argsort(values)
    sums = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(sums, share * sums[-1])])
