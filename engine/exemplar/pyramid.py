"""The levels of the coarse-to-fine search: pictures, holes and what may be taken, each half as large as the one before."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.contract import Array

Flags = NDArray[np.uint8]

CHANNELS = 5
TEXTURE = 7.0  # weight of the texture planes against colour


@dataclass
class Level:
    """One scale.  picture: H×W×5 (three colours, two textures); hole and usable: H×W, 0 or 1.

    targets: corners of the patches that touch the hole.  sources: corners of the patches that hold usable pixels only.
    Both are (H − size + 1)×(W − size + 1).
    """

    picture: Array
    hole: Flags
    targets: Flags
    sources: Flags
    depth: Array  # px from each missing pixel to the nearest known one; 0 outside

    @property
    def work(self) -> int:
        return int(np.count_nonzero(self.targets))

    def copy(self) -> Level:
        """The same level with a picture of its own to vote into."""
        return replace(self, picture=self.picture.copy())

    @property
    def possible(self) -> int:
        return int(np.count_nonzero(self.sources))


def largest_patch(usable: Flags, wanted: int) -> int:
    """The largest patch side ≤ `wanted` of which a few lie wholly in what may be copied; 0 if there is none."""
    for size in range(min(wanted, *usable.shape), 0, -1):
        if np.count_nonzero(patches(usable, size, every=True)) >= (4 if size > 1 else 1):
            return size
    return 0


def patches(flags: Flags, size: int, *, every: bool) -> Flags:
    """Which size² patches, by their corner, hold only flagged pixels (`every`) or at least one."""
    change = cv2.erode if every else cv2.dilate
    spread = change(flags, np.ones((size, size), np.uint8), anchor=(0, 0), borderType=cv2.BORDER_REPLICATE)
    return np.ascontiguousarray(spread[: flags.shape[0] - size + 1, : flags.shape[1] - size + 1])


def texture(image: Array, known: Array) -> Array:
    """Mean absolute gradient along x and y, H×W×2 (Newson et al. 2014, section 2.3); steps into the hole are left out."""
    gray = image.mean(axis=2)
    planes = []
    for axis in (1, 0):
        step = np.abs(np.diff(gray, axis=axis, append=np.take(gray, [-1], axis=axis)))
        both = known * np.roll(known, -1, axis=axis)
        window = (9, 9)
        total = cv2.blur(step * both, window, borderType=cv2.BORDER_REFLECT_101)
        planes.append(total / np.maximum(cv2.blur(both, window, borderType=cv2.BORDER_REFLECT_101), 1e-3))
    return np.stack(planes, axis=-1).astype(np.float32)


def halved(picture: Array, known: Array, usable: Array) -> tuple[Array, Array, Array]:
    """The next level: known pixels are averaged, missing ones do not bleed in; `known` and `usable` become shares."""
    height, width = known.shape
    edge = ((0, height % 2), (0, width % 2))
    weights = np.pad(known, edge)
    summed = np.pad(picture * known[..., None], (*edge, (0, 0)))

    def quarter(plane: Array) -> Array:
        h, w = plane.shape[0] // 2, plane.shape[1] // 2
        return plane.reshape(h, 2, w, 2, *plane.shape[2:]).mean(axis=(1, 3), dtype=np.float32)

    share = quarter(weights)
    return quarter(summed) / np.maximum(share, 1e-6)[..., None], share, quarter(np.pad(usable, edge))


def build(image: Array, hole: Flags, usable: Flags, size: int) -> list[Level]:
    """All levels, finest first.  Halving stops where the hole is about a patch thick or sources run short.

    image: H×W×3 in [0, 1].  usable: known pixels that may be copied.
    """
    known = (1 - hole).astype(np.float32)
    picture = np.concatenate([image, TEXTURE * texture(image, known)], axis=2).astype(np.float32)
    share = usable.astype(np.float32)
    levels: list[Level] = []
    while min(known.shape) >= size:
        level = _level(picture, known, share, size)
        if levels and (not level.work or level.possible < max(64, np.count_nonzero(level.hole) // 2)):
            break
        levels.append(level)
        if level.depth.max(initial=0) <= 0.4 * size:
            break
        picture, known, share = halved(picture, known, share)
    return levels


def _level(picture: Array, known: Array, usable: Array, size: int) -> Level:
    hole = (known < 0.5).astype(np.uint8)
    whole = ((usable > 0.999) & (hole == 0)).astype(np.uint8)
    depth = cv2.distanceTransform(hole, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    return Level(
        np.ascontiguousarray(picture),
        hole,
        patches(hole, size, every=False),
        patches(whole, size, every=True),
        np.asarray(depth, np.float32),
    )
