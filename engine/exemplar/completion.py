"""Coarse-to-fine completion: Wexler, Shechtman, Irani 2007 over the search of Barnes et al. 2009.

On each level two things alternate until they agree: every patch that touches the hole finds its nearest source
patch, and every missing pixel takes the vote of the patches over it.  The coarsest level starts from the rim inwards
(Newson et al. 2014, section 2.5).
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np

from engine.contract import Array
from engine.exemplar import kernels, seams
from engine.exemplar.pyramid import CHANNELS, Flags, Level, build, patches
from engine.job import Job

ROUGH = 8000  # targets of a level that is still cheap to fill several times
DRAFTS = 6  # fills of the coarse levels, of which the most coherent is refined
CLING = np.float32(1.2)
NEAR = 8
HOME = 1.5
HOLD = 0.004
BANDS = 2  # bands of rows, whatever the number of threads: the answer must not depend on it


@dataclass(frozen=True)
class Settings:
    """size: side of a patch, px.  effort: pixels that may be worked on in all rounds of a level; see `rounds`."""

    size: int = 7
    effort: float = 1.0
    seed: int = 0


def complete(image: Array, hole: Flags, usable: Flags, settings: Settings, job: Job) -> Array:
    """Fill the hole with usable patches.

    image: H×W×3 float32 in [0, 1].  hole, usable: H×W of 0 and 1, disjoint.  Returns H×W×3.
    The caller has seen to it that at least one patch is wholly usable.
    """
    levels = build(image, hole, usable, settings.size)
    with ThreadPoolExecutor(BANDS) as threads:
        rough = next((i for i, level in enumerate(levels) if level.work <= ROUGH), len(levels) - 1)
        rough = min(rough, len(levels) - 1)
        tries = [
            threads.submit(_draft, levels[rough:], replace(settings, seed=settings.seed * DRAFTS + k), job)
            for k in range(DRAFTS)
        ]
        best = min((t.result() for t in tries), key=lambda solver: solver.energy)
        above = best
        total = sum(level.work for level in levels[:rough]) or 1
        done = 0
        for index in range(rough - 1, -1, -1):
            solver = _Solver(levels[index], settings, threads.map)
            solver.inherit(above)
            solver.reach = NEAR
            part = job.part(0.2 + 0.8 * done / total, 0.2 + 0.8 * (done + solver.level.work) / total, "Refining")
            solver.converge(part, last=index == 0)
            above = solver
            done += solver.level.work
        job.step(0.98, "Blending")
        return above.copied()


def _draft(levels: list[Level], settings: Settings, job: Job) -> _Solver:
    """Fill the coarse levels from one random start."""
    start = max(1, len(levels) - settings.seed % 2)
    levels = levels[:start]
    solver = _Solver(levels[-1].copy(), settings, map)
    solver.scatter()
    solver.peel(job)
    solver.converge(job.part(0, 0))
    for level in reversed(levels[:-1]):
        above, solver = solver, _Solver(level.copy(), settings, map)
        solver.inherit(above)
        solver.converge(job.part(0, 0))
    return solver


class _Solver:
    """One level at work: the field of source patches and the colours it votes for."""

    def __init__(self, level: Level, settings: Settings, map: Callable[..., Any]) -> None:
        self.level = level
        self.size = settings.size
        self.seed = settings.seed * 7919 + level.hole.shape[1]
        self.map = map
        height, width = level.hole.shape
        self.shape = (height, width)
        self.picture = level.picture.reshape(-1)
        self.trust = np.maximum(np.float32(1.3) ** -level.depth, 1e-9).astype(np.float32)
        self.field = np.zeros((*level.targets.shape, 2), np.int32)
        self.cost = np.zeros(level.targets.shape, np.float32)
        self.passes = 0
        self.home = np.float32(HOME / max(level.sources.shape))
        self.reach = max(level.sources.shape)
        self.rounds = int(np.clip(settings.effort * 400_000 / max(level.work, 1), 3, 16))

    @property
    def colours(self) -> Array:
        return self.picture.reshape(*self.shape, CHANNELS)[..., :3]

    @property
    def energy(self) -> float:
        """What is left of the difference between the fill and its sources; the lower, the more coherent."""
        return float(self.cost[self.level.targets > 0].mean())

    def copied(self) -> Array:
        """H×W×3 with every missing pixel copied from one source and the seams between sources taken out."""
        hole = self.level.hole
        origin = np.zeros((*self.shape, 2), np.int32)
        edges = np.linspace(0, self.shape[0], BANDS + 1).astype(int)

        def band(k: int) -> None:
            kernels.elect(
                hole, self.level.targets, self.field, self.credit, origin, edges[k], edges[k + 1], self.size
            )

        list(self.map(band, range(BANDS)))
        picture = self.colours.copy()
        rows, columns = np.nonzero(hole)
        picture[rows, columns] = picture[origin[rows, columns, 0], origin[rows, columns, 1]]
        wanted = np.zeros_like(picture)
        seams.steps(picture, hole, origin, wanted)
        return picture + seams.corrections(wanted, hole, HOLD)

    def scatter(self) -> None:
        """A random source for every target."""
        places = np.argwhere(self.level.sources).astype(np.int32)
        drawn = np.random.default_rng(self.seed).integers(0, len(places), self.level.targets.shape)
        self.field[:] = places[drawn]

    def inherit(self, coarse: _Solver) -> None:
        """Start from the coarser level's field; where it leads to no source, from a random one."""
        self.scatter()
        height, width = self.level.targets.shape
        y, x = np.mgrid[:height, :width]
        cy = np.minimum(y // 2, coarse.field.shape[0] - 1)
        cx = np.minimum(x // 2, coarse.field.shape[1] - 1)
        guess = coarse.field[cy, cx] * 2
        guess[..., 0] += y - 2 * cy
        guess[..., 1] += x - 2 * cx
        inside = (guess >= 0).all(axis=2) & (guess[..., 0] < height) & (guess[..., 1] < width)
        inside &= coarse.level.targets[cy, cx] > 0
        inside[inside] = self.level.sources[guess[inside, 0], guess[inside, 1]] > 0
        self.field[inside] = guess[inside]
        self.credit = inside.astype(np.float32) + np.float32(1e-6)
        self._vote(0, 0.1)

    def peel(self, job: Job) -> None:
        """Fill from the rim inwards, a ring at a time, looking only at what is there already."""
        depth = self.level.depth
        trust = (1 - self.level.hole).astype(np.float32)
        for ring in range(1, int(np.ceil(depth.max())) + 1):
            now = ((depth > ring - 1) & (depth <= ring)).astype(np.uint8)
            touched = patches(now, self.size, every=False) & self.level.targets
            job.step(0.0)
            for _ in range(4):
                self._sweep(trust, touched)
            self.credit = np.exp(-self.cost / self._scale(touched)).astype(np.float32) * touched
            self._vote(0, 0.1, now)
            trust[now > 0] = 0.5

    def converge(self, job: Job, *, last: bool = False) -> None:
        for turn in range(self.rounds):
            job.step(turn / self.rounds)
            for _ in range(2):
                self._sweep(self.trust, self.level.targets)
            near = self.trust[: self.cost.shape[0], : self.cost.shape[1]]
            self.credit = (near * np.exp(-self.cost / self._scale(self.level.targets))).astype(np.float32)
            final = last and turn == self.rounds - 1
            self._vote(2 if final else 0, 0.05)

    def _scale(self, targets: Flags) -> np.float32:
        """2σ², with σ² the 75th percentile of the costs (Wexler et al. 2007, section 3.1)."""
        costs = self.cost[targets > 0]
        return np.float32(2 * max(float(np.percentile(costs, 75)), 1e-6)) if costs.size else np.float32(1)

    def _sweep(self, trust: Array, targets: Flags) -> None:
        rows = np.flatnonzero(targets.any(axis=1))
        if not rows.size:
            return
        before = self.field.copy()
        spread = np.repeat(trust.reshape(-1), CHANNELS)
        norm = self._norm(trust)
        self.passes += 1
        edges = np.linspace(rows[0], rows[-1] + 1, BANDS + 1).astype(int)

        def band(k: int) -> None:
            kernels.sweep(
                self.picture, spread, norm, targets, self.level.sources, self.field, before, self.cost,
                edges[k], edges[k + 1], self.passes % 2 == 0, self.reach, self.seed + self.passes * 101, self.size, CLING, self.home,
            )  # fmt: skip

        list(self.map(band, range(BANDS)))

    def _norm(self, trust: Array) -> Array:
        sums = cv2.boxFilter(trust, -1, (self.size, self.size), anchor=(0, 0), normalize=False)
        height, width = self.cost.shape
        return np.ascontiguousarray(np.maximum(sums[:height, :width], 1e-6))

    def _vote(self, sharpen: int, spread: float, hole: Flags | None = None) -> None:
        where = self.level.hole if hole is None else hole
        edges = np.linspace(0, self.shape[0], BANDS + 1).astype(int)

        def band(k: int) -> None:
            kernels.vote(
                self.picture, where, self.level.targets, self.field, self.credit,
                edges[k], edges[k + 1], self.size, sharpen, np.float32(spread),
            )  # fmt: skip

        list(self.map(band, range(BANDS)))
