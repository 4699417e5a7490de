"""Shen & Chan, "Mathematical models for local nontexture inpaintings", SIAM J. Applied Mathematics 62(3),
2002.

The fill minimises the colour total variation Σ|∇u| with the known pixels held, which is the constrained
problem that Afonso, Bioucas-Dias & Figueiredo (IEEE TIP 20(3), 2011) split.  Solved by the primal-dual steps
of Chambolle & Pock (J. Mathematical Imaging and Vision 40, 2011) on the missing pixels only, coarse to fine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.job import Job
from engine.models.method import Array, ArrayMethod, MethodInfo, Request, SizeRule
from engine.options import Slider
from engine.pixels.pyramid import Hole, doubled, halved

# The dual step is 1 / (8 · PRIMAL_STEP), as ‖∇‖² ≤ 8.  Of 0.01 to 0.2 this one fills a straight edge best.
PRIMAL_STEP = 0.1
CHECK_INTERVAL_STEPS = 25  # Progress, cancel and the change are looked at this often.
SETTLED_MEAN_CHANGE = 2e-5  # A level is done once a step changes its values by less than this on average.


class TotalVariation(ArrayMethod):
    info = MethodInfo(
        id="total-variation",
        title="Total variation",
        year=2002,
        paper="Shen and Chan, Mathematical models for local nontexture inpaintings, SIAM J. Applied "
        "Mathematics; Afonso, Bioucas-Dias and Figueiredo, IEEE TIP 2011",
        purpose="Thin damage in pictures with clear edges",
        limits="Flat patches where there was texture; edges are not carried across wide gaps",
        holes="thin",
        options=(
            Slider(
                id="steps", title="Steps", low=50, high=2000, default=400, step=50, whole=True, help="At most"
            ),
        ),
        size=SizeRule(most=1536),
        context=0.0,
        context_least=32,
    )

    def fill(self, request: Request[Array], job: Job) -> Array:
        hole = request.mask > 0
        image = np.where(hole[..., None], np.float32(0), request.image)
        return image if hole.all() else _filled(image, hole, int(request.options["steps"]), job)


def _filled(image: Array, hole: Hole, steps: int, job: Job) -> Array:
    """The image with its hole filled, started from the fill at half the size."""
    if not hole.any():
        return image
    small, small_hole = halved(image, hole)
    coarse = _filled(small, small_hole, steps, job.part(0.0, 0.3))
    start = np.where(hole[..., None], doubled(coarse, (hole.shape[0], hole.shape[1])), image)
    return _minimised(start, hole, steps, job.part(0.3, 1.0))


@dataclass(frozen=True)
class _Gradient:
    """Forward differences that a missing pixel takes part in: matrix @ u + held, first all in x, then all in
    y.
    """

    matrix: Any  # 2E×K sparse float32, K missing pixels
    transposed: Any
    held: Array  # 2E×3


def _minimised(start: Array, hole: Hole, steps: int, job: Job) -> Array:
    pixels = np.flatnonzero(hole)
    gradient = _gradient(start, hole, pixels)
    u = start.reshape(-1, 3)[pixels]
    ahead = u
    p = np.zeros_like(gradient.held)
    for step in range(steps):
        p += (gradient.matrix @ ahead + gradient.held) * np.float32(1 / (8 * PRIMAL_STEP))
        p = _bounded(p)
        new = u - np.float32(PRIMAL_STEP) * (gradient.transposed @ p)
        change = new - u
        u, ahead = new, new + change
        if step % CHECK_INTERVAL_STEPS == CHECK_INTERVAL_STEPS - 1:
            job.step(step / steps)
            if np.abs(change).mean() < SETTLED_MEAN_CHANGE:
                break
    filled = start.copy()
    filled.reshape(-1, 3)[pixels] = np.clip(u, 0, 1)
    return filled


def _bounded(p: Array) -> Array:
    """The dual of one pixel, both directions and all colours together, scaled back into the unit ball."""
    both = p.reshape(2, -1, 3)
    length = np.sqrt(np.einsum("dec,dec->e", both, both))
    return np.asarray((both / np.maximum(length, 1)[:, None]).reshape(p.shape))


def _gradient(image: Array, hole: Hole, pixels: NDArray[np.int64]) -> _Gradient:
    from scipy import sparse

    height, width = hole.shape
    touched = hole.copy()
    touched[:, :-1] |= hole[:, 1:]
    touched[:-1] |= hole[1:]
    edges = np.flatnonzero(touched)
    number = np.full(hole.size, -1)
    number[pixels] = np.arange(pixels.size)
    flat = np.where(hole[..., None], np.float32(0), image).reshape(-1, 3)
    inside = (edges % width < width - 1, edges // width < height - 1)
    rows, columns, signs = [], [], []
    held = np.zeros((2, edges.size, 3), np.float32)
    for direction, (beside, offset) in enumerate(zip(inside, (1, width), strict=True)):
        row = np.flatnonzero(beside)
        for pixel, sign in ((edges[row], -1.0), (edges[row] + offset, 1.0)):
            unknown = number[pixel] >= 0
            rows.append(row[unknown] + direction * edges.size)
            columns.append(number[pixel[unknown]])
            signs.append(np.full(int(unknown.sum()), sign, np.float32))
            held[direction, row] += np.float32(sign) * flat[pixel]
    places = np.concatenate(rows), np.concatenate(columns)
    matrix = sparse.csr_array((np.concatenate(signs), places), shape=(2 * edges.size, pixels.size))
    return _Gradient(matrix, matrix.T.tocsr(), held.reshape(-1, 3))


METHOD = TotalVariation()
