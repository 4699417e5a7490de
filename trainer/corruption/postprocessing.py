"""What happens to a photo after it was damaged: toning, scanning, sharpening, grain, JPEG compression."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace

import numpy as np

from engine.photo.colour import LUMA_WEIGHTS
from trainer.corruption.contract import Array, Random, Sample

# A pixel that the damage changes by more is damaged, also where a blur carried it there.
VISIBLE_CHANGE = 12 / 255
SUBSAMPLING_444, SUBSAMPLING_420 = 0, 2  # As Pillow's JPEG encoder numbers them.
SEPIA_COLOUR = np.array([1.0, 0.86, 0.66], np.float32)


@dataclass(frozen=True, kw_only=True)
class Postprocessing:
    """Ranges, of which each photo draws its own; None leaves a step out.

    fading: how far towards gray and a narrow range of values.  gamma: exponent of the tones.
    blur_px, sharpen_px: sigma; sharpening is unsharp masking at strength 1.  grain: its standard deviation.
    jpeg_quality: of the encoder; subsampled: the share of photos with 4:2:0 chroma.
    """

    fading: tuple[float, float] | None = None
    gamma: tuple[float, float] | None = None
    blur_px: tuple[float, float] | None = None
    sharpen_px: tuple[float, float] | None = None
    grain: tuple[float, float] | None = None
    jpeg_quality: tuple[int, int] | None = None
    subsampled: float = 0.7


def postprocessed(sample: Sample, steps: Postprocessing, rng: Random) -> Sample:
    """The sample with the clean and the damaged photo both treated alike.

    The mask grows by what a blur or sharpening has made visible of the damage beside it; `alpha` and
    `filler` are those of the damage, before these steps.
    """
    state = rng.bit_generator.state
    clean, damaged = _optics(sample.clean, steps, rng), sample.corrupted
    rng.bit_generator.state = state
    damaged = _optics(damaged, steps, rng)
    visible = np.abs(damaged - clean).max(-1) > VISIBLE_CHANGE
    mask = np.maximum(sample.mask, visible.astype(np.float32)) if sample.mask.any() else sample.mask
    if steps.grain is not None:
        noise = rng.standard_normal(clean.shape, np.float32) * np.float32(rng.uniform(*steps.grain))
        clean, damaged = (np.asarray((one + noise).clip(0, 1), np.float32) for one in (clean, damaged))
    if steps.jpeg_quality is not None:
        quality = int(rng.integers(steps.jpeg_quality[0], steps.jpeg_quality[1] + 1))
        subsampling = SUBSAMPLING_420 if rng.random() < steps.subsampled else SUBSAMPLING_444
        clean, damaged = (jpeg_coded(one, quality, subsampling) for one in (clean, damaged))
    meta = {**sample.meta, "postprocessed": True}
    return replace(sample, clean=clean, corrupted=damaged, mask=mask, meta=meta)


def _optics(image: Array, steps: Postprocessing, rng: Random) -> Array:
    """The steps that act on a pixel or its neighbours alone: tone, blur, sharpening.  In [0, 1]."""
    from scipy import ndimage

    if steps.fading is not None:
        share, tint = (
            np.float32(rng.uniform(*steps.fading)),
            1 + np.float32(rng.random()) * (SEPIA_COLOUR - 1),
        )
        gray = (image @ LUMA_WEIGHTS)[..., None] * tint
        image = (1 - share) * image + share * (np.float32(0.15) + np.float32(0.65) * gray)
    if steps.gamma is not None:
        image = np.power(image.clip(0, 1), np.float32(rng.uniform(*steps.gamma)))
    if steps.blur_px is not None:
        sigma = rng.uniform(*steps.blur_px)
        image = ndimage.gaussian_filter(image, (sigma, sigma, 0), truncate=3)
    if steps.sharpen_px is not None:
        sigma = rng.uniform(*steps.sharpen_px)
        image = 2 * image - ndimage.gaussian_filter(image, (sigma, sigma, 0), truncate=3)
    return np.asarray(image.clip(0, 1), np.float32)


def jpeg_coded(image: Array, quality: int, subsampling: int) -> Array:
    """H×W×3 in [0, 1] after JPEG compression."""
    from PIL import Image

    file = io.BytesIO()
    pixels = np.rint(image.clip(0, 1) * 255).astype(np.uint8)
    Image.fromarray(pixels).save(file, "JPEG", quality=quality, subsampling=subsampling)
    with Image.open(file) as coded:
        return np.asarray(coded.convert("RGB"), np.float32) / np.float32(255)
