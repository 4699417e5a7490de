"""Teaching one damage: batches of it with its truth, and what the network makes of a photo so far."""

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
from trainer.data.detection import CANVAS, GRAIN, GRAINY, QUALITY, RECODED, SCALES, recoded, stock
from trainer.data.pair_crops import are_lossless, cut_of, layers_of, pairs_of, piece
from trainer.data.pair_layers import differing, floats, laid
from trainer.data.photos import Photos, Pixels, middle

SOUND = 0.25  # of the crops are left as they are
FAINT = 0.04  # alpha: less of it nobody sees, and no network finds
ELSEWHERE = 0.7  # of the damage of pairs is laid over other photos: a few photos are soon known by heart
SELDOM = 0.1  # of the photos go through JPEG where the pairs did not: photos to repair come as the pairs do
CUTS = 2  # crops from one drawn photo
TRIES = 3  # places for a crop, of which the one with most damage is taken
UNKNOWN = -1.0  # alpha, where nobody knows it


@dataclass(frozen=True)
class Scene:
    """image, clean: H×W×3 float32 in [0, 1]; truth H×W, 1 = damaged; alpha H×W in [0, 1], or UNKNOWN."""

    image: Array
    clean: Array
    truth: Array
    alpha: Array


@dataclass(frozen=True, kw_only=True)
class Lessons:
    """Draws a batch: image, clean N×3×S×S; truth, alpha N×1×S×S, as of a Scene."""

    lesson: Lesson
    batch: int
    crop: int

    def __call__(self, photos: Photos, rng: np.random.Generator) -> Batch:
        cuts: list[Scene] = []
        while len(cuts) < self.batch:
            whole = scene(self.lesson, photos, rng, damaged=bool(rng.random() >= SOUND))
            cuts += [self._cut(whole, rng) for _ in range(min(CUTS, self.batch - len(cuts)))]
        return stacked(cuts)

    def _cut(self, whole: Scene, rng: np.random.Generator) -> Scene:
        places = [
            (slice(top, top + self.crop), slice(left, left + self.crop))
            for top, left in rng.integers(CANVAS - self.crop + 1, size=(TRIES, 2)).tolist()
        ]
        best = max(places, key=lambda place: float(whole.truth[place].sum()))
        return Scene(whole.image[best], whole.clean[best], whole.truth[best], whole.alpha[best])


def stacked(scenes: list[Scene]) -> Batch:
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
    held: bool = False,
    elsewhere: float = ELSEWHERE,
) -> Scene:
    """CANVAS px a side, worn as shared photos are: grain before the damage, and JPEG after it.

    Of pairs: of one that is held out, or in a share of `elsewhere` another photo with the damage of one.
    """
    layers = layers_of(lesson.pairs) if damaged and lesson.pairs and not held else None
    if damaged and lesson.pairs and (layers is None or rng.random() >= elsewhere):
        return _of_pair(lesson.pairs, rng, held=held)
    known = stock(photos)
    at = int(rng.choice(len(photos), p=known.fair if damaged else known.hard))
    scales = SCALES[rng.choice(len(SCALES), p=(0.5, 0.2, 0.3))]
    cut = photo_folder.piece(photos.pixels[at], CANVAS, rng, scales=scales, turn=False)
    clean = cut.astype(np.float32) / np.float32(255)
    if rng.random() < GRAINY:
        grain = rng.standard_normal(clean.shape, np.float32)
        clean = (clean + np.float32(rng.uniform(0, GRAIN)) * grain).clip(0, 1)
    nothing = np.zeros((CANVAS, CANVAS), np.float32)
    made = Scene(clean, clean, nothing, nothing)
    if layers:
        made = relaid(layers, clean, rng)
    elif damaged:
        seed, name = int(rng.integers(1 << 31)), photos.files[at].name
        sample = lesson.draw(clean, seed, pool=known.pool, source=name)
        made = Scene(sample.corrupted, clean, (sample.alpha > FAINT).astype(np.float32), sample.alpha)
    exact = lesson.pairs is not None and are_lossless(lesson.pairs)
    if rng.random() < (SELDOM if exact else RECODED):
        image = recoded(np.rint(made.image * 255).astype(np.uint8), int(rng.integers(*QUALITY)))
        made = Scene(image, made.clean, made.truth, made.alpha)
    return made


def trial(lesson: Lesson, photos: Photos, rng: np.random.Generator, count: int) -> list[Scene]:
    """Scenes to set a method up on: photos with the damage, of pairs at their size and not worn, for enlarged
    photos forgive wrong finds.  What the gate will ask is not among them, unless the damage of pairs cannot
    be lifted: then they are pieces of those held out.
    """
    layers = layers_of(lesson.pairs) if lesson.pairs else None
    if layers:
        chosen = rng.integers(len(photos), size=count).tolist()
        return [relaid(layers, floats(middle(photos.pixels[at], CANVAS)), rng) for at in chosen]
    return [scene(lesson, photos, rng, held=lesson.pairs is not None, elsewhere=1.0) for _ in range(count)]


def _of_pair(folder: Path, rng: np.random.Generator, *, held: bool) -> Scene:
    """A piece of a pair, with its alpha where the damage of those that are learnt from could be lifted."""
    taken, layers = pairs_of(folder, held=held), None if held else layers_of(folder)
    at = int(rng.integers(len(taken)))
    damaged, clean, layer = piece(taken[at], rng, layers[at] if layers else None)
    alpha = np.full(layer.shape[:2], UNKNOWN, np.float32) if layers is None else floats(layer[..., 3])
    return Scene(damaged, clean, differing(damaged, clean), alpha)


def relaid(layers: tuple[Pixels, ...], clean: Array, rng: np.random.Generator, *, turn: bool = True) -> Scene:
    """A photo, CANVAS px a side, with the damage of a pair.  turn: the damage, and mirror it."""
    layer = layers[rng.integers(len(layers))]
    over = cut_of((layer,), np.flatnonzero(layer[..., 3]), rng)[0]
    image, alpha = laid(clean, photo_folder.piece(over, CANVAS, rng, turn=turn))
    return Scene(image, clean, (alpha > FAINT).astype(np.float32), alpha)


class Live(TaughtMethod):
    """A network in training, as the method that it would be now."""

    def __init__(self, card: Card, network: nn.Module) -> None:
        super().__init__(card, Path())
        self.network = network

    def load(self, variant: str) -> nn.Module:  # noqa: ARG002
        return self.network


def mended(method: TaughtMethod, photo: NDArray[np.uint8], device: str) -> NDArray[np.uint8]:
    """What blind repair makes of H×W×3 pixels."""
    picture = Photo(photo.copy())
    with suppress(MaskEmpty, MaskFull, FoundAll), torch.autocast(device, enabled=False):
        mask = to_fill(detect(picture, method, device=device), method)
        repair(picture, mask, method, device=device).apply(picture)
    return np.asarray(picture.pixels, np.uint8)
