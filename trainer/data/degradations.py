"""Degradations of photos, each with a strength in [0, 1], which the feature network learns to recognise."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.networks.layers.prefill import pyramid_fill
from trainer.data.photos import Pixels

Degrade = Callable[[Pixels, float, np.random.Generator], Pixels]


def blur(photo: Pixels, strength: float, rng: np.random.Generator) -> Pixels:  # noqa: ARG001
    """Gaussian blur, σ 0.5 to 4 px."""
    return np.asarray(cv2.GaussianBlur(photo, (0, 0), 0.5 * 8**strength), np.uint8)


def noise(photo: Pixels, strength: float, rng: np.random.Generator) -> Pixels:
    """Gaussian noise, σ 0.01 to 0.1 of the range of values."""
    return _to_bytes(photo + rng.normal(0, 2.55 * 10**strength, photo.shape))


def jpeg(photo: Pixels, strength: float, rng: np.random.Generator) -> Pixels:  # noqa: ARG001
    """JPEG compression, quality 60 to 10."""
    _, coded = cv2.imencode(".jpg", photo, [cv2.IMWRITE_JPEG_QUALITY, round(60 - 50 * strength)])
    return np.asarray(cv2.imdecode(coded, cv2.IMREAD_COLOR), np.uint8)


def resample(photo: Pixels, strength: float, rng: np.random.Generator) -> Pixels:  # noqa: ARG001
    """Downsampling by a factor of 2 to 8, and upsampling to the old size."""
    height, width = photo.shape[:2]
    factor = 2 * 4**strength
    small = cv2.resize(photo, (round(width / factor), round(height / factor)), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)


def filled(photo: Pixels, strength: float, rng: np.random.Generator) -> Pixels:
    """A rectangular hole of 5 to 40 % of the area, filled by diffusion."""
    height, width = photo.shape[:2]
    share = 0.05 * 8**strength
    tall, wide = round(height * share**0.5), round(width * share**0.5)
    top, left = int(rng.integers(height - tall + 1)), int(rng.integers(width - wide + 1))
    missing = np.zeros((height, width), bool)
    missing[top : top + tall, left : left + wide] = True
    return _to_bytes(255 * pyramid_fill(photo.astype(np.float32) / np.float32(255), missing))


DEGRADATIONS: tuple[Degrade, ...] = (blur, noise, jpeg, resample, filled)


def _to_bytes(photo: NDArray[np.floating]) -> Pixels:
    return np.asarray(np.clip(np.rint(photo), 0, 255), np.uint8)
