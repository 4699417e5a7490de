"""What each way of drawing that nothing learns from looks like."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy import ndimage

from trainer import corruption
from trainer.corruption.contract import Pool


def drawn(photo: Any, kind: str, seed: int = 0, side: int = 128, **params: Any) -> Any:
    return corruption.generate(kind, photo(side, side), params, seed)


def widest(mask: Any) -> float:
    """px across the broadest place."""
    return 2 * float(ndimage.distance_transform_edt(mask).max())


def test_a_date_is_of_separate_digits_that_glow(photo: Any) -> None:
    sample = drawn(photo, "date_stamp", side=256, stamps=1, height=(30, 30), upright=0.0)
    assert ndimage.label(sample.alpha > 0.7)[1] >= 6
    core, glow = sample.alpha > 0.7, (sample.alpha > 0) & (sample.alpha < 0.4)
    assert glow.sum() > core.sum() and not sample.mask[sample.alpha < 0.2].any()


@pytest.mark.parametrize("kind", ["scuffs", "crackle", "fibres"])
def test_thin_marks_are_thin(kind: str, photo: Any) -> None:
    masks = [drawn(photo, kind, seed, side=256).mask for seed in range(3)]
    assert all(0 < mask.mean() < 0.15 and widest(mask) < 16 for mask in masks)


def test_a_scuff_has_a_light_and_a_dark_side(photo: Any) -> None:
    sample = drawn(photo, "scuffs", side=256)
    change = (sample.corrupted - sample.clean).mean(-1)[sample.mask > 0]
    assert change.max() > 0.1 and change.min() < -0.05


def test_marker_ink_lets_the_photo_through(photo: Any) -> None:
    sample = drawn(photo, "marker_tags", side=256, body=0.3, opacity=(1.0, 1.0))
    inked = sample.alpha == 1
    both = np.corrcoef(sample.clean[inked].mean(-1), sample.corrupted[inked].mean(-1))[0, 1]
    assert inked.any() and both > 0.5


def test_bubble_letters_have_a_rim_around_their_body(photo: Any) -> None:
    sample = drawn(photo, "bubble_letters", side=256, opacity=(1.0, 1.0), palette="rgb")
    assert len(np.unique(np.rint(sample.corrupted[sample.alpha == 1] * 255), axis=0)) > 3
    assert ndimage.binary_fill_holes(sample.mask > 0).mean() - sample.mask.mean() < 0.05


@pytest.mark.parametrize("kind", ["wet_glass", "bokeh_drops"])
def test_drops_show_the_photo_itself(kind: str, photo: Any) -> None:
    """No drop is darker or lighter than its light allows, and its mask holds all that is seen to change."""
    sample = drawn(photo, kind)
    change = np.abs(sample.corrupted - sample.clean).max(-1)
    assert sample.mask.any() and change[sample.mask == 0].max() <= 30 / 255
    flat = corruption.generate(kind, np.full((128, 128, 3), 0.5, np.float32), {}, 0)
    assert np.ptp(flat.corrupted, axis=-1).max() < 1e-5, "of a gray photo it is gray"


def test_pieces_come_from_another_print(photo: Any, pool: Pool) -> None:
    sample = corruption.generate("torn_pieces", photo(128, 128), {}, 1, pool=pool, source="clean.jpg")
    assert sample.meta["drawn"]["filler_photo"] in pool.names and sample.mask.mean() > 0.02
    with pytest.raises(corruption.DamageInvalid, match="other photos"):
        drawn(photo, "torn_pieces")


def test_a_zoom_enlarges_what_the_other_print_shows(photo: Any, pool: Pool) -> None:
    far, near = (
        corruption.generate(
            "center", photo(), {"filler": "another_print", "zoom": zoom}, 0, pool=pool, source="clean.jpg"
        ).filler
        for zoom in (1.0, 4.0)
    )
    assert np.abs(np.diff(near, axis=1)).mean() < 0.6 * np.abs(np.diff(far, axis=1)).mean()


def test_slipped_blocks_keep_to_the_grid(photo: Any) -> None:
    mask = drawn(photo, "slipped_blocks").mask
    blocks = mask.reshape(8, 16, 8, 16)
    assert mask.any() and np.array_equal(blocks.max((1, 3)), blocks.min((1, 3)))
