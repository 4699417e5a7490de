"""Which parts of a photo to work on: nearby holes together, far ones apart, each with its surroundings.

Every marked pixel is *own* to exactly one region.  A region's box holds other regions' holes too; they count
as missing there and only own pixels are taken, so the result does not depend on the regions' order.
Holes are told apart on a grid of GRID px: that is fast on big photos, and joins what lies closer than that.
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

Boxes = NDArray[np.int64]  # K×4: left, top, right, bottom

GRID = 8  # px
MOST_REGIONS = 32  # from here on holes share a region even where that costs area, and
QUICK = 4  # times as many for methods for thin holes: what lies between specks takes them longer than a call
LARGEST = 1536  # px: the longest side of a region run in one piece by a method that names no `most`
ELONGATED = (
    8  # context is counted from at most this many inscribed radii: a long wire needs no wide surroundings
)


@dataclass(frozen=True)
class Region:
    """One part to work on.  own: uint8 of `hole`'s size, the mask's value where a pixel is this region's."""

    box: Box  # what the method sees
    hole: Box  # tight around the own pixels
    own: Mask
    radius: float  # px: of the largest disc that fits into the own holes


@dataclass(frozen=True)
class _Groups:
    """Holes that the grid cannot tell apart, K of them; labels is the grid's picture of them, 0 = intact."""

    labels: NDArray[np.int32]
    boxes: Boxes  # in px, rounded out to the grid
    around: Boxes  # with context
    radii: NDArray[np.float64]  # px, of the largest disc that fits in


def regions(mask: Mask, info: MethodInfo, most: int = MOST_REGIONS) -> list[Region]:
    """The parts of an H×W mask to work on, top to bottom; none where nothing is marked.

    most: how many regions there may be before small holes share one; QUICK times as many where thin holes
    are filled.
    """
    most = most * QUICK if info.holes == "thin" else most
    frame = bounds(mask)
    if frame.empty:
        return []
    groups = _groups(mask, frame, info)
    longest = info.size.most or LARGEST
    members = _joined(_shared(groups.around, longest, most), groups.around, longest)
    found = [_region(mask, groups, group) for group in members]
    return sorted(found, key=lambda region: (region.hole.top, region.hole.left))


def _groups(mask: Mask, frame: Box, info: MethodInfo) -> _Groups:
    whole = Box.of(mask.shape)
    left, top = frame.left // GRID, frame.top // GRID
    marked = (mask[top * GRID : frame.bottom, left * GRID : frame.right] > 0).astype(np.uint8)
    rows, columns = -(-marked.shape[0] // GRID), -(-marked.shape[1] // GRID)
    below, right = rows * GRID - marked.shape[0], columns * GRID - marked.shape[1]
    padded = cv2.copyMakeBorder(marked * np.uint8(255), 0, below, 0, right, cv2.BORDER_CONSTANT)
    share = cv2.resize(padded, (columns, rows), interpolation=cv2.INTER_AREA)  # one pixel of 64 gives 4
    _, found, stats, _ = cv2.connectedComponentsWithStats((share > 0).astype(np.uint8), connectivity=8)
    labels = np.zeros((-(-whole.bottom // GRID), -(-whole.right // GRID)), np.int32)
    labels[top : top + rows, left : left + columns] = found
    boxes = np.array(stats[1:, :4], np.int64)
    boxes[:, 2:] += boxes[:, :2]
    whole_end = [whole.right, whole.bottom] * 2
    boxes = np.clip((boxes + np.array([left, top, left, top])) * GRID, 0, whole_end)
    sides = boxes[:, 2:] - boxes[:, :2]
    radii = sides.min(axis=1) / 2
    for group in np.flatnonzero(radii > 2 * GRID):  # for small ones half the short side is near enough
        radii[group] = _radius(mask, Box(*boxes[group].tolist()), labels, int(group) + 1)
    length = np.minimum(sides.max(axis=1), ELONGATED * radii)
    context = np.maximum(info.context_least, np.rint(info.context * length)).astype(np.int64)[:, None]
    around = np.hstack([boxes[:, :2] - context, boxes[:, 2:] + context])
    return _Groups(labels, boxes, np.clip(around, 0, whole_end), radii)


def _radius(mask: Mask, box: Box, labels: NDArray[np.int32], label: int) -> float:
    view = box.grown(1) & Box.of(mask.shape)  # one known pixel around, so that the distances end
    deep = inscribed(mask[view.slices])[box.shifted(-view.left, -view.top).slices]
    return float(deep[_at_full_size(labels == label, box)].max())


def _at_full_size(grid: Hole, box: Box) -> Hole:
    """The part of a picture of the grid that lies in box (aligned to the grid, but for the photo's end)."""
    part = grid[box.top // GRID : -(-box.bottom // GRID), box.left // GRID : -(-box.right // GRID)]
    return part.repeat(GRID, axis=0).repeat(GRID, axis=1)[: box.height, : box.width]


def _shared(around: Boxes, longest: int, most: int) -> list[list[int]]:
    """Groups alone, or where they are too many, those in one square of the photo together."""
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


def _joined(members: list[list[int]], around: Boxes, longest: int) -> list[list[int]]:
    """Join two regions as long as one box around both is no more work than two."""
    members = list(members)
    boxes = np.array([_corners(around, group) for group in members])
    while (worth := _worth_joining(boxes, longest)).any():
        at = int(worth.any(axis=1).argmax())
        other = int(worth[at].argmax())
        boxes[other] = _corners(boxes, [other, at])
        boxes = np.delete(boxes, at, axis=0)
        members[other] = members[other] + members.pop(at)
    return members


def _worth_joining(boxes: Boxes, longest: int) -> NDArray[np.bool_]:
    """K×K: for each region those before it that it is worth joining."""
    sides = boxes[:, 2:] - boxes[:, :2]
    both = np.maximum(boxes[:, None, 2:], boxes[:, 2:]) - np.minimum(boxes[:, None, :2], boxes[:, :2])
    area = sides.prod(axis=1)
    return np.tril((both.prod(axis=2) <= area[:, None] + area) & (both.max(axis=2) <= longest), -1)


def _corners(boxes: Boxes, group: Sequence[int]) -> Boxes:
    """Of the box around those of a group: left, top, right, bottom."""
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
