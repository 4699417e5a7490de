"""VCN's training in three phases (Wang et al. 2020): the mask network, the inpainting network, both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

import numpy as np
import torch
from torch import Tensor, nn, optim
from torch.nn import functional as F

from engine.errors import WeightsMissing
from engine.networks.feature_extractor import FeatureExtractor
from engine.networks.layers.precision import fast
from engine.networks.layers.soften import softened
from engine.networks.vcn import MULTIPLE, VCN, Design
from trainer import features as feature_network
from trainer.contaminated import Contaminated
from trainer.critics.vcn import PAPER_WIDTH as PAPER_CRITIC
from trainer.critics.vcn import Critics
from trainer.hard_clean import NOT_LEARNT
from trainer.losses import wgan_gp
from trainer.losses.id_mrf import id_mrf
from trainer.losses.l1 import l1
from trainer.losses.region_score import region_score
from trainer.losses.self_adaptive_bce import self_adaptive_bce
from trainer.losses.semantic import LAYER, semantic
from trainer.losses.total import total
from trainer.photos import Photos
from trainer.recipe import Batch, Loss, Models, Recipe, Tensors, Turn
from trainer.suite import middle
from trainer.thin import Share

PHASES = ("mask", "repair", "joint")
L1, ADVERSARIAL, MASK = 1.4, 1e-3, 2.0
# For Lacuna's own features: ID-MRF has no scale and keeps the paper's weight, the semantic term has not.
SEMANTIC, ID_MRF = 1e-2, 1e-3
COMPARED = 32 * 32  # positions of ID-MRF
CLEAN_PHOTOS, CLEAN_SIDE = 160, 512  # that the detector's limit is set on
UNTOUCHED, AREA = 0.95, 0.001  # of clean photos: how many stay as they are, and how much is marked at most
CHECKED, CHECKED_SIDE = 6, 192
HELD_OUT = (
    Share(weight=1, kind="freeform_steps:vcn", params={"filler": "natural", "edge": "hard"}),
    Share(weight=1, kind="freeform_steps:vcn", params={"filler": "constant", "edge": "hard"}),
    Share(weight=1, kind="freeform_steps:vcn", params={"filler": "gaussian", "edge": "hard"}),
    Share(weight=1, kind="graffiti"),
)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One phase of one training.  plain_bce: weight of the unweighted cross entropy beside the paper's."""

    id: str
    phase: str
    design: Design
    mix: tuple[Share, ...]
    crop: int
    batch: int
    rate: float
    critic_width: int = PAPER_CRITIC
    critic_steps: int = 5
    plain_bce: float = 0.0
    features: bool = True
    warm_up: int = 200


def planned(plan: Plan) -> Recipe:
    """The recipe of a plan's phase; feature losses only where the weights of the feature network are here."""
    eye = extractor() if plan.features and plan.phase != "mask" else None

    def adam(parameters: Iterable[nn.Parameter]) -> optim.Optimizer:
        return optim.Adam(parameters, plan.rate, betas=(0.5, 0.9))

    def models() -> dict[str, nn.Module]:
        network = VCN(plan.design)
        if plan.phase == "mask":
            return {"network": network, "mpn": network.mpn}
        if plan.phase == "repair":
            return {"network": network, "rin": network.rin}
        return {"network": network, "critic": Critics(plan.critic_width)}

    turns = {
        "mask": (Turn(trains="mpn", loss=finding(plan.plain_bce), optimiser=adam),),
        "repair": (Turn(trains="rin", loss=repainting(eye), optimiser=adam),),
        "joint": (
            Turn(trains="critic", loss=judging, optimiser=adam, times=plan.critic_steps),
            Turn(trains="network", loss=together(eye, plan.plain_bce), optimiser=adam),
        ),
    }
    return Recipe(
        id=plan.id,
        models=models,
        turns=turns[plan.phase],
        draw=Contaminated(batch=plan.batch, crop=plan.crop, mix=plan.mix),
        check=held_out,
        score=agreement,
        preview=looked_at,
        finish=calibrated,
        seed=9,
        warm_up=plan.warm_up,
        facts={"phase": plan.phase, "feature_losses": eye.id if eye else "none"},
    )


def extractor() -> FeatureExtractor | None:
    """The project's feature network; None where it has not been trained yet."""
    try:
        return feature_network.extractor()
    except WeightsMissing:
        return None


# --- losses ---


def finding(plain: float) -> Loss:
    """Of the mask network alone."""

    def loss(models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
        logits, _ = models["mpn"](signed(batch["image"]))
        return total(*mask_terms(logits, batch["mask"], plain))

    return loss


def repainting(eye: FeatureExtractor | None) -> Loss:
    """Of the inpainting network with the true mask; nothing flows into the mask network."""

    def loss(models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
        photo = signed(batch["image"])
        with torch.no_grad():
            _, feature = cast(VCN, models["network"]).mpn(photo)
        return total(*photo_terms(models["rin"](photo, batch["mask"], feature), batch, eye))

    return loss


def together(eye: FeatureExtractor | None, plain: float) -> Loss:
    """Of both networks: the second reads what the first finds."""

    def loss(models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
        painted, logits = models["network"](signed(batch["image"]))
        mask_parts, mask_weights = mask_terms(logits, batch["mask"], plain)
        parts, weights = photo_terms(painted, batch, eye)
        scores = judged(cast(Critics, models["critic"]), laid(painted, logits, batch), batch["mask"])
        parts |= mask_parts | {"adversarial": sum_of([wgan_gp.generator(one) for one in scores], painted)}
        return total(parts, weights | mask_weights | {"adversarial": ADVERSARIAL})

    return loss


def judging(models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
    """Of the critics: Wasserstein distance with a penalty on slopes inside the damage, as in the release."""
    critics, mask = cast(Critics, models["critic"]), batch["mask"]
    real = signed(batch["clean"])
    with torch.no_grad():
        fake = laid(*models["network"](signed(batch["image"])), batch)
    kept = damaged(mask)
    losses = [
        wgan_gp.critic(of_real, of_fake, wgan_gp.gradient_penalty(score, real[kept], fake[kept], mask=mask[kept]))
        for of_real, of_fake, score in zip(
            judged(critics, real, mask),
            judged(critics, fake, mask),
            (critics.whole, lambda photo: region_score(critics.patches(photo), mask[kept])),
            strict=False,
        )
    ]
    value = sum_of(losses, real.sum() * 0 + sum(weight.sum() for weight in critics.parameters()) * 0)
    return value, {"critic": value.detach()}


def mask_terms(logits: Tensor, mask: Tensor, plain: float) -> tuple[dict[str, Tensor], dict[str, float]]:
    parts = {"adaptive": self_adaptive_bce(logits, mask)}
    weights = {"adaptive": MASK}
    if plain:
        parts["bce"] = F.binary_cross_entropy_with_logits(logits, mask)
        weights["bce"] = plain
    return parts, weights


def photo_terms(
    painted: Tensor, batch: Tensors, eye: FeatureExtractor | None
) -> tuple[dict[str, Tensor], dict[str, float]]:
    """painted: N×3×H×W in [−1, 1]."""
    parts = {"l1": l1(painted, signed(batch["clean"]))}
    weights = {"l1": L1}
    if eye is not None:
        ours, theirs = eye((painted + 1) / 2, (LAYER,)), eye(batch["clean"], (LAYER,))
        parts |= {
            "semantic": semantic(ours, theirs),
            "id_mrf": id_mrf(ours[LAYER], theirs[LAYER], most=COMPARED),
        }
        weights |= {"semantic": SEMANTIC, "id_mrf": ID_MRF}
    return parts, weights


def laid(painted: Tensor, logits: Tensor, batch: Tensors) -> Tensor:
    """What the critics see: the repainted part, running out into the photo as it was given."""
    share = softened(torch.sigmoid(logits))
    return painted * share + signed(batch["image"]) * (1 - share)


def judged(critics: Critics, photo: Tensor, mask: Tensor) -> list[Tensor]:
    """Scores of the damaged samples: of the whole photo, and of the damaged part; none if none is damaged."""
    kept = damaged(mask)
    if not bool(kept.any()):
        return []
    whole, patches = critics(photo[kept])
    return [whole, region_score(patches, mask[kept])]


def damaged(mask: Tensor) -> Tensor:
    return mask.amax((1, 2, 3)) > 0


def sum_of(losses: list[Tensor], like: Tensor) -> Tensor:
    """The sum; a zero that has a gradient where there is none."""
    return sum(losses[1:], losses[0]) if losses else like.sum() * 0


def signed(photo: Tensor) -> Tensor:
    """[0, 1] → [−1, 1]."""
    return photo * 2 - 1


# --- checks ---


def held_out(photos: Photos) -> dict[str, Batch]:
    """One batch a filler, the same in every run."""
    rng = np.random.default_rng(0)
    return {
        str(share.params.get("filler", share.kind)): Contaminated(
            batch=CHECKED, crop=CHECKED_SIDE, mix=(share,)
        )(photos, rng)
        for share in HELD_OUT
    }


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
    """The weights with `doubt` set so that clean photos are left alone; at least 0, a probability of one half."""
    assert isinstance(network, VCN)
    network.eval()
    tops, pixels = [], []
    clean = photos.only(file.name not in NOT_LEARNT for file in photos.files)
    for photo in clean.pixels[:: max(1, len(clean) // CLEAN_PHOTOS)]:
        side = min(*photo.shape[:2], CLEAN_SIDE) // MULTIPLE * MULTIPLE
        plane = torch.from_numpy(middle(photo, side).astype(np.float32) / np.float32(255))
        with torch.no_grad(), fast(plane.device):
            logits, _ = network.mpn(signed(plane.permute(2, 0, 1)[None]))
        tops.append(logits.max())
        pixels.append(logits.flatten()[::7])
    limits = (torch.quantile(torch.stack(tops), UNTOUCHED), _upper(torch.cat(pixels), AREA))
    return {**network.state_dict(), "doubt": torch.stack(limits).max().clamp(min=0)}


def _upper(values: Tensor, share: float) -> Tensor:
    """The value that this share of them exceeds; quantile() takes no more than 16 million."""
    return values.sort(descending=True).values[round(share * len(values))]
