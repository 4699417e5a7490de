"""A folder of small photos, one mask for all of them, and a plan that repairs them in a moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from skimage import data

from engine.batch import OneMask, Plan

SIZE = (60, 40)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """IN with a.jpg, b.png and sub/c.png."""
    (tmp_path / "in" / "sub").mkdir(parents=True)
    for name in ("a.jpg", "b.png", "sub/c.png"):
        photo(tmp_path / "in" / name)
    return tmp_path / "in"


def photo(path: Path, shift: int = 0) -> Path:
    """A small colour photo; `shift` makes another one of it."""
    pixels = np.roll(data.astronaut()[100:140, 200:260], shift, axis=1)
    Image.fromarray(pixels).save(path)
    return path


@pytest.fixture
def mask(tmp_path: Path) -> Path:
    plane = np.zeros(SIZE[::-1], np.uint8)
    plane[10:14, 15:40] = 255
    Image.fromarray(plane).save(tmp_path / "mask.png")
    return tmp_path / "mask.png"


@pytest.fixture
def plan(folder: Path, mask: Path, tmp_path: Path) -> Callable[..., Plan]:
    """plan(recursive=True …): telea with one mask for all, from IN to OUT."""
    basis = Plan(photos=folder, out=tmp_path / "out", masks=OneMask(mask), method="telea", device="cpu")

    def make(**changes: Any) -> Plan:
        return replace(basis, **changes)

    return make


def inside(folder: Path) -> list[str]:
    """All files of a folder, hidden ones too, as paths inside it."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
