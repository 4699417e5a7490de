"""VCN's training: what is drawn, what each phase moves, and where the detector's limit is set."""

from __future__ import annotations

import json

import numpy as np
import pytest
import torch
from PIL import Image

from engine.methods.vcn import METHOD
from engine.networks.vcn import VCN, VCNDesign
from trainer.critics.vcn import VcnCritics
from trainer.data.blind import UNDAMAGED_KIND, UnmarkedDamagePairs
from trainer.data.pairs import NoPairs, PairCrops
from trainer.data.thin_holes import Share
from trainer.evaluation import features
from trainer.families import vcn
from trainer.families.vcn import PhasePlan, agreement, calibrated, phase_recipe
from trainer.families.vcn_losses import (
    composite,
    critic_loss,
    fill_loss,
    joint_loss,
    repair_loss,
    signed,
    tuning_loss,
)
from trainer.training.export import read
from trainer.training.recipe import recipe
from trainer.training.run import train

STROKES = Share(weight=1, kind="freeform_steps:vcn", params={"filler": "natural", "edge": "softened"})


@pytest.fixture
def network():
    torch.manual_seed(0)
    return VCN(VCNDesign(width=8))


@pytest.fixture
def batch():
    draw = torch.Generator().manual_seed(0)
    clean = torch.rand(2, 3, 32, 32, generator=draw)
    mask = torch.zeros(2, 1, 32, 32)
    mask[0, :, 8:24, 8:20] = 1  # the second sample is clean
    return {"clean": clean, "mask": mask, "image": torch.where(mask > 0, 1 - clean, clean)}


def begun_network():
    torch.manual_seed(0)
    return VCN(VCNDesign(width=8, begun=True))


def moved(model):
    return {name for name, weight in model.named_parameters() if weight.grad is not None}


# --- what is drawn ---


def test_a_batch_is_damaged_where_its_mask_says_so(photos):
    batch = UnmarkedDamagePairs(batch=4, crop=64, mix=(Share(weight=1, kind="graffiti"),))(
        photos, np.random.default_rng(1)
    )
    assert batch["image"].shape == (4, 3, 64, 64) and batch["mask"].shape == (4, 1, 64, 64)
    changed = np.abs(batch["image"] - batch["clean"]).max(1, keepdims=True) > 0
    assert changed.any() and not changed[batch["mask"] == 0].any()


def test_soft_edges_have_hard_masks(photos):
    batch = UnmarkedDamagePairs(batch=2, crop=128, mix=(STROKES,))(photos, np.random.default_rng(2))
    changed = np.abs(batch["image"] - batch["clean"]).max(1, keepdims=True) > 0
    assert set(np.unique(batch["mask"])) <= {0, 1}
    assert changed[batch["mask"] == 0].any()


def test_clean_photos_are_left_alone(photos):
    batch = UnmarkedDamagePairs(batch=2, crop=64, mix=(Share(weight=1, kind=UNDAMAGED_KIND),))(
        photos, np.random.default_rng(3)
    )
    assert np.array_equal(batch["image"], batch["clean"]) and not batch["mask"].any()


def test_pairs_are_cut_alike_and_differ_where_they_are_damaged(tmp_path, photos):
    rng = np.random.default_rng(0)
    for name in ("damaged", "clean"):
        (tmp_path / name).mkdir()
    clean = rng.integers(0, 100, (80, 90, 3), np.uint8)
    wet = clean.copy()
    wet[20:60, 20:60] = 255
    Image.fromarray(clean).save(tmp_path / "clean" / "a.png")
    Image.fromarray(wet).save(tmp_path / "damaged" / "a.png")
    batch = PairCrops(folder=tmp_path, batch=3, crop=64)(photos, rng)
    same = (batch["image"] == batch["clean"]).all(1, keepdims=True)
    assert batch["mask"].mean() > 0.1
    assert np.array_equal(same, batch["mask"] == 0)


def test_pairs_without_partners_are_named(tmp_path, photos):
    for name, file in (("damaged", "a.png"), ("clean", "b.png")):
        (tmp_path / name).mkdir()
        Image.fromarray(np.zeros((70, 70, 3), np.uint8)).save(tmp_path / name / file)
    with pytest.raises(NoPairs):
        PairCrops(folder=tmp_path, batch=1, crop=64)(photos, np.random.default_rng(0))


# --- what each phase moves ---


def test_the_repair_phase_leaves_the_mask_network_alone(network, batch):
    loss, parts = repair_loss(None)({"network": network, "rin": network.rin}, batch)
    loss.backward()
    assert parts.keys() == {"l1"}
    assert moved(network) == {f"rin.{name}" for name in moved(network.rin)} != set()


def test_one_that_begins_at_fills_learns_in_every_layer(batch):
    network = begun_network()
    models = {"network": network, "rin": network.rin}
    loss, parts = fill_loss(models, batch)
    assert float(parts["gain"]) == pytest.approx(0)
    loss.backward()
    with torch.no_grad():
        network.rin.out.weight -= 1e-3 * network.rin.out.weight.grad.sign()
    network.zero_grad()
    fill_loss(models, batch)[0].backward()
    silent = {name for name, weight in network.rin.named_parameters() if not weight.grad.abs().max() > 0}
    # Squeeze and excitation is silent where none of its few units is above 0.
    assert {name for name in silent if "context" not in name} == set()
    assert moved(network) == {f"rin.{name}" for name in moved(network.rin)}


@torch.no_grad()
def test_the_gain_over_the_fills_is_that_of_the_true_mask(batch):
    network = begun_network()
    assert agreement(network, batch)["hole_gain"] == pytest.approx(0, abs=1e-4)
    network.rin.out.bias[:3] = 0.5
    assert agreement(network, batch)["hole_gain"] < -0.1


def test_the_joint_phase_counts_the_holes_of_one_that_begins_at_fills(batch):
    loss, parts = joint_loss(None, 0.0, begun=True)(
        {"network": begun_network(), "critic": VcnCritics(4)}, batch
    )
    loss.backward()
    assert parts.keys() == {"l1", "db", "adaptive", "adversarial"}


def test_the_joint_phase_moves_both(network, batch):
    critics = VcnCritics(4)
    loss, parts = joint_loss(None, 1.0)({"network": network, "critic": critics}, batch)
    loss.backward()
    assert parts.keys() == {"l1", "adaptive", "bce", "adversarial"}
    assert moved(network) == {name for name, _ in network.named_parameters()}


def test_feature_losses_are_part_of_it_where_there_are_features(network, batch):
    _, parts = repair_loss(features.random_extractor())({"network": network, "rin": network.rin}, batch)
    assert parts.keys() == {"l1", "semantic"}
    _, parts = joint_loss(features.random_extractor(), 0.0)(
        {"network": network, "critic": VcnCritics(4)}, batch
    )
    assert parts.keys() == {"l1", "semantic", "id_mrf", "adaptive", "adversarial"}
    _, parts = tuning_loss(features.random_extractor(), masks_known=False)({"network": network}, batch)
    assert parts.keys() == {"l1", "id_mrf"}


def test_critics_learn_to_tell(network, batch):
    critics = VcnCritics(4)
    values = []
    for _ in range(6):
        critics.zero_grad()
        loss, _ = critic_loss({"network": network, "critic": critics}, batch)
        loss.backward()
        with torch.no_grad():
            for weight in critics.parameters():
                weight -= 1e-3 * weight.grad.sign()
        values.append(loss.item())
    assert values[-1] < values[0]
    assert moved(critics) == {name for name, _ in critics.named_parameters()}
    assert not moved(network)


def test_a_critic_pays_for_being_steep_outside_the_damage(network):
    clean, mask = torch.rand(1, 3, 64, 64), torch.zeros(1, 1, 64, 64)
    mask[..., 0, 0] = 1
    critics = VcnCritics(4)
    losses = []
    for slope in (0.1, 10.0):
        torch.nn.init.constant_(critics.judge.weight, slope)
        losses.append(
            critic_loss(
                {"network": network, "critic": critics}, {"clean": clean, "mask": mask, "image": clean}
            )[0].item()
        )
    assert losses[1] > 100 * abs(losses[0])


def test_a_batch_without_damage_has_nothing_to_judge(network, batch):
    whole = {**batch, "mask": torch.zeros_like(batch["mask"])}
    critics = VcnCritics(4)
    loss, _ = critic_loss({"network": network, "critic": critics}, whole)
    loss.backward()
    assert loss.item() == 0


def test_critics_see_the_photo_as_it_is_where_nothing_was_found(batch):
    logits = torch.full_like(batch["mask"], -100.0)
    seen = composite(torch.ones_like(batch["image"]), logits, batch)
    assert torch.allclose(seen, signed(batch["image"]))


def test_the_critics_have_the_papers_size():
    with torch.device("meta"):
        critics = VcnCritics()
    counts = [
        sum(weight.numel() for part in parts for weight in part.parameters())
        for parts in (
            (critics.global_layers, critics.judge),
            (critics.patch_layers, critics.patch_judge),
        )
    ]
    assert counts == [2_733_441, 4_319_361]


# --- recipes ---


@pytest.mark.parametrize("id", ["vcn", "vcn-paper"])
@pytest.mark.parametrize("phase", vcn.PHASE_NAMES)
def test_every_phase_is_a_recipe_of_the_same_method(id, phase):
    built = recipe(id, {"phase": phase, "width": 8})
    assert built.facts["id"] == "vcn" and built.facts["phase"] == phase
    models = built.models()
    assert all(objective.trains in models for objective in built.objectives)


def test_the_paper_learns_from_natural_filler_alone():
    built = recipe("vcn-paper", {"width": 8})
    assert {share.params["filler"] for share in built.draw.mix} == {"natural"}
    assert [
        objective.repeats for objective in recipe("vcn-paper", {"width": 8, "phase": "joint"}).objectives
    ] == [5, 1]


def test_drops_are_a_variant_with_its_own_rho():
    built = recipe("vcn-raindrops", {"width": 8})
    assert built.facts["variant"] == "raindrops"
    assert built.models()["network"].rin.rho == 0.2


def test_features_that_are_not_there_are_not_missed(monkeypatch):
    def missing():
        raise features.weights.WeightsMissing("features.safetensors")

    monkeypatch.setattr(vcn.feature_network, "extractor", missing)
    plan = PhasePlan(id="vcn", phase="repair", design=VCNDesign(width=8), mix=(), crop=32, batch=1, rate=1e-3)
    assert phase_recipe(plan).facts["feature_losses"] == "none"


@pytest.mark.slow
def test_each_phase_goes_on_from_the_one_before(folder, tmp_path, monkeypatch):
    """And the method reads what comes out."""
    monkeypatch.setattr(vcn, "CHECK_SIDE_PX", 32)
    small = {"width": 8, "crop": 64, "batch": 2, "critic": 4}
    start = None
    for phase in vcn.PHASE_NAMES:
        out = tmp_path / phase
        train(
            "vcn", photos=[folder], out=out, start=start, options=small | {"phase": phase}, steps=1, workers=0
        )
        start = out / "vcn.safetensors"
    card = json.loads(start.with_suffix(".json").read_text())
    network = VCN(VCNDesign(**card["design"]))
    network.load_state_dict(read(start))
    assert card["started_from"]["steps"] == 1 and network.design.width == 8


def test_calibration_leaves_clean_photos_alone(network, photos):
    with torch.no_grad():
        network.mpn.m9.bias.fill_(2.0)  # takes everything for damage
    weights = calibrated(network, photos)
    network.load_state_dict(weights)
    tops = []
    for pixels in photos.pixels:
        planes = torch.tensor(pixels).permute(2, 0, 1)[None, :, :64, :64].float() / 255
        with torch.no_grad():
            tops.append(int((network.confidence(signed(planes)) == 1).sum()))
    assert float(weights["limit"]) > 1.5
    assert np.median(tops) < METHOD.min_certain_px
