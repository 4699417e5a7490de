"""The inner loops, compiled by numba: import this module only when a fill starts.

Patches of `size`² pixels are addressed by their top left corner.  A field is an H×W×2 int32 plane: for the
patch at (y, x), the corner (row, column) of its source patch.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.models.method import Array
from engine.system.compiled import compiled

Field = NDArray[np.int32]
Flags = NDArray[np.uint8]
Number = np.uint32
Real = float | np.floating[Any]
Offset = np.uint64

# Three of colour, two of texture, one of lines that go on behind the hole (`lines`), which no vote changes.
# It is a constant so that the compiler vectorises the inner loop.
PICTURE_CHANNELS = 6


@compiled
def next_random(state: int | Number) -> Number:
    """The next number of Marsaglia's 32-bit xorshift generator."""
    value = np.uint32(state)
    value ^= np.uint32(value << np.uint32(13))
    value ^= np.uint32(value >> np.uint32(17))
    value ^= np.uint32(value << np.uint32(5))
    return value


@compiled
def seeded_state(seed: int, y: int, x: int) -> Number:
    """The initial state of the generator for one pixel, which does not depend on other pixels."""
    value = np.uint32(seed) * np.uint32(747796405) + np.uint32(y) * np.uint32(2891336453)
    value = (value ^ np.uint32(value >> np.uint32(16))) * np.uint32(2246822519) + np.uint32(x) * np.uint32(
        3266489917
    )
    value = (value ^ np.uint32(value >> np.uint32(15))) * np.uint32(668265263)
    value ^= np.uint32(value >> np.uint32(13))
    return np.uint32(value | np.uint32(1))


@compiled
def difference_of_rows(picture: Array, trust: Array, a: Offset, b: Offset, down: Offset, length: int) -> Real:
    """Weighted squared difference of two rows of `length` numbers from a and b, and of those `down` below."""
    total = np.float32(0.0)
    for k in range(length):
        i = np.uint64(k)
        d = picture[a + i] - picture[b + i]
        e = picture[a + i + down] - picture[b + i + down]
        total += trust[a + i] * d * d + trust[a + i + down] * e * e
    return total


@compiled
def distance(picture: Array, trust: Array, at: int, source: int, stride: int, size: int, limit: Real) -> Real:
    """The weighted squared difference of two patches of a flat picture; stops when it exceeds `limit`.

    at, source: offsets of their corners.  Unsigned offsets, and pairs of rows with a constant length, let the
    compiler use vectors: 17 ns for a patch, where plain loops take 90.
    """
    a, b, down = np.uint64(at), np.uint64(source), np.uint64(stride)
    total = np.float32(0.0)
    for _ in range(size // 2):
        if size == 7:
            total += difference_of_rows(picture, trust, a, b, down, 7 * PICTURE_CHANNELS)
        else:
            total += difference_of_rows(picture, trust, a, b, down, size * PICTURE_CHANNELS)
        if total >= limit:
            return total
        a += down + down
        b += down + down
    if size % 2:
        for k in range(size * PICTURE_CHANNELS):
            i = np.uint64(k)
            d = picture[a + i] - picture[b + i]
            total += trust[a + i] * d * d
    return total


@compiled
def penalty(
    down: int, right: int, distance_penalty: Real, reuse: Array, sy: int, sx: int, reuse_penalty: Real
) -> Real:
    """The factor on the difference of a source at (sy, sx), `down` and `right` px from its target."""
    far = np.float32(abs(right) + 2 * abs(down)) * distance_penalty
    factor: Real = np.float32(1.0) + far + reuse_penalty * reuse[sy, sx]
    return factor


@compiled
def try_offsets(
    picture: Array, trust: Array, sources: Flags, offsets: Field, reuse: Array, y: int, x: int, by: int,
    bx: int, best: Real, state: Number, size: int, discontinuity_penalty: Real, distance_penalty: Real,
    reuse_penalty: Real,
) -> tuple[Real, int, int]:  # fmt: skip
    """The lowest cost and the source of a target at (y, x), whose source was (by, bx) at the cost `best`.

    It tries the offset nearest to its own, and a random one, which does not continue its neighbours.
    """
    height, width = sources.shape
    stride = (width + size - 1) * PICTURE_CHANNELS
    at = y * stride + x * PICTURE_CHANNELS
    nearest, chosen = 1 << 30, np.int64(0)
    for k in range(len(offsets)):
        gap = abs(offsets[k, 0] - (by - y)) + abs(offsets[k, 1] - (bx - x))
        if gap < nearest:
            nearest, chosen = gap, np.int64(k)
    for way in range(2):
        if way == 1:
            chosen = np.int64(state % np.uint32(len(offsets)))
        sy, sx = y + offsets[chosen, 0], x + offsets[chosen, 1]
        if sy < 0 or sx < 0 or sy >= height or sx >= width or sources[sy, sx] == 0:
            continue
        factor = penalty(sy - y, sx - x, distance_penalty, reuse, sy, sx, reuse_penalty)
        if way == 1:
            factor *= discontinuity_penalty
        d = factor * distance(
            picture, trust, at, sy * stride + sx * PICTURE_CHANNELS, stride, size, best / factor
        )
        if d < best:
            best, by, bx = d, sy, sx
    return best, by, bx


@compiled
def sweep(
    picture: Array, trust: Array, norm: Array, targets: Flags, sources: Flags, field: Field, before: Field,
    cost: Array, top: int, bottom: int, backward: bool, search_radius: int, seed: int, size: int,
    discontinuity_penalty: Real, distance_penalty: Real, offsets: Field, reuse: Array, reuse_penalty: Real,
) -> None:  # fmt: skip
    """One pass of Barnes et al. 2009 over rows top..bottom: propagation along the scan, then a random search.

    picture: flat H·W·PICTURE_CHANNELS.  trust: flat too, the weight of each value of a target.  norm: the sum
    of the weights in each target.  targets, sources: see SearchLevel.  field, cost: the source of each target
    and its difference, improved in place.  before: the field before this pass, read across the edge of the
    band, so that the result does not depend on timing.  backward: scan from the last pixel to the first.
    search_radius: of the random search, in px; it is halved until it is 0.
    discontinuity_penalty: a source that does not continue a neighbour's must be better by this factor (≥ 1),
    as large copied pieces are sharp.
    distance_penalty: how much each px of distance raises the cost of a source.  Vertical distance counts
    twice, since pixels beside each other have the same depth and light.
    offsets: K×2 rows and columns by which the picture repeats itself; each target tries the one nearest to
    its own and a random one.
    reuse, reuse_penalty: how often each source is used beyond the share of all, and what that costs.
    """
    height, width = sources.shape
    stride = (width + size - 1) * PICTURE_CHANNELS
    step = -1 if backward else 1
    for j in range(bottom - top):
        y = bottom - 1 - j if backward else top + j
        for i in range(width):
            x = width - 1 - i if backward else i
            if targets[y, x] == 0:
                continue
            at = y * stride + x * PICTURE_CHANNELS
            by, bx = field[y, x, 0], field[y, x, 1]
            factor = penalty(by - y, bx - x, distance_penalty, reuse, by, bx, reuse_penalty)
            own_cost = factor * distance(
                picture, trust, at, by * stride + bx * PICTURE_CHANNELS, stride, size, np.float32(1e30)
            )
            best = own_cost * discontinuity_penalty
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
                    best = min(best, own_cost)
                    continue
                factor = penalty(sy - y, sx - x, distance_penalty, reuse, sy, sx, reuse_penalty)
                d = factor * distance(
                    picture, trust, at, sy * stride + sx * PICTURE_CHANNELS, stride, size, best / factor
                )
                if d < best:
                    best, by, bx = d, sy, sx
            state = seeded_state(seed, y, x)
            if len(offsets):
                state = next_random(state)
                best, by, bx = try_offsets(
                    picture, trust, sources, offsets, reuse, y, x, by, bx, best, state, size,
                    discontinuity_penalty, distance_penalty, reuse_penalty,
                )  # fmt: skip
            radius = search_radius
            while radius >= 1:
                state = next_random(state)
                sy = by + np.int64(state % np.uint32(2 * radius + 1)) - radius
                state = next_random(state)
                sx = bx + np.int64(state % np.uint32(2 * radius + 1)) - radius
                radius >>= 1
                if sy < 0 or sx < 0 or sy >= height or sx >= width or sources[sy, sx] == 0:
                    continue
                factor = penalty(sy - y, sx - x, distance_penalty, reuse, sy, sx, reuse_penalty)
                factor *= discontinuity_penalty
                d = factor * distance(
                    picture, trust, at, sy * stride + sx * PICTURE_CHANNELS, stride, size, best / factor
                )
                if d < best:
                    best, by, bx = d, sy, sx
            field[y, x, 0], field[y, x, 1] = by, bx
            cost[y, x] = best / norm[y, x]


@compiled
def differences(
    picture: Array, trust: Array, norm: Array, targets: Flags, field: Field, size: int, found: Array
) -> None:
    """Set `found` of each target to its difference from its source, without penalties; see `sweep`."""
    height, width = targets.shape
    stride = (width + size - 1) * PICTURE_CHANNELS
    for y in range(height):
        for x in range(width):
            if targets[y, x]:
                source = field[y, x, 0] * stride + field[y, x, 1] * PICTURE_CHANNELS
                at = y * stride + x * PICTURE_CHANNELS
                total = distance(picture, trust, at, source, stride, size, np.float32(1e30))
                found[y, x] = total / norm[y, x]


@compiled
def vote(
    picture: Array,
    hole: Flags,
    targets: Flags,
    field: Field,
    vote_weight: Array,
    top: int,
    bottom: int,
    size: int,
) -> None:
    """Set each missing pixel to the mean of its sources by all patches over it, weighted by `vote_weight`.

    It works in place: sources hold no missing pixels, so no written pixel is read.
    """
    height, width = targets.shape
    stride = (width + size - 1) * PICTURE_CHANNELS
    for y in range(top, bottom):
        for x in range(hole.shape[1]):
            if hole[y, x] == 0:
                continue
            total = np.float32(0.0)
            s0 = s1 = s2 = s3 = s4 = np.float32(0.0)
            for cy in range(max(0, y - size + 1), min(height, y + 1)):
                for cx in range(max(0, x - size + 1), min(width, x + 1)):
                    if targets[cy, cx] == 0:
                        continue
                    w = vote_weight[cy, cx]
                    at = np.uint64(
                        (field[cy, cx, 0] + y - cy) * stride + (field[cy, cx, 1] + x - cx) * PICTURE_CHANNELS
                    )
                    total += w
                    s0 += w * picture[at]
                    s1 += w * picture[at + np.uint64(1)]
                    s2 += w * picture[at + np.uint64(2)]
                    s3 += w * picture[at + np.uint64(3)]
                    s4 += w * picture[at + np.uint64(4)]
            if total > np.float32(1e-30):
                here = y * stride + x * PICTURE_CHANNELS
                picture[here] = s0 / total
                picture[here + 1] = s1 / total
                picture[here + 2] = s2 / total
                picture[here + 3] = s3 / total
                picture[here + 4] = s4 / total


@compiled
def choose_origins(
    hole: Flags,
    targets: Flags,
    field: Field,
    vote_weight: Array,
    origin: Field,
    top: int,
    bottom: int,
    size: int,
) -> None:
    """Set `origin`, H×W×2, of missing pixels: the offset that the patches over each give the most weight."""
    height, width = targets.shape
    downs = np.empty(size * size, np.int64)
    rights = np.empty(size * size, np.int64)
    weights = np.empty(size * size, np.float32)
    for y in range(top, bottom):
        for x in range(hole.shape[1]):
            if hole[y, x] == 0:
                continue
            count = 0
            for cy in range(max(0, y - size + 1), min(height, y + 1)):
                for cx in range(max(0, x - size + 1), min(width, x + 1)):
                    if targets[cy, cx] == 0:
                        continue
                    down, right = field[cy, cx, 0] - cy, field[cy, cx, 1] - cx
                    n = 0
                    while n < count and (downs[n] != down or rights[n] != right):
                        n += 1
                    if n == count:
                        downs[n], rights[n], weights[n] = down, right, 0.0
                        count += 1
                    weights[n] += vote_weight[cy, cx]
            if count:
                best = np.argmax(weights[:count])
                origin[y, x, 0], origin[y, x, 1] = y + downs[best], x + rights[best]
