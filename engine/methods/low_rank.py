"""Hu, Zhang, Ye, Li & He, "Fast and accurate matrix completion via truncated nuclear norm regularization",
TPAMI 2013.

A window of the photo is a matrix, its colours side by side, and is completed so that the singular values
after the first r add up to as little as possible.  In turn (section 3): the singular vectors of the estimate
give A and B, then ADMM (section 3.2) solves  min ‖X‖* − Tr(A W Bᵀ)  with X = W and W as known.  r is the rank
that best gives back some known pixels near the hole, held out.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.job import Job
from engine.models.method import Array, ArrayMethod, MethodInfo, Request, SizeRule
from engine.options import Slider
from engine.pixels.box import Box
from engine.pixels.inscribed import inscribed
from engine.pixels.mask import bounds
from engine.pixels.pyramid import Hole, doubled, halved, spread
from engine.repair.fills import TiledFill
from engine.repair.regions import Region
from engine.repair.tiles import Tile, tiles

Matrix = NDArray[np.float64]

# The side of one matrix.  Smaller ones are faster each, but more of them, and find less that repeats.
WINDOW_SIDE_PX = 256
WINDOW_OVERLAP_PX = 32
WIDE_HOLE_RADIUS_PX = 24  # Holes with a larger inscribed circle are filled at half the size.
TRIED_RANKS = (2, 4, 8, 16, 24)
OUTER_ROUNDS, ADMM_STEPS = 4, 25  # Each round has this many ADMM steps; trying a rank takes one round.
# A smaller singular value is a quarter of an 8-bit step in a single pixel: rounding, and no structure.
MIN_SINGULAR_VALUE = 1e-3
FIRST_PENALTY = 1.0  # The paper's β at the start of a round; its 0.01 is for values up to 255.
PENALTY_GROWTH = 1.08  # The factor by which β grows in each step.


class LowRank(ArrayMethod):
    info = MethodInfo(
        id="low-rank",
        title="Truncated nuclear norm",
        year=2013,
        paper="Hu, Zhang, Ye, Li and He, Fast and accurate matrix completion via truncated nuclear norm "
        "regularization, TPAMI 35(9)",
        purpose="Scattered specks and thin damage in regular patterns: facades, fabric, tiles",
        limits="Slow; wide holes become streaks along rows and columns",
        holes="thin",
        options=(
            Slider(
                id="rank",
                title="Rank",
                low=0,
                high=40,
                default=0,
                step=1,
                whole=True,
                help="0 finds the best",
            ),
        ),
        size=SizeRule(most=1536),
        context=0.5,
        context_least=48,
    )

    def fill(self, request: Request[Array], job: Job) -> Array:
        hole = request.mask > 0
        image = np.where(hole[..., None], np.float32(0), request.image)
        return (
            image if hole.all() or not hole.any() else _filled(image, hole, int(request.options["rank"]), job)
        )


def _filled(image: Array, hole: Hole, rank: int, job: Job) -> Array:
    if float(inscribed(hole.view(np.uint8)).max()) > WIDE_HOLE_RADIUS_PX and min(hole.shape) > 1:
        small, small_hole = halved(image, hole)
        coarse = doubled(_filled(small, small_hole, rank, job), (hole.shape[0], hole.shape[1]))
        return np.where(hole[..., None], coarse, image)
    marked = hole.astype(np.uint8)
    box = bounds(marked)
    region = Region(Box.of(hole.shape), box, marked[box.slices], radius=0.0)
    windows = tiles(region, WINDOW_SIDE_PX, WINDOW_OVERLAP_PX)
    start = spread(image, hole)
    if not rank:
        fullest = max(windows, key=lambda window: np.count_nonzero(hole[window.part.slices]))
        rank = _best_rank(start, hole, fullest.box, job.part(0.0, 0.3))
    blended = TiledFill(box, region.own)
    for index, window in enumerate(windows):
        part = job.part(0.3 + 0.7 * index / len(windows), 0.3 + 0.7 * (index + 1) / len(windows))
        blended.add(
            window.part,
            _window(start, hole, window, rank, part)[None],
            window.weight,
            marked[window.part.slices],
        )
    filled = image.copy()
    filled[box.slices] = np.where(
        hole[box.slices][..., None], np.clip(blended.at(box)[0], 0, 1), image[box.slices]
    )
    return filled


def _window(start: Array, hole: Hole, window: Tile, rank: int, job: Job) -> Array:
    matrix = _matrix(start[window.box.slices])
    known = ~np.tile(hole[window.box.slices], 3)
    picture = _picture(_completed(matrix, known, rank, OUTER_ROUNDS, job))
    return picture[window.part.shifted(-window.box.left, -window.box.top).slices]


def _best_rank(start: Array, hole: Hole, box: Box, job: Job) -> int:
    """The rank that gives back held-out known pixels best: the hole's own shape, shifted beside itself."""
    part, missing = start[box.slices], hole[box.slices]
    side = max(4, round(2 * float(inscribed(missing.view(np.uint8)).max())))
    probe = np.zeros_like(missing)
    for rows, columns in ((side, 0), (0, side), (-side, 0), (0, -side)):
        probe |= np.roll(missing, (rows, columns), axis=(0, 1))
    probe &= ~missing
    if not probe.any():
        return TRIED_RANKS[2]
    blind = missing | probe
    matrix, known = (
        _matrix(spread(np.where(blind[..., None], np.float32(0), part), blind)),
        ~np.tile(blind, 3),
    )
    errors = []
    for index, rank in enumerate(TRIED_RANKS):
        again = _completed(
            matrix, known, rank, 1, job.part(index / len(TRIED_RANKS), (index + 1) / len(TRIED_RANKS))
        )
        errors.append(float(np.square(_picture(again) - part)[probe].mean()))
    return TRIED_RANKS[int(np.argmin(errors))]


def _matrix(picture: Array) -> Matrix:
    return picture.transpose(0, 2, 1).reshape(picture.shape[0], -1).astype(np.float64)


def _picture(matrix: Matrix) -> Array:
    return matrix.reshape(len(matrix), 3, -1).transpose(0, 2, 1).astype(np.float32)


def _completed(start: Matrix, known: Hole, rank: int, rounds: int, job: Job) -> Matrix:
    """start with its unknown values completed: two-step TNNR with ADMM."""
    if not known.any():
        return start
    mean = _channel_means(start, known)
    given = start - mean
    x = given
    for turn in range(rounds):
        towards = _unit(x, rank)  # AᵀB
        w, y, penalty = x, np.zeros_like(x), FIRST_PENALTY
        for step in range(ADMM_STEPS):
            job.step((turn + step / ADMM_STEPS) / rounds)
            x = _shrunk(w - y / penalty, 1 / penalty)
            w = np.where(known, given, x + (towards + y) / penalty)
            y = y + penalty * (x - w)
            penalty *= PENALTY_GROWTH
        x = w
    return np.asarray(x + mean)


def _channel_means(matrix: Matrix, known: Hole) -> Matrix:
    """The mean of each colour's known values, as a row of the matrix.

    Without it, an even colour would count as structure, and a small matrix would lose some of it.
    """
    width = matrix.shape[1] // 3
    colours = range(0, matrix.shape[1], width)
    means = [matrix[:, at : at + width][known[:, at : at + width]].mean() for at in colours]
    return np.repeat(means, width)[None]


def _shrunk(matrix: Matrix, by: float) -> Matrix:
    """Its singular values less `by`, by way of the smaller Gram matrix."""
    vectors, values = _left(matrix)
    return np.asarray(
        (vectors * (np.maximum(values - by, 0) / np.maximum(values, 1e-9))) @ (vectors.T @ matrix)
    )


def _unit(matrix: Matrix, rank: int) -> Matrix:
    """U_r V_rᵀ: the first `rank` singular vectors, without those of rounding, with singular values 1."""
    vectors, values = _left(matrix)
    first, values = vectors[:, -rank:], values[-rank:]
    seen = values > MIN_SINGULAR_VALUE
    return np.asarray((first[:, seen] / values[seen]) @ (first[:, seen].T @ matrix))


def _left(matrix: Matrix) -> tuple[Matrix, Matrix]:
    """Left singular vectors and singular values, the smallest first."""
    values, vectors = np.linalg.eigh(matrix @ matrix.T)
    return vectors, np.sqrt(np.maximum(values, 0))


METHOD = LowRank()
