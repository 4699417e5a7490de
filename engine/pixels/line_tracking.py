"""Follows a thin line, a wire, crease, hair or scratch, both ways from one point to where it ends.

A step goes where the line ahead stands out most from both of its sides: an edge, which stands out from one
side alone, is no line.  Where the line is lost for a few pixels, at a crossing or a knot, it is sought
straight ahead.  It is exploratory tracing (Can et al., "Rapid automated tracing and feature extraction from
retinal fundus images", IEEE Trans. Information Technology in Biomedicine 1999), with a look ahead.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.pixels.box import Box
from engine.pixels.plane import Array
from engine.pixels.ridges import RIDGE_SCALES_PX, RIM_PX, WIDTH_PER_SCALE, Point, Trace, ridge_at

STEP_PX = 2.0
LOOK_AHEAD_PX = 10.0
MAX_TURN = math.radians(32)  # From one step to the next, to each side.
TRIED_TURNS = 13  # Directions that are tried in that range.
TURN_COST = 0.15  # Of the largest turn, in contrasts of the line.
LOST_BELOW = 0.35  # Of the line's contrast: what is ahead is no line any more.
MAX_GAP_PX, MAX_GAP_WIDTHS = 20.0, 4.0  # So far, and so many widths of the line more, it may be lost.
MIN_LENGTH_PX = 24.0  # What is shorter is no line.
MAX_LENGTH_PX = 60_000.0
# The contrast that a line must have: of 255, and in standard deviations of the noise around it.
MIN_CONTRAST, MIN_CONTRAST_NOISE = 5.0, 2.5
REFERENCE_RATE = 0.02  # How fast the expected contrast follows the line.
REFERENCE_RANGE = 0.5, 2.0  # Of the contrast where it was clicked.
TILE_SIDE_PX, TILE_MARGIN_PX = 256, 6
CLICK_WINDOW_PX = 24  # To each side of the click.
SMOOTHING_PX = 0.6  # Standard deviation.

Read = Callable[[Box], NDArray[np.uint8]]


@dataclass(frozen=True)
class _Seed:
    """Where the line was found.  sign: 1 for a bright line.  channel: 0 brightness, 1 red against green."""

    at: Point
    width: float
    sign: int
    channel: int
    contrast: float
    direction: float  # rad


def whole_line(read: Read, at: Point, photo: Box) -> Trace | None:
    """The line at a point, as far as it goes; None where there is none.

    read: gives the pixels of a box of the photo, H×W×3.  at: x and y, inside the photo.
    """
    seed = _seed(read, at, photo)
    if seed is None:
        return None
    ground = _Ground(read, photo, seed.channel)
    ahead, back = (_follow(ground, seed, seed.direction + turn) for turn in (0.0, math.pi))
    points = [*reversed(back), seed.at, *ahead]
    length = sum(math.dist(one, other) for one, other in pairwise(points))
    if length < MIN_LENGTH_PX:
        return None
    return Trace(tuple(points), seed.width + 2 * RIM_PX)


class _Ground:
    """A plane of the photo, smoothed, read tile by tile where it is asked for."""

    def __init__(self, read: Read, photo: Box, channel: int) -> None:
        self._read, self.photo, self._channel = read, photo, channel
        self._tiles: dict[tuple[int, int], tuple[Box, Array]] = {}

    def sample(self, x: Array, y: Array) -> Array:
        """Interpolated values at any positions; beyond the photo those of its border."""
        x = np.clip(x - 0.5, 0, self.photo.width - 1.001)
        y = np.clip(y - 0.5, 0, self.photo.height - 1.001)
        columns, rows = x.astype(int), y.astype(int)
        values = np.empty(x.shape, np.float32)
        keys = rows // TILE_SIDE_PX * 4096 + columns // TILE_SIDE_PX
        for key in np.unique(keys):
            box, plane = self._tile(*divmod(int(key), 4096))
            here = keys == key
            row, column = rows[here] - box.top, columns[here] - box.left
            right = np.minimum(column + 1, plane.shape[1] - 1)
            below = np.minimum(row + 1, plane.shape[0] - 1)
            across, down = x[here] - columns[here], y[here] - rows[here]
            upper = plane[row, column] * (1 - across) + plane[row, right] * across
            lower = plane[below, column] * (1 - across) + plane[below, right] * across
            values[here] = upper * (1 - down) + lower * down
        return values

    def _tile(self, row: int, column: int) -> tuple[Box, Array]:
        if (row, column) not in self._tiles:
            top, left = row * TILE_SIDE_PX, column * TILE_SIDE_PX
            inner = Box(left, top, left + TILE_SIDE_PX, top + TILE_SIDE_PX) & self.photo
            box = inner.grown(TILE_MARGIN_PX) & self.photo
            self._tiles[row, column] = box, _plane(self._read(box), self._channel)
        return self._tiles[row, column]


def _plane(pixels: NDArray[np.uint8], channel: int) -> Array:
    """Brightness, or red against green, 0 to 255, smoothed."""
    red, green, blue = np.moveaxis(pixels.astype(np.float32), 2, 0)
    plane = (red + 2 * green + blue) / 4 if channel == 0 else (red - green) / 2
    return np.asarray(
        cv2.GaussianBlur(plane, (0, 0), SMOOTHING_PX, borderType=cv2.BORDER_REPLICATE), np.float32
    )


def _seed(read: Read, at: Point, photo: Box) -> _Seed | None:
    """The strongest line near the point, if it stands out there."""
    row, column = math.floor(at[1]), math.floor(at[0])
    window = Box(column, row, column + 1, row + 1).grown(CLICK_WINDOW_PX) & photo
    pixels = read(window)
    best: _Seed | None = None
    for x, y, scale in ridge_at(pixels, (at[0] - window.left, at[1] - window.top)):
        point, width = (x + window.left, y + window.top), RIDGE_SCALES_PX[scale] * WIDTH_PER_SCALE
        for channel in (0, 1):
            plane, ground = _plane(pixels, channel), _Ground(read, photo, channel)
            noise = float(np.median(np.abs(np.diff(plane, axis=1)))) * 1.48
            directions = np.arange(36) * (math.pi / 36)
            for sign in (1, -1):
                both = sum(
                    _contrasts(ground, point, directions + turn, width, sign).mean(axis=1)
                    for turn in (0.0, math.pi)
                )
                found = int(np.argmax(both))
                contrast = float(both[found]) / 2
                enough = contrast >= max(MIN_CONTRAST, MIN_CONTRAST_NOISE * noise)
                if enough and (best is None or contrast > best.contrast):
                    best = _Seed(point, width, sign, channel, contrast, float(directions[found]))
    return best


def _contrasts(ground: _Ground, start: Point, directions: Array, width: float, sign: int) -> Array:
    """How far a line would stand out from both of its sides: for each direction, at places ahead.

    Returns D×N, of 255; below 0 where it does not.
    """
    along = np.arange(STEP_PX / 2, LOOK_AHEAD_PX, STEP_PX)
    side = width / 2 + 1.5
    offsets = np.array((-side - 1, -side, -width / 4, 0.0, width / 4, side, side + 1))
    cos, sin = np.cos(directions)[:, None, None], np.sin(directions)[:, None, None]
    x = start[0] + cos * along[:, None] - sin * offsets
    y = start[1] + sin * along[:, None] + cos * offsets
    values = ground.sample(x, y) * sign
    left, middle, right = values[..., :2].mean(-1), values[..., 2:5].mean(-1), values[..., 5:].mean(-1)
    return np.asarray(middle - np.maximum(left, right), np.float32)


def _follow(ground: _Ground, seed: _Seed, direction: float) -> list[Point]:
    """The points of the line in one direction, without the first."""
    turns = np.linspace(-MAX_TURN, MAX_TURN, TRIED_TURNS)
    costs = TURN_COST * (turns / MAX_TURN) ** 2
    points, lost, at, reference = [], 0.0, seed.at, seed.contrast
    least, most = (seed.contrast * share for share in REFERENCE_RANGE)
    max_gap = MAX_GAP_PX + MAX_GAP_WIDTHS * seed.width
    seen = {_cell(seed.at): 0}
    for number in range(int(MAX_LENGTH_PX / STEP_PX)):
        ahead = np.asarray(direction + turns, np.float32)
        contrasts = _contrasts(ground, at, ahead, seed.width, seed.sign)
        shares = (np.clip(contrasts, -reference, 1.5 * reference) / reference).mean(axis=1)
        best = int(np.argmax(shares - costs))
        if shares[best] < LOST_BELOW:
            best = TRIED_TURNS // 2  # straight on
            lost += STEP_PX
        else:
            lost = 0.0
            contrast = float(contrasts[best].mean())
            reference = min(max(reference + REFERENCE_RATE * (contrast - reference), least), most)
        direction += float(turns[best])
        at = at[0] + math.cos(direction) * STEP_PX, at[1] + math.sin(direction) * STEP_PX
        inside = 0 <= at[0] <= ground.photo.width and 0 <= at[1] <= ground.photo.height
        if lost > max_gap or not inside or number - seen.get(_cell(at), number) > 4:
            break
        seen.setdefault(_cell(at), number)
        points.append(at)
    return points[: len(points) - round(lost / STEP_PX)] if lost else points


def _cell(at: Point) -> tuple[int, int]:
    """Of a grid as fine as a step: a line that comes back to one has closed."""
    return int(at[0] // STEP_PX), int(at[1] // STEP_PX)
