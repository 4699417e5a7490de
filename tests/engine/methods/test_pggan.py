"""The method pggan on a small network of its own.  No weights are needed."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from engine.errors import WeightsMissing
from engine.methods.pggan import PGGANMethod
from engine.networks.pggan import PGGAN, Design
from engine.photo import Photo
from engine.repair import repair


def test_it_fills_holes_and_nothing_else(monkeypatch, photo: Photo, mask):
    torch.manual_seed(0)
    network = PGGAN(Design(width=4, blocks=1, crop=32, begun=True))
    monkeypatch.setattr(PGGANMethod, "load", lambda *_: network)
    before = photo.pixels.copy()
    repair(photo, mask, PGGANMethod()).apply(photo)
    assert np.array_equal(photo.pixels[mask == 0], before[mask == 0])
    assert not np.array_equal(photo.pixels, before)


def test_without_weights_it_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr("engine.weights.folders", lambda: (tmp_path,))
    with pytest.raises(WeightsMissing):
        PGGANMethod().load("cpu", "")
