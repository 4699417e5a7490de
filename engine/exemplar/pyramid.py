"""The levels of the coarse-to-fine search: picture, hole and sources, each at half the size of the last."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.exemplar import lines as guide_lines
from engine.exemplar.lines import Lines
from engine.job import Job
from engine.models.method import Array
from engine.text import Text

Flags = NDArray[np.uint8]

# The weight of texture against colour; Newson et al. 2014 take the root of 50.
TEXTURE_WEIGHT = 7.0
# The weight of lines against colour, which differs by 0.1 to 0.5 across most edges.
LINE_WEIGHT = np.float32(0.7)
# The side of the window over which texture is measured.
TEXTURE_WINDOW_PX = 9
# Lines are not followed where they are so dense that they are a texture: they cover more than this share of a
# window.
LINE_WINDOW_PX, MAX_LINE_DENSITY = 15, 0.2
# Detected segments are interrupted where others cross them, so around a crossing lines are not compared.
CROSSING_RADIUS_PX = 5
NO_LINES = Lines()


@dataclass
class SearchLevel:
    """One scale of the search.

    picture: H×W×6, three colours, two textures, and the lines, also those that go on in the hole.  hole: H×W
    of 0 and 1.  targets: 1 at the corners of patches that touch the hole.  sources: 1 at the corners of
    patches of usable pixels only.  Both are (H − size + 1)×(W − size + 1).  depth: px from each missing pixel
    to the nearest known one, else 0.
    line_trust: 1 on lines that go on in the hole, else 0.
    texture_trust: below 1 at known pixels beside the hole, of which the texture is known on one side only.
    """

    picture: Array
    hole: Flags
    targets: Flags
    sources: Flags
    depth: Array
    line_trust: Array
    texture_trust: Array

    @property
    def work(self) -> int:
        """The number of targets."""
        return int(np.count_nonzero(self.targets))

    def copy(self) -> SearchLevel:
        """The level with a copy of its picture, which a solver changes."""
        return replace(self, picture=self.picture.copy())


def largest_patch(usable: Flags, wanted: int) -> int:
    """The largest patch side ≤ `wanted` for which a few patches are wholly usable; 0 if there is none."""
    for size in range(min(wanted, *usable.shape), 0, -1):
        if np.count_nonzero(patches(usable, size, every=True)) >= (4 if size > 1 else 1):
            return size
    return 0


def patches(flags: Flags, size: int, *, every: bool) -> Flags:
    """The corners of size² patches of flagged pixels only (`every`), or with at least one flagged pixel."""
    change = cv2.erode if every else cv2.dilate
    spread = change(flags, np.ones((size, size), np.uint8), anchor=(0, 0), borderType=cv2.BORDER_REPLICATE)
    return np.ascontiguousarray(spread[: flags.shape[0] - size + 1, : flags.shape[1] - size + 1])


def texture(image: Array, known: Array) -> Array:
    """Mean absolute gradients along x and y, H×W×2 (Newson et al. 2014), without the steps into the hole."""
    gray = np.ascontiguousarray(image @ np.full(3, 1 / 3, np.float32))
    planes = []
    for axis in (1, 0):
        step = np.abs(np.diff(gray, axis=axis, append=np.take(gray, [-1], axis=axis)))
        both = known * np.roll(known, -1, axis=axis)
        planes.append(_window_mean(step * both) / np.maximum(_window_mean(both), 1e-3))
    return np.stack(planes, axis=-1).astype(np.float32)


def _window_mean(plane: Array) -> Array:
    window = (TEXTURE_WINDOW_PX, TEXTURE_WINDOW_PX)
    return np.asarray(cv2.blur(plane, window, borderType=cv2.BORDER_REFLECT_101), np.float32)


def _texture_trust(known: Array) -> Array:
    """1 where the window of the texture is all known, 0 where half of it or less is."""
    return np.clip(2 * _window_mean(known) - 1, 0, 1)


def halved(picture: Array, known: Array, usable: Array) -> tuple[Array, Array, Array]:
    """The next level: means of the known pixels; known and usable become shares."""
    share = _quarter(known)
    average = _quarter(picture * known[..., None])
    average /= np.maximum(share, np.float32(1e-6))[..., None]
    return average, share, _quarter(usable)


def _quarter(plane: Array) -> Array:
    """Means of 2×2 pixels, padded by 0 at odd edges."""
    height, width = plane.shape[:2]
    if height % 2 or width % 2:
        plane = np.pad(plane, [(0, height % 2), (0, width % 2)] + [(0, 0)] * (plane.ndim - 2))
    columns = plane[:, 0::2] + plane[:, 1::2]
    means: Array = (columns[0::2] + columns[1::2]) * np.float32(0.25)
    return means


def build(
    image: Array, hole: Flags, usable: Flags, size: int, job: Job, lines: Lines = NO_LINES
) -> list[SearchLevel]:
    """All levels, finest first, until the hole is about a patch thick or there are few sources.

    image: H×W×3 in [0, 1].  usable: known pixels that may be copied.  lines: that the fill should follow.
    """
    known = (1 - hole).astype(np.float32)
    textures = TEXTURE_WEIGHT * texture(image, known)
    job.step(0.0, Text("Preparing"))
    picture = np.concatenate([image, textures, _texture_trust(known)[..., None]], axis=2, dtype=np.float32)
    share = usable.astype(np.float32)
    levels: list[SearchLevel] = []
    while min(*known.shape) >= size:
        job.step(0.0, Text("Preparing"))
        guide, trust = _guide(lines, known, 0.5 ** len(levels))
        level = _level(np.dstack([picture[..., :-1], guide]), known, share, size, (trust, picture[..., -1]))
        if levels and not _useful(level):
            break
        levels.append(level)
        if float(level.depth.max()) <= 0.4 * size:
            break
        picture, known, share = halved(picture, known, share)
    return levels


def _useful(level: SearchLevel) -> bool:
    """Whether the level still has a hole, and enough sources to fill it."""
    sources, missing = int(np.count_nonzero(level.sources)), int(np.count_nonzero(level.hole))
    return level.work > 0 and sources >= max(64, missing // 16)


def _guide(lines: Lines, known: Array, scale: float) -> tuple[Array, Array]:
    """The channel of lines, H×W, and how far it is trusted."""
    if not lines.courses:
        return np.zeros_like(known), np.zeros_like(known)
    inside = guide_lines.drawn(lines.courses, lines.course_strengths, known.shape, scale)
    outside = guide_lines.drawn(lines.known, lines.known_strengths, known.shape, scale)
    # Beside a course nothing is compared: which other lines stand there is not known in the hole.
    course = guide_lines.barriers(lines, known.shape, scale).astype(np.float32)
    dense = cv2.blur(course, (LINE_WINDOW_PX, LINE_WINDOW_PX)) > MAX_LINE_DENSITY
    trust = course * ~dense
    for x, y in np.rint((guide_lines.crossings(lines.courses) + 0.5) * scale - 0.5).astype(int).tolist():
        cv2.circle(trust, (x, y), CROSSING_RADIUS_PX, 0, -1)
    return LINE_WEIGHT * np.maximum(inside, outside * (known >= 0.5)), trust


def _level(
    picture: Array, known: Array, usable: Array, size: int, trusts: tuple[Array, Array]
) -> SearchLevel:
    """trusts: of lines, and of the texture at known pixels."""
    hole = (known < 0.5).astype(np.uint8)
    whole = ((usable > 0.999) & (hole == 0)).astype(np.uint8)
    depth = cv2.distanceTransform(hole, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    return SearchLevel(
        np.ascontiguousarray(picture),
        hole,
        patches(hole, size, every=False),
        patches(whole, size, every=True),
        np.asarray(depth, np.float32),
        trusts[0],
        np.where(hole > 0, np.float32(1), trusts[1]),
    )
