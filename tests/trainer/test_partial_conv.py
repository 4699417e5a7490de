"""The recipe of partial-conv: its terms, and its two phases."""

from __future__ import annotations

import pytest
import torch

from engine.networks.partial_conv import PartialConvDesign
from engine.options import resolve
from trainer.evaluation import features
from trainer.recipes import partial_conv
from trainer.recipes.partial_conv import OPTIONS, build
from trainer.training.loop import Budget, LoopSettings, Training

SMALL = {"width": 4, "levels": 3, "crop": 64, "batch": 2}


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(features, "extractor", features.random_extractor)
    monkeypatch.setattr(partial_conv, "held_out", lambda photos: {})  # noqa: ARG005


def training(photos, out, **options):
    recipe = build(resolve(OPTIONS, {**SMALL, **options}))
    quiet = LoopSettings(log_minutes=0, save_minutes=99, check_minutes=99, workers=0)
    return Training(recipe, photos, out=out, budget=Budget(steps=4), settings=quiet)


def norms(network, part):
    levels = getattr(network, part)
    return torch.cat([level.norm.running_mean for level in levels if level.norm is not None])


def test_the_encoders_statistics_rest_in_the_second_phase(photos, tmp_path):
    run = training(photos, tmp_path, judged=0, first=0.5)
    down, up = [], []

    def remember(_):
        down.append(norms(run.models["network"], "down"))
        up.append(norms(run.models["network"], "up"))

    run.report = remember
    run.run()
    assert not torch.equal(down[0], down[1]) and not torch.equal(up[1], up[2])
    assert torch.equal(down[1], down[3]) and not torch.equal(up[2], up[3])


@pytest.mark.parametrize(("first", "judged"), [(1, set()), (0, {"perceptual", "style"})])
def test_all_terms_are_there_and_finite_those_on_features_late(first, judged, photos, tmp_path):
    run = training(photos, tmp_path, judged=1, first=first)
    told = []
    run.report = told.append
    run.run()
    parts = told[0]["parts"]
    assert parts.keys() == {f"network.{name}" for name in {"valid", "hole", "tv"} | judged}
    assert parts.pop("network.valid") == 0  # it begins with a membrane, which is exact there
    assert all(0 < value < 100 for value in parts.values())
    design = PartialConvDesign(**run.recipe.facts["design"])
    assert design == PartialConvDesign(width=4, levels=3, crop=64, begun=True)
