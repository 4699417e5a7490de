"""Batches of photos with damage whose place must be found: what a detector learns from."""

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
from engine.networks.finder import MULTIPLE
from trainer import corruption
from trainer.corruption import Pool, Sample
from trainer.corruption.contract import Array
from trainer.data import photos as photo_folder
from trainer.data.batch import Batch
from trainer.data.hard_clean import EXCLUDED, LEARNT
from trainer.data.margins import framed, margin, within
from trainer.data.photos import Photos, Pixels, middle

CANVAS = 256  # px: damage is drawn at this side, for which the generators' sizes are meant, then cut
HARD = 3.0  # how often a good photo that looks damaged is drawn, beside 1 for each other
# Photos as they are, smaller, and enlarged: what is seen at full size of a large photo is soft.
SCALES = ((0.45, 0.55), (0.6, 1.2), (1.2, 3.0))
LETTERING_FOLDER = "lettering"  # Part of the name of a folder whose photos show lettering of the scene.
LETTERING_WEIGHT = 8.0  # How often such a photo is drawn to stay sound, beside 1 for each other.
RECODED = 0.4  # of the photos went through JPEG after they were damaged, as shared pictures have
QUALITY = (55, 95)
GRAINY = 0.3  # of the photos have grain
GRAIN = 0.03
SOFT = 0.3  # of the photos were scanned or enlarged with their damage, which is then as soft as they are
SOFTNESS = (0.4, 1.1)  # sigma, px
SHARPENED = 0.2  # of the photos were sharpened with their damage,
STRENGTH = (0.3, 1.2)  # by so much of what a blur of that softness takes away
SHADOWED = 0.3  # of what casts a shadow has one,
DARKNESS = (0.2, 0.8)
CAST = (1.0, 5.0)  # px: how far, to the right and down, and
BLUR = (0.5, 3.0)  # px: how soft
AGED = 0.25  # of the photos are old: without colour or brown, or of few colours, faded,
OLD = 0.5  # and of those whose print is damaged
COLOURED = 0.3  # of the old photos keep some colour, or were tinted by hand
FRAMED = 0.25  # of the photos that are learnt from have a margin, which is hard,
USUAL = 0.05  # and of those that limits are set on, about as many as people have
SEPIA = np.array([1.0, 0.86, 0.66], np.float32)


@dataclass(frozen=True, kw_only=True)
class Damaged:
    """One kind of damage and how often it is drawn.

    head: the index of its kind among the detector's; None: nothing is damaged.
    opacity: its range; half of the samples are drawn from it, the others are opaque.
    casts: it may have a drop shadow, as stamps and watermarks do; nobody calls that damage.
    printed: the damage is a print's, so that a margin around that is whole; the print is often old.
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
    """Draws a batch: image N×3×H×W in [0, 1]; truth N×1×H×W: 0 sound, 1 + head where it is damaged."""

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
        at, image = self.scene(photos, rng, damaged=part.head is not None, old=OLD if part.printed else AGED)
        share, colour = margin(CANVAS, CANVAS, rng)
        share = share * np.float32(rng.random() < FRAMED)
        if not part.printed:
            image = within(image, share, colour)
        truth = np.zeros((CANVAS, CANVAS), np.uint8)
        if part.head is not None:
            sample = stock(photos).damaged(at, image, part.kind, part.params, rng)
            image = faded(sample, part.opacity, rng, casts=part.casts)
            truth[sample.mask > 0] = 1 + part.head
        if part.printed:
            image = within(image, share, colour)
            truth[share[..., 0] > 0.5] = 0
        cut = self.cut(rng)
        return _worn(image[cut], rng), truth[cut]

    def scene(
        self, photos: Photos, rng: np.random.Generator, *, damaged: bool, old: float = AGED
    ) -> tuple[int, Array]:
        """A piece of a photo, CANVAS px a side, still whole, and that photo's number."""
        known = stock(photos)
        at = int(rng.choice(len(photos), p=known.fair if damaged else known.hard))
        scales = SCALES[rng.choice(len(SCALES), p=(0.5, 0.2, 0.3))]
        clean = photo_folder.piece(
            photos.pixels[at], CANVAS, rng, scales=scales, turn=False
        )  # signs stay upright
        image = clean.astype(np.float32) / np.float32(255)
        return at, aged(image, rng) if rng.random() < old else image

    def cut(self, rng: np.random.Generator) -> tuple[slice, slice]:
        """Which part of it is shown."""
        top, left = rng.integers(CANVAS - self.crop + 1, size=2)
        return slice(top, top + self.crop), slice(left, left + self.crop)


def aged(image: Array, rng: np.random.Generator) -> Array:
    """As an old print looks: gray, brown or of few colours, its blacks and whites faded."""
    gray = (image @ np.array([0.299, 0.587, 0.114], np.float32))[..., None]
    if rng.random() < COLOURED:
        gray = gray + np.float32(rng.uniform(0.1, 0.6)) * (image - gray)
    black, white = np.float32(rng.uniform(0, 0.25)), np.float32(rng.uniform(0.65, 1.0))
    tint = 1 + np.float32(rng.uniform(0, 1) * (rng.random() < 0.6)) * (SEPIA - 1)
    return np.asarray((black + (white - black) * gray) * tint, np.float32)


def faded(
    sample: Sample, opacity: tuple[float, float], rng: np.random.Generator, *, casts: bool = False
) -> Array:
    """The damaged photo; half of the samples with damage that is see-through."""
    share = float(rng.uniform(*opacity)) if rng.random() < 0.5 else 1.0
    if not casts or rng.random() >= SHADOWED:
        return np.asarray(sample.clean + np.float32(share) * (sample.corrupted - sample.clean), np.float32)
    alpha = np.float32(share) * sample.alpha[..., None]
    return np.asarray(
        shadowed(sample.clean, sample.alpha, rng) * (1 - alpha) + alpha * sample.filler, np.float32
    )


def shadowed(image: Array, alpha: Array, rng: np.random.Generator) -> Array:
    """image, H×W×3, with the shadow of what covers it by `alpha`, H×W."""
    height, width = alpha.shape
    move = np.array([(1, 0, rng.uniform(*CAST)), (0, 1, rng.uniform(*CAST))], np.float32)
    cast = cv2.warpAffine(alpha, move, (width, height))
    soft = cv2.GaussianBlur(cast, (0, 0), float(rng.uniform(*BLUR)))
    return np.asarray(image * (1 - np.float32(rng.uniform(*DARKNESS)) * soft[..., None]), np.float32)


@dataclass(frozen=True)
class Stock:
    """What is asked of the photos again and again.  hard, fair: how likely each is drawn to be left alone,
    and to be damaged; those held out and those that bear marks of their own never are, in any role.
    """

    photos: Photos
    pool: Pool
    hard: NDArray[np.float64]
    fair: NDArray[np.float64]

    def damaged(
        self, at: int, clean: Array, kind: str, params: Mapping[str, Any], rng: np.random.Generator
    ) -> Sample:
        """A piece of photo number `at` with damage; natural filler comes from the others."""
        seed, name = int(rng.integers(1 << 31)), self.photos.files[at].name
        return corruption.generate(kind, clean, params, seed, pool=self.pool, source=name)


_last: list[Stock] = []  # a process draws from one folder


def stock(photos: Photos) -> Stock:
    if not _last or _last[0].photos is not photos:
        names = [file.name for file in photos.files]
        used = [at for at, name in enumerate(names) if name not in EXCLUDED]
        fair = np.array([float(name not in EXCLUDED) for name in names])
        lettered = [LETTERING_FOLDER in file.parent.name for file in photos.files]
        hard = fair * [HARD if name in LEARNT else 1.0 for name in names]
        hard = hard * np.where(lettered, LETTERING_WEIGHT, 1.0)
        pool = Pool([names[at] for at in used], [photos.pixels[at] for at in used])
        _last[:] = [Stock(photos, pool, hard / hard.sum(), fair / fair.sum())]
    return _last[0]


def sound(photos: Photos, count: int, side: int, multiple: int) -> Iterator[Tensor]:
    """The middle of about `count` undamaged photos, some in a margin, 1×3×S×S in [0, 1], S at most `side`:
    what a detector's limits are set on.
    """
    clean, rng = photos.only(file.name not in EXCLUDED for file in photos.files), np.random.default_rng(0)
    for pixels in clean.pixels[:: max(1, len(clean) // count)]:
        square = middle(pixels, min(*pixels.shape[:2], side) // multiple * multiple)
        image = square.astype(np.float32) / np.float32(255)
        if rng.random() < USUAL:
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
    """For each plane of `logits` (1×3×S×S → 1×K×S×S) the value, at least `least`, that `speck` px of a sound
    photo reach in a share of 1 − `untouched` of `count` photos (of all planes, or of each).  A detector's
    limits: K.
    """
    tops: list[Tensor] = []
    for image in sound(photos, count, CANVAS, MULTIPLE):
        with torch.no_grad(), autocast(image.device):
            found = logits(image)
        tops.append(found[0].flatten(1).topk(speck).values[:, -1])
    reached = torch.stack(tops, 1)
    shares = torch.tensor(untouched, dtype=reached.dtype, device=reached.device).expand(len(reached))
    limits = [torch.quantile(plane, share) for plane, share in zip(reached, shares, strict=True)]
    return torch.stack(limits).maximum(torch.tensor(least, dtype=reached.dtype, device=reached.device))


def _worn(image: Array, rng: np.random.Generator) -> Array:
    """With the softness or sharpness, the grain and the JPEG blocks that photos have anyway."""
    if rng.random() < SOFT:
        image = np.asarray(cv2.GaussianBlur(image, (0, 0), float(rng.uniform(*SOFTNESS))), np.float32)
    if rng.random() < SHARPENED:
        blurred = cv2.GaussianBlur(image, (0, 0), float(rng.uniform(*SOFTNESS)))
        image = (image + np.float32(rng.uniform(*STRENGTH)) * (image - blurred)).clip(0, 1)
    if rng.random() < GRAINY:
        grain = rng.standard_normal(image.shape, np.float32)
        image = (image + np.float32(rng.uniform(0, GRAIN)) * grain).clip(0, 1)
    if rng.random() < RECODED:
        image = recoded(np.rint(image * 255).astype(np.uint8), int(rng.integers(*QUALITY)))
    return image


def recoded(pixels: Pixels, quality: int) -> Array:
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "JPEG", quality=quality)
    with Image.open(file) as image:
        return np.asarray(image, np.float32) / np.float32(255)
