"""Completes text finds by the colour of their ink: pixels that are certainly text give the colour.

A detector is unsure at the edges of letters and of letters that the photo hides.  Text that was drawn over a
photo has one exact colour, which the photo around it rarely has, so the certain pixels decide about the
uncertain ones: the ink reader (engine/networks/ink.py) is shown how far each pixel is from the ink's colour.
Ours, no paper.
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

from engine.models.detector import CONFIDENCE_THRESHOLD
from engine.models.method import Array
from engine.pixels.box import Box
from engine.pixels.mask import Mask, bounds

Flags = NDArray[np.bool_]
# The planes of `reader_planes` and the number of passes → InkReader.read.
Read = Callable[[Array, int], Array]

# Passes of the reader over ink of one exact colour.  Other ink gets one pass: pixels like it may be the
# photo.
READER_PASSES = 3
# On larger areas one pass has to do, for the time it takes.
SINGLE_PASS_AREA_PX = 1 << 20
# The reader's probability from which a pixel is ink.  It is below 0.5 because a rim of ink that is left costs
# more than a sound pixel that is filled.
READER_THRESHOLD = 0.3
# The reader answers for tiles of this side and is shown a margin around each.
READER_TILE_PX, READER_MARGIN_PX = 480, 16
# A tile with fewer found pixels than this holds no text.
MIN_TEXT_PX = 12

# Distances of colours are Euclidean in RGB with channels in [0, 1].
# Pixels up to this distance have the same ink.
INK_RADIUS_RGB = 0.08
# A colour nearer than this to an ink is no second ink: it is a rim of the first one's letters.
INK_SEPARATION_RGB = 0.25
# Sigma of the Gaussian that tells the reader how near a pixel is to an ink.
INK_NEARNESS_SIGMA_RGB = 0.05
# The share of found pixels that must have an ink's colour, above the share that has it around the finds.
MIN_INK_EXCESS_SHARE = 0.04
MAX_INKS = 3
HISTOGRAM_BINS = 24  # For each channel.
# Channels that differ by less are the same 8-bit value.
EXACT_TOLERANCE = 1.5 / 255
# An ink is exact where at least this share of its pixels has one value: it was not blurred by JPEG.
MIN_EXACT_SHARE = 0.3

# A connected find is completed where text is at least this share of it, else it is other damage.
MIN_TEXT_SHARE = 0.5
# Of the text in a find that is completed, the reader must call at least this share ink.
MIN_INK_SHARE = 0.3
# Strokes of at least this width count as thick.
THICK_STROKE_PX = 5
# After JPEG or a scan the rims of thick strokes are blurred this far.
BLURRED_RIM_PX = 2

# A halo of sharpening, or a shadow, is searched for up to this distance from the letters.
HALO_SEARCH_PX = 3
# It is measured in the tile of this side that holds most letters.
HALO_TILE_PX = 1024
# A mean difference from the photo further away that counts as a halo, beyond what chance explains.
MIN_HALO_DIFFERENCE = 1.5 / 255

# Pixels with confidences of damage below this show the photo behind the ink.
MAX_SOUND_CONFIDENCE = 64
# The photo behind is a Gaussian mean of them, and a mean over a square where none is near.
BACKGROUND_SIGMA_PX, BACKGROUND_SQUARE_PX = 3.0, 61


@dataclass(frozen=True)
class Inks:
    """The ink colours of the text in a photo.

    colours: K×3 in [0, 1].  exact: H×W, True where a pixel has exactly one of the colours; None where inks
    were blurred, so that no pixels have one colour exactly.
    """

    colours: Array
    exact: Flags | None


@dataclass(frozen=True)
class TextPixels:
    """What text finds are made of, all H×W.

    ink: pixels that ink covers.  sound: pixels of text finds that are not ink.  exact_edges: where letters
    end to the pixel; False everywhere after JPEG, and around thick letters that may have shadows or soft
    rims.
    """

    ink: Flags
    sound: Flags
    exact_edges: Flags


def text_pixels(
    image: Array, text: Mask, damage: Mask, reach: int, *, crisp: bool, read: Read
) -> TextPixels | None:
    """Split text finds into ink and sound pixels.

    image: H×W×3 float32 in [0, 1].  text, damage: confidences H×W, 255 = certain, of text and of any damage.
    reach: px around the finds in which their text may go on.  crisp: letters have no shadows or soft rims.
    Returns None where no text was found, or where it has no colour that the photo around it lacks.
    """
    inks = find_inks(image, text, damage)
    if inks is None:
        return None
    damaged, letters = damage >= CONFIDENCE_THRESHOLD, text >= CONFIDENCE_THRESHOLD
    near = dilated(letters, reach)
    ink = _ink_probability(image, text, damage, inks, near, read) >= READER_THRESHOLD
    groups = np.asarray(cv2.connectedComponents(dilated(damaged | ink, 3).view(np.uint8))[1], np.int32)
    damaged_px, text_px, ink_px = (_counts(groups, flags) for flags in (damaged, letters, letters & ink))
    is_text = (
        (damaged_px > 0) & (text_px >= MIN_TEXT_SHARE * damaged_px) & (ink_px >= MIN_INK_SHARE * text_px)
    )
    text_finds = is_text[groups]
    thick = cv2.erode(ink.view(np.uint8), np.ones((THICK_STROKE_PX, THICK_STROKE_PX), np.uint8)) > 0
    if inks.exact is None:
        halo = halo_width(image, ink, damaged)
        ink |= dilated(ink, halo) | dilated(thick, THICK_STROKE_PX // 2 + max(BLURRED_RIM_PX, halo))
    soft = dilated(thick, THICK_STROKE_PX) & (not crisp)
    sound = text_finds & ~ink & ~(soft & dilated(ink, 1))
    exact = text_finds & ~soft if inks.exact is not None else np.zeros_like(text_finds)
    return TextPixels(ink & text_finds, sound, exact)


def halo_width(image: Array, ink: Flags, damaged: Flags) -> int:
    """Width in px, 0 to HALO_SEARCH_PX, of the halo or shadow that differs from the photo further away.

    It is measured in one tile of a large photo, the one with most ink.
    """
    corners = product(range(0, ink.shape[0], HALO_TILE_PX), range(0, ink.shape[1], HALO_TILE_PX))
    tiles = [(slice(top, top + HALO_TILE_PX), slice(left, left + HALO_TILE_PX)) for top, left in corners]
    tile = max(tiles, key=lambda tile: np.count_nonzero(ink[tile]))
    image, ink, damaged = image[tile], ink[tile], damaged[tile]
    if not ink.any():
        return 0
    distance = cv2.distanceTransform((~ink).view(np.uint8), cv2.DIST_L2, 3)
    background = (distance > 2 * HALO_SEARCH_PX) & (distance <= 5 * HALO_SEARCH_PX) & ~damaged
    side = (4 * HALO_SEARCH_PX + 1,) * 2
    weight = cv2.blur(background.astype(np.float32), side)
    expected = cv2.blur(image * background[..., None], side) / (weight[..., None] + np.float32(1e-6))
    for width in range(HALO_SEARCH_PX):
        ring = (distance > width) & (distance <= width + 1) & (weight > 0.02)
        difference = image[ring] - expected[ring]
        if len(difference) < HALO_SEARCH_PX:
            return width
        chance = 3 * difference.std(0) / math.sqrt(len(difference) / 8)  # Of 8 neighbours one is independent.
        if (np.abs(difference.mean(0)) < MIN_HALO_DIFFERENCE + chance).all():
            return width
    return HALO_SEARCH_PX


def find_inks(image: Array, text: Mask, damage: Mask) -> Inks | None:
    """The ink colours of text finds; arguments and None as in `text_pixels`."""
    letters = text >= CONFIDENCE_THRESHOLD
    colours = _frequent_colours(image, letters, damage) if letters.any() else []
    if not colours:
        return None
    pixels = image[letters]
    exact = [colour for ink in colours if (colour := _exact_colour(pixels, ink)) is not None]
    if exact:  # The other frequent colours are mixtures at the rims of these.
        has_ink = np.logical_or.reduce([has_colour(image, colour, EXACT_TOLERANCE) for colour in exact])
        return Inks(np.stack(exact), has_ink)
    return Inks(np.stack(colours), None)


def reader_planes(image: Array, text: Mask, damage: Mask, colours: Array, exact: Flags | None) -> Array:
    """The input of the ink reader, H×W×12 in [0, 1]; see ReaderPlane.  colours, exact: see Inks."""
    to_ink = image - colours[0]
    squared = _dot(to_ink, to_ink)
    for colour in colours[1:]:
        other = image - colour
        other_squared = _dot(other, other)
        to_ink = np.where((other_squared < squared)[..., None], other, to_ink)
        squared = np.minimum(squared, other_squared)
    nearness = np.exp(squared / np.float32(-2 * INK_NEARNESS_SIGMA_RGB**2))
    has_ink = np.zeros_like(nearness) if exact is None else exact.astype(np.float32)
    confidences = [plane.astype(np.float32) / np.float32(255) for plane in (text, damage)]
    from_background = image - _background(image, damage < MAX_SOUND_CONFIDENCE)
    span = from_background - to_ink  # From the background's colour to the ink's.
    contrast = _dot(span, span)
    coverage = (_dot(from_background, span) / (contrast + np.float32(1e-4))).clip(0, 1)
    planes = np.stack([nearness, has_ink, *confidences, coverage, np.sqrt(contrast / 3)], 2)
    return np.concatenate([image, 0.5 + to_ink / 2, planes], 2, dtype=np.float32)


def _background(image: Array, sound: Flags) -> Array:
    """The mean of the sound pixels around each pixel, H×W×3; of a wide square where none is near."""
    weights = sound.astype(np.float32)
    weighted = image * weights[..., None]
    square = (BACKGROUND_SQUARE_PX, BACKGROUND_SQUARE_PX)
    total, weight = (
        cv2.GaussianBlur(plane, (0, 0), BACKGROUND_SIGMA_PX) + np.float32(0.01) * cv2.blur(plane, square)
        for plane in (weighted, weights)
    )
    return np.asarray(total / (weight[..., None] + np.float32(1e-6)), np.float32)


def _ink_probability(image: Array, text: Mask, damage: Mask, inks: Inks, near: Flags, read: Read) -> Array:
    """The reader's answer, H×W, tile by tile; 0 outside `near`, where text may be."""
    probability, letters = np.zeros(near.shape, np.float32), text >= CONFIDENCE_THRESHOLD
    passes = READER_PASSES if inks.exact is not None and near.size < SINGLE_PASS_AREA_PX else 1
    whole = Box.of(near.shape)
    corners = product(range(0, whole.bottom, READER_TILE_PX), range(0, whole.right, READER_TILE_PX))
    for top, left in corners:
        tile = Box(left, top, left + READER_TILE_PX, top + READER_TILE_PX) & whole
        kept = bounds(near[tile.slices].view(np.uint8)).shifted(left, top)
        shown = kept.grown(READER_MARGIN_PX) & whole
        there = shown.slices
        if np.count_nonzero(letters[there]) < MIN_TEXT_PX:
            continue
        exact = None if inks.exact is None else inks.exact[there]
        planes = reader_planes(image[there], text[there], damage[there], inks.colours, exact)
        inner = kept.shifted(-shown.left, -shown.top).slices
        probability[kept.slices] = read(planes, passes)[inner] * near[kept.slices]
    return probability


def _exact_colour(pixels: Array, ink: Array) -> Array | None:
    """The 8-bit colour, 3 in [0, 1], that most of an ink's pixels among N×3 have; None if too few have it."""
    alike = np.rint(pixels[_distance(pixels, ink) < INK_RADIUS_RGB] * 255).astype(np.int32)
    packed, counts = np.unique(alike @ np.array([1 << 16, 1 << 8, 1]), return_counts=True)
    if len(alike) < MIN_INK_EXCESS_SHARE * len(pixels) or counts.max() < MIN_EXACT_SHARE * len(alike):
        return None
    return np.asarray((packed[counts.argmax()] >> np.array([16, 8, 0]) & 255) / 255, np.float32)


def has_colour(image: Array, colour: Array, tolerance: float) -> Flags:
    """Where no channel of an image, H×W×3, differs from a colour's, 3, by more than `tolerance`."""
    low, high = (tuple(float(part) for part in colour + by) for by in (-tolerance, tolerance))
    return np.asarray(cv2.inRange(image, low, high) > 0)


def _counts(groups: NDArray[np.int32], flags: Flags) -> NDArray[np.intp]:
    """The number of flagged pixels in each group."""
    return np.bincount(groups[flags], minlength=int(groups.max()) + 1)


def _frequent_colours(image: Array, letters: Flags, damage: Mask) -> list[Array]:
    """Up to MAX_INKS colours that are frequent in the letters and not around them."""
    outside = dilated(letters, 8) & ~dilated(letters, 1) & (damage < CONFIDENCE_THRESHOLD * 0.6)
    inside, beside = image[letters], image[outside]
    weights = damage[letters].astype(np.float64)
    weights /= weights.sum()
    beside_histogram = _histogram(beside, np.full(len(beside), 1 / max(1, len(beside))))
    left = np.ones(len(inside), bool)
    inks: list[Array] = []
    while len(inks) < MAX_INKS:
        excess = uniform_filter(
            _histogram(inside[left], weights[left]) - beside_histogram, 3, mode="constant"
        )
        peak = np.array(np.unravel_index(excess.argmax(), excess.shape))
        ink = np.asarray((peak + 0.5) / HISTOGRAM_BINS, np.float32)
        # Mean shift; it has settled after a few steps.  The first is wide, as the peak of pure white is a bin
        # beside it.
        for radius in (2 * INK_RADIUS_RGB, *(INK_RADIUS_RGB,) * 4):
            alike = left & (_distance(inside, ink) < radius)
            if alike.any():
                ink = np.asarray(np.average(inside[alike], axis=0, weights=weights[alike]), np.float32)
        close = INK_RADIUS_RGB * 0.6
        share = weights[left & (_distance(inside, ink) < close)].sum()
        beside_share = (_distance(beside, ink) < close).mean() if len(beside) else 0.0
        if share - beside_share < MIN_INK_EXCESS_SHARE:
            break
        inks.append(ink)
        left &= _distance(inside, ink) >= INK_SEPARATION_RGB
    return inks


def _histogram(colours: Array, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """The summed weights of colours N×3, HISTOGRAM_BINS values for each of three axes."""
    strides = np.array([HISTOGRAM_BINS**2, HISTOGRAM_BINS, 1], np.int32)
    bins = np.minimum((colours * HISTOGRAM_BINS).astype(np.int32), HISTOGRAM_BINS - 1) @ strides
    sums = np.bincount(bins, weights, HISTOGRAM_BINS**3)
    return np.asarray(sums.reshape((HISTOGRAM_BINS,) * 3), np.float64)


def _distance(colours: Array, colour: Array) -> Array:
    difference = colours - colour
    return np.asarray(np.sqrt(_dot(difference, difference)), np.float32)


def _dot(one: Array, two: Array) -> Array:
    """The dot product along the last axis."""
    return np.asarray(np.einsum("...c,...c->...", one, two), np.float32)


def dilated(flags: Flags, radius: int) -> Flags:
    """Flags dilated by a square of `radius` px."""
    side = 2 * radius + 1
    return cv2.dilate(flags.view(np.uint8), np.ones((side, side), np.uint8)) > 0
