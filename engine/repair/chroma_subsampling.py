"""Whether the chroma around marks was stored at half resolution, as most JPEG files do."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from engine.photo import Photo
from engine.pixels.box import Box
from engine.pixels.mask import Mask, bounds
from engine.pixels.plane import Array

# Blocks of 8×8 px: at their edges, quantisation makes steps in chroma of full resolution.
BLOCK_PX = 8
# Four pixels in a row are compared where their chroma changes by at least this much.
MIN_CHANGE = 12 / 255
# The variance that rounding to 8 bits gives to a misfit: 20 times that of a difference of two integers.
ROUNDING_VARIANCE = 20 * 2 / 12 / 255**2
# With fewer such windows of four pixels nothing is known.
MIN_WINDOWS = 60
# Decoders interpolate between samples at every second pixel.  The misfit to that is about 0.05 to 0.2 of the
# change in files with subsampled chroma, and 0.5 to 1.2 in others with sharp marks.  Smooth chroma fits
# too, but then it fits samples at the other pixels as well: there the misfit of subsampled chroma is 1.4 to 8
# times as large, that of other chroma up to 1.25 times.
MAX_MISFIT, MIN_MISFIT_RATIO = 0.2, 1.35
# Where only rows are subsampled (4:2:2), columns do not confirm it, and rows have to be clearer.
MAX_SINGLE_MISFIT, MIN_SINGLE_MISFIT_RATIO = 0.13, 1.8


def is_subsampled(photo: Photo, mask: Mask) -> bool:
    """Whether the chroma at the outlines of an H×W mask has half the resolution of the luma.

    Too little colour there is no sign of it.
    """
    if not mask.any():
        return False
    stored = photo.origin.encoding.get("components", []) if photo.format == "JPEG" else []
    if len(stored) == 3 and stored[0][:2] != stored[1][:2]:
        return True
    window = bounds(mask).grown(2 * BLOCK_PX) & Box.of(mask.shape)
    # Blocks of JPEG begin at multiples of their side.
    left, top = (start // BLOCK_PX * BLOCK_PX for start in window[:2])
    window = Box(left, top, window.right, window.bottom)
    image, marked = photo.region(window), mask[window.slices] > 0
    rows, columns = (_misfits(image, marked, axis) for axis in (1, 0))
    both = all(a <= MAX_MISFIT and b >= MIN_MISFIT_RATIO * a for a, b in (rows, columns))
    return both or (rows[0] <= MAX_SINGLE_MISFIT and rows[1] >= MIN_SINGLE_MISFIT_RATIO * rows[0])


def _misfits(image: Array, marked: NDArray[np.bool_], axis: int) -> tuple[float, float]:
    """The misfit of chroma to interpolation between samples of two pixels, as a share of its change.

    The first is of samples that begin at even pixels, the second of those that begin at odd ones.  1 where
    too little is known.
    """
    values, marked = np.moveaxis(image, axis, 0), np.moveaxis(marked, axis, 0)
    found = []
    for phase in (0, 1):
        first = np.arange(1 + phase, len(values) - 3, 2)
        first = first[first // BLOCK_PX == (first + 3) // BLOCK_PX]
        inside = sum(marked[first + k].view(np.uint8) for k in range(4))
        outline = (inside > 0) & (inside < 4)
        misfit, change, count = 0.0, 0.0, 0
        for one, other in ((0, 1), (2, 1)):
            # The difference of two channels is free of luma, unless one of them was clipped.
            pairs = values[..., [one, other]]
            sound = (pairs.min(-1) > 1 / 255) & (pairs.max(-1) < 254 / 255)
            chroma = pairs[..., 0] - pairs[..., 1]
            a, b, c, d = (chroma[first + k] for k in range(4))
            steps = sum(np.abs(after - before) for before, after in pairwise((a, b, c, d)))
            used = (
                outline & (steps >= MIN_CHANGE) & np.logical_and.reduce([sound[first + k] for k in range(4)])
            )
            misfit += float(((3 * (c - b) - (d - a))[used] ** 2).sum())
            change += float((steps[used] ** 2).sum())
            count += int(np.count_nonzero(used))
        misfit = max(0.0, misfit - count * ROUNDING_VARIANCE)
        found.append((misfit / change) ** 0.5 if count >= MIN_WINDOWS else 1.0)
    return found[0], found[1]
