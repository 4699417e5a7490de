"""Coarse-to-fine completion by Wexler, Shechtman, Irani 2007, with the patch search of Barnes et al. 2009.

The coarse levels decide which content goes where, and are cheap: they are filled several times from different
initial values, and the most coherent draft is refined level by level to full size.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil, log2
from queue import SimpleQueue

import cv2
import numpy as np

from engine.exemplar.kernels import Field, Flags
from engine.exemplar.lines import Lines, continued_lines
from engine.exemplar.offsets import NO_OFFSETS, assigned, at_level, dominant_offsets
from engine.exemplar.plane_fill import Known, with_repeats
from engine.exemplar.prefill import prefill
from engine.exemplar.pyramid import NO_LINES, SearchLevel, build
from engine.exemplar.solver import Solver, visited
from engine.job import Job
from engine.models.method import Array
from engine.text import NO_TEXT, Text

# Levels with at most this many targets are drafted; a draft takes some 0.2 s.
MAX_DRAFT_TARGETS = 8000
# The kernels release Python's lock.  More threads gain little, since memory access is the limit.
DRAFT_THREADS = 2
# Drafts begin on so many levels in turn: coarse ones see far, and on finer ones thin lines remain.
STARTING_LEVELS = 3
# The radius of the random search while refining: the content of each place is decided, and must not change.
REFINING_SEARCH_PX = 8
# The photo's repeats are found in a picture of at most this side.
MAX_CORRELATED_SIDE_PX = 1200
# How far known pixels decide between the offsets, in depths of the hole.
REPEAT_SIGMA_DEPTHS = 0.4
# A fill by offsets is given up after its first rounds if its energy is higher by this factor.
HOPELESS_ENERGY_RATIO, CONVERGING_EFFORT = 2.0, 0.5
# It takes a copy of the finest level.
MAX_REPEATED_TARGETS = 250_000
DRAFTS_TO_CHOOSE = 4
# How much more energy counts a draft that differs from the prefill by the whole contrast around.
STRAYING_PENALTY = 2.5
# Not where the photo repeats itself so well that an object in the hole is expected, such as a window:
# facades, fences and patterns correlate by 0.6 to 1.0, other photos by 0.1 to 0.45.
MIN_RHYTHM = 0.6
# How much more energy a draft may have for a difference from those already chosen of the whole contrast.
DIFFERENCE_GAIN = 1.0


@dataclass(frozen=True)
class Settings:
    """The parameters of a completion.

    size: side of a patch, in px.  drafts: how often the coarse levels are filled.  effort: factor on the
    number of rounds.  structure: whether lines that enter the hole go on in it.
    """

    size: int = 7
    drafts: int = 8
    effort: float = 1.0
    seed: int = 0
    structure: bool = True


def complete(image: Array, hole: Flags, usable: Flags, settings: Settings, job: Job) -> Array:
    """Fill the hole with usable patches.

    image: H×W×3 float32 in [0, 1].  hole, usable: H×W of 0 and 1, disjoint.  Returns H×W×3 in [0, 1].
    There must be a hole, and at least one patch of `settings.size` that is wholly usable.
    """
    job.step(0.0, Text("Preparing"))
    lines = continued_lines(image, hole) if settings.structure else NO_LINES
    levels = build(image, hole, usable, settings.size, job, lines)
    repeats, rhythm = [NO_OFFSETS] * len(levels), 0.0
    if settings.structure:
        repeats, rhythm = _repeats(image, hole, levels)
    finest_draft = next(
        (i for i, level in enumerate(levels) if level.work <= MAX_DRAFT_TARGETS), len(levels) - 1
    )
    rough, fine = levels[finest_draft:], levels[:finest_draft][::-1]
    small = rough[0].work <= MAX_DRAFT_TARGETS
    count = settings.drafts if small else 1
    # Seeds that follow each other choose among the same drafts, so that each gives another of them.
    seed, rank = divmod(settings.seed, DRAFTS_TO_CHOOSE) if count >= DRAFTS_TO_CHOOSE else (settings.seed, 0)
    settings = replace(settings, seed=seed)
    prefills = _prefills(rough, lines, finest_draft) if small and settings.structure else []
    repeating = len(repeats[0]) > 0 and rank == 0 and levels[0].work <= MAX_REPEATED_TARGETS
    visits = [visited(level, settings.effort) for level in (*rough, *fine)]
    work = [count * sum(visits[: len(rough)]), *visits[len(rough) :]]
    work += [visited(levels[0], CONVERGING_EFFORT) * repeating, int(np.count_nonzero(hole))]
    notes = [Text("Drafting"), *[Text("Refining")] * (len(fine) + 1), Text("Blending")]
    drafting, *refining, repeated, blending = _parts(job.part(0.05, 1.0), work, notes)
    with ThreadPoolExecutor(DRAFT_THREADS) as threads:
        drafts = _drafts(rough, repeats[finest_draft:], prefills, settings, count, drafting, threads)
        solver = chosen(drafts, prefills[0] if prefills and rhythm < MIN_RHYTHM else None, rank)
        for level, offsets, part in zip(fine, repeats[:finest_draft][::-1], refining, strict=True):
            finer = Solver(level, settings.size, _seed(settings, 0), part, threads.map)
            finer.inherit(solver)
            finer.search_radius = REFINING_SEARCH_PX
            finer.offsets = offsets
            finer.converge(settings.effort)
            solver = finer
        if repeating:
            solver = _repeated_if_better(solver, levels[0], repeats[0], settings, repeated, threads)
        if settings.structure and rank == 0 and levels[0].work <= MAX_REPEATED_TARGETS:
            solver = with_repeats(solver, Known(image, hole, usable), settings.effort, threads)
        solver.job = blending
        return np.clip(solver.copied()[:, : hole.shape[1]], 0, 1)


def _parts(job: Job, work: Sequence[int], notes: Sequence[Text]) -> list[Job]:
    """Parts of a job in proportion to the work, given as visits of targets or blended pixels.

    Each takes some 2 µs.
    """
    ends = np.cumsum([0, *work]) / max(sum(work), 1)
    return [job.part(*span, note) for span, note in zip(pairwise(ends.tolist()), notes, strict=True)]


def _drafts(
    levels: list[SearchLevel],
    repeats: list[Field],
    prefills: list[Array],
    settings: Settings,
    count: int,
    job: Job,
    threads: ThreadPoolExecutor,
) -> list[Solver]:
    """`count` fills of the coarse levels; waits for all, so timing decides nothing."""
    progress: SimpleQueue[float | None] = SimpleQueue()  # Shares of a draft that are done, None at its end.
    jobs = [_reporting_to(progress, job) for _ in range(count)]
    futures = [
        threads.submit(_draft, levels, repeats, prefills, settings, number, job)
        for number, job in enumerate(jobs)
    ]
    for future in futures:
        future.add_done_callback(lambda _: progress.put(None))
    done, running = 0.0, count
    while running:
        more = progress.get()
        running -= more is None
        done += more or 0.0
        job.step(done / count)
    return [future.result() for future in futures]


def chosen(drafts: list[Solver], prefilled: Array | None, rank: int) -> Solver:
    """The draft of a rank: the best, then those that are good and differ from all before.

    A draft is good if it is coherent and has, coarsely, the colours of the prefill: an object that is
    copied into the hole may be as coherent as what stands behind.
    """
    strayed = [0.0 if prefilled is None else draft.difference(prefilled) for draft in drafts]
    scores = [d.energy * (1 + STRAYING_PENALTY * far) for d, far in zip(drafts, strayed, strict=True)]
    least = max(min(scores), 1e-9)
    taken = [int(np.argmin(scores))]
    while len(taken) <= min(rank, len(drafts) - 1):
        best, at = np.inf, taken[0]
        for number, draft in enumerate(drafts):
            if number not in taken:
                new = min(draft.difference(drafts[other].colours) for other in taken)
                if scores[number] / least - DIFFERENCE_GAIN * new < best:
                    best, at = scores[number] / least - DIFFERENCE_GAIN * new, number
        taken.append(at)
    return drafts[taken[-1]]


def _prefills(levels: list[SearchLevel], lines: Lines, halvings: int) -> list[Array]:
    """First prefills of each level; `halvings` lie between the photo and the first."""
    return [
        prefill(level.picture[..., :3], level.hole, lines, 0.5 ** (halvings + number))
        for number, level in enumerate(levels)
    ]


def _repeats(image: Array, hole: Flags, levels: list[SearchLevel]) -> tuple[list[Field], float]:
    """The offsets by which the photo repeats itself, for each level, and how well it does."""
    halvings = max(0, ceil(log2(max(hole.shape) / MAX_CORRELATED_SIDE_PX)))
    known = (1 - hole).astype(np.uint8)
    if halvings:
        size = (hole.shape[1] >> halvings, hole.shape[0] >> halvings)
        image = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.float32)
        known = (cv2.resize(known.astype(np.float32), size, interpolation=cv2.INTER_AREA) >= 1).astype(
            np.uint8
        )
    found, rhythm = dominant_offsets(image, known, float(levels[0].depth.max()) / (1 << halvings))
    return [at_level(found << halvings, number) for number in range(len(levels))], rhythm


def _draft(
    levels: list[SearchLevel],
    repeats: list[Field],
    prefills: list[Array],
    settings: Settings,
    number: int,
    job: Job,
) -> Solver:
    """One fill of the coarse levels, by its number from the coarsest or a finer one."""
    job.step(0.0)
    levels = levels[: max(1, len(levels) - number % STARTING_LEVELS)][::-1]
    repeats = repeats[: len(levels)][::-1]
    parts = _parts(job, [visited(level, settings.effort) for level in levels], [NO_TEXT] * len(levels))
    solver = Solver(levels[0].copy(), settings.size, _seed(settings, number), parts[0], map)
    solver.offsets = repeats[0]
    if prefills and number % 2 == 0 and levels[0].line_trust.any():
        solver.begin(prefills[len(levels) - 1])
    else:
        solver.scatter()
        solver.peel()
    solver.converge(settings.effort)
    for level, offsets, part in zip(levels[1:], repeats[1:], parts[1:], strict=True):
        finer = Solver(level.copy(), settings.size, _seed(settings, number), part, map)
        finer.inherit(solver)
        finer.offsets = offsets
        finer.converge(settings.effort)
        solver = finer
    return solver


def _repeated_if_better(
    solver: Solver,
    level: SearchLevel,
    repeats: Field,
    settings: Settings,
    job: Job,
    threads: ThreadPoolExecutor,
) -> Solver:
    """A fill of the finest level by the offsets that agree best with what is around, or the given one.

    At full size offsets keep the phase of a pattern whose period is a few px.
    """
    trying, converging = job.part(0.0, 0.4), job.part(0.4, 1.0)
    rival = Solver(level.copy(), settings.size, _seed(settings, 0), trying, threads.map)
    sigma = max(2.0, REPEAT_SIGMA_DEPTHS * float(level.depth.max()))
    rival.assign(assigned(level.picture, level.hole, level.sources, level.targets, repeats, sigma))
    rival.offsets = repeats
    rival.converge(0)
    if rival.energy > HOPELESS_ENERGY_RATIO * solver.energy:
        return solver
    rival.job = converging
    rival.converge(CONVERGING_EFFORT * settings.effort)
    return rival if rival.energy < solver.energy else solver


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
