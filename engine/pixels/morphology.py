"""Dilation and feathering of masks of any size, tile by tile, only where something is marked."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from engine.pixels.box import Box

Plane = NDArray[np.uint8]
_TILE_PX = 512
# Up to this radius a sweep is faster than a distance transform.
MAX_SWEEP_RADIUS_PX = 3


def dilated(plane: Plane, radius: int, within: Box) -> Plane:
    """Grey dilation of an H×W plane by a disc: all offsets with x² + y² ≤ radius² + radius.

    Outside of `within` it is a copy.
    """
    result = plane.copy()
    for tile, halo, part in _tiles(plane, within, radius):
        if plane[tile.slices].all() and part.min() == 255:
            continue
        hard = (
            radius > MAX_SWEEP_RADIUS_PX and part.min() in (0, 255) and not ((part > 0) & (part < 255)).any()
        )
        wide = _within(part, math.sqrt(radius * radius + radius + 0.5)) if hard else _swept(part, radius)
        result[tile.slices] = wide[tile.shifted(-halo.left, -halo.top).slices]
    return result


def feathered(plane: Plane, by: float, within: Box) -> Plane:
    """The plane with a linear ramp from 255 to 0 over `by` px around all pixels of 255."""
    result = plane.copy()
    for tile, halo, part in _tiles(plane, within, math.ceil(by) + 1):
        if not (part == 255).any():
            continue
        inner = tile.shifted(-halo.left, -halo.top).slices
        ramp = np.clip(1 - _distance(part == 255)[inner] / (by + 1), 0, 1) * 255
        result[tile.slices] = np.maximum(plane[tile.slices], np.rint(ramp).astype(np.uint8))
    return result


def _tiles(plane: Plane, within: Box, reach: int) -> Iterator[tuple[Box, Box, Plane]]:
    """Each tile as (tile, tile with its surroundings, the plane there), except where the plane is empty."""
    whole = Box.of(plane.shape)
    for top in range(within.top, within.bottom, _TILE_PX):
        for left in range(within.left, within.right, _TILE_PX):
            tile = Box(left, top, left + _TILE_PX, top + _TILE_PX) & within
            halo = tile.grown(reach) & whole
            part = plane[halo.slices]
            if part.any():
                yield tile, halo, part


def _distance(marked: NDArray[np.bool_]) -> NDArray[np.float32]:
    """The distance of each pixel to the nearest marked one, in px."""
    import cv2

    away = cv2.distanceTransform((~marked).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    return np.asarray(away, np.float32)


def _within(part: Plane, reach: float) -> Plane:
    return np.where(_distance(part > 0) <= reach, 255, 0).astype(np.uint8)


def _swept(part: Plane, radius: int) -> Plane:
    """Dilation by a disc, row by row: each half width is computed once, and shifted up and down."""
    rows, width = part.copy(), 0
    result = part.copy()
    for away in range(radius, -1, -1):
        while width < (half := math.isqrt(radius * radius + radius - away * away)):
            step = min(half - width, 2 * width + 1)
            rows, width = _widened(rows, step), width + step
        if away >= len(part):
            continue
        np.maximum(result[away:], rows[: len(part) - away], out=result[away:])
        np.maximum(result[: len(part) - away], rows[away:], out=result[: len(part) - away])
    return result


def _widened(rows: Plane, by: int) -> Plane:
    wide = rows.copy()
    if by < rows.shape[1]:
        np.maximum(wide[:, by:], rows[:, :-by], out=wide[:, by:])
        np.maximum(wide[:, :-by], rows[:, by:], out=wide[:, :-by])
    return wide
