"""Shares lost, told as confidence."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from engine.shares import confidence, lost


@pytest.mark.parametrize("begins", [0.06, 0.5])
def test_damage_begins_at_a_half(begins):
    share = torch.tensor([0.0, begins, 1.0])
    assert confidence(share, begins).tolist() == pytest.approx([0, 0.5, 1])


def test_a_stored_confidence_gives_its_share_back():
    share = np.linspace(0, 1, 101, dtype=np.float32)
    stored = np.rint(confidence(torch.from_numpy(share), 0.06).numpy() * 255).astype(np.uint8)
    assert np.abs(lost(stored, 0.06) / 255 - share).max() < 0.006
