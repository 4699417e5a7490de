"""The methods deepfill-v1 and deepfill-v2 on small networks of their own.  No weights are needed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch

from engine.methods.deepfill_v1 import DeepFillV1Method
from engine.methods.deepfill_v2 import DeepFillV2Method
from engine.networks.deepfill_v1 import DeepFillV1
from engine.networks.deepfill_v2 import DeepFillV2
from engine.photo import Photo
from engine.repair.run import repair


@pytest.fixture
def first(monkeypatch):
    network = DeepFillV1(8, dilations=(2,), begun=True)
    monkeypatch.setattr(DeepFillV1Method, "load", lambda *_: network)
    return DeepFillV1Method()


@pytest.fixture
def second(monkeypatch):
    network = DeepFillV2(12, guided=True, dilations=(2,), begun=True)
    monkeypatch.setattr(DeepFillV2Method, "load", lambda *_: network)
    return DeepFillV2Method()


@pytest.fixture
def marked():
    """A block of a 96 × 80 photo."""
    mask = np.zeros((96, 80), np.uint8)
    mask[30:60, 20:50] = 255
    return mask


@pytest.fixture
def line(marked):
    plane = np.zeros_like(marked)
    plane[44:46] = 255
    return plane


def filled(method, photo, mask, **more):
    found = repair(photo, mask, method, device="cpu", **more)
    copy = Photo(photo.pixels.copy())
    found.apply(copy)
    return copy.pixels, found


def test_a_sketch_in_the_hole_steers_the_fill(second, photo, marked, line):
    plain, _ = filled(second, photo, marked)
    steered, found = filled(second, photo, marked, guides={"sketch": line})
    outside, _ = filled(second, photo, marked, guides={"sketch": np.where(marked > 0, np.uint8(0), line)})
    assert not np.array_equal(steered, plain) and found.notes == ()
    assert np.array_equal(outside, plain)


def test_a_sketch_of_a_large_photo_reaches_the_network_scaled_with_it(second, monkeypatch):
    seen = []
    fill = DeepFillV2.fill
    monkeypatch.setattr(
        DeepFillV2, "fill", lambda self, *planes: [seen.append(planes), fill(self, *planes)][1]
    )
    photo = Photo(np.random.default_rng(0).integers(0, 256, (700, 1100, 3), np.uint8))
    mask, sketch = np.zeros((2, 700, 1100), np.uint8)
    mask[200:500, 400:700] = 255
    sketch[350:352, 400:700] = 255  # thinner than a pixel once it is scaled down
    monkeypatch.setattr(second, "info", replace(second.info, size=replace(second.info.size, most=128)))
    filled(second, photo, mask, guides={"sketch": sketch})
    (image, holes, lines) = seen[0]
    assert max(image.shape[2:]) == 128 and lines.shape == holes.shape
    assert lines[holes > 0].any() and torch.equal(lines, (lines > 0).float())


def test_v1_takes_no_sketch_and_says_so(first, photo, marked, line):
    assert "sketch" in filled(first, photo, marked, guides={"sketch": line})[1].notes[0]
