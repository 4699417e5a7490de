"""Tells marks from the photo beside them, where a mask of marks is generous."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.models.method import Array
from engine.photo import Photo
from engine.pixels.box import Box
from engine.pixels.mask import Mask

Flags = NDArray[np.bool_]

# Marks nearer to each other than this are parts of one, such as the letters of a line.
GROUPING_PX = 8
# The part of the photo around a mark that is looked at.
SURROUNDINGS_PX = 24
# The neighbourhoods from which the photo under a mark is estimated, to tell the mark from the photo.
ESTIMATE_SIGMAS_PX = (4.0, 8.0, 16.0, 32.0)
# The pixels of a mask that differ the most from the photo beside it are of its outermost colour.
OUTERMOST_QUANTILE = 0.9
# Opacity is told from a difference of at least this between the mark's colour and the photo.
MIN_CONTRAST = 0.1
# Opacity is averaged over this neighbourhood before the mark is separated by it.
SEPARATION_SIGMA_PX = 0.7
LETTERING_KIND = "text"
# A mask of lettering is tightened where the letters differ from the photo this many times as much as what is
# beside them: 5 to 7 where a detector had closed all the gaps of a watermark.
MIN_LETTER_CONTRAST_RATIO = 4.0
# Antialiasing leaves traces of letters this far around them, and JPEG farther.  A mask is not widened so far:
# that cost 4 dB of text 22 px high.
LETTER_REACH_PX, JPEG_LETTER_REACH_PX = 2, 4
# Smaller marks are filled well as they are.
MIN_LETTERING_PX = 400


def tightened(photo: Photo, mask: Mask, lettering: Mask) -> Mask:
    """A mask without the gaps between and inside letters, where these stand out from the photo.

    mask: uint8 H×W, all that is filled.  lettering: uint8 H×W, not 0 at lettering that was found.
    """
    result = mask.copy()
    reach = JPEG_LETTER_REACH_PX if photo.format == "JPEG" else LETTER_REACH_PX
    kernel = np.ones((2 * reach + 1,) * 2, np.uint8)
    for window, found in groups(lettering):
        known, own = mask[window.slices] == 0, found & (mask[window.slices] > 0)
        if np.count_nonzero(own) < MIN_LETTERING_PX or not known.any():
            continue
        image = photo.region(window)
        estimate = estimated(image, known)
        difference = np.abs(image - estimate).sum(-1)
        parts = [
            (letters, _contrast_ratio(difference, letters, own))
            for letters in separated(image, estimate, own)
        ]
        letters, ratio = max(parts, key=lambda pair: pair[1])
        if ratio >= MIN_LETTER_CONTRAST_RATIO:
            near = cv2.dilate(letters.view(np.uint8), kernel) > 0
            result[window.slices][own & ~near] = 0
    return result


def _contrast_ratio(difference: Array, letters: Flags, own: Flags) -> float:
    """How many times as much letters differ from the photo as the other pixels of their mask."""
    rest = own & ~letters
    if not letters.any() or not rest.any():
        return 0.0
    return float(difference[letters].mean() / max(float(difference[rest].mean()), 1 / 255))


def groups(found: Mask) -> Iterator[tuple[Box, Flags]]:
    """Marks near each other: a window of the photo around them, and their pixels there."""
    side = 2 * (GROUPING_PX // 2) + 1
    wide = cv2.dilate((found > 0).view(np.uint8), np.ones((side, side), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(wide, connectivity=8)
    for number in range(1, count):
        left, top, width, height = (int(value) for value in stats[number, :4])
        window = Box(left, top, left + width, top + height).grown(SURROUNDINGS_PX) & Box.of(found.shape)
        yield window, (labels[window.slices] == number) & (found[window.slices] > 0)


def local_mean(image: Array, where: Flags, sigma: float) -> tuple[Array, Array]:
    """The local mean of the pixels of `where`, H×W×3, and their share, H×W."""
    seen = where.astype(np.float32)
    sums = cv2.GaussianBlur(image * seen[..., None], (0, 0), sigma, borderType=cv2.BORDER_CONSTANT)
    weight = cv2.GaussianBlur(seen, (0, 0), sigma, borderType=cv2.BORDER_CONSTANT)
    return np.asarray(sums / np.maximum(weight, 1e-6)[..., None], np.float32), np.asarray(weight, np.float32)


def estimated(image: Array, known: Flags) -> Array:
    """The photo as the known pixels near each pixel have it, H×W×3."""
    total, weight = np.zeros_like(image), np.zeros(image.shape[:2], np.float32)
    for step, sigma in enumerate(ESTIMATE_SIGMAS_PX):
        mean, part = local_mean(image, known, sigma)
        # A wider neighbourhood counts where the narrower ones are empty.
        part *= np.float32(0.01**step)
        total += mean * part[..., None]
        weight += part
    return np.asarray(total / np.maximum(weight, 1e-12)[..., None], np.float32)


def separated(image: Array, estimate: Array, own: Flags) -> Iterator[Flags]:
    """The pixels of a mask that are covered, if the mark is white, black or of its outermost colour.

    The opacity of a pixel tells them, which is about 0 where a generous mask holds the photo alone.
    """
    difference = np.abs(image - estimate).sum(-1)
    outermost = image[own & (difference >= np.quantile(difference[own], OUTERMOST_QUANTILE))].mean(0)
    for colour in (np.ones(3, np.float32), np.zeros(3, np.float32), outermost):
        against = colour - estimate
        opacity = ((image - estimate) * against).sum(-1) / np.maximum((against**2).sum(-1), MIN_CONTRAST**2)
        opacity = cv2.GaussianBlur(opacity, (0, 0), SEPARATION_SIGMA_PX)
        levels = np.clip(opacity[own] * 255, 0, 255).astype(np.uint8)
        limit, _ = cv2.threshold(levels, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
        yield own & (opacity > limit / 255)
