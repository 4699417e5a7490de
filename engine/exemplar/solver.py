"""The solver of one level: finds a source patch for each target patch, and from these the missing colours.

Two steps alternate until they agree (Wexler et al. 2007, section 3): every patch that touches the hole
searches its nearest source, and every missing pixel becomes the vote of the patches over it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.exemplar import kernels, seams
from engine.exemplar.kernels import PICTURE_CHANNELS, Field, Flags
from engine.exemplar.offsets import NO_OFFSETS
from engine.exemplar.pyramid import SearchLevel, patches
from engine.job import Job
from engine.models.method import Array

Map = Callable[[Callable[[int], None], Iterable[int]], Iterable[None]]

# The trust in missing pixels falls by this factor for each px of depth.  The 1.3 of Wexler et al. 2007 blurs
# the middle of large holes.
TRUST_FALLOFF = 1.08
# A source that does not continue a neighbour's must be better by this factor: large copied pieces are sharp.
DISCONTINUITY_PENALTY = np.float32(1.2)
# A source at the distance of the picture's longer side costs this much more: near ones have the same light
# and scale.
DISTANCE_PENALTY = 2.5
# A source used twice as often as the share of all costs this much more: nothing should stand there thrice.
REUSE_PENALTY = np.float32(0.15)
# Lines that go on behind the hole are trusted at least as much, since they are known in it too, but at most
# so many times as much as colours that are filled: else those deep in a hole would not count beside lines.
MIN_LINE_TRUST, MAX_LINE_TO_COLOUR_TRUST = np.float32(0.25), np.float32(4)
# The scale above which fills are compared with each other.
COMPARED_SIGMA_PX = 5.0
# The radius of the random search from a given field.
ASSIGNED_SEARCH_PX = 4
# The damping of seam corrections (seams.remove_seams): it keeps them within some 15 px of a seam.
SEAM_DAMPING = 0.004
# Visits of targets on a level in all its rounds, which are limited to these numbers.
TARGET_VISITS = 400_000
MIN_ROUNDS, MAX_ROUNDS = 3, 16
# The rounds end once the energy changed by less than this share in so many rounds, one after another.
SETTLED_CHANGE_SHARE, SETTLED_ROUNDS = 0.006, 2
# Sweeps of the search for patches that look like a given fill.
MATCHING_SWEEPS = 12
# A kernel works on about this many pixels before it checks whether to stop.
BAND_PIXELS = 200_000


def _rounds(level: SearchLevel, effort: float) -> int:
    return int(np.clip(effort * TARGET_VISITS / max(level.work, 1), MIN_ROUNDS, MAX_ROUNDS))


def visited(level: SearchLevel, effort: float) -> int:
    """The number of visits of targets that `converge` makes on a level in all rounds."""
    return _rounds(level, effort) * level.work


@dataclass(frozen=True)
class Trust:
    """The weights of pixels in a target.

    spread: repeated for each channel.  norm: their sum in each target.
    """

    spread: Array
    norm: Array


class Solver:
    """Fills one level.  `map` runs bands of rows, in parallel or one by one, with the same result."""

    def __init__(self, level: SearchLevel, size: int, seed: int, job: Job, map: Map) -> None:
        self.level = level
        self.size = size
        self.seed = seed
        self.job = job
        self.map = map
        self.shape = level.hole.shape
        self.picture = level.picture.reshape(-1)
        self.field: Field = np.zeros((*level.targets.shape, 2), np.int32)
        self.cost: Array = np.zeros(level.targets.shape, np.float32)
        self.vote_weight: Array = np.zeros(level.targets.shape, np.float32)
        self.search_radius = max(level.targets.shape)
        self.distance_penalty = np.float32(DISTANCE_PENALTY / self.search_radius)
        self.offsets = NO_OFFSETS
        self.passes = 0

    @property
    def colours(self) -> Array:
        """The picture as it is filled so far, H×W×3."""
        return self.picture.reshape(*self.shape, PICTURE_CHANNELS)[..., :3]

    @property
    def energy(self) -> float:
        """The root mean square of the differences of targets from their sources.

        The lower, the more coherent is the fill.  A mean would hide a line that breaks at one place.
        """
        return float(np.sqrt((self.cost[self.level.targets > 0].astype(np.float64) ** 2).mean()))

    def energy_of(self, targets: Flags) -> float:
        """The energy of some targets without what penalties add, comparable between levels of one picture."""
        trust = self._trust(self._fade())
        found = np.zeros(self.cost.shape, np.float32)
        kernels.differences(self.picture, trust.spread, trust.norm, targets, self.field, self.size, found)
        return float(np.sqrt((found[targets > 0].astype(np.float64) ** 2).mean()))

    def difference(self, other: Array, missing: NDArray[np.bool_] | None = None) -> float:
        """The root mean square difference of the fill from another, H×W×3, as a share of the contrast around.

        missing: H×W, the part that is compared; None for the whole hole.  Texture is not compared, but what
        is coarser than a few px.
        """
        known = self.level.hole == 0
        missing = ~known if missing is None else missing
        apart = np.asarray(cv2.GaussianBlur(self.colours - other, (0, 0), COMPARED_SIGMA_PX), np.float32)
        rms = float(np.sqrt((apart[missing] ** 2).mean()))
        return rms / max(float(self.colours[known].std()), 1e-3)

    def scatter(self) -> None:
        """Set a random source for every target."""
        places = np.argwhere(self.level.sources).astype(np.int32)
        drawn = np.random.default_rng(self.seed).integers(0, len(places), self.level.targets.shape)
        self.field[:] = places[drawn]

    def inherit(self, coarse: Solver) -> None:
        """Initialise from the coarser level's field; where that leads to no source, by a random one."""
        y, x = (index.astype(np.int32) for index in np.nonzero(self.level.targets))
        cy = np.minimum(y // 2, coarse.field.shape[0] - 1)
        cx = np.minimum(x // 2, coarse.field.shape[1] - 1)
        self.job.step(0.0)
        sy = coarse.field[cy, cx, 0] * 2 + y - 2 * cy
        sx = coarse.field[cy, cx, 1] * 2 + x - 2 * cx
        height, width = self.level.targets.shape
        good = (sy >= 0) & (sx >= 0) & (sy < height) & (sx < width) & (coarse.level.targets[cy, cx] > 0)
        good[good] = self.level.sources[sy[good], sx[good]] > 0
        self.job.step(0.0)
        places = np.argwhere(self.level.sources).astype(np.int32)
        drawn = places[np.random.default_rng(self.seed).integers(0, len(places), int((~good).sum()))]
        sy[~good], sx[~good] = drawn[:, 0], drawn[:, 1]
        self.field[y, x, 0], self.field[y, x, 1] = sy, sx
        self.vote_weight[y, x] = good + np.float32(1e-6)
        self.job.step(0.0)
        self._vote(self.level.hole)

    def assign(self, field: Field) -> None:
        """Initialise from a field of sources; where that is negative, by a random one.

        The search stays near, since the field decides the content.
        """
        self.scatter()
        given = field[..., 0] >= 0
        self.field[given] = field[given]
        self.vote_weight = np.where(given, np.float32(1), np.float32(1e-6))
        self.search_radius = ASSIGNED_SEARCH_PX
        self._vote(self.level.hole)

    def take_over(self, other: Solver, y: NDArray[np.intp], x: NDArray[np.intp], shift: int) -> None:
        """Initialise from the solver of a narrower level; targets at (y, x) copy from `shift` px right."""
        width = other.field.shape[1]
        self.field[:, :width], self.vote_weight[:, :width] = other.field, other.vote_weight
        self.field[y, x, 0], self.field[y, x, 1] = y, x + shift
        self.vote_weight[y, x] = 1
        self._vote(self.level.hole)

    def match(self, fill: Array) -> None:
        """Find a source for every target that has the colours of a given fill, H×W×3.

        The fill is soft, so in the hole its texture is not compared.
        """
        missing = self.level.hole > 0
        self.colours[missing] = fill[missing]
        self.scatter()
        trust = self._trust(np.ones(self.shape, np.float32))
        trust.spread.reshape(*self.shape, PICTURE_CHANNELS)[..., 3:5][missing] = 0
        for turn in range(MATCHING_SWEEPS):
            self.job.step(turn / MATCHING_SWEEPS)
            self._sweep(trust, self.level.targets)

    def begin(self, prefilled: Array) -> None:
        """Fill from sources that have the colours of a prefill, H×W×3."""
        self.match(prefilled)
        self.vote_weight = np.exp(-self.cost / self._scale(self.level.targets)).astype(np.float32)
        self._vote(self.level.hole)

    def peel(self) -> None:
        """Fill from the rim inwards, ring by ring, comparing only filled pixels (Newson et al. 2014)."""
        depth = self.level.depth
        present = (1 - self.level.hole).astype(np.float32)
        for ring in range(1, int(np.ceil(depth.max(initial=0))) + 1):
            now = ((depth > ring - 1) & (depth <= ring)).astype(np.uint8)
            touched = patches(now, self.size, every=False) & self.level.targets
            trust = self._trust(present)
            self.job.step(0.0)
            for _ in range(4):
                self._sweep(trust, touched)
            self.vote_weight = (np.exp(-self.cost / self._scale(touched)) * touched).astype(np.float32)
            self._vote(now)
            present[now > 0] = 0.5

    def converge(self, effort: float, correct: Callable[[Array], Array] | None = None) -> None:
        """Alternate search and vote until the energy has settled, with fewer rounds on larger levels.

        correct: changes the colours, H×W×3, after each vote.
        """
        fade = self._fade()
        near = fade[: self.cost.shape[0], : self.cost.shape[1]]
        trust = self._trust(fade)
        rounds = _rounds(self.level, effort)
        last, settled = np.inf, 0
        for turn in range(rounds):
            self.job.step(turn / rounds)
            for _ in range(2):
                self._sweep(trust, self.level.targets)
            self.vote_weight = (near * np.exp(-self.cost / self._scale(self.level.targets))).astype(
                np.float32
            )
            self._vote(self.level.hole)
            if correct:
                missing = self.level.hole > 0
                self.colours[missing] = correct(self.colours)[missing]
            energy = self.energy
            settled = settled + 1 if abs(energy - last) <= SETTLED_CHANGE_SHARE * energy else 0
            last = energy
            if settled == SETTLED_ROUNDS:
                break
        self.job.step(1.0)

    def copied(self) -> Array:
        """The picture with every missing pixel copied from one source, and without seams, H×W×3."""
        hole, origin = self.level.hole, self.origin()
        picture = self.colours.copy()
        rows, columns = np.nonzero(hole)
        picture[rows, columns] = picture[origin[rows, columns, 0], origin[rows, columns, 1]]
        return seams.remove_seams(picture, hole, origin, SEAM_DAMPING, job=self.job)

    def origin(self) -> Field:
        """The row and column that each missing pixel is copied from, H×W×2; 0 outside the hole."""
        origin: Field = np.zeros((*self.shape, 2), np.int32)
        hole = self.level.hole

        def choose_origins(top: int, bottom: int) -> None:
            kernels.choose_origins(
                hole, self.level.targets, self.field, self.vote_weight, origin, top, bottom, self.size
            )

        self._bands(hole, choose_origins)
        return origin

    def _fade(self) -> Array:
        """How far each pixel is trusted: known ones by 1, missing ones less, the deeper they lie."""
        fade = np.maximum(np.float32(TRUST_FALLOFF) ** -self.level.depth, 1e-9)
        return np.asarray(fade, np.float32)

    def _trust(self, weights: Array) -> Trust:
        sums = cv2.boxFilter(weights, -1, (self.size, self.size), anchor=(0, 0), normalize=False)
        height, width = self.cost.shape
        norm = np.maximum(sums[:height, :width], 1e-6).astype(np.float32)
        each = np.empty((weights.size, PICTURE_CHANNELS), np.float32)
        each[:] = weights.reshape(-1, 1)  # np.repeat would keep Python's lock.
        each[:, 3:5] *= self.level.texture_trust.reshape(-1, 1)
        most = np.where(each[:, -1] > 0, MAX_LINE_TO_COLOUR_TRUST * each[:, -1], MIN_LINE_TRUST)
        each[:, -1] = np.clip(MIN_LINE_TRUST, each[:, -1], most) * self.level.line_trust.reshape(-1)
        return Trust(each.reshape(-1), np.ascontiguousarray(norm))

    def _scale(self, targets: Flags) -> np.float32:
        """2σ², with σ² the 75th percentile of the costs (Wexler et al. 2007, section 3.1)."""
        costs = self.cost[targets > 0]
        return np.float32(2 * max(float(np.percentile(costs, 75)), 1e-6)) if costs.size else np.float32(1)

    def _sweep(self, trust: Trust, targets: Flags) -> None:
        before = self.field.copy()
        reuse = self._reuse()
        self.passes += 1
        seed = self.seed + self.passes * 101

        def sweep(top: int, bottom: int) -> None:
            kernels.sweep(
                self.picture, trust.spread, trust.norm, targets, self.level.sources,
                self.field, before, self.cost, top, bottom, self.passes % 2 == 0,
                self.search_radius, seed, self.size, DISCONTINUITY_PENALTY, self.distance_penalty,
                self.offsets, reuse, REUSE_PENALTY,
            )  # fmt: skip

        self._bands(targets, sweep)

    def _reuse(self) -> Array:
        """How often each source is used, beyond once or the share of all where the targets are more."""
        chosen = self.field[self.level.targets > 0]
        used = np.zeros(self.cost.shape, np.float32)
        np.add.at(used, (chosen[:, 0], chosen[:, 1]), np.float32(1))
        usual = max(1.0, len(chosen) / max(int(np.count_nonzero(self.level.sources)), 1))
        around = cv2.blur(used, (self.size, self.size))
        return np.asarray(np.maximum(around / np.float32(usual) - 1, 0), np.float32)

    def _vote(self, hole: Flags) -> None:
        def vote(top: int, bottom: int) -> None:
            kernels.vote(
                self.picture, hole, self.level.targets, self.field, self.vote_weight, top, bottom, self.size
            )

        self._bands(hole, vote)

    def _bands(self, flags: Flags, work: Callable[[int, int], None]) -> None:
        """Run work(top, bottom) on bands of the flagged rows; the bands do not depend on the machine."""
        rows = np.flatnonzero(flags.any(axis=1))
        if not rows.size:
            return
        count = 2 * (1 + int(np.count_nonzero(flags)) // BAND_PIXELS)
        edges = np.linspace(rows[0], rows[-1] + 1, count + 1).astype(int).tolist()

        def band(number: int) -> None:
            if not self.job.cancelled:
                work(edges[number], edges[number + 1])

        for _ in self.map(band, range(count)):
            pass
        if self.job.cancelled:
            self.job.step(0.0)
