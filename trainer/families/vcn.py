"""VCN's training in three phases (Wang et al. 2020): the mask network, the inpainting network, both."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import cast

import numpy as np
import torch
from torch import Tensor, nn

from engine.methods.vcn import METHOD
from engine.networks.vcn import VCN, VCNDesign, begin
from trainer.corruption import DamageInvalid
from trainer.critics.vcn import PAPER_WIDTH as PAPER_CRITIC
from trainer.critics.vcn import VcnCritics
from trainer.data.blind import UnmarkedDamagePairs
from trainer.data.detection import clean_photo_thresholds
from trainer.data.photos import Photos
from trainer.data.thin_holes import Share
from trainer.evaluation import features as feature_network
from trainer.families.batch_norm import folded, with_batch_norm
from trainer.families.vcn_losses import (
    composite,
    critic_loss,
    decibels,
    fill_loss,
    joint_loss,
    mask_loss,
    repair_loss,
    signed,
    tuning_loss,
)
from trainer.training.optimisers import SHORT_RUN_BETAS, WASSERSTEIN_BETAS, adam
from trainer.training.recipe import Batch, Draw, Objective, Recipe, Tensors

PHASE_NAMES = ("mask", "repair", "joint")
TUNE_PHASE = "tune"  # Fine-tuning on pairs of photos, after the other phases.
THRESHOLD_PHOTOS = 300
# Half of what the detector needs in a view, as a margin for photos that are not among these.
SPECK_PX = METHOD.min_certain_px // 2
UNTOUCHED_SHARE = 0.98  # of clean photos
CHECK_CROPS, CHECK_SIDE_PX = 6, 192
SCORE_FLOOR = 1e-8  # No error counts as 80 dB.
CHECK_DAMAGE = (
    Share(weight=1, kind="freeform_steps:vcn", params={"filler": "natural", "edge": "hard"}),
    Share(weight=1, kind="freeform_steps:vcn", params={"filler": "constant", "edge": "hard"}),
    Share(weight=1, kind="freeform_steps:vcn", params={"filler": "gaussian", "edge": "hard"}),
    Share(weight=1, kind="graffiti"),
)


@dataclass(frozen=True, kw_only=True)
class PhasePlan:
    """One phase of one training.

    plain_bce: weight of the unweighted cross entropy beside the paper's.
    masks_known: else only the picture has losses.
    batch_norm: the mask network is trained with batch normalisation, which is folded away before the other
    phases; without it, it takes thousands of steps to find anything.
    draw: batches in place of those of `mix`.
    features: feature losses, where the weights of the feature network are here.
    """

    id: str
    phase: str
    design: VCNDesign
    mix: tuple[Share, ...]
    crop: int
    batch: int
    rate: float
    masks_known: bool = True
    batch_norm: bool = False
    draw: Draw | None = None
    checks: tuple[Share, ...] = CHECK_DAMAGE
    variant: str = ""
    critic_width: int = PAPER_CRITIC
    critic_steps: int = 5
    plain_bce: float = 0.0
    features: bool = True
    warm_up_steps: int = 200


def phase_recipe(plan: PhasePlan) -> Recipe:
    """The recipe of a plan."""
    begun = plan.design.begun
    fills_alone = begun and plan.phase == "repair"
    one_loss = plan.phase == "mask" or fills_alone
    extractor = feature_network.optional_extractor() if plan.features and not one_loss else None
    # The paper's betas are for training against critics.
    optimiser = adam(plan.rate, SHORT_RUN_BETAS if one_loss else WASSERSTEIN_BETAS)
    repair = fill_loss if fills_alone else repair_loss(extractor)

    def models() -> dict[str, nn.Module]:
        network = VCN(plan.design)
        if plan.phase == "mask":
            if plan.batch_norm:
                with_batch_norm(network.mpn)
            return {"network": network, "mpn": network.mpn}
        if plan.phase == "repair":
            return {"network": network, "rin": network.rin}
        if plan.phase == "joint":
            return {"network": network, "critic": VcnCritics(plan.critic_width)}
        return {"network": network}

    objectives = {
        "mask": (Objective(trains="mpn", loss=mask_loss(plan.plain_bce), optimiser=optimiser),),
        "repair": (Objective(trains="rin", loss=repair, optimiser=optimiser),),
        "joint": (
            Objective(trains="critic", loss=critic_loss, optimiser=optimiser, repeats=plan.critic_steps),
            Objective(
                trains="network",
                loss=joint_loss(extractor, plan.plain_bce, begun=begun),
                optimiser=optimiser,
            ),
        ),
        TUNE_PHASE: (
            Objective(
                trains="network",
                loss=tuning_loss(extractor, masks_known=plan.masks_known),
                optimiser=optimiser,
            ),
        ),
    }
    return Recipe(
        id=plan.id,
        models=models,
        objectives=objectives[plan.phase],
        draw=plan.draw or UnmarkedDamagePairs(batch=plan.batch, crop=plan.crop, mix=plan.mix),
        check=functools.partial(held_out, shares=plan.checks),
        score=agreement,
        preview=preview,
        finish=calibrated,
        seed=9,
        warm_up_steps=plan.warm_up_steps,
        facts={
            "id": "vcn",
            "variant": plan.variant,
            "design": asdict(plan.design),
            "phase": plan.phase,
            "feature_losses": extractor.id if extractor else "none",
        },
    )


def held_out(photos: Photos, shares: tuple[Share, ...] = CHECK_DAMAGE) -> dict[str, Batch]:
    """One batch for each filler, the same in every run; natural filler needs more than one photo."""
    found: dict[str, Batch] = {}
    for share in shares:
        drawn = UnmarkedDamagePairs(batch=CHECK_CROPS, crop=CHECK_SIDE_PX, mix=(share,))
        with contextlib.suppress(DamageInvalid):
            found[str(share.params.get("filler", share.kind))] = drawn(photos, np.random.default_rng(0))
    return found


def repaired(network: nn.Module, batch: Tensors) -> tuple[Tensor, Tensor]:
    """(composite N×3×H×W in [0, 1], probability of damage N×1×H×W)."""
    painted, logits = network(signed(batch["image"]))
    return (composite(painted, logits, batch) + 1) / 2, torch.sigmoid(logits)


def agreement(network: nn.Module, batch: Tensors) -> dict[str, float]:
    """Mean IoU of the mask at a threshold of 0.5, and the composite's gain in PSNR over the damaged photo.

    Where the network begins at fills, also the mean PSNR in the holes of the true mask, and its gain over
    those fills.
    """
    filled, found = repaired(network, batch)
    marked, truth = found > 0.5, batch["mask"] > 0.5
    union = (marked | truth).sum((1, 2, 3)).clamp(min=1)
    before, after = (((one - batch["clean"]) ** 2).mean((1, 2, 3)) + 1e-8 for one in (batch["image"], filled))
    scores = {
        "iou": float(((marked & truth).sum((1, 2, 3)) / union).mean()),
        "gain": float((10 * torch.log10(before / after)).mean()),
    }
    if cast(VCN, network).design.begun:
        start, _ = begin(signed(batch["image"]), batch["mask"])
        painted, _ = network(signed(batch["image"]), batch["mask"])
        scores["hole_psnr"] = -float(decibels(painted, batch, floor=SCORE_FLOOR))
        scores["hole_gain"] = scores["hole_psnr"] + float(decibels(start, batch, floor=SCORE_FLOOR))
    return scores


def preview(network: nn.Module, batch: Tensors) -> list[Tensor]:
    """The damaged photo, the mask found, the composite, the clean photo."""
    filled, found = repaired(network, batch)
    return [batch["image"], found.expand(-1, 3, -1, -1), filled, batch["clean"]]


def calibrated(network: nn.Module, photos: Photos) -> Mapping[str, Tensor]:
    """The weights, with `limit` set to the logit that SPECK_PX pixels of few clean photos reach."""
    assert isinstance(network, VCN)
    network = folded(network).eval()
    limit = clean_photo_thresholds(
        lambda image: network.mpn(signed(image))[0],
        photos,
        count=THRESHOLD_PHOTOS,
        speck=SPECK_PX,
        untouched=UNTOUCHED_SHARE,
    )
    return {**network.state_dict(), "limit": limit}
