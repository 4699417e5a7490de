"""Copying without seams: the gradients of the sources are kept, the steps between them are spread out.

Pérez, Gangnet, Blake 2003, with the guidance of a shift-map (He and Sun 2012, section 4): solved for the
correction to the copied colours, by multigrid cycles.
"""

from __future__ import annotations

import numpy as np

from engine.exemplar.kernels import Field, Flags, Real, compiled
from engine.job import Job
from engine.models.method import Array

CYCLES = 6
TONE = np.float32(0.06)  # larger steps are edges of things, which would bleed if they were spread out


@compiled
def steps(picture: Array, hole: Flags, origin: Field, wanted: Array) -> None:
    """How much each missing pixel must gain on its neighbours for the sources' own gradients to hold.

    picture: H×W×3 with the copied colours in.  wanted: H×W×3, 0 where neighbours come from one source.
    """
    height, width = hole.shape
    for y in range(height):
        for x in range(width):
            if hole[y, x] == 0:
                continue
            for way in range(4):
                dy = (way == 0) - (way == 1)
                dx = (way == 2) - (way == 3)
                ny, nx = y + dy, x + dx
                if ny < 0 or nx < 0 or ny >= height or nx >= width:
                    continue
                sy, sx = origin[y, x, 0] + dy, origin[y, x, 1] + dx
                mine = 0 <= sy < height and 0 <= sx < width and hole[sy, sx] == 0
                ty, tx = origin[ny, nx, 0] - dy, origin[ny, nx, 1] - dx
                theirs = hole[ny, nx] and 0 <= ty < height and 0 <= tx < width and hole[ty, tx] == 0
                if not mine and not theirs:
                    continue
                share = np.float32(0.5) if mine and theirs else np.float32(1.0)
                for c in range(3):
                    here, there = picture[y, x, c], picture[ny, nx, c]
                    step = np.float32(0.0)
                    if mine:
                        step += share * (here - picture[sy, sx, c])
                    if theirs:
                        step += share * (picture[ty, tx, c] - there)
                    gap = step - (here - there)
                    wanted[y, x, c] += gap / (np.float32(1.0) + (gap / TONE) ** 2)


@compiled
def relax(gain: Array, wanted: Array, hole: Flags, rounds: int, hold: Real) -> None:
    """Gauss-Seidel rounds on (neighbours + hold)·gain − Σ neighbours' gain = wanted; 0 outside the hole."""
    height, width = hole.shape
    for turn in range(rounds):
        for j in range(height):
            y = height - 1 - j if turn % 2 else j
            for i in range(width):
                x = width - 1 - i if turn % 2 else i
                if hole[y, x] == 0:
                    continue
                for c in range(3):
                    total = wanted[y, x, c]
                    count = np.float32(hold)
                    if y > 0:
                        total += gain[y - 1, x, c]
                        count += 1
                    if y + 1 < height:
                        total += gain[y + 1, x, c]
                        count += 1
                    if x > 0:
                        total += gain[y, x - 1, c]
                        count += 1
                    if x + 1 < width:
                        total += gain[y, x + 1, c]
                        count += 1
                    gain[y, x, c] = total / count


@compiled
def remaining(gain: Array, wanted: Array, hole: Flags, hold: Real, left: Array) -> None:
    """What `relax` has not met yet, summed over 2×2 pixels for the next coarser grid."""
    height, width = hole.shape
    for y in range(height):
        for x in range(width):
            if hole[y, x] == 0:
                continue
            for c in range(3):
                here = gain[y, x, c]
                total = wanted[y, x, c] - hold * here
                if y > 0:
                    total += gain[y - 1, x, c] - here
                if y + 1 < height:
                    total += gain[y + 1, x, c] - here
                if x > 0:
                    total += gain[y, x - 1, c] - here
                if x + 1 < width:
                    total += gain[y, x + 1, c] - here
                left[y // 2, x // 2, c] += total


def without(picture: Array, hole: Flags, origin: Field, hold: float, *, job: Job) -> Array:
    """The picture with its seams taken out; known pixels stay.

    picture: H×W×3 with the copied colours in.  hole: H×W, 0 or 1.  origin: H×W×2, where each missing pixel
    was copied from.  hold: pull towards no correction; 0 is Poisson blending, more keeps a correction near
    its seam.
    """
    top, bottom, left, right = _around(hole)
    wanted = np.zeros_like(picture)
    steps(picture, hole, origin, wanted)
    inner = np.ascontiguousarray(hole[top:bottom, left:right])
    wanted = np.ascontiguousarray(wanted[top:bottom, left:right])
    gain = np.zeros_like(wanted)
    for cycle in range(CYCLES):
        job.step(cycle / CYCLES)
        _cycle(gain, wanted, inner, hold)
    answer = picture.copy()
    answer[top:bottom, left:right] += gain
    return answer


def _around(hole: Flags) -> tuple[int, int, int, int]:
    """The box of the hole and its known rim, as top, bottom, left, right."""
    rows, columns = np.flatnonzero(hole.any(axis=1)), np.flatnonzero(hole.any(axis=0))
    top, bottom = max(rows[0] - 1, 0), min(rows[-1] + 2, hole.shape[0])
    left, right = max(columns[0] - 1, 0), min(columns[-1] + 2, hole.shape[1])
    return int(top), int(bottom), int(left), int(right)


def _cycle(gain: Array, wanted: Array, hole: Flags, hold: float) -> None:
    relax(gain, wanted, hole, 2, np.float32(hold))
    height, width = hole.shape
    if min(height, width) > 4:
        even = np.pad(hole, ((0, height % 2), (0, width % 2)))
        coarse = even.reshape(even.shape[0] // 2, 2, even.shape[1] // 2, 2).min(axis=(1, 3))
        if coarse.any():
            left = np.zeros((*coarse.shape, 3), np.float32)
            remaining(gain, wanted, hole, np.float32(hold), left)
            above = np.zeros_like(left)
            _cycle(above, left, coarse, hold * 4)
            doubled = np.empty((len(coarse), 2, coarse.shape[1], 2, 3), np.float32)
            doubled[:] = above[:, None, :, None]  # np.repeat would hold all other threads up
            gain += doubled.reshape(*even.shape, 3)[:height, :width] * hole[..., None]
    relax(gain, wanted, hole, 2, np.float32(hold))
