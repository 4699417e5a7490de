"""The recipe of shift-net: its losses, and when the critic begins."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from engine.errors import OptionInvalid
from engine.options import resolve
from tests.trainer.conftest import tensors
from trainer.critics.shift_net import ShiftNetCritic
from trainer.data.large_holes import held_out
from trainer.recipes.shift_net import OPTIONS, ShiftNetLosses, build

TINY = {"width": 4, "downs": 5, "crop": 64, "batch": 2, "critic": 4}


def made(**options):
    return build(resolve(OPTIONS, {**TINY, **options}))


@pytest.fixture
def batch(photos):
    return tensors(made().draw(photos, np.random.default_rng(1)))


@pytest.mark.parametrize(("width", "parameters"), [(64, 2_766_529), (32, 695_137)])
def test_parameters_of_the_critic(width, parameters):
    with torch.device("meta"):
        critic = ShiftNetCritic(width)
        assert sum(parameter.numel() for parameter in critic.parameters()) == parameters
        assert critic(torch.empty(1, 3, 256, 256)).shape == (1, 1, 30, 30)


def test_guidance_reaches_the_decoder_and_nothing_beyond_the_shift(batch):
    models = made(begun=False).models()
    ShiftNetLosses({"l1": 0.0, "hole": 0.0, "guidance": 1.0}).loss(models, batch)[0].backward()
    reached = {
        name
        for name, parameter in models["network"].named_parameters()
        if parameter.grad is not None and parameter.grad.abs().sum() > 0
    }
    assert {name.partition(".")[0] for name in reached} == {"down", "up"}
    assert any(name.startswith("up.1.") for name in reached)
    assert not any(name.startswith("up.2.") for name in reached)


def test_the_critic_begins_late(batch):
    recipe = made(sharp=0.6)
    early, late = ([t for t in recipe.objectives if t.begins <= share < t.ends] for share in (0.5, 0.7))
    assert [t.trains for t in early] == ["network"]
    assert [t.trains for t in late] == ["critic", "network"]
    models = recipe.models()
    late[0].loss(models, batch)[0].backward()
    assert all(p.grad is None for p in models["network"].parameters())
    assert "adversarial" in late[1].loss(models, batch)[1]
    assert "adversarial" not in early[0].loss(models, batch)[1]


@pytest.mark.slow
def test_its_loss_falls_and_a_check_scores(photos, batch):
    recipe = made(begun=False, rate=2e-3)
    models = recipe.models()
    objective = recipe.objectives[0]
    optimiser = objective.optimiser(models["network"].parameters())
    losses = []
    for _ in range(12):
        optimiser.zero_grad()
        loss, _ = objective.loss(models, batch)
        loss.backward()
        optimiser.step()
        losses.append(float(loss.detach()))
    assert losses[-1] < 0.9 * losses[0]
    check = {name: plane[:1] for name, plane in tensors(held_out(photos)["disc"]).items()}
    with torch.no_grad():
        assert set(recipe.score(models["network"].eval(), check)) == {"psnr", "gain"}


def test_a_crop_must_be_halved_as_often_as_asked():
    with pytest.raises(OptionInvalid, match="halved"):
        made(downs=7)
