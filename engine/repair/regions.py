"""Divides a mask into regions: nearby holes together, distant ones apart, each with its surroundings.

Every marked pixel is *own* to exactly one region.  Holes of other regions that are in a region's box count as
missing there, and only own pixels are taken from its fill, so the order of the regions does not matter.
Connected holes are found on a grid of GRID_PX, which is fast on big photos and joins holes nearer than that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.models.method import MethodInfo
from engine.pixels.box import Box
from engine.pixels.inscribed import inscribed
from engine.pixels.mask import Mask, bounds
from engine.pixels.pyramid import Hole

Boxes = NDArray[np.int64]  # K×4: left, top, right, bottom.

GRID_PX = 8
# With more regions, holes share a region even where that adds to the area.
MAX_REGIONS = 32
# Methods for thin holes may have this many times as many regions: for them the area between specks costs more
# than the calls.
THIN_REGIONS_FACTOR = 4
# Regions of thin holes are joined if one box around two has at most this many times the area of both:
# `restore` runs twice on small regions.  With 1.0, 600 specks took 102 calls, not 30, and a third longer.
MAX_JOINED_AREA_RATIO = 1.25
# The longest side of a single call of a method whose SizeRule has no `most`.
MAX_SINGLE_SIDE_PX = 1536
# The context of a hole is computed from at most this many inscribed radii: a long wire needs no wide context.
MAX_CONTEXT_RADII = 8


@dataclass(frozen=True)
class Region:
    """Holes that are filled together.

    box: the part of the photo that the method sees.  hole: the bounding box of the own pixels.  own: uint8 of
    the size of `hole`, the mask's values of own pixels, 0 elsewhere.  radius: of the largest disc that fits
    into the own holes, in px.
    """

    box: Box
    hole: Box
    own: Mask
    radius: float


@dataclass(frozen=True)
class _Groups:
    """K groups of holes that are connected on the grid.

    labels: one for each cell of the grid, 0 = intact.  boxes: in px, rounded out to the grid.  around: the
    boxes with their context.  radii: of the largest disc that fits into each, in px.
    """

    labels: NDArray[np.int32]
    boxes: Boxes
    around: Boxes
    radii: NDArray[np.float64]


def regions(mask: Mask, info: MethodInfo, most: int = MAX_REGIONS) -> list[Region]:
    """The regions of an H×W mask, top to bottom; none where nothing is marked.

    most: the number of regions above which small holes share one; THIN_REGIONS_FACTOR times as many for
    methods for thin holes.
    """
    thin = info.holes == "thin"
    most = most * THIN_REGIONS_FACTOR if thin else most
    frame = bounds(mask)
    if frame.empty:
        return []
    groups = _groups(mask, frame, info)
    longest = info.size.most or MAX_SINGLE_SIDE_PX
    ratio = MAX_JOINED_AREA_RATIO if thin else 1.0
    members = _joined(_shared(groups.around, longest, most), groups.around, longest, ratio)
    found = [_region(mask, groups, group) for group in members]
    return sorted(found, key=lambda region: (region.hole.top, region.hole.left))


def _groups(mask: Mask, frame: Box, info: MethodInfo) -> _Groups:
    whole = Box.of(mask.shape)
    left, top = frame.left // GRID_PX, frame.top // GRID_PX
    marked = (mask[top * GRID_PX : frame.bottom, left * GRID_PX : frame.right] > 0).astype(np.uint8)
    rows, columns = -(-marked.shape[0] // GRID_PX), -(-marked.shape[1] // GRID_PX)
    below, right = rows * GRID_PX - marked.shape[0], columns * GRID_PX - marked.shape[1]
    padded = cv2.copyMakeBorder(marked * np.uint8(255), 0, below, 0, right, cv2.BORDER_CONSTANT)
    # One pixel of 64 gives 4 of 255, so none is lost.
    share = cv2.resize(padded, (columns, rows), interpolation=cv2.INTER_AREA)
    _, found, stats, _ = cv2.connectedComponentsWithStats((share > 0).astype(np.uint8), connectivity=8)
    labels = np.zeros((-(-whole.bottom // GRID_PX), -(-whole.right // GRID_PX)), np.int32)
    labels[top : top + rows, left : left + columns] = found
    boxes = np.array(stats[1:, :4], np.int64)
    boxes[:, 2:] += boxes[:, :2]
    whole_end = [whole.right, whole.bottom] * 2
    boxes = np.clip((boxes + np.array([left, top, left, top])) * GRID_PX, 0, whole_end)
    sides = boxes[:, 2:] - boxes[:, :2]
    radii = sides.min(axis=1) / 2
    # For small ones half the short side is accurate enough.
    for group in np.flatnonzero(radii > 2 * GRID_PX):
        radii[group] = _radius(mask, Box(*boxes[group].tolist()), labels, int(group) + 1)
    length = np.minimum(sides.max(axis=1), MAX_CONTEXT_RADII * radii)
    context = np.maximum(info.context_least, np.rint(info.context * length)).astype(np.int64)[:, None]
    around = np.hstack([boxes[:, :2] - context, boxes[:, 2:] + context])
    return _Groups(labels, boxes, np.clip(around, 0, whole_end), radii)


def _radius(mask: Mask, box: Box, labels: NDArray[np.int32], label: int) -> float:
    view = box.grown(1) & Box.of(mask.shape)  # A rim of known pixels, to which distances are measured.
    deep = inscribed(mask[view.slices])[box.shifted(-view.left, -view.top).slices]
    return float(deep[_at_full_size(labels == label, box)].max())


def _at_full_size(grid: Hole, box: Box) -> Hole:
    """A part of the grid scaled to pixels; the box is aligned to the grid, except at the photo's end."""
    part = grid[
        box.top // GRID_PX : -(-box.bottom // GRID_PX), box.left // GRID_PX : -(-box.right // GRID_PX)
    ]
    return part.repeat(GRID_PX, axis=0).repeat(GRID_PX, axis=1)[: box.height, : box.width]


def _shared(around: Boxes, longest: int, most: int) -> list[list[int]]:
    """Lists of groups: each alone, or if there are too many, all in one square of the photo together."""
    alone = np.flatnonzero((around[:, 2:] - around[:, :2]).max(axis=1) > longest).tolist()
    small = np.setdiff1d(np.arange(len(around)), alone)
    centres = (around[small, :2] + around[small, 2:]) // 2
    side = 1
    squares = centres
    while len(np.unique(squares, axis=0)) > most:
        side = side + side // 4 + 16
        squares = centres // side
    shared: dict[tuple[int, int], list[int]] = {}
    for group, (x, y) in zip(small.tolist(), squares.tolist(), strict=True):
        shared.setdefault((x, y), []).append(group)
    return [[group] for group in alone] + list(shared.values())


def _joined(members: list[list[int]], around: Boxes, longest: int, ratio: float) -> list[list[int]]:
    """Join lists of groups as long as one box around two has at most `ratio` times the area of both boxes."""
    members = list(members)
    boxes = np.array([_corners(around, group) for group in members])
    while (worth := _worth_joining(boxes, longest, ratio)).any():
        at = int(worth.any(axis=1).argmax())
        other = int(worth[at].argmax())
        boxes[other] = _corners(boxes, [other, at])
        boxes = np.delete(boxes, at, axis=0)
        members[other] = members[other] + members.pop(at)
    return members


def _worth_joining(boxes: Boxes, longest: int, ratio: float) -> NDArray[np.bool_]:
    """K×K: for each box, the boxes before it that are worth joining."""
    sides = boxes[:, 2:] - boxes[:, :2]
    both = np.maximum(boxes[:, None, 2:], boxes[:, 2:]) - np.minimum(boxes[:, None, :2], boxes[:, :2])
    area = sides.prod(axis=1)
    return np.tril((both.prod(axis=2) <= ratio * (area[:, None] + area)) & (both.max(axis=2) <= longest), -1)


def _corners(boxes: Boxes, group: Sequence[int]) -> Boxes:
    """The box around the boxes of a group, as one row of Boxes."""
    return np.concatenate([boxes[group, :2].min(axis=0), boxes[group, 2:].max(axis=0)])


def _around(boxes: Boxes, group: Sequence[int]) -> Box:
    return Box(*_corners(boxes, group).tolist())


def _region(mask: Mask, groups: _Groups, group: Sequence[int]) -> Region:
    rough = _around(groups.boxes, group)
    picked = np.zeros(len(groups.boxes) + 1, bool)
    picked[np.asarray(group) + 1] = True
    values = np.where(_at_full_size(picked[groups.labels], rough), mask[rough.slices], np.uint8(0))
    tight = bounds(values)
    hole = tight.shifted(rough.left, rough.top)
    return Region(_around(groups.around, group), hole, values[tight.slices], float(groups.radii[group].max()))
