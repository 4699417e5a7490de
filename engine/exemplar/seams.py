"""Removes the seams between copied pixels: keeps the sources' gradients and spreads the steps between them.

Poisson blending (Pérez, Gangnet, Blake 2003) guided by a shift-map (He and Sun 2012, section 4); multigrid
cycles solve for the correction of the copied colours.
"""

from __future__ import annotations

import numpy as np

from engine.exemplar.kernels import Field, Flags, Real
from engine.job import Job
from engine.models.method import Array
from engine.system.compiled import compiled

MULTIGRID_CYCLES = 6
# Steps much larger than this are edges of objects, which would bleed if they were spread.
SEAM_STEP_SCALE = np.float32(0.06)


@compiled
def gradient_differences(picture: Array, hole: Flags, origin: Field, wanted: Array) -> None:
    """Compute the right-hand side: by how much corrections of neighbours must differ to keep the gradients.

    picture: H×W×3 with the copied colours.  origin: H×W×2, the source of each missing pixel.  wanted: H×W×3,
    set in place; 0 where neighbours have one source.
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
                own_known = 0 <= sy < height and 0 <= sx < width and hole[sy, sx] == 0
                ty, tx = origin[ny, nx, 0] - dy, origin[ny, nx, 1] - dx
                neighbour_known = hole[ny, nx] and 0 <= ty < height and 0 <= tx < width and hole[ty, tx] == 0
                if not own_known and not neighbour_known:
                    continue
                share = np.float32(0.5) if own_known and neighbour_known else np.float32(1.0)
                for c in range(3):
                    here, there = picture[y, x, c], picture[ny, nx, c]
                    step = np.float32(0.0)
                    if own_known:
                        step += share * (here - picture[sy, sx, c])
                    if neighbour_known:
                        step += share * (picture[ty, tx, c] - there)
                    gap = step - (here - there)
                    wanted[y, x, c] += gap / (np.float32(1.0) + (gap / SEAM_STEP_SCALE) ** 2)


@compiled
def relax(correction: Array, wanted: Array, hole: Flags, rounds: int, damping: Real) -> None:
    """Gauss-Seidel rounds on (neighbours + damping)·correction − Σ neighbours' correction = wanted.

    correction, wanted: H×W×3; corrections are changed in place, and stay 0 outside the hole.
    """
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
                    count = np.float32(damping)
                    if y > 0:
                        total += correction[y - 1, x, c]
                        count += 1
                    if y + 1 < height:
                        total += correction[y + 1, x, c]
                        count += 1
                    if x > 0:
                        total += correction[y, x - 1, c]
                        count += 1
                    if x + 1 < width:
                        total += correction[y, x + 1, c]
                        count += 1
                    correction[y, x, c] = total / count


@compiled
def add_residual(
    correction: Array, wanted: Array, hole: Flags, damping: Real, coarse_residual: Array
) -> None:
    """Add the residual of `relax`, summed over 2×2 pixels, to `coarse_residual`, the next coarser grid's."""
    height, width = hole.shape
    for y in range(height):
        for x in range(width):
            if hole[y, x] == 0:
                continue
            for c in range(3):
                here = correction[y, x, c]
                total = wanted[y, x, c] - damping * here
                if y > 0:
                    total += correction[y - 1, x, c] - here
                if y + 1 < height:
                    total += correction[y + 1, x, c] - here
                if x > 0:
                    total += correction[y, x - 1, c] - here
                if x + 1 < width:
                    total += correction[y, x + 1, c] - here
                coarse_residual[y // 2, x // 2, c] += total


def remove_seams(picture: Array, hole: Flags, origin: Field, damping: float, *, job: Job) -> Array:
    """The picture without its seams; known pixels keep their values.

    picture: H×W×3 with the copied colours.  hole: H×W of 0 and 1.  origin: H×W×2, the source of each missing
    pixel.  damping: 0 is Poisson blending; with more, a correction stays near its seam.
    """
    top, bottom, left, right = _around(hole)
    wanted = np.zeros_like(picture)
    gradient_differences(picture, hole, origin, wanted)
    inner = np.ascontiguousarray(hole[top:bottom, left:right])
    wanted = np.ascontiguousarray(wanted[top:bottom, left:right])
    correction = np.zeros_like(wanted)
    for cycle in range(MULTIGRID_CYCLES):
        job.step(cycle / MULTIGRID_CYCLES)
        _cycle(correction, wanted, inner, damping)
    answer = picture.copy()
    answer[top:bottom, left:right] += correction
    return answer


def _around(hole: Flags) -> tuple[int, int, int, int]:
    """The box of the hole and its known rim, as top, bottom, left, right."""
    rows, columns = np.flatnonzero(hole.any(axis=1)), np.flatnonzero(hole.any(axis=0))
    top, bottom = max(rows[0] - 1, 0), min(rows[-1] + 2, hole.shape[0])
    left, right = max(columns[0] - 1, 0), min(columns[-1] + 2, hole.shape[1])
    return int(top), int(bottom), int(left), int(right)


def _cycle(correction: Array, wanted: Array, hole: Flags, damping: float) -> None:
    """One multigrid V-cycle (Briggs et al. 2000): `correction`, H×W×3, is improved in place."""
    relax(correction, wanted, hole, 2, np.float32(damping))
    height, width = hole.shape
    if min(height, width) > 4:
        even = np.pad(hole, ((0, height % 2), (0, width % 2)))
        coarse = even.reshape(even.shape[0] // 2, 2, even.shape[1] // 2, 2).min(axis=(1, 3))
        if coarse.any():
            coarse_residual = np.zeros((*coarse.shape, 3), np.float32)
            add_residual(correction, wanted, hole, np.float32(damping), coarse_residual)
            coarse_correction = np.zeros_like(coarse_residual)
            _cycle(coarse_correction, coarse_residual, coarse, damping * 4)
            doubled = np.empty((len(coarse), 2, coarse.shape[1], 2, 3), np.float32)
            doubled[:] = coarse_correction[:, None, :, None]  # np.repeat would keep Python's lock.
            correction += doubled.reshape(*even.shape, 3)[:height, :width] * hole[..., None]
    relax(correction, wanted, hole, 2, np.float32(damping))
