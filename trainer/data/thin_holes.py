"""Batches of photos with thin damage whose place is known: what `restore` learns from."""

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

CANVAS = 256  # px: masks are drawn at this side, for which the generators' sizes are meant, then cut
CUTS = 4  # crops from one drawn mask: drawing it costs more than the rest of a sample
LEAST_AREA = 0.01  # of a crop: with less missing there is little to learn from
SCALES = (
    0.8,
    1.6,
)  # half of the photos are rescaled: what people repair is often softer than the training photos


@dataclass(frozen=True, kw_only=True)
class Share:
    """A kind of damage, and how often it is drawn."""

    weight: float
    kind: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ThinDamage:
    """Draws a batch: photos cropped, rescaled and turned, holes from the mix, both first fills."""

    batch: int
    crop: int
    mix: tuple[Share, ...]

    def __call__(self, photos: Photos, rng: np.random.Generator) -> Batch:
        scales = [(1.0, 1.0) if rng.random() < 0.5 else SCALES for _ in range(self.batch)]
        clean = [photo_folder.crop(photos, self.crop, rng, scales=scale) for scale in scales]
        return prefilled(np.stack(clean).astype(np.float32) / np.float32(255), self.masks(rng))

    def masks(self, rng: np.random.Generator) -> NDArray[np.bool_]:
        """N×H×W of the crop's side."""
        found: list[NDArray[np.bool_]] = []
        weights = np.array([share.weight for share in self.mix])
        while len(found) < self.batch:
            share = self.mix[rng.choice(len(self.mix), p=weights / weights.sum())]
            whole = corruption.shape(share.kind, CANVAS, CANVAS, share.params, rng) > 0
            for _ in range(CUTS):
                top, left = rng.integers(CANVAS - self.crop + 1, size=2)
                cut = whole[top : top + self.crop, left : left + self.crop]
                if LEAST_AREA <= cut.mean() < 1:
                    found.append(np.rot90(cut.T if rng.random() < 0.5 else cut, int(rng.integers(4))))
        return np.stack(found[: self.batch])


def prefilled(clean: NDArray[np.float32], missing: NDArray[np.bool_]) -> Batch:
    """clean N×H×W×3 in [0, 1], missing N×H×W → clean, membrane, plate N×3×H×W and mask N×1×H×W."""
    membrane, plate = fills(clean, missing)
    planes = {"clean": clean, "membrane": membrane, "plate": plate}
    batch = {name: np.ascontiguousarray(plane.transpose(0, 3, 1, 2)) for name, plane in planes.items()}
    return {**batch, "mask": missing[:, None].astype(np.float32)}
