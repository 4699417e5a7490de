"""Marks that stay put over many photos: dust on a sensor, a scanner's glass, a watermark, a date stamp.

A mark shows photo = (1 − opacity) · clean + opacity · colour with the same opacity and colour in every photo.
Screening finds where photos differ from their surroundings in the same way again and again.  There, the photo
under the mark is estimated from around it, and what is seen is compared with that over all photos.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.models.method import Array
from engine.photo import Photo
from engine.pixels.box import Box
from engine.pixels.mask import Mask

# Photos are screened at about this long side.
SCREENED_SIDE_PX = 1600
# What differs from its surroundings is looked for in these sizes: a blur that takes away what is finer, 0 for
# none, and one whose result is the surroundings.
SCREENING_SIGMAS_PX = ((0.0, 2.0), (2.0, 8.0), (6.0, 24.0))
# Of a wide blur, so much of the sigma is left after the photo is reduced for it.
REDUCED_SIGMA_PX = 3.0
# One photo counts no more than this, in standard deviations of its texture.
MAX_DEVIATION = 2.5
# A mark differs by this many standard deviations, summed over the photos; its surroundings by so many.
MARK_DEVIATIONS, RIM_DEVIATIONS = 5.8, 3.5
# The texture around a pixel is measured over this many sigmas.
TEXTURE_SIGMAS = 3.0
# Around what was screened, so much may belong to the mark, and so much tells the photo under it.
REACH_PX, SURROUNDINGS_PX = 4, 24
# A mark whose photo is known no better than this is not seen.
MIN_MARK_DEVIATIONS, MIN_RIM_DEVIATIONS, MIN_DIFFERENCE = 4.5, 2.0, 1.5 / 255
# The rim of dust, of which the noise is that of its surroundings' texture and not its own.
MIN_DUST_RIM_DEVIATIONS = 3.0
# A mark and its rim, with the same noise: on sound photos up to 8 was seen.
MIN_TEXTURE_DEVIATIONS, MIN_TEXTURE_RIM_DEVIATIONS = 10.0, 5.0
MIN_NOISE, RIM_PX = 0.3 / 255, 2
OWN, OTHER = 2, 1
# Where seen and estimated photos agree less, the mark is opaque.
MIN_CORRELATION, MAX_OPACITY = 0.5, 0.85
# A mark of nearly the colour of the mean photo shows no opacity.
MIN_CONTRAST = 0.08
# The core of a mark is where it differs by at least this share of its utmost.
CORE_SHARE = 0.6
# Faint dark marks are dust, which takes light and adds none.
MAX_DUST_OPACITY, MAX_DUST_COLOUR = 0.35, 0.4
NOISE_VARIANCE = (1.5 / 255) ** 2


EstimateFunction = Callable[[Array, NDArray[np.bool_]], Array]  # The photo where it is not known.


@dataclass(frozen=True)
class Layer:
    """A mark over a box of the photo.  opacity: h×w in [0, 1].  offset: h×w×3, opacity · colour."""

    box: Box
    opacity: Array
    offset: Array

    @property
    def opaque(self) -> NDArray[np.bool_]:
        """h×w: where too little of the photo is seen."""
        return np.asarray(self.opacity > MAX_OPACITY)


@dataclass(frozen=True)
class RepeatedMark:
    """What stays put over photos of one size.

    key: (width, height, orientation of the file).  photos: how many were looked at.
    """

    key: tuple[int, int, int]
    photos: int
    layers: tuple[Layer, ...]

    def mask(self) -> Mask:
        """255 where the mark is, uint8 H×W."""
        width, height, _ = self.key
        mask = np.zeros((height, width), np.uint8)
        for layer in self.layers:
            mask[layer.box.slices][layer.opacity > 0] = 255
        return mask


def key_of(photo: Photo) -> tuple[int, int, int]:
    """Photos with the same key show the same pixels of a sensor at the same places."""
    return photo.width, photo.height, photo.origin.orientation


def _blurred(plane: Array, sigma: float) -> Array:
    """A Gaussian blur, H×W×3; a wide one of the plane reduced, which differs by 1 % of its sigma."""
    factor = int(sigma / REDUCED_SIGMA_PX)
    if factor < 2:
        return np.asarray(cv2.GaussianBlur(plane, (0, 0), sigma), np.float32)
    height, width = plane.shape[:2]
    small = cv2.resize(plane, (-(-width // factor), -(-height // factor)), interpolation=cv2.INTER_AREA)
    smooth = cv2.GaussianBlur(small, (0, 0), sigma / factor)
    return np.asarray(cv2.resize(smooth, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)


class Screening:
    """Sums over photos of one size how each pixel differs from its surroundings."""

    def __init__(self) -> None:
        self.count = 0
        self._sums: list[Array] = []
        self._size = (0, 0)

    def add(self, photo: Photo) -> None:
        scale = min(1.0, SCREENED_SIDE_PX / max(photo.width, photo.height))
        self._size = photo.width, photo.height
        size = max(1, round(photo.width * scale)), max(1, round(photo.height * scale))
        image = photo.reduced(photo.box, *size)
        for number, (fine, sigma) in enumerate(SCREENING_SIGMAS_PX):
            smooth = _blurred(image, fine) if fine else image
            difference = smooth - _blurred(image, sigma)
            texture = _blurred(difference * difference, TEXTURE_SIGMAS * sigma)
            share = np.clip(difference / np.sqrt(texture + NOISE_VARIANCE), -MAX_DEVIATION, MAX_DEVIATION)
            if number == len(self._sums):
                self._sums.append(np.zeros_like(share))
            self._sums[number] += share
        self.count += 1

    def windows(self) -> tuple[tuple[Box, Mask], ...]:
        """Boxes of the photo, and uint8 h×w: OWN where a mark may be, OTHER where one of another box may."""
        deviations = np.zeros(self._sums[0].shape[:2], np.float32)
        for total in self._sums:
            spread = 1.4826 * np.median(np.abs(total), axis=(0, 1)) + 1e-6
            np.maximum(deviations, np.abs(total / spread).max(-1), out=deviations)
        seeds, wide = deviations >= MARK_DEVIATIONS, (deviations >= RIM_DEVIATIONS).astype(np.uint8)
        _, labels = cv2.connectedComponents(wide, connectivity=8)
        marked = np.isin(labels, np.unique(labels[seeds & (labels > 0)])) & (labels > 0)
        plane = cv2.dilate(marked.astype(np.uint8) * 255, np.ones((2 * REACH_PX + 1,) * 2, np.uint8))
        plane = cv2.resize(plane, self._size, interpolation=cv2.INTER_NEAREST)
        count, numbers, stats, _ = cv2.connectedComponentsWithStats(plane, connectivity=8)
        whole = Box(0, 0, *self._size)
        found = []
        for number in range(1, count):
            left, top, width, height = (int(value) for value in stats[number, :4])
            box = Box(left, top, left + width, top + height).grown(SURROUNDINGS_PX) & whole
            own = np.where(numbers[box.slices] == number, np.uint8(OWN), np.uint8(OTHER))
            found.append((box, np.where(plane[box.slices] > 0, own, np.uint8(0))))
        return tuple(found)


@dataclass
class WindowSums:
    """Weighted sums over photos of what is seen and what is estimated in a window, h×w×3 each."""

    box: Box
    marked: Mask
    estimate: EstimateFunction
    weights: list[float] = field(default_factory=list)
    sums: dict[str, Array] = field(default_factory=dict)

    def add(self, photo: Photo) -> None:
        known = self.marked == 0
        if not known.any():
            return
        seen = photo.region(self.box)
        beside = self.estimate(seen, known)
        error = float(((seen - cv2.GaussianBlur(seen, (0, 0), 6.0))[known] ** 2).mean())
        weight = np.float32(NOISE_VARIANCE / (error + NOISE_VARIANCE))
        self.weights.append(float(weight))
        terms = {"o": seen, "b": beside, "oo": seen * seen, "bb": beside * beside, "ob": seen * beside}
        for name, term in terms.items():
            self.sums[name] = self.sums.get(name, np.float32(0)) + weight * term

    def layer(self) -> Layer | None:
        """The mark of this window; None where nothing is seen of one."""
        total = sum(self.weights)
        if not total:
            return None
        mean = {name: values / np.float32(total) for name, values in self.sums.items()}
        difference = mean["o"] - mean["b"]
        variance = {
            "o": np.maximum(mean["oo"] - mean["o"] ** 2, 0),
            "b": np.maximum(mean["bb"] - mean["b"] ** 2, 0),
            "ob": mean["ob"] - mean["o"] * mean["b"],
        }
        count = total**2 / sum(weight**2 for weight in self.weights)  # Of photos of equal weight.
        noise = np.sqrt(np.maximum(variance["o"] + variance["b"] - 2 * variance["ob"], 0) / count)
        size = np.abs(difference).max(-1)
        deviations = (np.abs(difference) / np.maximum(noise, MIN_NOISE)).max(-1)
        # Where few photos count, how much they differ in a mark says little of the noise.
        texture = (np.abs(difference) * np.sqrt(total / NOISE_VARIANCE)).max(-1)
        dust = self._dust_deviations()
        own = (self.marked == OWN) & (size > MIN_DIFFERENCE)
        seen = np.maximum(deviations, dust) > MIN_MARK_DEVIATIONS
        seen = own & (seen | (texture > MIN_TEXTURE_DEVIATIONS))
        rim = (deviations > MIN_RIM_DEVIATIONS) | (dust > MIN_DUST_RIM_DEVIATIONS)
        rim = own & (rim | (texture > MIN_TEXTURE_RIM_DEVIATIONS))
        return _layer(self.box, difference, mean["b"], variance, seen, rim, size)

    def _dust_deviations(self) -> Array:
        """By how many standard deviations each pixel shows less light than its surroundings, h×w.

        Dust takes the same share of the light in every photo, so that it is seen the better the brighter the
        photo; in a difference that is the same in every photo the bright photos would count as noise.
        """
        light, taken = (self.sums[name].sum(-1) for name in ("bb", "ob"))
        # The noise of the three channels is that of one: texture is mostly gray.
        variance = NOISE_VARIANCE * 3 * np.maximum(light, 1e-9)
        return np.asarray((light - taken) / np.sqrt(variance), np.float32)


def _layer(
    box: Box,
    difference: Array,
    beside: Array,
    variance: dict[str, Array],
    seen: NDArray[np.bool_],
    rim: NDArray[np.bool_],
    size: Array,
) -> Layer | None:
    """The layer of the marks in a window: each connected one with an opacity and a colour of its own."""
    near = cv2.dilate(seen.astype(np.uint8), np.ones((2 * RIM_PX + 1,) * 2, np.uint8))
    count, labels = cv2.connectedComponents(near, connectivity=8)
    opacity, offset = np.zeros(seen.shape, np.float32), np.zeros_like(difference)
    for number in range(1, count):
        own = (labels == number) & seen
        core = own & (size >= CORE_SHARE * np.quantile(size[own], 0.95))
        strength, colour = _ink(difference, beside, variance, core)
        against = colour - beside
        square = (against**2).sum(-1)
        if float(np.sqrt(square[core].mean() / 3)) < MIN_CONTRAST:
            strength = 1.0  # Its opacity cannot be told: it is filled.
        if strength > MAX_OPACITY:
            opacity[own] = 1.0
            continue
        covered = (labels == number) & rim
        part = np.clip((difference * against).sum(-1) / np.maximum(square, 1e-6), 0, 1)
        opacity[covered] = part[covered]
        offset[covered] = part[covered][:, None] * colour
    return Layer(box, opacity, offset) if (opacity > 0).any() else None


def _ink(
    difference: Array, beside: Array, variance: dict[str, Array], core: NDArray[np.bool_]
) -> tuple[float, Array]:
    """The opacity of a mark's core and its colour, 3."""
    ours, theirs, both = (float(variance[name][core].sum()) for name in ("o", "b", "ob"))
    correlation = both / max(np.sqrt(ours * theirs), 1e-9)
    share = float(np.clip(np.sqrt(ours / max(theirs, 1e-9)), 0, 1)) if correlation >= MIN_CORRELATION else 0.0
    strength = max(1 - share, 0.01)
    mean = beside[core].mean(0)
    colour = np.asarray(np.clip(mean + difference[core].mean(0) / strength, 0, 1), np.float32)
    if strength < MAX_DUST_OPACITY and float(colour.mean()) < MAX_DUST_COLOUR:
        colour = np.zeros(3, np.float32)
    return strength, colour
