"""Dust by the infrared plane of a scan: the dyes of colour film let infrared pass, and dust does not.

In logarithms the plane is  offset + sum over the channels of crosstalk · log channel + log ratio,  with the
share of light that dust lets pass as the ratio.  Offset and crosstalk are fitted to the pixels without dust,
by least squares from which outliers are dropped, and a smooth baseline takes the unevenness of the lamp.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.detection.registration import MAX_SHIFT_PX, MIN_DUST_PX, best_shift, moved, shift_scores
from engine.errors import InfraredMissing, InfraredUnusable
from engine.models.method import Array
from engine.photo import Photo
from engine.photo.infrared import infrared, infrared_region
from engine.pixels.box import Box
from engine.text import Text

# The photo is fitted at about this long side.
FIT_SIDE_PX = 640
# Darker values are too noisy for a logarithm.
MIN_VISIBLE, MIN_INFRARED = 0.012, 0.004
# A pixel leaves the fit where it is so many standard deviations below or above it.
OUTLIERS_BELOW, OUTLIERS_ABOVE, FIT_ROUNDS = 2.0, 3.0, 12
# The baseline is a median over this many pixels of the reduced photo.
BASELINE_MEDIAN_PX = 41
# Dust differs by at least so many standard deviations of the noise, and by this much in the logarithm.
DUST_DEVIATIONS, MIN_DUST_DEPTH, MIN_FAINT_DEPTH = 6.0, 0.03, 0.015
# Infrared is focused elsewhere than visible light, so its edges may lie this far beside those of the photo.
MISREGISTRATION_PX = 2
# Infrared is less sharp than visible light by about this.
INFRARED_BLUR_SIGMA_PX = 1.0
# Faint dust is averaged over this neighbourhood.  A pixel of it differs by so many deviations itself.
FAINT_SIGMA_PX, RIM_DEVIATIONS = 1.0, 3.0
SURROUNDINGS_PX = 8
# Of the noise of the visible channels, so much is left in the prediction; over the pixels that are compared
# for misregistration it has about this range, in standard deviations.
BLURRED_NOISE_SHARE, NOISE_RANGE = 0.28, 4.0
# The infrared shows the picture itself, as on silver film, where it follows it so closely and so strongly.
MAX_CORRELATION, MAX_CROSSTALK = 0.85, 0.5
# A photo that is all of one colour tells nothing of that: the spread of its logarithm is below this.
MIN_SPREAD = 0.01
# A plane that is below UNLIT where a colour is above LIT, in more of the photo than this, is no infrared but
# something like a selection.
MAX_DUST_SHARE, UNLIT, LIT = 0.2, 0.02, 0.1
# Noise is measured in so many boxes of this side, spread over the photo.
NOISE_BOXES, NOISE_BOX_PX = 64, 48
# The infrared is registered by so many tiles of this side across and down.
REGISTRATION_TILES, REGISTRATION_TILE_PX = 4, 384
MAD_TO_DEVIATION = 1.4826
SILVER_CAUSE = Text("its infrared shows the picture itself, as on silver black-and-white film")
NO_INFRARED_CAUSE = Text("its fourth channel is dark in more than a fifth of the photo, as no infrared is")


@dataclass(frozen=True)
class DustModel:
    """What the infrared of one scan would be without dust.

    offset, crosstalk: of the fit, crosstalk one number for each of the three channels.  baseline: of the
    residuals, h×w, a reduced plane.
    """

    photo: Photo
    plane: NDArray[Any]
    offset: float
    crosstalk: Array
    baseline: Array
    deviation: float = 0.0
    smooth_deviation: float = 0.0
    visible_deviation: float = 0.0

    def depth(self, box: Box) -> tuple[Array, Array]:
        """The depth of dust in a box, −log ratio, H×W, and how far off the prediction may be, H×W."""
        wide = box.grown(SURROUNDINGS_PX) & self.photo.box
        visible = self.photo.region(wide)
        sharp = _logarithm(visible, MIN_VISIBLE) @ self.crosstalk
        predicted = cv2.GaussianBlur(sharp, (0, 0), INFRARED_BLUR_SIGMA_PX)
        kernel = np.ones((2 * MISREGISTRATION_PX + 1,) * 2, np.uint8)
        dark = np.maximum(cv2.GaussianBlur(visible, (0, 0), INFRARED_BLUR_SIGMA_PX), np.float32(MIN_VISIBLE))
        noise = np.float32(BLURRED_NOISE_SHARE * self.visible_deviation) / dark @ np.abs(self.crosstalk)
        unsure = cv2.dilate(predicted, kernel) - cv2.erode(predicted, kernel)
        unsure = np.maximum(unsure - NOISE_RANGE * noise, 0) + DUST_DEVIATIONS * noise
        seen = _logarithm(infrared_region(self.plane, wide), MIN_INFRARED)
        inner = box.shifted(-wide.left, -wide.top).slices
        depth = (predicted + np.float32(self.offset) - seen)[inner] + self._baseline(box)
        return np.asarray(depth, np.float32), np.asarray(unsure[inner], np.float32)

    def certainty(self, box: Box) -> Array:
        """How certain dust is in a box, H×W from 0; from 1 on a pixel is dust.

        The depth is compared with the noise by itself, and averaged over the neighbours, which shows faint
        dust; a pixel that is dust by its neighbours must be dark too.
        """
        wide = box.grown(SURROUNDINGS_PX) & self.photo.box
        depth, unsure = self.depth(wide)
        alone = depth / (unsure + np.float32(max(DUST_DEVIATIONS * self.deviation, MIN_DUST_DEPTH)))
        least = max(DUST_DEVIATIONS * self.smooth_deviation, MIN_FAINT_DEPTH)
        among = cv2.GaussianBlur(depth, (0, 0), FAINT_SIGMA_PX) / (unsure + np.float32(least))
        own = depth / (unsure + np.float32(max(RIM_DEVIATIONS * self.deviation, MIN_FAINT_DEPTH)))
        result = np.maximum(alone, np.minimum(among, own))
        return np.asarray(result[box.shifted(-wide.left, -wide.top).slices], np.float32)

    def _baseline(self, box: Box) -> Array:
        height, width = self.baseline.shape
        down = (np.arange(box.top, box.bottom, dtype=np.float32) + 0.5) * (height / self.photo.height) - 0.5
        across = (np.arange(box.left, box.right, dtype=np.float32) + 0.5) * (width / self.photo.width) - 0.5
        x, y = np.meshgrid(across, down)
        result = cv2.remap(self.baseline, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        return np.asarray(result, np.float32)


def dust_model(photo: Photo) -> DustModel:
    """Fit the model to a scan.

    Raises InfraredMissing where the file has no infrared, InfraredUnusable where it shows the picture itself
    or is no infrared.
    """
    plane = infrared(photo)
    if plane is None:
        raise InfraredMissing
    scale = min(1.0, FIT_SIDE_PX / max(photo.width, photo.height))
    size = max(1, round(photo.width * scale)), max(1, round(photo.height * scale))
    visible = photo.reduced(photo.box, *size)
    reduced = cv2.resize(plane, size, interpolation=cv2.INTER_AREA)
    dark = np.float32(1 / np.iinfo(plane.dtype).max) * reduced
    seen, colours = _logarithm(dark, MIN_INFRARED), _logarithm(visible, MIN_VISIBLE)
    lit = (dark > MIN_INFRARED) | (visible.max(-1) > MIN_VISIBLE)
    offset, crosstalk, sound = _fitted(seen, colours, lit)
    predicted = colours @ crosstalk
    if np.count_nonzero((dark < UNLIT) & (visible.max(-1) > LIT)) > MAX_DUST_SHARE * dark.size:
        raise InfraredUnusable(NO_INFRARED_CAUSE)
    _refuse(seen, colours, predicted, sound)
    residual = np.where(lit, seen - predicted - np.float32(offset), 0)
    side = min(BASELINE_MEDIAN_PX, (min(residual.shape) - 1) // 2 * 2 + 1)
    model = DustModel(photo, plane, offset, crosstalk, _median(residual, side))
    alone, smooth, of_colours = _noise(model)
    model = replace(model, deviation=alone, smooth_deviation=smooth, visible_deviation=of_colours)
    shift = _shift(model)
    return model if shift == (0.0, 0.0) else replace(model, plane=moved(plane, shift))


def _shift(model: DustModel) -> tuple[float, float]:
    """(across, down) by which the infrared has to be moved to lie on the colours."""
    photo, total, pixels = model.photo, np.zeros((2 * MAX_SHIFT_PX + 1,) * 2, np.float32), 0
    for down, across in product(range(REGISTRATION_TILES), repeat=2):
        side = min(REGISTRATION_TILE_PX, photo.width, photo.height)
        left = (photo.width - side) * across // (REGISTRATION_TILES - 1)
        top = (photo.height - side) * down // (REGISTRATION_TILES - 1)
        box = Box(left, top, left + side, top + side)
        if side <= 2 * MAX_SHIFT_PX:
            return 0.0, 0.0
        certain = model.certainty(box) >= 1
        depth = np.where(certain, model.depth(box)[0], 0)
        scores, count = shift_scores(depth, _logarithm(photo.region(box), MIN_VISIBLE).mean(-1))
        total, pixels = total + scores, pixels + count
    return best_shift(total) if pixels >= MIN_DUST_PX else (0.0, 0.0)


def _logarithm(values: Array, least: float) -> Array:
    return np.asarray(np.log(np.maximum(values, np.float32(least))), np.float32)


def _fitted(seen: Array, colours: Array, lit: NDArray[np.bool_]) -> tuple[float, Array, NDArray[np.bool_]]:
    """Offset and crosstalk, and which pixels of the reduced photo hold no dust."""
    wanted, known = seen[lit], colours[lit]
    equations = np.concatenate([np.ones((len(known), 1), np.float32), known], axis=1)
    kept, answer = np.ones(len(wanted), bool), np.zeros(4, np.float32)
    for _ in range(FIT_ROUNDS):
        answer = np.linalg.lstsq(equations[kept], wanted[kept], rcond=1e-4)[0]
        residual = wanted - equations @ answer
        middle = float(np.median(residual[kept]))
        deviation = max(MAD_TO_DEVIATION * float(np.median(np.abs(residual[kept] - middle))), 1e-3)
        kept = (residual > middle - OUTLIERS_BELOW * deviation) & (
            residual < middle + OUTLIERS_ABOVE * deviation
        )
    sound = np.zeros(lit.shape, bool)
    sound[lit] = kept
    return float(answer[0]), np.asarray(answer[1:], np.float32), sound


def _refuse(seen: Array, colours: Array, predicted: Array, sound: NDArray[np.bool_]) -> None:
    """Raise InfraredUnusable where the infrared shows the picture itself."""
    spread = float(colours[sound].std(0).max()) if sound.any() else 0.0
    if spread < MIN_SPREAD:
        return
    own, part = seen[sound], predicted[sound]
    strength = float(part.std()) / spread
    if strength > MAX_CROSSTALK and float(np.corrcoef(own, part)[0, 1]) > MAX_CORRELATION:
        raise InfraredUnusable(SILVER_CAUSE)


def _median(residual: Array, side: int) -> Array:
    """The median over squares of `side` px, in steps of 1/255 of the residuals' middle range."""
    low, high = (float(value) for value in np.quantile(residual, (0.02, 0.98)))
    span = max(high - low, 1e-3)
    levels = np.clip((residual - low) * (255 / span), 0, 255).astype(np.uint8)
    smooth = cv2.GaussianBlur(cv2.medianBlur(levels, side).astype(np.float32), (0, 0), side / 6)
    return np.asarray(smooth * np.float32(span / 255) + np.float32(low), np.float32)


def _noise(model: DustModel) -> tuple[float, float, float]:
    """`deviation`, `smooth_deviation` and `visible_deviation` of the model."""
    random = np.random.default_rng(0)
    photo, alone, smooth, visible = model.photo, [], [], []
    for _ in range(NOISE_BOXES):
        left = int(random.integers(max(photo.width - NOISE_BOX_PX, 0) + 1))
        top = int(random.integers(max(photo.height - NOISE_BOX_PX, 0) + 1))
        box = Box(left, top, left + NOISE_BOX_PX, top + NOISE_BOX_PX) & photo.box
        depth, _ = model.depth(box)
        image = photo.region(box)
        alone.append(_deviation(depth))
        visible.append(_deviation(image - cv2.blur(image, (3, 3))))
        smooth.append(_deviation(cv2.GaussianBlur(depth, (0, 0), FAINT_SIGMA_PX)))
    return float(np.median(alone)), float(np.median(smooth)), float(np.median(visible))


def _deviation(values: NDArray[Any]) -> float:
    return MAD_TO_DEVIATION * float(np.median(np.abs(values - np.median(values))))
