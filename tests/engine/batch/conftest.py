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
def photo() -> Callable[..., Path]:
    """photo(path, shift): writes a small colour photo; another shift is another photo."""

    def make(path: Path, shift: int = 0) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(np.roll(data.astronaut()[100:140, 200:260], shift, axis=1)).save(path)
        return path

    return make


@pytest.fixture
def folder(tmp_path: Path, photo: Callable[..., Path]) -> Path:
    """IN with a.jpg, b.png and sub/c.png."""
    for shift, name in enumerate(("a.jpg", "b.png", "sub/c.png")):
        photo(tmp_path / "in" / name, shift)
    return tmp_path / "in"


@pytest.fixture
def mask(tmp_path: Path) -> Path:
    plane = np.zeros(SIZE[::-1], np.uint8)
    plane[10:14, 15:40] = 255
    Image.fromarray(plane).save(tmp_path / "mask.png")
    return tmp_path / "mask.png"


@pytest.fixture
def plan(folder: Path, mask: Path, tmp_path: Path) -> Callable[..., Plan]:
    """plan(recursive=True …): telea with one mask for all, from IN to OUT."""
    basis = Plan(
        photos=folder,
        out=tmp_path / "out",
        masks=OneMask(mask),
        method="telea",
        workers=1,
        device="cpu",
    )

    def make(**changes: Any) -> Plan:
        return replace(basis, **changes)

    return make


@pytest.fixture
def inside() -> Callable[[Path], list[str]]:
    """All files and folders of a folder, hidden ones too, as paths inside it."""
    return lambda folder: sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))
