"""A photo and a mask for it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    pixels = np.random.default_rng(1).integers(0, 256, (40, 60, 3), np.uint8)
    Image.fromarray(pixels).save(tmp_path / "Straße 1.png")
    return tmp_path / "Straße 1.png"


@pytest.fixture
def mask(tmp_path: Path) -> Path:
    plane = np.zeros((40, 60), np.uint8)
    plane[10:20, 15:30] = 255
    Image.fromarray(plane).save(tmp_path / "mask.png")
    return tmp_path / "mask.png"
