"""Coarse-to-fine completion by Wexler, Shechtman, Irani 2007, with the patch search of Barnes et al. 2009.

The coarse levels decide which content goes where, and are cheap: they are filled several times from different
initial values, and the most coherent draft is refined level by level to full size.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from queue import SimpleQueue

import numpy as np

from engine.exemplar.kernels import Flags
from engine.exemplar.pyramid import SearchLevel, build
from engine.exemplar.solver import Solver, visited
from engine.job import Job
from engine.models.method import Array
from engine.text import NO_TEXT, Text

# Levels with at most this many targets are drafted; a draft takes some 0.2 s.
MAX_DRAFT_TARGETS = 8000
# The kernels release Python's lock.  More threads gain little, since memory access is the limit.
DRAFT_THREADS = 2
# The radius of the random search while refining: the content of each place is decided, and must not change.
REFINING_SEARCH_PX = 8


@dataclass(frozen=True)
class Settings:
    """The parameters of a completion.

    size: side of a patch, in px.  drafts: how often the coarse levels are filled.  effort: factor on the
    number of rounds.
    """

    size: int = 7
    drafts: int = 8
    effort: float = 1.0
    seed: int = 0


def complete(image: Array, hole: Flags, usable: Flags, settings: Settings, job: Job) -> Array:
    """Fill the hole with usable patches.

    image: H×W×3 float32 in [0, 1].  hole, usable: H×W of 0 and 1, disjoint.  Returns H×W×3 in [0, 1].
    There must be a hole, and at least one patch of `settings.size` that is wholly usable.
    """
    levels = build(image, hole, usable, settings.size, job)
    finest_draft = next(
        (i for i, level in enumerate(levels) if level.work <= MAX_DRAFT_TARGETS), len(levels) - 1
    )
    rough, fine = levels[finest_draft:], levels[:finest_draft][::-1]
    count = settings.drafts if rough[0].work <= MAX_DRAFT_TARGETS else 1
    visits = [visited(level, settings.effort) for level in (*rough, *fine)]
    work = [count * sum(visits[: len(rough)]), *visits[len(rough) :], int(np.count_nonzero(hole))]
    notes = [Text("Drafting"), *[Text("Refining")] * len(fine), Text("Blending")]
    drafting, *refining, blending = _parts(job.part(0.05, 1.0), work, notes)
    with ThreadPoolExecutor(DRAFT_THREADS) as threads:
        solver = _best_draft(rough, settings, count, drafting, threads)
        for level, part in zip(fine, refining, strict=True):
            finer = Solver(level, settings.size, _seed(settings, 0), part, threads.map)
            finer.inherit(solver)
            finer.search_radius = REFINING_SEARCH_PX
            finer.converge(settings.effort)
            solver = finer
        solver.job = blending
        return np.clip(solver.copied(), 0, 1)


def _parts(job: Job, work: Sequence[int], notes: Sequence[Text]) -> list[Job]:
    """Parts of a job in proportion to the work, given as visits of targets or blended pixels.

    Each takes some 2 µs.
    """
    ends = np.cumsum([0, *work]) / max(sum(work), 1)
    return [job.part(*span, note) for span, note in zip(pairwise(ends.tolist()), notes, strict=True)]


def _best_draft(
    levels: list[SearchLevel], settings: Settings, count: int, job: Job, threads: ThreadPoolExecutor
) -> Solver:
    """The most coherent of `count` fills of the coarse levels; waits for all, so timing decides nothing."""
    progress: SimpleQueue[float | None] = SimpleQueue()  # Shares of a draft that are done, None at its end.
    jobs = [_reporting_to(progress, job) for _ in range(count)]
    futures = [threads.submit(_draft, levels, settings, number, job) for number, job in enumerate(jobs)]
    for future in futures:
        future.add_done_callback(lambda _: progress.put(None))
    done, running = 0.0, count
    while running:
        more = progress.get()
        running -= more is None
        done += more or 0.0
        job.step(done / count)
    return min((future.result() for future in futures), key=lambda draft: draft.energy)


def _draft(levels: list[SearchLevel], settings: Settings, number: int, job: Job) -> Solver:
    """One fill of the coarse levels; every second one starts a level finer, where thin structures remain."""
    job.step(0.0)
    levels = levels[: max(1, len(levels) - number % 2)][::-1]
    parts = _parts(job, [visited(level, settings.effort) for level in levels], [NO_TEXT] * len(levels))
    solver = Solver(levels[0].copy(), settings.size, _seed(settings, number), parts[0], map)
    solver.scatter()
    solver.peel()
    solver.converge(settings.effort)
    for level, part in zip(levels[1:], parts[1:], strict=True):
        finer = Solver(level.copy(), settings.size, _seed(settings, number), part, map)
        finer.inherit(solver)
        finer.converge(settings.effort)
        solver = finer
    return solver


def _seed(settings: Settings, draft: int) -> int:
    return (settings.seed * 1_000_003 + draft * 7919) & 0x7FFFFFFF


def _reporting_to(progress: SimpleQueue[float | None], whole: Job) -> Job:
    """A job that stops with the whole and puts each increase of its progress into a queue.

    The whole reports from its own thread, as drafts run in parallel.
    """
    done = 0.0

    def report(fraction: float, note: Text) -> None:  # noqa: ARG001
        nonlocal done
        progress.put(max(fraction - done, 0.0))
        done = max(done, fraction)

    return whole.linked(report)


def warm() -> None:
    """Compile all kernels: some 8 s the first time on a machine, later from numba's cache."""
    noise = np.random.default_rng(0).random((48, 48, 3), np.float32)
    hole = np.zeros((48, 48), np.uint8)
    hole[12:36, 12:36] = 1
    complete(noise, hole, (1 - hole).astype(np.uint8), Settings(drafts=2), Job())
