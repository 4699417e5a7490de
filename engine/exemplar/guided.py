"""Texture for a fill that is too soft: pieces of the same photo, laid where the fill says what belongs.

The fill of a network that worked at a smaller size decides what goes where and its colours; what it cannot
hold, the detail finer than its pixels, comes from patches of the surroundings.  The fill takes the part that
the drafts have in `completion`; the search and the vote are the same.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import cv2
import numpy as np

from engine.exemplar import seams
from engine.exemplar.completion import NEAR, THREADS
from engine.exemplar.kernels import Field, Flags
from engine.exemplar.pyramid import Level, build
from engine.exemplar.solver import HOLD, Solver
from engine.job import Job
from engine.models.method import Array
from engine.pixels.sharpness import sharpness

SIZE = 7  # px, of a patch
DEEPEST = 8  # halvings between the photo and the level at which the fill is compared with it
FINER = 0.2  # levels: a fill is rather compared too small than too large, where it would be soft
SHARP = 0.5  # of its surroundings' gradient energy: as sharp as a fill of its size can be asked to be
SOFTER = 3  # halvings after which a fill that is not sharp has lost nothing
EFFORT = 0.6  # of the rounds of a completion: the fill says where to begin
SPREAD = 1.0  # pixels of the level compared at: what is coarser than this follows the fill
# Pixels of that level, what is finer than which comes from the patches, and how strong.  Where a fill is soft
# it finds the patches that are a little soft, too.
SHARP_DETAIL, SOFT_DETAIL = (0.5, 1.0), (0.3, 1.2)


def textured(image: Array, hole: Flags, guess: Array, *, scale: float, seed: int, job: Job) -> Array:
    """`guess` with the texture of the known pixels, H×W×3 in [0, 1]; outside the hole it is `image`.

    image, guess: H×W×3 float32 in [0, 1].  hole: H×W of 0 and 1.  scale: how many px one pixel of the fill
    was, ≥ 1.  Where the photo has no patch to take, the guess is returned.
    """
    known = (1 - hole).astype(np.uint8)
    laid = np.where(hole[..., None] > 0, guess, image).astype(np.float32)
    levels = build(image, hole, known, SIZE, job)[: DEEPEST + 1]
    if not levels:
        return laid
    guesses = []
    for number in range(len(levels)):
        job.step(0.05, "Preparing")
        guesses.append(reduced(laid, 1 << number))
    start, sharp = compared_at(levels, guesses, scale)
    if not start or not all(level.sources.any() for level in levels[: start + 1]):
        return laid
    job.step(0.1, "Carrying texture")
    with ThreadPoolExecutor(THREADS) as threads:
        solver = Solver(levels[start], SIZE, seed & 0x7FFFFFFF, job.part(0.1, 0.2), threads.map)
        solver.match(guesses[start])
        total = sum(level.work for level in levels[:start])
        done = 0
        for here in reversed(range(start)):
            level = levels[here]
            part = job.part(
                0.2 + 0.7 * done / total, 0.2 + 0.7 * (done + level.work) / total, "Carrying texture"
            )
            finer = Solver(level, SIZE, seed & 0x7FFFFFFF, part, threads.map)
            finer.inherit(solver)
            finer.reach = NEAR
            steered = partial(_steered, laid=guesses[here], sigma=SPREAD * (1 << start - here))
            finer.converge(EFFORT, steered)
            solver = finer
            done += level.work
        job.step(0.9, "Blending")
        origin = solver.origin()
    below, strength = SHARP_DETAIL if sharp else SOFT_DETAIL
    return np.clip(_detailed(image, laid, hole, origin, below * (1 << start), strength, job), 0, 1)


def _detailed(
    image: Array, laid: Array, hole: Flags, origin: Field, sigma: float, strength: float, job: Job
) -> Array:
    """`laid` with `strength` times what is finer than sigma px where its missing pixels are taken from."""
    coarse = _coarse(image, (1 - hole).astype(np.float32), sigma)
    job.step(0.92, "Blending")
    rows, columns = np.nonzero(hole)
    down, right = origin[rows, columns, 0], origin[rows, columns, 1]
    detail = image - coarse
    detail[rows, columns] = detail[down, right]
    detail = seams.without(detail, hole, origin, HOLD, job=job.part(0.92, 1.0, "Blending"))
    laid[rows, columns] += np.float32(strength) * detail[rows, columns]
    return laid


def compared_at(levels: list[Level], guesses: list[Array], scale: float) -> tuple[int, bool]:
    """The level of the fill's own size and True, where it is sharp there; else one where it is not soft."""
    last = len(levels) - 1
    own = min(max(0, round(float(np.log2(max(scale, 1))) + FINER)), last)
    sharp = sharpness(guesses[own], levels[own].hole) >= SHARP
    return own if sharp else min(own + SOFTER, last), sharp


def reduced(picture: Array, factor: int) -> Array:
    """Means of factor² pixels; beyond the edge its last pixels go on."""
    height, width = picture.shape[:2]
    below, right = -height % factor, -width % factor
    padded = cv2.copyMakeBorder(picture, 0, below, 0, right, cv2.BORDER_REPLICATE)
    size = (padded.shape[1] // factor, padded.shape[0] // factor)
    return np.asarray(cv2.resize(padded, size, interpolation=cv2.INTER_AREA), np.float32)


def _steered(copied: Array, laid: Array, sigma: float) -> Array:
    """`copied`, its colours at scales above sigma px those of `laid`; both are the photo outside the hole."""
    return copied + np.asarray(cv2.GaussianBlur(laid - copied, (0, 0), sigma), np.float32)


def _coarse(image: Array, known: Array, sigma: float) -> Array:
    """What is coarser than sigma px in the known pixels, H×W×3."""
    total = cv2.GaussianBlur(image * known[..., None], (0, 0), sigma)
    return np.asarray(total / np.maximum(cv2.GaussianBlur(known, (0, 0), sigma), 1e-3)[..., None], np.float32)
