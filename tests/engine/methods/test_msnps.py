"""The method msnps on small networks of its own.  No weights are needed."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from engine.errors import WeightsMissing
from engine.job import Cancelled, Job
from engine.methods import msnps
from engine.methods.msnps import MSNPSMethod, scales
from engine.models.method import Request
from engine.networks.context_encoder import ContextEncoderDesign
from engine.networks.feature_extractor import OWN_CONVS, FeatureExtractor
from engine.networks.msnps import Content
from engine.options import resolve


@pytest.fixture
def method(monkeypatch):
    torch.manual_seed(0)
    network = Content(ContextEncoderDesign(width=4, neck=8, begun=True))
    extractor = FeatureExtractor((2, 4, 8, 8), OWN_CONVS, calibrated=False)
    for layer in extractor.convs.values():
        torch.nn.init.kaiming_normal_(layer.weight)
    monkeypatch.setattr(MSNPSMethod, "load", lambda *_: network)
    monkeypatch.setattr(msnps, "_feature_extractor", lambda _: extractor)
    monkeypatch.setattr(msnps, "LAYERS_AND_STEPS", {"fast": (("relu3_1",), (2, 2))})
    return MSNPSMethod()


@pytest.fixture
def request_():
    mask = np.zeros((128, 160), np.float32)
    mask[40:80, 60:100] = 1
    image = np.random.default_rng(0).random((128, 160, 3), np.float32)
    return Request(image=image, mask=mask, options=resolve(MSNPSMethod.info.options, {}))


def test_it_fills_and_keeps_what_is_known(method, request_):
    told: list[float] = []
    found = method.run(request_, Job(lambda share, _: told.append(share)), "cpu")
    known = request_.mask == 0
    assert found.shape == (1, 128, 160, 3) and 0 <= found.min() <= found.max() <= 1
    assert np.array_equal(found[0][known], request_.image[known])
    assert told == sorted(told) and len(told) > 4
    assert np.array_equal(found, method.run(request_, Job(), "cpu"))


def test_it_can_be_cancelled_between_steps(method, request_):
    job = Job(lambda share, _: job.cancel() if share > 0.2 else None)
    with pytest.raises(Cancelled):
        method.run(request_, job, "cpu")


def test_scales_double_up_to_the_regions_own_size():
    assert scales(512, 256) == [(128, 64), (256, 128), (512, 256)]
    assert scales(128, 128) == [(64, 64), (128, 128)]
    assert all(side % 8 == 0 for size in scales(200, 328) for side in size)


def test_without_weights_it_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr("engine.models.weights.folders", lambda: (tmp_path,))
    with pytest.raises(WeightsMissing):
        MSNPSMethod().load("")
