"""Batches of crops with scratches, hairs, dust and cracks at the photo's own scale, for `thin-marks`."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engine.photo.colour import LUMA_WEIGHTS
from trainer.corruption.postprocessing import SEPIA_COLOUR
from trainer.data import photos as photo_folder
from trainer.data.batch import Batch, judged_batch
from trainer.data.mark_shapes import Coverage, coverage, shape_files
from trainer.data.mistakes import Mistakes
from trainer.data.photos import Photos, Pixels
from trainer.data.scene_lettering import with_scene_lettering

Picture = NDArray[np.float32]
Random = np.random.Generator

SOUND_SHARE = 0.4  # Of the crops this share is undamaged.
LETTERING_SHARE = 0.25  # Of the undamaged crops this share shows lettering that belongs to the scene.
LETTERING_FOLDER = "lettering"  # Part of the name of a folder whose photos show such lettering.
SCALE_RANGE = (1 / 3, 2.0)
DRAWN_LETTERING_SHARE = 0.2  # Of all crops show drawn lettering, which no photo shows twice.
ROTATED_SHARE = 0.5  # Of the photos stand upside down or on their side; lettering does not.
DAMAGED_FROM = 0.3  # Coverage times opacity from which a pixel counts as damaged.
SOUND_BELOW = 0.08  # Below this it counts as sound; between the two it is not judged.
# Of the range of values: a mark that changes a pixel by less cannot be seen, and is not judged.
MIN_JUDGED_CHANGE = 0.03
SUBSAMPLING_444, SUBSAMPLING_420 = 0, 2  # As Pillow's JPEG encoder numbers them.


@dataclass(frozen=True, kw_only=True)
class ThinMarksBatch:
    """Draws a batch: image N×3×H×W in [0, 1]; truth and judged N×1×H×W.

    truth: 1 = damaged.  judged: 0 = either answer is right.

    shapes: a folder of mark shapes (see mark_shapes.ShapeFiles), or None for drawn ones alone.
    mistakes: the false finds of an earlier state of the network, in half of the undamaged crops.
    """

    batch: int
    crop: int
    shapes: Path | None = None
    sound_share: float = SOUND_SHARE
    mistakes: Mistakes | None = None

    def __call__(self, photos: Photos, rng: Random) -> Batch:
        return judged_batch(self._one(photos, rng) for _ in range(self.batch))

    def _one(self, photos: Photos, rng: Random) -> tuple[Picture, Coverage, Coverage]:
        damaged = rng.random() >= self.sound_share
        lettering = LETTERING_SHARE if not damaged else LETTERING_SHARE / 3
        mistaken = None if damaged or self.mistakes is None else self.mistakes.piece(photos, self.crop, rng)
        piece = scene_piece(photos, self.crop, rng, lettering=lettering) if mistaken is None else mistaken
        image = toned(piece, rng)
        truth = np.zeros((self.crop, self.crop), np.float32)
        judged = np.ones_like(truth)
        if damaged:
            files = None if self.shapes is None else shape_files(self.shapes)
            marked, visible, changed = draw_over(image, coverage(self.crop, rng, files), rng)
            truth = ((visible >= DAMAGED_FROM) & (changed >= MIN_JUDGED_CHANGE)).astype(np.float32)
            judged = ((truth > 0) | (visible < SOUND_BELOW)).astype(np.float32)
            image = marked
        return finished(image, rng), truth, judged


def scene_piece(photos: Photos, side: int, rng: Random, *, lettering: float) -> Pixels:
    """A crop of a photo.  lettering: the share of crops that show lettering of the scene."""
    letters = [at for at, file in enumerate(photos.files) if LETTERING_FOLDER in file.parent.name]
    others = [at for at, file in enumerate(photos.files) if LETTERING_FOLDER not in file.parent.name]
    lettered = bool(letters) and (not others or rng.random() < lettering)
    chosen = letters if lettered else others
    pixels = photos.pixels[chosen[int(rng.integers(len(chosen)))]]
    rotated = not lettered and rng.random() < ROTATED_SHARE
    return photo_folder.piece(pixels, side, rng, scales=SCALE_RANGE, turn=rotated)


def toned(piece: Pixels, rng: Random) -> Picture:
    """The crop, H×W×3 in [0, 1], in the colours, tone and grain that photos and prints have."""
    image = piece.astype(np.float32) / np.float32(255)
    look = rng.random()
    if look < 0.3:
        gray = (image @ LUMA_WEIGHTS)[..., None]
        kept = np.float32(rng.uniform(0, 0.4) * (rng.random() < 0.4))
        image = gray + kept * (image - gray)
        if look < 0.12:
            image = image * (1 + np.float32(rng.random()) * (SEPIA_COLOUR - 1))
    elif look < 0.4:
        image = image * rng.uniform(0.75, 1, 3).astype(np.float32)
    if rng.random() < 0.3:
        image = np.asarray(np.power(image.clip(0, 1), np.float32(rng.uniform(0.6, 1.7))), np.float32)
    if rng.random() < 0.3:
        black, white = np.float32(rng.uniform(0, 0.25)), np.float32(rng.uniform(0.65, 1))
        image = black + (white - black) * image
    if rng.random() < DRAWN_LETTERING_SHARE:
        image = with_scene_lettering(image, rng)
    if rng.random() < 0.4:
        image = grainy(image, rng)
    return np.asarray(image, np.float32).clip(0, 1)


def grainy(image: Picture, rng: Random) -> Picture:
    """The image with noise of a random level and grain size, equal in all channels or not."""
    planes = 1 if rng.random() < 0.4 else 3
    noise = rng.standard_normal((*image.shape[:2], planes), np.float32)
    size = rng.uniform(0, 1.2)
    if size > 0.3:
        noise = np.asarray(cv2.GaussianBlur(noise, (0, 0), size), np.float32).reshape(noise.shape)
        noise /= max(float(noise.std()), 1e-6)
    level = np.float32(np.exp(rng.uniform(np.log(0.004), np.log(0.06))))
    return np.asarray(image + level * noise, np.float32)


def draw_over(image: Picture, shape: Coverage, rng: Random) -> tuple[Picture, Coverage, Coverage]:
    """The image with marks of that coverage, their share of each pixel, and by how much it changed."""
    side = len(shape)
    if rng.random() < 0.6:
        sigma = float(np.exp(rng.uniform(np.log(0.3), np.log(1.3))))
        shape = np.asarray(cv2.GaussianBlur(shape, (0, 0), sigma), np.float32)
    if rng.random() < 0.3:  # Thin lines lose contrast by softening; a mark on film often does not.
        shape = np.minimum(1, shape * np.float32(rng.uniform(1, 1.8)))
    kind = rng.random()
    if kind < 0.38:
        colour = np.full(3, rng.uniform(0.75, 1), np.float32)
    elif kind < 0.76:
        colour = np.full(3, rng.uniform(0, 0.25), np.float32)
    elif kind < 0.88:
        colour = rng.uniform(0, 1, 3).astype(np.float32)
    else:
        colour = np.clip(image.mean((0, 1)) + rng.choice((-1, 1)) * rng.uniform(0.2, 0.6), 0, 1).astype(
            np.float32
        )
    filler = np.broadcast_to(colour, image.shape).astype(np.float32)
    if rng.random() < 0.3:
        rough = rng.standard_normal(
            (side // 4 + 1, side // 4 + 1, 1 if rng.random() < 0.5 else 3), np.float32
        )
        rough = np.asarray(cv2.resize(rough, (side, side)), np.float32).reshape(side, side, -1)
        filler = filler + np.float32(rng.uniform(0.02, 0.15)) * rough
    if rng.random() < 0.15:  # Layers of the emulsion are gone: the photo shows through in another colour.
        filler = image * rng.uniform(0.2, 1.8, 3).astype(np.float32)
    opacity = np.float32(rng.uniform(0.25, 1) if rng.random() < 0.5 else 1)
    visible = shape * opacity
    if rng.random() < 0.3:
        field = cv2.resize(rng.uniform(0.3, 1, (6, 6)).astype(np.float32), (side, side))
        visible = visible * field
    marked = image + visible[..., None] * (filler.clip(0, 1) - image)
    changed = np.abs(marked - image).max(-1)
    # A faint mark is all of it damage, not its core alone.
    relative = visible / max(float(visible.max()), 1e-6) if visible.max() < 0.6 else visible
    return np.asarray(marked, np.float32), np.asarray(relative, np.float32), changed


def finished(image: Picture, rng: Random) -> Picture:
    """What happened to the photo after it was damaged: scanning, sharpening, grain, JPEG."""
    if rng.random() < 0.25:
        image = np.asarray(cv2.GaussianBlur(image, (0, 0), float(rng.uniform(0.3, 0.9))), np.float32)
    if rng.random() < 0.2:
        blurred = cv2.GaussianBlur(image, (0, 0), float(rng.uniform(0.5, 1.2)))
        image = image + np.float32(rng.uniform(0.3, 1.3)) * (image - blurred)
    if rng.random() < 0.25:
        image = grainy(image, rng)
    stored = np.rint(image.clip(0, 1) * 255).astype(np.uint8)
    if rng.random() < 0.55:
        stored = jpeg(stored, int(rng.integers(35, 98)), rng)
    return np.asarray(stored.astype(np.float32) / np.float32(255))


def jpeg(pixels: NDArray[np.uint8], quality: int, rng: Random) -> NDArray[np.uint8]:
    """The pixels after JPEG, with either chroma subsampling."""
    file = io.BytesIO()
    subsampling = SUBSAMPLING_420 if rng.random() < 0.6 else SUBSAMPLING_444
    Image.fromarray(pixels).save(file, "JPEG", quality=quality, subsampling=subsampling)
    with Image.open(file) as image:
        return np.asarray(image.convert("RGB"))


def sound_pictures(photos: Photos, count: int, longest_px: int, multiple: int) -> Iterator[Picture]:
    """The middle of about `count` photos at their own size, spread over the folders, H×W×3 in [0, 1]."""
    for pixels in photos.pixels[:: max(1, len(photos) // count)]:
        height, width = (min(side, longest_px) // multiple * multiple for side in pixels.shape[:2])
        top, left = (pixels.shape[0] - height) // 2, (pixels.shape[1] - width) // 2
        yield pixels[top : top + height, left : left + width].astype(np.float32) / np.float32(255)
