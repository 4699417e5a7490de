"""Batches of photos that are written on, as the finder sees them: what the ink reader learns from."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.detection.text import inks, seen
from engine.models import weights
from engine.models.method import Array
from engine.models.precision import channels_last
from engine.networks.finder import KINDS, Finder
from engine.networks.ink import PLANES
from trainer.data.detection import (
    FRAMED,
    GRAIN,
    QUALITY,
    SOFTNESS,
    Damaged,
    UnmarkedDamage,
    faded,
    recoded,
    stock,
)
from trainer.data.margins import framed
from trainer.data.photos import Photos

FINDER = "finder"
TEXT = KINDS.index("text")
GRAINY, SOFT, RECODED = 0.25, 0.15, 0.35  # of the photos have grain, were scanned written on, saved as JPEG


@dataclass(frozen=True, kw_only=True)
class Written(UnmarkedDamage):
    """Draws a batch: image N×3×S×S in [0, 1]; truth N×1×S×S, 1 where it is written on, 0 elsewhere.

    Parts with another head than TEXT are no writing.
    """

    def _one(
        self, part: Damaged, photos: Photos, rng: np.random.Generator
    ) -> tuple[Array, NDArray[np.uint8]]:
        at, clean = self.scene(photos, rng, damaged=True)
        if rng.random() < FRAMED:
            clean = framed(clean, rng)
        if rng.random() < GRAINY:
            grain = rng.standard_normal(clean.shape, np.float32)
            clean = (clean + np.float32(rng.uniform(0, GRAIN)) * grain).clip(0, 1)
        sample = stock(photos).damaged(at, clean, part.kind, part.params, rng)
        image = faded(sample, part.opacity, rng)
        if rng.random() < SOFT:
            image = np.asarray(cv2.GaussianBlur(image, (0, 0), float(rng.uniform(*SOFTNESS))), np.float32)
        cut = self.cut(rng)
        pixels = np.rint(image[cut].clip(0, 1) * 255).astype(np.uint8)
        if rng.random() < RECODED:
            shown = recoded(pixels, int(rng.integers(*QUALITY)))
        else:
            shown = pixels.astype(np.float32) / np.float32(255)
        return shown, ((part.head == TEXT) & (sample.mask[cut] > 0)).astype(np.uint8)


@functools.cache
def finder() -> Finder:
    """The one that ships.  Raises WeightsMissing."""
    network = Finder()
    weights.load_into(network, FINDER)
    return channels_last(network.eval().requires_grad_(False))


def shown(image: Tensor) -> tuple[Tensor, Tensor]:
    """What the reader sees of photos N×3×H×W: planes N×12×H×W, and 1 where writing has colours, else 0, N."""
    with torch.no_grad():
        found = finder().to(image.device).confidence(image).float().mul(255).round().byte().cpu().numpy()
    pictures = image.permute(0, 2, 3, 1).contiguous().cpu().numpy()
    planes = torch.zeros(len(image), PLANES, *image.shape[2:])
    some = torch.zeros(len(image))
    for at, (picture, sure) in enumerate(zip(pictures, found, strict=True)):
        surest = sure.max(0)
        colours = inks(picture, sure[TEXT], surest)
        if colours is not None:
            told = seen(picture, sure[TEXT], surest, colours.usual, colours.laid)
            planes[at] = torch.from_numpy(told.transpose(2, 0, 1))
            some[at] = 1
    return planes.to(image.device), some.to(image.device)
