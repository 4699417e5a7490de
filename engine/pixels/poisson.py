"""Poisson image editing: a fill is shifted, or solved for, so that it meets the known pixels at its rim."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.job import Job
from engine.pixels.box import Box
from engine.pixels.mask import bounds
from engine.pixels.plane import Array
from engine.pixels.pyramid import Hole, spread

SMOOTHINGS = 60  # steps of the membrane's solver; the start is already right at every scale but the finest
SMOOTH = 1e-9  # mean square of what is left to smooth, at which it stops before
SOLUTIONS, SOLVED = 2000, 1e-14  # the same where gradients are to be met exactly


def membrane(filled: Array, known: Array, hole: Hole, job: Job) -> Array:
    """`filled`, shifted inside the hole by a membrane that meets `known` at its rim: that spreads the seam's
    step.

    filled, known: H×W×3 float32.  hole: H×W, True = missing.  Pérez, Gangnet & Blake, "Poisson image
    editing", SIGGRAPH 2003, with the correction as the unknown: Δc = 0 in the hole, c = known − filled across
    the rim.
    """
    around = (bounds(hole.view(np.uint8)).grown(1) & Box.of(hole.shape)).slices
    inside = hole[around]
    step = _rim_step(filled[around], known[around], inside)
    start = spread(step.values, ~step.rim)
    correction = _relaxed(np.where(inside[..., None], start, step.values), inside, job)
    blended = filled.copy()
    blended[around] = np.where(inside[..., None], np.clip(filled[around] + correction, 0, 1), filled[around])
    return blended


def poisson(drawn: Array, known: Array, hole: Hole, job: Job) -> Array:
    """In the hole the picture whose gradients are nearest to those of `drawn`, those across the rim too.

    drawn, known: H×W×3 float32; unlike a fill, `drawn` shows the known pixels as well.  hole: H×W, True =
    missing.  Returns `known` outside.  min ‖∇x − ∇drawn‖², x = known at the rim (Yeh et al. 2017, section
    3.4); a hole without a rim keeps `drawn`.
    """
    around = (bounds(hole.view(np.uint8)).grown(1) & Box.of(hole.shape)).slices
    inside = hole[around]
    blended = np.where(hole[..., None], drawn, known)
    if inside.all():
        return blended
    step = np.where(inside[..., None], np.float32(0), known[around] - drawn[around])
    correction = _relaxed(spread(step, inside), inside, job, steps=SOLUTIONS, enough=SOLVED)
    blended[around] += np.where(inside[..., None], correction, np.float32(0))
    return np.where(hole[..., None], np.clip(blended, 0, 1), blended)


@dataclass(frozen=True)
class _Step:
    values: Array  # H×W×3: known − the mean of the fill beside it
    rim: Hole  # known pixels beside the hole


def _rim_step(filled: Array, known: Array, hole: Hole) -> _Step:
    inside = np.where(hole[..., None], filled, np.float32(0))
    beside = _four(hole.astype(np.float32)[..., None])
    rim = ~hole & (beside[..., 0] > 0)
    values = np.where(rim[..., None], known - _four(inside) / np.maximum(beside, 1), np.float32(0))
    return _Step(values, rim)


def _four(planes: Array) -> Array:
    """The sum of the four neighbours inside the picture."""
    total = np.zeros_like(planes)
    total[1:] += planes[:-1]
    total[:-1] += planes[1:]
    total[:, 1:] += planes[:, :-1]
    total[:, :-1] += planes[:, 1:]
    return total


def _relaxed(start: Array, hole: Hole, job: Job, *, steps: int = SMOOTHINGS, enough: float = SMOOTH) -> Array:
    """Conjugate gradients on the 5-point Laplace equation in the hole; others are held, borders mirror."""
    inside = hole[..., None]
    degree = _four(np.ones((*hole.shape, 1), np.float32))
    solution = start.copy()
    residual = np.where(inside, _four(solution) - degree * solution, np.float32(0))
    direction = residual.copy()
    power = float(np.vdot(residual, residual))
    for _ in range(steps):
        if power < enough * hole.sum():
            break
        job.step(1.0, "Blending the seam")
        pushed = np.where(inside, degree * direction - _four(direction), np.float32(0))
        length = power / float(np.vdot(direction, pushed))
        solution += length * direction
        residual -= length * pushed
        previous, power = power, float(np.vdot(residual, residual))
        direction = residual + (power / previous) * direction
    return solution
