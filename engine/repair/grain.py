"""Gives a fill the grain of the photo: noise of the spectrum and level that it has there at that brightness.

The grain is measured once for a photo, in its flattest blocks, so that texture is not taken for it.  A fill
gets what it lacks of it: one that is copied from the photo lacks none, the smooth one of a diffusion all.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy import special

from engine.models.method import Array
from engine.photo import Photo
from engine.photo.colour import LUMA_WEIGHTS
from engine.pixels.box import Box
from engine.pixels.mask import Mask
from engine.repair.fills import RegionFill

# Grain is what is finer than this.
DETAIL_SIGMA_PX = 2.0
# Its spectrum is measured also of what is a little coarser.
SPECTRUM_SIGMA_PX = 5.0
TILE_PX = 512  # Grain is drawn once, as a tile of this side, in which no eye finds the period.
# Blocks are measured without their rim, for which a blur lacks neighbours.
BLOCK_PX, RIM_PX, CORNER_GRID_PX = 32, 4, 8
# Blocks that are nearly black or white are clipped.
MIN_BLOCK_MEAN, MAX_BLOCK_MEAN = 0.02, 0.98
MAX_BLOCKS = 1500
# Grain is finer than texture: of what is coarser, up to the second scale, there is less in its blocks.  White
# noise has 0.13 times as much and noise blurred by 1 px 0.54 times, by calculation.
COARSE_SIGMA_PX, MAX_COARSE_RATIO = 8.0, 0.6
# Nor is it stronger than this, which is much at high sensitivity, nor uneven by more than this factor.
MAX_LEVEL, MAX_UNEVENNESS = 0.045, 3.0
# Noise at a brightness without flat blocks may be that much stronger than at the nearest with such blocks.
MAX_UNSURE_RATIO = 1.5
# Levels of brightness that are measured apart; each needs so many blocks.
TONES, MIN_BLOCKS_OF_TONE = 8, 12
# The share of blocks that counts as flat, and the least number of all.
FLAT_SHARE, MIN_FLAT_BLOCKS = 0.1, 4
# The flattest blocks have by chance a little less noise than all.
FLATTEST_BIAS = 1.05
# Noise below this standard deviation is not seen: a third of a level of 8 bits.
MIN_LEVEL = 0.0013
# Local noise is measured in windows of this side, and compared with known pixels this far around.
WINDOW_PX, AROUND_PX = 7, 32
AROUND_SCALE, AROUND_SIGMA = 4, 4.0  # Weights fall with a sigma of 16 px, at a quarter of the size.
# Detail is limited to this many standard deviations, so that an edge is not taken for noise.
MAX_DETAIL_SIGMAS = 1.5
# The mean over windows of their variance, limited to that of the noise, if there is nothing but noise.
LIMITED_WINDOW_SHARE = 0.88


def _limited(variance: Array) -> Array:
    """The mean square of Gaussian noise that is limited to ±MAX_DETAIL_SIGMAS."""
    sigmas = MAX_DETAIL_SIGMAS / np.sqrt(np.maximum(variance, 1e-6))
    inside = special.erf(sigmas / np.sqrt(2))
    kept = variance * (inside - 2 * sigmas * np.exp(-(sigmas**2) / 2) / np.sqrt(2 * np.pi))
    return np.asarray(kept + MAX_DETAIL_SIGMAS**2 * (1 - inside), np.float32)


# Limited noise keeps most of a small variance and less of a large one.
VARIANCES = np.linspace(0, 2, 81, dtype=np.float32)
LIMITED_VARIANCES = _limited(VARIANCES)


@dataclass(frozen=True)
class Grain:
    """The noise of a photo.

    tones, levels: brightness in [0, 1] and the standard deviation of fine luminance detail there.  tile:
    TILE_PX×TILE_PX×3, a periodic piece of grain of level 1.
    """

    tones: Array
    levels: Array
    tile: Array

    def level(self, brightness: Array) -> Array:
        """The standard deviation at each brightness, H×W."""
        return np.interp(brightness, self.tones, self.levels).astype(np.float32)

    def drawn(self, height: int, width: int, rng: np.random.Generator) -> Array:
        """Grain of level 1, H×W×3, from anywhere in the tile."""
        down, right = rng.integers(0, TILE_PX, 2)
        rows, columns = np.arange(down, down + height), np.arange(right, right + width)
        return self.tile.take(rows, axis=0, mode="wrap").take(columns, axis=1, mode="wrap")


class FillWithGrain:
    """A region's fill with what it lacks of the photo's grain in its missing pixels."""

    def __init__(self, fill: RegionFill, photo: Photo, mask: Mask, grain: Grain, seed: int) -> None:
        self.count, self.calls = fill.count, fill.calls
        self._fill, self._photo, self._mask, self._grain, self._seed = fill, photo, mask, grain, seed

    def at(self, box: Box) -> Array:
        filled = self._fill.at(box).copy()
        outer = box.grown(AROUND_PX) & self._photo.box
        inner = box.shifted(-outer.left, -outer.top).slices
        missing = self._mask[outer.slices] > 0
        holes: Mask = missing.view(np.uint8)
        around = self._photo.region(outer)
        rng = np.random.default_rng((self._seed, box.left, box.top))
        noise = self._grain.drawn(box.height, box.width, rng)
        for one in filled:
            picture = around.copy()
            picture[inner][missing[inner]] = one[missing[inner]]
            lack = lacking(picture, holes, self._grain)[inner] * missing[inner]
            one += lack[..., None] * noise
        return np.clip(filled, 0, 1)


def measured(photo: Photo, mask: Mask, seed: int = 0) -> Grain | None:
    """The grain of a photo outside of an H×W mask; None where it has none, or too little is known."""
    blocks = _known_blocks(photo, mask)
    if len(blocks) < MIN_FLAT_BLOCKS:
        return None
    gray = blocks @ LUMA_WEIGHTS
    variance, plain = _without_texture(gray)
    brightness = gray.mean(axis=(1, 2))
    flat: list[NDArray[np.intp]] = []
    tones: list[float] = []
    levels: list[float] = []
    sure: list[bool] = []
    tone = np.minimum((brightness * TONES).astype(int), TONES - 1)
    for number in range(TONES):
        own = np.flatnonzero(tone == number)
        if len(own) < MIN_BLOCKS_OF_TONE:
            continue
        picked = own[np.argsort(variance[own])[: max(MIN_FLAT_BLOCKS, round(FLAT_SHARE * len(own)))]]
        flat.append(picked[plain[picked]])
        sure.append(2 * len(flat[-1]) > len(picked))
        tones.append(float(brightness[picked].mean()))
        levels.append(FLATTEST_BIAS * float(np.sqrt(variance[picked].mean())))
    if not any(sure) or max(levels) < MIN_LEVEL:
        return None
    # Where the flattest blocks may hold texture, the level is not much above that of the nearest brightness
    # at which they hold none.
    plain_levels = np.minimum(levels, MAX_UNEVENNESS * min(levels))[sure]
    nearest = np.interp(tones, np.array(tones)[sure], plain_levels)
    levels = np.minimum(levels, np.where(sure, nearest, MAX_UNSURE_RATIO * nearest)).tolist()
    tile = _tile(blocks[np.concatenate(flat)], seed)
    return None if tile is None else Grain(np.array(tones, np.float32), np.array(levels, np.float32), tile)


def _without_texture(gray: Array) -> tuple[Array, NDArray[np.bool_]]:
    """The variance of fine detail in each of N blocks, N×H×W, and whether it may be grain alone."""
    inner = slice(RIM_PX, BLOCK_PX - RIM_PX)
    fine = np.array([_detail(block) for block in gray])
    wide = [cv2.GaussianBlur(block, (0, 0), COARSE_SIGMA_PX) for block in gray]
    coarse = gray - fine - np.array(wide, np.float32)
    variance, above = (plane[:, inner, inner].var(axis=(1, 2)) for plane in (fine, coarse))
    return variance, (above < MAX_COARSE_RATIO**2 * variance) & (variance < MAX_LEVEL**2)


def lacking(picture: Array, missing: Mask, grain: Grain) -> Array:
    """The level of noise that a filled picture lacks at each pixel against the known ones around, H×W.

    picture: H×W×3, filled where H×W `missing` is not 0.
    """
    gray = np.ascontiguousarray(picture @ LUMA_WEIGHTS)
    fine = _detail(gray)
    level = grain.level(gray - fine)
    expected = np.maximum(level, 1e-6) ** 2
    limited = np.minimum(fine**2 / expected, MAX_DETAIL_SIGMAS**2)
    filled = (missing > 0).astype(np.float32)
    share = np.interp(_mean(limited, filled), LIMITED_VARIANCES, VARIANCES)
    known = 1 - filled
    around = np.minimum(_mean(fine**2 / expected, known), 1) * known
    there = np.minimum((_near(around) + 1e-6) / (_near(known) + 1e-6) / LIMITED_WINDOW_SHARE, 1)
    lack = level * np.sqrt(np.clip(there - share, 0, 1))
    return np.where(level < MIN_LEVEL, 0, lack).astype(np.float32)


def _detail(gray: Array) -> Array:
    return gray - np.asarray(cv2.GaussianBlur(gray, (0, 0), DETAIL_SIGMA_PX), np.float32)


def _mean(plane: Array, weight: Array) -> Array:
    """The mean over windows of the pixels that have weight, H×W."""
    window = (WINDOW_PX, WINDOW_PX)
    return np.asarray(
        cv2.blur(plane * weight, window) / np.maximum(cv2.blur(weight, window), 1e-3), np.float32
    )


def _near(plane: Array) -> Array:
    """The weighted sum of what is around each pixel, H×W."""
    height, width = plane.shape
    size = (-(-width // AROUND_SCALE), -(-height // AROUND_SCALE))
    small = cv2.GaussianBlur(cv2.resize(plane, size, interpolation=cv2.INTER_AREA), (0, 0), AROUND_SIGMA)
    return np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)


def _known_blocks(photo: Photo, mask: Mask) -> Array:
    """Blocks of known pixels from all over the photo, N×BLOCK_PX×BLOCK_PX×3."""
    corners = _known_corners(mask)
    step = max(1.0, len(corners) / MAX_BLOCKS)
    found = []
    for top, left in corners[np.arange(0, len(corners), step).astype(int)].tolist():
        block = photo.region(Box(left, top, left + BLOCK_PX, top + BLOCK_PX))
        if MIN_BLOCK_MEAN < float(block.mean()) < MAX_BLOCK_MEAN:
            found.append(block)
    return np.array(found, np.float32).reshape(-1, BLOCK_PX, BLOCK_PX, 3)


def _known_corners(mask: Mask) -> NDArray[np.intp]:
    """The rows and columns of the corners of blocks without missing pixels, on a grid of CORNER_GRID_PX."""
    rows, columns = (side // CORNER_GRID_PX for side in mask.shape)
    inside = (mask[: rows * CORNER_GRID_PX, : columns * CORNER_GRID_PX] > 0).astype(np.uint8)
    if not inside.size:
        return np.zeros((0, 2), np.intp)
    # One pixel of 64 gives 4 of 255, so none is lost.
    share = cv2.resize(inside * np.uint8(255), (columns, rows), interpolation=cv2.INTER_AREA)
    cells = BLOCK_PX // CORNER_GRID_PX
    window = np.ones((cells, cells), np.uint8)
    free = cv2.dilate(share, window, anchor=(0, 0), borderType=cv2.BORDER_CONSTANT, borderValue=255) == 0
    return np.argwhere(free) * CORNER_GRID_PX


def _tile(blocks: Array, seed: int) -> Array | None:
    """Periodic noise with the mean spectrum of the blocks, also between the channels; see Grain.tile.

    Each frequency of white noise is multiplied by the root of its 3×3 matrix of spectra.  None where there is
    no luminance detail.
    """
    window = np.outer(np.hanning(BLOCK_PX), np.hanning(BLOCK_PX))[..., None]
    fine = np.array([block - cv2.GaussianBlur(block, (0, 0), SPECTRUM_SIGMA_PX) for block in blocks]) * window
    spectra = np.fft.fft2(fine, axes=(1, 2))
    power = np.einsum("nyxi,nyxj->yxij", spectra, spectra.conj())
    values, vectors = np.linalg.eigh(power)
    root = (vectors * np.sqrt(np.maximum(values, 0))[..., None, :]) @ vectors.conj().swapaxes(-1, -2)
    kernels = np.fft.fftshift(np.fft.ifft2(root, axes=(0, 1)).real, axes=(0, 1))
    shape = (TILE_PX, TILE_PX)
    response = np.fft.fft2(kernels, shape, axes=(0, 1))
    white = np.fft.fft2(np.random.default_rng(seed).standard_normal((*shape, 3)), axes=(0, 1))
    tile = np.fft.ifft2(np.einsum("yxij,yxj->yxi", response, white), axes=(0, 1)).real
    level = float(_detail(np.ascontiguousarray(tile @ LUMA_WEIGHTS, np.float32)).std())
    return (tile / level).astype(np.float32) if level > 0 else None
