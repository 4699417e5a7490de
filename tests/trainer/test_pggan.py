"""The recipe of pggan: its turns, and which losses reach what."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from engine.options import resolve
from trainer.recipes.pggan import HOLE_SHARES, OPTIONS, PgganLosses, build


def made(**options):
    small = {"width": 4, "blocks": 1, "critic": 4, "crop": 64, "batch": 2}
    return build(resolve(OPTIONS, {**small, **options}))


@pytest.fixture
def batch(photos):
    return {
        name: torch.from_numpy(plane) for name, plane in made().draw(photos, np.random.default_rng(0)).items()
    }


def test_the_critic_comes_after_a_share_of_the_run():
    spans = [(objective.trains, objective.begins, objective.ends) for objective in made(sharp=0.2).objectives]
    assert spans == [("network", 0.0, 0.2), ("critic", 0.2, 1.0), ("network", 0.2, 1.0)]
    assert [objective.trains for objective in made(sharp=0).objectives] == ["critic", "network"]


def test_the_critics_turn_leaves_the_network(batch):
    recipe = made(sharp=0)
    models = recipe.models()
    loss, parts = recipe.objectives[0].loss(models, batch)
    loss.backward()
    assert all(p.grad is None for p in models["network"].parameters())
    assert any(p.grad is not None for p in models["critic"].parameters())
    assert 0 <= parts["patches_right"] <= 1 and 0 <= parts["whole_right"] <= 1


def test_without_patches_the_critic_judges_the_whole_alone(batch):
    recipe = made(sharp=0, patches=False)
    models = recipe.models()
    critic_loss, network_loss = (objective.loss(models, batch) for objective in recipe.objectives)
    assert set(network_loss[1]) == {"known", "hole", "whole"}
    assert torch.equal(critic_loss[0], critic_loss[1]["whole"])
    critic_loss[0].backward()
    assert all(p.grad is None for p in models["critic"].of_patches.parameters())


def test_the_networks_loss_reaches_its_first_layer(batch):
    recipe = made(sharp=0, begun=False)
    models = recipe.models()
    loss, parts = recipe.objectives[1].loss(models, batch)
    loss.backward()
    assert set(parts) == {"known", "hole", "patches", "whole"}
    assert models["network"].down[0].convolution.weight.grad.abs().sum() > 0


def test_the_loss_is_the_papers(batch):
    recipe = made(sharp=0, begun=False)
    models = recipe.models()
    loss, parts = PgganLosses(1.0)(models, batch)
    plain = (models["network"](batch["clean"], batch["mask"]) - batch["clean"]).abs().mean() * 2
    wanted = 0.995 * plain + 0.0025 * (parts["patches"] + parts["whole"])
    assert torch.allclose(loss, wanted, atol=1e-5)


def test_it_learns(batch):
    recipe = made(rate=1e-2)
    models = recipe.models()
    objective = recipe.objectives[0]
    optimiser = objective.optimiser(models["network"].parameters())
    losses = []
    for _ in range(8):
        optimiser.zero_grad()
        loss, _ = objective.loss(models, batch)
        loss.backward()
        optimiser.step()
        losses.append(float(loss.detach()))
    assert min(losses[4:]) < losses[0]


def test_half_of_the_holes_are_squares():
    assert [(share.kind, share.weight) for share in HOLE_SHARES] == [
        ("rect", 5),
        ("rect", 3),
        ("freeform", 2),
    ]
