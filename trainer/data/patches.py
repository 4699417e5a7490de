"""Batches of gray patches with damage: what the patch networks learn from."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.networks.layers.prefill import fills
from trainer import corruption
from trainer.data.batch import Batch
from trainer.data.photos import Photos, Pixels, middle

Plane = NDArray[np.float32]
SIDE = 256  # px: damage is drawn on pictures of this side, then cut, so that a patch sees parts of letters
TOGETHER = 32  # patches from one picture into one batch
DAMAGED = 0.8  # of the patches; the others are cut anywhere, so that clean ones keep a natural share
# With a first fill all are damaged, since there nothing is learnt from known pixels.
GRAY = np.array([0.299, 0.587, 0.114], np.float32)  # BT.601
HELD_OUT = 12  # photos of a validation
CHECKED = 160  # px of them


@dataclass(frozen=True)
class Picture:
    """Three gray photos as one colour picture, damaged alike.

    clean: H×W×3 uint8.  seen: H×W×3 float16 in [0, 1], what is given.  damaged: H×W bool.
    """

    clean: Pixels
    seen: NDArray[np.float16]
    damaged: NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Patches:
    """Draws a batch.  inner, outer: px a side, of what is seen and of what is answered in its middle.

    blind: pictures are painted over, with the edge and the filler that the damage has.
    filled: the holes hold a thin-plate fill, else the truth, where a network that has the mask does not look.
    pictures: that are drawn and kept, each of three photos; 768 are 0.5 GB, a short run needs fewer.
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
        """seen and mask N×inner², clean and missing (the mask's middle) N×outer², in [0, 1].

        A blind network is given no mask, and answers for all pixels.
        """
        margin = (self.inner - self.outer) // 2
        planes: dict[str, list[NDArray[Any]]] = {"seen": [], "mask": [], "clean": [], "missing": []}
        picture = kept(self, photos)
        for first in range(0, self.batch, TOGETHER):
            one = picture(int(rng.integers(self.pictures)))
            for top, left in self._places(one.damaged, min(TOGETHER, self.batch - first), rng):
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
        """alpha side×side and paint side×side×3, black unless `blind`.

        Paint that depends on a photo is that of black.
        """
        black = np.zeros((side, side, 3), np.float32)
        if not self.blind:
            return (corruption.shape(self.kind, side, side, self.params, rng) > 0).astype(np.float32), black
        found = corruption.generate(self.kind, black, self.params, int(rng.integers(1 << 31)))
        return found.alpha, found.filler

    def seen(self, clean: Plane, alpha: Plane, paint: Plane) -> Plane:
        """What the network is given of N×H×W×3 pictures with alpha N×H×W and paint N×H×W×3."""
        if self.blind:
            return clean + alpha[..., None] * (paint - clean)
        return fills(clean, alpha > 0)[1] if self.filled else clean

    def _places(self, damaged: NDArray[np.bool_], count: int, rng: np.random.Generator) -> NDArray[np.int64]:
        """Corners of patches, count×2: as many as asked with damage where they answer, if there are."""
        tries = rng.integers([side - self.inner + 1 for side in damaged.shape], size=(4 * count, 2))
        margin = (self.inner - self.outer) // 2
        sums = cv2.integral(damaged.view(np.uint8))
        top, left = (tries + margin).T
        below, right = top + self.outer, left + self.outer
        hit = sums[below, right] - sums[top, right] - sums[below, left] + sums[top, left] > 0
        chosen = tries[hit][: round((1.0 if self.filled else DAMAGED) * count)]
        return np.concatenate([chosen, tries[::-1][: count - len(chosen)]])


Draw = Callable[[int], Picture]
_keeping: list[tuple[Patches, Photos, Draw]] = []  # the last one: a process draws for one recipe


def kept(patches: Patches, photos: Photos) -> Draw:
    """Picture number i of these photos, drawn once in a process."""
    for known, of, draw in _keeping:
        if known is patches and of is photos:
            return draw
    _keeping[:] = [
        (patches, photos, functools.lru_cache(patches.pictures)(functools.partial(_picture, patches, photos)))
    ]
    return _keeping[0][2]


def _picture(patches: Patches, photos: Photos, number: int) -> Picture:
    rng = np.random.default_rng([number, 1])
    clean = np.stack([_piece(photos.pixels[rng.integers(len(photos))], rng) for _ in range(3)], -1)
    alpha, paint = patches.drawn(SIDE, rng)
    seen = patches.seen(clean[None].astype(np.float32) / np.float32(255), alpha[None], paint[None])[0]
    return Picture(clean, seen.astype(np.float16), alpha > 0)


def _piece(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    """A gray SIDE×SIDE from anywhere; a smaller photo is mirrored at its border."""
    top, left = (int(rng.integers(max(length - SIDE, 0) + 1)) for length in pixels.shape[:2])
    found = np.rint(_gray(pixels[top : top + SIDE, left : left + SIDE]) * 255).astype(np.uint8)
    return np.pad(found, [(0, SIDE - length) for length in found.shape], mode="symmetric")


def whole(photos: Photos, patches: Patches, *, seed: int = 0) -> Batch:
    """Damaged photos: clean, seen, plate (a thin-plate fill) and mask, N×1×H×W in [0, 1]."""
    rng = np.random.default_rng(seed)
    clean = np.stack([_gray(middle(pixels, CHECKED)) for pixels in photos.pixels[:HELD_OUT]])
    thrice = np.repeat(clean[..., None], 3, 3)
    alpha, paint = (
        np.stack(planes) for planes in zip(*(patches.drawn(CHECKED, rng) for _ in clean), strict=True)
    )
    plate = fills(thrice, alpha > 0)[1]
    seen = patches.seen(thrice, alpha, paint) if patches.blind else thrice
    planes = {"clean": thrice, "seen": seen, "plate": plate, "mask": (alpha > 0)[..., None]}
    return {name: plane.transpose(0, 3, 1, 2)[:, :1].astype(np.float32) for name, plane in planes.items()}


def _gray(pixels: Pixels) -> Plane:
    return np.asarray(pixels.astype(np.float32) @ GRAY / np.float32(255), np.float32)
