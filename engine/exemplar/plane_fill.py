"""Fills a hole before a plane that repeats itself in perspective by another part of the plane.

That part is brought into place and appended to the level as further pixels to copy from, so that search,
seams and energy are those of any other source.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.exemplar.kernels import Flags
from engine.exemplar.pyramid import patches
from engine.exemplar.repeats import Repeat, find_repeat, rim_around
from engine.exemplar.solver import ASSIGNED_SEARCH_PX, Solver
from engine.models.method import Array
from engine.pixels.pyramid import spread

# So many of the largest holes of a picture are looked at.
MAX_HOLES = 4
# The effort of the search once a repeat is in place.
EFFORT_SHARE = 0.5
# Colours are brought to those around over this share of the rim's half width.
LIGHT_SHARE = 0.6
# A repeat that agrees so well is right also where its fill is less coherent, by up to that factor, if the
# fills differ coarsely: a wall without its windows is coherent.  Of 46 drawn pictures such repeats gained 6
# to 17 dB in 9 and lost 0.2 to 1.2 of 24 to 31 dB in 3.  Where the fills differ less, as with
# narrow stripes, they lost up to 3 dB.
SURE_AGREEMENT, MAX_SURE_ENERGY_RATIO, MIN_SURE_DIFFERENCE = 0.95, 2.0, 0.08


@dataclass(frozen=True)
class Known:
    """The picture as it is given: H×W×3, and H×W of 0 and 1, what is missing and what may be copied."""

    image: Array
    hole: Flags
    usable: Flags


def with_repeats(solver: Solver, known: Known, effort: float, threads: ThreadPoolExecutor) -> Solver:
    """The solver of the finest level, or one of a wider level in which repeats are copied.

    The picture stays in the first W columns.
    """
    count, labels, stats, _ = cv2.connectedComponentsWithStats(known.hole, connectivity=8)
    for number in (1 + np.argsort(-stats[1:count, cv2.CC_STAT_AREA], kind="stable"))[:MAX_HOLES].tolist():
        solver.job.step(0.0)
        part = (labels == number).astype(np.uint8)
        repeat = find_repeat(known.image, part, known.hole, known.usable)
        if repeat is not None:
            rival = _with_repeat(solver, known, part, repeat, effort, threads)
            solver = rival if _better(rival, solver, part, repeat) else solver
    return solver


def _better(rival: Solver, solver: Solver, part: Flags, repeat: Repeat) -> bool:
    """Whether a fill with a repeat is to replace the one without it, in one hole."""
    targets = patches(part, solver.size, every=False)
    new, old = (one.energy_of(_widened(targets, one.level.targets.shape[1])) for one in (rival, solver))
    if new < old or repeat.agreement < SURE_AGREEMENT or new > MAX_SURE_ENERGY_RATIO * old:
        return new < old
    width = solver.shape[1]
    apart = solver.difference(rival.colours[:, :width], _widened(part, width) > 0)
    return apart > MIN_SURE_DIFFERENCE


def _with_repeat(
    solver: Solver, known: Known, part: Flags, repeat: Repeat, effort: float, threads: ThreadPoolExecutor
) -> Solver:
    """A solver of a wider level, where one hole is copied from a repeat beside the picture."""
    size, level, shape = solver.size, solver.level, known.hole.shape
    left, top, width, height = cv2.boundingRect(part)
    rows = slice(max(0, top - size), min(shape[0], top + height + size))
    columns = slice(max(0, left - size), min(shape[1], left + width + size))
    brought, copied = _brought(solver, known, part, repeat)
    block = brought[rows, columns]
    start = level.hole.shape[1] + size  # No patch lies in both the picture and the block.
    none = np.zeros((shape[0], size + block.shape[1]), np.float32)
    pixels = np.zeros((*none.shape, block.shape[2]), np.float32)
    valid = none.astype(np.uint8)
    pixels[rows, size:], valid[rows, size:] = block, copied[rows, columns]
    targets = _widened(level.targets, start + block.shape[1] - size + 1)
    sources = _widened(level.sources, targets.shape[1])
    sources[:, level.hole.shape[1] :] = patches(valid, size, every=True)
    wider = replace(
        level,
        picture=np.ascontiguousarray(np.hstack([level.picture, pixels])),
        hole=np.hstack([level.hole, none.astype(np.uint8)]),
        targets=targets,
        sources=sources,
        depth=np.hstack([level.depth, none]),
        line_trust=np.hstack([level.line_trust, none]),
        texture_trust=np.hstack([level.texture_trust, none]),
    )
    rival = Solver(wider, size, solver.seed, solver.job, threads.map)
    shift = start - columns.start
    y, x = np.nonzero(patches(part, size, every=False))
    there = sources[y, x + shift] > 0
    rival.take_over(solver, y[there], x[there], shift)
    rival.search_radius, rival.distance_penalty = ASSIGNED_SEARCH_PX, np.float32(0)
    rival.converge(EFFORT_SHARE * effort)
    return rival


def _brought(solver: Solver, known: Known, part: Flags, repeat: Repeat) -> tuple[Array, NDArray[np.bool_]]:
    """The channels of a repeat, in the light that falls around the hole, and where it may be copied, H×W."""
    shape = known.hole.shape
    brought = repeat.brought(solver.level.picture[:, : shape[1]], shape)
    copied = repeat.brought(known.usable.astype(np.float32), shape, cubic=False) > 0.999
    rim = rim_around(part, known.hole)
    seen = copied & (rim > 0)
    sigma = max(2.0, LIGHT_SHARE * float(cv2.distanceTransform(np.pad(rim, 1), cv2.DIST_L2, 5).max()))
    weight = seen.astype(np.float32)
    apart = (known.image - brought[..., :3]) * weight[..., None]
    share = np.maximum(cv2.GaussianBlur(weight, (0, 0), sigma), np.float32(1e-3))
    light = cv2.GaussianBlur(apart, (0, 0), sigma) / share[..., None]
    brought[..., :3] += spread(np.asarray(light, np.float32), ~seen)
    return brought, copied


def _widened(flags: Flags, width: int) -> Flags:
    return np.pad(flags, ((0, 0), (0, width - flags.shape[1])))
