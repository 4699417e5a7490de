"""Batches of crops with drops of water on the lens or on a pane before it: what `raindrops` learns from.

Drops are drawn in three unrelated ways: as lenses that show the whole scene small and upside down, as soft
lights far out of focus, and by the corruption `raindrops`.  Water as a field of height (`wet_glass`) and
discs with a bright rim (`bokeh_drops`) are never learnt: they are held out.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from trainer.corruption import Between, generate
from trainer.data import photos as photo_folder
from trainer.data.batch import Batch, judged_batch
from trainer.data.foreign_pieces import toned
from trainer.data.mistakes import Mistakes
from trainer.data.photos import Photos, Pixels
from trainer.data.thin_marks import finished

Picture = NDArray[np.float32]
Plane = NDArray[np.float32]
Random = np.random.Generator

SOUND_SHARE = 0.4  # Of the crops this share is undamaged.
SHORT_SIDES_PX = (256, 720)  # A photo is reduced to a short side in this range before it is cropped.
CORRUPTION_SHARE, LENS_SHARE = 0.25, 0.45  # Of the damaged crops; the rest are lights out of focus.
MEDIAN_RADIUS_PX, RADIUS_SPREAD = (
    (1.6, 16.0),
    0.45,
)  # Of the drops of one photo; the spread is that of the log.
RADIUS_LIMITS_PX = (1.2, 36.0)
MIN_HIGHLIGHT_RADIUS_PX = 3.0  # Smaller drops have no bright dot.
DEFOCUS_SIGMA_PX = (0.35, 3.5)
COVERED_SHARE = (0.004, 0.4)  # Of the crop, by drops that do not overlap.
MAX_DROPS = 220
SCENE_SIDE_PX = 64  # To which the whole photo is reduced, to be seen in a drop.
# A pixel counts as damaged from the first coverage, as sound below the second; between them it is not judged.
# Where drops stand close their soft rims overlap; what is between them has to be judged all the same.
DAMAGED_FROM, SOUND_BELOW = 0.4, 0.15
MIN_JUDGED_CHANGE = 0.03  # Of the range of values: a pixel that a drop hardly changed is not judged.
CORRUPTED_PARAMETERS = {"drops": Between(3, 60, whole=True), "radius": (2, 24), "defocus": Between(0.3, 3)}


@dataclass(frozen=True, kw_only=True)
class RaindropsBatch:
    """Draws a batch: image N×3×H×W in [0, 1]; truth and judged N×1×H×W.

    truth: 1 = covered by a drop.  judged: 0 = either answer is right.
    mistakes: the false finds of an earlier state of the network, in half of the undamaged crops.
    """

    batch: int
    crop: int
    sound_share: float = SOUND_SHARE
    mistakes: Mistakes | None = None

    def __call__(self, photos: Photos, rng: Random) -> Batch:
        return judged_batch(self._one(photos, rng) for _ in range(self.batch))

    def _one(self, photos: Photos, rng: Random) -> tuple[Picture, Plane, Plane]:
        damaged = rng.random() >= self.sound_share
        mistaken = None if damaged or self.mistakes is None else self.mistakes.piece(photos, self.crop, rng)
        pixels = photos.pixels[int(rng.integers(len(photos)))]
        image = toned(reduced_piece(pixels, self.crop, rng) if mistaken is None else mistaken, rng)
        truth = np.zeros((self.crop, self.crop), np.float32)
        judged = np.ones_like(truth)
        if damaged:
            marked, covered = with_drops(image, whole_scene(pixels), rng)
            changed = np.abs(marked - image).max(-1)
            truth = ((covered >= DAMAGED_FROM) & (changed >= MIN_JUDGED_CHANGE)).astype(np.float32)
            judged = ((truth > 0) | (covered < SOUND_BELOW)).astype(np.float32)
            image = marked
        return finished(image, rng), truth, judged


def reduced_piece(pixels: Pixels, side: int, rng: Random) -> Pixels:
    """A crop of the photo, reduced to a random short side, side×side×3."""
    short = float(np.exp(rng.uniform(*np.log(SHORT_SIDES_PX))))
    scale = max(short, side) / min(pixels.shape[:2])
    return photo_folder.piece(pixels, side, rng, scales=(scale, scale), turn=False)


def whole_scene(pixels: Pixels) -> Picture:
    """The whole photo upside down, as a drop shows it, SCENE_SIDE_PX square, in [0, 1]."""
    small = cv2.resize(pixels, (SCENE_SIDE_PX, SCENE_SIDE_PX), interpolation=cv2.INTER_AREA)
    return np.ascontiguousarray(small[::-1, ::-1], np.float32) / np.float32(255)


def with_drops(image: Picture, scene: Picture, rng: Random) -> tuple[Picture, Plane]:
    """The image with drops, and how much of each pixel they cover, H×W in [0, 1].  scene: see whole_scene."""
    way = rng.random()
    if way < CORRUPTION_SHARE:
        drawn = generate("raindrops", image, CORRUPTED_PARAMETERS, int(rng.integers(1 << 31)))
        return drawn.corrupted, drawn.mask.reshape(image.shape[:2]).astype(np.float32)
    covered, seen = _drawn_drops(image, scene, rng, is_lens=way < CORRUPTION_SHARE + LENS_SHARE)
    marked = image + covered[..., None] * (seen - image)
    return np.asarray(marked.clip(0, 1), np.float32), covered


def _drawn_drops(image: Picture, scene: Picture, rng: Random, *, is_lens: bool) -> tuple[Plane, Picture]:
    """Coverage H×W of drops, and what is seen in them, H×W×3.

    is_lens: they show the scene; otherwise they are lights of the colour behind them.
    """
    side = len(image)
    median = float(np.exp(rng.uniform(*np.log(MEDIAN_RADIUS_PX))))
    defocus = min(float(np.exp(rng.uniform(*np.log(DEFOCUS_SIGMA_PX)))), 0.7 * median)
    opacity = np.float32(1 if is_lens and rng.random() < 0.6 else rng.uniform(0.35, 1))
    wide = np.asarray(cv2.GaussianBlur(image, (0, 0), rng.uniform(0.15, 0.5) * side), np.float32)
    light = _light(scene, wide, rng)
    gain, rim = np.float32(rng.uniform(0.6, 1.7)), np.float32(rng.uniform(0, 0.7))
    shown = np.asarray(cv2.GaussianBlur(scene, (0, 0), rng.uniform(0.3, 3.1)), np.float32)
    alpha, seen = np.zeros((side, side), np.float32), wide.copy()
    wanted_px = float(np.exp(rng.uniform(*np.log(COVERED_SHARE)))) * side * side
    for _ in range(MAX_DROPS):
        radius = float(np.clip(median * rng.lognormal(0, RADIUS_SPREAD), *RADIUS_LIMITS_PX))
        middle = rng.uniform(-0.5 * radius, side + 0.5 * radius, 2)
        window = _window(middle, 1.7 * radius, side)
        distance, across, down = _shape(window, middle, radius, rng)
        inside = np.clip((1 - distance) * radius + 0.5, 0, 1).astype(np.float32)
        if is_lens:
            drop = _lens(shown, distance, across, down, middle / side, rng) * gain
            drop *= (1 - rim * np.clip((distance - 0.6) / 0.4, 0, 1) ** 2)[..., None]
        else:
            drop = light[window] * (1 - rim * np.float32(rng.random()) * (1 - distance.clip(0, 1)))[..., None]
        if median > MIN_HIGHLIGHT_RADIUS_PX and rng.random() < 0.5:
            drop = _with_highlight(drop, across, down, rng)
        seen[window] += inside[..., None] * (drop - seen[window])
        np.maximum(alpha[window], inside * np.float32(rng.uniform(0.75, 1)), out=alpha[window])
        if alpha.sum() > wanted_px:
            break
    alpha = np.asarray(cv2.GaussianBlur(alpha, (0, 0), defocus), np.float32)
    return alpha * opacity, np.asarray(cv2.GaussianBlur(seen, (0, 0), 0.7 * defocus), np.float32)


def _with_highlight(drop: Picture, across: Plane, down: Plane, rng: Random) -> Picture:
    """The drop with a bright dot above its middle."""
    distance = np.hypot(across - rng.uniform(-0.5, 0.5), down + rng.uniform(0, 0.6))
    bright = distance < rng.uniform(0.08, 0.2)
    return np.asarray(np.where(bright[..., None], 0.4 * drop + np.float32(0.6), drop), np.float32)


def _light(scene: Picture, wide: Picture, rng: Random) -> Picture:
    """The colour of drops out of focus, H×W×3: what is behind them, lighter or darker, or the sky."""
    sky = np.quantile(scene.reshape(-1, 3), rng.uniform(0.5, 0.95), axis=0).astype(np.float32)
    share = np.float32(rng.uniform(0, 0.9))
    gain = np.float32(rng.uniform(1.15, 1.9) if rng.random() < 0.7 else rng.uniform(0.4, 0.8))
    return np.asarray(share * sky + (1 - share) * wide * gain, np.float32)


def _window(middle: NDArray[np.float64], reach: float, side: int) -> tuple[slice, slice]:
    low = np.clip(np.floor(middle - reach), 0, side - 1).astype(int)
    high = np.clip(np.ceil(middle + reach) + 1, low + 1, side).astype(int)
    return slice(int(low[1]), int(high[1])), slice(int(low[0]), int(high[0]))


def _shape(
    window: tuple[slice, slice], middle: NDArray[np.float64], radius: float, rng: Random
) -> tuple[Plane, Plane, Plane]:
    """For each pixel the distance, 1 on the outline of a wavy ellipse that may hang down, and x and y."""
    y, x = np.mgrid[window].astype(np.float32)
    across = (x - np.float32(middle[0])) / np.float32(radius * rng.uniform(0.8, 1.1))
    down = (y - np.float32(middle[1])) / np.float32(radius * rng.uniform(0.85, 1.4))
    angle = np.arctan2(down, across)
    outline = np.ones_like(angle)
    for wave, amplitude in enumerate(rng.uniform(0, (0.15, 0.1, 0.06)), 2):
        outline += np.float32(amplitude) * np.cos(wave * angle + np.float32(rng.uniform(0, 2 * np.pi)))
    return np.hypot(across, down) / outline, across, down


def _lens(
    scene: Picture, distance: Plane, across: Plane, down: Plane, at: NDArray[np.float64], rng: Random
) -> Picture:
    """The scene seen through a drop: wider towards its rim, and moved by where the drop lies."""
    bulge = (distance.clip(0, 1) ** rng.uniform(0.2, 1.5)) * rng.uniform(0.5, 1)
    length = np.maximum(np.hypot(across, down), 1e-3)
    x = (0.5 + 0.45 * bulge * across / length + 0.1 * (0.5 - at[0])) * (len(scene) - 1)
    y = (0.5 + 0.45 * bulge * down / length + 0.1 * (0.5 - at[1])) * (len(scene) - 1)
    at_px = x.astype(np.float32), y.astype(np.float32)
    return np.asarray(cv2.remap(scene, *at_px, cv2.INTER_LINEAR, None, cv2.BORDER_REFLECT), np.float32)
