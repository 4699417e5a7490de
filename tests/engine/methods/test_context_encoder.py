"""The method context-encoder on a small network of its own.  No weights are needed."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from engine.errors import WeightsMissing
from engine.methods.context_encoder import ContextEncoderMethod
from engine.networks.context_encoder import ContextEncoder, Design
from engine.repair import repair


@pytest.fixture(params=["random", "centre"])
def method(monkeypatch, request):
    torch.manual_seed(0)
    network = ContextEncoder(Design(mode=request.param, width=4, neck=8)).eval()
    exact = torch.autocast("cpu", enabled=False)
    monkeypatch.setattr("engine.networks.layers.precision.fast", lambda device: exact)  # noqa: ARG005
    monkeypatch.setattr(ContextEncoderMethod, "load", lambda *_: network)
    return ContextEncoderMethod()


def test_without_weights_it_says_so(photo, mask, monkeypatch, tmp_path):
    monkeypatch.setattr("engine.weights.folders", lambda: (tmp_path,))
    with pytest.raises(WeightsMissing, match="context-encoder"):
        repair(photo, mask, ContextEncoderMethod(), device="cpu")


def test_it_fills_what_is_missing_and_nothing_else(method, photo, mask):
    before = photo.pixels.copy()
    repair(photo, mask, method, device="cpu").apply(photo)
    assert np.array_equal(photo.pixels[mask == 0], before[mask == 0])
    assert (photo.pixels[mask == 255] != before[mask == 255]).any(1).mean() > 0.9


def test_what_is_under_the_hole_does_not_matter(method, photo, mask):
    done = repair(photo, mask, method, device="cpu")
    photo.pixels[mask > 0] = 77
    again = repair(photo, mask, method, device="cpu")
    for one, two in zip(done.patches, again.patches, strict=True):
        inside = mask[one.box.slices] == 255
        assert np.array_equal(one.alternatives[0][inside], two.alternatives[0][inside])
