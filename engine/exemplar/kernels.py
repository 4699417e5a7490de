"""The inner loops, compiled by numba: import this module only when a fill starts.

Patches are addressed by their top left corner and hold `size`² pixels.  A field is an H×W×2 int32 plane that
gives, for the patch at (y, x), the corner (row, column) of the source patch that stands for it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import numba
import numpy as np
from numpy.typing import NDArray

from engine.contract import Array

Kernel = TypeVar("Kernel", bound=Callable[..., Any])
Field = NDArray[np.int32]
Flags = NDArray[np.uint8]

CHANNELS = 5  # three colours, two textures; a constant, so that the inner loop is vectorised


def compiled(kernel: Kernel) -> Kernel:
    """Compile once for this machine; the lock is released while it runs."""
    wrapped: Kernel = numba.njit(nogil=True, cache=True, fastmath=True, error_model="numpy")(kernel)
    return wrapped


@compiled
def scramble(state: int) -> int:
    """The next number of a 32-bit xorshift generator."""
    value = np.uint32(state)
    value ^= np.uint32(value << np.uint32(13))
    value ^= np.uint32(value >> np.uint32(17))
    value ^= np.uint32(value << np.uint32(5))
    return value


@compiled
def seeded(seed: int, y: int, x: int) -> int:
    """A generator's start for one pixel: what it draws does not depend on who came before."""
    value = np.uint32(seed) * np.uint32(747796405) + np.uint32(y) * np.uint32(2891336453)
    value = (value ^ np.uint32(value >> np.uint32(16))) * np.uint32(2246822519) + np.uint32(x) * np.uint32(
        3266489917
    )
    value = (value ^ np.uint32(value >> np.uint32(15))) * np.uint32(668265263)
    value ^= np.uint32(value >> np.uint32(13))
    return np.uint32(value | np.uint32(1))


@compiled
def distance(picture: Array, patch: Array, weight: Array, y: int, x: int, size: int, worst: float) -> float:
    """Weighted squared difference between a gathered patch and the picture's patch at (y, x); stops past `worst`."""
    total = np.float32(0.0)
    for row in range(size):
        line = picture[y + row]
        if size == 7:
            for i in range(7 * CHANNELS):
                d = patch[row, i] - line[x * CHANNELS + i]
                total += weight[row, i] * d * d
        else:
            for i in range(size * CHANNELS):
                d = patch[row, i] - line[x * CHANNELS + i]
                total += weight[row, i] * d * d
        if total >= worst:
            break
    return total


@compiled
def sweep(
    picture: Array,
    trust: Array,
    targets: Flags,
    sources: Flags,
    field: Field,
    before: Field,
    cost: Array,
    top: int,
    bottom: int,
    backward: bool,
    reach: int,
    seed: int,
    size: int,
) -> None:
    """One pass of Barnes et al. 2009 over rows top..bottom: propagation along the scan, then a shrinking random search.

    picture: H×(W·CHANNELS).  trust: H×W weights of the target's pixels.  field and cost are improved in place.
    before: the field as it was, read across the band's edge so that the answer does not depend on timing.
    """
    height, width = sources.shape
    patch = np.empty((size, size * CHANNELS), np.float32)
    weight = np.empty((size, size * CHANNELS), np.float32)
    step = -1 if backward else 1
    for j in range(bottom - top):
        y = bottom - 1 - j if backward else top + j
        for i in range(width):
            x = width - 1 - i if backward else i
            if targets[y, x] == 0:
                continue
            norm = np.float32(1e-6)
            for row in range(size):
                for column in range(size):
                    w = trust[y + row, x + column]
                    norm += w
                    for c in range(CHANNELS):
                        patch[row, column * CHANNELS + c] = picture[y + row, (x + column) * CHANNELS + c]
                        weight[row, column * CHANNELS + c] = w
            by, bx = field[y, x, 0], field[y, x, 1]
            best = distance(picture, patch, weight, by, bx, size, np.float32(1e30))
            for way in range(2):
                ny = y - step if way == 0 else y
                nx = x if way == 0 else x - step
                if ny < 0 or nx < 0 or ny >= height or nx >= width or targets[ny, nx] == 0:
                    continue
                inside = top <= ny < bottom
                sy = (field[ny, nx, 0] if inside else before[ny, nx, 0]) + (y - ny)
                sx = (field[ny, nx, 1] if inside else before[ny, nx, 1]) + (x - nx)
                if sy < 0 or sx < 0 or sy >= height or sx >= width or sources[sy, sx] == 0:
                    continue
                if sy == by and sx == bx:
                    continue
                d = distance(picture, patch, weight, sy, sx, size, best)
                if d < best:
                    best, by, bx = d, sy, sx
            state = seeded(seed, y, x)
            radius = reach
            while radius >= 1:
                state = scramble(state)
                sy = by + np.int64(state % np.uint32(2 * radius + 1)) - radius
                state = scramble(state)
                sx = bx + np.int64(state % np.uint32(2 * radius + 1)) - radius
                radius >>= 1
                if sy < 0 or sx < 0 or sy >= height or sx >= width or sources[sy, sx] == 0:
                    continue
                d = distance(picture, patch, weight, sy, sx, size, best)
                if d < best:
                    best, by, bx = d, sy, sx
            field[y, x, 0], field[y, x, 1] = by, bx
            cost[y, x] = best / norm


@compiled
def vote(
    picture: Array,
    hole: Flags,
    targets: Flags,
    field: Field,
    credit: Array,
    top: int,
    bottom: int,
    size: int,
    sharpen: int,
    spread: float,
) -> None:
    """Each missing pixel becomes the mean of what the patches over it propose, weighted by `credit`.

    Written in place: source patches hold no missing pixel, so what is read is never what is written.
    sharpen: rounds of mean shift towards the mode, of bandwidth `spread`: a mean of unlike proposals is mush.
    """
    height, width = targets.shape
    mean = np.empty(CHANNELS, np.float32)
    sums = np.empty(CHANNELS, np.float32)
    for y in range(top, bottom):
        for x in range(hole.shape[1]):
            if hole[y, x] == 0:
                continue
            for turn in range(sharpen + 1):
                total = np.float32(0.0)
                sums[:] = 0.0
                narrow = (
                    np.float32(1.0) / (spread * spread * np.float32(4.0 ** (2 - turn)) * 2) if turn else 0.0
                )
                for cy in range(max(0, y - size + 1), min(height, y + 1)):
                    for cx in range(max(0, x - size + 1), min(width, x + 1)):
                        if targets[cy, cx] == 0:
                            continue
                        sy = field[cy, cx, 0] + y - cy
                        at = (field[cy, cx, 1] + x - cx) * CHANNELS
                        w = credit[cy, cx]
                        if turn:
                            away = np.float32(0.0)
                            for c in range(3):
                                d = picture[sy, at + c] - mean[c]
                                away += d * d
                            w *= np.exp(-away * narrow)
                        total += w
                        for c in range(CHANNELS):
                            sums[c] += w * picture[sy, at + c]
                if total > 1e-30:
                    for c in range(CHANNELS):
                        mean[c] = sums[c] / total
            for c in range(CHANNELS):
                picture[y, x * CHANNELS + c] = mean[c]
