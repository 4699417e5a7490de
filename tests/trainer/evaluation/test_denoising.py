"""The measurement of informed-mask's denoising, with a repair whose answers the test decides."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from engine.errors import FoundAll
from trainer.corruption.contract import Sample
from trainer.evaluation import denoising


@pytest.fixture
def sample():
    clean = np.full((8, 8, 3), 0.5, np.float32)
    mask = np.full((8, 8), 0.2, np.float32)
    return Sample(clean, clean + np.float32(0.1), mask, mask, clean, {})


def test_what_was_found_and_gained(sample, monkeypatch):
    def repair(photo, method):  # noqa: ARG001
        assert method == "informed-mask"
        photo_after = SimpleNamespace(apply=lambda photo: photo.pixels.fill(128))
        told = SimpleNamespace(lost_share=lambda **_: np.full((8, 8), 102, np.uint8))
        return SimpleNamespace(detection=told, repair=photo_after)

    monkeypatch.setattr(denoising, "repair_blind", repair)
    found = denoising.denoising_result(sample)
    assert (found.lost, found.found, found.error) == pytest.approx((0.2, 0.4, 0.2))
    assert found.before == pytest.approx(20, abs=0.2) and found.after > 50


def test_all_lost_leaves_the_photo(sample, monkeypatch):
    def nothing_left(*_):
        raise FoundAll

    monkeypatch.setattr(denoising, "repair_blind", nothing_left)
    found = denoising.denoising_result(sample)
    assert found.found == 1 and found.after == found.before


def test_correlation_is_over_the_photos():
    answers = [
        denoising.DenoisingResult(lost, said, 0, 0, 0) for lost, said in ((0.1, 0.3), (0.2, 0.5), (0.4, 0.9))
    ]
    assert denoising.correlation(answers) == pytest.approx(1)
