"""What happens to a photo after it was damaged."""

from __future__ import annotations

from typing import Any

import numpy as np

from trainer import corruption
from trainer.corruption.contract import Sample
from trainer.corruption.postprocessing import Postprocessing, postprocessed


def damaged(photo: Any) -> Sample:
    return corruption.generate("rect", photo(96, 96), {"filler": "constant", "colour": "white"}, 1)


def after(sample: Sample, **steps: Any) -> Sample:
    return postprocessed(sample, Postprocessing(**steps), np.random.default_rng(0))


def test_the_clean_photo_is_treated_as_the_damaged_one(photo: Any) -> None:
    steps = {"fading": (0.3, 0.6), "gamma": (0.7, 1.4), "grain": (0.02, 0.03)}
    done = after(damaged(photo), **steps)
    whole = done.mask == 0
    assert np.array_equal(done.clean[whole], done.corrupted[whole])
    assert not np.array_equal(done.clean, damaged(photo).clean)


def test_a_blur_carries_the_damage_and_the_mask_with_it(photo: Any) -> None:
    sample = damaged(photo)
    done = after(sample, blur_px=(1.5, 1.5))
    assert done.mask.sum() > sample.mask.sum() and (done.mask >= sample.mask).all()
    assert np.abs(done.corrupted - done.clean)[done.mask == 0].max() <= 12 / 255


def test_chroma_subsampling_blurs_colour_alone(photo: Any) -> None:
    sample = damaged(photo)
    halved, whole = (after(sample, jpeg_quality=(95, 95), subsampled=share) for share in (1.0, 0.0))
    weights = np.array([0.299, 0.587, 0.114], np.float32)
    luma = np.abs((halved.corrupted - whole.corrupted) @ weights).max()
    assert np.abs(halved.corrupted - whole.corrupted).max() > luma


def test_without_steps_nothing_changes(photo: Any) -> None:
    sample = damaged(photo)
    done = after(sample)
    assert np.array_equal(done.corrupted, sample.corrupted) and np.array_equal(done.mask, sample.mask)
    assert np.array_equal(done.clean, sample.clean)
