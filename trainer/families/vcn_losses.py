"""VCN's losses (Wang et al. 2020): the mask network's, the inpainting network's, of both, the critics'."""

from __future__ import annotations

from typing import cast

import torch
from torch import Tensor
from torch.nn import functional as F

from engine.networks.feature_extractor import FeatureExtractor
from engine.networks.layers.soften import softened
from engine.networks.vcn import VCN, begin
from trainer.critics.vcn import VcnCritics
from trainer.losses import wgan_gp
from trainer.losses.hole_decibels import LARGE_HOLE_FLOOR, hole_decibels
from trainer.losses.id_mrf import id_mrf
from trainer.losses.l1 import l1
from trainer.losses.region_score import region_score
from trainer.losses.self_adaptive_bce import self_adaptive_bce
from trainer.losses.semantic import FEATURE_LAYER, semantic
from trainer.losses.total import total
from trainer.training.recipe import Loss, Models, Tensors

L1_WEIGHT, ADVERSARIAL_WEIGHT, MASK_WEIGHT = 1.4, 1e-3, 2.0  # The paper's.
# Balanced on Lacuna's own features by trainer.training.balance: each is a tenth of the weighted L1.
SEMANTIC_WEIGHT, ID_MRF_WEIGHT = 0.026, 0.011
DECIBEL_WEIGHT = (
    0.01  # Of networks that begin at fills, in the joint phase: some dB are worth the paper's L1.
)
ID_MRF_POSITIONS = 32 * 32  # All of a crop of 128 px: a larger one is sampled.


def mask_loss(plain_bce: float) -> Loss:
    """The mask network's.  plain_bce: weight of the unweighted cross entropy beside the paper's loss."""

    def loss(models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
        logits, _ = models["mpn"](signed(batch["image"]))
        return total(*mask_terms(logits, batch["mask"], plain_bce))

    return loss


def repair_loss(extractor: FeatureExtractor | None) -> Loss:
    """The inpainting network's, with the true mask and without gradient to the mask network.

    extractor: None leaves the feature losses out.
    """

    def loss(models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
        photo = signed(batch["image"])
        with torch.no_grad():
            _, feature = cast(VCN, models["network"]).mpn(photo)
        painted = models["rin"](photo, batch["mask"], feature)
        return total(*photo_terms(painted, batch, extractor, semantics=True))

    return loss


def fill_loss(models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
    """The inpainting network's that begins at fills: minus the PSNR inside the damage, with the true mask.

    In the log also its gain over the fill that it begins at, in dB.
    """
    photo, mask = signed(batch["image"]), batch["mask"]
    with torch.no_grad():
        _, feature = cast(VCN, models["network"]).mpn(photo)
        start, _ = begin(photo, mask)
    loss = decibels(models["rin"](photo, mask, feature), batch)
    return loss, {"db": loss.detach(), "gain": decibels(start, batch) - loss.detach()}


def decibels(painted: Tensor, batch: Tensors, *, floor: float = LARGE_HOLE_FLOOR) -> Tensor:
    """Minus the PSNR of what was painted, in [−1, 1], inside the damage."""
    return hole_decibels((painted + 1) / 2, batch["clean"], batch["mask"], floor=floor)


def joint_loss(extractor: FeatureExtractor | None, plain_bce: float, *, begun: bool = False) -> Loss:
    """Both networks': the inpainting network is given the mask that the other finds.

    begun: the network begins at fills, whose PSNR inside the damage counts beside the paper's losses.
    """

    def loss(models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
        painted, logits = models["network"](signed(batch["image"]))
        mask_parts, mask_weights = mask_terms(logits, batch["mask"], plain_bce)
        parts, weights = photo_terms(painted, batch, extractor, semantics=True, textures=True)
        if begun:
            parts["db"], weights["db"] = decibels(painted, batch), DECIBEL_WEIGHT
        scores = critic_scores(
            cast(VcnCritics, models["critic"]), composite(painted, logits, batch), batch["mask"]
        )
        parts |= mask_parts | {
            "adversarial": sum_or_zero([wgan_gp.generator(one) for one in scores], painted)
        }
        return total(parts, weights | mask_weights | {"adversarial": ADVERSARIAL_WEIGHT})

    return loss


def tuning_loss(extractor: FeatureExtractor | None, *, masks_known: bool) -> Loss:
    """Both networks' on pairs of photos: without critic and semantic loss; masks count if `masks_known`."""

    def loss(models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
        painted, logits = models["network"](signed(batch["image"]))
        parts, weights = photo_terms(painted, batch, extractor, textures=True)
        if masks_known:
            mask_parts, mask_weights = mask_terms(logits, batch["mask"], 0.0)
            parts, weights = parts | mask_parts, weights | mask_weights
        return total(parts, weights)

    return loss


def critic_loss(models: Models, batch: Tensors) -> tuple[Tensor, dict[str, Tensor]]:
    """The critics': WGAN-GP whose penalty counts everywhere, not only inside the damage as in the release.

    Outside the true mask a fake differs from its photo where the predicted mask is wrong.  Without a penalty
    there the scores grew from 3 to 300 in 400 steps, and masks and fills became worse.
    """
    critics, mask = cast(VcnCritics, models["critic"]), batch["mask"]
    real = signed(batch["clean"])
    with torch.no_grad():
        painted, logits = models["network"](signed(batch["image"]))
        fake = composite(painted, logits, batch)
    kept = has_damage(mask)
    heads = (critics.whole, lambda photo: region_score(critics.patches(photo), mask[kept]))
    scores = zip(critic_scores(critics, real, mask), critic_scores(critics, fake, mask), heads, strict=False)
    losses = [
        wgan_gp.critic(of_real, of_fake, wgan_gp.gradient_penalty(head, real[kept], fake[kept]))
        for of_real, of_fake, head in scores
    ]
    value = sum_or_zero(losses, critics.judge.bias)
    return value, {"critic": value.detach()}


def mask_terms(logits: Tensor, mask: Tensor, plain_bce: float) -> tuple[dict[str, Tensor], dict[str, float]]:
    """(losses, weights) of the mask, N×1×H×W."""
    parts = {"adaptive": self_adaptive_bce(logits, mask)}
    weights = {"adaptive": MASK_WEIGHT}
    if plain_bce:
        parts["bce"] = F.binary_cross_entropy_with_logits(logits, mask)
        weights["bce"] = plain_bce
    return parts, weights


def photo_terms(
    painted: Tensor,
    batch: Tensors,
    extractor: FeatureExtractor | None,
    *,
    semantics: bool = False,
    textures: bool = False,
) -> tuple[dict[str, Tensor], dict[str, float]]:
    """(losses, weights) of the picture.

    painted: N×3×H×W in [−1, 1].  semantics, textures: adds the semantic loss and ID-MRF, where there is an
    extractor.
    """
    parts = {"l1": l1(painted, signed(batch["clean"]))}
    weights = {"l1": L1_WEIGHT}
    if extractor is not None:
        ours, theirs = (
            extractor((painted + 1) / 2, (FEATURE_LAYER,)),
            extractor(batch["clean"], (FEATURE_LAYER,)),
        )
        if semantics:
            parts["semantic"], weights["semantic"] = semantic(ours, theirs), SEMANTIC_WEIGHT
        if textures:
            parts["id_mrf"] = id_mrf(
                ours[FEATURE_LAYER], theirs[FEATURE_LAYER], max_positions=ID_MRF_POSITIONS
            )
            weights["id_mrf"] = ID_MRF_WEIGHT
    return parts, weights


def composite(painted: Tensor, logits: Tensor, batch: Tensors) -> Tensor:
    """The critics' input in [−1, 1]: the painted part, with a soft edge to the given photo."""
    share = softened(torch.sigmoid(logits))
    return painted * share + signed(batch["image"]) * (1 - share)


def critic_scores(critics: VcnCritics, photo: Tensor, mask: Tensor) -> list[Tensor]:
    """[of the whole photos, of their damaged parts], of damaged samples alone; [] if none is damaged."""
    kept = has_damage(mask)
    if not bool(kept.any()):
        return []
    whole, patches = critics(photo[kept])
    return [whole, region_score(patches, mask[kept])]


def has_damage(mask: Tensor) -> Tensor:
    """N booleans: which samples of N×1×H×W have any damage."""
    return mask.amax((1, 2, 3)) > 0


def sum_or_zero(losses: list[Tensor], like: Tensor) -> Tensor:
    """The sum; without losses a zero that is connected to `like`, so that backward works."""
    return sum(losses[1:], losses[0]) if losses else like.sum() * 0


def signed(photo: Tensor) -> Tensor:
    """[0, 1] → [−1, 1]."""
    return photo * 2 - 1
