"""A synthetic photo of any size, and other photos to fill with."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from trainer.corruption.contract import Array, Pool

Photo = Callable[..., Array]


def picture(height: int = 256, width: int = 256, seed: int = 0) -> Array:
    """Waves and a little noise, H×W×3 in [0, 1]."""
    y, x = np.mgrid[:height, :width].astype(np.float32)
    waves = np.stack([np.sin(x / (9 + k + seed)) * np.cos(y / (13 - k)) for k in range(3)], -1)
    noise = np.random.default_rng(seed).random((height, width, 3), np.float32)
    return np.clip(0.5 + 0.35 * waves + 0.1 * (noise - 0.5), 0, 1).astype(np.float32)


@pytest.fixture(scope="session")
def photo() -> Photo:
    return picture


@pytest.fixture(scope="session")
def pool() -> Pool:
    return Pool([f"photo-{i}.jpg" for i in range(8)], [picture(180, 220, i) for i in range(8)])
