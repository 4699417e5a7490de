"""The method edge-connect on a small network of its own: guides, and what it guesses.  No weights needed."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from engine.methods.edge_connect import EdgeConnectMethod
from engine.networks.edge_connect import EdgeConnect, EdgeConnectDesign
from engine.photo import Photo
from engine.repair.edge_preview import preview_guide
from engine.repair.run import repair

UNSAID = 128  # of 255: what a guide holds where the person said nothing


@pytest.fixture
def method(monkeypatch):
    torch.manual_seed(0)
    network = EdgeConnect(EdgeConnectDesign(width=4, blocks=1)).eval()
    exact = torch.autocast("cpu", enabled=False)
    monkeypatch.setattr("engine.models.precision.autocast", lambda device: exact)  # noqa: ARG005
    monkeypatch.setattr(EdgeConnectMethod, "load", lambda *_: network)
    return EdgeConnectMethod()


@pytest.fixture
def hole():
    marked = np.zeros((96, 80), np.uint8)
    marked[30:60, 20:50] = 255
    return marked


@pytest.fixture
def said(hole):
    """A line across the hole, nothing on its right, the rest unsaid."""
    plane = np.full_like(hole, UNSAID)
    plane[44:47, 20:40] = 255
    plane[:, 40:] = 0
    return plane


def filled(method, photo, hole, guides=None):
    return repair(photo, hole, method, guides=guides, device="cpu").patches[0].alternatives[0]


def test_a_guide_that_says_nothing_changes_nothing(method, photo, hole):
    unsaid = {"edges": np.full_like(hole, UNSAID)}
    assert np.array_equal(filled(method, photo, hole), filled(method, photo, hole, unsaid))


def test_what_is_drawn_and_erased_is_followed(method, photo, hole, said):
    shown = preview_guide(photo, hole, method, guides={"edges": said}, device="cpu")
    own = preview_guide(photo, hole, method, device="cpu")
    inside = hole > 0
    assert (shown[inside & (said == 255)] == 255).all() and not shown[inside & (said == 0)].any()
    unsaid = inside & (said == UNSAID)
    assert np.array_equal(shown[unsaid], own[unsaid]) and own[inside].any()
    assert not np.array_equal(filled(method, photo, hole), filled(method, photo, hole, {"edges": said}))


def test_a_guess_is_of_the_holes_alone(method, photo, hole):
    assert not preview_guide(photo, hole, method, device="cpu")[hole == 0].any()


def test_around_the_hole_the_edges_are_the_photos(method, photo, hole, said):
    """What is said outside the hole has no influence."""
    beside = np.where(hole > 0, said, np.uint8(255))
    one, two = (filled(method, photo, hole, {"edges": plane}) for plane in (said, beside))
    assert np.array_equal(one, two)


def test_a_line_survives_being_scaled_down(method):
    photo = Photo(np.random.default_rng(0).integers(0, 256, (400, 400, 3), np.uint8))
    hole, said = np.zeros((400, 400), np.uint8), np.full((400, 400), UNSAID, np.uint8)
    hole[100:300, 100:300] = 255
    said[200, :] = 255
    shown = preview_guide(photo, hole, method, guides={"edges": said}, device="cpu")
    assert shown[200, 104:296].min() > 200
