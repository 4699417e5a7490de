"""The recipes of the patch MLPs."""

from __future__ import annotations

import json

import numpy as np
import pytest
import torch
from torch import optim

from engine.errors import OptionInvalid
from engine.models.weights import Card
from engine.networks.mask_mlp import from_card
from trainer.data import patches as module
from trainer.data.photos import Photos
from trainer.families.mlp import correction_loss, patch_loss
from trainer.training.loop import Budget, LoopSettings, Training
from trainer.training.recipe import recipe

SMALL = {"layers": "12^2,16,6^2", "damage": "lines:count=6", "batch": "16", "pictures": "2"}
PAPER = {**SMALL, "corrects": "off", "optimiser": "adadelta"}


@pytest.fixture(autouse=True)
def small_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PICTURE_SIDE_PX", 72)
    monkeypatch.setattr(module, "CHECK_SIDE_PX", 64)
    module._cache.clear()


def test_the_papers_optimiser_runs_as_published() -> None:
    chosen = recipe("mask-mlp", PAPER)
    (objective,) = chosen.objectives
    made = objective.optimiser(chosen.models()["network"].parameters())
    assert isinstance(made, optim.Adadelta)
    assert {key: made.defaults[key] for key in ("lr", "rho", "eps")} == {"lr": 1.0, "rho": 0.95, "eps": 1e-6}
    assert (objective.loss, chosen.constant_share) == (patch_loss, 1.0)


def test_its_loss_counts_known_and_missing_pixels_alike() -> None:
    answer, clean = torch.zeros(1, 4), torch.tensor([[0.5, 0.5, 0.7, 0.7]])
    batch = {"seen": torch.full((1, 4), 0.5), "mask": torch.tensor([[1.0, 0, 0, 0]]), "clean": clean}
    error, _ = patch_loss({"network": lambda seen, mask: answer}, batch)  # noqa: ARG005
    assert error == pytest.approx(0.5)


def test_a_correction_is_measured_by_contrast_in_the_holes() -> None:
    seen = torch.tensor([[0.3, 0.7, 0.3, 0.7]])  # contrast 1 in scaled units
    batch = {
        "seen": seen,
        "mask": torch.ones(1, 4),
        "clean": seen + 0.2,
        "missing": torch.tensor([[1.0, 1, 0, 0]]),
    }
    error, _ = correction_loss({"network": lambda seen, mask: seen}, batch)  # noqa: ARG005
    assert error == pytest.approx(1.0, rel=0.02)


def test_a_correcting_network_starts_at_the_first_fill(photos: Photos) -> None:
    chosen = recipe("mask-mlp", SMALL)
    batch = {name: torch.as_tensor(plane) for name, plane in chosen.check(photos)["held out"].items()}
    with torch.no_grad():
        scores = chosen.score(chosen.models()["network"], batch)
    assert scores["gain"] == pytest.approx(0, abs=0.1)


@pytest.mark.parametrize("options", [SMALL, PAPER], ids=["corrects", "paper"])
@pytest.mark.parametrize("id", ["mask-mlp", "mask-mlp-blind"])
def test_a_few_steps_learn(id: str, options: dict[str, str], photos: Photos, tmp_path) -> None:
    told = []
    training = Training(
        recipe(id, options),
        photos,
        out=tmp_path,
        budget=Budget(steps=160),
        settings=LoopSettings(workers=0, log_minutes=0),
        report=told.append,
    )
    training.run()
    losses = [event["parts"]["network.l2"] for event in told if event["kind"] == "step"]
    assert np.mean(losses[-30:]) < np.mean(losses[:30])


def test_the_card_says_what_the_method_must_know() -> None:
    chosen = recipe("mask-mlp", {**SMALL, "name": "fence"})
    assert chosen.id == "mask-mlp--fence"
    facts = json.loads(json.dumps(chosen.facts))
    card = Card(id="mask-mlp", sha256="", more=facts)
    assert from_card(card) == chosen.models()["network"].architecture
    assert (facts["variant"], facts["damage"]) == ("fence", "lines:count=6")
    assert facts["shape"]["through"] == pytest.approx(1, abs=0.05)


@pytest.mark.parametrize(
    "wrong", [{"layers": "16,8"}, {"damage": "rust"}, {"damage": "text:bold=1"}], ids=str
)
def test_wrong_options_are_named(wrong: dict[str, str]) -> None:
    with pytest.raises((OptionInvalid, LookupError, Exception), match=r"16,8|rust|bold"):
        recipe("mask-mlp", {**SMALL, **wrong})
