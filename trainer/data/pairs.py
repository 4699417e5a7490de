"""Batches from pairs of photos: the same view damaged and clean, as of a window with and without rain."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.errors import LacunaError, mark
from trainer.corruption.contract import Array
from trainer.data import photos as photo_folder
from trainer.data.batch import Batch
from trainer.data.photos import Photos, Pixels

LEAST = 64  # px: smaller photos are no use
LARGEST = 720  # px of the short side: larger ones are reduced
VISIBLE = 30 / 255  # a difference that counts as damage


class NoPairs(LacunaError):
    title = mark("There are no pairs of photos to learn from")
    advice = mark("Put photos of the same names and sizes into the folders damaged and clean.")


@dataclass(frozen=True, kw_only=True)
class PairCrops:
    """Draws a batch like Contaminated, from `folder`/damaged and `folder`/clean; the mask is what differs."""

    folder: Path
    batch: int
    crop: int

    def __call__(self, photos: Photos, rng: np.random.Generator) -> Batch:  # noqa: ARG002
        pairs = load(self.folder)
        images: list[Array] = []
        cleans: list[Array] = []
        for _ in range(self.batch):
            pair = pairs[rng.integers(len(pairs))]
            place = int(rng.integers(1 << 31))  # the same crop of both, each drawn by a stream of its own
            for planes, pixels in zip((images, cleans), pair, strict=True):
                piece = photo_folder.piece(pixels, self.crop, np.random.default_rng(place), turn=False)
                planes.append(piece.astype(np.float32) / np.float32(255))
        image, clean = (np.stack(planes).transpose(0, 3, 1, 2) for planes in (images, cleans))
        mask = (np.abs(image - clean).max(1, keepdims=True) > VISIBLE).astype(np.float32)
        return {"image": np.ascontiguousarray(image), "clean": np.ascontiguousarray(clean), "mask": mask}


@functools.cache
def load(folder: Path, largest: int = LARGEST) -> tuple[tuple[Pixels, Pixels], ...]:
    """(damaged, clean) of every name that is in both folders, of one size.  Raises NoPairs or NoPhotos."""
    damaged, clean = (
        photo_folder.load([folder / name], short_side=largest, least=LEAST) for name in ("damaged", "clean")
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
