"""Tells thin finds that are lines of the scene, such as poles, wires and mouldings, from scratches.

A scratch lies over the photo and ends anywhere.  A line of the scene is straight and runs on beyond the find,
as a line or as the edge of an object, or has edges parallel to it beside it.  Where most of a photo's thin
finds are such lines, the others are too.  Ours, no paper.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.detection.text import dilated
from engine.models.detector import CONFIDENCE_THRESHOLD, ReadRegion
from engine.models.method import Array
from engine.photo.colour import LUMA_WEIGHTS
from engine.pixels.box import Box
from engine.pixels.mask import Mask

Flags = NDArray[np.bool_]
Points = NDArray[np.float64]  # N×2, (x, y) in px.

# The limits below were measured on 1,500 thin marks of 153 photos, drawn by trainer/corruption, and on 619
# false finds in 85 sound photos.

# A shorter find, or one that is less long than this many times its breadth, is no line.
MIN_LENGTH_PX, MIN_LENGTH_TO_BREADTH = 18.0, 3.0
# A find is straight where its pixels deviate by less than this (root mean square) from a line.
MAX_DEVIATION_PX = 1.0
# The photo around a find that is looked at.
SURROUNDINGS_PX = 40
# The contrast of a find is at least this, with 1 for white: noise would tell anything of a fainter one.
MIN_CONTRAST = 0.03
# How far beyond an end of a find it may run on; nearer pixels may belong to the find.
RUN_ON_PX = (3, 22)
# The find may run on in directions that differ by so much from its own, and displaced by so much.
RUN_ON_ANGLES_DEGREES = (-6, -3, 0, 3, 6)
RUN_ON_OFFSETS_PX = (-2, -1, 0, 1, 2)
# All but this share of the pixels beyond an end must show that the find runs on.
INTERRUPTED_SHARE = 0.25
# What runs on has this share of the find's contrast: beyond either end, or beyond both ends of a bent find.
MIN_RUN_ON_SHARE, MIN_RUN_ON_BOTH_SHARE = 0.4, 0.35
# An edge is parallel where the cosine between the normals is at least this, and its gradient at least this
# share of the find's contrast a pixel.
MIN_PARALLEL_COSINE, MIN_PARALLEL_GRADIENT = 0.97, 0.12
# A parallel edge is looked for from the rim of the find to this distance, along this share of the find.
PARALLEL_REACH_PX, MIN_PARALLEL_SHARE = (4.0, 36.0), 0.5
# A find that is not straight is cut by a grid of this width; smaller pieces are no lines.  Pieces beside
# parallel edges must have this share of its length.
PIECE_PX, MIN_PIECE_PX, MIN_PARALLEL_LENGTH_SHARE = 32, 8, 0.5
# A shorter find this near to a line of the scene is a part of it.
MAX_FRAGMENT_DISTANCE_PX = 6
# Where so many thin finds, and this share of the length of all of them, are lines of the scene, all are.
MIN_SCENE_LINES, MIN_SCENE_SHARE = 3, 0.5


@dataclass(frozen=True)
class _ThinFind:
    """box: of its pixels.  own: H×W of the box.  length, breadth: in px."""

    box: Box
    own: Flags
    length: float
    breadth: float


@dataclass(frozen=True)
class _StraightLine:
    """A line through points.  middle: (x, y).  axis, normal: unit vectors.

    start, end: of the points, in px from the middle.  deviation: theirs, root mean square in px.
    """

    middle: Points
    axis: Points
    normal: Points
    start: float
    end: float
    deviation: float

    @property
    def length(self) -> float:
        return self.end - self.start + 1


def scene_lines(region: ReadRegion, found: Mask) -> Flags | None:
    """The pixels of finds that are lines of the scene, H×W; None where there are none.

    region: reads a box of the photo, H×W×3 float32 in [0, 1].  found: confidences H×W, 255 = certain.
    """
    whole = Box.of(found.shape)
    lines = list(_thin_finds(found >= CONFIDENCE_THRESHOLD))
    is_scene = [_is_of_scene(region, line, whole) for line in lines]
    length = sum(line.length for line in lines)
    scene_length = sum(line.length for line, of_scene in zip(lines, is_scene, strict=True) if of_scene)
    all_are = sum(is_scene) >= MIN_SCENE_LINES and scene_length > MIN_SCENE_SHARE * length
    if not any(is_scene):
        return None
    result = np.zeros(found.shape, bool)
    for line, of_scene in zip(lines, is_scene, strict=True):
        if of_scene or all_are:
            result[line.box.slices] |= line.own
    return result | _fragments(found >= CONFIDENCE_THRESHOLD, result)


def _fragments(found: Flags, lines: Flags) -> Flags:
    """Short finds beside lines of the scene, into which the detector broke them."""
    near = dilated(lines, MAX_FRAGMENT_DISTANCE_PX)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(found.view(np.uint8), connectivity=8)
    extent = stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(1)
    is_fragment = (np.bincount(labels[near], minlength=count) > 0) & (extent < MIN_LENGTH_PX)
    is_fragment[0] = False
    return np.asarray(is_fragment[labels])


def _thin_finds(found: Flags) -> Iterator[_ThinFind]:
    """The connected finds that are long and thin."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(found.view(np.uint8), connectivity=8)
    for number in range(1, count):
        left, top, width, height, area = (int(value) for value in stats[number])
        if max(width, height) < MIN_LENGTH_PX / 2:
            continue
        box = Box(left, top, left + width, top + height)
        own = labels[box.slices] == number
        depth = cv2.distanceTransform(np.pad(own.view(np.uint8), 1), cv2.DIST_L2, 5)[1:-1, 1:-1]
        is_middle = own & (depth >= cv2.dilate(depth, np.ones((3, 3), np.uint8)) - 0.3)
        breadth = max(1.0, 2 * float(np.median(depth[is_middle])) - 1)
        length = area / breadth
        if max(width, height) >= MIN_LENGTH_PX and length >= MIN_LENGTH_TO_BREADTH * breadth:
            yield _ThinFind(box, own, length, breadth)


def _is_of_scene(region: ReadRegion, find: _ThinFind, whole: Box) -> bool:
    window = find.box.grown(SURROUNDINGS_PX) & whole
    luma = np.asarray(region(window) @ LUMA_WEIGHTS, np.float32)
    own = np.zeros(luma.shape, bool)
    own[find.box.shifted(-window.left, -window.top).slices] = find.own
    points = np.argwhere(own)[:, ::-1].astype(np.float64)
    line = _fitted(points)
    contrast = _contrast(luma, own)
    along = (points - line.middle) @ line.axis
    run_on = [_run_on_share(luma, points, sign * along, find.breadth, contrast) for sign in (1, -1)]
    if min(run_on) >= MIN_RUN_ON_BOTH_SHARE:
        return True
    if line.deviation <= MAX_DEVIATION_PX and max(run_on) >= MIN_RUN_ON_SHARE:
        return True
    pieces = [line] if line.deviation <= MAX_DEVIATION_PX else _pieces(own)
    edges = _Edges(luma, MIN_PARALLEL_GRADIENT * contrast)
    parallel = sum(piece.length for piece in pieces if edges.are_parallel(piece, find.breadth))
    return parallel >= MIN_PARALLEL_LENGTH_SHARE * sum(piece.length for piece in pieces)


def _pieces(own: Flags) -> list[_StraightLine]:
    """Lines through the pieces into which a grid cuts a find, which may bend and branch."""
    lines = []
    for top, left in product(*(range(0, side, PIECE_PX) for side in own.shape)):
        tile = own[top : top + PIECE_PX, left : left + PIECE_PX]
        if not tile.any():
            continue
        count, labels = cv2.connectedComponents(tile.view(np.uint8), connectivity=8)
        for number in range(1, count):
            points = np.argwhere(labels == number)[:, ::-1].astype(np.float64) + np.array([left, top])
            if len(points) >= MIN_PIECE_PX:
                lines.append(_fitted(points))
    return lines


def _fitted(points: Points) -> _StraightLine:
    """The straight line along which points extend."""
    middle = points.mean(0)
    _, vectors = np.linalg.eigh((points - middle).T @ (points - middle))
    normal, axis = vectors[:, 0], vectors[:, 1]
    along, across = (points - middle) @ axis, (points - middle) @ normal
    deviation = float(np.sqrt((across**2).mean()))
    return _StraightLine(middle, axis, normal, float(along.min()), float(along.max()), deviation)


def _contrast(luma: Array, own: Flags) -> float:
    """By how much a find is lighter or darker than what is beside it."""
    near, wide = (cv2.dilate(own.view(np.uint8), np.ones((side, side), np.uint8)) > 0 for side in (5, 13))
    return max(MIN_CONTRAST, abs(float(np.median(luma[own]) - np.median(luma[wide & ~near]))))


def _run_on_share(luma: Array, points: Points, along: Points, breadth: float, contrast: float) -> float:
    """The share of its contrast with which a find runs on beyond the end where `along` is the greatest.

    0 where the photo ends there.
    """
    end = points[np.argsort(along)[-max(3, round(breadth)) :]].mean(0)
    near = points[np.hypot(*(points - end).T) < max(14.0, 3 * breadth)]
    line = _fitted(near)
    direction = line.axis if (end - line.middle) @ line.axis >= 0 else -line.axis
    steps = np.arange(*RUN_ON_PX, dtype=np.float64)
    width = max(2, round(breadth / 2 + 1.5))
    reach = max(RUN_ON_OFFSETS_PX) + max(2, width)
    offsets = np.arange(-reach, reach + 1, dtype=np.float64)
    best = 0.0
    for angle in np.radians(RUN_ON_ANGLES_DEGREES):
        cosine, sine = np.cos(angle), np.sin(angle)
        ahead = np.array([[cosine, -sine], [sine, cosine]]) @ direction
        across = np.array([-ahead[1], ahead[0]])
        at = (end + steps[:, None, None] * ahead + offsets[:, None] * across).astype(np.float32)
        if at.min() < 0 or (at.max((0, 1)) > np.array(luma.shape[::-1]) - 1).any():
            return 0.0
        profile = cv2.remap(luma, at[..., 0], at[..., 1], cv2.INTER_LINEAR)
        for middle_column in (reach + offset for offset in RUN_ON_OFFSETS_PX):
            left, right = profile[:, :middle_column], profile[:, middle_column + 1 :]
            edge = (right[:, :2].sum(1) - left[:, -2:].sum(1)) / 2
            ridge = profile[:, middle_column] - (left[:, -width] + right[:, width - 1]) / 2
            best = max(best, _sustained(edge), _sustained(ridge))
    return best / contrast


def _sustained(values: NDArray[np.floating]) -> float:
    """What all but a few of the values reach, in the direction of their median."""
    return float(np.quantile(np.sign(np.median(values)) * values, INTERRUPTED_SHARE))


class _Edges:
    """The edges of a part of a photo, H×W luma, with at least `min_gradient` a pixel."""

    def __init__(self, luma: Array, min_gradient: float) -> None:
        smooth = cv2.GaussianBlur(luma, (0, 0), 1.0)
        across, down = (cv2.Sobel(smooth, cv2.CV_32F, *by, ksize=3, scale=1 / 8) for by in ((1, 0), (0, 1)))
        strength = np.hypot(across, down)
        rows, columns = np.nonzero(strength > min_gradient)
        self._at = np.stack([columns, rows], 1).astype(np.float64)
        self._normals = np.stack([across, down], -1)[rows, columns] / strength[rows, columns, None]

    def are_parallel(self, line: _StraightLine, breadth: float) -> bool:
        """Whether a line is straight, and one edge beside most of it is parallel to it."""
        if line.deviation > MAX_DEVIATION_PX or line.length < MIN_PIECE_PX:
            return False
        along, across = (self._at - line.middle) @ line.axis, (self._at - line.middle) @ line.normal
        nearest, farthest = max(PARALLEL_REACH_PX[0], breadth + 3), PARALLEL_REACH_PX[1]
        is_beside = (along > line.start) & (along < line.end)
        is_beside &= (np.abs(across) > nearest) & (np.abs(across) < farthest)
        is_beside &= np.abs(self._normals @ line.normal) >= MIN_PARALLEL_COSINE
        offsets = np.rint(across[is_beside]).astype(np.intp) + int(farthest)
        counts = np.bincount(offsets, minlength=2)  # An edge is found in two neighbouring rows of pixels.
        return bool((counts[1:] + counts[:-1]).max() >= 2 * MIN_PARALLEL_SHARE * line.length)
