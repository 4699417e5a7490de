"""The recipes of DeepFill v1 and v2: what they draw, and what each part of a run moves."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
import torch

from engine.networks.deepfill_v1 import DeepFillV1
from engine.networks.deepfill_v2 import DeepFillV2
from tests.trainer.conftest import tensors
from trainer.data import large_holes
from trainer.families.sketches import edges, random_sketch
from trainer.recipes import deepfill_v1, deepfill_v2
from trainer.training.export import read
from trainer.training.recipe import recipe
from trainer.training.run import train

SMALL = {
    "deepfill-v1": {"width": 8, "crop": 64, "batch": 2, "critic": 4},
    "deepfill-v2": {"cnum": 12, "crop": 64, "batch": 2, "critic": 4},
}


@pytest.fixture
def few_checks(monkeypatch):
    monkeypatch.setattr(large_holes, "CHECK_SIDE_PX", 64)
    monkeypatch.setattr(large_holes, "HOLES", replace(large_holes.HOLES, cases=large_holes.HOLES.cases[1:2]))


def made(id, **options):
    torch.manual_seed(6)
    return recipe(id, {**SMALL[id], **options})


def drawn(built, photos):
    return tensors(built.draw(photos, np.random.default_rng(1)))


def moved(model):
    return {name for name, one in model.named_parameters() if one.grad is not None}


def at(built, share):
    """The turns that are taken at this share of a run."""
    return [objective for objective in built.objectives if objective.begins <= share < objective.ends]


# --- sketches ---


def test_a_sketch_is_some_of_the_photos_edges_inside_the_hole(photos):
    batch = drawn(made("deepfill-v2", batch=8), photos)
    lines = batch["sketch"]
    assert lines.shape == (8, 1, 64, 64) and set(lines.unique().tolist()) == {0, 1}
    assert not (lines * (1 - batch["mask"])).any()
    wide = torch.nn.functional.max_pool2d(torch.from_numpy(edges(batch["clean"].numpy()))[:, None], 3, 1, 1)
    assert not (lines * (1 - wide)).any()
    assert {bool(plane.any()) for plane in lines} == {True, False}


def test_half_of_the_strokes_stay_and_three_in_ten_photos_have_none():
    strokes = np.zeros((40, 40), np.float32)
    strokes[::4, 4:36] = 1
    rng = np.random.default_rng(0)
    left = np.array([(random_sketch(strokes, rng)[::4, 20] > 0).sum() for _ in range(300)])
    assert (left == 0).mean() == pytest.approx(0.3, abs=0.08)
    assert left[left > 0].mean() == pytest.approx(5, abs=0.5)


@pytest.mark.usefixtures("few_checks")
def test_the_check_knows_holes_with_and_without_a_sketch(photos):
    checks = deepfill_v2.held_out(photos)
    assert checks.keys() == {"centre", "sketched"} and "sketch" not in checks["centre"]
    network = made("deepfill-v2", adds=False).models()["network"].eval()
    with torch.no_grad():
        told = [large_holes.scoring(deepfill_v2.filled)(network, tensors(one)) for one in checks.values()]
    assert told[0].keys() == {"psnr", "gain"} and told[0] != told[1]


# --- what moves ---


@pytest.mark.parametrize(
    ("id", "share", "trained"),
    [
        ("deepfill-v1", 0.1, ["network"]),
        ("deepfill-v1", 0.2, ["network"]),
        ("deepfill-v1", 0.5, ["critic", "network"]),
        ("deepfill-v2", 0.4, ["network"]),
        ("deepfill-v2", 0.6, ["network", "critic"]),
    ],
)
def test_critics_come_later(id, share, trained):
    assert [objective.trains for objective in at(made(id), share)] == trained


@pytest.mark.parametrize("id", SMALL)
def test_each_turn_moves_its_own_model(id, photos):
    built = made(id)
    models, batch = built.models(), drawn(built, photos)
    for objective in at(built, 0.6):
        for name, model in models.items():
            model.zero_grad(set_to_none=True)
            model.requires_grad_(name == objective.trains)
        loss, parts = objective.loss(models, batch)
        loss.backward()
        assert torch.isfinite(loss) and all(not part.requires_grad for part in parts.values())
        assert moved(models[objective.trains]) == {
            name for name, _ in models[objective.trains].named_parameters()
        }
        assert not any(moved(model) for name, model in models.items() if name != objective.trains)


def test_v1s_coarse_stage_begins_alone(photos):
    built = made("deepfill-v1")
    models = built.models()
    at(built, 0.0)[0].loss(models, drawn(built, photos))[0].backward()
    assert moved(models["network"]) == {f"first.{name}" for name in moved(models["network"].first)} != set()


@pytest.mark.parametrize("id", SMALL)
def test_without_critics_the_loss_falls(id, photos):
    built = made(id, rate=3e-5)
    models, batch = built.models(), drawn(built, photos)
    objective = at(built, 0.25)[0]
    optimiser = objective.optimiser(models["network"].parameters())
    losses = []
    for _ in range(6):
        optimiser.zero_grad()
        loss, _ = objective.loss(models, batch)
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    assert losses[-1] < losses[0]


def test_v1s_discount_is_one_at_the_rim_and_the_papers_inside():
    mask = torch.zeros(1, 1, 140, 140)
    mask[..., 6:134, 6:134] = 1
    shares = deepfill_v1.discounted(mask, 0.9)[0, 0, 6:134, 6:134]
    assert shares[0, 64] == 1 and shares[10, 64] == pytest.approx(0.349, abs=1e-3)
    assert shares[63, 63] == pytest.approx(0.0012, abs=2e-4) and (shares > 0).all() and (shares <= 1).all()


def test_v1s_box_holds_the_hole():
    mask = torch.zeros(2, 1, 32, 32)
    mask[0, :, 2:10, 20:30] = 1
    cut = deepfill_v1.boxes(mask, mask)
    assert cut.shape == (2, 1, 16, 16)
    assert cut[0].sum() == mask[0].sum() and cut[1].sum() == 0


def test_v2s_critic_wants_what_the_network_made(photos):
    built = made("deepfill-v2")
    with pytest.raises(AssertionError, match="after the network"):
        built.objectives[-1].loss(built.models(), drawn(built, photos))


def test_published_settings_are_options():
    built = made("deepfill-v1", begun="off", strict="off", attention="off", times=5)
    design = built.facts["design"]
    assert not (design["begun"] or design["strict"] or design["attention"])
    assert [objective.repeats for objective in built.objectives if objective.trains == "critic"] == [5]
    assert made("deepfill-v2", begun="off", crop=256).facts["design"]["dilations"] == (2, 4, 8, 16)


@pytest.mark.slow
@pytest.mark.usefixtures("few_checks")
@pytest.mark.parametrize(("id", "network"), [("deepfill-v1", DeepFillV1), ("deepfill-v2", DeepFillV2)])
def test_what_is_exported_is_what_the_method_reads(id, network, folder, tmp_path):
    train(id, photos=[folder], out=tmp_path / "out", options=SMALL[id], steps=4, workers=0)
    file = tmp_path / "out" / f"{id}.safetensors"
    card = json.loads(file.with_suffix(".json").read_text())
    network(**card["design"]).load_state_dict(read(file))
    assert card["design"]["crop"] == 64 and card["held_out"]["centre"].keys() >= {"psnr", "gain"}
