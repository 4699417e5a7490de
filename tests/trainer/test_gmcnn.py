"""The recipe of gmcnn: its critics, its terms, its two phases."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from engine.options import resolve
from trainer.critics.gmcnn import GmcnnCritic, GmcnnCritics
from trainer.data.large_holes import LargeHoles
from trainer.evaluation import features
from trainer.losses.confidence import confidence_weight
from trainer.recipes import gmcnn
from trainer.recipes.gmcnn import OPTIONS, GmcnnLosses, build
from trainer.training.loop import Budget, LoopSettings, Training

SMALL = {"width": 6, "crop": 64, "batch": 2, "critic": 4}


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(gmcnn, "optional_extractor", features.random_extractor)
    monkeypatch.setattr(gmcnn, "held_out", lambda photos: {})  # noqa: ARG005


@pytest.mark.parametrize(
    ("side", "width", "parameters"),
    [(256, 64, 2_733_441), (128, 64, 2_684_289), (256, 32, 701_121), (128, 32, 676_545)],
)
def test_parameters_of_the_critics(side, width, parameters):
    with torch.device("meta"):
        critic = GmcnnCritic(side, width)
    assert sum(parameter.numel() for parameter in critic.parameters()) == parameters


def test_critics_score_the_whole_and_the_part():
    with torch.no_grad():
        assert GmcnnCritics(64, 4)(torch.rand(3, 3, 64, 64), torch.rand(3, 3, 32, 32)).shape == (3, 2)


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_any_number_of_columns_fills(columns):
    network = build(resolve(OPTIONS, {**SMALL, "columns": columns})).models()["network"]
    assert len(network.columns) == columns
    with torch.no_grad():
        assert network(torch.rand(1, 3, 64, 64), torch.ones(1, 1, 64, 64)).shape == (1, 3, 64, 64)


def test_confidence_is_that_of_the_paper():
    mask = torch.zeros(1, 1, 256, 256)
    mask[..., 64:192, 64:192] = 1
    weight = confidence_weight(mask)[0, 0]
    found = [float(weight[row, column]) for row, column in ((64, 128), (64, 64), (80, 128), (128, 128))]
    assert found == pytest.approx([0.851, 0.956, 0.732, 0.495], abs=0.005)
    assert confidence_weight(mask, rounds=1)[0, 0, 128, 128] == 0


def test_each_term_looks_at_its_own_pixels(photos):
    batch = LargeHoles(batch=1, crop=64)(photos, np.random.default_rng(0))
    tensors = {name: torch.from_numpy(plane) for name, plane in batch.items()}
    picture = torch.rand(1, 3, 64, 64, requires_grad=True)
    terms, _ = GmcnnLosses(64, None)._l1_terms({"network": lambda *_: picture}, tensors)
    missing = tensors["mask"].expand_as(picture) > 0
    slopes = {name: torch.autograd.grad(term, picture, retain_graph=True)[0] for name, term in terms.items()}
    assert not slopes["confidence"][~missing].any() and slopes["confidence"][missing].any()
    assert not slopes["known"][missing].any() and slopes["known"][~missing].all()


def test_critics_and_textures_come_in_the_second_phase(photos, tmp_path):
    told = []
    recipe = build(resolve(OPTIONS, {**SMALL, "first": 0.5}))
    quiet = LoopSettings(log_minutes=0, save_minutes=99, check_minutes=99, workers=0)
    run = Training(recipe, photos, out=tmp_path, budget=Budget(steps=4), settings=quiet, report=told.append)
    states = []

    def remember(event):
        told.append(event)
        states.append({n: torch.cat([p.flatten() for p in m.parameters()]) for n, m in run.models.items()})

    run.report = remember
    run.run()
    exact = {"network.confidence", "network.known"}
    later = exact | {"network.adversarial", "network.id_mrf", "critic.hinge"}
    assert [set(event["parts"]) for event in told[:4]] == [exact, exact, later, later]
    assert all(np.isfinite(list(event["parts"].values())).all() for event in told[:4])
    assert torch.equal(states[0]["critic"], states[1]["critic"])
    assert not torch.equal(states[1]["critic"], states[3]["critic"])
    assert not torch.equal(states[0]["network"], states[1]["network"])
