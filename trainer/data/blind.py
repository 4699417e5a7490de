"""Batches of photos with unmarked damage, beside the clean photos: what VCN learns from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from trainer.corruption.contract import Array
from trainer.data import photos as photo_folder
from trainer.data.batch import Batch
from trainer.data.detection import CANVAS_SIDE_PX, photo_index
from trainer.data.photos import Photos
from trainer.data.thin_holes import Share

CROPS_PER_PHOTO = 2  # Drawing one damaged photo takes about as long as a training step.
UNDAMAGED_KIND = ""  # the kind of a share that is left as it is


@dataclass(frozen=True, kw_only=True)
class UnmarkedDamagePairs:
    """Draws a batch: image, clean N×3×H×W in [0, 1]; mask N×1×H×W of 0 and 1, also where damage is soft."""

    batch: int
    crop: int
    mix: tuple[Share, ...]

    def __call__(self, photos: Photos, rng: np.random.Generator) -> Batch:
        weights = np.array([share.weight for share in self.mix])
        planes: dict[str, list[Array]] = {"image": [], "clean": [], "mask": []}
        while len(planes["image"]) < self.batch:
            share = self.mix[rng.choice(len(self.mix), p=weights / weights.sum())]
            image, clean, mask = damaged_canvas(share, photos, rng)
            for _ in range(min(CROPS_PER_PHOTO, self.batch - len(planes["image"]))):
                top, left = rng.integers(CANVAS_SIDE_PX - self.crop + 1, size=2)
                cut = slice(top, top + self.crop), slice(left, left + self.crop)
                for name, plane in zip(planes, (image, clean, mask[..., None]), strict=True):
                    planes[name].append(plane[cut])
        return {
            name: np.ascontiguousarray(np.stack(cuts).transpose(0, 3, 1, 2)).astype(np.float32)
            for name, cuts in planes.items()
        }


def damaged_canvas(share: Share, photos: Photos, rng: np.random.Generator) -> tuple[Array, Array, Array]:
    """(image H×W×3, clean H×W×3, mask H×W), CANVAS_SIDE_PX a side.

    Photos are never rotated or rescaled: then interpolation would tell them from natural filler.
    """
    known = photo_index(photos)
    at = int(
        rng.choice(len(photos), p=known.clean_odds if share.kind == UNDAMAGED_KIND else known.damaged_odds)
    )
    piece = photo_folder.piece(photos.pixels[at], CANVAS_SIDE_PX, rng, turn=False)
    clean = (piece[:, ::-1] if rng.random() < 0.5 else piece).astype(np.float32) / np.float32(255)
    if share.kind == UNDAMAGED_KIND:
        return clean, clean, np.zeros((CANVAS_SIDE_PX, CANVAS_SIDE_PX), np.float32)
    sample = known.damaged(at, clean, share.kind, share.params, rng)
    return sample.corrupted, clean, (sample.mask > 0).astype(np.float32)
