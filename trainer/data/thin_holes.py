"""Batches of photos with thin damage and its mask: what `restore` learns from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.networks.layers.prefill import fills
from trainer import corruption
from trainer.data import photos as photo_folder
from trainer.data.batch import Batch
from trainer.data.photos import Photos

# Masks are drawn at this side, for which the generators' sizes are meant, and then cropped.
CANVAS_SIDE_PX = 256
CROPS_PER_MASK = 4  # Drawing a mask takes longer than the rest of a sample.
MIN_HOLE_SHARE = 0.01  # Of a crop: only missing pixels are learnt from.
# Half of the photos are rescaled: what people repair is often softer than the training photos.
RESCALE_RANGE = (0.8, 1.6)


@dataclass(frozen=True, kw_only=True)
class Share:
    """A kind of corruption with its parameters, and its weight in a mixture."""

    weight: float
    kind: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ThinDamage:
    """Draws a batch as `prefilled` returns it.

    Crops of photos, rescaled and rotated, with holes of the mix.
    """

    batch: int
    crop: int
    mix: tuple[Share, ...]

    def __call__(self, photos: Photos, rng: np.random.Generator) -> Batch:
        scales = [(1.0, 1.0) if rng.random() < 0.5 else RESCALE_RANGE for _ in range(self.batch)]
        clean = [photo_folder.crop(photos, self.crop, rng, scales=scale) for scale in scales]
        return prefilled(np.stack(clean).astype(np.float32) / np.float32(255), self.masks(rng))

    def masks(self, rng: np.random.Generator) -> NDArray[np.bool_]:
        """N×H×W, True = missing; H = W = crop."""
        found: list[NDArray[np.bool_]] = []
        weights = np.array([share.weight for share in self.mix])
        while len(found) < self.batch:
            share = self.mix[rng.choice(len(self.mix), p=weights / weights.sum())]
            whole = corruption.shape(share.kind, CANVAS_SIDE_PX, CANVAS_SIDE_PX, share.params, rng) > 0
            for _ in range(CROPS_PER_MASK):
                top, left = rng.integers(CANVAS_SIDE_PX - self.crop + 1, size=2)
                cut = whole[top : top + self.crop, left : left + self.crop]
                if MIN_HOLE_SHARE <= cut.mean() < 1:
                    found.append(np.rot90(cut.T if rng.random() < 0.5 else cut, int(rng.integers(4))))
        return np.stack(found[: self.batch])


def prefilled(clean: NDArray[np.float32], missing: NDArray[np.bool_]) -> Batch:
    """A batch: clean, membrane, plate (the two first fills) N×3×H×W in [0, 1], and mask N×1×H×W.

    clean: N×H×W×3 in [0, 1].  missing: N×H×W.
    """
    membrane, plate = fills(clean, missing)
    planes = {"clean": clean, "membrane": membrane, "plate": plate}
    batch = {name: np.ascontiguousarray(plane.transpose(0, 3, 1, 2)) for name, plane in planes.items()}
    return {**batch, "mask": missing[:, None].astype(np.float32)}
