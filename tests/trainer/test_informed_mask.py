"""The recipe of informed-mask: its data, its phases, and which losses reach which network."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from engine.networks import informed_mask as networks
from engine.networks.informed_mask import InformedMask, Size
from engine.options import resolve
from tests.trainer.conftest import tensors
from trainer import corruption
from trainer.corruption import catalog
from trainer.recipes.informed_mask import (
    LOSS_WEIGHTS,
    OPTIONS,
    PHASES_BY_NAME,
    InformedMaskBatch,
    build,
    held_out,
    score,
)

TINY = Size(mask_width=4, edge_width=4, edge_blocks=1, cnum=12, dilations=(2,))
CROP = {"crop": 64, "batch": 2}


@pytest.fixture(autouse=True)
def tiny(monkeypatch):
    monkeypatch.setitem(networks.SIZES_BY_NAME, "slim", TINY)
    torch.manual_seed(6)


def made(phase, **options):
    return build(resolve(OPTIONS, {"phase": phase, "size": "slim", **CROP, **options}))


@pytest.fixture
def batch(photos):
    return tensors(InformedMaskBatch(batch=2, crop=64)(photos, np.random.default_rng(1)))


@pytest.mark.parametrize("part", range(7))
def test_damage_of_every_family_keeps_the_formula(part):
    """I = (1 − M)·O + M·N before clipping, M being the mask the networks learn."""
    layer = catalog.mixtures()["informed"].parts[part].layers[0]
    clean = np.random.default_rng(0).uniform(0.3, 0.7, (64, 64, 3)).astype(np.float32)
    one = corruption.generate(
        layer.kind, clean, {**layer.params, "filler": "constant"} if layer.params else {}
    )
    mask = one.alpha[..., None]
    mixed = np.clip((1 - mask) * clean + mask * one.filler, 0, 1)
    assert np.abs(mixed - one.corrupted).max() < 1e-6


def test_a_batch_holds_photo_truth_mask_and_edges(batch):
    assert batch["image"].shape == batch["clean"].shape == (2, 3, 64, 64)
    for name in ("mask", "edges", "true_edges"):
        assert batch[name].shape == (2, 1, 64, 64)
        assert batch[name].min() >= 0 and batch[name].max() <= 1
    untouched = (batch["mask"] == 0).expand(-1, 3, -1, -1)
    assert torch.equal(batch["image"][untouched], batch["clean"][untouched])


def test_more_noise_means_masks_of_one_value(photos):
    noisy = InformedMaskBatch(batch=4, crop=64, noise=1.0)(photos, np.random.default_rng(2))
    levels = noisy["mask"].reshape(4, -1)
    assert (levels.std(1) < 1e-6).all() and levels[:, 0].min() >= 0.04 and np.ptp(levels[:, 0]) > 0.01
    clean = InformedMaskBatch(batch=2, crop=64, clean=1.0)(photos, np.random.default_rng(2))
    assert np.array_equal(clean["image"], clean["clean"]) and not clean["mask"].any()


def reached(phase, batch):
    """The networks whose parameters get a gradient in the network's turn."""
    recipe = made(phase)
    models = recipe.models()
    objective = next(objective for objective in recipe.objectives if objective.trains == "network")
    objective.loss(models, batch)[0].backward()
    return {
        name.partition(".")[0]
        for name, parameter in models["network"].named_parameters()
        if parameter.grad is not None and parameter.grad.abs().sum() > 0
    }


@pytest.mark.parametrize("phase", PHASES_BY_NAME)
def test_a_phase_reaches_its_own_networks(phase, batch):
    assert reached(phase, batch) == set(PHASES_BY_NAME[phase].trains)


@pytest.mark.parametrize(("phase", "wanted"), [("ipn", False), ("joint", True)])
def test_the_painters_loss_reaches_the_mask_network_in_the_joint_phase_alone(
    phase, wanted, batch, monkeypatch
):
    for name in ("bce", "edge", "match", "coarse"):
        monkeypatch.setitem(LOSS_WEIGHTS, name, 0.0)
    monkeypatch.setattr("trainer.recipes.informed_mask.TRUE_MASK_SHARE", 0.0)
    recipe = made(phase, adversarial=0, exact=0)
    models = recipe.models()
    objective = next(objective for objective in recipe.objectives if objective.trains == "network")
    objective.loss(models, batch)[0].backward()
    grads = [p.grad for p in models["network"].mpn.parameters() if p.grad is not None]
    assert any(grad.abs().sum() > 0 for grad in grads) is wanted


@pytest.mark.parametrize(
    ("phase", "adversarial", "trained"),
    [
        ("mpn", 1, ["network"]),
        ("epn", 1, ["edge_critic", "network"]),
        ("ipn", 1, ["critic", "network"]),
        ("ipn", 0, ["network"]),
        ("joint", 1, ["critic", "edge_critic", "network"]),
    ],
)
def test_critics_learn_where_they_judge(phase, adversarial, trained, batch):
    recipe = made(phase, adversarial=adversarial)
    assert [objective.trains for objective in recipe.objectives] == trained
    models = recipe.models()
    for objective in recipe.objectives[:-1]:
        loss, _ = objective.loss(models, batch)
        loss.backward()
        assert all(p.grad is None for p in models["network"].parameters())
        assert any(p.grad is not None for p in models[objective.trains].parameters())


def test_a_check_tells_the_noise_apart_and_scores_the_picture(photos):
    cases = held_out(photos)
    assert set(cases) == {"noise", "noise 0.1", "soft", "holes", "clean"}
    network = InformedMask(TINY).eval()
    with torch.no_grad():
        told = score(network, tensors(cases["noise 0.1"]))
    assert told["mask"] <= 0 and told["psnr"] > 0 and "correlation" not in told
    assert told["gain"] == pytest.approx(told["psnr"] - 20, abs=1.5)
