"""The method partial-conv on a small network of its own.  No weights are needed."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from engine.contract import Request
from engine.errors import WeightsMissing
from engine.job import Job
from engine.methods.partial_conv import PartialConvMethod
from engine.networks.partial_conv import Design, PartialUNet


@pytest.fixture
def method(monkeypatch):
    torch.manual_seed(0)
    network = PartialUNet(Design(width=4, levels=2))
    monkeypatch.setattr(PartialConvMethod, "load", lambda *_: network)
    return PartialConvMethod()


@pytest.fixture
def photo():
    return np.random.default_rng(0).random((30, 41, 3), np.float32)


def filled(method, photo, mask):
    return method.run(Request(image=photo, mask=mask), Job(), "cpu")[0]


def test_what_is_missing_in_part_is_missing(method, photo):
    mask = np.zeros(photo.shape[:2], np.float32)
    mask[8:16, 8:16] = 0.2
    other = np.where(mask[..., None] > 0, 1 - photo, photo)
    assert np.array_equal(filled(method, photo, mask), filled(method, other, mask))


def test_without_weights_it_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr("engine.weights.folders", lambda: (tmp_path,))
    with pytest.raises(WeightsMissing):
        PartialConvMethod().load("cpu", "")
