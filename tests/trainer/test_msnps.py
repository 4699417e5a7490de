"""The recipe of msnps' content network."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from engine.options import resolve
from trainer.recipes.msnps import OPTIONS, build


def made(**options):
    small = {"width": 4, "neck": 16, "critic": 4, "batch": 2}
    return build(resolve(OPTIONS, {**small, **options}))


@pytest.fixture
def batch(photos):
    drawn = made().draw(photos, np.random.default_rng(0))
    return {name: torch.from_numpy(plane) for name, plane in drawn.items()}


def test_the_critic_begins_later():
    spans = [(objective.trains, objective.begins, objective.ends) for objective in made(sharp=0.5).objectives]
    assert spans == [("network", 0.0, 0.5), ("critic", 0.5, 1.0), ("network", 0.5, 1.0)]


def test_the_critics_turn_leaves_the_network(batch):
    recipe = made()
    models = recipe.models()
    recipe.objectives[1].loss(models, batch)[0].backward()
    assert all(p.grad is None for p in models["network"].parameters())
    assert any(p.grad is not None for p in models["critic"].parameters())


def test_the_critic_tells_the_network(batch):
    recipe = made(begun=False)
    models = recipe.models()
    network = models["network"]
    (plain, _), (judged, parts) = (recipe.objectives[n].loss(models, batch) for n in (0, 2))
    assert torch.allclose(judged, 0.999 * parts["l2"] + 0.001 * parts["adversarial"])
    (judged - plain).backward()
    assert network.encoder[0].weight.grad.abs().sum() > 0


def test_it_learns(batch):
    recipe = made(rate=1e-2)
    models = recipe.models()
    optimiser = recipe.objectives[0].optimiser(models["network"].parameters())
    losses = []
    for _ in range(6):
        optimiser.zero_grad()
        loss, _ = recipe.objectives[0].loss(models, batch)
        loss.backward()
        optimiser.step()
        losses.append(float(loss.detach()))
    assert min(losses[2:]) < losses[0]
