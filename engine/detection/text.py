"""Writing in few colours: the letters that are sure tell the ink, and the ink tells the rest of the writing.

A network is unsure at the edges of letters and of parts that the photo hides.  Whatever was laid over a photo
has its colour exactly, which the photo around it seldom has, so what is sure decides what is not: the ink
reader (engine/networks/ink.py) is shown how far each pixel is from the ink.  Ours, no paper.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import uniform_filter

from engine.models.method import Array
from engine.pixels.box import Box
from engine.pixels.mask import Mask, bounds

Flags = NDArray[np.bool_]
Read = Callable[[Array, int], Array]  # planes as `seen` makes them, and passes: as Reader.read
SURE = 128  # of 255: what counts as found
PASSES = 3  # of the reader, over ink that is the same to the last bit: else what is like it may be the photo
LARGE = 1 << 20  # px: from here on one pass has to do, for the time it takes
READ = 0.3  # of the reader's confidence: a rim that is left costs more than a sound pixel that is filled
LIKE = 0.08  # distance of colours in RGB, each 0 to 1, up to which they are the same ink
APART = 0.25  # of the same distance: what is nearer to an ink is no other, but a rim of its letters
NEAR = 0.05  # of the same distance, sigma: how near to an ink the reader is told that a pixel is
LEAST = 0.04  # of what was found that has an ink's colour, beyond what has it all around
MOST = 3  # inks in one photo
TEXT = 0.5  # of a find that must be writing, and not some other damage, and
TOLD = 0.3  # of a find that must be ink, else it is something else and stays as it is
THICK = 5  # px: from this width on a stroke is thick,
RIM = 2  # px: and after JPEG, or a scan, its rims are that soft
BINS = 24  # of a histogram's axis
HALO = 3  # px: how wide a halo or a shadow is looked for,
PART = 1024  # px: in a part of that side; it is
DIFFERS = 1.5 / 255  # from what is further away, in a channel, on average and beyond chance
CLEAR = 64  # of 255: what is less surely damaged shows the photo beside the ink,
SIGMA, FAR = 3.0, 61  # px: averaged over so much; and over a square of that side where nothing nearer does
SAME = 1.5 / 255  # in each channel: the same colour to the last bit
LAID = 0.3  # of an ink's pixels are the same where it was laid over the photo, and JPEG did not come after
FEW = 12  # px: what is found of less in a tile is no writing
TILE, ROUND = 480, 16  # px: the side of what the reader answers for at once; and what it is shown around


@dataclass(frozen=True)
class Inks:
    """The colours of the writing in a photo.

    usual: K×3 in [0, 1].  laid: H×W, where a pixel has one of them to the last bit; None where none has one.
    """

    usual: Array
    laid: Flags | None


@dataclass(frozen=True)
class Writing:
    """written: the pixels that ink covers, H×W, of the finds that are writing.  sound: the pixels of those
    finds that are none of it.  exact: where in them a letter ends to the pixel; not where JPEG came after,
    and thick ones have shadows and soft rims, of which ink does not tell.
    """

    written: Flags
    sound: Flags
    exact: Flags


def writing(
    image: Array, found: Mask, surest: Mask, reach: int, *, crisp: bool, read: Read
) -> Writing | None:
    """image: H×W×3 float32 in [0, 1].  found, surest: H×W, 255 = certain, of writing and of any damage.
    reach: px; how far from what was found its writing goes on.  crisp: no letter has a shadow or soft rims.

    None where nothing was found, or it has no colours of its own.
    """
    known = inks(image, found, surest)
    if known is None:
        return None
    sure, letters = surest >= SURE, found >= SURE
    near = around(letters, reach)
    written = _told(image, found, surest, known, near, read) >= READ
    groups = np.asarray(cv2.connectedComponents(around(sure | written, 3).view(np.uint8))[1], np.int32)
    size, text, ink = (_sizes(groups, flags) for flags in (sure, letters, letters & written))
    ours = ((size > 0) & (text >= TEXT * size) & (ink >= TOLD * text))[groups]
    thick = cv2.erode(written.view(np.uint8), np.ones((THICK, THICK), np.uint8)) > 0
    if known.laid is None:
        rim = halo(image, written, sure)
        written |= around(written, rim) | around(thick, THICK // 2 + max(RIM, rim))
    soft = around(thick, THICK) & (not crisp)
    sound = ours & ~written & ~(soft & around(written, 1))
    exact = ours & ~soft if known.laid is not None else np.zeros_like(ours)
    return Writing(written & ours, sound, exact)


def halo(image: Array, written: Flags, damaged: Flags) -> int:
    """How many px around the letters the photo is not as it is further away: what sharpening or a shadow left
    there, 0 to HALO.  Of a large photo the part with most letters tells.
    """
    corners = product(range(0, written.shape[0], PART), range(0, written.shape[1], PART))
    parts = [(slice(top, top + PART), slice(left, left + PART)) for top, left in corners]
    there = max(parts, key=lambda part: np.count_nonzero(written[part]))
    image, written, damaged = image[there], written[there], damaged[there]
    if not written.any():
        return 0
    away = cv2.distanceTransform((~written).view(np.uint8), cv2.DIST_L2, 3)
    beside = (away > 2 * HALO) & (away <= 5 * HALO) & ~damaged
    side = (4 * HALO + 1,) * 2
    weight = cv2.blur(beside.astype(np.float32), side)
    usual = cv2.blur(image * beside[..., None], side) / (weight[..., None] + np.float32(1e-6))
    for rim in range(HALO):
        ring = (away > rim) & (away <= rim + 1) & (weight > 0.02)
        apart = image[ring] - usual[ring]
        if (
            len(apart) < HALO
            or (np.abs(apart.mean(0)) < DIFFERS + 3 * apart.std(0) / math.sqrt(len(apart) / 8)).all()
        ):
            return rim
    return HALO


def inks(image: Array, found: Mask, surest: Mask) -> Inks | None:
    """Those of what was found, as for `writing`; None where it has no colours of its own."""
    letters = found >= SURE
    usual = _usual(image, letters, surest) if letters.any() else []
    if not usual:
        return None
    there = image[letters]
    laid = [colour for ink in usual if (colour := _laid(there, ink)) is not None]
    if laid:  # whatever else is frequent is a mixture at their rims
        same = np.logical_or.reduce([alike(image, colour, SAME) for colour in laid])
        return Inks(np.stack(laid), same)
    return Inks(np.stack(usual), None)


def seen(image: Array, found: Mask, surest: Mask, usual: Array, laid: Flags | None) -> Array:
    """What the ink reader is shown: H×W×12 in [0, 1].  The photo; how it differs from the nearest ink; how
    near that is; where it is the same to the last bit; both confidences; and the share that ink would cover
    if the photo were there as it is around it, with how far that is from the ink.
    """
    nearest = image - usual[0]
    away = _dot(nearest, nearest)
    for ink in usual[1:]:
        apart = image - ink
        other = _dot(apart, apart)
        nearest = np.where((other < away)[..., None], apart, nearest)
        away = np.minimum(away, other)
    near = np.exp(away / np.float32(-2 * NEAR**2))
    same = np.zeros_like(near) if laid is None else laid.astype(np.float32)
    sure = [plane.astype(np.float32) / np.float32(255) for plane in (found, surest)]
    over = image - _around(image, surest < CLEAR)
    span = over - nearest  # from the photo to the ink
    wide = _dot(span, span)
    share = (_dot(over, span) / (wide + np.float32(1e-4))).clip(0, 1)
    planes = np.stack([near, same, *sure, share, np.sqrt(wide / 3)], 2)
    return np.concatenate([image, 0.5 + nearest / 2, planes], 2, dtype=np.float32)


def _around(image: Array, clear: Flags) -> Array:
    """The mean of what is clear around each pixel, H×W×3; of what is further where nothing near it is."""
    weights = clear.astype(np.float32)
    weighed = image * weights[..., None]
    total, weight = (
        cv2.GaussianBlur(plane, (0, 0), SIGMA) + np.float32(0.01) * cv2.blur(plane, (FAR, FAR))
        for plane in (weighed, weights)
    )
    return np.asarray(total / (weight[..., None] + np.float32(1e-6)), np.float32)


def _told(image: Array, found: Mask, surest: Mask, known: Inks, near: Flags, read: Read) -> Array:
    """The reader's confidence where writing may be, 0 elsewhere: H×W.  near: all around the letters."""
    told, letters = np.zeros(near.shape, np.float32), found >= SURE
    passes = PASSES if known.laid is not None and near.size < LARGE else 1
    whole = Box.of(near.shape)
    for top, left in product(range(0, whole.bottom, TILE), range(0, whole.right, TILE)):
        tile = Box(left, top, left + TILE, top + TILE) & whole
        kept = bounds(near[tile.slices].view(np.uint8)).shifted(left, top)
        shown = kept.grown(ROUND) & whole
        if np.count_nonzero(letters[shown.slices]) < FEW:
            continue
        laid = None if known.laid is None else known.laid[shown.slices]
        there = shown.slices
        planes = seen(image[there], found[there], surest[there], known.usual, laid)
        inner = kept.shifted(-shown.left, -shown.top).slices
        told[kept.slices] = read(planes, passes)[inner] * near[kept.slices]
    return told


def _laid(there: Array, ink: Array) -> Array | None:
    """The colour, 3 in [0, 1], that most of an ink's pixels among N×3 have to the last bit; None if none."""
    like = np.rint(there[_distance(there, ink) < LIKE] * 255).astype(np.int32)
    each, counts = np.unique(like @ np.array([1 << 16, 1 << 8, 1]), return_counts=True)
    if len(like) < LEAST * len(there) or counts.max() < LAID * len(like):
        return None
    return np.asarray((each[counts.argmax()] >> np.array([16, 8, 0]) & 255) / 255, np.float32)


def alike(image: Array, colour: Array, apart: float) -> Flags:
    """Where no channel of a picture, H×W×3, is further than `apart` from that of a colour, 3."""
    low, high = (tuple(float(part) for part in colour + by) for by in (-apart, apart))
    return np.asarray(cv2.inRange(image, low, high) > 0)


def _sizes(groups: NDArray[np.int32], flags: Flags) -> NDArray[np.intp]:
    """How many of the flags each group has."""
    return np.bincount(groups[flags], minlength=int(groups.max()) + 1)


def _usual(image: Array, sure: Flags, surest: Mask) -> list[Array]:
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
        left &= _distance(there, ink) >= APART
    return inks


def _histogram(colours: Array, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """BINS×BINS×BINS, the sum of the weights."""
    at = np.minimum((colours * BINS).astype(np.int32), BINS - 1) @ np.array([BINS * BINS, BINS, 1], np.int32)
    return np.asarray(np.bincount(at, weights, BINS**3).reshape((BINS,) * 3), np.float64)


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
