"""A small photo of several tiles, and repairs that need no method."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from app.document.document import Document
from engine import photo as photos
from engine.photo import Photo
from engine.pixels.box import Box
from engine.pixels.mask import Mask
from engine.repair.run import Patch, Repair

MakeRepair = Callable[..., Repair]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A 600×300 PNG of noise: three by two tiles."""
    pixels = np.random.default_rng(5).integers(0, 256, (300, 600, 3), np.uint8)
    path = tmp_path / "photo.png"
    photos.save(Photo(pixels), path)
    return path


@pytest.fixture
def document(path: Path) -> Document:
    return Document.open(path)


@pytest.fixture
def make_repair() -> MakeRepair:
    """An instant repair: alternative n paints what is marked with the value 10·n + 5."""

    def make(photo: Photo, mask: Mask, alternatives: int = 1) -> Repair:
        box = Box.of(mask.shape)
        before = photo.stored(box)
        filled = [np.where(mask[..., None] > 0, np.uint8(10 * n + 5), before) for n in range(alternatives)]
        return Repair(("fake",), mask, (Patch(box, before, tuple(filled)),))

    return make
