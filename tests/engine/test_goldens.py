"""Golden pictures: what each method without chance gives for one crop, down to a level of 255.

After a change that is meant, or for a new method:  python tests/engine/test_goldens.py --regenerate [ID ...]
Without ids all are made anew.  Look at the pictures before they are committed.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from skimage import data

from engine.models.catalog import catalog
from engine.models.method import ArrayMethod
from engine.photo import Photo
from engine.repair.run import repair

GOLDENS = Path(__file__).parent / "goldens"
STEADY = [
    found.info.id for found in catalog().values() if isinstance(found, ArrayMethod) and not found.info.seeded
]


def repaired(id: str) -> NDArray[np.uint8]:
    """64 × 64 of a photo with an edge and texture, a line and a square of it filled."""
    photo = Photo(np.ascontiguousarray(data.astronaut()[180:244, 60:124]))
    mask = np.zeros((64, 64), np.uint8)
    cv2.line(mask, (4, 8), (60, 50), 255, 3)
    mask[40:52, 10:20] = 255
    repair(photo, mask, id).apply(photo)
    pixels: NDArray[np.uint8] = photo.pixels
    return pixels


def golden(id: str) -> NDArray[np.uint8]:
    path = GOLDENS / f"{id}.png"
    if not path.exists():
        pytest.fail(f"{id} has no golden picture: python tests/engine/test_goldens.py --regenerate {id}")
    with Image.open(path) as image:
        return np.asarray(image.convert("RGB"))


def difference(one: Any, two: Any) -> int:
    return int(np.abs(one.astype(int) - two).max())


@pytest.mark.parametrize("id", STEADY)
def test_the_picture_is_as_it_was(id: str) -> None:
    assert difference(repaired(id), golden(id)) <= 1


def test_a_changed_pixel_is_seen() -> None:
    changed = golden("telea").copy()
    changed[45, 15, 0] ^= 2
    assert difference(repaired("telea"), changed) > 1


def test_a_missing_golden_is_reported_with_the_command_that_makes_it() -> None:
    with pytest.raises(pytest.fail.Exception, match="--regenerate no-such-method"):
        golden("no-such-method")


def test_no_golden_is_left_of_a_method_that_is_gone() -> None:
    assert {path.stem for path in GOLDENS.glob("*.png")} == set(STEADY)


if __name__ == "__main__" and "--regenerate" in sys.argv:
    for each in sys.argv[2:] or STEADY:
        Image.fromarray(repaired(each)).save(GOLDENS / f"{each}.png")
