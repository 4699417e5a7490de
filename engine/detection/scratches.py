"""Follows scratches and dust of one colour: the pixels of a find give the colour, which shows where it ends.

A detector finds a scratch in parts and is unsure of its edges.  A scratch that was drawn in one colour goes
on where that colour does.  Where neither a soft rim nor JPEG blurred it, it ends to the pixel: found pixels
without its colour are no scratch, and pixels with its colour need less confidence.  Ours, no paper.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.detection.text import EXACT_TOLERANCE, Flags, dilated, has_colour
from engine.models.detector import CONFIDENCE_THRESHOLD, ReadRegion
from engine.models.method import Array
from engine.pixels.box import Box
from engine.pixels.mask import Mask, bounds

# Differences of colours are the largest of the three channels, which are in [0, 1].
# Pixels of a find up to this far from its colour take part in measuring it.
COLOUR_SAMPLE_TOLERANCE = 12 / 255
# A find has one colour where half of those pixels are this near to it; pixels up to twice as far have it too.
ONE_COLOUR_TOLERANCE = 4 / 255
# The share of a find's pixels that must have its colour.
MIN_COLOUR_SHARE = 0.25
# A smaller find tells no colour.
MIN_COLOUR_FIND_PX = 3
# Colours that are searched for in one find: scratches cross.
MAX_COLOURS = 3
# Pixels this near to a scratch are often taken for it by a detector.
BLUR_PX = 2
# A scratch is followed up to this distance, and at most twice its found length.
MAX_REACH_PX = 128
# A piece that is followed may have this many times the pixels of the find, and this many times its width.
# A larger piece is a part of the photo that has the colour.
MAX_GROWTH_AREA, MAX_GROWTH_WIDTH = 10, 2.0
# The confidence, of 255, that is enough where the colour is known exactly.
MIN_EXACT_COLOUR_CONFIDENCE = 10
# Of a large piece about this many pixels are compared with each colour, at most twice as many.
COMPARED_PX = 4096
# Where more than this share of the found pixels has no known colour, a missing colour proves nothing.
MAX_UNCOLOURED_SHARE = 0.5
# Scratches are soft where their colour covers more than this share of the pixels beside them.
MAX_RIM_COVERAGE = 0.15
# A mean difference from the colour above this comes from JPEG, which blurs rims too.
MAX_EXACT_DIFFERENCE = 1 / 255


@dataclass(frozen=True)
class TracedScratches:
    """confidence: H×W uint8, of the pixels that have a scratch's colour, else 0.  sound: found pixels that
    are no scratch.  exact_edges: where a scratch ends to the pixel.
    """

    confidence: Mask
    sound: Flags
    exact_edges: Flags


class _Sharpness(NamedTuple):
    """Sums over scratches that tell whether they are sharp.

    difference, pixels: how far the pixels are from the colour, and how many they are.  rim, span: how much of
    the colour is in the pixels beside the scratch, and how much would be if it covered them.
    """

    difference: float = 0.0
    pixels: int = 0
    rim: float = 0.0
    span: float = 0.0

    def plus(self, other: _Sharpness) -> _Sharpness:
        return _Sharpness(
            self.difference + other.difference,
            self.pixels + other.pixels,
            self.rim + other.rim,
            self.span + other.span,
        )

    @property
    def is_blurred(self) -> bool:
        uneven = self.difference > MAX_EXACT_DIFFERENCE * self.pixels
        return uneven or self.rim > MAX_RIM_COVERAGE * self.span


class _Scratch(NamedTuple):
    """pixels: H×W flags in `box` of the photo.  confidence: the highest of its found pixels."""

    box: Box
    pixels: Flags
    confidence: int
    colour: Array
    sharpness: _Sharpness


def trace_scratches(region: ReadRegion, found: Mask) -> TracedScratches | None:
    """Follow the scratches of a photo; None where no find has one colour.

    region: reads a box of the photo, H×W×3 float32 in [0, 1].  found: confidences H×W, 255 = certain.
    Scratches with blurred rims are followed, but their edges do not count as exact.
    """
    confidence = np.zeros_like(found)
    certain = found >= CONFIDENCE_THRESHOLD
    left = certain.copy()
    colours: list[Array] = []
    sharpness = _Sharpness()
    for _ in range(MAX_COLOURS):
        for scratch in _scratches_of_finds(region, found, left, confidence):
            _merge(scratch, confidence)
            colours.append(scratch.colour)
            sharpness = sharpness.plus(scratch.sharpness)
        left &= ~dilated(confidence > 0, BLUR_PX)
    if not colours:
        return None
    uncoloured = np.count_nonzero(left) > MAX_UNCOLOURED_SHARE * np.count_nonzero(certain)
    if sharpness.is_blurred or uncoloured:
        nowhere = np.zeros(found.shape, bool)
        return TracedScratches(confidence, nowhere, nowhere)
    faint = (found >= MIN_EXACT_COLOUR_CONFIDENCE) & ~dilated(confidence > 0, 1)
    for scratch in _scratches_of_colours(region, faint, np.unique(colours, axis=0)):
        _merge(scratch, confidence)
    return TracedScratches(confidence, certain & (confidence == 0), dilated(confidence > 0, BLUR_PX))


def _merge(scratch: _Scratch, confidence: Mask) -> None:
    view = confidence[scratch.box.slices]
    view[scratch.pixels] = np.maximum(view[scratch.pixels], scratch.confidence)


def _scratches_of_finds(region: ReadRegion, found: Mask, left: Flags, confidence: Mask) -> Iterator[_Scratch]:
    """Each connected find in `left` that has one colour, followed.

    Finds that scratches merged into `confidence` already cover, also during the iteration, are skipped.
    """
    for box, own, size in _components(left):
        if size < MIN_COLOUR_FIND_PX or confidence[box.slices][own].all():
            continue
        image, own_confidence = region(box), found[box.slices][own]
        colour = _one_colour(image[own], own_confidence)
        if colour is not None:
            same = has_colour(image, colour, 2 * ONE_COLOUR_TOLERANCE)
            coloured = own & same
            pixels = _followed(coloured, same, size)
            difference = _difference(image[coloured], colour)
            sharpness = _Sharpness(float(difference.sum()), len(difference), *_rim(image, pixels, colour))
            yield _Scratch(box, pixels, int(own_confidence.max()), colour, sharpness)


def _scratches_of_colours(region: ReadRegion, faint: Flags, colours: Array) -> Iterator[_Scratch]:
    """Pixels that have exactly one of the colours, N×3, and are connected with a faint find."""
    for box, own, size in _components(faint):
        image = region(box)
        sample = image[own][:: max(1, size // COMPARED_PX)]
        known = _difference(sample[:, None], colours) <= EXACT_TOLERANCE
        for colour in colours[known.any(0)]:
            same = has_colour(image, colour, EXACT_TOLERANCE)
            pixels = _followed(own & same, same, size)
            yield _Scratch(box, pixels, CONFIDENCE_THRESHOLD, colour, _Sharpness())


def _components(flags: Flags) -> Iterator[tuple[Box, Flags, int]]:
    """Each connected component: the box it may be followed in, its flags in that box, its size in px."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(flags.view(np.uint8), connectivity=8)
    for number in range(1, count):
        left, top, width, height, size = (int(value) for value in stats[number])
        reach = min(MAX_REACH_PX, 2 * max(width, height)) + BLUR_PX + 1
        box = Box(left, top, left + width, top + height).grown(reach) & Box.of(flags.shape)
        yield box, labels[box.slices] == number, size


def _one_colour(colours: Array, confidence: Mask) -> Array | None:
    """The colour, 3, of a find's pixels, N×3; None where they have more than one."""
    colour = _median(colours[confidence >= np.sort(confidence)[3 * len(confidence) // 4]])
    for _ in range(2):
        near = _difference(colours, colour) <= COLOUR_SAMPLE_TOLERANCE
        if np.count_nonzero(near) < MIN_COLOUR_SHARE * len(near):
            return None
        colour = _median(colours[near])
    difference = _difference(colours, colour)
    spread = _median(difference[difference <= COLOUR_SAMPLE_TOLERANCE])
    return colour if spread <= ONE_COLOUR_TOLERANCE else None


def _difference(one: Array, two: Array) -> Array:
    """The largest difference along the last axis, the three channels.

    np.max would take five times as long on so few values.
    """
    red, green, blue = np.moveaxis(np.abs(one - two), -1, 0)
    return np.asarray(np.maximum(np.maximum(red, green), blue), np.float32)


def _median(values: NDArray[Any]) -> NDArray[Any]:
    """The upper median along the first axis; np.median would take ten times as long on so few values."""
    return np.asarray(np.sort(values, axis=0)[len(values) // 2])


def _followed(own: Flags, same: Flags, size: int) -> Flags:
    """A find's pixels with all connected pixels of its colour, except in pieces that are too large.

    own, same: H×W, the find's pixels of its colour, and all pixels of its colour.  size: px of the find.
    """
    if not (dilated(own, 1) & same & ~own).any():
        return own
    count, labels = cv2.connectedComponents(same.view(np.uint8), connectivity=8)
    touched = np.zeros(count, bool)
    touched[labels[own]] = True
    touched[0] = False
    whole = touched[labels]
    view = bounds(whole.view(np.uint8)).slices
    followed, mine = own.copy(), own[view]
    more = whole[view] & ~mine
    count, pieces, stats, _ = cv2.connectedComponentsWithStats(more.view(np.uint8), connectivity=8)
    half_width = np.zeros(count, np.float32)
    np.maximum.at(half_width, pieces[more], _depth(more)[more])
    narrow = half_width <= MAX_GROWTH_WIDTH * _depth(mine).max()
    taken = narrow & (stats[:, cv2.CC_STAT_AREA] <= MAX_GROWTH_AREA * size)
    taken[0] = False
    followed[view] |= taken[pieces]
    return followed


def _depth(flags: Flags) -> Array:
    """Distance of each flagged pixel to the nearest one that is not, in px; the border counts as not."""
    return np.asarray(cv2.distanceTransform(np.pad(flags.view(np.uint8), 1), cv2.DIST_L2, 5)[1:-1, 1:-1])


def _rim(image: Array, pixels: Flags, colour: Array) -> tuple[float, float]:
    """How much of the colour is in the pixels beside a scratch, and how much would be if it covered them.

    Both are sums over those pixels, taken from means, in which the photo's own texture cancels out.
    """
    view = (bounds(pixels.view(np.uint8)).grown(BLUR_PX + 1) & Box.of(pixels.shape)).slices
    image, pixels = image[view], np.ascontiguousarray(pixels[view])
    first, second = (dilated(pixels, radius) for radius in (1, BLUR_PX + 1))
    beside, beyond = first & ~pixels, second & ~first
    if not beside.any() or not beyond.any():
        return 0.0, 0.0
    photo = image[beyond].mean(0)
    span = colour - photo
    count = int(beside.sum())
    return count * float((image[beside].mean(0) - photo) @ span), count * float(span @ span)
