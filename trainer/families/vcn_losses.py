"""VCN's losses (Wang et al. 2020): of the mask network, of the inpainting network, of both, of critics."""

from __future__ import annotations

from typing import cast

import torch
from torch import Tensor
from torch.nn import functional as F

from engine.networks.feature_extractor import FeatureExtractor
from engine.networks.layers.soften import softened
from engine.networks.vcn import VCN
from trainer.critics.vcn import Critics
from trainer.losses import wgan_gp
from trainer.losses.id_mrf import id_mrf
from trainer.losses.l1 import l1
from trainer.losses.region_score import region_score
from trainer.losses.self_adaptive_bce import self_adaptive_bce
from trainer.losses.semantic import LAYER, semantic
from trainer.losses.total import total
from trainer.training.recipe import Loss, Models, Tensors

L1, ADVERSARIAL, MASK = 1.4, 1e-3, 2.0
# On Lacuna's own features, each a tenth of the weighted L1; see trainer.training.balance.
SEMANTIC, ID_MRF = 0.026, 0.011
COMPARED = 32 * 32  # positions of ID-MRF


def finding(plain: float) -> Loss:
    """Of the mask network alone.  plain: weight of the unweighted cross entropy beside the paper's."""

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
        painted = models["rin"](photo, batch["mask"], feature)
        return total(*photo_terms(painted, batch, eye, semantics=True))

    return loss


def together(eye: FeatureExtractor | None, plain: float) -> Loss:
    """Of both networks: the second reads what the first finds."""

    def loss(models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
        painted, logits = models["network"](signed(batch["image"]))
        mask_parts, mask_weights = mask_terms(logits, batch["mask"], plain)
        parts, weights = photo_terms(painted, batch, eye, semantics=True, textures=True)
        scores = judged(cast(Critics, models["critic"]), laid(painted, logits, batch), batch["mask"])
        parts |= mask_parts | {"adversarial": sum_of([wgan_gp.generator(one) for one in scores], painted)}
        return total(parts, weights | mask_weights | {"adversarial": ADVERSARIAL})

    return loss


def tuning(eye: FeatureExtractor | None, *, masked: bool) -> Loss:
    """Of both networks on pairs of photos: no critic, no semantic term; masks count only where `masked`."""

    def loss(models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
        painted, logits = models["network"](signed(batch["image"]))
        parts, weights = photo_terms(painted, batch, eye, textures=True)
        if masked:
            mask_parts, mask_weights = mask_terms(logits, batch["mask"], 0.0)
            parts, weights = parts | mask_parts, weights | mask_weights
        return total(parts, weights)

    return loss


def judging(models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
    """Of the critics: Wasserstein distance with a penalty on slopes inside the damage, as in the release."""
    critics, mask = cast(Critics, models["critic"]), batch["mask"]
    real = signed(batch["clean"])
    with torch.no_grad():
        painted, logits = models["network"](signed(batch["image"]))
        fake = laid(painted, logits, batch)
    kept = damaged(mask)
    heads = (critics.whole, lambda photo: region_score(critics.patches(photo), mask[kept]))
    scores = zip(judged(critics, real, mask), judged(critics, fake, mask), heads, strict=False)
    losses = [
        wgan_gp.critic(
            of_real, of_fake, wgan_gp.gradient_penalty(head, real[kept], fake[kept], mask=mask[kept])
        )
        for of_real, of_fake, head in scores
    ]
    value = sum_of(losses, critics.judge.bias)
    return value, {"critic": value.detach()}


def mask_terms(logits: Tensor, mask: Tensor, plain: float) -> tuple[dict[str, Tensor], dict[str, float]]:
    parts = {"adaptive": self_adaptive_bce(logits, mask)}
    weights = {"adaptive": MASK}
    if plain:
        parts["bce"] = F.binary_cross_entropy_with_logits(logits, mask)
        weights["bce"] = plain
    return parts, weights


def photo_terms(
    painted: Tensor,
    batch: Tensors,
    eye: FeatureExtractor | None,
    *,
    semantics: bool = False,
    textures: bool = False,
) -> tuple[dict[str, Tensor], dict[str, float]]:
    """painted: N×3×H×W in [−1, 1].  semantics, textures: which feature losses, where there are features."""
    parts = {"l1": l1(painted, signed(batch["clean"]))}
    weights = {"l1": L1}
    if eye is not None:
        ours, theirs = eye((painted + 1) / 2, (LAYER,)), eye(batch["clean"], (LAYER,))
        if semantics:
            parts["semantic"], weights["semantic"] = semantic(ours, theirs), SEMANTIC
        if textures:
            parts["id_mrf"] = id_mrf(ours[LAYER], theirs[LAYER], most=COMPARED)
            weights["id_mrf"] = ID_MRF
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
