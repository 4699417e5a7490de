"""Batches of photos with text, and what the finder makes of them: what the ink reader learns from."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.detection.text import find_inks, reader_planes
from engine.models import weights
from engine.models.method import Array
from engine.models.precision import channels_last
from engine.networks.finder import KIND_IDS, Finder
from engine.networks.reader_planes import ReaderPlane
from trainer.data.detection import (
    BLUR_SIGMA_PX,
    JPEG_QUALITY,
    MARGIN_SHARE,
    MAX_GRAIN_SIGMA,
    Damaged,
    UnmarkedDamage,
    jpeg_coded,
    photo_index,
    with_opacity,
)
from trainer.data.margins import framed
from trainer.data.photos import Photos

FINDER_ID = "finder"
TEXT_HEAD = KIND_IDS.index("text")
# Shares of the photos that have grain, were scanned with their text, and were saved as JPEG.
GRAIN_SHARE, BLUR_SHARE, JPEG_SHARE = 0.25, 0.15, 0.35


@dataclass(frozen=True, kw_only=True)
class TextPixels(UnmarkedDamage):
    """Draws a batch: image N×3×S×S in [0, 1]; truth N×1×S×S, 1 = text, 0 = none.

    Damage with another head than TEXT_HEAD is not text.
    """

    def _one(
        self, part: Damaged, photos: Photos, rng: np.random.Generator
    ) -> tuple[Array, NDArray[np.uint8]]:
        at, clean = self.scene(photos, rng, damaged=True)
        if rng.random() < MARGIN_SHARE:
            clean = framed(clean, rng)
        if rng.random() < GRAIN_SHARE:
            grain = rng.standard_normal(clean.shape, np.float32)
            clean = (clean + np.float32(rng.uniform(0, MAX_GRAIN_SIGMA)) * grain).clip(0, 1)
        sample = photo_index(photos).damaged(at, clean, part.kind, part.params, rng)
        image = with_opacity(sample, part.opacity, rng)
        if rng.random() < BLUR_SHARE:
            image = np.asarray(
                cv2.GaussianBlur(image, (0, 0), float(rng.uniform(*BLUR_SIGMA_PX))), np.float32
            )
        cut = self.cut(rng)
        pixels = np.rint(image[cut].clip(0, 1) * 255).astype(np.uint8)
        if rng.random() < JPEG_SHARE:
            result = jpeg_coded(pixels, int(rng.integers(*JPEG_QUALITY)))
        else:
            result = pixels.astype(np.float32) / np.float32(255)
        return result, ((part.head == TEXT_HEAD) & (sample.mask[cut] > 0)).astype(np.uint8)


@functools.cache
def finder() -> Finder:
    """The finder that ships.  Raises WeightsMissing."""
    network = Finder()
    weights.load_into(network, FINDER_ID)
    return channels_last(network.eval().requires_grad_(False))


def reader_input(image: Tensor) -> tuple[Tensor, Tensor]:
    """(planes, has_text): the ink reader's input for photos N×3×H×W.

    planes: N×12×H×W.  has_text: N, 1 where the finder's text has colours, else 0.
    """
    with torch.no_grad():
        found = finder().to(image.device).confidence(image).float().mul(255).round().byte().cpu().numpy()
    pictures = image.permute(0, 2, 3, 1).contiguous().cpu().numpy()
    planes = torch.zeros(len(image), len(ReaderPlane), *image.shape[2:])
    has_text = torch.zeros(len(image))
    for at, (picture, confidence) in enumerate(zip(pictures, found, strict=True)):
        highest = confidence.max(0)
        colours = find_inks(picture, confidence[TEXT_HEAD], highest)
        if colours is not None:
            planes_of_one = reader_planes(
                picture, confidence[TEXT_HEAD], highest, colours.colours, colours.exact
            )
            planes[at] = torch.from_numpy(planes_of_one.transpose(2, 0, 1))
            has_text[at] = 1
    return planes.to(image.device), has_text.to(image.device)
