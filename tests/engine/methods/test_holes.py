"""The methods that are a network and no more, each on a small network of its own.  No weights are needed."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from engine.errors import WeightsMissing
from engine.job import Job
from engine.models.catalog import catalog
from engine.models.method import Request
from engine.models.network import HoleMethod
from engine.networks import context_encoder, edge_connect, glcic, gmcnn, partial_conv, pggan, shift_net
from engine.networks.deepfill_v1 import DeepFillV1
from engine.networks.deepfill_v2 import DeepFillV2
from engine.repair.run import repair

SMALL = {
    "context-encoder": lambda: context_encoder.ContextEncoder(
        context_encoder.ContextEncoderDesign(mode="random", width=4, neck=8)
    ),
    "deepfill-v1": lambda: DeepFillV1(8, dilations=(2,), begun=True),
    "deepfill-v2": lambda: DeepFillV2(12, guided=True, dilations=(2,), begun=True),
    "edge-connect": lambda: edge_connect.EdgeConnect(edge_connect.EdgeConnectDesign(width=4, blocks=1)),
    "glcic": lambda: glcic.GLCIC(glcic.GLCICDesign(width=8, grouped=True, crop=32)),
    "gmcnn": lambda: gmcnn.GMCNN(gmcnn.GMCNNDesign(width=6, dilations=(2,), crop=32)),
    "partial-conv": lambda: partial_conv.PartialUNet(partial_conv.PartialConvDesign(width=4, levels=2)),
    "pggan": lambda: pggan.PGGAN(pggan.PGGANDesign(width=4, blocks=1, crop=32, begun=True)),
    "shift-net": lambda: shift_net.ShiftNet(shift_net.ShiftNetDesign(width=4, downs=7)),
}
METHODS = [catalog()[id] for id in SMALL]
EVERY = [one for one in catalog().values() if isinstance(one, HoleMethod)]


def small(method, monkeypatch, network=None):
    """The method on a small network, in full precision."""
    torch.manual_seed(0)
    made = (network or SMALL[method.info.id]()).eval()
    exact = torch.autocast("cpu", enabled=False)
    monkeypatch.setattr("engine.models.precision.autocast", lambda device: exact)  # noqa: ARG005
    fresh = type(method)()
    monkeypatch.setattr(fresh, "load", lambda variant: made)  # noqa: ARG005
    return fresh


@pytest.fixture(params=METHODS, ids=[one.info.id for one in METHODS])
def method(request, monkeypatch):
    return small(request.param, monkeypatch)


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


def test_what_is_missing_in_part_is_missing(method):
    image = np.random.default_rng(0).random((128, 128, 3), np.float32)
    mask = np.zeros((128, 128), np.float32)
    mask[30:70, 40:90] = 1
    one, two = (method.run(Request(image=image, mask=share * mask), Job(), "cpu") for share in (0.3, 1))
    assert np.array_equal(one, two)


@pytest.mark.parametrize("found", EVERY, ids=[one.info.id for one in EVERY])
def test_without_weights_it_says_so(found, photo, mask, tmp_path, monkeypatch):
    monkeypatch.setattr("engine.models.weights.folders", lambda: (tmp_path,))
    with pytest.raises(WeightsMissing, match=found.info.id):
        repair(photo, mask, type(found)(), device="cpu")


@pytest.mark.parametrize("id", ["glcic", "gmcnn"])
def test_a_hole_wider_than_it_learnt_is_filled_smaller(id, monkeypatch):
    network = SMALL[id]()
    sides, plain = [], network.forward
    monkeypatch.setattr(
        network, "forward", lambda *planes: [sides.append(tuple(planes[0].shape[2:])), plain(*planes)][1]
    )
    method = small(catalog()[id], monkeypatch, network)
    photo = np.random.default_rng(0).random((64, 96, 3), np.float32)
    for width in (12, 32):
        mask = np.zeros((64, 96), np.float32)
        mask[16 : 16 + width, 20 : 20 + width] = 1
        answer = method.run(Request(image=photo, mask=mask), Job(), "cpu")
        assert answer.shape == (1, 64, 96, 3) and np.isfinite(answer).all()
    assert sides == [(64, 96), (32, 48)]


def test_a_context_encoder_of_the_centre_alone_fills_holes_too(photo, mask, monkeypatch):
    network = context_encoder.ContextEncoder(
        context_encoder.ContextEncoderDesign(mode="centre", width=4, neck=8)
    )
    test_it_fills_what_is_missing_and_nothing_else(
        small(catalog()["context-encoder"], monkeypatch, network), photo, mask
    )


def test_sizes_fit_the_halvings_of_a_shift_net():
    assert catalog()["shift-net"].info.size.multiple % (1 << 7) == 0
