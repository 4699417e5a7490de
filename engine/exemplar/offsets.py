"""The offsets by which a picture repeats itself, and a first assignment of them to what is missing.

He and Sun 2012 find that few offsets between similar patches dominate in a picture.  Here they are the peaks
of the autocorrelation of the known pixels, which a Fourier transform gives at once.
"""

from __future__ import annotations

import cv2
import numpy as np
from scipy import fft

from engine.exemplar.kernels import Field, Flags
from engine.models.method import Array

# Detail finer than this counts, since light and slow changes of colour do not repeat.
DETAIL_SIGMA_PX = 6.0
# Local contrast is limited to this many standard deviations, so that one strong edge does not decide.
MAX_CONTRAST_SIGMAS = 2.0
# Peaks are maxima in a window of this side.
PEAK_WINDOW_PX = 5
# How many peaks are taken, and their correlation, at least over this share of the known pixels.
MAX_SHORT, MAX_LONG, MIN_CORRELATION, MIN_OVERLAP_SHARE = 16, 32, 0.08, 0.12
MIN_OFFSET_PX = 6
MAX_REACH_DEPTHS = 4.0  # of offsets, in depths of the hole
# Blurs are made at a size at which their sigma is not below this.
MIN_BLUR_SIGMA_PX = 4.0
# No offset: pictures are too small, or nothing is known.
NO_OFFSETS: Field = np.zeros((0, 2), np.int32)


def dominant_offsets(image: Array, known: Flags, depth: float) -> tuple[Field, float]:
    """Rows and columns by which the known part repeats itself, K×2, the best first, and how well it does.

    That is the highest correlation of its detail with itself at an offset longer than `depth`, 0 to 1.

    image: H×W×3.  known: H×W of 0 and 1.  depth: px from the middle of the hole to the known part; longer
    offsets, which lead out of it from everywhere, are chosen apart from shorter ones.
    """
    reach = round(MAX_REACH_DEPTHS * depth) + MIN_OFFSET_PX
    detail = _detail(image, known)
    reach_y, reach_x = (min(reach, side - 1) for side in known.shape)
    shape = [
        fft.next_fast_len(side + most, real=True)
        for side, most in zip(known.shape, (reach_y, reach_x), strict=True)
    ]
    product = _correlation(detail, shape)
    overlap = _correlation(known.astype(np.float32), shape)
    rows = np.concatenate([np.arange(0, reach_y + 1), np.arange(-reach_y, 0)])
    columns = np.concatenate([np.arange(0, reach_x + 1), np.arange(-reach_x, 0)])
    product, overlap = product[np.ix_(rows, columns)], overlap[np.ix_(rows, columns)]
    variance = max(float(product[0, 0]) / max(float(overlap[0, 0]), 1.0), 1e-9)
    score = product / np.maximum(overlap, 1) / variance
    score[overlap < MIN_OVERLAP_SHARE * overlap[0, 0]] = -1
    score[np.abs(rows)[:, None] + np.abs(columns) < MIN_OFFSET_PX] = -1
    order = np.argsort(rows, kind="stable"), np.argsort(columns, kind="stable")
    score = np.ascontiguousarray(score[np.ix_(*order)], np.float32)
    rows, columns = rows[order[0]], columns[order[1]]
    highest = cv2.dilate(score, np.ones((PEAK_WINDOW_PX, PEAK_WINDOW_PX), np.uint8))
    y, x = np.nonzero((score == highest) & (score > MIN_CORRELATION))
    best = np.argsort(-score[y, x], kind="stable")
    found = np.stack([rows[y[best]], columns[x[best]]], axis=1).astype(np.int32)
    long = np.hypot(found[:, 0], found[:, 1]) > depth
    strength = float(score[y[best], x[best]][long].max(initial=0))
    return np.concatenate([found[long][:MAX_LONG], found[~long][:MAX_SHORT]]), strength


def at_level(offsets: Field, halvings: int) -> Field:
    """The offsets on a level that is smaller by 2 to the power of `halvings`, each once and none of 0."""
    scaled = np.rint(offsets / (1 << halvings)).astype(np.int32)
    if not len(scaled):
        return NO_OFFSETS
    _, first = np.unique(scaled, axis=0, return_index=True)
    scaled = scaled[np.sort(first)]
    return np.ascontiguousarray(scaled[(scaled != 0).any(axis=1)])


def assigned(
    image: Array, hole: Flags, sources: Flags, targets: Flags, offsets: Field, sigma: float
) -> Field:
    """For each target the offset that agrees best with the known pixels near it, as a field of sources.

    image: H×W×C of the level.  sigma: how far known pixels count, in px.  Targets that no offset leads to a
    source keep (−1, −1).
    """
    height, width = targets.shape
    best = np.full(targets.shape, np.inf, np.float32)
    field: Field = np.full((*targets.shape, 2), -1, np.int32)
    y, x = np.mgrid[:height, :width].astype(np.int32)
    known = (hole == 0).astype(np.float32)
    for down, right in offsets.tolist():
        cost = _disagreement(image, known, down, right, sigma)[:height, :width]
        sy, sx = y + down, x + right
        there = (sy >= 0) & (sx >= 0) & (sy < height) & (sx < width) & (targets > 0)
        there[there] = sources[sy[there], sx[there]] > 0
        better = there & (cost < best)
        best[better] = cost[better]
        field[better] = np.stack([sy[better], sx[better]], axis=1)
    return field


def _detail(image: Array, known: Flags) -> Array:
    """The fine detail of the luminance where it is known, 0 elsewhere, H×W."""
    gray = np.ascontiguousarray(image[..., :3] @ np.full(3, 1 / 3, np.float32))
    weight = known.astype(np.float32)
    coverage = np.maximum(cv2.GaussianBlur(weight, (0, 0), DETAIL_SIGMA_PX), 1e-3)
    fine = (gray - cv2.GaussianBlur(gray * weight, (0, 0), DETAIL_SIGMA_PX) / coverage) * weight
    scale = MAX_CONTRAST_SIGMAS * float(np.sqrt((fine**2).sum() / max(weight.sum(), 1)))
    return np.asarray(np.clip(fine, -scale, scale), np.float32)


def _correlation(plane: Array, shape: list[int]) -> Array:
    """The circular autocorrelation of a plane padded to a shape."""
    spectrum = fft.rfft2(plane, shape)
    return np.asarray(fft.irfft2((spectrum * spectrum.conj()).real, shape), np.float32)


def _disagreement(image: Array, known: Array, down: int, right: int, sigma: float) -> Array:
    """The mean squared difference of the image from itself at an offset, near each pixel, H×W."""
    height, width = known.shape
    top, left = max(0, -down), max(0, -right)
    bottom, end = min(height, height - down), min(width, width - right)
    both, apart = np.zeros_like(known), np.zeros_like(known)
    if top < bottom and left < end:
        here = (slice(top, bottom), slice(left, end))
        there = (slice(top + down, bottom + down), slice(left + right, end + right))
        both[here] = known[here] * known[there]
        apart[here] = ((image[here] - image[there]) ** 2).mean(axis=2) * both[here]
    least = np.float32(1e-6)
    return np.asarray((_blurred(apart, sigma) + least) / np.maximum(_blurred(both, sigma), least), np.float32)


def _blurred(plane: Array, sigma: float) -> Array:
    """A Gaussian blur of an H×W plane; a wide one is made at a smaller size, which is faster."""
    factor = max(1, int(sigma / MIN_BLUR_SIGMA_PX))
    if factor == 1:
        return np.asarray(cv2.GaussianBlur(plane, (0, 0), sigma), np.float32)
    size = (-(-plane.shape[1] // factor), -(-plane.shape[0] // factor))
    small = cv2.GaussianBlur(cv2.resize(plane, size, interpolation=cv2.INTER_AREA), (0, 0), sigma / factor)
    return np.asarray(cv2.resize(small, plane.shape[::-1], interpolation=cv2.INTER_LINEAR), np.float32)
