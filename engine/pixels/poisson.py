"""Poisson image editing: makes a fill meet the known pixels at its rim.

Pérez, Gangnet, Blake, "Poisson image editing", SIGGRAPH 2003.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.job import Job
from engine.pixels.box import Box
from engine.pixels.mask import bounds
from engine.pixels.plane import Array
from engine.pixels.pyramid import Hole, spread
from engine.text import Text

# Conjugate gradient steps of the membrane at most.  Its initial value lacks only the finest detail.
MEMBRANE_STEPS = 60
# Below this mean squared residual the solver stops before.
MEMBRANE_TOLERANCE = 1e-9
# The same for `poisson`, where gradients are to be met exactly.
POISSON_STEPS, POISSON_TOLERANCE = 2000, 1e-14


def membrane(filled: Array, known: Array, hole: Hole, job: Job) -> Array:
    """The fill plus a smooth correction inside the hole that removes the step at its rim.

    filled, known: H×W×3 float32.  hole: H×W, True = missing.  The unknown is the correction c: Δc = 0 in the
    hole, c = known − filled across the rim.
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
    """The image in the hole whose gradients are nearest to those of `drawn`, also across the rim.

    drawn, known: H×W×3 float32; unlike a fill, `drawn` has values at the known pixels too.  hole: H×W, True =
    missing.  Returns `known` outside the hole.  Minimises ‖∇x − ∇drawn‖² with x = known at the rim (Yeh et
    al. 2017, section 3.4); a hole without a rim keeps `drawn`.
    """
    around = (bounds(hole.view(np.uint8)).grown(1) & Box.of(hole.shape)).slices
    inside = hole[around]
    blended = np.where(hole[..., None], drawn, known)
    if inside.all():
        return blended
    step = np.where(inside[..., None], np.float32(0), known[around] - drawn[around])
    correction = _relaxed(spread(step, inside), inside, job, steps=POISSON_STEPS, tolerance=POISSON_TOLERANCE)
    blended[around] += np.where(inside[..., None], correction, np.float32(0))
    return np.where(hole[..., None], np.clip(blended, 0, 1), blended)


@dataclass(frozen=True)
class _RimStep:
    """The step at the rim of a hole.

    values: H×W×3, known pixels minus the mean of the fill beside them.  rim: known pixels beside the hole.
    """

    values: Array
    rim: Hole


def _rim_step(filled: Array, known: Array, hole: Hole) -> _RimStep:
    inside = np.where(hole[..., None], filled, np.float32(0))
    beside = _neighbour_sum(hole.astype(np.float32)[..., None])
    rim = ~hole & (beside[..., 0] > 0)
    values = np.where(rim[..., None], known - _neighbour_sum(inside) / np.maximum(beside, 1), np.float32(0))
    return _RimStep(values, rim)


def _neighbour_sum(planes: Array) -> Array:
    """The sum of the four neighbours that are inside the image."""
    total = np.zeros_like(planes)
    total[1:] += planes[:-1]
    total[:-1] += planes[1:]
    total[:, 1:] += planes[:, :-1]
    total[:, :-1] += planes[:, 1:]
    return total


def _relaxed(
    start: Array, hole: Hole, job: Job, *, steps: int = MEMBRANE_STEPS, tolerance: float = MEMBRANE_TOLERANCE
) -> Array:
    """Conjugate gradients on the 5-point Laplace equation in the hole; other pixels are fixed."""
    inside = hole[..., None]
    degree = _neighbour_sum(np.ones((*hole.shape, 1), np.float32))
    solution = start.copy()
    residual = np.where(inside, _neighbour_sum(solution) - degree * solution, np.float32(0))
    direction = residual.copy()
    power = float(np.vdot(residual, residual))
    for _ in range(steps):
        if power < tolerance * hole.sum():
            break
        job.step(1.0, Text("Blending the seam"))
        pushed = np.where(inside, degree * direction - _neighbour_sum(direction), np.float32(0))
        length = power / float(np.vdot(direction, pushed))
        solution += length * direction
        residual -= length * pushed
        previous, power = power, float(np.vdot(residual, residual))
        direction = residual + (power / previous) * direction
    return solution
