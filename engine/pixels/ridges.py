"""Follows a thin line of a picture, a wire, crease, hair or scratch, from one point to another.

The cost of a path is low on ridges of brightness or colour, found by the eigenvalues of the Hessian at
several scales (Frangi et al., "Multiscale vessel enhancement filtering", MICCAI 1998); the cheapest path is
the line (Cohen and Kimmel, "Global minimum for active contour models", IJCV 1997).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.pixels.box import Box
from engine.pixels.mask import Mask, grow
from engine.pixels.plane import Array

Point = tuple[float, float]  # x, y in pixels of the photo

RIDGE_SCALES_PX = (0.7, 1.1, 1.6, 2.4, 3.6, 5.4)  # Standard deviations of the Gaussian.
WIDTH_PER_SCALE = 2.0  # A bar of this many standard deviations answers most at that scale.
RIM_PX = 1.0  # On each side of a line, as much again is marked: its soft rim.
FLAT_COST = 0.03  # Of a pixel on the line; one off the line costs 1 more.
# A line may turn dark where it was bright: what it costs to follow the other kind is as for so weak a line.
OTHER_POLARITY = 0.6
SNAP_PX = 6  # A click this near to a line is on it.
MARGIN_PX, MARGIN_SHARE = 24, 0.2  # Around the two points, at least, and a share of their distance.
# A larger area is searched at a reduced size first, then at its own within a corridor around what was found.
MAX_SEARCH_AREA_PX = 1 << 17
CORRIDOR_PX = 3  # Of the reduced picture, to each side.
# The second derivative along both axes.
MIXED_DERIVATIVE = np.array([[1, 0, -1], [0, 0, 0], [-1, 0, 1]], np.float32) / 4
TILE_SIDE_PX, TILE_MARGIN_PX = 128, 16  # In the corridor ridges are computed by tiles; 16 is three scales.


@dataclass(frozen=True)
class Trace:
    """A line that was followed.  points: in order, with the ends.  width: px, with its rim."""

    points: tuple[Point, ...]
    width: float


@dataclass(frozen=True)
class _Ridges:
    """strength: H×W, how much a pixel lies on a line.  scale: H×W, the index of the scale that finds it."""

    strength: Array
    scale: NDArray[np.uint8]


def search_box(start: Point, end: Point, photo: Box) -> Box:
    """The part of the photo that follow() has to see for these ends."""
    margin = MARGIN_PX + MARGIN_SHARE * math.dist(start, end)
    xs, ys = sorted((start[0], end[0])), sorted((start[1], end[1]))
    box = Box(
        math.floor(xs[0] - margin),
        math.floor(ys[0] - margin),
        math.ceil(xs[1] + margin),
        math.ceil(ys[1] + margin),
    )
    return box & photo


def follow(pixels: NDArray[np.uint8], start: Point, end: Point) -> Trace:
    """The line between two points of a picture; where there is none, about the straight one.

    pixels: H×W×3.  start, end: inside it, x and y; they move to a line that is SNAP_PX away at most.
    """
    every = max(1, math.ceil((pixels.shape[0] * pixels.shape[1] / MAX_SEARCH_AREA_PX) ** 0.5))
    corridor = None
    if every > 1:
        size = max(2, pixels.shape[1] // every), max(2, pixels.shape[0] // every)
        small = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
        shrink = small.shape[1] / pixels.shape[1], small.shape[0] / pixels.shape[0]
        ends = [(x * shrink[0], y * shrink[1]) for x, y in (start, end)]
        way, _ = _path(small, *ends, snap=max(1, SNAP_PX // every), corridor=None)
        corridor = _corridor(way, small.shape, pixels.shape)
    way, width = _path(pixels, start, end, snap=SNAP_PX, corridor=corridor)
    return Trace(tuple((float(x) + 0.5, float(y) + 0.5) for y, x in way), width)


def ridge_at(pixels: NDArray[np.uint8], at: Point) -> list[tuple[float, float, int]]:
    """The strongest dark and the strongest bright ridge near a point: x, y, and the index of its scale."""
    places = []
    for kind in _window_ridges(pixels):
        row, column = _snapped(kind.strength, _inside(at, pixels.shape), SNAP_PX)
        if kind.strength[row, column] > 0:
            places.append((column + 0.5, row + 0.5, int(kind.scale[row, column])))
    return places


def covered(traces: Sequence[Trace], photo: Box) -> tuple[Box, Mask]:
    """What lines cover: a box of the photo and its coverage, uint8."""
    xs = [x for trace in traces for x, _ in trace.points]
    ys = [y for trace in traces for _, y in trace.points]
    reach = math.ceil(max(trace.width for trace in traces) / 2) + 1
    box = Box(
        math.floor(min(xs)) - reach,
        math.floor(min(ys)) - reach,
        math.ceil(max(xs)) + reach,
        math.ceil(max(ys)) + reach,
    )
    box &= photo
    plane = np.zeros((max(box.height, 0), max(box.width, 0)), np.uint8)
    for trace in traces:
        shifted = np.array(trace.points) - (box.left + 0.5, box.top + 0.5)
        thin = np.zeros_like(plane)
        cv2.polylines(thin, [np.rint(shifted).astype(np.int32)], False, 255)
        np.maximum(plane, grow(thin, round((trace.width - 1) / 2)), out=plane)
    return box, plane


def _path(
    pixels: NDArray[np.uint8], start: Point, end: Point, *, snap: int, corridor: Mask | None
) -> tuple[list[tuple[int, int]], float]:
    """(row, column) of the pixels of the cheapest path, and the width of the line there."""
    from skimage.graph import route_through_array

    dark, bright = _ridges(pixels, corridor)
    ends = [_inside(point, pixels.shape) for point in (start, end)]
    chosen, other = sorted((dark, bright), key=lambda kind: -_reference(kind.strength, ends, snap))
    reference = max(_reference(chosen.strength, ends, snap), 1e-4)
    strength = np.maximum(chosen.strength, other.strength * np.float32(OTHER_POLARITY)) / reference
    cost = FLAT_COST + (1 - np.minimum(strength, 1)) ** 2
    if corridor is not None:
        cost[corridor == 0] = -1  # never entered
    first, last = (_snapped(chosen.strength, at, snap) for at in ends)
    way, _ = route_through_array(  # type: ignore[no-untyped-call]
        cost, first, last, fully_connected=True, geometric=True
    )
    rows, columns = np.array(way).T
    scales = np.array(RIDGE_SCALES_PX)[chosen.scale[rows, columns]]
    return way, float(np.median(scales)) * WIDTH_PER_SCALE + 2 * RIM_PX


def _ridges(pixels: NDArray[np.uint8], corridor: Mask | None) -> tuple[_Ridges, _Ridges]:
    """Lines that are darker than what is beside them, and brighter ones; 0 in tiles outside the corridor."""
    whole = Box.of(pixels.shape)
    found = tuple(
        _Ridges(np.zeros(pixels.shape[:2], np.float32), np.zeros(pixels.shape[:2], np.uint8))
        for _ in range(2)
    )
    side = max(whole.width, whole.height) if corridor is None else TILE_SIDE_PX
    for top in range(0, whole.height, side):
        for left in range(0, whole.width, side):
            tile = Box(left, top, left + side, top + side) & whole
            if corridor is None or corridor[tile.slices].any():
                window = tile.grown(TILE_MARGIN_PX) & whole
                inner = tile.shifted(-window.left, -window.top).slices
                for whole_kind, kind in zip(found, _window_ridges(pixels[window.slices]), strict=True):
                    whole_kind.strength[tile.slices] = kind.strength[inner]
                    whole_kind.scale[tile.slices] = kind.scale[inner]
    return found[0], found[1]


def _window_ridges(pixels: NDArray[np.uint8]) -> tuple[_Ridges, _Ridges]:
    """The same for a part of the picture; the stronger of brightness and of red against green counts."""
    red, green, blue = np.moveaxis(pixels.astype(np.float32) / np.float32(255), 2, 0)
    planes = np.stack([(red + 2 * green + blue) / 4, (red - green) / 2], axis=2)
    kinds = tuple(
        _Ridges(np.zeros(pixels.shape[:2], np.float32), np.zeros(pixels.shape[:2], np.uint8))
        for _ in range(2)
    )
    for index, sigma in enumerate(RIDGE_SCALES_PX):
        smooth = cv2.GaussianBlur(planes, (0, 0), sigma, borderType=cv2.BORDER_REPLICATE)
        across = cv2.Sobel(smooth, cv2.CV_32F, 2, 0, ksize=1)
        down = cv2.Sobel(smooth, cv2.CV_32F, 0, 2, ksize=1)
        both = cv2.filter2D(smooth, cv2.CV_32F, MIXED_DERIVATIVE)
        mean, root = (across + down) / 2, np.sqrt(((across - down) / 2) ** 2 + both**2)
        for sign, kind in zip((1, -1), kinds, strict=True):
            high, low = sign * mean + root, sign * mean - root
            answer = (sigma * sigma * np.maximum(high - np.abs(low), 0)).max(axis=2)
            better = answer > kind.strength
            kind.strength[better], kind.scale[better] = answer[better], index
    return kinds[0], kinds[1]


def _inside(point: Point, shape: tuple[int, ...]) -> tuple[int, int]:
    """(row, column) of the pixel under a point."""
    row, column = math.floor(point[1]), math.floor(point[0])
    return min(max(row, 0), shape[0] - 1), min(max(column, 0), shape[1] - 1)


def _reference(strength: Array, ends: Sequence[tuple[int, int]], snap: int) -> float:
    """How strong the line is at its stronger end: the other may lie on ground of its own colour."""
    return max(float(strength[_snapped(strength, at, snap)]) for at in ends)


def _snapped(strength: Array, at: tuple[int, int], snap: int) -> tuple[int, int]:
    """The strongest pixel near another, the nearer ones before those farther away."""
    row, column = at
    top, left = max(row - snap, 0), max(column - snap, 0)
    near = strength[top : row + snap + 1, left : column + snap + 1]
    y, x = np.mgrid[top : top + near.shape[0], left : left + near.shape[1]]
    weight = np.exp(-((y - row) ** 2 + (x - column) ** 2) / (snap * snap))
    best = int(np.argmax(near * weight))
    return top + best // near.shape[1], left + best % near.shape[1]


def _corridor(way: Sequence[tuple[int, int]], small: tuple[int, ...], whole: tuple[int, ...]) -> Mask:
    """255 around a path that was found at a reduced size, at the size of the whole."""
    plane = np.zeros(small[:2], np.uint8)
    points = np.array([[column, row] for row, column in way], np.int32)
    cv2.polylines(plane, [points], False, 255, 2 * CORRIDOR_PX + 1)
    return np.asarray(cv2.resize(plane, whole[1::-1], interpolation=cv2.INTER_NEAREST), np.uint8)
