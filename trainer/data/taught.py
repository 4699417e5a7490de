"""Batches of one taught kind of damage with its truth, and blind repair by the network in training."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from engine.detection.run import detect
from engine.errors import FoundAll, MaskEmpty, MaskFull
from engine.models.method import Array
from engine.models.weights import Card
from engine.photo import Photo
from engine.repair.blind import to_fill
from engine.repair.run import repair
from engine.taught.method import TaughtMethod
from trainer.corruption.teachable import Lesson
from trainer.data import photos as photo_folder
from trainer.data.batch import Batch
from trainer.data.detection import (
    CANVAS_SIDE_PX,
    GRAIN_SHARE,
    JPEG_QUALITY,
    JPEG_SHARE,
    MAX_GRAIN_SIGMA,
    ZOOM_ODDS,
    ZOOM_RANGES,
    jpeg_coded,
    photo_index,
)
from trainer.data.pair_crops import are_lossless, cut_of, damage_layers, pairs_of, piece
from trainer.data.pair_layers import difference_mask, layered, unit_floats
from trainer.data.photos import Photos, Pixels, middle

UNDAMAGED_SHARE = 0.25  # of the crops
VISIBLE_ALPHA = 0.04  # Damage with less alpha is visible neither to people nor to networks.
# How much of the damage of pairs is layered over other photos: networks soon know the few photos of pairs by
# heart.
OTHER_PHOTO_SHARE = 0.7
# Of the photos that go through JPEG where the pairs did not: photos to repair will be as the pairs are.
LOSSLESS_JPEG_SHARE = 0.1
CROPS_PER_PHOTO = 2
CROP_CANDIDATES = 3  # Of these places for a crop the one with most damage is taken.
UNKNOWN_ALPHA = -1.0


@dataclass(frozen=True)
class DamagedScene:
    """A damaged photo with its truth.

    image, clean: H×W×3 float32 in [0, 1].  truth: H×W, 1 = damaged.  alpha: H×W in [0, 1] or UNKNOWN_ALPHA.
    """

    image: Array
    clean: Array
    truth: Array
    alpha: Array


@dataclass(frozen=True, kw_only=True)
class TaughtDamage:
    """Draws a batch of scenes: image, clean N×3×S×S; truth, alpha N×1×S×S."""

    lesson: Lesson
    batch: int
    crop: int

    def __call__(self, photos: Photos, rng: np.random.Generator) -> Batch:
        cuts: list[DamagedScene] = []
        while len(cuts) < self.batch:
            whole = scene(self.lesson, photos, rng, damaged=bool(rng.random() >= UNDAMAGED_SHARE))
            cuts += [self._cut(whole, rng) for _ in range(min(CROPS_PER_PHOTO, self.batch - len(cuts)))]
        return stacked(cuts)

    def _cut(self, whole: DamagedScene, rng: np.random.Generator) -> DamagedScene:
        """A crop of the scene where it has much damage."""
        places = [
            (slice(top, top + self.crop), slice(left, left + self.crop))
            for top, left in rng.integers(CANVAS_SIDE_PX - self.crop + 1, size=(CROP_CANDIDATES, 2)).tolist()
        ]
        best = max(places, key=lambda place: float(whole.truth[place].sum()))
        return DamagedScene(whole.image[best], whole.clean[best], whole.truth[best], whole.alpha[best])


def stacked(scenes: list[DamagedScene]) -> Batch:
    """Scenes of one size as a batch."""
    colours = {
        name: np.stack([getattr(one, name) for one in scenes]).transpose(0, 3, 1, 2)
        for name in ("image", "clean")
    }
    planes = {name: np.stack([getattr(one, name) for one in scenes])[:, None] for name in ("truth", "alpha")}
    return {name: np.ascontiguousarray(value, np.float32) for name, value in (colours | planes).items()}


def scene(
    lesson: Lesson,
    photos: Photos,
    rng: np.random.Generator,
    *,
    damaged: bool = True,
    held_out: bool = False,
    other_photo_share: float = OTHER_PHOTO_SHARE,
) -> DamagedScene:
    """A scene of CANVAS_SIDE_PX a side, with grain before the damage and JPEG after it, as in shared photos.

    damaged: else nothing is.  held_out: for pairs, a piece of a held-out one.  other_photo_share: of the
    scenes for pairs that show another photo with a pair's damage.
    """
    layers = damage_layers(lesson.pairs) if damaged and lesson.pairs and not held_out else None
    if damaged and lesson.pairs and (layers is None or rng.random() >= other_photo_share):
        return _of_pair(lesson.pairs, rng, held_out=held_out)
    known = photo_index(photos)
    at = int(rng.choice(len(photos), p=known.damaged_odds if damaged else known.clean_odds))
    scales = ZOOM_RANGES[rng.choice(len(ZOOM_RANGES), p=ZOOM_ODDS)]
    cut = photo_folder.piece(photos.pixels[at], CANVAS_SIDE_PX, rng, scales=scales, turn=False)
    clean = cut.astype(np.float32) / np.float32(255)
    if rng.random() < GRAIN_SHARE:
        grain = rng.standard_normal(clean.shape, np.float32)
        clean = (clean + np.float32(rng.uniform(0, MAX_GRAIN_SIGMA)) * grain).clip(0, 1)
    nothing = np.zeros((CANVAS_SIDE_PX, CANVAS_SIDE_PX), np.float32)
    made = DamagedScene(clean, clean, nothing, nothing)
    if layers:
        made = with_layer(layers, clean, rng)
    elif damaged:
        seed, name = int(rng.integers(1 << 31)), photos.files[at].name
        sample = lesson.draw(clean, seed, pool=known.pool, source=name)
        made = DamagedScene(
            sample.corrupted, clean, (sample.alpha > VISIBLE_ALPHA).astype(np.float32), sample.alpha
        )
    lossless = lesson.pairs is not None and are_lossless(lesson.pairs)
    if rng.random() < (LOSSLESS_JPEG_SHARE if lossless else JPEG_SHARE):
        image = jpeg_coded(np.rint(made.image * 255).astype(np.uint8), int(rng.integers(*JPEG_QUALITY)))
        made = DamagedScene(image, made.clean, made.truth, made.alpha)
    return made


def trial_scenes(lesson: Lesson, photos: Photos, rng: np.random.Generator, count: int) -> list[DamagedScene]:
    """Scenes on which a method's settings are chosen.

    For pairs, photos with the damage at its own size and without grain or JPEG, since on enlarged photos
    false finds cost little.  The gate does not measure on these scenes, unless the damage of the pairs could
    not be separated: then they are pieces of the held-out pairs.
    """
    layers = damage_layers(lesson.pairs) if lesson.pairs else None
    if layers:
        chosen = rng.integers(len(photos), size=count).tolist()
        return [
            with_layer(layers, unit_floats(middle(photos.pixels[at], CANVAS_SIDE_PX)), rng) for at in chosen
        ]
    return [
        scene(lesson, photos, rng, held_out=lesson.pairs is not None, other_photo_share=1.0)
        for _ in range(count)
    ]


def _of_pair(folder: Path, rng: np.random.Generator, *, held_out: bool) -> DamagedScene:
    """A piece of a pair, with its alpha where the damage of the training pairs could be separated."""
    taken, layers = pairs_of(folder, held_out=held_out), None if held_out else damage_layers(folder)
    at = int(rng.integers(len(taken)))
    damaged, clean, layer = piece(taken[at], rng, layers[at] if layers else None)
    alpha = (
        np.full(layer.shape[:2], UNKNOWN_ALPHA, np.float32) if layers is None else unit_floats(layer[..., 3])
    )
    return DamagedScene(damaged, clean, difference_mask(damaged, clean), alpha)


def with_layer(
    layers: tuple[Pixels, ...], clean: Array, rng: np.random.Generator, *, turn: bool = True
) -> DamagedScene:
    """A photo, CANVAS_SIDE_PX a side, with a random piece of the damage of pairs.

    turn: rotate and mirror the damage at random.
    """
    layer = layers[rng.integers(len(layers))]
    over = cut_of((layer,), np.flatnonzero(layer[..., 3]), rng)[0]
    image, alpha = layered(clean, photo_folder.piece(over, CANVAS_SIDE_PX, rng, turn=turn))
    return DamagedScene(image, clean, (alpha > VISIBLE_ALPHA).astype(np.float32), alpha)


class MethodInTraining(TaughtMethod):
    """A network in training as a method, with which blind repair can run."""

    def __init__(self, card: Card, network: nn.Module) -> None:
        super().__init__(card, Path())
        self.network = network

    def load(self, variant: str) -> nn.Module:  # noqa: ARG002
        return self.network


def blind_repaired(method: TaughtMethod, photo: NDArray[np.uint8], device: str) -> NDArray[np.uint8]:
    """H×W×3 pixels after blind repair: detection, then filling."""
    picture = Photo(photo.copy())
    with suppress(MaskEmpty, MaskFull, FoundAll), torch.autocast(device, enabled=False):
        mask = to_fill(detect(picture, method, device=device), method)
        repair(picture, mask, method, device=device).apply(picture)
    return np.asarray(picture.pixels, np.uint8)
