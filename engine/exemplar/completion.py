"""Coarse-to-fine completion: Wexler, Shechtman, Irani 2007 over the search of Barnes et al. 2009.

The coarse levels, which decide what goes where, are cheap: they are filled several times from different
starts, and the most coherent draft is refined, level by level, to full size.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from engine.contract import Array
from engine.exemplar.kernels import Flags
from engine.exemplar.pyramid import Level, build
from engine.exemplar.solver import Solver
from engine.job import Cancelled, Job

ROUGH = 8000  # targets of the finest level that is drafted: a draft takes some 0.2 s
THREADS = 2  # kernels release the lock; more threads gain little, since the memory is the limit
NEAR = 8  # px of random search while refining: what goes where is decided, and must not fall apart again


@dataclass(frozen=True)
class Settings:
    """size: side of a patch, px.  drafts: fills of the coarse levels.  effort: factor on the rounds."""

    size: int = 7
    drafts: int = 8
    effort: float = 1.0
    seed: int = 0


def complete(image: Array, hole: Flags, usable: Flags, settings: Settings, job: Job) -> Array:
    """Fill the hole with usable patches.

    image: H×W×3 float32 in [0, 1].  hole, usable: H×W of 0 and 1, disjoint.  Returns H×W×3 in [0, 1].
    The caller has seen to it that at least one patch of `settings.size` is wholly usable and that there is a
    hole.
    """
    levels = build(image, hole, usable, settings.size, job)
    finest_draft = next((i for i, level in enumerate(levels) if level.work <= ROUGH), len(levels) - 1)
    with ThreadPoolExecutor(THREADS) as threads:
        job.step(0.05, "Drafting")
        solver = _best_draft(levels[finest_draft:], settings, job, threads)
        total = sum(level.work for level in levels[:finest_draft])
        done = 0
        for level in reversed(levels[:finest_draft]):
            part = job.part(0.3 + 0.65 * done / total, 0.3 + 0.65 * (done + level.work) / total, "Refining")
            finer = Solver(level, settings.size, _seed(settings, 0), part, threads.map)
            finer.inherit(solver)
            finer.reach = NEAR
            finer.converge(settings.effort)
            solver = finer
            done += level.work
        job.step(0.95, "Blending")
        return np.clip(solver.copied(), 0, 1)


def _best_draft(levels: list[Level], settings: Settings, job: Job, threads: ThreadPoolExecutor) -> Solver:
    """The most coherent of several fills of the coarse levels; all are finished, so that no race decides."""
    count = settings.drafts if levels[0].work <= ROUGH else 1
    futures = [threads.submit(_draft, levels, settings, number, job) for number in range(count)]
    drafts = []
    for future in futures:
        drafts.append(future.result())
        job.step(0.05 + 0.25 * len(drafts) / len(futures), "Drafting")
    return min(drafts, key=lambda draft: draft.energy)


def _draft(levels: list[Level], settings: Settings, number: int, job: Job) -> Solver:
    """One fill; every second one starts a level finer, where thin structures are still seen."""
    levels = levels[: max(1, len(levels) - number % 2)]
    quiet = _Quiet(job)
    quiet.step(0.0)
    solver = Solver(levels[-1].copy(), settings.size, _seed(settings, number), quiet, map)
    solver.scatter()
    solver.peel()
    solver.converge(settings.effort)
    for level in reversed(levels[:-1]):
        finer = Solver(level.copy(), settings.size, _seed(settings, number), quiet, map)
        finer.inherit(solver)
        finer.converge(settings.effort)
        solver = finer
    return solver


def _seed(settings: Settings, draft: int) -> int:
    return (settings.seed * 1_000_003 + draft * 7919) & 0x7FFFFFFF


class _Quiet(Job):
    """Stops with the whole, but reports nothing: drafts run beside each other, off the caller's thread."""

    def __init__(self, whole: Job) -> None:
        super().__init__()
        self._stop = whole._stop

    def step(self, fraction: float, note: str = "") -> None:  # noqa: ARG002
        if self._stop.is_set():
            raise Cancelled


def warm() -> None:
    """Compile all kernels, once for a machine (some 8 s; a moment where it was done before)."""
    noise = np.random.default_rng(0).random((48, 48, 3), np.float32)
    hole = np.zeros((48, 48), np.uint8)
    hole[12:36, 12:36] = 1
    complete(noise, hole, (1 - hole).astype(np.uint8), Settings(drafts=2), Job())
