"""What the ink reader learns from, and by."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from engine.models import weights
from engine.networks.ink import InkNetwork
from engine.networks.reader_planes import ReaderPlane
from trainer.data import text_pixels
from trainer.data.detection import Damaged
from trainer.data.text_pixels import TEXT_HEAD, TextPixels
from trainer.training.recipe import recipe

PLAIN = Damaged(
    weight=1,
    head=TEXT_HEAD,
    kind="text",
    params={"edge": "antialiased", "filler": "constant", "colour": (1.0, 0.0, 0.0), "size": (20, 30)},
)


def drawn(photos, part, monkeypatch, *, worn=False):
    if not worn:
        for name in ("GRAIN_SHARE", "BLUR_SHARE", "JPEG_SHARE"):
            monkeypatch.setattr(text_pixels, name, 0.0)
    return TextPixels(batch=4, crop=128, mix=(part,))(photos, np.random.default_rng(3))


def test_it_is_written_on_where_the_truth_says(photos, monkeypatch):
    batch = drawn(photos, PLAIN, monkeypatch)
    red = (batch["image"] == np.array([1, 0, 0], np.float32).reshape(1, 3, 1, 1)).all(1, keepdims=True)
    assert red.any() and (batch["truth"][red] == 1).all() and set(np.unique(batch["truth"])) == {0, 1}


def test_other_damage_is_no_writing(photos, monkeypatch):
    batch = drawn(photos, Damaged(weight=1, head=-1, kind="graffiti"), monkeypatch)
    assert not batch["truth"].any() and batch["image"].std() > 0


def test_it_begins_at_what_the_finder_said():
    planes = torch.rand(1, len(ReaderPlane), 64, 64, generator=torch.Generator().manual_seed(0))
    assert torch.equal(InkNetwork().eval()(planes) > 0, planes[:, [ReaderPlane.TEXT_CONFIDENCE]] > 0.5)


@pytest.mark.slow
@pytest.mark.skipif(not weights.has_weights("finder"), reason="no weights of it here")
def test_a_step_lowers_every_part_of_the_loss_to_a_finite_one(photos):
    made = recipe("ink", {"crop": 64, "batch": 2})
    models = made.models()
    batch = {
        name: torch.as_tensor(value) for name, value in made.draw(photos, np.random.default_rng(1)).items()
    }
    loss, parts = made.objectives[0].loss(models, batch)
    loss.backward()
    assert set(parts) == {"entropy", "overlap"}
    assert all(torch.isfinite(value) for value in parts.values())
    assert all(p.grad is not None and torch.isfinite(p.grad).all() for p in models["network"].parameters())
