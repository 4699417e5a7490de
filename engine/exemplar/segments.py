"""Line segments in the known part of a picture, and their ends at the rim of a hole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.exemplar.kernels import Flags
from engine.models.method import Array

MIN_SEGMENT_PX = 9.0
# Segments end some px before the hole, where the detector's filters reach into it.
RIM_PX = 2
REACH_PX = 12
# Where the colours beside a line are taken.
BESIDE_PX = (1.5, 2.5)
# At an end, over so much of the segment.
RIM_SIDES_PX = 16
MAX_ENDS = 400
Segments = NDArray[np.float64]  # S×4: x and y of both ends, in px.


@dataclass(frozen=True)
class Ends:
    """E ends of segments at the rim.

    at: E×2.  ahead: unit vectors into the hole.  sides: E×2×3, colours left and right.  segment: indices.
    length: of the segments, in px.
    """

    at: Segments
    ahead: Segments
    sides: Segments
    segment: NDArray[np.intp]
    length: Segments


def known_segments(image: Array, hole: Flags) -> Segments:
    """All line segments outside of the hole, S×4; what reaches into it is cut off."""
    gray = cv2.cvtColor(spread(image, hole), cv2.COLOR_RGB2GRAY)
    detector = cv2.createLineSegmentDetector(cv2.LSD_REFINE_STD)
    found = detector.detect(np.rint(np.clip(gray, 0, 1) * 255).astype(np.uint8))[0]
    if found is None:
        return np.zeros((0, 4))
    segments = found.reshape(-1, 4).astype(np.float64)
    near = cv2.dilate(hole, np.ones((2 * RIM_PX + 1, 2 * RIM_PX + 1), np.uint8)) > 0
    share = np.linspace(0, 1, 33)
    points = segments[:, None, :2] + share[:, None] * (segments[:, None, 2:] - segments[:, None, :2])
    inside = values_at(near, points)
    for row in np.flatnonzero(inside.any(axis=1)):
        segments[row] = _longest_known(points[row], inside[row])
    length = np.hypot(segments[:, 2] - segments[:, 0], segments[:, 3] - segments[:, 1])
    return np.asarray(segments[length >= MIN_SEGMENT_PX])


def _longest_known(points: Segments, inside: NDArray[np.bool_]) -> Segments:
    """The ends of the longest run of points that are not inside."""
    edges = np.flatnonzero(np.diff(np.concatenate([[True], inside, [True]]).astype(np.int8)))
    if not edges.size:
        return np.concatenate([points[0], points[0]])
    runs = edges.reshape(-1, 2)
    first, last = runs[(runs[:, 1] - runs[:, 0]).argmax()]
    return np.concatenate([points[first], points[last - 1]])


def spread(image: Array, hole: Flags) -> Array:
    """The image with the hole filled smoothly from its rim, so that the rim is no edge."""
    known = (1 - hole).astype(np.float32)
    colours, weight = image * known[..., None], known
    pyramid = [(colours, weight)]
    while min(weight.shape) > 2 and not weight.all():
        size = (-(-weight.shape[1] // 2), -(-weight.shape[0] // 2))
        colours = np.asarray(cv2.resize(colours, size, interpolation=cv2.INTER_AREA), np.float32)
        weight = np.asarray(cv2.resize(weight, size, interpolation=cv2.INTER_AREA), np.float32)
        pyramid.append((colours, weight))
    filled = pyramid[-1][0] / np.maximum(pyramid[-1][1], np.float32(1e-6))[..., None]
    for colours, weight in reversed(pyramid[:-1]):
        coarse = cv2.resize(filled, weight.shape[::-1], interpolation=cv2.INTER_LINEAR)
        filled = colours + (1 - weight)[..., None] * coarse
    return np.asarray(filled, np.float32)


def ends_at_rim(image: Array, hole: Flags, segments: Segments) -> Ends:
    """The ends of segments from which the hole is less than REACH_PX ahead."""
    both = np.concatenate([segments, segments[:, [2, 3, 0, 1]]])  # The second end is the one ahead.
    step = both[:, 2:] - both[:, :2]
    length = np.hypot(step[:, 0], step[:, 1])
    ahead = step / np.maximum(length, 1e-9)[:, None]
    reach = both[:, None, 2:] + np.arange(REACH_PX + 1)[:, None] * ahead[:, None]
    chosen = np.flatnonzero(values_at(hole > 0, reach).any(axis=1))
    chosen = chosen[np.argsort(-length[chosen], kind="stable")][:MAX_ENDS]
    at, ahead, length = both[chosen, 2:], ahead[chosen], length[chosen]
    back = np.minimum(length, RIM_SIDES_PX)[:, None]
    sides = colours_beside(image, np.hstack([at - back * ahead, at]))
    return Ends(at, ahead, sides, chosen % max(len(segments), 1), length)


def colours_beside(image: Array, segments: Segments) -> Segments:
    """The mean colours left and right of each segment, S×2×3."""
    step = segments[:, 2:] - segments[:, :2]
    across = np.stack([step[:, 1], -step[:, 0]], axis=1)
    across /= np.maximum(np.hypot(across[:, 0], across[:, 1]), 1e-9)[:, None]
    share = np.linspace(0, 0.95, 6)[:, None]
    along = segments[:, None, :2] + share * step[:, None]
    sides = [
        np.mean(
            [values_at(image, along + sign * beside * across[:, None]) for beside in BESIDE_PX], axis=(0, 2)
        )
        for sign in (1, -1)
    ]
    return np.stack(sides, axis=1).astype(np.float64)


def angle_between(one: Segments, other: Segments) -> Segments:
    """The signed angle from one vector to another, in radians."""
    return np.asarray(np.arctan2(cross_product(one, other), (one * other).sum(axis=-1)))


def cross_product(one: Segments, other: Segments) -> Segments:
    return np.asarray(one[..., 0] * other[..., 1] - one[..., 1] * other[..., 0])


def values_at(plane: NDArray[Any], points: Segments) -> NDArray[Any]:
    """The values of a plane at the pixels nearest to points (x, y); outside those of its edge."""
    height, width = plane.shape[:2]
    x = np.clip(np.rint(points[..., 0]), 0, width - 1).astype(int)
    y = np.clip(np.rint(points[..., 1]), 0, height - 1).astype(int)
    return np.asarray(plane[y, x])
