"""VCN's training in three phases (Wang et al. 2020): the mask network, the inpainting network, both."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

import numpy as np
import torch
from torch import Tensor, nn, optim

from engine.errors import WeightsMissing
from engine.methods.vcn import METHOD
from engine.networks.feature_extractor import FeatureExtractor
from engine.networks.vcn import VCN, Design
from trainer.corruption import DamageInvalid
from trainer.critics.vcn import PAPER_WIDTH as PAPER_CRITIC
from trainer.critics.vcn import Critics
from trainer.data.blind import Contaminated
from trainer.data.detection import seldom
from trainer.data.photos import Photos
from trainer.data.thin_holes import Share
from trainer.evaluation import features as feature_network
from trainer.families.batch_norm import folded, normed
from trainer.families.vcn_losses import finding, judging, laid, repainting, signed, together, tuning
from trainer.training.recipe import Batch, Drawn, Recipe, Tensors, Turn

PHASES = ("mask", "repair", "joint")
TUNE = "tune"  # on pairs, after the others
CLEAN = 300  # photos that the detector's limit is set on
SPECK = METHOD.evidence // 2  # px, so that other photos than these keep some room
UNTOUCHED = 0.98  # of clean photos
CHECKED, CHECKED_SIDE = 6, 192
HELD_OUT = (
    Share(weight=1, kind="freeform_steps:vcn", params={"filler": "natural", "edge": "hard"}),
    Share(weight=1, kind="freeform_steps:vcn", params={"filler": "constant", "edge": "hard"}),
    Share(weight=1, kind="freeform_steps:vcn", params={"filler": "gaussian", "edge": "hard"}),
    Share(weight=1, kind="graffiti"),
)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One phase of one training.

    plain_bce: weight of the unweighted cross entropy beside the paper's.  masked: the masks are known.
    normed: the mask network learns with batch normalisation, which the others never see: without, thousands
    of steps pass before it finds anything.
    draw: batches in the place of those of `mix`.
    """

    id: str
    phase: str
    design: Design
    mix: tuple[Share, ...]
    crop: int
    batch: int
    rate: float
    masked: bool = True
    normed: bool = False
    draw: Drawn | None = None
    checks: tuple[Share, ...] = HELD_OUT
    variant: str = ""
    critic_width: int = PAPER_CRITIC
    critic_steps: int = 5
    plain_bce: float = 0.0
    features: bool = True
    warm_up: int = 200


def planned(plan: Plan) -> Recipe:
    """The recipe of a plan's phase; feature losses only where the weights of the feature network are here."""
    eye = extractor() if plan.features and plan.phase != "mask" else None

    def adam(parameters: Iterable[nn.Parameter]) -> optim.Optimizer:
        # the paper's betas are for playing against critics, which the mask network does not
        betas = (0.9, 0.99) if plan.phase == "mask" else (0.5, 0.9)
        return optim.Adam(parameters, plan.rate, betas=betas)

    def models() -> dict[str, nn.Module]:
        network = VCN(plan.design)
        if plan.phase == "mask":
            if plan.normed:
                normed(network.mpn)
            return {"network": network, "mpn": network.mpn}
        if plan.phase == "repair":
            return {"network": network, "rin": network.rin}
        if plan.phase == "joint":
            return {"network": network, "critic": Critics(plan.critic_width)}
        return {"network": network}

    turns = {
        "mask": (Turn(trains="mpn", loss=finding(plan.plain_bce), optimiser=adam),),
        "repair": (Turn(trains="rin", loss=repainting(eye), optimiser=adam),),
        "joint": (
            Turn(trains="critic", loss=judging, optimiser=adam, times=plan.critic_steps),
            Turn(trains="network", loss=together(eye, plan.plain_bce), optimiser=adam),
        ),
        TUNE: (Turn(trains="network", loss=tuning(eye, masked=plan.masked), optimiser=adam),),
    }
    return Recipe(
        id=plan.id,
        models=models,
        turns=turns[plan.phase],
        draw=plan.draw or Contaminated(batch=plan.batch, crop=plan.crop, mix=plan.mix),
        check=functools.partial(held_out, shares=plan.checks),
        score=agreement,
        preview=looked_at,
        finish=calibrated,
        seed=9,
        warm_up=plan.warm_up,
        facts={
            "id": "vcn",
            "variant": plan.variant,
            "design": asdict(plan.design),
            "phase": plan.phase,
            "feature_losses": eye.id if eye else "none",
        },
    )


def extractor() -> FeatureExtractor | None:
    """The project's feature network; None where it has not been trained yet."""
    try:
        return feature_network.extractor()
    except WeightsMissing:
        return None


def held_out(photos: Photos, shares: tuple[Share, ...] = HELD_OUT) -> dict[str, Batch]:
    """One batch a filler, the same in every run; natural filler only where there are photos enough for it."""
    found: dict[str, Batch] = {}
    for share in shares:
        drawn = Contaminated(batch=CHECKED, crop=CHECKED_SIDE, mix=(share,))
        with contextlib.suppress(DamageInvalid):
            found[str(share.params.get("filler", share.kind))] = drawn(photos, np.random.default_rng(0))
    return found


def repaired(network: nn.Module, batch: Tensors) -> tuple[Tensor, Tensor]:
    """The composite in [0, 1] and the mask that was found, where a half is exceeded before calibration."""
    painted, logits = network(signed(batch["image"]))
    return (laid(painted, logits, batch) + 1) / 2, torch.sigmoid(logits)


def agreement(network: nn.Module, batch: Tensors) -> dict[str, float]:
    """Mean IoU of the mask, and dB that the composite is nearer to the truth than the damaged photo."""
    filled, found = repaired(network, batch)
    marked, truth = found > 0.5, batch["mask"] > 0.5
    union = (marked | truth).sum((1, 2, 3)).clamp(min=1)
    before, after = (((one - batch["clean"]) ** 2).mean((1, 2, 3)) + 1e-8 for one in (batch["image"], filled))
    return {
        "iou": float(((marked & truth).sum((1, 2, 3)) / union).mean()),
        "gain": float((10 * torch.log10(before / after)).mean()),
    }


def looked_at(network: nn.Module, batch: Tensors) -> list[Tensor]:
    filled, found = repaired(network, batch)
    return [batch["image"], found.expand(-1, 3, -1, -1), filled, batch["clean"]]


def calibrated(network: nn.Module, photos: Photos) -> Mapping[str, Tensor]:
    """The weights with `limit` set: the logit that SPECK pixels of a sound photo seldom reach."""
    assert isinstance(network, VCN)
    network = folded(network).eval()
    limit = seldom(
        lambda image: network.mpn(signed(image))[0], photos, count=CLEAN, speck=SPECK, untouched=UNTOUCHED
    )
    return {**network.state_dict(), "limit": limit}
