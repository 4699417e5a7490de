"""One mask mask_for_sizes onto photos of any size."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from engine.batch import Anchor, Corner, OneMask
from engine.batch.masks import mask_for_sizes
from engine.errors import MaskError, MaskUnreadable
from engine.pixels.mask import bounds


@pytest.fixture
def full(tmp_path):
    """A mask file of 20 × 10, all marked: where it comes to lie is what is marked."""
    Image.new("L", (20, 10), 255).save(tmp_path / "full.png")
    return tmp_path / "full.png"


def lies(file, place, size) -> tuple[int, int, int, int]:
    box = bounds(mask_for_sizes(OneMask(file, place))(size).mask)
    return box.left, box.top, box.right, box.bottom


@pytest.mark.parametrize(
    ("place", "size", "wanted"),
    [
        (Anchor("bottom-right"), (40, 20), (0, 0, 40, 20)),
        (Anchor("bottom-right"), (40, 80), (0, 60, 40, 80)),
        (Anchor("top"), (100, 20), (30, 0, 70, 20)),
        (Anchor("center"), (40, 80), (0, 30, 40, 50)),
        (Anchor("bottom-right", scaled=False), (100, 80), (80, 70, 100, 80)),
        (Anchor("left", scaled=False), (100, 80), (0, 35, 20, 45)),
        (Anchor("bottom-right", scaled=False), (12, 6), (0, 0, 12, 6)),
        (Corner("top-left", 10), (200, 100), (0, 0, 20, 10)),
        (Corner("bottom-right", 10, 5, 2), (200, 100), (170, 88, 190, 98)),
        (Corner("top-right", 50, 0, 90), (40, 20), (20, 18, 40, 20)),
    ],
)
def test_where_the_mask_comes_to_lie(full, place, size, wanted) -> None:
    assert lies(full, place, size) == wanted


def test_what_hangs_over_is_cut_off_on_the_far_side(tmp_path) -> None:
    plane = np.zeros((10, 20), np.uint8)
    plane[-1, -1] = 255
    Image.fromarray(plane).save(tmp_path / "m.png")
    found = mask_for_sizes(OneMask(tmp_path / "m.png", Anchor("bottom-right", scaled=False)))((5, 4)).mask
    assert found[-1, -1] == 255
    assert np.count_nonzero(found) == 1


def test_without_a_place_only_the_same_proportions_fit(full) -> None:
    assert lies(full, None, (40, 20)) == (0, 0, 40, 20)
    with pytest.raises(MaskError):
        mask_for_sizes(OneMask(full))((40, 40))


def test_a_mask_that_is_no_picture_is_told_at_once(tmp_path) -> None:
    (tmp_path / "m.png").write_bytes(b"no mask")
    with pytest.raises(MaskUnreadable):
        mask_for_sizes(OneMask(tmp_path / "m.png"))
