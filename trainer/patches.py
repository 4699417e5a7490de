"""Batches of gray patches with damage: what the patch networks learn from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.networks.layers.prefill import fills
from trainer import corruption
from trainer.photos import Photos, Pixels
from trainer.recipe import Batch
from trainer.suite import middle

Plane = NDArray[np.float32]
CANVAS = 256  # px: damage is drawn on a picture of this side, then cut, so that a patch sees parts of letters
PER_CANVAS = 128  # patches from one drawn picture: drawing it costs more than cutting them
DAMAGED = 0.8  # of the patches; the others are cut anywhere, so that clean ones keep a natural share
GRAY = np.array([0.299, 0.587, 0.114], np.float32)  # BT.601
HELD_OUT = 12  # photos of a validation
CHECKED = 160  # px of them


@dataclass(frozen=True, kw_only=True)
class Patches:
    """Draws a batch.  inner, outer: px a side, of what is seen and of what is answered in its middle.

    blind: patches are painted over, with whatever edge and filler the damage has; else only cut by its mask.
    """

    batch: int
    inner: int
    outer: int
    kind: str
    params: Mapping[str, Any] = field(default_factory=dict)
    blind: bool = False

    def __call__(self, photos: Photos, rng: np.random.Generator) -> Batch:
        """seen and mask N×inner², clean N×outer², in [0, 1]; a blind network is given no mask.

        Under the mask `seen` is the truth: the network does not look there.
        """
        side, margin = self.inner, (self.inner - self.outer) // 2
        clean = np.stack([gray_patch(photos, side, rng) for _ in range(self.batch)])
        mask, paint = self._damage(rng)
        seen = (1 - mask) * clean + mask * paint if self.blind else clean
        inside = slice(margin, side - margin)
        planes = {"seen": seen, "clean": clean[:, inside, inside]} | ({} if self.blind else {"mask": mask})
        return {name: plane.reshape(self.batch, -1).astype(np.float32) for name, plane in planes.items()}

    def _damage(self, rng: np.random.Generator) -> tuple[Plane, Plane]:
        """alpha and paint, N×inner×inner each; without a paint of its own, alpha is the mask."""
        alphas, paints = [], []
        for first in range(0, self.batch, PER_CANVAS):
            alpha, paint = self.drawn(CANVAS, rng)
            for top, left in self._places(alpha, min(PER_CANVAS, self.batch - first), rng):
                cut = slice(top, top + self.inner), slice(left, left + self.inner)
                alphas.append(alpha[cut])
                paints.append(paint[cut])
        return np.stack(alphas), np.stack(paints)

    def drawn(self, side: int, rng: np.random.Generator) -> tuple[Plane, Plane]:
        """alpha and paint of one picture, side×side.  Paint that depends on a photo is that of black."""
        if not self.blind:
            mask = corruption.shape(self.kind, side, side, self.params, rng)
            return (mask > 0).astype(np.float32), np.zeros_like(mask)
        black = np.zeros((side, side, 3), np.float32)
        found = corruption.generate(self.kind, black, self.params, int(rng.integers(1 << 31)))
        return found.alpha, found.filler[..., int(rng.integers(3))]

    def _places(self, alpha: Plane, count: int, rng: np.random.Generator) -> NDArray[np.int64]:
        """Corners of patches, count×2: DAMAGED of them with damage where they answer, as far as there are."""
        tries = rng.integers(CANVAS - self.inner + 1, size=(4 * count, 2))
        margin = (self.inner - self.outer) // 2
        sums = cv2.integral((alpha > 0).astype(np.uint8))
        top, left = (tries + margin).T
        below, right = top + self.outer, left + self.outer
        hit = sums[below, right] - sums[top, right] - sums[below, left] + sums[top, left] > 0
        damaged = tries[hit][: round(DAMAGED * count)]
        return np.concatenate([damaged, tries[::-1][: count - len(damaged)]])


def gray_patch(photos: Photos, side: int, rng: np.random.Generator) -> Plane:
    """side×side in [0, 1] from anywhere."""
    pixels = photos.pixels[rng.integers(len(photos))]
    top, left = (int(rng.integers(length - side + 1)) for length in pixels.shape[:2])
    return _gray(pixels[top : top + side, left : left + side])


def whole(photos: Photos, patches: Patches, *, seed: int = 0) -> Batch:
    """Damaged photos: clean, seen, plate (a thin-plate fill) and mask, N×1×H×W in [0, 1]."""
    rng = np.random.default_rng(seed)
    some = photos.pixels[:HELD_OUT]
    clean = np.stack([_gray(middle(pixels, CHECKED)) for pixels in some])
    alpha, paint = (
        np.stack(planes) for planes in zip(*(patches.drawn(CHECKED, rng) for _ in some), strict=True)
    )
    plate = fills(np.repeat(clean[..., None], 3, 3), alpha > 0)[1][..., 0]
    seen = (1 - alpha) * clean + alpha * paint if patches.blind else clean
    planes = {"clean": clean, "seen": seen, "plate": plate, "mask": (alpha > 0).astype(np.float32)}
    return {name: plane[:, None].astype(np.float32) for name, plane in planes.items()}


def _gray(pixels: Pixels) -> Plane:
    return np.asarray(pixels.astype(np.float32) @ GRAY / np.float32(255), np.float32)
