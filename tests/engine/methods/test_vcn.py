"""The method vcn on a small network of its own: modes, rho, calibration.  No weights are needed."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from engine.detection.run import detect
from engine.job import Job
from engine.methods.vcn import VCNMethod
from engine.models.catalog import catalog, detectors
from engine.models.method import Request
from engine.networks.vcn import VCN, VCNDesign
from engine.options import resolve
from engine.photo import Photo


@pytest.fixture
def method(monkeypatch):
    torch.manual_seed(0)
    network = VCN(VCNDesign(width=8))
    monkeypatch.setattr(VCNMethod, "load", lambda *_: network)
    return VCNMethod()


@pytest.fixture
def photo():
    return np.random.default_rng(0).random((32, 48, 3), np.float32)


@pytest.fixture
def mask():
    marked = np.zeros((32, 48), np.float32)
    marked[8:16, 8:24] = 1
    return marked


def filled(method, photo, mask, job=None, guides=None, **options):
    request = Request(
        image=photo, mask=mask, guides=guides or {}, options=resolve(method.info.options, options)
    )
    return method.run(request, job or Job(), "cpu")[0]


def found(method, photo):
    planes = torch.from_numpy(photo.transpose(2, 0, 1))[None]
    with torch.inference_mode():
        return method.load().mpn(planes * 2 - 1)[0].sigmoid()[0, 0].numpy()


def close(one, two):
    return np.allclose(one, two, atol=0.02)  # the method may multiply in half precision


def test_it_finds_and_fills():
    assert catalog()["vcn"] is detectors()["vcn"]
    assert catalog()["vcn"].info.blind


def test_manual_with_what_it_finds_is_blind(method, photo, mask):
    manual = filled(method, photo, found(method, photo), mode="manual")
    assert close(manual, filled(method, photo, mask, mode="blind"))


def test_blind_does_not_look_at_the_mask(method, photo, mask):
    assert np.array_equal(
        filled(method, photo, mask, mode="blind"), filled(method, photo, 1 - mask, mode="blind")
    )


def test_assist_replaces_all_that_is_marked(method, photo, mask):
    assert not close(filled(method, photo, mask, mode="assist"), filled(method, photo, mask, mode="blind"))


def test_rho_sets_how_much_is_taken_from_the_surroundings(method, photo, mask):
    own, low, high = (filled(method, photo, mask, rho=rho) for rho in (0, 0.1, 0.9))
    assert not np.array_equal(low, high)
    assert not np.array_equal(own, low)


def test_a_soft_mask_will_do(method, photo, mask):
    assert np.isfinite(filled(method, photo, mask * np.float32(0.5), mode="manual")).all()


def test_a_region_without_surroundings_is_told(method, photo, mask):
    notes = []
    whole = np.ones_like(mask)
    filled(method, photo, whole, Job(lambda _, note: notes.append(note)), mode="manual")
    assert any("nearly all" in note for note in notes)


def test_as_a_detector_it_is_calibrated(method, photo):
    pixels = np.rint(photo * 255).astype(np.uint8)
    with torch.no_grad():
        method.load().mpn.m9.bias.fill_(100.0)  # takes everything for damage
    method.load().limit.fill_(1e4)
    assert not detect(Photo(pixels), method, device="cpu").mask().any()  # nothing proves it
    method.load().limit.fill_(1.0)
    assert detect(Photo(pixels), method, device="cpu").mask().all()
