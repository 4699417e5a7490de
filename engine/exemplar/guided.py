"""Adds texture to a fill that is too soft, from patches of the same photo that look like the fill.

The fill of a network at a smaller size decides the content and its colours; detail finer than its pixels
comes from patches of the surroundings.  The fill replaces the drafts of `completion`; the search and the vote
are the same.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import cv2
import numpy as np

from engine.exemplar import seams
from engine.exemplar.completion import DRAFT_THREADS, REFINING_SEARCH_PX
from engine.exemplar.kernels import Field, Flags
from engine.exemplar.pyramid import SearchLevel, build
from engine.exemplar.solver import SEAM_DAMPING, Solver
from engine.job import Job
from engine.models.method import Array
from engine.pixels.sharpness import sharpness
from engine.text import Text

PATCH_SIDE_PX = 7
# At most this many halvings lie between the photo and the level at which patches are compared with the fill.
MAX_HALVINGS = 8
# Added to the number of halvings before rounding: a smaller level is better than one where the fill is soft.
HALVINGS_BIAS = 0.2
# A fill is sharp if its gradient energy is at least this share of its surroundings'.
MIN_SHARPNESS = 0.5
# After this many further halvings a fill that is not sharp has lost no detail.
SOFT_FILL_HALVINGS = 3
# The effort of a completion whose start is given by the fill; see Settings.effort.
CONVERGENCE_EFFORT = 0.6
# The scale, in pixels of the compared level, above which colours follow the fill.
FILL_COLOUR_SIGMA = 1.0
# (sigma, strength): detail finer than sigma pixels of the compared level comes from patches, times strength.
# For a soft fill the search finds patches that are a little soft too; the copied detail is not made stronger
# than what is around: of noise it would be a quarter too much.
SHARP_DETAIL, SOFT_DETAIL = (0.5, 1.0), (0.3, 1.2)
AROUND_PX = 32


def textured(image: Array, hole: Flags, fill: Array, *, scale: float, seed: int, job: Job) -> Array:
    """The fill with texture of the known pixels, H×W×3 in [0, 1]; outside the hole it is `image`.

    image, fill: H×W×3 float32 in [0, 1].  hole: H×W of 0 and 1.  scale: px of the image for each pixel that
    the fill was computed at, ≥ 1.  Returns the fill itself where the photo has no patches to take.
    """
    known = (1 - hole).astype(np.uint8)
    filled = np.where(hole[..., None] > 0, fill, image).astype(np.float32)
    levels = build(image, hole, known, PATCH_SIDE_PX, job)[: MAX_HALVINGS + 1]
    if not levels:
        return filled
    reduced_fills = []
    for number in range(len(levels)):
        job.step(0.05, Text("Preparing"))
        reduced_fills.append(reduced(filled, 1 << number))
    start, sharp = compared_at(levels, reduced_fills, scale)
    if not start or not all(level.sources.any() for level in levels[: start + 1]):
        return filled
    job.step(0.1, Text("Carrying texture"))
    with ThreadPoolExecutor(DRAFT_THREADS) as threads:
        solver = Solver(levels[start], PATCH_SIDE_PX, seed & 0x7FFFFFFF, job.part(0.1, 0.2), threads.map)
        solver.match(reduced_fills[start])
        total = sum(level.work for level in levels[:start])
        done = 0
        for here in reversed(range(start)):
            level = levels[here]
            part = job.part(
                0.2 + 0.7 * done / total, 0.2 + 0.7 * (done + level.work) / total, Text("Carrying texture")
            )
            finer = Solver(level, PATCH_SIDE_PX, seed & 0x7FFFFFFF, part, threads.map)
            finer.inherit(solver)
            finer.search_radius = REFINING_SEARCH_PX
            corrected = partial(
                _with_colours_of, filled=reduced_fills[here], sigma=FILL_COLOUR_SIGMA * (1 << start - here)
            )
            finer.converge(CONVERGENCE_EFFORT, corrected)
            solver = finer
            done += level.work
        job.step(0.9, Text("Blending"))
        origin = solver.origin()
    below, strength = SHARP_DETAIL if sharp else SOFT_DETAIL
    return np.clip(_detailed(image, filled, hole, origin, below * (1 << start), strength, job), 0, 1)


def _detailed(
    image: Array, filled: Array, hole: Flags, origin: Field, sigma: float, strength: float, job: Job
) -> Array:
    """`filled` plus up to `strength` times the detail, finer than sigma px, of the pixels `origin` names."""
    coarse = _coarse(image, (1 - hole).astype(np.float32), sigma)
    job.step(0.92, Text("Blending"))
    rows, columns = np.nonzero(hole)
    down, right = origin[rows, columns, 0], origin[rows, columns, 1]
    detail = image - coarse
    detail[rows, columns] = detail[down, right]
    detail = seams.remove_seams(detail, hole, origin, SEAM_DAMPING, job=job.part(0.92, 1.0, Text("Blending")))
    around = cv2.dilate(hole, np.ones((2 * AROUND_PX + 1, 2 * AROUND_PX + 1), np.uint8)) > hole
    lack = np.sqrt(np.mean(detail[around] ** 2) / max(float(np.mean(detail[rows, columns] ** 2)), 1e-9))
    filled[rows, columns] += np.float32(np.clip(lack, 1, strength)) * detail[rows, columns]
    return filled


def compared_at(levels: list[SearchLevel], reduced_fills: list[Array], scale: float) -> tuple[int, bool]:
    """The level at which patches are compared with the fill, and whether the fill is sharp.

    It is the level of the fill's own size if the fill is sharp there, else a smaller one.
    """
    last = len(levels) - 1
    own = min(max(0, round(float(np.log2(max(scale, 1))) + HALVINGS_BIAS)), last)
    sharp = sharpness(reduced_fills[own], levels[own].hole) >= MIN_SHARPNESS
    return own if sharp else min(own + SOFT_FILL_HALVINGS, last), sharp


def reduced(picture: Array, factor: int) -> Array:
    """The picture at 1/factor of its size, by means of factor² pixels; edge pixels are repeated."""
    height, width = picture.shape[:2]
    below, right = -height % factor, -width % factor
    padded = cv2.copyMakeBorder(picture, 0, below, 0, right, cv2.BORDER_REPLICATE)
    size = (padded.shape[1] // factor, padded.shape[0] // factor)
    return np.asarray(cv2.resize(padded, size, interpolation=cv2.INTER_AREA), np.float32)


def _with_colours_of(copied: Array, filled: Array, sigma: float) -> Array:
    """`copied` with the colours of `filled` at scales above sigma px; outside the hole both are the photo."""
    return copied + np.asarray(cv2.GaussianBlur(filled - copied, (0, 0), sigma), np.float32)


def _coarse(image: Array, known: Array, sigma: float) -> Array:
    """The known pixels blurred by sigma px, H×W×3; missing ones get no weight."""
    total = cv2.GaussianBlur(image * known[..., None], (0, 0), sigma)
    return np.asarray(total / np.maximum(cv2.GaussianBlur(known, (0, 0), sigma), 1e-3)[..., None], np.float32)
