"""One level at work: which source patch stands for each target, and the colours that come of it.

Two things alternate until they agree (Wexler et al. 2007, section 3): every patch that touches the hole
finds its nearest source, and every missing pixel takes the vote of the patches over it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import cv2
import numpy as np

from engine.exemplar import kernels, seams
from engine.exemplar.kernels import CHANNELS, Field, Flags
from engine.exemplar.pyramid import Level, patches
from engine.job import Job
from engine.models.method import Array

Map = Callable[[Callable[[int], None], Iterable[int]], Iterable[None]]

FADE = 1.08  # trust falls by this a pixel from what is known; the 1.3 of Wexler et al. 2007 blurs the middle
CLING = np.float32(1.2)  # what does not go on from a neighbour must be better by this: large pieces are sharp
HOME = 2.5  # a source a picture's width away costs this much more: near ones have the same light and scale
HOLD = 0.004  # pull of the seams' correction to zero: keeps it within some 15 px of a seam
WORK = 400_000  # targets visited on a level in all rounds; at least 3 rounds and at most 16
MATCHING = 12  # sweeps in search of what a guess shows
BAND = 200_000  # pixels a kernel works on before it looks whether to stop


def _rounds(level: Level, effort: float) -> int:
    return int(np.clip(effort * WORK / max(level.work, 1), 3, 16))


def visited(level: Level, effort: float) -> int:
    """How many targets `converge` visits on a level, each round's counted."""
    return _rounds(level, effort) * level.work


@dataclass(frozen=True)
class Trust:
    """How much each pixel of a target counts: spread over the channels, and summed over each target."""

    spread: Array
    norm: Array


class Solver:
    """Fills one level.  `map` runs bands of rows, beside each other or in turn: the answer is the same."""

    def __init__(self, level: Level, size: int, seed: int, job: Job, map: Map) -> None:
        self.level = level
        self.size = size
        self.seed = seed
        self.job = job
        self.map = map
        self.shape = level.hole.shape
        self.picture = level.picture.reshape(-1)
        self.field: Field = np.zeros((*level.targets.shape, 2), np.int32)
        self.cost: Array = np.zeros(level.targets.shape, np.float32)
        self.credit: Array = np.zeros(level.targets.shape, np.float32)
        self.reach = max(level.targets.shape)
        self.home = np.float32(HOME / self.reach)
        self.passes = 0

    @property
    def colours(self) -> Array:
        """H×W×3, the hole filled as far as it is."""
        return self.picture.reshape(*self.shape, CHANNELS)[..., :3]

    @property
    def energy(self) -> float:
        """What is left of the difference between the fill and its sources; the lower, the more coherent."""
        return float(self.cost[self.level.targets > 0].mean())

    def scatter(self) -> None:
        """A random source for every target."""
        places = np.argwhere(self.level.sources).astype(np.int32)
        drawn = np.random.default_rng(self.seed).integers(0, len(places), self.level.targets.shape)
        self.field[:] = places[drawn]

    def inherit(self, coarse: Solver) -> None:
        """Start from the coarser level's field; where it leads to no source, from a random one."""
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
        self.credit[y, x] = good + np.float32(1e-6)
        self.job.step(0.0)
        self._vote(self.level.hole)

    def match(self, guess: Array) -> None:
        """A source for every target that has the colours of a guess at the fill, H×W×3.

        The guess is soft: that it has no texture says nothing, so in the hole texture is not compared.
        """
        missing = self.level.hole > 0
        self.colours[missing] = guess[missing]
        self.scatter()
        trust = self._trust(np.ones(self.shape, np.float32))
        self._textures(trust.spread)[missing] = 0
        for turn in range(MATCHING):
            self.job.step(turn / MATCHING)
            self._sweep(trust, self.level.targets)

    def peel(self) -> None:
        """Fill from the rim inwards, ring by ring, comparing only what is there (Newson et al. 2014)."""
        depth = self.level.depth
        present = (1 - self.level.hole).astype(np.float32)
        for ring in range(1, int(np.ceil(depth.max(initial=0))) + 1):
            now = ((depth > ring - 1) & (depth <= ring)).astype(np.uint8)
            touched = patches(now, self.size, every=False) & self.level.targets
            trust = self._trust(present)
            self.job.step(0.0)
            for _ in range(4):
                self._sweep(trust, touched)
            self.credit = (np.exp(-self.cost / self._scale(touched)) * touched).astype(np.float32)
            self._vote(now)
            present[now > 0] = 0.5

    def converge(self, effort: float, steered: Callable[[Array], Array] | None = None) -> None:
        """Search and vote in turn; the larger the level, the fewer rounds.

        steered: what is made of the colours H×W×3 after each vote.
        """
        fade = np.maximum(np.float32(FADE) ** -self.level.depth, 1e-9).astype(np.float32)
        near = fade[: self.cost.shape[0], : self.cost.shape[1]]
        trust = self._trust(fade)
        rounds = _rounds(self.level, effort)
        for turn in range(rounds):
            self.job.step(turn / rounds)
            for _ in range(2):
                self._sweep(trust, self.level.targets)
            self.credit = (near * np.exp(-self.cost / self._scale(self.level.targets))).astype(np.float32)
            self._vote(self.level.hole)
            if steered:
                missing = self.level.hole > 0
                self.colours[missing] = steered(self.colours)[missing]

    def copied(self) -> Array:
        """H×W×3 with every missing pixel copied from one source, and the seams between sources taken out."""
        hole, origin = self.level.hole, self.origin()
        picture = self.colours.copy()
        rows, columns = np.nonzero(hole)
        picture[rows, columns] = picture[origin[rows, columns, 0], origin[rows, columns, 1]]
        return seams.without(picture, hole, origin, HOLD, job=self.job)

    def origin(self) -> Field:
        """H×W×2: the row and column that each missing pixel is copied from; 0 outside the hole."""
        origin: Field = np.zeros((*self.shape, 2), np.int32)
        hole = self.level.hole

        def elect(top: int, bottom: int) -> None:
            kernels.elect(hole, self.level.targets, self.field, self.credit, origin, top, bottom, self.size)

        self._bands(hole, elect)
        return origin

    def _textures(self, spread: Array) -> Array:
        return spread.reshape(*self.shape, CHANNELS)[..., 3:]

    def _trust(self, weights: Array) -> Trust:
        sums = cv2.boxFilter(weights, -1, (self.size, self.size), anchor=(0, 0), normalize=False)
        height, width = self.cost.shape
        norm = np.maximum(sums[:height, :width], 1e-6).astype(np.float32)
        each = np.empty((weights.size, CHANNELS), np.float32)
        each[:] = weights.reshape(-1, 1)  # np.repeat would hold all other threads up
        return Trust(each.reshape(-1), np.ascontiguousarray(norm))

    def _scale(self, targets: Flags) -> np.float32:
        """2σ², with σ² the 75th percentile of the costs (Wexler et al. 2007, section 3.1)."""
        costs = self.cost[targets > 0]
        return np.float32(2 * max(float(np.percentile(costs, 75)), 1e-6)) if costs.size else np.float32(1)

    def _sweep(self, trust: Trust, targets: Flags) -> None:
        before = self.field.copy()
        self.passes += 1
        seed = self.seed + self.passes * 101

        def sweep(top: int, bottom: int) -> None:
            kernels.sweep(
                self.picture, trust.spread, trust.norm, targets, self.level.sources,
                self.field, before, self.cost, top, bottom, self.passes % 2 == 0,
                self.reach, seed, self.size, CLING, self.home,
            )  # fmt: skip

        self._bands(targets, sweep)

    def _vote(self, hole: Flags) -> None:
        def vote(top: int, bottom: int) -> None:
            kernels.vote(
                self.picture, hole, self.level.targets, self.field, self.credit, top, bottom, self.size
            )

        self._bands(hole, vote)

    def _bands(self, flags: Flags, work: Callable[[int, int], None]) -> None:
        """Split the flagged rows by the work alone: the answer must not depend on the machine."""
        rows = np.flatnonzero(flags.any(axis=1))
        if not rows.size:
            return
        count = 2 * (1 + int(np.count_nonzero(flags)) // BAND)
        edges = np.linspace(rows[0], rows[-1] + 1, count + 1).astype(int).tolist()

        def band(number: int) -> None:
            if not self.job.cancelled:
                work(edges[number], edges[number + 1])

        for _ in self.map(band, range(count)):
            pass
        if self.job.cancelled:
            self.job.step(0.0)
