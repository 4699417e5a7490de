"""The recipe of edge-connect: its data, its phases, and which losses reach which network."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from engine.options import resolve
from tests.trainer.conftest import tensors
from trainer.data.large_holes import held_out
from trainer.recipes.edge_connect import OPTIONS, PHASE_NAMES, EdgeConnectLosses, build

TINY = {"sharp": 0, "width": 4, "blocks": 1, "crop": 64, "batch": 2, "features": False, "begun": False}


def made(phase="both", **options):
    return build(resolve(OPTIONS, {"phase": phase, **TINY, **options}))


@pytest.fixture
def batch(photos):
    return tensors(made().draw(photos, np.random.default_rng(1)))


def test_a_batch_has_the_edges_of_the_clean_photos(batch):
    assert batch["edges"].shape == batch["mask"].shape == (2, 1, 64, 64)
    assert set(batch["edges"].unique().tolist()) == {0, 1}
    assert (batch["edges"] * batch["mask"]).any(), "none in the holes: nothing to learn"


def reached(phase, batch, **options):
    """The networks whose parameters get a gradient in the network's turn."""
    recipe = made(phase, **options)
    models = recipe.models()
    recipe.objectives[-1].loss(models, batch)[0].backward()
    return {
        name.partition(".")[0]
        for name, parameter in models["network"].named_parameters()
        if parameter.grad is not None and parameter.grad.abs().sum() > 0
    }


@pytest.mark.parametrize(
    ("phase", "networks"),
    [
        ("both", {"drawer", "painter"}),
        ("edges", {"drawer"}),
        ("paint", {"painter"}),
        ("joint", {"drawer", "painter"}),
    ],
)
def test_a_phase_reaches_its_own_networks(phase, networks, batch):
    assert reached(phase, batch, true=0) == networks


def test_side_by_side_the_picture_teaches_no_edges(batch, monkeypatch):
    monkeypatch.setattr(EdgeConnectLosses, "trains_edges", False)
    assert reached("both", batch, true=0) == {"painter"}


@pytest.mark.parametrize(
    ("phase", "trained"),
    [
        ("both", ["edge_critic", "critic", "network"]),
        ("edges", ["edge_critic", "network"]),
        ("paint", ["critic", "network"]),
        ("joint", ["critic", "network"]),
    ],
)
def test_critics_learn_where_they_judge(phase, trained, batch):
    recipe = made(phase)
    assert [objective.trains for objective in recipe.objectives] == trained
    models = recipe.models()
    for objective in recipe.objectives[:-1]:
        objective.loss(models, batch)[0].backward()
        assert all(p.grad is None for p in models["network"].parameters())
        assert any(p.grad is not None for p in models[objective.trains].parameters())


def test_critic_and_feature_losses_begin_late(batch):
    early, late = (
        [objective for objective in made(sharp=0.6).objectives if objective.begins <= share < objective.ends]
        for share in (0.5, 0.7)
    )
    assert [objective.trains for objective in early] == ["edge_critic", "network"]
    assert [objective.trains for objective in late] == ["edge_critic", "critic", "network"]
    models = made().models()
    assert set(early[-1].loss(models, batch)[1]) == {"edge", "match", "l1"}
    assert set(late[-1].loss(models, batch)[1]) == {"edge", "match", "l1", "adversarial"}


def test_true_edges_take_the_place_of_drawn_ones_by_their_share(batch):
    whole = torch.full_like(batch["edges"], 0.3)
    assert torch.equal(EdgeConnectLosses("paint", 1.0)._painting_edges(whole, batch), batch["edges"])
    assert torch.equal(EdgeConnectLosses("paint", 0.0)._painting_edges(whole, batch), whole)


@pytest.mark.slow
def test_feature_losses_reach_the_painter_and_are_nothing_for_the_truth(batch):
    from trainer.evaluation.features import random_extractor
    from trainer.recipes.edge_connect import feature_terms

    y = (batch["clean"] * 0.9).requires_grad_()
    parts = feature_terms(random_extractor(), y, batch["clean"], batch["mask"])
    sum(parts.values()).backward()
    assert y.grad.abs().sum() > 0
    none = feature_terms(random_extractor(), batch["clean"], batch["clean"], batch["mask"])
    assert all(float(value) == 0 for value in none.values())


@pytest.mark.slow
def test_every_phase_steps_and_a_check_scores(photos, batch):
    for phase in PHASE_NAMES:
        recipe = made(phase, begun=True)
        models = recipe.models()
        for _ in range(2):
            for objective in recipe.objectives:
                optimiser = objective.optimiser(models[objective.trains].parameters())
                optimiser.zero_grad()
                loss, parts = objective.loss(models, batch)
                loss.backward()
                optimiser.step()
                assert all(torch.isfinite(value) for value in parts.values())
    check = {name: plane[:1] for name, plane in tensors(held_out(photos)["disc"]).items()}
    with torch.no_grad():
        told = recipe.score(models["network"].eval(), check)
        planes = recipe.preview(models["network"], check)
    assert told["psnr"] > 0 and 0 <= told["edges"] <= 1 and set(told) == {"psnr", "gain", "edges"}
    assert {tuple(plane.shape) for plane in planes} == {(1, 3, 256, 256)}


@pytest.mark.slow
def test_the_painter_learns_to_do_better_than_the_membrane(batch):
    torch.manual_seed(0)
    recipe = made("paint", begun=True, sharp=1, width=8, rate=1e-3)
    models, objective = recipe.models(), recipe.objectives[-1]
    optimiser = objective.optimiser(models["network"].parameters())
    losses = []
    for _ in range(30):
        optimiser.zero_grad()
        loss, _ = objective.loss(models, batch)
        loss.backward()
        optimiser.step()
        losses.append(float(loss.detach()))
    assert min(losses[-5:]) < 0.9 * losses[0]
