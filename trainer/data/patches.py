"""Batches of gray patches with damage: what the patch MLPs learn from."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.networks.layers.prefill import fills
from engine.photo.colour import LUMA_WEIGHTS
from trainer import corruption
from trainer.data.batch import Batch
from trainer.data.photos import Photos, Pixels, middle

Plane = NDArray[np.float32]
PICTURE_SIDE_PX = 256  # Damage is drawn on whole pictures, so that patches show parts of letters.
PATCHES_PER_PICTURE = 32  # in one batch
# Of the patches; the others are anywhere, so that clean ones keep their natural share.  With a first fill all
# are damaged, as then nothing is learnt from known pixels.
DAMAGED_SHARE = 0.8
CHECK_PHOTOS = 12
CHECK_SIDE_PX = 160


@dataclass(frozen=True)
class Picture:
    """Three gray photos as the channels of one picture, with the same damage.

    clean: H×W×3 uint8.  seen: H×W×3 float16 in [0, 1], the network's input.  damaged: H×W bool.
    """

    clean: Pixels
    seen: NDArray[np.float16]
    damaged: NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Patches:
    """Draws a batch of patches.

    inner, outer: px a side, of the input patch and of the predicted patch in its middle.
    kind, params: of the damage.
    blind: the input shows the damage, with its own edge and filler, and there is no mask.
    filled: the input's holes have a thin-plate fill; else they keep the truth, which a network with the mask
    ignores.
    pictures: how many are drawn and cached, of three photos each; 768 take 0.5 GB.
    """

    batch: int
    inner: int
    outer: int
    kind: str
    params: Mapping[str, Any] = field(default_factory=dict)
    blind: bool = False
    filled: bool = False
    pictures: int = 768

    def __call__(self, photos: Photos, rng: np.random.Generator) -> Batch:
        """seen and mask N×inner², clean and missing (the middle of the mask) N×outer², in [0, 1].

        A blind network's batch has neither mask nor missing.
        """
        margin = (self.inner - self.outer) // 2
        planes: dict[str, list[NDArray[Any]]] = {"seen": [], "mask": [], "clean": [], "missing": []}
        picture = cached_pictures(self, photos)
        for first in range(0, self.batch, PATCHES_PER_PICTURE):
            one = picture(int(rng.integers(self.pictures)))
            for top, left in self._places(one.damaged, min(PATCHES_PER_PICTURE, self.batch - first), rng):
                channel = int(rng.integers(3))
                seen, mask = (
                    plane[top : top + self.inner, left : left + self.inner]
                    for plane in (one.seen[..., channel], one.damaged)
                )
                top, left = top + margin, left + margin
                clean, damaged = (
                    plane[top : top + self.outer, left : left + self.outer]
                    for plane in (one.clean[..., channel], one.damaged)
                )
                for name, cut in zip(planes, (seen, mask, clean, damaged), strict=True):
                    planes[name].append(cut)
        if self.blind:
            del planes["mask"], planes["missing"]
        batch = {
            name: np.stack(cut).reshape(self.batch, -1).astype(np.float32) for name, cut in planes.items()
        }
        batch["clean"] /= 255
        return batch

    def drawn(self, side: int, rng: np.random.Generator) -> tuple[Plane, Plane]:
        """Random damage: alpha side×side and paint side×side×3, black unless `blind`.

        Paint that depends on the photo is drawn for a black one.
        """
        black = np.zeros((side, side, 3), np.float32)
        if not self.blind:
            return (corruption.shape(self.kind, side, side, self.params, rng) > 0).astype(np.float32), black
        found = corruption.generate(self.kind, black, self.params, int(rng.integers(1 << 31)))
        return found.alpha, found.filler

    def seen(self, clean: Plane, alpha: Plane, paint: Plane) -> Plane:
        """The network's input, N×H×W×3, for pictures N×H×W×3, alpha N×H×W and paint N×H×W×3."""
        if self.blind:
            return clean + alpha[..., None] * (paint - clean)
        return fills(clean, alpha > 0)[1] if self.filled else clean

    def _places(self, damaged: NDArray[np.bool_], count: int, rng: np.random.Generator) -> NDArray[np.int64]:
        """count×2 corners of patches; in DAMAGED_SHARE of them the predicted part has damage, if possible."""
        tries = rng.integers([side - self.inner + 1 for side in damaged.shape], size=(4 * count, 2))
        margin = (self.inner - self.outer) // 2
        sums = cv2.integral(damaged.view(np.uint8))
        top, left = (tries + margin).T
        below, right = top + self.outer, left + self.outer
        hit = sums[below, right] - sums[top, right] - sums[below, left] + sums[top, left] > 0
        chosen = tries[hit][: round((1.0 if self.filled else DAMAGED_SHARE) * count)]
        return np.concatenate([chosen, tries[::-1][: count - len(chosen)]])


DrawPicture = Callable[[int], Picture]
_cache: list[tuple[Patches, Photos, DrawPicture]] = []  # It has one entry, as a process draws for one recipe.


def cached_pictures(patches: Patches, photos: Photos) -> DrawPicture:
    """A function from a number to its picture, which is drawn once in a process."""
    for known, of, draw in _cache:
        if known is patches and of is photos:
            return draw
    _cache[:] = [
        (patches, photos, functools.lru_cache(patches.pictures)(functools.partial(_picture, patches, photos)))
    ]
    return _cache[0][2]


def _picture(patches: Patches, photos: Photos, number: int) -> Picture:
    rng = np.random.default_rng([number, 1])
    clean = np.stack([_piece(photos.pixels[rng.integers(len(photos))], rng) for _ in range(3)], -1)
    alpha, paint = patches.drawn(PICTURE_SIDE_PX, rng)
    seen = patches.seen(clean[None].astype(np.float32) / np.float32(255), alpha[None], paint[None])[0]
    return Picture(clean, seen.astype(np.float16), alpha > 0)


def _piece(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    """A random gray crop of PICTURE_SIDE_PX a side; smaller photos are mirrored at their borders."""
    top, left = (int(rng.integers(max(length - PICTURE_SIDE_PX, 0) + 1)) for length in pixels.shape[:2])
    found = np.rint(_gray(pixels[top : top + PICTURE_SIDE_PX, left : left + PICTURE_SIDE_PX]) * 255).astype(
        np.uint8
    )
    return np.pad(found, [(0, PICTURE_SIDE_PX - length) for length in found.shape], mode="symmetric")


def check_batch(photos: Photos, patches: Patches, *, seed: int = 0) -> Batch:
    """Held-out photos: clean, seen, plate (a thin-plate fill) and mask, N×1×H×W in [0, 1]."""
    rng = np.random.default_rng(seed)
    clean = np.stack([_gray(middle(pixels, CHECK_SIDE_PX)) for pixels in photos.pixels[:CHECK_PHOTOS]])
    thrice = np.repeat(clean[..., None], 3, 3)
    alpha, paint = (
        np.stack(planes) for planes in zip(*(patches.drawn(CHECK_SIDE_PX, rng) for _ in clean), strict=True)
    )
    plate = fills(thrice, alpha > 0)[1]
    seen = patches.seen(thrice, alpha, paint) if patches.blind else thrice
    planes = {"clean": thrice, "seen": seen, "plate": plate, "mask": (alpha > 0)[..., None]}
    return {name: plane.transpose(0, 3, 1, 2)[:, :1].astype(np.float32) for name, plane in planes.items()}


def _gray(pixels: Pixels) -> Plane:
    return np.asarray(pixels.astype(np.float32) @ LUMA_WEIGHTS / np.float32(255), np.float32)
