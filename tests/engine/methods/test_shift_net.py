"""The method shift-net on a small network of its own.  No weights are needed."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from engine.contract import Request
from engine.errors import WeightsMissing
from engine.job import Job
from engine.methods.shift_net import METHOD, ShiftNetMethod
from engine.networks.shift_net import Design, ShiftNet
from engine.repair import repair


@pytest.fixture
def method(monkeypatch):
    torch.manual_seed(0)
    network = ShiftNet(Design(width=4, downs=7)).eval()
    exact = torch.autocast("cpu", enabled=False)
    monkeypatch.setattr("engine.networks.layers.precision.fast", lambda device: exact)  # noqa: ARG005
    monkeypatch.setattr(ShiftNetMethod, "load", lambda *_: network)
    return ShiftNetMethod()


def test_without_weights_it_says_so(photo, mask, monkeypatch, tmp_path):
    monkeypatch.setattr("engine.weights.folders", lambda: (tmp_path,))
    with pytest.raises(WeightsMissing, match="shift-net"):
        repair(photo, mask, ShiftNetMethod(), device="cpu")


def test_it_fills_what_is_missing_and_nothing_else(method, photo, mask):
    before = photo.pixels.copy()
    repair(photo, mask, method, device="cpu").apply(photo)
    assert np.array_equal(photo.pixels[mask == 0], before[mask == 0])
    assert not np.array_equal(photo.pixels[mask == 255], before[mask == 255])


def test_soft_masks_count_whole(method):
    image = np.random.default_rng(0).random((128, 128, 3), np.float32)
    mask = np.zeros((128, 128), np.float32)
    mask[30:70, 40:90] = 1
    one, two = (method.run(Request(image=image, mask=share * mask), Job(), "cpu") for share in (0.3, 1))
    assert np.array_equal(one, two)


def test_the_size_it_accepts_is_the_networks():
    assert METHOD.info.size.multiple % (1 << 7) == 0
