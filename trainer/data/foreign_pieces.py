"""Batches of whole photos with pieces of other photos, or of paint, in them: what `foreign` learns from.

A piece is a shape (strokes, blobs, polygons, letters of no alphabet), filled from another photo or a drawn
texture, adjusted to the scene's colours or not, with a rim from a hard cut to a fade of some px, and the
whole then went through blur, grain and JPEG.  Closed bands (`rings`) are never learnt: they are held out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from trainer.data import photos as photo_folder
from trainer.data.batch import Batch, judged_batch
from trainer.data.mistakes import Mistakes
from trainer.data.photos import Photos, Pixels
from trainer.data.thin_marks import finished

Picture = NDArray[np.float32]
Coverage = NDArray[np.float32]
Random = np.random.Generator

SOUND_SHARE = 0.4  # Of the crops this share is undamaged.
SHORT_SIDES_PX = (136, 260)  # A photo is reduced to a short side in this range before it is cropped.
RIM_SIGMA_PX = (0.3, 4.0)  # Of the fade between a piece and the scene, at the reduced size.
HARD_RIM_SHARE = 0.35  # Of the pieces are cut hard, but for one px of antialiasing.
COVERED_SHARE = (0.01, 0.35)  # Of the crop; what covers less or more is drawn anew.
MAX_ATTEMPTS = 8
# A pixel counts as damaged from the first coverage, as sound below the second; between them it is not judged.
DAMAGED_FROM, SOUND_BELOW = 0.4, 0.04
MIN_JUDGED_CHANGE = 0.02  # Of the range of values: a pixel that the piece hardly changed is not judged.


def strokes(side: int, rng: Random) -> Coverage:
    """Bent brush strokes with round ends."""
    canvas = np.zeros((side, side), np.uint8)
    for _ in range(int(rng.integers(1, 6))):
        width = max(2, round(float(np.exp(rng.uniform(np.log(0.03), np.log(0.16)))) * side))
        point, angle = rng.uniform(0, side, 2), rng.uniform(0, 2 * np.pi)
        for _ in range(int(rng.integers(1, 9))):
            angle += rng.normal(0, 0.8)
            following = point + rng.uniform(0.05, 0.25) * side * np.array([np.cos(angle), np.sin(angle)])
            ends = [tuple(map(int, np.rint(end))) for end in (point, following)]
            cv2.line(canvas, ends[0], ends[1], 255, width, cv2.LINE_AA)
            cv2.circle(canvas, ends[1], width // 2, 255, -1, cv2.LINE_AA)
            point = following
    return np.asarray(canvas / np.float32(255), np.float32)


def blobs(side: int, rng: Random) -> Coverage:
    """Regions where smooth noise is high."""
    cells = int(rng.integers(3, 9))
    noise = cv2.resize(
        rng.standard_normal((cells, cells)).astype(np.float32), (side, side), None, 0, 0, cv2.INTER_CUBIC
    )
    level = float(np.quantile(noise, 1 - rng.uniform(0.02, 0.25)))
    slope = max(float(np.abs(np.gradient(noise)).mean()), 1e-4)
    return np.asarray(np.clip((noise - level) / slope + 0.5, 0, 1), np.float32)


def polygons(side: int, rng: Random) -> Coverage:
    """Triangles to octagons, convex or not, and rectangles at any angle."""
    canvas = np.zeros((side, side), np.uint8)
    for _ in range(int(rng.integers(1, 4))):
        middle, size = rng.uniform(0, side, 2), float(np.exp(rng.uniform(np.log(0.07), np.log(0.3)))) * side
        if rng.random() < 0.3:
            box = (
                tuple(map(float, middle)),
                (2 * size, 2 * size * rng.uniform(0.3, 1)),
                float(rng.uniform(0, 90)),
            )
            corners = cv2.boxPoints(box)
        else:
            angles = np.sort(rng.uniform(0, 2 * np.pi, int(rng.integers(3, 9))))
            reach = size * rng.uniform(0.4, 1.3, len(angles))
            corners = middle + reach[:, None] * np.stack([np.cos(angles), np.sin(angles)], 1)
        cv2.fillPoly(canvas, [np.rint(corners * 16).astype(np.int32)], 255, cv2.LINE_AA, 4)
    return np.asarray(canvas / np.float32(255), np.float32)


def glyphs(side: int, rng: Random) -> Coverage:
    """Thick marks of a few straight and round parts that share a width, like letters of no alphabet."""
    canvas = np.zeros((side, side), np.uint8)
    width, size = max(2, round(rng.uniform(0.03, 0.08) * side)), rng.uniform(0.15, 0.4) * side
    middle = rng.uniform(0.1 * side, 0.9 * side, 2)
    for number in range(int(rng.integers(1, 4))):
        centre = middle + np.array([number * 1.1 * size, rng.normal(0, 0.05 * side)])
        for _ in range(int(rng.integers(2, 5))):
            start, end = (tuple(map(int, centre + size * rng.choice((-0.5, 0, 0.5), 2))) for _ in range(2))
            if rng.random() < 0.6:
                cv2.line(canvas, start, end, 255, width, cv2.LINE_AA)
            else:
                turn, sweep = float(rng.choice((0, 90, 180, 270))), float(rng.choice((180, 270, 360)))
                cv2.ellipse(
                    canvas, start, (int(size / 3), int(size / 3)), turn, 0, sweep, 255, width, cv2.LINE_AA
                )
    return np.asarray(canvas / np.float32(255), np.float32)


def rings(side: int, rng: Random) -> Coverage:
    """Closed bands round an ellipse.  Held out: no batch for training draws them."""
    canvas = np.zeros((side, side), np.uint8)
    for _ in range(int(rng.integers(1, 3))):
        middle = tuple(map(float, rng.uniform(0.15 * side, 0.85 * side, 2)))
        axes = tuple(map(float, rng.uniform(0.2, 0.7, 2) * side))
        width = max(2, round(rng.uniform(0.04, 0.12) * side))
        cv2.ellipse(canvas, (middle, axes, float(rng.uniform(0, 180))), 255, width, cv2.LINE_AA)
    return np.asarray(canvas / np.float32(255), np.float32)


Shape = Callable[[int, Random], Coverage]
LEARNT_SHAPES: tuple[tuple[Shape, float], ...] = (
    (strokes, 4.0),
    (blobs, 2.0),
    (polygons, 2.0),
    (glyphs, 1.0),
)
HELD_OUT_SHAPES: tuple[tuple[Shape, float], ...] = ((rings, 1.0),)


@dataclass(frozen=True, kw_only=True)
class ForeignPiecesBatch:
    """Draws a batch: image N×3×H×W in [0, 1]; truth and judged N×1×H×W.

    truth: 1 = foreign.  judged: 0 = either answer is right.  shapes: ways of drawing, each with its weight.
    mistakes: the false finds of an earlier state of the network, in half of the undamaged crops.
    """

    batch: int
    crop: int
    shapes: tuple[tuple[Shape, float], ...] = LEARNT_SHAPES
    sound_share: float = SOUND_SHARE
    mistakes: Mistakes | None = None

    def __call__(self, photos: Photos, rng: Random) -> Batch:
        return judged_batch(self._one(photos, rng) for _ in range(self.batch))

    def _one(self, photos: Photos, rng: Random) -> tuple[Picture, Coverage, Coverage]:
        damaged = rng.random() >= self.sound_share
        mistaken = None if damaged or self.mistakes is None else self.mistakes.piece(photos, self.crop, rng)
        image = reduced_scene(photos, self.crop, rng) if mistaken is None else toned(mistaken, rng)
        truth = np.zeros((self.crop, self.crop), np.float32)
        judged = np.ones_like(truth)
        if damaged:
            alpha = self._coverage(rng)
            marked = image + alpha[..., None] * (self._filler(image, photos, rng) - image)
            changed = np.abs(marked - image).max(-1)
            truth = (alpha >= DAMAGED_FROM).astype(np.float32)
            judged = np.where(truth > 0, changed >= MIN_JUDGED_CHANGE, alpha < SOUND_BELOW).astype(np.float32)
            image = marked.astype(np.float32)
        return finished(image, rng), truth, judged

    def _coverage(self, rng: Random) -> Coverage:
        weights = np.array([weight for _, weight in self.shapes])
        draw = self.shapes[int(rng.choice(len(weights), p=weights / weights.sum()))][0]
        for _ in range(MAX_ATTEMPTS):
            alpha = draw(self.crop, rng)
            if COVERED_SHARE[0] <= alpha.mean() <= COVERED_SHARE[1]:
                break
        if rng.random() >= HARD_RIM_SHARE:
            low, high = np.log(RIM_SIGMA_PX)
            alpha = np.asarray(
                cv2.GaussianBlur(alpha, (0, 0), float(np.exp(rng.uniform(low, high)))), np.float32
            )
        return alpha * np.float32(rng.uniform(0.7, 1) if rng.random() < 0.2 else 1)

    def _filler(self, image: Picture, photos: Photos, rng: Random) -> Picture:
        """Another photo; seldom a plain colour or coarse noise, as paint and stickers are."""
        side, kind = len(image), rng.random()
        if kind < 0.08:
            return np.broadcast_to(rng.uniform(0, 1, 3).astype(np.float32), image.shape)
        if kind < 0.14:
            noise = rng.uniform(0, 1, (int(rng.integers(2, side // 2)),) * 2 + (3,)).astype(np.float32)
            return np.asarray(cv2.resize(noise, (side, side)), np.float32)
        other = reduced_scene(photos, side, rng)
        # Its colours are moved towards the scene's, so that colour alone does not tell.
        if rng.random() < 0.35:
            share = np.float32(rng.uniform(0.4, 1))
            mean, spread = other.mean((0, 1)), other.std((0, 1)) + 1e-3
            matched = (other - mean) / spread * image.std((0, 1)) + image.mean((0, 1))
            other = (other + share * (matched - other)).clip(0, 1)
        return np.asarray(other, np.float32)


def reduced_scene(photos: Photos, side: int, rng: Random) -> Picture:
    """A crop of a reduced photo, H×W×3 in [0, 1]."""
    pixels = photos.pixels[int(rng.integers(len(photos)))]
    short = float(np.exp(rng.uniform(*np.log(SHORT_SIDES_PX))))
    scale = max(short, side) / min(pixels.shape[:2])
    return toned(photo_folder.piece(pixels, side, rng, scales=(scale, scale), turn=False), rng)


def toned(piece: Pixels, rng: Random) -> Picture:
    """The crop, H×W×3 in [0, 1], mirrored or not, in colours and tones that photos have."""
    image = piece.astype(np.float32) / np.float32(255)
    if rng.random() < 0.5:
        image = image[:, ::-1]
    if rng.random() < 0.2:
        gray = image.mean(-1, keepdims=True)
        image = gray + np.float32(rng.uniform(0, 0.6)) * (image - gray)
    if rng.random() < 0.4:
        image = image ** np.float32(rng.uniform(0.6, 1.6)) * rng.uniform(0.8, 1, 3).astype(np.float32)
    return np.ascontiguousarray(image, np.float32)
