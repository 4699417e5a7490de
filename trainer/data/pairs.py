"""Batches from pairs of photos of one view, damaged and clean, as of a window with and without rain."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.errors import LacunaError
from engine.text import mark
from trainer.corruption.contract import Array
from trainer.data import photos as photo_folder
from trainer.data.batch import Batch
from trainer.data.photos import Photos, Pixels

MIN_SIDE_PX = 64
MAX_SHORT_SIDE_PX = 720  # Larger photos are reduced.
DAMAGE_THRESHOLD = 30 / 255  # Of the difference of a pixel: raindrops differ by more, two exposures by less.


class NoPairs(LacunaError):
    title = mark("There are no pairs of photos to learn from")
    advice = mark("Put photos of the same names and sizes into the folders damaged and clean.")


@dataclass(frozen=True, kw_only=True)
class PairCrops:
    """Draws a batch like UnmarkedDamagePairs, from `folder`/damaged and `folder`/clean.

    The mask is what differs.
    """

    folder: Path
    batch: int
    crop: int

    def __call__(self, photos: Photos, rng: np.random.Generator) -> Batch:  # noqa: ARG002
        pairs = load(self.folder)
        images: list[Array] = []
        cleans: list[Array] = []
        for _ in range(self.batch):
            pair = pairs[rng.integers(len(pairs))]
            seed = int(rng.integers(1 << 31))  # Both photos are cropped with this seed, at the same place.
            for planes, pixels in zip((images, cleans), pair, strict=True):
                piece = photo_folder.piece(pixels, self.crop, np.random.default_rng(seed), turn=False)
                planes.append(piece.astype(np.float32) / np.float32(255))
        image, clean = (np.stack(planes).transpose(0, 3, 1, 2) for planes in (images, cleans))
        mask = (np.abs(image - clean).max(1, keepdims=True) > DAMAGE_THRESHOLD).astype(np.float32)
        return {"image": np.ascontiguousarray(image), "clean": np.ascontiguousarray(clean), "mask": mask}


@functools.cache
def load(folder: Path, largest: int = MAX_SHORT_SIDE_PX) -> tuple[tuple[Pixels, Pixels], ...]:
    """(damaged, clean) for every name that both folders have, of equal size.  Raises NoPairs or NoPhotos."""
    damaged, clean = (
        photo_folder.load([folder / name], short_side=largest, least=MIN_SIDE_PX)
        for name in ("damaged", "clean")
    )
    truths = dict(zip((file.stem for file in clean.files), clean.pixels, strict=True))
    pairs = tuple(
        (pixels, truths[file.stem])
        for file, pixels in zip(damaged.files, damaged.pixels, strict=True)
        if file.stem in truths and truths[file.stem].shape == pixels.shape
    )
    if not pairs:
        raise NoPairs(str(folder))
    return pairs
