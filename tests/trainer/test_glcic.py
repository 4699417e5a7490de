"""The recipe of glcic: its critics, its loss, its three phases."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
import torch

from engine.options import resolve
from trainer.critics.glcic import GlcicCritics
from trainer.data.large_holes import LargeHoles
from trainer.recipes import glcic
from trainer.recipes.glcic import OPTIONS, GlcicLosses, build
from trainer.training.loop import Budget, LoopSettings, Training

SMALL = {"width": 8, "crop": 64, "batch": 2, "critic": 4, "dense": 8}


@pytest.mark.parametrize(
    ("width", "dense", "whole", "part", "judge"),
    [(64, 1024, 25_808_384, 19_253_248, 2_049), (32, 256, 5_406_208, 3_767_040, 513)],
)
def test_parameters_of_the_critics(width, dense, whole, part, judge):
    with torch.device("meta"):
        critics = GlcicCritics(256, width, dense)
    counts = [
        sum(parameter.numel() for parameter in module.parameters())
        for module in (critics.of_whole, critics.of_part, critics.judge)
    ]
    assert counts == [whole, part, judge]


def test_both_branches_judge_together():
    with torch.no_grad():
        critics = GlcicCritics(64, 4, 8)
        assert critics(torch.rand(3, 3, 64, 64), torch.rand(3, 3, 32, 32)).shape == (3, 1)


def test_without_the_local_critic_the_part_does_not_count():
    critics = build(resolve(OPTIONS, {**SMALL, "local": False})).models()["critic"].eval()
    with torch.no_grad():
        whole = torch.rand(2, 3, 64, 64)
        assert torch.equal(
            critics(whole, torch.zeros(2, 3, 32, 32)), critics(whole, torch.rand(2, 3, 32, 32))
        )


def test_the_loss_looks_at_holes_alone(photos):
    batch = LargeHoles(batch=1, crop=64)(photos, np.random.default_rng(0))
    tensors = {name: torch.from_numpy(plane) for name, plane in batch.items()}
    picture = torch.rand(1, 3, 64, 64, requires_grad=True)
    loss, told = GlcicLosses(32).without_critics({"network": lambda *_: picture}, tensors)
    loss.backward()
    missing = tensors["mask"].expand_as(picture) > 0
    assert not picture.grad[~missing].any() and picture.grad[missing].any()
    assert float(told["hole"]) == pytest.approx(
        float(((picture - tensors["clean"]) ** 2)[missing].mean().detach()), rel=1e-4
    )


def test_a_composite_is_judged_by_its_hole_and_a_photo_by_any_part(photos, monkeypatch):
    seen = []

    def critic(whole, part):
        seen.append((whole, part))
        return torch.zeros(len(whole), 1)

    monkeypatch.setattr(glcic, "_frozen_composite", lambda _, batch: batch["clean"] * (1 - batch["mask"]))
    batch = LargeHoles(batch=2, crop=64)(photos, np.random.default_rng(0))
    tensors = {name: torch.from_numpy(plane) for name, plane in batch.items()}
    GlcicLosses(32).critic({"network": None, "critic": critic}, tensors)
    for whole, part in seen:
        windows = whole.unfold(2, 32, 1).unfold(3, 32, 1)
        assert all(
            (windows[n].permute(1, 2, 0, 3, 4) == part[n]).flatten(2).all(2).any() for n in range(len(whole))
        )
    assert torch.equal(seen[0][0], tensors["clean"]) and not torch.equal(seen[1][0], tensors["clean"])


def test_three_phases_in_one_run(photos, tmp_path, monkeypatch):
    monkeypatch.setattr(glcic, "held_out", lambda photos: {})  # noqa: ARG005
    options = {**SMALL, "grouped": False, "alone": 0.4, "critics": 0.4}
    recipe = build(resolve(OPTIONS, options))
    quiet = LoopSettings(log_minutes=0, save_minutes=99, check_minutes=99, workers=0)
    run = Training(recipe, photos, out=tmp_path, budget=Budget(steps=5), settings=quiet)
    states, parts = [], []

    def whole(model):
        return torch.cat([value.flatten().float() for value in model.state_dict().values()])

    def remember(event):
        states.append({name: whole(model) for name, model in run.models.items()})
        parts.append(set(event.get("parts", ())))

    run.report = remember
    run.run()
    alone, critics = {"network.exact", "network.hole"}, {"critic.bce"}
    assert parts[:5] == [alone, alone, critics, critics, alone | critics | {"network.adversarial"}]
    still = {
        name: [torch.equal(a[name], b[name]) for a, b in pairwise(states[:5])]
        for name in ("network", "critic")
    }
    assert still == {"network": [False, True, True, False], "critic": [True, False, False, False]}


def test_critics_take_any_crop():
    whole = torch.zeros(2, 3, 96, 96)
    assert GlcicCritics(96, 4, 8)(whole, whole[..., :48, :48]).shape == (2, 1)
