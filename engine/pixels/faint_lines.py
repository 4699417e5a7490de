"""Finds a long, straight, faint line from one of its points, by integrating along it.

A scratch of the film's transport goes through a whole photo, upright or level but for a small tilt, and is
fainter than the noise of a pixel.  Summed along its way it is not.
"""

from __future__ import annotations

import math
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.pixels.box import Box
from engine.pixels.line_tracking import Read, whole_line
from engine.pixels.plane import Array
from engine.pixels.ridges import RIM_PX, Trace

# How far such lines are tilted, and how far from it one may click.
MAX_TILT, MAX_CLICK_DISTANCE_PX = float(np.tan(np.radians(1.2))), 6
# Pixels along the line that are averaged first.
SEGMENT_PX = 16
# The line is no wider than this; what is wider belongs to the photo.
BACKGROUND_SIGMA_PX, MAX_WIDTH_PX = 6.0, 12
# The photo beside the line is averaged over this many pixels on either side.
BESIDE_PX = 6
# One segment counts no more than this, in standard deviations, so that an edge of the photo is not a line.
MAX_DEVIATION = 2.0
# A line stands out of all others of the search by so many standard deviations, over so many segments.
MIN_DEVIATIONS, MIN_SEGMENTS = 6.0, 12
# A part of the line is there where the mean over so many segments is at least this share of the whole's.
PART_SEGMENTS, PART_SHARE = 15, 0.35
# A faint line is taken where it goes so many times as far as one that can be followed from pixel to pixel.
MIN_LENGTH_RATIO = 2.0
# The sums of so many other columns show what a sum without a line is.
COMPARED_COLUMNS = 64


def line_at(read: Read, at: tuple[float, float], photo: Box) -> Trace | None:
    """The line at a point: as `whole_line` follows it, or the faint one that goes much farther.

    read, at, photo: as of `faint_line`.  None where there is neither.
    """
    followed, faint = whole_line(read, at, photo), faint_line(read, at, photo)
    if followed is None or faint is None:
        return followed or faint
    return faint if _length(faint) > MIN_LENGTH_RATIO * _length(followed) else followed


def _length(trace: Trace) -> float:
    return sum(math.dist(one, other) for one, other in pairwise(trace.points))


def faint_line(read: Read, at: tuple[float, float], photo: Box) -> Trace | None:
    """The upright or level line through a point, from end to end, with its width; None where there is none.

    read: the photo's pixels in a box, H×W×3 uint8.  at: (x, y).  photo: its box.
    """
    upright = _searched(read, at, photo)
    level = _searched(
        lambda box: read(Box(box.top, box.left, box.bottom, box.right)).swapaxes(0, 1),
        (at[1], at[0]),
        Box(photo.top, photo.left, photo.bottom, photo.right),
    )
    if level is not None and (upright is None or level[0] > upright[0]):
        return Trace(tuple((x, y) for y, x in level[1].points), level[1].width)
    return None if upright is None else upright[1]


def _searched(read: Read, at: tuple[float, float], photo: Box) -> tuple[float, Trace] | None:
    """The best nearly upright line near a point, with its significance."""
    reach = int(MAX_TILT * photo.height) + MAX_CLICK_DISTANCE_PX + 4 * MAX_WIDTH_PX
    box = Box(int(at[0]) - reach, photo.top, int(at[0]) + reach + 1, photo.bottom) & photo
    count = box.height // SEGMENT_PX
    if count < MIN_SEGMENTS or box.width <= 2 * MAX_WIDTH_PX:
        return None
    gray = cv2.cvtColor(np.ascontiguousarray(read(box)[: count * SEGMENT_PX]), cv2.COLOR_RGB2GRAY)
    rows = gray.reshape(count, SEGMENT_PX, box.width).mean(1, dtype=np.float32)
    contrast = _contrast(rows)
    click = at[0] - box.left, (at[1] - box.top) / SEGMENT_PX - 0.5
    offsets = np.arange(-MAX_CLICK_DISTANCE_PX, MAX_CLICK_DISTANCE_PX + 1)
    steps = int(np.ceil(MAX_TILT * box.height))
    tilts = np.arange(-steps, steps + 1) * (SEGMENT_PX / box.height)  # px across for each segment
    near = np.clip(round(click[0]) + offsets, 0, box.width - 1)
    columns = np.r_[near, np.linspace(0, box.width - 1, COMPARED_COLUMNS).astype(np.intp)]
    scores = np.stack([_sums(contrast, columns, click[1], float(tilt)) for tilt in tilts])
    spread = 1.4826 * float(np.median(np.abs(scores - np.median(scores)))) + 1e-6
    deviations = np.abs(scores[:, : len(near)]) / spread
    best, across = np.unravel_index(int(deviations.argmax()), deviations.shape)
    if deviations[best, across] < MIN_DEVIATIONS:
        return None
    line = float(near[across]) + tilts[best] * (np.arange(count) - click[1])
    return _traced(rows, contrast, line, box, float(deviations[best, across]))


def _contrast(rows: Array) -> Array:
    """How much each pixel differs from those beside it, in standard deviations of its row of segments."""
    difference = cv2.GaussianBlur(rows, (3, 1), 0.8) - cv2.GaussianBlur(
        rows, (0, 0), sigmaX=BACKGROUND_SIGMA_PX, sigmaY=1e-3
    )
    spread = 1.4826 * np.median(np.abs(difference), axis=1, keepdims=True) + 0.05
    return np.asarray(np.clip(difference / spread, -MAX_DEVIATION, MAX_DEVIATION), np.float32)


def _sums(contrast: Array, starts: NDArray[np.intp], row: float, tilt: float) -> Array:
    """The sums along the lines of a tilt that pass `row` at `starts`, over the root of the count."""
    count, width = contrast.shape
    shifts = np.rint(tilt * (np.arange(count) - row)).astype(np.intp)
    columns = starts[None] + shifts[:, None]
    inside = (columns >= 0) & (columns < width)
    values = np.where(inside, np.take_along_axis(contrast, np.clip(columns, 0, width - 1), axis=1), 0)
    return np.asarray(values.sum(0) / np.sqrt(np.maximum(inside.sum(0), 1)), np.float32)


def _traced(
    rows: Array, contrast: Array, line: NDArray[np.float64], box: Box, significance: float
) -> tuple[float, Trace] | None:
    """The line where it is seen, with its width.  line: its column at each segment."""
    count, width = rows.shape
    inside = np.flatnonzero((line >= 0) & (line <= width - 1))
    own = contrast[inside, np.rint(line[inside]).astype(np.intp)]
    own = own * np.sign(own.sum())
    size = min(PART_SEGMENTS, len(own))
    part = np.convolve(own, np.ones(size) / size, mode="same")
    seen = np.flatnonzero(part >= PART_SHARE * own.mean())
    if len(seen) < MIN_SEGMENTS:
        return None
    ends = inside[seen[0]], inside[seen[-1]]
    around = np.arange(-MAX_WIDTH_PX, MAX_WIDTH_PX + 1)
    columns = np.clip(np.rint(line[inside[seen]])[:, None].astype(np.intp) + around, 0, width - 1)
    local = np.take_along_axis(rows[inside[seen]], columns, axis=1)
    left, right = (side.mean(1, keepdims=True) for side in (local[:, :BESIDE_PX], local[:, -BESIDE_PX:]))
    share = (np.arange(local.shape[1]) - (BESIDE_PX - 1) / 2) / (local.shape[1] - BESIDE_PX)
    profile = np.abs(np.median(local - left - share * (right - left), axis=0))
    at = MAX_WIDTH_PX - 2 + int(profile[MAX_WIDTH_PX - 2 : MAX_WIDTH_PX + 3].argmax())
    half = profile >= 0.5 * profile[at]
    first = at - int(np.argmin(half[at::-1])) + 1
    last = at + int(np.argmin(half[at:])) - 1
    centre = (first + last) / 2 - MAX_WIDTH_PX
    points = []
    for end, row in ((ends[0], ends[0]), (ends[1], ends[1] + 1)):
        y = min(row * SEGMENT_PX, box.height - 1)
        if end == count - 1 and row > end:
            y = box.height - 1
        points.append((float(box.left + line[end] + centre) + 0.5, float(box.top + y) + 0.5))
    return significance, Trace(tuple(points), float(last - first + 1 + 2 * RIM_PX))
