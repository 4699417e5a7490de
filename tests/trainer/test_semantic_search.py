"""The recipe of semantic-search: its pictures, its turns, its checks."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from engine.options import resolve
from tests.trainer.conftest import tensors
from trainer.recipes import semantic_search
from trainer.recipes.semantic_search import OPTIONS, Pictures, build, held_out, score

SMALL = {"top": 16, "base": 2, "batch": 4}


@pytest.fixture
def batch(photos):
    return tensors(Pictures(batch=4)(photos, np.random.default_rng(1)))


def made(**options):
    return build(resolve(OPTIONS, {**SMALL, **options}))


def moved(models):
    return {
        name: any(p.grad is not None and p.grad.abs().sum() > 0 for p in model.parameters())
        for name, model in models.items()
    }


def test_a_picture_is_most_of_a_photo(photos, batch):
    assert batch["clean"].shape == (4, 3, 64, 64) and 0 <= batch["clean"].min() <= batch["clean"].max() <= 1
    assert batch["z"].shape == (2, 100) and batch["z"].abs().max() <= 1 and batch["noise"].shape == (4, 100)
    assert Pictures(batch=4, codes=False)(photos, np.random.default_rng(1))["z"].shape == (4, 100)


def test_recall_comes_first_and_then_the_critic():
    recipe = made(judged=0.4)
    spans = [(objective.trains, objective.begins, objective.ends) for objective in recipe.objectives]
    assert spans == [("critic", 0.4, 1.0), ("makers", 0.4, 1.0), ("makers", 0.0, 0.4)]
    assert [objective.trains for objective in made(recall=0).objectives] == ["critic", "makers"]


def test_the_critics_turn_leaves_the_generator(batch):
    recipe = made()
    models = recipe.models()
    recipe.objectives[0].loss(models, batch)[0].backward()
    assert moved({name: models[name] for name in ("critic", "makers")}) == {"critic": True, "makers": False}


@pytest.mark.parametrize(("recall", "encoder"), [(20, True), (0, False)])
def test_the_encoder_learns_where_photos_are_recalled(recall, encoder, photos):
    recipe = made(recall=recall)
    models = recipe.models()
    drawn = tensors(recipe.draw(photos, np.random.default_rng(0)))
    loss, parts = recipe.objectives[1].loss(models, drawn)
    loss.backward()
    makers = models["makers"]
    assert moved({"generator": makers.generator, "encoder": makers.encoder}) == {
        "generator": True,
        "encoder": encoder,
    }
    assert ("recall" in parts) is encoder
    assert models["network"].generator is makers.generator


def test_recall_falls(batch):
    recipe = made(rate=2e-3)
    models = recipe.models()
    objective = recipe.objectives[2]
    optimiser = objective.optimiser(models["makers"].parameters())
    losses = []
    for _ in range(12):
        optimiser.zero_grad()
        loss, _ = objective.loss(models, batch)
        loss.backward()
        optimiser.step()
        losses.append(float(loss.detach()))
    assert losses[-1] < 0.9 * losses[0]


def test_a_check_searches(photos, monkeypatch):
    monkeypatch.setattr(semantic_search, "CHECK_STEPS", 2)
    monkeypatch.setattr(semantic_search, "CHECK_PICTURES", 2)
    cases = held_out(photos)
    assert list(cases) == ["centre", "pattern", "random 80 %", "half"]
    network = made().models()["network"].eval()
    with torch.no_grad():
        assert 5 < score(network, tensors(cases["centre"]))["psnr"] < 60
