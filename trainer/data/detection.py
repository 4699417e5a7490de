"""Batches of photos with unmarked damage and its true mask: what a detector learns from."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor

from engine.models.precision import autocast
from engine.networks.finder import SIDE_MULTIPLE_PX
from engine.photo.colour import LUMA_WEIGHTS
from trainer import corruption
from trainer.corruption import Pool, Sample
from trainer.corruption.contract import Array
from trainer.corruption.postprocessing import SEPIA_COLOUR
from trainer.data import photos as photo_folder
from trainer.data.batch import Batch
from trainer.data.hard_clean import EXCLUDED_NAMES, LEARNT_NAMES
from trainer.data.margins import framed, margin, within
from trainer.data.photos import Photos, Pixels, middle
from trainer.data.scene_lettering import with_scene_lettering

# Damage is drawn at this side, for which the generators' sizes are meant, and then cropped.
CANVAS_SIDE_PX = 256
# How often a clean photo that looks damaged is drawn without damage, beside 1 for each other.
HARD_CLEAN_WEIGHT = 3.0
# Photos as they are, smaller, and enlarged: what is seen at full size of a large photo is soft.
ZOOM_RANGES = ((0.45, 0.55), (0.6, 1.2), (1.2, 3.0))
ZOOM_ODDS = (0.5, 0.2, 0.3)
LETTERING_FOLDER = "lettering"  # Part of the name of a folder whose photos show lettering of the scene.
LETTERING_WEIGHT = 8.0  # How often such a photo is drawn to stay sound, beside 1 for each other.
# Of the pieces that stay sound: a drawn sign or label stands in them.  Letters without a surface of their own
# would look like an overlay.
DRAWN_LETTERING_SHARE = 0.25
JPEG_SHARE = 0.4  # Of the photos: they went through JPEG after they were damaged, as shared pictures have.
JPEG_QUALITY = (55, 95)
GRAIN_SHARE = 0.3
MAX_GRAIN_SIGMA = 0.03  # of the range of values
# Of the photos: they were scanned or enlarged with their damage, which then is as soft as they are.
BLUR_SHARE = 0.3
BLUR_SIGMA_PX = (0.4, 1.1)
SHARPEN_SHARE = 0.2  # Of the photos: they were sharpened with their damage.
SHARPEN_STRENGTH = (0.3, 1.2)  # Of unsharp masking, as a factor of what a blur by BLUR_SIGMA_PX removes.
SHADOW_SHARE = 0.3  # Of the damage that may have a drop shadow.
SHADOW_DARKNESS = (0.2, 0.8)
SHADOW_OFFSET_PX = (1.0, 5.0)  # to the right and down
SHADOW_BLUR_PX = (0.5, 3.0)
OLD_PHOTO_SHARE = 0.25  # Of the photos: they are gray, brown or of few colours, and faded.
OLD_PRINT_SHARE = 0.5  # The same of photos whose print is damaged.
OLD_COLOUR_SHARE = 0.3  # Of the old photos: they keep some colour, or were tinted by hand.
MARGIN_SHARE = 0.25  # Of the training photos: more than in use, as margins are hard to learn.
CLEAN_MARGIN_SHARE = 0.05  # Of the photos for thresholds, as of people's photos.


@dataclass(frozen=True, kw_only=True)
class Damaged:
    """One kind of damage in a mix, with its weight.

    head: the index of its class among the detector's; None: nothing is damaged.
    opacity: its range for half of the samples; the others are opaque.
    casts: it may have a drop shadow, as stamps and watermarks do, which does not count as damage.
    printed: a print is damaged, whose margin is not; the print is often old.
    """

    weight: float
    head: int | None
    kind: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)
    opacity: tuple[float, float] = (1.0, 1.0)
    casts: bool = False
    printed: bool = False


@dataclass(frozen=True, kw_only=True)
class UnmarkedDamage:
    """Draws a batch: image N×3×H×W in [0, 1]; truth N×1×H×W, 0 = clean, 1 + head = damaged."""

    batch: int
    crop: int
    mix: tuple[Damaged, ...]

    def __call__(self, photos: Photos, rng: np.random.Generator) -> Batch:
        weights = np.array([part.weight for part in self.mix])
        parts = [self.mix[at] for at in rng.choice(len(self.mix), self.batch, p=weights / weights.sum())]
        pairs = [self._one(part, photos, rng) for part in parts]
        image, truth = (np.stack(planes) for planes in zip(*pairs, strict=True))
        return {
            "image": np.ascontiguousarray(image.transpose(0, 3, 1, 2)),
            "truth": truth[:, None].astype(np.float32),
        }

    def _one(
        self, part: Damaged, photos: Photos, rng: np.random.Generator
    ) -> tuple[Array, NDArray[np.uint8]]:
        at, image = self.scene(
            photos,
            rng,
            damaged=part.head is not None,
            old=OLD_PRINT_SHARE if part.printed else OLD_PHOTO_SHARE,
        )
        share, colour = margin(CANVAS_SIDE_PX, CANVAS_SIDE_PX, rng)
        share = share * np.float32(rng.random() < MARGIN_SHARE)
        if part.head is None and rng.random() < DRAWN_LETTERING_SHARE:
            image = with_scene_lettering(image, rng, surface_share=1)
        if not part.printed:
            image = within(image, share, colour)
        truth = np.zeros((CANVAS_SIDE_PX, CANVAS_SIDE_PX), np.uint8)
        if part.head is not None:
            sample = photo_index(photos).damaged(at, image, part.kind, part.params, rng)
            image = with_opacity(sample, part.opacity, rng, casts=part.casts)
            truth[sample.mask > 0] = 1 + part.head
        if part.printed:
            image = within(image, share, colour)
            truth[share[..., 0] > 0.5] = 0
        cut = self.cut(rng)
        return _as_shared_photo(image[cut], rng), truth[cut]

    def scene(
        self, photos: Photos, rng: np.random.Generator, *, damaged: bool, old: float = OLD_PHOTO_SHARE
    ) -> tuple[int, Array]:
        """(number of the photo, undamaged piece of it, CANVAS_SIDE_PX a side)."""
        known = photo_index(photos)
        at = int(rng.choice(len(photos), p=known.damaged_odds if damaged else known.clean_odds))
        scales = ZOOM_RANGES[rng.choice(len(ZOOM_RANGES), p=ZOOM_ODDS)]
        # Signs stay upright.
        clean = photo_folder.piece(photos.pixels[at], CANVAS_SIDE_PX, rng, scales=scales, turn=False)
        image = clean.astype(np.float32) / np.float32(255)
        return at, as_old_print(image, rng) if rng.random() < old else image

    def cut(self, rng: np.random.Generator) -> tuple[slice, slice]:
        """The slices of a random crop of the canvas."""
        top, left = rng.integers(CANVAS_SIDE_PX - self.crop + 1, size=2)
        return slice(top, top + self.crop), slice(left, left + self.crop)


def as_old_print(image: Array, rng: np.random.Generator) -> Array:
    """The photo as an old print: gray, brown or of few colours, with faded blacks and whites."""
    gray = (image @ LUMA_WEIGHTS)[..., None]
    if rng.random() < OLD_COLOUR_SHARE:
        gray = gray + np.float32(rng.uniform(0.1, 0.6)) * (image - gray)
    black, white = np.float32(rng.uniform(0, 0.25)), np.float32(rng.uniform(0.65, 1.0))
    tint = 1 + np.float32(rng.uniform(0, 1) * (rng.random() < 0.6)) * (SEPIA_COLOUR - 1)
    return np.asarray((black + (white - black) * gray) * tint, np.float32)


def with_opacity(
    sample: Sample, opacity: tuple[float, float], rng: np.random.Generator, *, casts: bool = False
) -> Array:
    """The damaged photo, H×W×3; in half of the samples the damage is translucent."""
    share = float(rng.uniform(*opacity)) if rng.random() < 0.5 else 1.0
    if not casts or rng.random() >= SHADOW_SHARE:
        return np.asarray(sample.clean + np.float32(share) * (sample.corrupted - sample.clean), np.float32)
    alpha = np.float32(share) * sample.alpha[..., None]
    return np.asarray(
        with_shadow(sample.clean, sample.alpha, rng) * (1 - alpha) + alpha * sample.filler, np.float32
    )


def with_shadow(image: Array, alpha: Array, rng: np.random.Generator) -> Array:
    """The image, H×W×3, with the drop shadow of what covers it by `alpha`, H×W."""
    height, width = alpha.shape
    move = np.array(
        [(1, 0, rng.uniform(*SHADOW_OFFSET_PX)), (0, 1, rng.uniform(*SHADOW_OFFSET_PX))], np.float32
    )
    cast = cv2.warpAffine(alpha, move, (width, height))
    soft = cv2.GaussianBlur(cast, (0, 0), float(rng.uniform(*SHADOW_BLUR_PX)))
    return np.asarray(image * (1 - np.float32(rng.uniform(*SHADOW_DARKNESS)) * soft[..., None]), np.float32)


@dataclass(frozen=True)
class PhotoIndex:
    """What is derived from the photos once.

    pool: the photos for natural filler.  clean_odds, damaged_odds: the probability of each to be drawn
    without and with damage.  Excluded photos are in none of them.
    """

    photos: Photos
    pool: Pool
    clean_odds: NDArray[np.float64]
    damaged_odds: NDArray[np.float64]

    def damaged(
        self, at: int, clean: Array, kind: str, params: Mapping[str, Any], rng: np.random.Generator
    ) -> Sample:
        """A piece of photo number `at` with damage; natural filler comes from the others."""
        seed, name = int(rng.integers(1 << 31)), self.photos.files[at].name
        return corruption.generate(kind, clean, params, seed, pool=self.pool, source=name)


_last: list[PhotoIndex] = []  # It has one entry, as a process draws from the same photos.


def photo_index(photos: Photos) -> PhotoIndex:
    """The index of these photos, derived once."""
    if not _last or _last[0].photos is not photos:
        names = [file.name for file in photos.files]
        used = [at for at, name in enumerate(names) if name not in EXCLUDED_NAMES]
        fair = np.array([float(name not in EXCLUDED_NAMES) for name in names])
        lettered = [LETTERING_FOLDER in file.parent.name for file in photos.files]
        hard = fair * [HARD_CLEAN_WEIGHT if name in LEARNT_NAMES else 1.0 for name in names]
        hard = hard * np.where(lettered, LETTERING_WEIGHT, 1.0)
        pool = Pool([names[at] for at in used], [photos.pixels[at] for at in used])
        _last[:] = [PhotoIndex(photos, pool, hard / hard.sum(), fair / fair.sum())]
    return _last[0]


def clean_images(photos: Photos, count: int, side: int, multiple: int) -> Iterator[Tensor]:
    """The middles of about `count` undamaged photos, some with a margin: 1×3×S×S in [0, 1].

    S is at most `side` and a multiple of `multiple`.
    """
    clean = photos.only(file.name not in EXCLUDED_NAMES for file in photos.files)
    rng = np.random.default_rng(0)
    for pixels in clean.pixels[:: max(1, len(clean) // count)]:
        square = middle(pixels, min(*pixels.shape[:2], side) // multiple * multiple)
        image = square.astype(np.float32) / np.float32(255)
        if rng.random() < CLEAN_MARGIN_SHARE:
            image = framed(image, rng)
        yield torch.from_numpy(image).permute(2, 0, 1)[None]


def clean_photo_thresholds(
    logits: Callable[[Tensor], Tensor],
    photos: Photos,
    *,
    count: int,
    speck: int,
    untouched: float | Sequence[float],
    least: float | Sequence[float] = 1.0,
) -> Tensor:
    """The detection threshold of each class, K: a quantile over clean photos of their largest logits.

    logits: 1×3×S×S → 1×K×S×S.  count: of the photos.  speck: px that may be above the threshold.
    untouched: the share of the photos in which no more are above it, for all classes or for each.
    least: the lowest threshold, for all classes or for each.
    """
    tops: list[Tensor] = []
    for image in clean_images(photos, count, CANVAS_SIDE_PX, SIDE_MULTIPLE_PX):
        with torch.no_grad(), autocast(image.device):
            found = logits(image)
        tops.append(found[0].flatten(1).topk(speck).values[:, -1])
    reached = torch.stack(tops, 1)
    shares = torch.tensor(untouched, dtype=reached.dtype, device=reached.device).expand(len(reached))
    limits = [torch.quantile(plane, share) for plane, share in zip(reached, shares, strict=True)]
    return torch.stack(limits).maximum(torch.tensor(least, dtype=reached.dtype, device=reached.device))


def _as_shared_photo(image: Array, rng: np.random.Generator) -> Array:
    """The photo with the blur, sharpening, grain and JPEG artefacts that shared photos have."""
    if rng.random() < BLUR_SHARE:
        image = np.asarray(cv2.GaussianBlur(image, (0, 0), float(rng.uniform(*BLUR_SIGMA_PX))), np.float32)
    if rng.random() < SHARPEN_SHARE:
        blurred = cv2.GaussianBlur(image, (0, 0), float(rng.uniform(*BLUR_SIGMA_PX)))
        image = (image + np.float32(rng.uniform(*SHARPEN_STRENGTH)) * (image - blurred)).clip(0, 1)
    if rng.random() < GRAIN_SHARE:
        grain = rng.standard_normal(image.shape, np.float32)
        image = (image + np.float32(rng.uniform(0, MAX_GRAIN_SIGMA)) * grain).clip(0, 1)
    if rng.random() < JPEG_SHARE:
        image = jpeg_coded(np.rint(image * 255).astype(np.uint8), int(rng.integers(*JPEG_QUALITY)))
    return image


def jpeg_coded(pixels: Pixels, quality: int) -> Array:
    """H×W×3 in [0, 1] after JPEG compression of this quality."""
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "JPEG", quality=quality)
    with Image.open(file) as image:
        return np.asarray(image, np.float32) / np.float32(255)
