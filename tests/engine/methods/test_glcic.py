"""The method glcic on a small network of its own.  No weights are needed."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from engine.contract import Request
from engine.errors import WeightsMissing
from engine.job import Job
from engine.methods.glcic import GLCICMethod
from engine.networks.glcic import GLCIC, Design


@pytest.fixture
def method(monkeypatch):
    torch.manual_seed(0)
    network = GLCIC(Design(width=8, grouped=True, crop=32))
    monkeypatch.setattr(GLCICMethod, "load", lambda *_: network)
    return GLCICMethod()


def test_a_hole_wider_than_it_learnt_is_filled_smaller(method, monkeypatch):
    sides = []
    plain = GLCIC.forward

    def watched(network, image, mask):
        sides.append(tuple(image.shape[2:]))
        return plain(network, image, mask)

    monkeypatch.setattr(GLCIC, "forward", watched)
    photo = np.random.default_rng(0).random((64, 96, 3), np.float32)
    for width in (12, 32):
        mask = np.zeros((64, 96), np.float32)
        mask[16 : 16 + width, 20 : 20 + width] = 0.3  # missing in part is missing
        answer = method.run(Request(image=photo, mask=mask), Job(), "cpu")
        assert answer.shape == (1, 64, 96, 3) and np.isfinite(answer).all()
    assert sides == [(64, 96), (32, 48)]


def test_without_weights_it_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr("engine.weights.folders", lambda: (tmp_path,))
    with pytest.raises(WeightsMissing):
        GLCICMethod().load("cpu", "")
