"""Writing in few colours: the letters that are sure tell the ink, and the ink tells the rest of the writing.

A network is unsure at the edges of letters and of parts that the photo hides.  Whatever was laid over a photo
has its colour exactly, which the photo around it seldom has, so what is sure decides what is not.  Ours, no
paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import uniform_filter

from engine.contract import Array
from engine.mask import Mask

Flags = NDArray[np.bool_]
SURE = 128  # of 255: what counts as found
FAINT = 38  # of 255: with the ink's colour, near what was found, this much is enough
RIM_FAINT = 20  # of 255: the same for pixels that the ink covers in part,
CERTAIN = 200  # of 255: and so much where no pure ink is near, as in thin letters
LIKE = 0.08  # distance of colours in RGB, each 0 to 1, up to which they are the same ink
COVERED = 0.15  # of a pixel, by ink: less is left as it is
RIM = 2  # px around pure ink that ink may cover in part
CLEAR = 3.0  # px, sigma: over so much the photo beside the ink is averaged, and where none is, over
FAR = 15.0
QUARTER = 4  # times smaller, for what is that wide
CELL = 512  # px: the means are taken in squares of this side that have writing, and
BESIDE = 64  # px around them, 4 FAR and a little; both divide by QUARTER
MOST = 3  # inks in one photo
LEAST = 0.04  # of what was found that has an ink's colour, beyond what has it all around
TEXT = 0.5  # of a find that must be writing, and not some other damage, and
TOLD = 0.3  # of a find that must be ink, else it is something else and stays as it is
THICK = 5  # px: from this width on a stroke is thick
BINS = 24  # of a histogram's axis
SAME = 1.5 / 255  # in each channel: the same colour to the last bit
LAID = 0.3  # of an ink's pixels are the same where it was laid over the photo, and JPEG did not come after


@dataclass(frozen=True)
class Writing:
    """written: the pixels that ink covers, H×W, of the finds that are writing.  sound: the pixels of those
    finds that are none of it.  exact: where in them a letter ends to the pixel; thick ones have shadows and
    soft rims, of which ink does not tell.
    """

    written: Flags
    sound: Flags
    exact: Flags


def writing(image: Array, found: Mask, surest: Mask, reach: int, *, crisp: bool) -> Writing | None:
    """image: H×W×3 float32 in [0, 1].  found, surest: H×W, 255 = certain, of writing and of any damage.
    reach: px; how far from what was found its writing goes on.  crisp: no letter has a shadow or soft rims.

    None where nothing was found, or it has no colours of its own.
    """
    sure = surest >= SURE
    letters = found >= SURE
    inks = _inks(image, letters, surest) if letters.any() else []
    if not inks:
        return None
    pure = around(letters, reach) & (surest >= FAINT)
    pure[pure] = np.min([_distance(image[pure], ink) for ink in inks], axis=0) < LIKE
    part = (around(pure, RIM) & (surest >= RIM_FAINT) | (found >= CERTAIN)) & ~pure
    part[part] = _covered(image, inks, ~around(pure, RIM) & (surest < SURE), part) > COVERED
    written = pure | part
    groups = np.asarray(cv2.connectedComponents(around(sure | written, 3).view(np.uint8))[1], np.int32)
    size, text, ink = (_sizes(groups, flags) for flags in (sure, letters, letters & written))
    told = (size > 0) & (text >= TEXT * size)
    laid = _laid(image, letters, inks)
    none = np.zeros_like(told) if laid is None else told & (_sizes(groups, laid & (surest >= FAINT)) == 0)
    told &= (ink >= TOLD * text) & ~none
    thick = cv2.erode(written.view(np.uint8), np.ones((THICK, THICK), np.uint8)) > 0
    known, nothing = told[groups], none[groups] & letters
    soft = around(thick, THICK) & (not crisp)
    sound = known & ~written & ~(soft & around(written, 1))
    return Writing(written & known, sound | nothing, known & ~soft)


def _laid(image: Array, letters: Flags, inks: list[Array]) -> Flags | None:
    """The pixels that have an ink's colour to the last bit; None where no ink has one."""
    laid: list[Flags] = []
    there = image[letters]
    for ink in inks:
        seen = np.rint(there[_distance(there, ink) < LIKE] * 255).astype(np.int32)
        each, counts = np.unique(seen @ np.array([1 << 16, 1 << 8, 1]), return_counts=True)
        if len(seen) >= LEAST * len(there) and counts.max() >= LAID * len(seen):
            usual = each[counts.argmax()] >> np.array([16, 8, 0]) & 255
            laid.append(alike(image, usual.astype(np.float32) / 255, SAME))
    return np.logical_or.reduce(laid) if laid else None


def alike(image: Array, colour: Array, apart: float) -> Flags:
    """Where no channel of a picture, H×W×3, is further than `apart` from that of a colour, 3."""
    low, high = (tuple(float(part) for part in colour + by) for by in (-apart, apart))
    return np.asarray(cv2.inRange(image, low, high) > 0)


def _sizes(groups: NDArray[np.int32], flags: Flags) -> NDArray[np.intp]:
    """How many of the flags each group has."""
    return np.bincount(groups[flags], minlength=int(groups.max()) + 1)


def _inks(image: Array, sure: Flags, surest: Mask) -> list[Array]:
    """The colours that are frequent in what was found and not around it."""
    outside = around(sure, 8) & ~around(sure, 1) & (surest < SURE * 0.6)
    there, beside = image[sure], image[outside]
    weights = surest[sure].astype(np.float64)
    weights /= weights.sum()
    common = _histogram(beside, np.full(len(beside), 1 / max(1, len(beside))))
    left = np.ones(len(there), bool)
    inks: list[Array] = []
    while len(inks) < MOST:
        more = uniform_filter(_histogram(there[left], weights[left]) - common, 3, mode="constant")
        ink = np.asarray((np.array(np.unravel_index(more.argmax(), more.shape)) + 0.5) / BINS, np.float32)
        for _ in range(5):
            same = left & (_distance(there, ink) < LIKE)
            if same.any():
                ink = np.asarray(np.average(there[same], axis=0, weights=weights[same]), np.float32)
        close = LIKE * 0.6
        share = weights[left & (_distance(there, ink) < close)].sum()
        usual = (_distance(beside, ink) < close).mean() if len(beside) else 0.0
        if share - usual < LEAST:
            break
        inks.append(ink)
        left &= _distance(there, ink) >= LIKE
    return inks


def _histogram(colours: Array, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """BINS×BINS×BINS, the sum of the weights."""
    at = np.minimum((colours * BINS).astype(np.int32), BINS - 1) @ np.array([BINS * BINS, BINS, 1], np.int32)
    return np.asarray(np.bincount(at, weights, BINS**3).reshape((BINS,) * 3), np.float64)


def _covered(image: Array, inks: list[Array], clear: Flags, at: Flags) -> Array:
    """The share that ink covers of each pixel `at`, by its colour between an ink's and the photo's."""
    photo = _mean(image, clear, at)
    over = image[at] - photo
    spans = [ink - photo for ink in inks]
    return np.asarray(np.max([_dot(over, span) / (_dot(span, span) + np.float32(1e-5)) for span in spans], 0))


def _mean(image: Array, clear: Flags, at: Flags) -> Array:
    """The mean of what is clear around each pixel `at`, N×3; of what is further where nothing near it is."""
    mean = np.empty_like(image)
    for top, left in product(*(range(0, side, CELL) for side in at.shape)):
        asked = at[top : top + CELL, left : left + CELL]
        if asked.any():
            high, wide = max(0, top - BESIDE), max(0, left - BESIDE)
            seen = np.s_[high : top + CELL + BESIDE, wide : left + CELL + BESIDE]
            own = np.zeros(clear[seen].shape, bool)
            own[top - high :, left - wide :][: len(asked), : asked.shape[1]] = asked
            mean[seen][own] = _clear_mean(image[seen], clear[seen], own)
    return mean[at]


def _clear_mean(image: Array, clear: Flags, at: Flags) -> Array:
    """The same of a cell and what is beside it."""
    weights = clear.astype(np.float32)
    weighed = np.where(clear[..., None], image, np.float32(0))
    total, weight = (
        _blurred(plane, CLEAR)[at] + 0.01 * _blurred(plane, FAR)[at] for plane in (weighed, weights)
    )
    return np.asarray(total / (weight[:, None] + 1e-6), np.float32)


def _blurred(plane: Array, sigma: float) -> Array:
    """What is very wide is blurred at a quarter of the size, where nothing of it is lost."""
    if sigma < 2 * QUARTER:
        return np.asarray(cv2.GaussianBlur(plane, (0, 0), sigma), np.float32)
    height, width = plane.shape[:2]
    small = cv2.resize(plane, (-(-width // QUARTER), -(-height // QUARTER)), interpolation=cv2.INTER_AREA)
    blurred = cv2.GaussianBlur(small, (0, 0), sigma / QUARTER)
    return np.asarray(cv2.resize(blurred, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)


def _distance(colours: Array, colour: Array) -> Array:
    apart = colours - colour
    return np.asarray(np.sqrt(_dot(apart, apart)), np.float32)


def _dot(one: Array, two: Array) -> Array:
    """Of the last axis."""
    return np.asarray(np.einsum("...c,...c->...", one, two), np.float32)


def around(flags: Flags, reach: int) -> Flags:
    """The flags and what is at most `reach` px from them, by rows and columns."""
    side = 2 * reach + 1
    return cv2.dilate(flags.view(np.uint8), np.ones((side, side), np.uint8)) > 0
