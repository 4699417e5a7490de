"""Metrics of a repair and of a mask.  Photos: H×W×3 float32 in [0, 1]; masks: H×W, 1 = missing."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from engine.models.method import Array
from engine.pixels.inscribed import inscribed
from engine.pixels.sharpness import sharpness
from engine.repair.auto import MAX_THIN_RADIUS_PX

BEST_PSNR_DB = 99.0  # Of equal pictures, whose infinite value would make any mean infinite.
MIN_PROBABILITY = 1e-6  # The cross entropy of a certain wrong answer is infinite.


def psnr(repaired: Array, clean: Array) -> float:
    """Peak signal-to-noise ratio over all pixels and channels, in dB."""
    return _decibels(float(np.mean((repaired - clean) ** 2)))


def l1_percent(repaired: Array, clean: Array) -> float:
    """Mean absolute error over all pixels and channels, in % of the range of values."""
    return 100 * float(np.mean(np.abs(repaired - clean)))


def psnr_inside(repaired: Array, clean: Array, mask: Array) -> float:
    """The same over the pixels where mask > 0; `BEST_PSNR_DB` where there are none."""
    hole = mask > 0
    return _decibels(float(np.mean((repaired[hole] - clean[hole]) ** 2))) if hole.any() else BEST_PSNR_DB


def ssim(repaired: Array, clean: Array, mask: Array) -> tuple[float, float]:
    """Structural similarity (Wang et al. 2004, Gaussian window): mean over the photo, mean where mask > 0."""
    from skimage.metrics import structural_similarity

    _, each = structural_similarity(  # type: ignore[no-untyped-call]
        repaired,
        clean,
        data_range=1.0,
        channel_axis=2,
        gaussian_weights=True,
        sigma=1.5,
        use_sample_covariance=False,
        full=True,
    )
    hole = mask > 0
    return float(each.mean()), float(each[hole].mean()) if hole.any() else 1.0


def energy(photo: Array, mask: Array) -> float | None:
    """Gradient energy in the holes over that around them: 1 where a fill is as sharp as its surroundings.

    None where no hole is large: thin ones have next to no inside.
    """
    hole = (mask > 0).astype(np.uint8)
    return sharpness(photo, hole) if inscribed(hole).max() > MAX_THIN_RADIUS_PX else None


def mask_f1(found: Array, mask: Array) -> float:
    """F1 of what was found against what is damaged; 1 where both are empty.

    Both count above half of the mask's maximum, which is 0.5 unless the mask says how much of each pixel is
    lost, as that of noise or of a veil does.  Where nothing is damaged, what was found counts above 0.5.
    """
    threshold = (float(mask.max()) or 1.0) / 2
    marked, missing = found > threshold, mask > threshold
    both = int(np.count_nonzero(marked & missing))
    total = int(np.count_nonzero(marked)) + int(np.count_nonzero(missing))
    return 2 * both / total if total else 1.0


def mask_bce(found: Array, mask: Array) -> float:
    """Mean binary cross-entropy of a soft map, in nats; probabilities are clipped to MIN_PROBABILITY."""
    probability: NDArray[np.float64] = np.clip(found.astype(np.float64), MIN_PROBABILITY, 1 - MIN_PROBABILITY)
    return float(-np.mean(mask * np.log(probability) + (1 - mask) * np.log(1 - probability)))


def _decibels(mean_square: float) -> float:
    return min(BEST_PSNR_DB, -10 * math.log10(mean_square)) if mean_square > 0 else BEST_PSNR_DB
